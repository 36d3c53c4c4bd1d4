using System.Net;
using Goldthread.Domain.Thread;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Thread;

/// <summary>The main job, page by page, without script: from a finding to its judged impact.</summary>
[Trait("feature", "A1"), Trait("feature", "A2"), Trait("feature", "A4"), Trait("feature", "Z2")]
public class ThreadDeedTests(Board board) : IClassFixture<Board>
{
    [Fact]
    public async Task A_finding_becomes_a_recommendation_an_action_and_a_judged_impact()
    {
        var chair = await board.AsAsync(Somebody.QualityChair);
        var lead = await board.AsAsync(Somebody.SocialCareLead);

        var finding = await chair.PressAsync(await chair.OpenAsync("/findings/new"), "Save finding",
            ("Input.Kind", "AreaForImprovement"), ("Input.Strength", "Moderate"), ("Input.Reach", "System"), ("Input.Title", "Children are not asked where they slept"), ("Input.MeaningForChildren", "Nobody knows whether they are safe at night"),
            ("Input.Themes", Somewhere.Neglect.Id.ToString()), ("Input.Organisations", Somewhere.SocialCare.Id.ToString()),
            ("Input.OwnerGroupId", Somewhere.Quality.Id.ToString()), ("Input.EvidenceNote", "Twelve case files"));
        Assert.Contains("Finding recorded", finding.Text);

        var form = await chair.OpenAsync(finding.Links.First(l => l.StartsWith("/recommendations/new", StringComparison.Ordinal)));
        var measure = await chair.PressAsync(form, "Save recommendation", ("Input.Asked", Somewhere.SocialCare.Id.ToString()), ("Input.Title", "Ask at every visit where the child sleeps"), ("Input.DifferenceForChildren", "Someone knows each child's bed"));
        Assert.Contains("say how a difference will be seen", measure.Text);
        var recommendation = await chair.PressAsync(measure, "Save impact test", ("Input.Kind", "ReAudit"), ("Input.HowSeen", "Twelve files re-read"), ("Input.Baseline", "3 of 12"), ("Input.Target", "11 of 12"),
            ("Input.CheckOn.Day", "1"), ("Input.CheckOn.Month", "2"), ("Input.CheckOn.Year", "2027"));
        Assert.Contains("Twelve files re-read", recommendation.Text);

        // Not a board member: she sees it because she is asked.
        var home = await lead.OpenAsync("/");
        var respond = await lead.OpenAsync(Assert.Single(home.Links, l => l.StartsWith(recommendation.Path + "/respond/", StringComparison.Ordinal)));
        var answered = await lead.PressAsync(respond, "Save the answer", ("Input.Answer", "Accepted"));
        Assert.Contains("Answer recorded", answered.Text);
        var planned = await lead.PressAsync(await lead.OpenAsync(answered.Links.First(l => l.StartsWith("/actions/new", StringComparison.Ordinal))), "Save action",
            ("Input.Title", "Put the question on the visit form"), ("Input.Outcome", "Every form has it"), ("Input.Mechanism", "Monitoring"), ("Input.WorkingDays", "10"));
        Assert.Contains("7 December 2026", planned.Text);
        var progress = await lead.OpenAsync(planned.Links.First(l => l.EndsWith("/progress", StringComparison.Ordinal)));
        var done = await lead.PressAsync(progress, "Post it", ("Input.Text", "The form is out"), ("Input.Percent", "100"), ("Input.Done", "true"), ("Input.Evidence", "The form itself"));
        var shown = await lead.PressAsync(done, "Add evidence", ("Evidence.Note", "The new form, used in all teams"));
        Assert.Contains("Evidence added", shown.Text);
        Assert.Equal(HttpStatusCode.Forbidden, (await lead.OpenAsync(planned.Path + "/verify")).Status);

        var waiting = await chair.OpenAsync("/");
        Assert.Contains(planned.Path + "/verify", waiting.Links);
        var accepted = await chair.PressAsync(await chair.OpenAsync(planned.Path + "/verify"), "Save the decision", ("Input.Decision", "Accept"));
        Assert.Contains("Action accepted as done", accepted.Text);

        board.Clock.SetUtcNow(new(2027, 2, 1, 10, 0, 0, TimeSpan.Zero));
        chair = await board.AsAsync(Somebody.QualityChair);
        var due = await chair.OpenAsync("/");
        var judge = await chair.OpenAsync(Assert.Single(due.Links, l => l.EndsWith("/judge", StringComparison.Ordinal)));
        Assert.Contains("3 of 12", judge.Text);
        var refused = await chair.PressAsync(judge, "Record the judgement", ("Input.Judgement", "Improving"), ("Input.Reason", "Nearly all ask"), ("Input.Result", "10 of 12"));
        Assert.Contains(refused.Errors, e => e.Contains("Attach the evidence", StringComparison.Ordinal));
        var judged = await chair.PressAsync(refused, "Record the judgement", ("Evidence.Note", "Twelve files re-read by two agencies"));
        Assert.Contains("Judgement recorded", judged.Text);
        var closed = await chair.PressAsync(await chair.OpenAsync(recommendation.Path + "/close"), "Close it");
        Assert.Contains("Closed on evidence of change", closed.Text);
    }

