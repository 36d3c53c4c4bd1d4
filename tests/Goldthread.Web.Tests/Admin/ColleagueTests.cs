using System.Net;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Admin;

/// <summary>An agency's lead and the people of her agency.</summary>
[Trait("feature", "W7")]
[Trait("threat", "T02"), Trait("threat", "T18")]
public class ColleagueTests(BoardApp template)
{
    private static readonly string here = $"/organisations/{Somewhere.SocialCare.Id}/people";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lead_invites_a_colleague_who_then_acts_for_her_agency()
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        var lead = await board.AsAsync(Somebody.SocialCareLead);

        var invited = await lead.PressAsync(await lead.OpenAsync(here), "Invite by e-mail", Colleague());
        await board.SendMailAsync();

        Assert.Contains("Nell New is invited", invited.Text, StringComparison.Ordinal);
        Assert.Equal("nell.new@tests.example", Assert.Single(catcher.Mails).To.Mailboxes.Single().Address);
        await using var db = board.OpenAll();
        var person = await db.People.SingleAsync(p => p.Email == "nell.new@tests.example", Stop);
        var held = await db.RoleHoldings.SingleAsync(h => h.PersonId == person.Id, Stop);
        Assert.Equal((Role.AgencyContributor, ScopeKind.Organisation, (Guid?)Somewhere.SocialCare.Id, board.Today), (held.Role, held.Scope, held.ScopeId, held.From));
        Assert.True(await db.PostHoldings.AnyAsync(h => h.PersonId == person.Id && db.Posts.Any(p => p.Id == h.PostId && p.OrganisationId == Somewhere.SocialCare.Id), Stop));
        Assert.Contains("Invited the person “Nell New”", (await (await board.AsAsync(Somebody.Officer)).OpenAsync("/audit")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T15"), Trait("asvs", "V7.4.2")]
    public async Task Whose_access_she_ends_is_out_at_the_next_request()
    {
        await using var board = await Board.NewAsync(template);
        var (lead, ended) = (await board.AsAsync(Somebody.SocialCareLead), await board.AsAsync(Somebody.Contributor));
        var before = await ended.OpenAsync("/");

        var done = await lead.PressAsync(await lead.OpenAsync(here), $"End access: {Somebody.Contributor.Name}");

        Assert.Equal("/", before.Path);
        Assert.Contains("has no access any more", done.Text, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await ended.OpenAsync("/")).Path, StringComparison.Ordinal);
        await using var db = board.OpenAll();
        Assert.False(await db.RoleHoldings.AnyAsync(h => h.PersonId == Somebody.Contributor.Id && (h.Until == null || h.Until >= board.Today), Stop));
        Assert.False(await db.PostHoldings.AnyAsync(h => h.PersonId == Somebody.Contributor.Id && (h.Until == null || h.Until >= board.Today), Stop));
    }

    [Fact]
    [Trait("asvs", "V8.2.2"), Trait("asvs", "V8.3.1")]
    public async Task Another_agency_is_missing_to_her_and_the_page_shut_to_all_others()
    {
        await using var board = await Board.NewAsync(template);
        var police = await board.AsAsync(Somebody.PoliceLead);
        var token = (await police.OpenAsync($"/organisations/{Somewhere.Police.Id}/people")).Token;

        Assert.Equal(HttpStatusCode.NotFound, (await police.OpenAsync(here)).Status);
        foreach (var handler in new[] { "", "?handler=EndAccess", "?handler=Again" })
            Assert.Equal(HttpStatusCode.NotFound, (await police.PostAsync(here + handler, [("__RequestVerificationToken", token), ("person", $"{Somebody.Contributor.Id}"), .. Colleague()])).Status);
        // Her own page, and somebody of another agency.
        foreach (var handler in new[] { "EndAccess", "Again" })
            Assert.Equal(HttpStatusCode.NotFound, (await police.PostAsync($"/organisations/{Somewhere.Police.Id}/people?handler={handler}", ("__RequestVerificationToken", token), ("person", $"{Somebody.Contributor.Id}"))).Status);
        foreach (var somebody in Somebody.Everyone.Where(s => s.Role != Role.AgencyLead))
            Assert.Equal(HttpStatusCode.Forbidden, (await (await board.AsAsync(somebody)).OpenAsync(here)).Status);
        Assert.Equal(0, await AddedAsync(board));
    }

    [Theory]
    [InlineData("Input.OrganisationId", "police", "Choose your own agency")]
    [InlineData("Input.Role", "Signatory", "Choose a role from the list")]
    [InlineData("Input.Role", "Administrator", "Choose a role from the list")]
    [InlineData("Input.Role", "BoardOfficer", "Choose a role from the list")]
    [InlineData("Input.Role", "Chair", "Choose a role from the list")]
    [InlineData("Input.Email", "somebody elsewhere", "Ask the business office")]
    [InlineData("Input.Email", "with a seat", "Ask the business office")]
    [InlineData("Input.Email", "herself", "This is you")]
    [InlineData("Input.Email", "not an address", "Enter one e-mail address")]
    public async Task What_she_was_not_offered_is_refused_though_it_is_posted(string field, string value, string refusal)
    {
        await using var board = await Board.NewAsync(template);
        await using (var db = board.OpenAll())
        {
            db.RoleHoldings.Add(new(Somebody.Contributor.Id, Role.GroupMember, ScopeKind.Group, Somewhere.Training.Id, board.Today));
            await db.SaveAsync(Command.Now("Tests: a seat"), Stop);
        }
        var lead = await board.AsAsync(Somebody.SocialCareLead);
        var posted = value switch
        {
            "police" => $"{Somewhere.Police.Id}",
            "somebody elsewhere" => Somebody.Trainer.Email.ToUpperInvariant(),
            "with a seat" => Somebody.Contributor.Email,
            "herself" => Somebody.SocialCareLead.Email,
            _ => value,
        };

        var refused = await lead.OverpostAsync(await lead.OpenAsync(here), "Invite by e-mail", [.. Colleague().Where(f => f.Name != field), (field, posted)]);

        Assert.Contains(refusal, Assert.Single(refused.Errors), StringComparison.Ordinal);
        Assert.Equal(0, await AddedAsync(board));
    }

    [Fact]
    public async Task Who_signs_for_the_agency_has_a_seat_or_is_herself_is_ended_by_the_office()
    {
        await using var board = await Board.NewAsync(template);
        await using (var db = board.OpenAll())
        {
            db.RoleHoldings.Add(new(Somebody.Contributor.Id, Role.GroupMember, ScopeKind.Group, Somewhere.Training.Id, board.Today));
            await db.SaveAsync(Command.Now("Tests: a seat"), Stop);
        }
        var lead = await board.AsAsync(Somebody.SocialCareLead);
        var screen = await lead.OpenAsync(here);

        foreach (var somebody in new[] { Somebody.Signatory, Somebody.Contributor, Somebody.SocialCareLead })
        {
            Assert.False(screen.Offers($"End access: {somebody.Name}"));
            var refused = await lead.PostAsync($"{here}?handler=EndAccess", ("__RequestVerificationToken", screen.Token), ("person", $"{somebody.Id}"));
            Assert.Single(refused.Errors);
            await using var db = board.OpenAll();
            Assert.Null((await db.Users.SingleAsync(a => a.PersonId == somebody.Id, Stop)).EndedAt);
        }
    }

    [Fact]
    public async Task The_lead_of_a_council_looks_after_its_services_and_not_the_other_way_round()
    {
        await using var board = await Board.NewAsync(template);
        await using (var db = board.OpenAll())
        {
            (await db.Organisations.SingleAsync(o => o.Id == Somewhere.Police.Id, Stop)).Under(Somewhere.SocialCare.Id);
            await db.SaveAsync(Command.Now("Tests: a service"), Stop);
        }
        var (above, below) = (await board.AsAsync(Somebody.SocialCareLead), await board.AsAsync(Somebody.PoliceLead));

        Assert.Contains(Somebody.PoliceLead.Name, (await above.OpenAsync(here)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await above.OpenAsync($"/organisations/{Somewhere.Police.Id}/people")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await below.OpenAsync(here)).Status);
    }

    [Fact]
    [Trait("threat", "T15")]
    public async Task Some_time_after_signing_in_she_proves_anew_who_she_is()
    {
        await using var board = await Board.NewAsync(template);
        var lead = await board.AsAsync(Somebody.SocialCareLead);
        var form = await lead.OpenAsync(here);
        board.Clock.Advance(SignInRules.Fresh);

        var asked = await lead.PressAsync(form, "Invite by e-mail", Colleague());

        Assert.Contains("Confirm that it is you", asked.Text, StringComparison.Ordinal);
        Assert.Equal(0, await AddedAsync(board));
    }

    private static (string Name, string Value)[] Colleague() =>
        [("Input.Name", "Nell New"), ("Input.Email", "nell.new@tests.example"), ("Input.Role", nameof(Role.AgencyContributor)), ("Input.OrganisationId", $"{Somewhere.SocialCare.Id}")];

    private static async Task<int> AddedAsync(Board board)
    {
        await using var db = board.OpenAll();
        return await db.People.CountAsync(p => p.Email == "nell.new@tests.example" || p.Name == "Nell New", Stop) + await db.Outbox.CountAsync(Stop);
    }
}
