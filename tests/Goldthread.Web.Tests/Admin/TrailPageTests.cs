using System.Net;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Admin;

public class TrailPageTests(BoardApp template)
{
    private const string Marker = "Quixotry among caseworkers";

    [Fact]
    [Trait("feature", "W6")]
    public async Task A_record_tells_its_own_history_in_words()
    {
        await using var board = await Board.NewAsync(template);
        var finding = await board.GivenAsync(A.Finding(Marker));
        await using (var db = board.Open(Somebody.Officer))
        {
            var own = await db.Findings.SingleAsync(f => f.Id == finding.Id, Stop);
            own.Describe(own.Kind, "A better title", own.Detail, own.MeaningForChildren, own.Strength, own.Reach, own.FoundOn);
            await db.SaveAsync(Command.Now("Thread/Findings/Edit"), Stop);
        }
        var member = await board.AsAsync(Somebody.QualityMember);

        var history = await member.OpenAsync($"/history/finding/{finding.Id}");

        Assert.Contains("Changed this finding", history.Text, StringComparison.Ordinal);
        Assert.All(history.Html.QuerySelectorAll(".gt-lines > li > div > strong, .gt-lines > li > div > p"), line => Assert.DoesNotContain(finding.Ref, line.TextContent, StringComparison.Ordinal)); // it stands above
        Assert.Contains("Agency a finding concerns, added", history.Text, StringComparison.Ordinal);
        Assert.Contains("What was added: agency", history.Text, StringComparison.Ordinal);
        Assert.Contains("kind of source", history.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("target", history.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Findings: edit", history.Text, StringComparison.Ordinal);
        Assert.Contains($"What was found from “{Marker}” to “A better title”", history.Text, StringComparison.Ordinal);
        Assert.Contains("“Area for improvement”", history.Text, StringComparison.Ordinal);
        Assert.Contains("“14 September 2026”", history.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "W5")]
    [Trait("threat", "T01")]
    [Trait("asvs", "V8.2.2")]
    public async Task Of_a_hidden_record_the_trail_tells_its_kind_and_nothing_else()
    {
        await using var board = await Board.NewAsync(template);
        var finding = await board.GivenAsync(A.Finding(Marker).RestrictedTo(Somebody.Reviewer));
        var reader = await board.AsAsync(Somebody.Reviewer);
        var own = await reader.OpenAsync($"/history/finding/{finding.Id}");

        foreach (var somebody in new[] { Somebody.Administrator, Somebody.Officer })
        {
            var client = await board.AsAsync(somebody);
            var trail = await client.OpenAsync("/audit");
            var csv = await client.OpenAsync("/audit?handler=Csv");
            var byReference = await client.OpenAsync($"/audit?ref={finding.Ref}");
            Assert.Contains("Finding: a record you may not see", trail.Text, StringComparison.Ordinal);
            foreach (var screen in new[] { trail, csv, byReference })
            {
                Assert.DoesNotContain("Quixotry", screen.Body, StringComparison.Ordinal);
                Assert.DoesNotContain(finding.Id.ToString(), screen.Body, StringComparison.OrdinalIgnoreCase);
            }
            Assert.Contains("No record that you may see has this reference", byReference.Text, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, (await client.OpenAsync($"/history/finding/{finding.Id}")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await client.OpenAsync($"/restrict/finding/{finding.Id}")).Status);
        }

        Assert.Equal(HttpStatusCode.OK, own.Status);
        Assert.Contains(Marker, own.Text, StringComparison.Ordinal);
        Assert.Contains("Read a restricted record", own.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "W6")]
    [Trait("threat", "T03")]
    [Trait("asvs", "V8.2.2")]
    public async Task The_history_of_an_open_kind_tells_nothing_of_a_record_of_another()
    {
        await using var board = await Board.NewAsync(template);
        var hidden = await board.GivenAsync(A.Finding(Marker).RestrictedTo(Somebody.Reviewer));
        Guid account;
        await using (var db = board.OpenAll())
        {
            account = (await db.Users.SingleAsync(a => a.PersonId == Somebody.Officer.Id, Stop)).Id;
            (await db.Groups.SingleAsync(g => g.Id == Somewhere.Quality.Id, Stop)).Describe("Quality Group", "Quality", "Renamed for tests.", "Monthly", "", null);
            await db.SaveAsync(Command.Now("Governance/Groups/Edit"), Stop);
        }
        var anybody = await board.AsAsync(Somebody.Practitioner);
        var officer = await board.AsAsync(Somebody.Officer);

        foreach (var kind in new[] { "organisation", "group", "theme", "priority" })
        {
            foreach (var id in new[] { hidden.Id, Somebody.Officer.Id, account })
            {
                Assert.Equal(HttpStatusCode.NotFound, (await anybody.OpenAsync($"/history/{kind}/{id}")).Status);
                Assert.Equal(HttpStatusCode.NotFound, (await officer.OpenAsync($"/history/{kind}/{id}")).Status);
            }
        }
        Assert.Equal(HttpStatusCode.NotFound, (await officer.OpenAsync($"/history/session/{hidden.Id}")).Status);
        Assert.Contains("Renamed for tests.", (await anybody.OpenAsync($"/history/group/{Somewhere.Quality.Id}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "W5")]
    public async Task The_trail_says_what_was_decided_where_a_page_takes_more_than_one_answer()
    {
        await using var board = await Board.NewAsync(template);
        var action = await board.GivenAsync(An.Action("Sent back, not accepted").ReportedDone());
        var recommendation = await board.GivenAsync(A.Recommendation("Rejected as it stands"));
        var finding = await board.GivenAsync(A.Finding("Gone and back"));
        var (chair, lead) = (await board.AsAsync(Somebody.QualityChair), await board.AsAsync(Somebody.Officer));
        await chair.PressAsync(await chair.OpenAsync($"/actions/{action.Id}/verify"), "Save the decision", ("Input.Decision", "SendBack"), ("Input.Reason", "The night shift is missing"));
        await lead.PressAsync(await lead.OpenAsync($"/actions/{action.Id}/progress"), "Post it", ("Input.Text", "It is there now"), ("Input.Percent", "100"), ("Input.Done", "true"));
        await lead.PressAsync(await lead.OpenAsync($"/recommendations/{recommendation.Id}/respond/{Somewhere.SocialCare.Id}"), "Save the answer", ("Input.Answer", "Rejected"), ("Input.Reason", "Not ours"));
        await chair.PressAsync(await chair.OpenAsync($"/findings/{finding.Id}/withdraw"), "Withdraw it", ("Input.Reason", "Misread"));
        await chair.PressAsync(await chair.OpenAsync($"/findings/{finding.Id}/withdraw"), "Bring it back");

        var said = (await lead.OpenAsync("/audit")).Html.QuerySelectorAll(".gt-lines > li strong").Select(e => e.TextContent).ToList();

        foreach (var deed in new[] { "Sent back the action", "Reported as done the action", "Answered “rejected” to the recommendation", "Withdrew the finding", "Brought back the finding" })
            Assert.Single(said, s => s.StartsWith(deed, StringComparison.Ordinal));
        Assert.DoesNotContain(said, s => s.StartsWith("Accepted", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("feature", "W5")]
    public async Task The_trail_is_found_by_person_kind_and_reading_and_leaves_only_with_a_line_that_says_so()
    {
        await using var board = await Board.NewAsync(template);
        var finding = await board.GivenAsync(A.Finding("=1+1").RestrictedTo(Somebody.Reviewer));
        await using (var db = board.Open(new Viewer(Somebody.Reviewer.Id, "=cmd|Rita", [], [], [finding.AccessListId!.Value], false)))
            await db.FindVisibleAsync<Domain.Thread.Finding>(finding.Id, Stop);
        var officer = await board.AsAsync(Somebody.Officer);

        var readings = await officer.OpenAsync("/audit?readings=true");
        var byPerson = await officer.OpenAsync($"/audit?person={Somebody.Reviewer.Id}");
        var csv = await officer.OpenAsync("/audit?handler=Csv");
        var after = await officer.OpenAsync("/audit");

        Assert.Contains("=cmd|Rita", readings.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Signed in", readings.Html.QuerySelector(".gt-lines")!.TextContent, StringComparison.Ordinal);
        Assert.All(byPerson.Html.QuerySelectorAll(".gt-lines > li"), entry => Assert.Contains("=cmd|Rita", entry.TextContent, StringComparison.Ordinal));
        Assert.Contains("'=cmd|Rita", csv.Body, StringComparison.Ordinal);
        Assert.Contains("Took out as a file: audit trail", after.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "W6")]
    public async Task An_agencys_lead_takes_the_changes_that_concern_his_agency_and_no_others()
    {
        await using var board = await Board.NewAsync(template);
        await board.GivenAsync(A.Recommendation());
        var lead = await board.AsAsync(Somebody.SocialCareLead);

        var own = await lead.OpenAsync($"/audit/agency?organisation={Somewhere.SocialCare.Id}&since=2026-01-01");
        var other = await lead.OpenAsync($"/audit/agency?organisation={Somewhere.Police.Id}&since=2026-01-01");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (own.Status, other.Status));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await board.AsAsync(Somebody.Practitioner)).OpenAsync("/audit/agency")).Status);
    }

    [Fact]
    [Trait("feature", "W5")]
    [Trait("threat", "T01")]
    public async Task A_restricted_record_is_gone_for_everyone_else_from_the_next_request_on()
    {
        await using var board = await Board.NewAsync(template);
        var finding = await board.GivenAsync(A.Finding(Marker));
        var officer = await board.AsAsync(Somebody.Officer);
        var member = await board.AsAsync(Somebody.QualityMember);
        Assert.Contains(Marker, (await member.OpenAsync($"/findings/{finding.Id}")).Body, StringComparison.Ordinal);

        var form = await officer.OpenAsync($"/restrict/finding/{finding.Id}");
        await officer.PressAsync(form, "Restrict it to these people", ("Input.Reason", "About one child"), ("Input.People", Somebody.Officer.Id.ToString()), ("Input.People", Somebody.Reviewer.Id.ToString()));

        Assert.Equal(Confidentiality.Restricted, (await board.NowAsync(finding)).Confidentiality);
        Assert.Equal(HttpStatusCode.NotFound, (await member.OpenAsync($"/findings/{finding.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await member.OpenAsync($"/history/finding/{finding.Id}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await (await board.AsAsync(Somebody.Reviewer)).OpenAsync($"/findings/{finding.Id}")).Status);
    }

    [Fact]
    [Trait("feature", "W3")]
    [Trait("feature", "W11")]
    public async Task Roles_are_given_and_ended_by_administrators_and_an_outside_reader_has_a_last_day()
    {
        await using var board = await Board.NewAsync(template);
        var administrator = await board.AsAsync(Somebody.Administrator);
        var address = $"/people/{Somebody.Practitioner.Id}";

        var refused = await administrator.PressAsync(await administrator.OpenAsync(address), "Give this role", ("Input.Role", "OutsideReader"), ("Input.Scope", "board"));
        var given = await administrator.PressAsync(refused, "Give this role", ("Input.Role", "Analyst"));

        Assert.Contains(refused.Errors, e => e.Contains("last day", StringComparison.Ordinal));
        Assert.Contains("Role given", given.Text, StringComparison.Ordinal);
        await administrator.PressAsync(given, "End now the role Practitioner");
        await using var db = board.OpenAll();
        Assert.Equal([Role.Analyst], await db.RoleHoldings.Where(h => h.PersonId == Somebody.Practitioner.Id && h.Until == null).Select(h => h.Role).ToListAsync(Stop));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await board.AsAsync(Somebody.SocialCareLead)).OpenAsync("/people")).Status);
        Assert.False((await (await board.AsAsync(Somebody.Officer)).OpenAsync(address)).Offers("Give this role"));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
