using System.Diagnostics;
using Goldthread.Domain;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Goldthread.Web.Tests.Copies;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Reliability;

/// <summary>A backup made by its verb while people work at the running board: no save fails, and what is restored holds all that was
/// acknowledged before it began, nothing by half, and the trail that goes with it.</summary>
[Trait("threat", "T22")]
[Trait("threat", "T23")]
[Trait("feature", "Z6")]
public sealed class BackupUnderLoadTests(BoardApp app)
{
    [Fact, Trait("category", "long")]
    public async Task BackupUnderLoad()
    {
        const int workers = 8;
        await using var board = await Place.AFullBoardAsync(app);
        List<(Guid Action, string Cookie)> work = [];
        for (var i = 0; i < workers; i++) work.Add(((await board.GivenAsync(An.Action($"Action {i}"))).Id, await Node.SignInAsync(board, Somebody.Officer)));
        await using var node = await Node.StartAsync(board.Data, board.Database);
        var all = work.Select((w, i) => new Worker([node.Address], 0, w.Cookie, w.Action, i)).ToList();
        using CancellationTokenSource enough = new();
        var working = all.Select(w => Task.Run(() => w.WorkAsync(enough.Token))).ToList();
        await Worker.UntilAsync(all, 100);

        var before = all.SelectMany(w => w.Acknowledged.ToArray()).ToList();
        var begun = Stopwatch.StartNew();
        var file = await Place.BackUpAsync(board);
        var took = begun.Elapsed;
        var during = all.Sum(w => w.Acknowledged.Count) - before.Count;
        await Worker.UntilAsync(all, before.Count + during + 50);
        await enough.CancelAsync();
        await Task.WhenAll(working);

        Assert.Empty(all.SelectMany(w => w.Faults));
        Assert.Equal(0, all.Sum(w => w.Again));
        var place = await Place.WithKeyOfAsync(board, app);
        begun.Restart();
        Assert.Equal(0, await Place.RunAsync("restore", file, place));
        TestContext.Current.SendDiagnosticMessage($"{before.Count} acknowledged before, {during} during a backup of {took.TotalSeconds:0.0} s, longest save {all.Max(w => w.Longest).TotalSeconds:0.0} s; restored in {begun.Elapsed.TotalSeconds:0.0} s");
        var (here, there) = (await TextsAsync(Place.Of(board)), await TextsAsync(place));
        Assert.Empty(before.Except(there.Texts));
        Assert.Empty(there.Texts.Except(here.Texts));
        Assert.Equal(there.Texts.Count, there.Texts.Distinct().Count());
        Assert.InRange(there.Texts.Count, before.Count, here.Texts.Count);
        Assert.Equal(here.Entries.Take(there.Entries.Count), there.Entries); // the trail of the copy is the beginning of the board's
        foreach (var worker in all) worker.Dispose();
    }

    private static async Task<(IReadOnlyList<string> Texts, IReadOnlyList<string> Entries)> TextsAsync((string Data, string? Database) place)
    {
        await using var copy = WebBoard.Build(new() { Data = place.Data, Database = place.Database, Urls = "http://127.0.0.1:0" }, Board.Quiet);
        await using var scope = copy.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
        db.Viewer = Viewer.System("tests");
        Assert.Null((await db.VerifyAuditTrailAsync(Place.Stop)).FirstBroken);
        return (await db.Actions.AsNoTracking().SelectMany(a => a.Updates.Select(u => u.Text)).ToListAsync(Place.Stop),
            await db.AuditEntries.AsNoTracking().OrderBy(e => e.Sequence).Select(e => $"{e.Sequence} {e.Deed} {e.Hash}").ToListAsync(Place.Stop));
    }
}
