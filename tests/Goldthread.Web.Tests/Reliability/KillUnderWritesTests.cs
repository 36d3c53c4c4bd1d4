using System.Diagnostics;
using Goldthread.Domain;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Reliability;

/// <summary>The program dies in the middle of writing: whatever it had acknowledged is there, and nothing is there by half.</summary>
[Trait("threat", "T23")]
[Trait("feature", "Z6")]
public class KillUnderWritesTests(BoardApp app)
{
    private const string Where = "GOLDTHREAD_TEST_WRITE_TO", Server = "GOLDTHREAD_TEST_WRITE_TO_DATABASE", HowMany = "GOLDTHREAD_TEST_WRITERS";

    [Fact]
    public Task A_kill_under_writes_loses_nothing_acknowledged() => KillAsync(rounds: 2, writers: 4, acknowledgedFirst: 60);

    [Fact, Trait("category", "long")]
    public Task Twenty_kills_under_writes_lose_nothing_acknowledged() => KillAsync(rounds: 20, writers: 8, acknowledgedFirst: 400);

    /// <summary>Not a test: the process that is killed. It writes until then, three records a command, and acknowledges each
    /// command in a file.</summary>
    [Fact(Explicit = true)]
    public async Task Writes_until_it_is_killed()
    {
        var data = Environment.GetEnvironmentVariable(Where);
        Assert.SkipWhen(data is null, "Started by the other tests of this class");
        await using var site = WebBoard.Build(new() { Data = data, Database = Environment.GetEnvironmentVariable(Server) is { Length: > 0 } database ? database : null, Urls = "http://127.0.0.1:0" }, Board.Quiet);
        await using var acknowledged = new StreamWriter(Path.Combine(data, $"acknowledged-{Environment.ProcessId}")) { AutoFlush = true };
        var writers = int.Parse(Environment.GetEnvironmentVariable(HowMany)!, System.Globalization.CultureInfo.InvariantCulture);

        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                await using var scope = site.Services.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
                db.Viewer = Viewer.System("tests");
                var built = An.Action();
                db.AddRange([.. built.Before, built.Record]);
                await db.SaveAsync(Command.Now("Tests: write"), default);
                lock (acknowledged) acknowledged.WriteLine(built.Record.Id);
            }
        })));
    }

    private async Task KillAsync(int rounds, int writers, int acknowledgedFirst)
    {
        await using var board = await Board.NewAsync(app);
        for (var round = 0; round < rounds; round++) await WriteAndKillAsync(board, writers, acknowledgedFirst);

        var acknowledged = Directory.GetFiles(board.Data, "acknowledged-*").SelectMany(File.ReadAllLines)
            .Where(line => Guid.TryParseExact(line, "D", out _)).Select(Guid.Parse).ToHashSet();
        await using var db = board.OpenAll();
        var actions = await db.Actions.AsNoTracking().ToListAsync(Stop);
        var recommendations = await db.Recommendations.AsNoTracking().Select(r => r.Id).ToListAsync(Stop);
        var findings = await db.Findings.AsNoTracking().Select(f => f.Id).ToListAsync(Stop);
        var verdict = await db.VerifyAuditTrailAsync(board.Services.GetRequiredService<AuditSeals>(), Stop);
        var lost = acknowledged.Except(actions.Select(a => a.Id)).Count();
        TestContext.Current.SendDiagnosticMessage($"{rounds} kills, {acknowledged.Count} acknowledged, {lost} lost, {actions.Count - acknowledged.Count} present but not acknowledged");

        Assert.Equal(0, lost);
        Assert.InRange(actions.Count - acknowledged.Count, 0, rounds * writers); // killed between the commit and the answer
        Assert.True(recommendations.ToHashSet().SetEquals(actions.Select(a => a.RecommendationId!.Value)));
        Assert.Equal(actions.Count, findings.Count);
        Assert.Equal((null, actions.Count + 1), (verdict.FirstBroken, (int)verdict.Entries));
        if (!BoardApp.IsPostgres)
            Assert.Equal(["ok"], await db.Database.SqlQuery<string>($"select integrity_check as Value from pragma_integrity_check").ToListAsync(Stop));
    }

    private static async Task WriteAndKillAsync(Board board, int writers, int acknowledgedFirst)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, ["-noLogo", "-explicit", "only", "-method", $"{typeof(KillUnderWritesTests).FullName}.{nameof(Writes_until_it_is_killed)}"])
        {
            RedirectStandardOutput = true,
            Environment = { [Where] = board.Data, [Server] = board.Database ?? "", [HowMany] = $"{writers}" },
        };
        using var child = Process.Start(start)!;
        try
        {
            var file = Path.Combine(board.Data, $"acknowledged-{child.Id}");
            var waited = Stopwatch.StartNew();
            while (!File.Exists(file) || File.ReadLines(file).Count() < acknowledgedFirst)
            {
                Assert.False(child.HasExited, "The writing process ended by itself");
                Assert.True(waited.Elapsed < TimeSpan.FromMinutes(2), "The writing process wrote too little");
                await Task.Delay(20, Stop);
            }
            await Task.Delay(Random.Shared.Next(50), Stop);
        }
        finally
        {
            child.Kill(); // SIGKILL
            await child.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
