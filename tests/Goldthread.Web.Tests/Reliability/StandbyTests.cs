using System.Diagnostics;
using Goldthread.Domain;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Reliability;

/// <summary>People work, and the database's primary goes away in three ways while its standby takes over: nothing acknowledged is lost,
/// nothing is there twice, and nobody sees a fault; they wait.</summary>
[Trait("threat", "T23")]
[Trait("feature", "Z6")]
public sealed class StandbyTests(BoardApp app)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact, Trait("category", "long")]
    public Task KillPrimary() => FailOverAsync(async pair =>
    {
        await pair.KillPrimaryAsync();
        await Task.Delay(TimeSpan.FromSeconds(1), Stop);
    });

    [Fact, Trait("category", "long")]
    public Task StalledStandbyThenKill() => FailOverAsync(async pair =>
    {
        await pair.StallAsync(TimeSpan.FromSeconds(1)); // what is not at the standby is acknowledged to nobody
        await pair.KillPrimaryAsync();
        await Task.Delay(TimeSpan.FromSeconds(1), Stop);
    });

    [Fact, Trait("category", "long")]
    public Task PlannedSwitch() => FailOverAsync(pair => pair.StopPrimaryAsync());

    private async Task FailOverAsync(Func<Standby, Task> goes)
    {
        const int workers = 12, acknowledgedFirst = 150;
        Assert.SkipUnless(BoardApp.IsPostgres, "A standby needs PostgreSQL");
        Assert.SkipUnless(Standby.IsThere, "PostgreSQL's programs are not on the path");
        await using var board = await Board.NewAsync(app);
        List<(Guid Action, string Cookie)> work = [];
        for (var i = 0; i < workers; i++) work.Add(((await board.GivenAsync(An.Action($"Action {i}"))).Id, await Node.SignInAsync(board, Somebody.Officer)));
        await using var pair = await Standby.StartAsync();
        await pair.TakeOverAsync(board.Database!, "board");
        await using var node = await Node.StartAsync(board.Data, pair.Connection("board"));
        var all = work.Select((w, i) => new Worker([node.Address], 0, w.Cookie, w.Action, i)).ToList();

        using CancellationTokenSource enough = new();
        var working = all.Select(w => Task.Run(() => w.WorkAsync(enough.Token))).ToList();
        await Worker.UntilAsync(all, acknowledgedFirst);
        var begun = Stopwatch.StartNew();
        await goes(pair);
        await pair.PromoteAsync();
        var before = all.Sum(w => w.Acknowledged.Count);
        await Worker.UntilAsync(all, before + 1);
        var gap = begun.Elapsed;
        await Worker.UntilAsync(all, before + acknowledgedFirst);
        await enough.CancelAsync();
        await Task.WhenAll(working);

        await using PostgresBoardDb db = new((DbContextOptions<PostgresBoardDb>)new DbContextOptionsBuilder<PostgresBoardDb>().UseBoardPostgres(pair.Connection("board")).UseApplicationServiceProvider(board.Services).Options,
            TimeProvider.System, board.Services.GetRequiredService<Sealing>());
        db.Viewer = Viewer.System("tests");
        var texts = await db.Actions.AsNoTracking().SelectMany(a => a.Updates.Select(u => u.Text)).ToListAsync(Stop);
        var acknowledged = all.SelectMany(w => w.Acknowledged).ToList();
        var (lost, doubled) = (acknowledged.Except(texts).Count(), texts.Count - texts.Distinct().Count());
        TestContext.Current.SendDiagnosticMessage($"{acknowledged.Count} acknowledged, {lost} lost, {doubled} doubled, {all.Sum(w => w.Again)} sent again, {all.Sum(w => w.Faults.Count)} faults, gap {gap.TotalSeconds:0.0} s, longest {all.Max(w => w.Longest).TotalSeconds:0.0} s");
        Assert.Equal((0, 0), (lost, doubled));
        Assert.Empty(all.SelectMany(w => w.Faults));
        Assert.Equal(acknowledged.Count, texts.Count);
        Assert.Equal(0, all.Sum(w => w.Again));
        Assert.Null((await db.VerifyAuditTrailAsync(Stop)).FirstBroken);
        foreach (var worker in all) worker.Dispose();
    }
}
