using System.Net;
using Goldthread.Domain.Thread;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Home;

[Trait("feature", "S7")]
public class HomePageTests(BoardApp template)
{
    private const string Post = "/my/progress";

    [Fact]
    public async Task What_moved_stays_at_the_second_visit_of_a_day()
    {
        await using var board = await Board.NewAsync(template);
        Finding finding = A.Finding("Found yesterday");
        finding.Describe(finding.Kind, finding.Title, finding.Detail, finding.MeaningForChildren, finding.Strength, finding.Reach, board.Today.AddDays(-1));
        await board.GivenAsync(new Built<Finding>(finding, []));
        var first = await (await board.AsAsync(Somebody.QualityChair)).OpenAsync("/");

        board.Clock.Advance(TimeSpan.FromHours(1));
        var second = await (await board.AsAsync(Somebody.QualityChair)).OpenAsync("/");
        board.Clock.Advance(TimeSpan.FromDays(2));
        var later = await (await board.AsAsync(Somebody.QualityChair)).OpenAsync("/");

        Assert.Contains("Found yesterday", Moved(first));
        Assert.Contains("in the last 30 days", Moved(second));
        Assert.Contains("Found yesterday", Moved(second));
        Assert.Contains("since you were here on 23 November 2026", Moved(later));
        Assert.DoesNotContain("Found yesterday", Moved(later));
    }

