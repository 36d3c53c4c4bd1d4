using System.Net;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Thread;
using Goldthread.Web.Jobs;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Admin;

/// <summary>While somebody is away, a named colleague does what waits for him or her.</summary>
[Trait("feature", "W9")]
[Trait("threat", "T02")]
public class AbsenceTests(BoardApp template)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("feature", "W5"), Trait("asvs", "V8.2.1")]
    public async Task The_colleague_finds_the_task_at_home_and_in_the_letter_does_it_in_both_names_and_only_until_the_day()
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        var asked = await board.GivenAsync(A.Recommendation("Answer while she is away").ForAgency(Somewhere.SocialCare));
        var (lead, colleague) = (await board.AsAsync(Somebody.SocialCareLead), await board.AsAsync(Somebody.Contributor));
        var respond = $"/recommendations/{asked.Id}/respond/{Somewhere.SocialCare.Id}";
        Assert.Equal(HttpStatusCode.Forbidden, (await colleague.OpenAsync(respond)).Status);

        var handed = await HandOverAsync(lead, Somebody.Contributor, board.Today, board.Today.AddDays(4));
        var home = await colleague.OpenAsync("/");
        await board.Services.GetRequiredService<Remind>().RoundAsync(Stop);
        await board.SendMailAsync();
        var answered = await colleague.PressAsync(await colleague.OpenAsync(respond), "Save the answer", ("Input.Answer", nameof(Answer.Accepted)));

        Assert.Contains($"{Somebody.Contributor.Name} does your work", handed.Text, StringComparison.Ordinal);
        Assert.Contains("does your work until 27 November 2026", (await lead.OpenAsync("/")).Text, StringComparison.Ordinal);
        Assert.Contains($"you do the work of {Somebody.SocialCareLead.Name}", home.Text, StringComparison.Ordinal);
        Assert.Contains($"for {Somebody.SocialCareLead.Name}", home.Html.QuerySelector("section[aria-labelledby=needs] li")!.TextContent, StringComparison.Ordinal);
        Assert.Contains($"for {Somebody.SocialCareLead.Name}", catcher.Mails.Single(m => m.To.Mailboxes.Single().Address == Somebody.Contributor.Email).TextBody, StringComparison.Ordinal);
        Assert.Empty(answered.Errors);
        var both = $"{Somebody.Contributor.Name} for {Somebody.SocialCareLead.Name}";
        Assert.Equal((Answer.Accepted, both, false), (await board.NowAsync(asked)).Responses.Select(r => (r.Answer, r.AnsweredBy, r.OnBehalf)).Single());
        await using var db = board.OpenAll();
        var entry = await db.AuditEntries.OrderByDescending(e => e.Sequence).FirstAsync(Stop);
        Assert.Equal((both, (Guid?)Somebody.Contributor.Id), (entry.Actor, entry.PersonId));

        board.Clock.Advance(TimeSpan.FromDays(5));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await board.AsAsync(Somebody.Contributor)).OpenAsync(respond)).Status);
    }

    [Fact]
    [Trait("threat", "T01"), Trait("threat", "T15")]
    public async Task It_opens_nothing_restricted_gives_no_other_right_and_ends_when_either_ends_it()
    {
        await using var board = await Board.NewAsync(template);
        var closed = await board.GivenAsync(A.Recommendation("For named people").RestrictedTo(Somebody.SocialCareLead, Somebody.QualityChair));
        var open = await board.GivenAsync(A.Recommendation("Open to the agency").ForAgency(Somewhere.SocialCare));
        var (lead, colleague) = (await board.AsAsync(Somebody.SocialCareLead), await board.AsAsync(Somebody.Contributor));
        await HandOverAsync(lead, Somebody.Contributor, board.Today, board.Today.AddDays(4));

        Assert.Equal(HttpStatusCode.NotFound, (await colleague.OpenAsync($"/recommendations/{closed.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await colleague.OpenAsync($"/recommendations/{closed.Id}/respond/{Somewhere.SocialCare.Id}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await colleague.OpenAsync($"/organisations/{Somewhere.SocialCare.Id}/people")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await colleague.OpenAsync("/library/shelve")).Status);
        Assert.Contains("You have no work of an agency", (await (await board.AsAsync(Somebody.Practitioner)).OpenAsync("/your-absence")).Text, StringComparison.Ordinal);

        await colleague.PressAsync(await colleague.OpenAsync("/your-absence"), $"End now: {Somebody.SocialCareLead.Name}");
        Assert.Equal(HttpStatusCode.Forbidden, (await colleague.OpenAsync($"/recommendations/{open.Id}/respond/{Somewhere.SocialCare.Id}")).Status);
    }

    [Theory]
    [InlineData("account"), InlineData("role")]
    public async Task It_ends_with_the_role_or_the_account_of_who_is_away(string ended)
    {
        await using var board = await Board.NewAsync(template);
        var open = await board.GivenAsync(A.Recommendation("Open to the agency").ForAgency(Somewhere.SocialCare));
        var respond = $"/recommendations/{open.Id}/respond/{Somewhere.SocialCare.Id}";
        await HandOverAsync(await board.AsAsync(Somebody.SocialCareLead), Somebody.Contributor, board.Today, board.Today.AddDays(4));
        var colleague = await board.AsAsync(Somebody.Contributor);
        Assert.Equal(HttpStatusCode.OK, (await colleague.OpenAsync(respond)).Status);

        await using var db = board.OpenAll();
        if (ended == "account") (await db.Users.SingleAsync(a => a.PersonId == Somebody.SocialCareLead.Id, Stop)).End(board.Clock.UtcNow());
        else (await db.RoleHoldings.SingleAsync(h => h.PersonId == Somebody.SocialCareLead.Id, Stop)).EndNow(board.Today);
        await db.SaveAsync(Command.Now("Tests: it ends"), Stop);

        Assert.Equal(HttpStatusCode.Forbidden, (await colleague.OpenAsync(respond)).Status);
    }

    [Fact]
    [Trait("threat", "T18"), Trait("asvs", "V8.2.2")]
    public async Task Nobody_of_another_agency_is_given_it_and_nobody_ends_what_is_not_his()
    {
        await using var board = await Board.NewAsync(template);
        var lead = await board.AsAsync(Somebody.SocialCareLead);

        foreach (var stranger in new[] { Somebody.PoliceLead.Id, Somebody.Officer.Id, Somebody.SocialCareLead.Id, Guid.NewGuid() })
            Assert.Equal(["Choose a colleague from the list"], (await HandOverAsync(lead, stranger, board.Today, board.Today)).Errors);
        await HandOverAsync(lead, Somebody.Contributor, board.Today, board.Today);
        await using var db = board.OpenAll();
        var handed = await db.Delegations.SingleAsync(Stop);
        var police = await board.AsAsync(Somebody.PoliceLead);
        var refused = await police.PostAsync("/your-absence?handler=End", ("__RequestVerificationToken", (await police.OpenAsync("/")).Token), ("delegation", $"{handed.Id}"));

        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        Assert.Equal(board.Today, (await board.NowAsync(handed)).Until);
    }

    private static Task<Screen> HandOverAsync(Client by, Somebody to, DateOnly from, DateOnly until) => HandOverAsync(by, to.Id, from, until);

    private static async Task<Screen> HandOverAsync(Client by, Guid to, DateOnly from, DateOnly until) => await by.OverpostAsync(await by.OpenAsync("/your-absence"), "Hand over",
        ("Input.ToId", $"{to}"), ("Input.From.Day", $"{from.Day}"), ("Input.From.Month", $"{from.Month}"), ("Input.From.Year", $"{from.Year}"),
        ("Input.Until.Day", $"{until.Day}"), ("Input.Until.Month", $"{until.Month}"), ("Input.Until.Year", $"{until.Year}"));
}