    [Fact, Trait("feature", "Z4"), Trait("asvs", "V2.3.3")]
    public async Task The_second_of_two_people_sees_both_versions_and_loses_nothing()
    {
        var finding = await board.GivenAsync(A.Finding("Plans stand still"));
        var first = await board.AsAsync(Somebody.QualityChair);
        var second = await board.AsAsync(Somebody.Officer);
        var mine = await first.OpenAsync($"/findings/{finding.Id}/edit");
        var theirs = await second.OpenAsync($"/findings/{finding.Id}/edit");

        await first.PressAsync(mine, "Save finding", ("Input.Title", "Plans stand still for a year"));
        var conflict = await second.PressAsync(theirs, "Save finding", ("Input.Title", "Plans are never looked at again"));

        Assert.Contains("Plans stand still for a year", conflict.Text);
        Assert.Contains("Plans are never looked at again", conflict.Text);
        Assert.Equal("Plans stand still for a year", (await board.NowAsync(finding)).Title);
        await second.PressAsync(conflict, "Save finding"); // knowingly now
        Assert.Equal("Plans are never looked at again", (await board.NowAsync(finding)).Title);
    }

    [Fact, Trait("feature", "Z4")]
    public async Task Two_people_who_change_different_fields_keep_both()
    {
        var finding = await board.GivenAsync(A.Finding("Nobody asks twice"));
        var first = await board.AsAsync(Somebody.QualityChair);
        var second = await board.AsAsync(Somebody.Officer);
        var mine = await first.OpenAsync($"/findings/{finding.Id}/edit");
        var theirs = await second.OpenAsync($"/findings/{finding.Id}/edit");

        await first.PressAsync(mine, "Save finding", ("Input.Title", "Nobody asks a second time"), ("Input.FoundOn.Day", "15"), ("Input.Organisations", Somewhere.SocialCare.Id.ToString()), ("Input.Organisations", Somewhere.Police.Id.ToString()));
        var conflict = await second.PressAsync(theirs, "Save finding", ("Input.MeaningForChildren", "They stop telling"), ("Input.Detail", finding.Detail + "\r\n"));

        var changed = conflict.Html.QuerySelector(".gt-side-by-side__yours")!;
        Assert.Equal(["What it means for children"], changed.QuerySelectorAll("dt").Select(t => t.TextContent));
        Assert.Contains("They stop telling", changed.TextContent, StringComparison.Ordinal);
        Assert.Contains("Children wait longer for help.", conflict.Html.QuerySelector(".gt-side-by-side__theirs")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Nobody asks a second time", conflict.Html.QuerySelector("#Input_Title")!.GetAttribute("value"));
        Assert.Equal("15", conflict.Html.QuerySelector("#Input_FoundOn_Day")!.GetAttribute("value"));
        var saved = await second.PressAsync(conflict, "Save finding");
        Assert.Contains("Finding saved", saved.Text);
        var now = await board.NowAsync(finding);
        Assert.Equal(("Nobody asks a second time", "They stop telling", new DateOnly(2026, 9, 15)), (now.Title, now.MeaningForChildren, now.FoundOn));
        Assert.Equal(2, now.Organisations.Count); // ticks of the other stay as well
    }

    [Fact, Trait("feature", "Z4")]
    public async Task A_second_press_gives_the_first_result()
    {
        var chair = await board.AsAsync(Somebody.QualityChair);
        var form = await chair.OpenAsync("/findings/new");
        (string, string)[] typed = [("Input.Kind", "Risk"), ("Input.Strength", "Weak"), ("Input.Reach", "OneCase"), ("Input.Title", "Pressed twice"), ("Input.MeaningForChildren", "None"), ("Input.Themes", Somewhere.Neglect.Id.ToString()), ("Input.OwnerGroupId", Somewhere.Quality.Id.ToString())];

        var once = await chair.PressAsync(form, "Save finding", typed);
        var twice = await chair.PressAsync(form, "Save finding", typed);

        Assert.Equal(once.Path, twice.Path);
        await using var db = board.OpenAll();
        Assert.Equal(1, await db.Findings.CountAsync(f => f.Title == "Pressed twice", TestContext.Current.CancellationToken));
    }

    [Fact, Trait("feature", "E11")]
    public async Task What_was_typed_comes_back_after_an_error()
    {
        var chair = await board.AsAsync(Somebody.QualityChair);

        var again = await chair.PressAsync(await chair.OpenAsync("/findings/new"), "Save finding", ("Input.Title", "Half a finding"), ("Input.FoundOn.Month", "13"));

        Assert.StartsWith("Error:", again.Html.Title);
        Assert.Contains("Enter the date it was found as a real date, such as 27 3 2026", again.Errors);
        Assert.Equal("Half a finding", again.Html.QuerySelector("#Input_Title")!.GetAttribute("value"));
        Assert.Equal("13", again.Html.QuerySelector("#Input_FoundOn_Month")!.GetAttribute("value"));
    }

    [Theory, Trait("threat", "T01"), Trait("threat", "T03"), Trait("asvs", "V8.2.2")]
    [InlineData("/findings/{0}"), InlineData("/findings/{0}/edit")]
    [InlineData("/recommendations/{1}"), InlineData("/recommendations/{1}/edit"), InlineData("/actions/new?recommendation={1}"), InlineData("/measures/new?recommendation={1}")]
    [InlineData("/actions/{2}"), InlineData("/actions/{2}/edit"), InlineData("/actions/{2}/progress"), InlineData("/actions/{2}/due"), InlineData("/actions/{2}/verify"), InlineData("/actions/{2}/withdraw")]
    [InlineData("/measures/{3}"), InlineData("/measures/{3}/edit"), InlineData("/measures/{3}/judge")]
    public async Task A_restricted_record_looks_like_a_missing_one(string address)
    {
        var finding = await board.GivenAsync(A.Finding("Guarded").RestrictedTo(Somebody.Reviewer));
        var action = await board.GivenAsync(An.Action("Guarded").ReportedDone().RestrictedTo(Somebody.Reviewer));
        var measure = await board.GivenAsync(A.Measure().RestrictedTo(Somebody.Reviewer));
        string At(params object[] ids) => string.Format(System.Globalization.CultureInfo.InvariantCulture, address, ids);
        var chair = await board.AsAsync(Somebody.Chair);

        var denied = await chair.OpenAsync(At(finding.Id, action.RecommendationId!, action.Id, measure.Id));
        var missing = await chair.OpenAsync(At(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()));

        Assert.Equal(HttpStatusCode.NotFound, denied.Status);
        Assert.Equal((missing.Status, missing.Text), (denied.Status, denied.Text));
    }

    [Theory, Trait("asvs", "V8.2.1")]
    [InlineData("/findings/new"), InlineData("/recommendations/new"), InlineData("/my/progress")]
    public async Task Those_without_the_right_find_the_outer_door_shut(string address) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await (await board.AsAsync(Somebody.Practitioner)).OpenAsync(address)).Status);

    [Fact, Trait("threat", "T02")]
    public async Task Progress_on_another_agencys_action_is_refused()
    {
        var action = await board.GivenAsync(An.Action("Theirs").Public());
        var police = await board.AsAsync(Somebody.PoliceLead);

        var answer = await police.PressAsync(await police.OpenAsync($"/actions/{action.Id}/progress"), "Post it", ("Input.Text", "Ours now"), ("Input.Percent", "50"));

        Assert.Contains(answer.Errors, e => e.Contains("Someone from the agency that does it", StringComparison.Ordinal));
        Assert.Empty((await board.NowAsync(action)).Updates);
    }

    [Fact]
    public async Task Progress_on_all_of_ones_actions_goes_from_one_page()
    {
        var one = await board.GivenAsync(An.Action("First of mine").ForAgency(Somewhere.SocialCare));
        var two = await board.GivenAsync(An.Action("Second of mine").ForAgency(Somewhere.SocialCare));
        var lead = await board.AsAsync(Somebody.SocialCareLead);
        var page = await lead.OpenAsync("/my/progress");
        int Line(ImprovementAction action) => int.Parse(page.Html.QuerySelectorAll("input").First(i => i.GetAttribute("value") == action.Id.ToString()).GetAttribute("name")!.Split('[', ']')[1], System.Globalization.CultureInfo.InvariantCulture);

        var posted = await lead.PressAsync(page, "Post it", ($"Lines[{Line(one)}].Text", "Begun"), ($"Lines[{Line(one)}].Percent", "20"), ($"Lines[{Line(two)}].Text", "All there"), ($"Lines[{Line(two)}].Done", "true"), ($"Lines[{Line(two)}].Evidence", "The minutes"));

        Assert.Contains("Progress posted on 2 actions", posted.Text);
        Assert.Equal((ActionStatus.UnderWay, 20), ((await board.NowAsync(one)).Status, (await board.NowAsync(one)).Percent));
        Assert.Equal(ActionStatus.ReportedDone, (await board.NowAsync(two)).Status);
    }
}
