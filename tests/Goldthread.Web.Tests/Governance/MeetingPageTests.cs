using System.Net;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
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

        Assert.Equal(["The report is accepted", "The re-audit moves to March"], screen.Html.QuerySelectorAll("ol.govuk-list--number li > span").Select(li => li.TextContent));
        Assert.Equal(["1", "2"], screen.Html.QuerySelectorAll("ol.govuk-list--number li").Select(li => li.GetAttribute("value")));
        Assert.NotNull(screen.Html.QuerySelector("#Input_Line[autofocus]"));
        await using var db = board.OpenAll();
        var action = await db.Actions.SingleAsync(a => a.MeetingId == meeting.Id, TestContext.Current.CancellationToken);
        Assert.Equal(("Bring figures by ward", Somewhere.SocialCare.Id, new DateOnly(2026, 12, 4), Somewhere.Quality.Id), (action.Title, action.OwnerId, action.Due, action.AcceptedById));
        Assert.Contains($"/actions/{action.Id}", screen.Links);
    }

    [Fact]
    public async Task A_record_begins_on_the_day_of_the_meeting_and_what_is_late_from_the_start_is_said()
    {
        var coming = await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality, "Next meeting", on: board.Today.AddDays(5)));
        var held = await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality, "Old meeting", on: board.Today.AddDays(-90)));
        var chair = await board.AsAsync(Somebody.QualityChair);
        var heldPage = await chair.OpenAsync($"/meetings/{held.Id}");

        var early = await chair.PostAsync($"/meetings/{coming.Id}", ("__RequestVerificationToken", heldPage.Token), ("Command.Id", Ids.Next().ToString()), ("Input.Line", "Decided before it was held"));
        var late = await chair.PressAsync(heldPage, Add, ("Input.Line", "action: Bring figures by ward"), ("Input.OwnerId", Somewhere.SocialCare.Id.ToString()), ("Input.Due", "+10"));

        Assert.Contains("Its record can be written from the day of the meeting on.", (await chair.OpenAsync($"/meetings/{coming.Id}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Decided before it was held", (await chair.OpenAsync($"/meetings/{coming.Id}")).Text, StringComparison.Ordinal);
        Assert.Contains("which is past: it is overdue from the start", late.Text, StringComparison.Ordinal);
        Assert.Contains(early.Errors, e => e.StartsWith("Wait for the meeting", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task A_meeting_has_the_foot_of_every_record_for_those_who_may_shut_it()
    {
        var meeting = await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality));

        var officers = (await (await board.AsAsync(Somebody.Officer)).OpenAsync($"/meetings/{meeting.Id}")).Links;
        var members = (await (await board.AsAsync(Somebody.LayMember)).OpenAsync($"/meetings/{meeting.Id}")).Links;

        foreach (var link in new[] { $"/restrict/meeting/{meeting.Id}", "/take-out", $"/history/meeting/{meeting.Id}" }) Assert.Contains(link, officers);
        Assert.DoesNotContain($"/restrict/meeting/{meeting.Id}", members);
        Assert.DoesNotContain("/take-out", members);
    }

    [Fact]
    public async Task That_the_meeting_was_added_is_said_once_and_not_above_every_later_line()
    {
        var chair = await board.AsAsync(Somebody.QualityChair);
        var added = await chair.PressAsync(await chair.OpenAsync($"/groups/{Somewhere.Quality.Id}/meetings/new"), "Add the meeting", ("Input.Title", "Said once"));

        var line = await chair.PressAsync(added, Add, ("Input.Line", "The report is accepted"));

        Assert.Contains("Meeting added", added.Html.QuerySelector("#said")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("", line.Html.QuerySelector("#said")!.TextContent.Trim());
        Assert.Equal("#said", added.Html.QuerySelector("form[hx-post]")!.GetAttribute("hx-select-oob")); // with script the rest of the page stays
    }

    [Fact]
    public async Task Nobody_adds_a_meeting_whose_record_he_could_not_write()
    {
        var officer = await board.AsAsync(Somebody.Officer); // in no group

        var refused = await officer.PressAsync(await officer.OpenAsync($"/groups/{Somewhere.Training.Id}/meetings/new"), "Add the meeting", ("Input.Title", "Behind a shut door"), ("Input.Confidentiality", "Group"));

        Assert.StartsWith("You are not in this group", Assert.Single(refused.Errors), StringComparison.Ordinal);
        await using var db = board.OpenAll();
        Assert.False(await db.Meetings.AnyAsync(m => m.Title == "Behind a shut door", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_action_is_one_line_from_the_keyboard_and_says_how_it_was_understood()
    {
        var recommendation = await board.GivenAsync(A.Recommendation("Tell children what is on offer"));
        var meeting = await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality));
        var chair = await board.AsAsync(Somebody.QualityChair);
        var name = (await chair.OpenAsync($"/organisations/{Somewhere.Police.Id}")).Html.QuerySelector("h1")!.TextContent.Trim();

        var added = await chair.PressAsync(await chair.OpenAsync($"/meetings/{meeting.Id}"), Add, ("Input.Line", $"action: {name.ToUpperInvariant()} to publish the guide by 15 January 2027 for {recommendation.Ref}"));
        var unclear = await chair.PressAsync(added, Add, ("Input.Line", "action: Nobody to publish more in 10 working days"));

        Assert.Contains($"“Publish the guide” {name} does it, by 15 January 2027, for {recommendation.Ref}", System.Text.RegularExpressions.Regex.Replace(added.Text, "\\s+", " "), StringComparison.Ordinal);
        await using var db = board.OpenAll();
        var action = await db.Actions.SingleAsync(a => a.MeetingId == meeting.Id, TestContext.Current.CancellationToken);
        Assert.Equal(("Publish the guide", Somewhere.Police.Id, new DateOnly(2027, 1, 15), recommendation.Id), (action.Title, action.OwnerId, action.Due, action.RecommendationId));
        Assert.Equal(["No agency or group is called “Nobody”: choose who will do it"], unclear.Errors);
        Assert.Equal("action: Nobody to publish more in 10 working days", unclear.Html.QuerySelector("#Input_Line")!.GetAttribute("value"));
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
        var denied = await client.PostAsync($"/meetings/{meeting.Id}", ("__RequestVerificationToken", screen.Token),
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
    [Trait("threat", "T01")]
    public async Task A_decision_that_is_hidden_does_not_stop_the_next_one()
    {
        var meeting = await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality));
        await board.GivenAsync(new Built<Decision>(new(meeting, 1, "Open to all"), []));
        await board.GivenAsync(new Built<Decision>(new(meeting, 2, "About one child"), []).RestrictedTo(Somebody.Reviewer));
        var chair = await board.AsAsync(Somebody.QualityChair);

        var screen = await chair.PressAsync(await chair.OpenAsync($"/meetings/{meeting.Id}"), Add, ("Input.Line", "The next one"));

        Assert.Equal(HttpStatusCode.OK, screen.Status);
        Assert.Contains("The next one", screen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("About one child", screen.Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T02")]
    public async Task Correcting_an_action_leaves_its_link_to_a_recommendation_that_the_corrector_does_not_see()
    {
        var meeting = await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality));
        Recommendation hidden = A.Recommendation("Hidden from the corrector");
        ImprovementAction action = new(meeting, "Bring the figures", Somewhere.SocialCare.Id, new(2026, 12, 31), hidden);
        await board.GivenAsync(new Built<Recommendation>(hidden, []).RestrictedTo(Somebody.Reviewer));
        action.LimitTo(meeting.Confidentiality, meeting.AccessListId); // seen by those of the meeting
        await board.GivenAsync(new Built<ImprovementAction>(action, []));
        var chair = await board.AsAsync(Somebody.QualityChair);

        await chair.PressAsync(await chair.OpenAsync($"/meetings/{meeting.Id}/actions/{action.Id}/correct"), "Save the correction", ("Input.Line", "Bring all figures"), ("Input.Because", "A word was missing"));

        var now = await board.NowAsync(action);
        Assert.Equal(("Bring all figures", hidden.Id), (now.Title, now.RecommendationId));
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
    [Trait("feature", "S2")]
    public async Task An_action_names_the_recommendation_it_answers_and_says_how_it_was_understood()
    {
        var recommendation = await board.GivenAsync(A.Recommendation("Ask every child where they slept"));
        var meeting = await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality));
        var chair = await board.AsAsync(Somebody.QualityChair);

        var screen = await chair.PressAsync(await chair.OpenAsync($"/meetings/{meeting.Id}"), Add,
            ("Input.Line", $"action: Print the form for {recommendation.Ref.ToLowerInvariant()}"), ("Input.OwnerId", Somewhere.SocialCare.Id.ToString()), ("Input.Due", "+10"));

        var said = screen.Html.QuerySelector("div[role=status]")!.TextContent;
        Assert.Contains("“Print the form” Children's Social Care does it, by 4 December 2026", said);
        Assert.Contains($"for {recommendation.Ref} “Ask every child where they slept”", said);
        await using var db = board.OpenAll();
        var action = await db.Actions.SingleAsync(a => a.MeetingId == meeting.Id, TestContext.Current.CancellationToken);
        Assert.Equal((recommendation.Id, Mechanism.NotSaid), (action.RecommendationId!.Value, action.Mechanism));
        Assert.Contains("Print the form", (await chair.OpenAsync($"/recommendations/{recommendation.Id}")).Text);
        Assert.Contains("Print the form", (await (await board.AsAsync(Somebody.SocialCareLead)).OpenAsync($"/actions/{action.Id}")).Text);
    }

    [Fact]
    [Trait("threat", "T05")]
    public async Task A_recommendation_that_is_hidden_is_as_unknown_as_one_that_is_not_there()
    {
        var hidden = await board.GivenAsync(A.Recommendation("Kept apart").RestrictedTo(Somebody.Reviewer));
        var meeting = await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality));
        var chair = await board.AsAsync(Somebody.QualityChair);
        var form = await chair.OpenAsync($"/meetings/{meeting.Id}");
        (string, string)[] Said(string code) => [("Input.Line", $"action: Do it for {code}"), ("Input.OwnerId", Somewhere.SocialCare.Id.ToString()), ("Input.Due", "+10")];

        var denied = await chair.PressAsync(form, Add, Said(hidden.Ref));
        var missing = await chair.PressAsync(form, Add, Said("R-22222"));

        Assert.DoesNotContain("Kept apart", form.Text);
        Assert.Equal(Assert.Single(missing.Errors).Replace("R-22222", hidden.Ref, StringComparison.Ordinal), Assert.Single(denied.Errors));
    }

    [Fact]
    [Trait("feature", "Y1"), Trait("threat", "T05")]
    public async Task Meetings_and_decisions_are_found_by_those_who_may_read_them()
    {
        var open = await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality, "Marmalade sitting"));
        var closed = await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality, "Marmalade behind doors", Confidentiality.Group));
        var chair = await board.AsAsync(Somebody.QualityChair);
        await chair.PressAsync(await chair.OpenAsync($"/meetings/{open.Id}"), Add, ("Input.Line", "Marmalade is served"));
        await chair.PressAsync(await chair.OpenAsync($"/meetings/{closed.Id}"), Add, ("Input.Line", "Marmalade is secret"));

        var found = await chair.OpenAsync("/search?q=marmalade");
        var elsewhere = await (await board.AsAsync(Somebody.TrainingChair)).OpenAsync("/search?q=marmalade");
        var outside = await (await board.AsAsync(Somebody.Practitioner)).OpenAsync("/search?q=marmalade");

        Assert.Contains("4 records", found.Text);
        Assert.Contains("2 records", elsewhere.Text);
        Assert.DoesNotContain("secret", elsewhere.Text);
        Assert.Contains("Nothing you may see", outside.Text);
        var decision = elsewhere.Links.First(l => l.StartsWith("/decisions/", StringComparison.Ordinal));
        Assert.Contains("Marmalade is served", (await chair.OpenAsync(decision)).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await (await board.AsAsync(Somebody.Practitioner)).OpenAsync(decision)).Status);
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
        Assert.InRange(many, 1, 7);
    }
}
