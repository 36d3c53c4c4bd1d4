using System.Net;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Jobs;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Admin;

/// <summary>A planted pattern is found in what the trail and the sessions hold, told in counts, and its entries are a press away.</summary>
[Trait("threat", "T13")]
public class OddUseTests(BoardApp template)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_reads_takes_out_or_signs_in_unlike_the_weeks_before_is_told_to_administrators_once_a_week()
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        await PlantAsync(board);

        var letters = new List<(DateOnly Day, string Subject, string Text)>();
        for (var day = 0; day < 7; day++)
        {
            await board.Services.GetRequiredService<Remind>().RoundAsync(Stop);
            await board.SendMailAsync();
            letters.AddRange(catcher.Mails.Where(m => m.To.Mailboxes.Single().Name == Somebody.Administrator.Name).Select(m => (board.Today, m.Subject!, m.TextBody!)));
            Assert.DoesNotContain(catcher.Mails, m => m.To.Mailboxes.Single().Name != Somebody.Administrator.Name && m.TextBody!.Contains("Odd use", StringComparison.Ordinal));
            catcher.Mails.Clear();
            board.Clock.Advance(TimeSpan.FromDays(1));
        }

        var (on, subject, text) = Assert.Single(letters);
        Assert.Equal(new(2027, 1, 25), on);
        Assert.EndsWith(": odd use last week", subject, StringComparison.Ordinal);
        Assert.Contains("- 3 lines to look at", text, StringComparison.Ordinal);
        Assert.Contains("/audit/odd-use?week=2027-01-18", text, StringComparison.Ordinal);
        foreach (var name in new[] { Somebody.Reviewer.Name, Somebody.Analyst.Name, Somebody.Trainer.Name }) Assert.DoesNotContain(name, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_shows_who_and_how_much_and_leads_to_the_entries()
    {
        await using var board = await Board.NewAsync(template);
        await PlantAsync(board);
        var administrator = await board.AsAsync(Somebody.Administrator);

        var page = await administrator.OpenAsync("/audit/odd-use?week=2027-01-20");
        var entries = await administrator.OpenAsync(page.Links.Single(l => l.Contains($"{Somebody.Reviewer.Id}", StringComparison.Ordinal)));
        var earlier = await administrator.OpenAsync("/audit/odd-use?week=2027-01-11");

        Assert.Equal(
            [$"{Somebody.Reviewer.Name} Restricted records read by {Somebody.Reviewer.Name} 25 1", $"{Somebody.Analyst.Name} Lists and files taken out by {Somebody.Analyst.Name} 6 0", $"{Somebody.Trainer.Name} Signed in at night or at a weekend by {Somebody.Trainer.Name} 2 0"],
            page.Html.QuerySelectorAll("tbody tr").Select(row => string.Join(' ', row.Children.Select(Screen.Words))));
        Assert.Contains(Somebody.Reviewer.Name, entries.Text, StringComparison.Ordinal);
        Assert.Contains("Nothing odd in that week", earlier.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await board.AsAsync(Somebody.QualityChair)).OpenAsync("/audit/odd-use")).Status);
        Assert.Equal(HttpStatusCode.OK, (await administrator.OpenAsync("/audit/odd-use?week=0001-01-01")).Status);
    }

    // In the week from 18 January: a reviewer reads much more than before, an analyst takes lists out, a trainer comes by night. An
    // officer reads as much as in every other week.
    private static async Task PlantAsync(Board board)
    {
        var finding = await board.GivenAsync(A.Finding("Read again and again").RestrictedTo(Somebody.Reviewer, Somebody.Officer));
        for (var week = 1; week <= 8; week++, board.Clock.Advance(TimeSpan.FromDays(7)))
        {
            await ReadAsync(board, Somebody.Reviewer, finding.Id, 1);
            await ReadAsync(board, Somebody.Officer, finding.Id, 20);
        }
        Assert.Equal(new(2027, 1, 18), board.Today);
        await ReadAsync(board, Somebody.Reviewer, finding.Id, 25);
        await ReadAsync(board, Somebody.Officer, finding.Id, 22);
        await using (var db = board.Open(Somebody.Analyst))
            for (var n = 0; n < 6; n++) await db.LogExportAsync("Finding", Stop);
        await using (var db = board.OpenAll())
        {
            var account = await db.Users.SingleAsync(a => a.PersonId == Somebody.Trainer.Id, Stop);
            foreach (var day in new[] { 19, 21 }) db.Add(new Session(account, SignInProof.PasswordAndCode, new(2027, 1, day, 23, 30, 0, DateTimeKind.Utc), "127.0.0.1", "tests"));
            await db.SaveAsync(Command.Now("Sign in"), Stop);
        }
        board.Clock.Advance(TimeSpan.FromDays(7));
    }

    private static async Task ReadAsync(Board board, Somebody somebody, Guid finding, int times)
    {
        for (var n = 0; n < times; n++)
        {
            await using var db = board.Open(somebody);
            await db.LogReadingsAsync<Goldthread.Domain.Thread.Finding>([finding], Stop);
        }
    }
}
