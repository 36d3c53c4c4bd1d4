using Goldthread.Domain;
using Goldthread.Domain.Governance;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Goldthread.Web.Tests.Admin;

/// <summary>An empty board in a folder of its own, without pages: for tests that tamper with its storage.</summary>
internal sealed class SmallBoard : IAsyncDisposable
{
    private readonly WebApplication app;

    private SmallBoard(WebApplication app, string folder) => (this.app, Folder) = (app, folder);

    public string Folder { get; }

    public FakeTimeProvider Clock { get; private init; } = new();

    public AuditSeals Seals => app.Services.GetRequiredService<AuditSeals>();

    public IServiceProvider Services => app.Services;

    /// <summary>An embedded one, empty.</summary>
    /// <param name="sealCopies">A second folder for its seals.</param>
    public static Task<SmallBoard> MakeAsync(string? sealCopies = null) => MakeAsync(Directory.CreateTempSubdirectory("goldthread-small").FullName, null, sealCopies);

    /// <summary>A copy of the tests' board, on the engine of this run.</summary>
    public static async Task<SmallBoard> MakeAsync(BoardApp template)
    {
        var (data, database) = await template.CopyAsync();
        return await MakeAsync(data, database, null);
    }

    private static async Task<SmallBoard> MakeAsync(string folder, string? database, string? sealCopies)
    {
        var clock = new FakeTimeProvider(new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero));
        var board = new SmallBoard(WebBoard.Build(new() { Data = folder, Database = database, Urls = "http://localhost:0", Clock = clock, SealCopies = sealCopies }, Board.Quiet), folder) { Clock = clock };
        await board.AsSystemAsync(db => db.Database.MigrateAsync());
        return board;
    }

    public Task AsSystemAsync(Func<BoardDb, Task> work) => AsAsync(Viewer.System("test"), work);

    public async Task AsAsync(Viewer viewer, Func<BoardDb, Task> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
        db.Viewer = viewer;
        await work(db);
    }

    public async Task SaveThemesAsync(int count)
    {
        for (var number = 1; number <= count; number++)
        {
            await AsSystemAsync(async db =>
            {
                db.Themes.Add(new Theme($"Theme {Guid.NewGuid():N}", "Practice"));
                await db.SaveAsync(Command.Now("Add theme"), TestContext.Current.CancellationToken);
            });
        }
    }

    public async Task<Goldthread.Domain.Admin.AuditVerdict> VerifyAsync()
    {
        Goldthread.Domain.Admin.AuditVerdict? verdict = null;
        await AsSystemAsync(async db => verdict = await db.VerifyAuditTrailAsync(Seals, TestContext.Current.CancellationToken));
        return verdict!;
    }

    public Task SealAsync() => AsSystemAsync(db => Seals.SealAsync(db, TestContext.Current.CancellationToken));

    public Task TamperAsync(string sql) => AsSystemAsync(db => db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken));

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
