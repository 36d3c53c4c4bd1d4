using System.Net;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Thread;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Governance;

/// <summary>What was written down wrong is put right in sight of everybody.</summary>
[Trait("feature", "C6")]
public class MeetingCorrectionTests(Board board) : IClassFixture<Board>
{
    private const string Add = "Add to the record";

    [Fact]
    public async Task A_meeting_is_corrected_and_keeps_its_history()
    {
        var meeting = await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality, "Novemer meeting"));
        var chair = await board.AsAsync(Somebody.QualityChair);
        await chair.PressAsync(await chair.OpenAsync($"/meetings/{meeting.Id}"), Add, ("Input.Line", "The pamphlet goes out"));

        var screen = await chair.PressAsync(await chair.OpenAsync($"/meetings/{meeting.Id}/edit"), "Save", ("Input.Title", "November sitting"), ("Input.HeldOn.Day", "19"));

        Assert.Contains("November sitting", screen.Text);
        Assert.Contains("19 November 2026", screen.Text);
        Assert.Contains("Novemer meeting", (await chair.OpenAsync($"/history/meeting/{meeting.Id}")).Text);
        await using var db = board.OpenAll();
        Assert.Equal(new(2026, 11, 19), (await db.Decisions.SingleAsync(d => d.MeetingId == meeting.Id, TestContext.Current.CancellationToken)).MadeOn);
    }

    [Fact]
    public async Task A_decision_is_reworded_or_withdrawn_and_never_deleted()
    {
        var meeting = await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality));
        var chair = await board.AsAsync(Somebody.QualityChair);
        var screen = await chair.PressAsync(await chair.OpenAsync($"/meetings/{meeting.Id}"), Add, ("Input.Line", "Accept the reprot"));
        screen = await chair.PressAsync(screen, Add, ("Input.Line", "Close the group"));
        var (first, second) = (Correction(screen, 1), Correction(screen, 2));

        var missing = await chair.PressAsync(await chair.OpenAsync(second), "Save the correction", ("Input.What", "Error"));
        await chair.PressAsync(missing, "Save the correction", ("Input.Because", "It was only discussed"));
        screen = await chair.PressAsync(await chair.OpenAsync(first), "Save the correction", ("Input.What", "Wording"), ("Input.Text", "Accept the report"));

        Assert.Equal(["Say why it is withdrawn"], missing.Errors);
        Assert.Contains("Accept the report", screen.Text);
        Assert.Contains("wording corrected on 23 November 2026", screen.Text);
        Assert.Equal("Close the group", screen.Html.QuerySelector("#decision-2 s")!.TextContent);
        Assert.Contains("withdrawn on 23 November 2026: It was only discussed", screen.Text);
        Assert.Contains("Accept the reprot", (await chair.OpenAsync(first.Replace("/decisions/", "/history/decision/", StringComparison.Ordinal).Replace("/correct", "", StringComparison.Ordinal))).Text);
        Assert.Equal(HttpStatusCode.Forbidden, (await chair.OpenAsync(second)).Status); // withdrawn stays withdrawn
        Assert.Contains("1 decision", (await chair.OpenAsync($"/groups/{Somewhere.Quality.Id}")).Text);
    }

    [Fact]
    [Trait("threat", "T05"), Trait("asvs", "V8.2.2")]
    public async Task Who_does_not_run_this_groups_meetings_corrects_nothing()
    {
        var meeting = await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality));
        var chair = await board.AsAsync(Somebody.QualityChair);
        var screen = await chair.PressAsync(await chair.OpenAsync($"/meetings/{meeting.Id}"), Add, ("Input.Line", "Accept the report"));
        screen = await chair.PressAsync(screen, Add, ("Input.Line", "action: Ring the school"), ("Input.OwnerId", Somewhere.SocialCare.Id.ToString()), ("Input.Due", "+10"));
        string[] doors = [.. screen.Links.Where(l => l.EndsWith("/correct", StringComparison.Ordinal)).Distinct(), $"/meetings/{meeting.Id}/edit"];
        var guarded = await board.GivenAsync(Given.AMeetingOf(Somewhere.Panel, "Closed", Confidentiality.Group));

        Assert.Equal(3, doors.Length);
        foreach (var other in new[] { Somebody.TrainingChair, Somebody.QualityMember, Somebody.LayMember, Somebody.Practitioner })
        {
            var client = await board.AsAsync(other);
            Assert.DoesNotContain((await client.OpenAsync($"/meetings/{meeting.Id}")).Links, l => l.EndsWith("/correct", StringComparison.Ordinal) || l.EndsWith("/edit", StringComparison.Ordinal));
            foreach (var door in doors) Assert.Equal(HttpStatusCode.Forbidden, (await client.OpenAsync(door)).Status);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await chair.OpenAsync($"/meetings/{guarded.Id}/edit")).Status);
    }

    [Fact]
    [Trait("feature", "W3")]
    public async Task An_action_taken_down_for_the_wrong_agency_is_put_right_and_no_longer_theirs_to_read()
    {
        var meeting = await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality));
        var (chair, wrong, right) = (await board.AsAsync(Somebody.QualityChair), await board.AsAsync(Somebody.PoliceLead), await board.AsAsync(Somebody.SocialCareLead));
        var screen = await chair.PressAsync(await chair.OpenAsync($"/meetings/{meeting.Id}"), Add, ("Input.Line", "action: Ring every school"), ("Input.OwnerId", Somewhere.Police.Id.ToString()), ("Input.Due", "+10"));
        var action = screen.Links.First(l => l.StartsWith("/actions/", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await wrong.OpenAsync(action)).Status);

        screen = await chair.PressAsync(await chair.OpenAsync(screen.Links.First(l => l.Contains("/actions/", StringComparison.Ordinal) && l.EndsWith("/correct", StringComparison.Ordinal))), "Save the correction",
            ("Input.OwnerId", Somewhere.SocialCare.Id.ToString()), ("Input.Because", "Heard wrongly"));

        Assert.Contains("Action corrected", screen.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await wrong.OpenAsync(action)).Status);
        Assert.Contains("Heard wrongly (it said: Ring every school, due 4 December 2026)", (await right.OpenAsync(action)).Text);
    }

    private static string Correction(Screen screen, int number) =>
        screen.Html.QuerySelector($"#decision-{number} a[href$='/correct']")!.GetAttribute("href")!;
}
