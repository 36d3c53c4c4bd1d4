using System.Net;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Governance;

[Trait("feature", "C6")]
public class MeetingPageTests(Board board) : IClassFixture<Board>
{
    private const string Add = "Add to the record";

    [Fact]
    public async Task The_chair_writes_decisions_and_actions_line_by_line()
    {
        var meeting = await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality));
        var chair = await board.AsAsync(Somebody.QualityChair);
        var screen = await chair.OpenAsync($"/meetings/{meeting.Id}");

        screen = await chair.PressAsync(screen, Add, ("Input.Line", "The report is accepted"));
        screen = await chair.PressAsync(screen, Add, ("Input.Line", "The re-audit moves to March"));
        screen = await chair.PressAsync(screen, Add, ("Input.Line", "action: Bring figures by ward"), ("Input.OwnerId", Somewhere.SocialCare.Id.ToString()), ("Input.Due", "+10"));

        Assert.Equal(["The report is accepted", "The re-audit moves to March"], screen.Html.QuerySelectorAll("ol.govuk-list--number li").Select(li => li.TextContent));
        Assert.Equal(["1", "2"], screen.Html.QuerySelectorAll("ol.govuk-list--number li").Select(li => li.GetAttribute("value")));
        Assert.NotNull(screen.Html.QuerySelector("#Input_Line[autofocus]"));
        await using var db = board.OpenAll();
        var action = await db.Actions.SingleAsync(a => a.MeetingId == meeting.Id, TestContext.Current.CancellationToken);
        Assert.Equal(("Bring figures by ward", Somewhere.SocialCare.Id, new DateOnly(2026, 12, 4), Somewhere.Quality.Id), (action.Title, action.OwnerId, action.Due, action.AcceptedById));
        Assert.Contains($"/actions/{action.Id}", screen.Links);
    }

    [Fact]
    [Trait("feature", "W3")]
    public async Task Whoever_is_asked_to_act_may_read_the_action_but_not_the_closed_record()
    {
        var meeting = await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality, "Closed", Confidentiality.Group));
        var chair = await board.AsAsync(Somebody.QualityChair);

        await chair.PressAsync(await chair.OpenAsync($"/meetings/{meeting.Id}"), Add,
            ("Input.Line", "action: Answer the panel"), ("Input.OwnerId", Somewhere.SocialCare.Id.ToString()), ("Input.Due", "1 February 2027"));

        var lead = await board.AsAsync(Somebody.SocialCareLead);
        Assert.Contains("Answer the panel", (await lead.OpenAsync($"/organisations/{Somewhere.SocialCare.Id}")).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await lead.OpenAsync($"/meetings/{meeting.Id}")).Status);
        var member = await board.AsAsync(Somebody.QualityMember);
        Assert.Contains("Answer the panel", (await member.OpenAsync($"/meetings/{meeting.Id}")).Text);
        var elsewhere = await board.AsAsync(Somebody.TrainingChair);
        Assert.DoesNotContain("Answer the panel", (await elsewhere.OpenAsync($"/organisations/{Somewhere.SocialCare.Id}")).Text);
        Assert.DoesNotContain("Closed", (await elsewhere.OpenAsync($"/groups/{Somewhere.Quality.Id}")).Text);
    }

    [Fact]
    public async Task What_was_typed_stays_when_something_is_missing()
    {
        var meeting = await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality));
        var chair = await board.AsAsync(Somebody.QualityChair);

        var screen = await chair.PressAsync(await chair.OpenAsync($"/meetings/{meeting.Id}"), Add, ("Input.Kind", "Action"), ("Input.Line", "Ring the school"), ("Input.Due", "soon"));

        Assert.Equal(2, screen.Errors.Count);
        Assert.Equal("Ring the school", screen.Html.QuerySelector("#Input_Line")!.GetAttribute("value"));
        Assert.Equal("soon", screen.Html.QuerySelector("#Input_Due")!.GetAttribute("value"));
        Assert.StartsWith("Error:", screen.Html.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_sent_twice_is_recorded_once()
    {
        var meeting = await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality));
        var chair = await board.AsAsync(Somebody.QualityChair);
        var screen = await chair.OpenAsync($"/meetings/{meeting.Id}");

        await chair.PressAsync(screen, Add, ("Input.Line", "Agreed once"));
        var again = await chair.PressAsync(screen, Add, ("Input.Line", "Agreed once"));

        Assert.Single(again.Html.QuerySelectorAll("ol.govuk-list--number li"));
    }

    [Theory]
    [Trait("threat", "T05"), Trait("asvs", "V8.2.2")]
    [InlineData("Tracy Chair")] // chairs another group
    [InlineData("Max Member")] // sits in this one
    [InlineData("Leigh Member")]
    public async Task Who_does_not_run_this_groups_meetings_reads_the_record_and_writes_nothing(string name)
    {
        var meeting = await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality));
        var chair = await board.AsAsync(Somebody.QualityChair);
        var form = await chair.OpenAsync($"/meetings/{meeting.Id}");
        var client = await board.AsAsync(Somebody.Everyone.Single(s => s.Name == name));
        var screen = await client.OpenAsync($"/meetings/{meeting.Id}");

        Assert.False(screen.Offers(Add));
        var token = screen.Html.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!; // of the sign-out form
        var denied = await client.PostAsync($"/meetings/{meeting.Id}", ("__RequestVerificationToken", token),
            ("Command.Id", Guid.NewGuid().ToString()), ("Command.Version", "1"), ("Input.Kind", "Decision"), ("Input.Line", "Slipped in"));

        Assert.Equal(HttpStatusCode.Forbidden, denied.Status);
        Assert.DoesNotContain("Slipped in", (await chair.OpenAsync(form.Path)).Text);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.OpenAsync($"/groups/{Somewhere.Quality.Id}/meetings/new")).Status);
    }

    [Fact]
    [Trait("threat", "T05")]
    public async Task A_restricted_meeting_does_not_exist_for_others()
    {
        var list = new AccessList(AccessListOwner.Record, Guid.CreateVersion7()).Admit(MemberKind.Person, Somebody.Reviewer.Id, new(2026, 1, 1), "tests");
        var built = Given.AMeetingOf(Somewhere.Quality, "Named people only");
        built.Record.LimitTo(Confidentiality.Restricted, list.Id);
        var meeting = await board.GivenAsync(built with { Before = [list] });
        var chair = await board.AsAsync(Somebody.QualityChair);

        var denied = await chair.OpenAsync($"/meetings/{meeting.Id}");
        var missing = await chair.OpenAsync($"/meetings/{Guid.NewGuid()}");

        Assert.Equal(HttpStatusCode.NotFound, denied.Status);
        Assert.Equal(missing.Text, denied.Text);
        Assert.DoesNotContain("Named people only", (await chair.OpenAsync($"/groups/{Somewhere.Quality.Id}")).Text);
        Assert.Contains("Named people only", (await (await board.AsAsync(Somebody.Reviewer)).OpenAsync($"/meetings/{meeting.Id}")).Text);
    }

    [Fact]
    public async Task A_new_meeting_is_read_by_the_members_of_a_panel_too()
    {
        var officer = await board.AsAsync(Somebody.Officer);
        var screen = await officer.PressAsync(await officer.OpenAsync($"/groups/{Somewhere.Panel.Id}/meetings/new"), "Add the meeting", ("Input.Title", "First sitting"));

        Assert.Contains("First sitting", screen.Text);
        Assert.Equal(HttpStatusCode.OK, (await (await board.AsAsync(Somebody.PanelMember)).OpenAsync(screen.Path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await board.AsAsync(Somebody.Practitioner)).OpenAsync(screen.Path)).Status);
    }

    [Fact]
    [Trait("feature", "Z1")]
    public async Task A_long_record_asks_no_more_of_the_database_than_a_short_one()
    {
        var meeting = await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality));
        var officer = await board.AsAsync(Somebody.Officer);
        var few = await CommandCount.OfPageAsync(board, officer, $"/meetings/{meeting.Id}");
        await using (var db = board.OpenAll())
        {
            for (var n = 1; n <= 40; n++) db.AddRange(new Goldthread.Domain.Governance.Decision(meeting, n, $"Decision {n}"), new ImprovementAction(meeting, $"Action {n}", Somewhere.Police.Id, new(2026, 12, 1)));
            await db.SaveAsync(Goldthread.Web.Storage.Command.Now("Tests"), TestContext.Current.CancellationToken);
        }

        var many = await CommandCount.OfPageAsync(board, officer, $"/meetings/{meeting.Id}");

        Assert.Equal(few, many);
        Assert.InRange(many, 1, 5);
    }
}
