using System.Net;
using Goldthread.Domain;
using Goldthread.Domain.Governance;
using Goldthread.Web.Tests.Governance;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Site;

/// <summary>What an insider with a valid account tries.</summary>
public sealed class AttackTests(BoardApp template) : IAsyncLifetime
{
    private const string Marker = "quodlibet";
    private Board board = null!;

    [Fact]
    [Trait("threat", "T01")]
    public async Task A_new_finding_for_named_people_only_starts_with_its_maker_alone()
    {
        var officer = await board.AsAsync(Somebody.Officer);
        var form = await officer.OpenAsync("/findings/new");
        await officer.OverpostAsync(form, "Save finding", ("Input.Title", Marker), ("Input.Detail", "d"), ("Input.MeaningForChildren", "m"), ("Input.OwnerGroupId", $"{Somewhere.Quality.Id}"),
            ("Input.Themes", $"{Somewhere.Neglect.Id}"), ("Input.Kind", "Risk"), ("Input.Strength", "Weak"), ("Input.Reach", "System"), ("Input.Confidentiality", "Restricted"));

        await using var db = board.OpenAll();
        var finding = await db.Findings.SingleAsync(f => f.Title == Marker, Stop);
        Assert.Equal(Confidentiality.Restricted, finding.Confidentiality);
        Assert.Equal(HttpStatusCode.OK, (await officer.OpenAsync($"/findings/{finding.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await board.AsAsync(Somebody.Chair)).OpenAsync($"/findings/{finding.Id}")).Status);
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task A_recommendation_from_a_restricted_finding_is_not_board_wide_unless_somebody_says_so()
    {
        var finding = await board.GivenAsync(A.Finding().RestrictedTo(Somebody.Officer));
        var officer = await board.AsAsync(Somebody.Officer);
        var form = await officer.OpenAsync($"/recommendations/new?finding={finding.Id}");
        Assert.NotNull(form.Html.QuerySelector("input[name='Input.Confidentiality'][value=Restricted][checked]"));

        await officer.PressAsync(form, form.Html.QuerySelector("main form[method=post] button.govuk-button")!.TextContent.Trim(), ("Input.Title", Marker), ("Input.Asked", Somewhere.SocialCare.Id.ToString()));

        await using var db = board.OpenAll();
        Assert.Equal(Confidentiality.Restricted, (await db.Recommendations.SingleAsync(r => r.Title == Marker, Stop)).Confidentiality);
        Assert.DoesNotContain(Marker, (await (await board.AsAsync(Somebody.SocialCareLead)).OpenAsync("/recommendations")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task Decisions_of_a_meeting_that_is_restricted_are_restricted_with_it()
    {
        var meeting = await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality));
        var decision = await board.GivenAsync(new Built<Decision>(new(meeting, 1, Marker), []));
        var officer = await board.AsAsync(Somebody.Officer);

        await officer.PressAsync(await officer.OpenAsync($"/restrict/meeting/{meeting.Id}"), "Restrict it to these people", ("Input.Reason", "About one child"), ("Input.People", Somebody.Officer.Id.ToString()));

        Assert.Equal(Confidentiality.Restricted, (await board.NowAsync(decision)).Confidentiality);
        var chair = await board.AsAsync(Somebody.Chair);
        Assert.Equal(HttpStatusCode.NotFound, (await chair.OpenAsync($"/history/decision/{decision.Id}")).Status);
    }

    [Fact]
    [Trait("threat", "T01")]
    [Trait("threat", "T02")]
    public async Task An_agency_that_is_no_longer_asked_no_longer_reads()
    {
        var finding = await board.GivenAsync(A.Finding());
        var officer = await board.AsAsync(Somebody.Officer);
        var form = await officer.OpenAsync($"/recommendations/new?finding={finding.Id}");
        await officer.PressAsync(form, form.Html.QuerySelector("main form[method=post] button.govuk-button")!.TextContent.Trim(), ("Input.Title", Marker),
            ("Input.Asked", $"{Somewhere.SocialCare.Id}"), ("Input.Asked", $"{Somewhere.Police.Id}"));
        await using var db = board.OpenAll();
        var id = await db.Recommendations.Where(r => r.Title == Marker).Select(r => r.Id).SingleAsync(Stop);
        var (police, care) = (await board.AsAsync(Somebody.PoliceLead), await board.AsAsync(Somebody.SocialCareLead));
        Assert.Equal(HttpStatusCode.OK, (await police.OpenAsync($"/recommendations/{id}")).Status);

        form = await officer.OpenAsync($"/recommendations/{id}/edit");
        await officer.PressAsync(form, form.Html.QuerySelector("main form[method=post] button.govuk-button")!.TextContent.Trim(), ("Input.Asked", $"{Somewhere.SocialCare.Id}"));

        Assert.Equal(HttpStatusCode.NotFound, (await police.OpenAsync($"/recommendations/{id}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await care.OpenAsync($"/recommendations/{id}")).Status);
    }

    [Theory]
    [Trait("threat", "T01")]
    [Trait("threat", "T13")]
    [InlineData("GroupMember")]
    [InlineData("BoardOfficer")]
    public async Task An_administrator_gives_no_role_to_himself(string role)
    {
        var administrator = await board.AsAsync(Somebody.Administrator);
        var own = await administrator.OpenAsync($"/people/{Somebody.Administrator.Id}");

        var refused = await administrator.OverpostAsync(own, "Give this role", ("Input.Role", role), ("Input.Scope", role == "GroupMember" ? $"{Somewhere.Quality.Id}" : "board"));

        Assert.Contains(refused.Errors, e => e.Contains("Another administrator", StringComparison.Ordinal));
        await using var db = board.OpenAll();
        Assert.Equal(1, await db.RoleHoldings.CountAsync(h => h.PersonId == Somebody.Administrator.Id, Stop));
    }

    [Fact]
    [Trait("threat", "T18")]
    public async Task The_roles_of_the_office_are_held_on_the_whole_board_only()
    {
        var administrator = await board.AsAsync(Somebody.Administrator);
        var person = await administrator.OpenAsync($"/people/{Somebody.PoliceLead.Id}");

        var refused = await administrator.PressAsync(person, "Give this role", ("Input.Role", "BoardOfficer"), ("Input.Scope", $"{Somewhere.Police.Id}"));

        Assert.Contains(refused.Errors, e => e.Contains("the whole Partnership", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("threat", "T27")]
    public async Task An_action_reported_done_is_not_moved_to_another_owner_who_could_then_accept_it()
    {
        var action = await board.GivenAsync(An.Action().ReportedDone());
        var officer = await board.AsAsync(Somebody.Officer);
        var form = await officer.OpenAsync($"/actions/{action.Id}/edit");

        var refused = await officer.OverpostAsync(form, form.Html.QuerySelector("main form[method=post] button.govuk-button")!.TextContent.Trim(), ("Input.OwnerId", $"{Somewhere.Quality.Id}"));

        Assert.Contains(refused.Errors, e => e.Contains("send it back first", StringComparison.Ordinal));
        Assert.Equal(Somewhere.SocialCare.Id, (await board.NowAsync(action)).OwnerId);
    }

    [Theory]
    [Trait("threat", "T13")]
    [Trait("feature", "W5")]
    [InlineData("/loose-ends/ActionOverdue?handler=Csv", "loose-ends-actionoverdue")]
    [InlineData("/library/qualitative?handler=Csv", "library-qualitative")]
    [InlineData("/findings?handler=Excel", "findings"), InlineData("/recommendations?handler=Csv", "recommendations"), InlineData("/organisations?handler=Excel", "agencies"), InlineData("/indicators?handler=Csv", "indicators")]
    [InlineData("/set-up/workbook?handler=empty", "set-up-workbook")]
    public async Task Every_list_taken_out_is_on_the_trail(string address, string list)
    {
        var officer = await board.AsAsync(Somebody.Officer);

        var file = await officer.OpenAsync(address);

        Assert.Equal(HttpStatusCode.OK, file.Status);
        await using var db = board.OpenAll();
        var exports = await db.AuditEntries.Where(e => e.Deed == "Export").ToListAsync(Stop);
        Assert.Contains(exports, e => e.PersonId == Somebody.Officer.Id && e.Changes.Any(c => c.Kind == list && c.State == "exported"));
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task The_trail_tells_nobody_outside_who_reads_a_restricted_record()
    {
        var finding = await board.GivenAsync(A.Finding().RestrictedTo(Somebody.Reviewer));
        var list = finding.AccessListId;
        var officer = await board.AsAsync(Somebody.Officer);

        Assert.Equal(HttpStatusCode.NotFound, (await officer.OpenAsync($"/history/readers/{list}")).Status);
        var trail = await officer.OpenAsync("/audit?kind=AccessListMember");
        Assert.Equal(HttpStatusCode.OK, trail.Status);
        Assert.DoesNotContain($"{list}", trail.Body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain($"“{Somebody.Reviewer.Name}”", trail.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await officer.OpenAsync($"/history/readers/{Somewhere.Quality.AccessListId}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await officer.OpenAsync("/audit?to=9999-12-31")).Status);
    }

    [Fact]
    [Trait("threat", "T03")]
    public async Task An_indicator_that_does_not_exist_is_not_cited()
    {
        var officer = await board.AsAsync(Somebody.Officer);
        var measure = await board.GivenAsync(A.Measure());
        var form = await officer.OpenAsync($"/measures/{measure.Id}/edit");

        var refused = await officer.OverpostAsync(form, form.Html.QuerySelector("main form[method=post] button.govuk-button")!.TextContent.Trim(), ("Input.Kind", "Indicator"), ("Input.IndicatorId", $"{Guid.NewGuid()}"));

        Assert.Contains(refused.Errors, e => e.Contains("indicator", StringComparison.Ordinal));
        Assert.Null((await board.NowAsync(measure)).IndicatorId);
    }

    public async ValueTask InitializeAsync() => board = await Board.NewAsync(template);

    public ValueTask DisposeAsync() => board.DisposeAsync();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
