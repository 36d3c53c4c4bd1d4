using System.Diagnostics;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Admin;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Reliability;

/// <summary>Two processes serve one board, people work at both, and one is killed: nothing acknowledged is lost, nothing is there twice,
/// nobody is asked to sign in again, and everybody gets each letter once.</summary>
[Trait("threat", "T23")]
[Trait("feature", "Z6")]
public sealed class TwoNodesTests(BoardApp app)
{
    [Theory, Trait("category", "long")]
    [InlineData(16, 400)]
    public async Task A_killed_node_loses_and_doubles_nothing(int workers, int acknowledgedFirst)
    {
        Assert.SkipUnless(BoardApp.IsPostgres, "Two nodes need PostgreSQL");
        await using var board = await Board.NewAsync(app);
        await using MailCatcher catcher = new();
        (string, string)[] settings = [("GOLDTHREAD_MAIL_SERVER", $"{catcher.Address}"), ("GOLDTHREAD_MAIL_FROM", "Tests <noreply@tests.example>")];
        // Both at once, before there is any key for cookies: each makes one, and must know the other's.
        await using var one = Node.Start(board.Data, board.Database, settings);
        await using var other = Node.Start(board.Data, board.Database, settings);
        await Task.WhenAll(one.ReadyAsync(), other.ReadyAsync());
        List<Worker> all = [];
        for (var i = 0; i < workers; i++)
        {
            var built = An.Action($"Action {i}");
            built.Record.LimitTo(Confidentiality.Board, Somewhere.SocialCare.AccessListId); // the office works on it, and the agency's lead is told
            var action = await board.GivenAsync(built);
            all.Add(new([one.Address, other.Address], i % 2, await Node.SignInAsync(board, Somebody.Officer), action.Id, i));
        }

        using CancellationTokenSource enough = new();
        var working = all.Select(w => Task.Run(() => w.WorkAsync(enough.Token))).ToList();
        await Worker.UntilAsync(all, acknowledgedFirst);
        await one.KillAsync();
        await Worker.UntilAsync(all, acknowledgedFirst * 2);
        await enough.CancelAsync();
        await Task.WhenAll(working);

        await using var db = board.OpenAll();
        var texts = await db.Actions.AsNoTracking().SelectMany(a => a.Updates.Select(u => u.Text)).ToListAsync(Stop);
        var acknowledged = all.SelectMany(w => w.Acknowledged).ToList();
        var (lost, doubled) = (acknowledged.Except(texts).Count(), texts.Count - texts.Distinct().Count());
        TestContext.Current.SendDiagnosticMessage($"{acknowledged.Count} acknowledged, {lost} lost, {doubled} doubled, {all.Sum(w => w.Again)} sent again, {all.Sum(w => w.Faults.Count)} faults, longest {all.Max(w => w.Longest).TotalSeconds:0.0} s");
        Assert.Equal((0, 0), (lost, doubled));
        Assert.Empty(all.SelectMany(w => w.Faults));
        Assert.Equal(acknowledged.Count, texts.Count);
        Assert.Null((await db.VerifyAuditTrailAsync(Stop)).FirstBroken);
        await MailsOnceAsync(board, catcher, workers);
        foreach (var worker in all) worker.Dispose();
    }

    // One letter of each action to the agency's lead; one that was under way at the kill may still be held by the dead node.
    private static async Task MailsOnceAsync(Board board, MailCatcher catcher, int actions)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            await using var db = board.OpenAll();
            var mails = await db.Outbox.AsNoTracking().ToListAsync(Stop);
            if (mails.Any(m => m.State == MailState.Waiting && m.Tries == 0))
            {
                Assert.True(patience.Elapsed < TimeSpan.FromMinutes(2), "Mails were left waiting");
                await Task.Delay(500, Stop);
                continue;
            }
            var sent = catcher.Mails.Select(m => $"{m.To} {m.TextBody}").ToList(); // each says another action
            TestContext.Current.SendDiagnosticMessage($"{mails.Count} letters, {sent.Count} taken by the mail server, {mails.Count(m => m.State == MailState.Waiting)} held by the dead node");
            Assert.Equal(actions, mails.Count);
            Assert.Equal(sent.Count, sent.Distinct().Count());
            Assert.InRange(sent.Count, mails.Count - 1, mails.Count);
            Assert.InRange(mails.Count(m => m.State == MailState.Sent), mails.Count - 1, mails.Count);
            return;
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
