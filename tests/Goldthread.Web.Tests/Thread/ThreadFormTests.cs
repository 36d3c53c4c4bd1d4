using System.Net;
using Goldthread.Domain;
using Goldthread.Domain.Thread;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Thread;

/// <summary>What the forms of the thread ask, say and refuse.</summary>
public class ThreadFormTests(Board board) : IClassFixture<Board>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("feature", "S1")]
    public async Task Whoever_answers_sees_what_he_answers()
    {
        var built = A.Recommendation("Answered with open eyes");
        var finding = built.Before.OfType<Finding>().Single();
        built.Record.Ask(Somewhere.Police.Id, isGroup: false, new(2026, 10, 5));
        await board.GivenAsync(built.ForAgency(Somewhere.SocialCare));

        var page = await (await board.AsAsync(Somebody.SocialCareLead)).OpenAsync($"/recommendations/{built.Record.Id}/respond/{Somewhere.SocialCare.Id}");

        Assert.Contains($"/findings/{finding.Id}", page.Links);
        foreach (var said in new[] { finding.Title, "Children's plans change when their lives do.", "5 October 2026 Overdue", "Police: no answer yet" })
            Assert.Contains(said, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task Whoever_answers_learns_nothing_of_a_hidden_finding()
    {
        var built = A.Recommendation("Answered without the source");
        await board.GivenAsync(built);
        var finding = await board.NowAsync(built.Before.OfType<Finding>().Single());
        var recommendation = A.Recommendation("Asked of social care").Record;
        recommendation.ComeFrom([finding.Id]);
        await board.GivenAsync(new Built<Recommendation>(recommendation, []).ForAgency(Somewhere.SocialCare));

        var page = await (await board.AsAsync(Somebody.SocialCareLead)).OpenAsync($"/recommendations/{recommendation.Id}/respond/{Somewhere.SocialCare.Id}");

        Assert.Contains("Comes from Nothing here that you can see", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(finding.Title, page.Text, StringComparison.Ordinal);
        Assert.Contains("Asked as well Nobody else", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task Whoever_restricts_a_finding_is_shown_each_recommendation_he_sees_that_came_of_it()
    {
        var built = A.Recommendation("Came of it and seen");
        await board.GivenAsync(built);
        var finding = built.Before.OfType<Finding>().Single();
        var hidden = A.Recommendation("Came of it and hidden").Record;
        hidden.ComeFrom([finding.Id]);
        await board.GivenAsync(new Built<Recommendation>(hidden, []).RestrictedTo(Somebody.Reviewer));

        var page = await (await board.AsAsync(Somebody.Officer)).OpenAsync($"/restrict/finding/{finding.Id}");

        Assert.Contains($"/recommendations/{built.Record.Id}", page.Links);
        Assert.Contains("seen by: every member", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(hidden.Title, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "K10")]
    public async Task Nothing_is_chosen_for_whoever_records_a_finding()
    {
        var chair = await board.AsAsync(Somebody.QualityChair);
        var form = await chair.OpenAsync("/findings/new");

        var again = await chair.PressAsync(form, "Save finding", ("Input.Title", "Not chosen"));

        foreach (var name in new[] { "Input.Kind", "Input.Strength", "Input.Reach" }) Assert.Empty(form.Html.QuerySelectorAll($"input[name='{name}'][checked]"));
        Assert.Contains("Choose whether it is a strength, an area for improvement or a risk", again.Errors);
        Assert.Contains("Choose how strong the evidence is", again.Errors);
        Assert.Contains("Choose whether it is about one case or the way agencies work", again.Errors);
    }

    [Fact]
    [Trait("threat", "T18")]
    public async Task Only_a_chair_or_the_office_lets_anyone_see_a_finding()
    {
        var member = await board.AsAsync(Somebody.QualityMember);
        (string, string)[] Typed(string title) =>
        [
            ("Input.Kind", "Risk"), ("Input.Strength", "Weak"), ("Input.Reach", "System"), ("Input.Title", title), ("Input.MeaningForChildren", "They wait"),
            ("Input.Themes", Somewhere.Neglect.Id.ToString()), ("Input.OwnerGroupId", Somewhere.Quality.Id.ToString()), ("Input.Confidentiality", "Public"),
        ];

        var form = await member.OpenAsync("/findings/new");
        Assert.Null(form.Html.QuerySelector("input[name='Input.Confidentiality'][value=Public]"));
        var refused = await member.OverpostAsync(form, "Save finding", Typed("By a member"));
        Assert.Contains(refused.Errors, e => e.Contains("chair or the business office", StringComparison.Ordinal));
        foreach (var (somebody, title) in new[] { (Somebody.QualityChair, "By the chair"), (Somebody.Officer, "By the office") })
        {
            var client = await board.AsAsync(somebody);
            Assert.Contains("Finding recorded", (await client.PressAsync(await client.OpenAsync("/findings/new"), "Save finding", Typed(title))).Text, StringComparison.Ordinal);
        }
        await using var db = board.OpenAll();
        Assert.Equal(["By the chair", "By the office"], await db.Findings.Where(f => f.Confidentiality == Confidentiality.Public && f.Title.StartsWith("By ")).Select(f => f.Title).Order().ToListAsync(Stop));
    }

    [Fact]
    [Trait("feature", "S3")]
    public async Task Whoever_reports_done_without_evidence_is_told_at_once_what_acceptance_needs()
    {
        var action = await board.GivenAsync(An.Action("Done without proof").ForAgency(Somewhere.SocialCare));
        var lead = await board.AsAsync(Somebody.SocialCareLead);
        var form = await lead.OpenAsync($"/actions/{action.Id}/progress");
        Assert.Contains("It is accepted only on evidence", form.Text, StringComparison.Ordinal);

        var told = await lead.PressAsync(form, "Post it", ("Input.Text", "All there"), ("Input.Percent", "100%"), ("Input.Done", "true"));
        Assert.Equal(["Say what shows that it was done: it is accepted only on evidence"], told.Errors);
        var done = await lead.PressAsync(told, "Post it", ("Input.Evidence", "The minutes of three teams"));

        Assert.Contains("Reported done", done.Text, StringComparison.Ordinal);
        var now = await board.NowAsync(action);
        Assert.Equal((ActionStatus.ReportedDone, "The minutes of three teams"), (now.Status, Assert.Single(now.Evidence).Note));
    }

    [Theory]
    [InlineData("50", 50), InlineData("50%", 50), InlineData(" 60 % ", 60)]
    public async Task Per_cent_is_taken_as_typed(string typed, int percent)
    {
        var action = await board.GivenAsync(An.Action($"At {typed}").ForAgency(Somewhere.SocialCare));
        var lead = await board.AsAsync(Somebody.SocialCareLead);

        await lead.PressAsync(await lead.OpenAsync($"/actions/{action.Id}/progress"), "Post it", ("Input.Text", "On the way"), ("Input.Percent", typed));

        Assert.Equal(percent, (await board.NowAsync(action)).Percent);
    }

    [Fact]
    [Trait("feature", "Z4")]
    public async Task Progress_on_an_action_that_has_gone_meanwhile_is_not_called_posted()
    {
        var gone = await board.GivenAsync(An.Action("Gone meanwhile").ForAgency(Somewhere.SocialCare));
        var stays = await board.GivenAsync(An.Action("Stays open").ForAgency(Somewhere.SocialCare));
        var lead = await board.AsAsync(Somebody.SocialCareLead);
        var page = await lead.OpenAsync("/my/progress");
        int Line(Screen screen, ImprovementAction action) => int.Parse(screen.Html.QuerySelectorAll("input").First(i => i.GetAttribute("value") == action.Id.ToString()).GetAttribute("name")!.Split('[', ']')[1], System.Globalization.CultureInfo.InvariantCulture);
        await using (var db = board.OpenAll())
        {
            var tracked = await db.Actions.SingleAsync(a => a.Id == gone.Id, Stop);
            Assert.Empty(tracked.Withdraw("Overtaken", Somebody.Officer.WhoSees(tracked), A.Today));
            await db.SaveAsync(Command.Now("Tests: withdraw"), Stop);
        }

        var told = await lead.PressAsync(page, "Post it", ($"Lines[{Line(page, gone)}].Text", "Half of it is there"), ($"Lines[{Line(page, stays)}].Text", "Begun"), ($"Lines[{Line(page, stays)}].Percent", "10"));

        Assert.Contains(told.Errors, e => e.Contains("Gone meanwhile", StringComparison.Ordinal) && e.Contains("no longer yours to report on", StringComparison.Ordinal));
        Assert.DoesNotContain("Progress posted", told.Text, StringComparison.Ordinal);
        Assert.Contains("Half of it is there", told.Text, StringComparison.Ordinal);
        Assert.Empty((await board.NowAsync(stays)).Updates);
        var posted = await lead.PressAsync(told, "Post it", ($"Lines[{Line(told, gone)}].Text", ""));
        Assert.Contains("Progress posted on one action", posted.Text, StringComparison.Ordinal);
        Assert.Equal("Begun", Assert.Single((await board.NowAsync(stays)).Updates).Text);
    }

    [Fact]
    [Trait("feature", "Z4")]
    public async Task After_an_error_on_one_line_the_others_show_what_is_stored_and_the_error_says_which()
    {
        var good = await board.GivenAsync(An.Action("Typed well").ForAgency(Somewhere.SocialCare));
        var bad = await board.GivenAsync(An.Action("Typed wrongly").ForAgency(Somewhere.SocialCare));
        var lead = await board.AsAsync(Somebody.SocialCareLead);
        var page = await lead.OpenAsync("/my/progress");
        int Line(ImprovementAction action) => int.Parse(page.Html.QuerySelectorAll("input").First(i => i.GetAttribute("value") == action.Id.ToString()).GetAttribute("name")!.Split('[', ']')[1], System.Globalization.CultureInfo.InvariantCulture);

        var told = await lead.PressAsync(page, "Post it", ($"Lines[{Line(good)}].Text", "Just typed"), ($"Lines[{Line(good)}].Percent", "10"),
            ($"Lines[{Line(bad)}].Text", "Too much"), ($"Lines[{Line(bad)}].Percent", "101"));

        Assert.Equal([$"{bad.Ref}: enter a number from 0 to 100"], told.Errors);
        Assert.DoesNotContain("last: Just typed", told.Text, StringComparison.Ordinal);
        Assert.Contains("Just typed", told.Text, StringComparison.Ordinal); // in its box
        var posted = await lead.PressAsync(told, "Post it", ($"Lines[{Line(bad)}].Percent", "90"));
        Assert.Contains("Progress posted on 2 actions", posted.Text, StringComparison.Ordinal);
        Assert.Equal(10, (await board.NowAsync(good)).Percent);
    }

    [Fact]
    [Trait("feature", "A3")]
    public async Task An_action_sent_back_is_marked_with_the_reason_until_it_is_reported_done_again()
    {
        await board.GivenAsync(An.Action("Due sooner than the returned", new(2026, 11, 24)).ForAgency(Somewhere.SocialCare));
        var action = An.Action("Returned", new(2026, 12, 30)).ForAgency(Somewhere.SocialCare).ReportedDone();
        Assert.Empty(action.Record.SendBack("The night shift is missing", Somebody.Officer.WhoSees(action.Record), A.Today));
        await board.GivenAsync(action);
        var lead = await board.AsAsync(Somebody.SocialCareLead);

        var home = await lead.OpenAsync("/");
        var page = await lead.OpenAsync($"/actions/{action.Record.Id}");
        var mine = await lead.OpenAsync("/my/progress");
        await lead.PressAsync(await lead.OpenAsync($"/actions/{action.Record.Id}/progress"), "Post it", ("Input.Text", "The night shift has it too"), ("Input.Done", "true"));

        Assert.StartsWith("Sent back: say what changed in Returned", home.Html.QuerySelector(".gt-home__needs .gt-lines a")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Sent back", page.Html.QuerySelector(".gt-tag--broken")!.TextContent);
        Assert.Contains("on 23 November 2026: The night shift is missing", page.Html.QuerySelector(".gt-notice")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("The night shift is missing", mine.Html.QuerySelector(".govuk-inset-text")!.TextContent, StringComparison.Ordinal);
        Assert.Null((await lead.OpenAsync($"/actions/{action.Record.Id}")).Html.QuerySelector(".gt-tag--broken"));
        Assert.DoesNotContain("Sent back: say what changed in Returned", (await lead.OpenAsync("/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Posting_progress_is_offered_to_those_with_open_actions()
    {
        await board.GivenAsync(An.Action("Somebody's").ForAgency(Somewhere.SocialCare));
        var (lead, police) = (await board.AsAsync(Somebody.SocialCareLead), await board.AsAsync(Somebody.PoliceLead));

        foreach (var address in new[] { "/", "/actions" })
        {
            Assert.Contains("/my/progress", (await lead.OpenAsync(address)).Links);
            Assert.DoesNotContain("/my/progress", (await police.OpenAsync(address)).Links);
        }
    }

    [Fact]
    [Trait("feature", "S2")]
    public async Task A_date_and_working_days_together_are_refused_and_a_date_is_taken_as_people_write_it()
    {
        var recommendation = await board.GivenAsync(A.Recommendation("Planned").ForAgency(Somewhere.SocialCare));
        var lead = await board.AsAsync(Somebody.SocialCareLead);
        var form = await lead.OpenAsync($"/actions/new?recommendation={recommendation.Id}");
        (string, string)[] Due(string day, string month, string year, string days) => [("Input.Title", "Plan it"), ("Input.Mechanism", "Monitoring"), ("Input.Due.Day", day), ("Input.Due.Month", month), ("Input.Due.Year", year), ("Input.WorkingDays", days), ("Input.Mechanism", "Monitoring")];

        var both = await lead.PressAsync(form, "Save action", Due("1", "12", "2026", "10"));
        var none = await lead.PressAsync(form, "Save action", Due("", "", "", "0"));
        var wrong = await lead.PressAsync(form, "Save action", Due("1", "13", "2026", ""));
        var planned = await lead.PressAsync(form, "Save action", Due("1", "dec", "26", ""));

        Assert.Equal(["Enter a date or a number of working days, not both"], both.Errors);
        Assert.Equal(["Enter a number of working days from 1 to 999"], none.Errors);
        Assert.Equal(["Enter the due date as a real date, such as 27 3 2026"], wrong.Errors);
        Assert.Contains("1 December 2026", planned.Text, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("feature", "Y2")]
    [InlineData("/findings?from=abc", "We don’t know the date or year “abc”, so it is left out.")]
    [InlineData("/findings?kind=Wonder", "We don’t know the kind “Wonder”, so it is left out.")]
    [InlineData("/findings?to=9999", "We don’t know the date or year “9999”, so it is left out.")]
    [InlineData("/findings?from=2025&to=2020", "2025 is later than 2020, so nothing lies between them. Change one of the two.")]
    [InlineData("/triangulation?from=2025&to=2020", "2025 is later than 2020, so nothing lies between them. Change one of the two.")]
    [InlineData("/actions?view=lost", "We don’t know the view “lost”, so it is left out.")]
    [InlineData("/recommendations?agency=none", "We don’t know the agency “none”, so it is left out.")]
    [InlineData("/search?q=plan&year=abc", "We don’t know the year “abc”, so it is left out.")]
    public async Task A_filter_that_means_nothing_is_not_passed_over_in_silence(string address, string said)
    {
        var page = await (await board.AsAsync(Somebody.Officer)).OpenAsync(address);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains(said, page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Html.QuerySelectorAll(".govuk-error-message"));
        Assert.DoesNotContain("We don’t know", (await (await board.AsAsync(Somebody.Officer)).OpenAsync("/findings?kind=Risk&from=2024&to=")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "A1")]
    public async Task Strengths_worth_sharing_are_a_list_and_whom_they_are_for_can_be_said_anew()
    {
        var shared = await board.GivenAsync(A.Finding("A strength to share", FindingKind.Strength));
        await board.GivenAsync(A.Finding("A strength kept", FindingKind.Strength));
        var chair = await board.AsAsync(Somebody.QualityChair);

        var marked = await chair.PressAsync(await chair.OpenAsync($"/findings/{shared.Id}"), "Mark as worth sharing", ("Audience", "All scools"));
        var corrected = await chair.PressAsync(marked, "Save", ("Audience", "All schools"));
        var waiting = await chair.OpenAsync("/findings?sharing=NotTakenUp");
        await chair.PressAsync(corrected, "Record it", ("Who", "Two schools"));

        Assert.Contains("Worth sharing with: All schools", corrected.Text, StringComparison.Ordinal);
        Assert.Contains(shared.Title, waiting.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("A strength kept", waiting.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(shared.Title, (await chair.OpenAsync("/findings?sharing=NotTakenUp")).Text, StringComparison.Ordinal);
        Assert.Contains(shared.Title, (await chair.OpenAsync("/findings?sharing=WorthSharing")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "A6")]
    public async Task Closing_without_evidence_names_who_did_it_and_why_after_a_page_that_says_so()
    {
        var recommendation = await board.GivenAsync(A.Recommendation("Closed without"));
        var chair = await board.AsAsync(Somebody.QualityChair);
        var page = await chair.OpenAsync((await chair.OpenAsync($"/recommendations/{recommendation.Id}")).Links.First(l => l.EndsWith("/close", StringComparison.Ordinal)));
        Assert.Contains("Every report will say that Quentin Chair closed it without", page.Text, StringComparison.Ordinal);

        var refused = await chair.PressAsync(page, "Close it without evidence of change");
        Assert.Contains(refused.Errors, e => e.Contains("give your reason", StringComparison.Ordinal));
        var closed = await chair.PressAsync(refused, "Close it without evidence of change", ("Input.Reason", "Overtaken by a new law"));
        Assert.Contains("Closed without evidence of change on 23 November 2026 by Quentin Chair: Overtaken by a new law", closed.Text, StringComparison.Ordinal);

        var again = await chair.OpenAsync(closed.Links.First(l => l.EndsWith("/reopen", StringComparison.Ordinal)));
        Assert.Contains("Quentin Chair closed it on 23 November 2026 without evidence of change: Overtaken by a new law", again.Text, StringComparison.Ordinal);
        Assert.Contains("Say why it is opened again", (await chair.PressAsync(again, "Open it again")).Errors);
        await chair.PressAsync(again, "Open it again", ("Input.Reason", "The law was withdrawn"));
        Assert.Equal((RecommendationStatus.Open, 1), ((await board.NowAsync(recommendation)).Status, (await board.NowAsync(recommendation)).TimesReopened));
        foreach (var deed in new[] { "close", "reopen" })
            Assert.Equal(HttpStatusCode.Forbidden, (await (await board.AsAsync(Somebody.TrainingChair)).OpenAsync($"/recommendations/{recommendation.Id}/{deed}")).Status);
    }
}
