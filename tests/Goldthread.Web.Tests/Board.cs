using System.Net;
using System.Security.Claims;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Goldthread.Web.Tests;

/// <summary>The real program on a port of its own, with a database of its own and a clock that stands still. One per
/// test class (<c>IClassFixture&lt;Board&gt;</c>), or one per test with <see cref="NewAsync"/>.</summary>
public sealed class Board(BoardApp template) : IAsyncLifetime
{
    private readonly List<IServiceScope> scopes = [];
    private readonly List<Client> clients = [];
    private readonly SemaphoreSlim starting = new(1);
    private WebApplication? app;
    private Uri? address;

    /// <summary>Monday, 23 November 2026, ten o'clock in London, until a test moves it.</summary>
    public FakeTimeProvider Clock { get; } = NewClock();

    /// <summary>The date at the board.</summary>
    public DateOnly Today => Clock.Today();

    /// <summary>Folder of this board.</summary>
    public string Data { get; private set; } = "";

    /// <summary>Connection string; null on the embedded database.</summary>
    public string? Database { get; private set; }

    /// <summary>How it is started, where a test wants it otherwise.</summary>
    private Func<BoardOptions, BoardOptions> Start { get; init; } = options => options;

    /// <summary>What the program wrote to its log.</summary>
    internal IReadOnlyList<string> Log => lines.All;

    private readonly LogLines lines = new();

    /// <summary>The program's services.</summary>
    public IServiceProvider Services => app!.Services;

    internal static FakeTimeProvider NewClock() => new(new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));

    /// <summary>What a test provokes on purpose would fill the console; GOLDTHREAD_TEST_LOG=1 shows it.</summary>
    internal static void Quiet(WebApplicationBuilder builder)
    {
        if (Environment.GetEnvironmentVariable("GOLDTHREAD_TEST_LOG") is null or "") builder.Logging.ClearProviders();
    }

    // Mail is written and goes out, and backups are made, when a test says so: the jobs would do the same at the moment the clock is moved, beside the test.
    private void Still(WebApplicationBuilder builder)
    {
        Quiet(builder);
        builder.Logging.AddProvider(lines);
        foreach (var job in builder.Services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationFactory is not null).ToList()) builder.Services.Remove(job);
    }

    /// <summary>A board for one test that spoils it.</summary>
    public static async Task<Board> NewAsync(BoardApp template, Func<BoardOptions, BoardOptions>? start = null)
    {
        Board board = new(template) { Start = start ?? (options => options) };
        await board.InitializeAsync();
        return board;
    }

    /// <summary>A board on an empty folder and an empty database, as a real one begins: nobody is in it.</summary>
    public static async Task<Board> NewEmptyAsync(BoardApp template)
    {
        Board board = new(template) { IsEmpty = true };
        await board.InitializeAsync();
        return board;
    }

    private bool IsEmpty { get; init; }

    /// <summary>The database, opened for a viewer.</summary>
    public BoardDb Open(Viewer viewer)
    {
        var scope = Services.CreateScope();
        lock (scopes) scopes.Add(scope);
        var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
        db.Viewer = viewer;
        return db;
    }

    /// <summary>The database, opened for somebody as he or she is in the cast.</summary>
    public BoardDb Open(Somebody somebody) => Open(somebody.Viewer);

    /// <summary>The database, opened to see everything.</summary>
    public BoardDb OpenAll() => Open(Viewer.System("tests"));

    /// <summary>Keeps a record and what it came from.</summary>
    public async Task<T> GivenAsync<T>(Built<T> built) where T : notnull
    {
        await using var db = OpenAll();
        db.AddRange(built.Before);
        db.Add(built.Record);
        await db.SaveAsync(Command.Now("Tests: given"), TestContext.Current.CancellationToken);
        return built.Record;
    }

    /// <summary>The record as it is stored now.</summary>
    public async Task<T> NowAsync<T>(T record) where T : Record
    {
        await using var db = OpenAll();
        return await db.Set<T>().IgnoreQueryFilters([BoardDb.Standing]).SingleAsync(r => r.Id == record.Id, TestContext.Current.CancellationToken);
    }

    /// <summary>A browser without script in which somebody is signed in.</summary>
    public async Task<Client> AsAsync(Somebody somebody, SignInProof proof = SignInProof.PasswordAndCode)
    {
        var client = await AnyoneAsync();
        await using var db = OpenAll();
        var account = await db.Users.SingleAsync(a => a.PersonId == somebody.Id);
        var session = new Session(account, proof, Clock.UtcNow(), "127.0.0.1", "tests");
        db.Add(session);
        await db.SaveAsync(Command.Now("Sign in"), default);
        // The cookie that SignedIn.SignInAsync writes, made by the same keys.
        var cookie = Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);
        ClaimsIdentity identity = new([new("session", session.Id.ToString("N")), new("person", somebody.Id.ToString("N")), new(ClaimTypes.NameIdentifier, account.Id.ToString("N"))],
            CookieAuthenticationDefaults.AuthenticationScheme);
        var ticket = new AuthenticationTicket(new(identity), new() { IssuedUtc = Clock.GetUtcNow(), ExpiresUtc = Clock.GetUtcNow().AddHours(SignInRules.LongestHours.Most) }, CookieAuthenticationDefaults.AuthenticationScheme);
        client.Cookies.Add(address!, new Cookie(cookie.Cookie.Name!, cookie.TicketDataFormat.Protect(ticket)));
        return client;
    }

    /// <summary>A browser without script in which nobody is signed in.</summary>
    public async Task<Client> AnyoneAsync()
    {
        await StartAsync();
        Client client = new(address!);
        lock (clients) clients.Add(client);
        return client;
    }

    public async ValueTask InitializeAsync()
    {
        (Data, Database) = IsEmpty ? await template.NewPlaceAsync() : await template.CopyAsync();
        app = WebBoard.Build(Start(new() { Data = Data, Database = Database, Urls = "http://127.0.0.1:0", Clock = Clock }), Still);
        if (IsEmpty) await OpenAll().BringUpToDateAsync(default);
        // Whom the product takes the person of a request for.
        app.MapGet("/tests/viewer", (BoardDb db) => Results.Json(new
        {
            db.Viewer.PersonId,
            db.Viewer.Name,
            Roles = db.Viewer.Roles.Select(r => $"{r.Role} {r.Scope} {r.ScopeId}").Order(),
            Organisations = db.Viewer.OrganisationIds.Order(),
            Lists = db.Viewer.AccessLists.Order(),
            db.Viewer.IsBoardMember,
        }));
    }

    private async Task StartAsync()
    {
        await starting.WaitAsync();
        try
        {
            if (address is not null) return;
            await app!.StartAsync();
            address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        }
        finally
        {
            starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients) client.Dispose();
        var kept = Database is null || app is null ? null : new Npgsql.NpgsqlConnection(OpenAll().Database.GetConnectionString());
        foreach (var scope in scopes) scope.Dispose();
        starting.Dispose();
        if (app is null) return;
        if (address is not null) await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        // Hundreds of boards, each with connections kept for the next request, are more than a server takes.
        if (kept is not null) Npgsql.NpgsqlConnection.ClearPool(kept);
        kept?.Dispose();
    }
}
