using System.Net;
using Goldthread.Domain.Admin;
using Goldthread.Web.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Admin;

/// <summary>Once a year each agency confirms its people.</summary>
[Trait("feature", "W10")]
[Trait("threat", "T02")]
public class AccessCheckTests(BoardApp template)
{
    private static readonly string here = $"/organisations/{Somewhere.SocialCare.Id}/people/check";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lead_says_of_everybody_whether_it_is_right_who_has_left_is_ended_and_the_rest_goes_to_the_office()
    {
        await using var board = await Board.NewAsync(template);
        var (lead, officer, left) = (await board.AsAsync(Somebody.SocialCareLead), await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.Contributor));
        var form = await lead.OpenAsync(here);

        var passedOver = await lead.PressAsync(form, "Confirm", (Said(Somebody.Contributor), "HasLeft"), (Said(Somebody.SocialCareLead), "Yes"));
        var unsaid = await lead.PressAsync(passedOver, "Confirm", (Said(Somebody.Signatory), "RoleChanged"));
        var done = await lead.PressAsync(unsaid, "Confirm", ("Input.Note", "Signs for the hospital now"));

        Assert.Equal(["Say whether this is still right"], passedOver.Errors);
        Assert.Equal(["Say which role has changed, and how"], unsaid.Errors);
        Assert.Contains("The business office sees to the rest", done.Text, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await left.OpenAsync("/")).Path, StringComparison.Ordinal);
        var seen = await officer.OpenAsync("/people/checks");
        foreach (var told in new[] { $"23 November 2026 by {Somebody.SocialCareLead.Name}", "1 had left", $"{Somebody.Signatory.Name}: the role has changed", "Signs for the hospital now" })
            Assert.Contains(told, seen.Text, StringComparison.Ordinal);
        await using var db = board.OpenAll();
        Assert.Null((await db.Users.SingleAsync(a => a.PersonId == Somebody.Signatory.Id, Stop)).EndedAt);
    }

    [Fact]
    [Trait("feature", "X1")]
    public async Task She_is_asked_at_home_and_by_letter_before_the_year_is_over_until_it_is_done()
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        board.Clock.SetUtcNow(new(2027, 7, 15, 9, 0, 0, TimeSpan.Zero)); // confirmed on 1 August 2026
        Assert.DoesNotContain("Confirm who has access", (await (await board.AsAsync(Somebody.SocialCareLead)).OpenAsync("/")).Text, StringComparison.Ordinal);
        board.Clock.Advance(TimeSpan.FromDays(4));
        var lead = await board.AsAsync(Somebody.SocialCareLead);

        var home = await lead.OpenAsync("/");
        await board.Services.GetRequiredService<Remind>().RoundAsync(Stop);
        await board.SendMailAsync();
        var form = await lead.OpenAsync(here);
        await lead.PressAsync(form, "Confirm", [.. form.Html.QuerySelectorAll("select").Select(s => (s.GetAttribute("name")!, "Yes"))]);

        Assert.Contains("Confirm who has access for Children's Social Care", home.Text, StringComparison.Ordinal);
        Assert.Contains(here, home.Links);
        Assert.Contains("Confirm who has access for (Social Care), 1 August 2027", catcher.Mails.Single(m => m.To.Mailboxes.Single().Address == Somebody.SocialCareLead.Email).TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("Confirm who has access", (await lead.OpenAsync("/")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Confirm who has access", (await (await board.AsAsync(Somebody.QualityChair)).OpenAsync("/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T18"), Trait("asvs", "V8.2.2")]
    public async Task Nobody_confirms_for_another_agency_or_what_was_not_asked()
    {
        await using var board = await Board.NewAsync(template);
        var (lead, police) = (await board.AsAsync(Somebody.SocialCareLead), await board.AsAsync(Somebody.PoliceLead));
        var form = await lead.OpenAsync(here);

        Assert.Equal(HttpStatusCode.NotFound, (await police.OpenAsync(here)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await police.PostAsync(here, ("__RequestVerificationToken", (await police.OpenAsync("/")).Token), (Said(Somebody.Contributor), "HasLeft"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await board.AsAsync(Somebody.Officer)).OpenAsync(here)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await lead.OpenAsync("/people/checks")).Status);
        // A number for a word, and somebody of another agency.
        var all = form.Html.QuerySelectorAll("select").Select(s => s.GetAttribute("name")!).ToList();
        Assert.NotEmpty((await lead.OverpostAsync(form, "Confirm", [.. all.Select(n => (n, "2"))])).Errors);
        await lead.OverpostAsync(form, "Confirm", [.. all.Select(n => (n, "Yes")), (Said(Somebody.PoliceLead), "HasLeft")]);
        await using var db = board.OpenAll();
        Assert.Null((await db.Users.SingleAsync(a => a.PersonId == Somebody.PoliceLead.Id, Stop)).EndedAt);
    }

    private static string Said(Somebody somebody) => $"Input.Said[{somebody.Id}]";
}