    [Fact]
    public async Task What_needs_somebody_stands_by_late_this_week_and_later_with_whose_it_is()
    {
        await using var board = await Board.NewAsync(template);
        await board.GivenAsync(An.Action("Late one", board.Today.AddDays(-3)).ForAgency(Somewhere.SocialCare));
        await board.GivenAsync(An.Action("Due on Sunday", board.Today.AddDays((7 - (int)board.Today.DayOfWeek) % 7)).ForAgency(Somewhere.SocialCare));
        await board.GivenAsync(An.Action("Due next Monday", board.Today.AddDays((7 - (int)board.Today.DayOfWeek) % 7 + 1)).ForAgency(Somewhere.SocialCare));
        await board.GivenAsync(Governance.Given.AMeetingOf(Somewhere.Quality, "Quality in December", on: board.Today.AddDays(9)));

        var lead = await (await board.AsAsync(Somebody.SocialCareLead)).OpenAsync("/");
        var chair = await (await board.AsAsync(Somebody.QualityChair)).OpenAsync("/");

        Assert.Equal(["Late", "This week", "Later"], lead.Html.QuerySelectorAll(".gt-home__needs h3").Select(h => h.TextContent));
        Assert.Equal(["Say how it goes: Late one", "Say how it goes: Due on Sunday", "Say how it goes: Due next Monday"], lead.Html.QuerySelectorAll(".gt-home__needs li a").Select(a => a.TextContent).Where(t => t.StartsWith("Say how it goes", StringComparison.Ordinal)));
        Assert.Contains(Somewhere.SocialCare.ShortName, lead.Html.QuerySelector(".gt-home__needs li")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Meeting: Quality in December", chair.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Quality in December", lead.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task A_meeting_to_come_that_is_for_named_people_stands_on_their_home_alone_and_its_reading_on_the_trail()
    {
        await using var board = await Board.NewAsync(template);
        var meeting = await board.GivenAsync(Governance.Given.AMeetingOf(Somewhere.Quality, "A meeting behind closed doors", on: board.Today.AddDays(3)).RestrictedTo(Somebody.QualityChair));

        var named = await (await board.AsAsync(Somebody.QualityChair)).OpenAsync("/");
        var officer = await (await board.AsAsync(Somebody.Officer)).OpenAsync("/");
        var member = await (await board.AsAsync(Somebody.QualityMember)).OpenAsync("/");

        Assert.Contains(meeting.Title, named.Text, StringComparison.Ordinal);
        foreach (var other in new[] { officer, member }) Assert.DoesNotContain(meeting.Title, other.Text, StringComparison.Ordinal);
        await using var db = board.OpenAll();
        var read = (await db.AuditEntries.AsNoTracking().Where(e => e.PersonId == Somebody.QualityChair.Id).ToListAsync(TestContext.Current.CancellationToken)).SelectMany(e => e.Changes).Where(c => c.State == "read");
        Assert.Equal([meeting.Id], read.Select(c => c.RecordId));
    }

    [Fact]
    public async Task Each_open_action_of_an_agency_is_a_line_soonest_first_and_all_are_a_link_away()
    {
        await using var board = await Board.NewAsync(template);
        await board.GivenAsync(An.Action("Due second", new(2026, 12, 10)).ForAgency(Somewhere.SocialCare));
        await board.GivenAsync(An.Action("Due first", new(2026, 12, 1)).ForAgency(Somewhere.SocialCare));
        await board.GivenAsync(An.Action("Due in a year", new(2027, 11, 1)).ForAgency(Somewhere.SocialCare));

        var screen = await (await board.AsAsync(Somebody.SocialCareLead)).OpenAsync("/");

        var lines = screen.Html.QuerySelectorAll(".gt-home__needs .gt-lines a").Select(a => a.TextContent).Where(t => t.StartsWith("Say how it goes", StringComparison.Ordinal));
        Assert.Equal(["Say how it goes: Due first", "Say how it goes: Due second", "Say how it goes: Due in a year"], lines);
        Assert.DoesNotContain("/actions?view=mine", screen.Links);
        for (var n = 0; n < 20; n++) await board.GivenAsync(An.Action($"Many {n}", new(2027, 1, 1)).ForAgency(Somewhere.SocialCare));
        var many = await (await board.AsAsync(Somebody.SocialCareLead)).OpenAsync("/");
        Assert.Contains("All 23 open actions you report on", many.Text);
        Assert.Contains("Due in a year", (await (await board.AsAsync(Somebody.SocialCareLead)).OpenAsync("/actions?view=mine&p=2")).Text);
    }

    [Fact]
    public async Task Progress_is_offered_to_those_alone_who_have_an_open_action()
    {
        await using var board = await Board.NewAsync(template);
        await board.GivenAsync(An.Action().ForAgency(Somewhere.SocialCare));

        var has = await (await board.AsAsync(Somebody.SocialCareLead)).OpenAsync("/");
        var hasNone = await (await board.AsAsync(Somebody.PoliceLead)).OpenAsync("/");

        Assert.Contains(Post, has.Links);
        Assert.DoesNotContain(Post, hasNone.Links);
    }

    [Fact]
    public async Task Whoever_sees_too_little_is_told_nothing_of_loose_ends()
    {
        await using var board = await Board.NewAsync(template);

        var practitioner = await (await board.AsAsync(Somebody.Practitioner)).OpenAsync("/");
        var lead = await (await board.AsAsync(Somebody.PoliceLead)).OpenAsync("/");

        Assert.Null(practitioner.Html.QuerySelector("#loose"));
        Assert.Contains("Nowhere, in what you may see of what concerns Police.", lead.Text);
    }

    [Fact]
    [Trait("feature", "S6"), Trait("threat", "T27")]
    public async Task What_the_office_did_waits_for_a_member_of_the_owning_group()
    {
        await using var board = await Board.NewAsync(template);
        var recommendation = A.Recommendation();
        ImprovementAction action = new(recommendation.Record, "Add the waits to the dataset", Somewhere.Office.Id, new(2026, 12, 31), new(2026, 10, 1));
        action.Describe(action.Title, "", Mechanism.Monitoring, Somewhere.Office.Id, null);
        action.Show(A.Evidence());
        Assert.Empty(action.ReportDone("Added", Somebody.Officer.WhoSees(action), A.Today));
        await board.GivenAsync(new Built<ImprovementAction>(action, [.. recommendation.Before, recommendation.Record]));
        var theirs = await board.GivenAsync(An.Action("Of an agency").ReportedDone());
        var (member, officer, chair) = (await board.AsAsync(Somebody.QualityMember), await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.Chair));

        Assert.Contains($"/actions/{action.Id}/verify", (await member.OpenAsync("/")).Links);
        Assert.DoesNotContain($"/actions/{theirs.Id}/verify", (await member.OpenAsync("/")).Links);
        foreach (var office in new[] { officer, chair })
        {
            Assert.DoesNotContain($"/actions/{action.Id}/verify", (await office.OpenAsync("/")).Links);
            var shut = await office.OpenAsync($"/actions/{action.Id}/verify");
            Assert.Contains("who does not work for the business office", shut.Text);
            Assert.False(shut.Offers("Save the decision"));
        }
        Assert.Contains("its chair or one of its members, who does not work for the business office", (await officer.OpenAsync($"/actions/{action.Id}")).Text);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await board.AsAsync(Somebody.Practitioner)).OpenAsync($"/actions/{action.Id}/verify")).Status);

        var undecided = await member.PressAsync(await member.OpenAsync($"/actions/{action.Id}/verify"), "Save the decision");
        var unsaid = await member.PressAsync(undecided, "Save the decision", ("Input.Decision", "SendBack"));
        var accepted = await member.PressAsync(unsaid, "Save the decision", ("Input.Decision", "Accept"));

        Assert.Equal(["Choose whether to accept it or to send it back"], undecided.Errors);
        Assert.Equal(["Say what is missing, so that the agency can mend it"], unsaid.Errors);
        Assert.Contains("Action accepted as done", accepted.Text);
        Assert.False((await member.OpenAsync($"/actions/{theirs.Id}/verify")).Offers("Save the decision"));
    }

    private static string Moved(Screen screen) => screen.Html.QuerySelector(".gt-home__moved")!.TextContent;
}
