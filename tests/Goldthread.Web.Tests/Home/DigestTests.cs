using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Jobs;
using Goldthread.Web.Storage;
using Goldthread.Web.Tests.Admin;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;

namespace Goldthread.Web.Tests.Home;

/// <summary>The letter of a day: who gets it, when, and what it says.</summary>
[Trait("feature", "X1"), Trait("feature", "X2")]
public class DigestTests(BoardApp template)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lead_is_written_to_before_the_day_on_it_and_after_it_until_nothing_is_left_to_do()
    {
        await using MailCatcher catcher = new();
        await using var board = await MorningAsync(catcher);
        var action = await board.GivenAsync(OnlyAction("Count the visits", board.Today.AddDays(9), Somebody.SocialCareLead, Somebody.Officer));
        Dictionary<DateOnly, string> letters = [];

        for (var day = 0; day < 25; day++)
        {
            await DayAsync(board);
            foreach (var letter in To(catcher, Somebody.SocialCareLead)) letters.Add(board.Today, letter.TextBody!);
            catcher.Mails.Clear();
            board.Clock.Advance(TimeSpan.FromDays(1));
        }
        await DoneAsync(board, action);
        for (var day = 0; day < 15; day++)
        {
            await DayAsync(board);
            board.Clock.Advance(TimeSpan.FromDays(1));
        }

        // New on Monday 23 November; due on 2 December; then each week.
        Assert.Equal([new(2026, 11, 23), new(2026, 11, 25), new(2026, 12, 2), new(2026, 12, 9), new(2026, 12, 16)], letters.Keys);
        Assert.Contains("Say how it goes: A-", letters[new(2026, 12, 2)], StringComparison.Ordinal);
        Assert.Contains("2 December 2026", letters[new(2026, 12, 2)], StringComparison.Ordinal);
        Assert.Contains("Late", letters[new(2026, 12, 9)], StringComparison.Ordinal);
        Assert.Empty(To(catcher, Somebody.SocialCareLead));
    }

    [Fact]
    public async Task Each_kind_is_recalled_on_the_days_that_the_administrator_set_for_it()
    {
        await using MailCatcher catcher = new();
        await using var board = await MorningAsync(catcher);
        var administrator = await board.AsAsync(Somebody.Administrator);
        var form = await administrator.OpenAsync("/settings/reminders");
        var refused = await administrator.PressAsync(form, "Save settings", ("Input.ActionBefore", "61"), ("Input.AnswerBetween", "often"));
        await administrator.PressAsync(refused, "Save settings", ("Input.ActionBefore", "3"), ("Input.ActionBetween", "2"), ("Input.AnswerBetween", "7"));
        await board.GivenAsync(OnlyAction("Count the visits", board.Today.AddDays(9), Somebody.SocialCareLead, Somebody.Officer)); // 2 December
        List<DateOnly> days = [];

        for (var day = 0; day < 16; day++)
        {
            await DayAsync(board);
            if (To(catcher, Somebody.SocialCareLead).Count > 0) days.Add(board.Today);
            catcher.Mails.Clear();
            board.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(2, refused.Errors.Count);
        // New; three days before is a Sunday, so the Monday after it; its day; every other day, and a weekend's on the Monday.
        Assert.Equal([new(2026, 11, 23), new(2026, 11, 30), new(2026, 12, 2), new(2026, 12, 4), new(2026, 12, 7), new(2026, 12, 8)], days);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await (await board.AsAsync(Somebody.Officer)).OpenAsync("/settings/reminders")).Status);
        Assert.Contains("an action from 3 days before, an impact test from 7 days before", (await (await board.AsAsync(Somebody.SocialCareLead)).OpenAsync("/your-mail")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "X4")]
    public async Task Nobody_has_two_letters_of_one_day_from_however_many_nodes_and_starts()
    {
        await using MailCatcher catcher = new();
        await using var board = await MorningAsync(catcher);
        await board.GivenAsync(OnlyAction("Count the visits", board.Today));
        var remind = Nodes(board, 3);

        foreach (var round in remind.Select(r => r.RoundAsync(Stop)))
        {
            try
            {
                await round;
            }
            catch (DbUpdateException)
            {
                // The other was first; the next round finds nothing left.
            }
        }
        foreach (var node in remind) await node.RoundAsync(Stop);
        foreach (var node in Nodes(board, 1)) Assert.Equal(0, await node.RoundAsync(Stop));
        await board.SendMailAsync();

        Assert.Single(To(catcher, Somebody.SocialCareLead));
        var mails = await board.MailsAsync();
        Assert.Equal(mails.Count, mails.DistinctBy(m => (m.PersonId, m.ForDay)).Count());
    }

    [Fact]
    [Trait("feature", "X3"), Trait("threat", "T01")]
    public async Task A_letter_names_codes_and_dates_and_nothing_that_its_reader_may_not_see_when_it_is_sent()
    {
        await using MailCatcher catcher = new();
        await using var board = await MorningAsync(catcher);
        var shown = await board.GivenAsync(OnlyAction("A child's name stands here", board.Today));
        var hidden = await board.GivenAsync(An.Action("Hidden from the lead", board.Today).RestrictedTo(Somebody.Reviewer));
        var lost = await board.GivenAsync(OnlyAction("Lost before it is sent", board.Today));
        await board.Services.GetRequiredService<Remind>().RoundAsync(Stop);
        await using (var db = board.OpenAll())
        {
            var list = db.AccessLists.Add(new(AccessListOwner.Record, lost.Id)).Entity.Admit(MemberKind.Person, Somebody.Reviewer.Id, board.Today, "tests");
            (await db.Actions.SingleAsync(a => a.Id == lost.Id, Stop)).LimitTo(Confidentiality.Restricted, list.Id);
            await db.SaveAsync(Command.Now("Tests: restrict"), Stop);
        }

        await board.SendMailAsync();

        var letter = Assert.Single(To(catcher, Somebody.SocialCareLead));
        Assert.Contains(shown.Ref, letter.TextBody, StringComparison.Ordinal);
        Assert.Contains($"/actions/{shown.Id}/progress", letter.TextBody, StringComparison.Ordinal);
        foreach (var no in new[] { shown.Title, hidden.Title, hidden.Ref, lost.Ref, lost.Title }) Assert.DoesNotContain(no, $"{letter.Subject} {letter.TextBody}", StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "X4")]
    public async Task What_was_recalled_in_the_morning_is_told_of_again_only_on_the_next()
    {
        await using MailCatcher catcher = new();
        await using var board = await MorningAsync(catcher);
        var action = await board.GivenAsync(OnlyAction("Count the visits", board.Today, Somebody.SocialCareLead, Somebody.Officer));
        await DayAsync(board);
        var officer = await board.AsAsync(Somebody.Officer);
        await officer.PressAsync(await officer.OpenAsync($"/actions/{action.Id}/progress"), "Post it", ("Input.Text", "Told by telephone"), ("Input.Percent", "20"));

        await board.SendMailAsync();
        var today = To(catcher, Somebody.SocialCareLead).Count;
        board.Clock.Advance(TimeSpan.FromDays(1));
        await DayAsync(board);

        Assert.Equal(1, today);
        Assert.Equal(2, To(catcher, Somebody.SocialCareLead).Count);
        Assert.StartsWith("Taken down for", To(catcher, Somebody.SocialCareLead)[1].Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_wants_it_once_a_week_gets_it_on_the_first_working_day()
    {
        await using MailCatcher catcher = new();
        await using var board = await MorningAsync(catcher);
        await board.GivenAsync(OnlyAction("Count the visits", board.Today.AddDays(2)));
        var lead = await board.AsAsync(Somebody.SocialCareLead);
        var refused = await lead.OverpostAsync(await lead.OpenAsync("/your-mail"), "Save", ("Input.Digest", "Never"));
        await lead.PressAsync(await lead.OpenAsync("/your-mail"), "Save", ("Input.Digest", "Weekly"));
        List<DateOnly> days = [];

        for (var day = 0; day < 14; day++)
        {
            await DayAsync(board);
            if (To(catcher, Somebody.SocialCareLead).Count > days.Count) days.Add(board.Today);
            board.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.NotEmpty(refused.Errors);
        Assert.Equal([new(2026, 11, 23), new(2026, 11, 30)], days);
    }

    [Fact]
    public async Task The_office_has_one_list_of_what_is_late_across_the_board()
    {
        await using MailCatcher catcher = new();
        await using var board = await MorningAsync(catcher);
        var late = await board.GivenAsync(An.Action("Late at an agency", board.Today.AddDays(-1)));
        await board.GivenAsync(OnlyAction("Due at the agency", board.Today));
        await board.GivenAsync(Governance.Given.AMeetingOf(Somewhere.Quality, "Not named in any letter", on: board.Today.AddDays(3)));

        await DayAsync(board);

        var letter = Assert.Single(To(catcher, Somebody.Officer)).TextBody;
        Assert.Contains("Late elsewhere", letter, StringComparison.Ordinal);
        Assert.Contains($"- Meeting ({Somewhere.Quality.ShortName}), 26 November 2026", letter, StringComparison.Ordinal);
        Assert.DoesNotContain("Not named in any letter", letter, StringComparison.Ordinal);
        Assert.Contains($"To be done: {late.Ref} ({Somewhere.SocialCare.ShortName}), 22 November 2026", letter, StringComparison.Ordinal);
        Assert.DoesNotContain("Late elsewhere", Assert.Single(To(catcher, Somebody.SocialCareLead)).TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_letter_is_written_before_seven_nor_on_a_Sunday_nor_for_a_day_that_is_past_when_the_server_comes_back()
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        board.Clock.SetUtcNow(new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero)); // Sunday
        await board.GivenAsync(OnlyAction("Count the visits", board.Today));
        var remind = board.Services.GetRequiredService<Remind>();

        var sunday = await remind.RoundAsync(Stop);
        board.Clock.SetUtcNow(new(2026, 11, 30, 6, 59, 0, TimeSpan.Zero));
        var early = await remind.RoundAsync(Stop);
        board.Clock.SetUtcNow(new(2026, 11, 30, 7, 0, 0, TimeSpan.Zero));
        var written = await remind.RoundAsync(Stop);
        board.Clock.Advance(TimeSpan.FromDays(1));
        await board.SendMailAsync();

        Assert.Equal((0, 0), (sunday, early));
        Assert.True(written > 0);
        Assert.Empty(catcher.Mails);
        Assert.All(await board.MailsAsync(), m => Assert.Equal(MailState.Dropped, m.State));
    }

    // Monday, 23 November, eight o'clock: before the board's usual ten, with nothing written yet.
    private async Task<Board> MorningAsync(MailCatcher catcher) => await Board.NewAsync(template, o => o with { MailServer = catcher.Address });

    // An action alone: the recommendation it came from was answered, so that nothing else waits for the agency.
    private static Built<ImprovementAction> OnlyAction(string title, DateOnly due, params Somebody[] readers)
    {
        var built = An.Action(title, due).ForAgency(Somewhere.SocialCare);
        foreach (var recommendation in built.Before.OfType<Recommendation>())
            foreach (var response in recommendation.Responses) recommendation.Respond(response.AskedId, Answer.Accepted, null, Somebody.SocialCareLead.Viewer, new(2026, 10, 2));
        return readers.Length == 0 ? built : built.RestrictedTo(readers);
    }

    private static async Task DayAsync(Board board)
    {
        await board.Services.GetRequiredService<Remind>().RoundAsync(Stop);
        await board.SendMailAsync();
    }

    private static async Task DoneAsync(Board board, ImprovementAction action)
    {
        var lead = await board.AsAsync(Somebody.SocialCareLead);
        await lead.PressAsync(await lead.OpenAsync($"/actions/{action.Id}/progress"), "Post it", ("Input.Text", "Counted"), ("Input.Percent", "100"), ("Input.Done", "true"), ("Input.Evidence", "The count itself"));
    }

    private static List<Remind> Nodes(Board board, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new Remind(board.Services.GetRequiredService<IServiceScopeFactory>(), board.Clock, NullLogger<Remind>.Instance))];

    private static List<MimeMessage> To(MailCatcher catcher, Somebody somebody) => [.. catcher.Mails.Where(m => m.To.Mailboxes.Single().Name == somebody.Name)];
}
