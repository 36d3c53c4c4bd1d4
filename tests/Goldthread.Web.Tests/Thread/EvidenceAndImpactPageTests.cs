using Goldthread.Domain;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Thread;
using Goldthread.Web.Storage;
using Goldthread.Web.Tests.Dataset;

namespace Goldthread.Web.Tests.Thread;

/// <summary>Choosing evidence from a long library, and impact tests that know their indicator.</summary>
public class EvidenceAndImpactPageTests(BoardApp template)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("feature", "A1")]
    public async Task What_is_not_in_the_list_is_said_and_found_by_its_title_without_script()
    {
        await using var board = await Board.NewAsync(template);
        var finding = await board.GivenAsync(A.Finding("Rests on the archive"));
        await using (var db = board.OpenAll())
        {
            for (var n = 0; n < EvidenceLines.MostChoices; n++) db.Add(new LibraryItem(Volume.Parents, "Report", $"Recent report {n}", new DateOnly(2026, 1, 1).AddDays(n), null));
            db.AddRange(new LibraryItem(Volume.Children, "Forum", "What children said in 2011", new(2011, 5, 1), null), new LibraryItem(Volume.Children, "Forum", "What children said in 2012", new(2012, 5, 1), null));
            await db.SaveAsync(Command.Now("Tests: shelve"), Stop);
        }
        var chair = await board.AsAsync(Somebody.QualityChair);
        var page = await chair.OpenAsync($"/findings/{finding.Id}");

        var unknown = await chair.PressAsync(page, "Add evidence", ("Evidence.Find", "nowhere"));
        var several = await chair.PressAsync(page, "Add evidence", ("Evidence.Find", "CHILDREN SAID"), ("Evidence.Note", "They said so"));
        var asked = await chair.PressAsync(page, "Add evidence", ("Evidence.Find", "said in 2011"), ("Evidence.Note", "They said so"));
        var one = await chair.PressAsync(asked, "Add evidence");

        Assert.Contains("The newest 100, by shelf. 2 older ones are not in this list: type part of the title below.", page.Text, StringComparison.Ordinal);
        Assert.Equal(["Nothing in the library is called “nowhere”, as far as you can see: type another part of its title, or its reference"], unknown.Errors);
        Assert.Equal(["Several items are called “CHILDREN SAID”: choose one of them from the list"], several.Errors);
        Assert.Equal(2, several.Html.QuerySelectorAll("select[name='Evidence.ItemId'] optgroup option").Length);
        Assert.Equal(["Is it “What children said in 2011”, 1 May 2011? It is chosen now: send again if it is"], asked.Errors);
        Assert.Contains("Evidence added", one.Text, StringComparison.Ordinal);
        Assert.Contains("What children said in 2011", one.Html.QuerySelector("main .gt-lines")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task What_may_not_be_seen_is_not_found_by_its_title_either()
    {
        await using var board = await Board.NewAsync(template);
        var finding = await board.GivenAsync(A.Finding("Looks for the hidden"));
        LibraryItem hidden = new(Volume.Parents, "Report", "Hidden report", new(2026, 1, 1), null);
        await board.GivenAsync(new Built<LibraryItem>(hidden, []).RestrictedTo(Somebody.Reviewer));
        var chair = await board.AsAsync(Somebody.QualityChair);

        var page = await chair.PressAsync(await chair.OpenAsync($"/findings/{finding.Id}"), "Add evidence", ("Evidence.Find", "Hidden report"));
        var byCode = await chair.PressAsync(await chair.OpenAsync($"/findings/{finding.Id}"), "Add evidence", ("Evidence.Find", hidden.Ref));

        Assert.StartsWith("Nothing in the library is called", Assert.Single(page.Errors), StringComparison.Ordinal);
        Assert.StartsWith("Nothing in the library is called", Assert.Single(byCode.Errors), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "A4")]
    public async Task An_impact_test_begins_with_the_indicator_the_finding_rests_on_and_shows_its_chart()
    {
        await using var board = await Board.NewAsync(template);
        var indicator = AnIndicator.Of(910, "SEEN", name: "Visits seen");
        indicator.Describe(new("Visits seen", "How often.", "Visits", "Due", 100, "%", 1, Polarity.HighIsGood, PublishedPeriodKind.Quarter, Accountability.HowWell, ""), new("A publisher", "A release", "A licence", "", false), Somewhere.SocialCare.Id, [Somewhere.Neglect.Id]);
        await board.GivenAsync(new Built<Indicator>(indicator, []));
        await using (var db = board.OpenAll()) await AnIndicator.ImportAsync(db, board, indicator.Quarters([.. Enumerable.Range(0, 16).Select(i => (double?)(70 + i % 3))]));
        var chair = await board.AsAsync(Somebody.QualityChair);
        var finding = await chair.OpenAsync($"/findings/new?indicator={indicator.Id}");
        var built = A.Recommendation("Visit in time");
        built.Before.OfType<Finding>().Single().RestOn(new(EvidenceSource.Indicator, indicator.Id, A.Today, "Seen there", "Olive"));
        var recommendation = await board.GivenAsync(built);

        var form = await chair.OpenAsync($"/measures/new?recommendation={recommendation.Id}");
        (string, string)[] typed = [("Input.HowSeen", "Share of visits"), ("Input.Baseline", "71%"), ("Input.Target", "90%")];
        var early = await chair.PressAsync(form, "Save impact test", [.. typed, ("Input.CheckOn.Year", "2020")]);
        var saved = await chair.PressAsync(form, "Save impact test", typed);
        var page = await chair.OpenAsync(saved.Links.First(l => l.StartsWith("/measures/", StringComparison.Ordinal) && !l.Contains("new", StringComparison.Ordinal)));
        var judge = await chair.OpenAsync(page.Path + "/judge");

        Assert.NotNull(finding.Html.QuerySelector($"input[name='Input.Themes'][value='{Somewhere.Neglect.Id}'][checked]"));
        Assert.NotNull(finding.Html.QuerySelector($"input[name='Input.Organisations'][value='{Somewhere.SocialCare.Id}'][checked]"));
        Assert.Equal(indicator.Id.ToString(), form.Html.QuerySelector("#Input_IndicatorId option[selected]")!.GetAttribute("value"));
        Assert.Equal($"/recommendations/{recommendation.Id}", form.Html.QuerySelector(".govuk-back-link")!.GetAttribute("href"));
        Assert.StartsWith("Enter a date that is not before the recommendation was made", Assert.Single(early.Errors), StringComparison.Ordinal);
        Assert.Contains("/indicators/SEEN", page.Links);
        Assert.NotNull(page.Html.QuerySelector("#over-time svg"));
        Assert.DoesNotContain("Evidence attached", judge.Text, StringComparison.Ordinal);
        Assert.Contains("rests on your word", judge.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "A5")]
    public async Task A_judgement_without_evidence_is_shown_to_rest_on_a_word()
    {
        await using var board = await Board.NewAsync(template);
        var recommendation = A.Recommendation("Judged by word");
        ImpactMeasure measure = new(recommendation.Record, MeasureKind.Voice, "What children say", new(2026, 11, 1));
        await board.GivenAsync(new Built<ImpactMeasure>(measure, [.. recommendation.Before, recommendation.Record]));
        var chair = await board.AsAsync(Somebody.QualityChair);

        var page = await chair.PressAsync(await chair.OpenAsync($"/measures/{measure.Id}/judge"), "Record the judgement",
            ("Input.Judgement", "Worse"), ("Input.Reason", "Fewer children say so"), ("Input.WhatNext", "Ask again"), ("Input.Result", "Four of twelve"));

        Assert.Contains("No evidence is attached: it rests on the word of who judged it.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "A6")]
    public async Task Closing_says_who_was_asked_and_has_not_answered()
    {
        await using var board = await Board.NewAsync(template);
        var recommendation = await board.GivenAsync(A.Recommendation("Nobody answered"));
        var chair = await board.AsAsync(Somebody.QualityChair);

        var page = await chair.OpenAsync($"/recommendations/{recommendation.Id}/close");

        Assert.Contains("Who has not answered", page.Text, StringComparison.Ordinal);
        Assert.Contains($"/organisations/{Somewhere.SocialCare.Id}", page.Links);
    }

    [Fact]
    [Trait("feature", "A5")]
    public async Task What_was_judged_without_a_result_is_not_said_to_wait_for_a_first_look()
    {
        await using var board = await Board.NewAsync(template);
        var measure = await board.GivenAsync(A.Measure());
        var chair = await board.AsAsync(Somebody.QualityChair);

        var page = await chair.PressAsync(await chair.OpenAsync($"/measures/{measure.Id}/judge"), "Record the judgement", ("Input.Judgement", "CannotTell"), ("Input.Reason", "Too early"),
            ("Input.WhatNext", "The re-audit"), ("Input.NextCheck.Day", "1"), ("Input.NextCheck.Month", "6"), ("Input.NextCheck.Year", "2027"));

        Assert.Contains("Looked at on 23 November 2026; no result was recorded", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Not looked at yet", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "S5")]
    public async Task A_date_is_proposed_on_a_working_day_and_one_that_is_none_is_taken_with_a_word()
    {
        await using var board = await Board.NewAsync(template);
        board.Clock.SetUtcNow(new(2026, 11, 27, 10, 0, 0, TimeSpan.Zero)); // four weeks on is Christmas Day
        var recommendation = await board.GivenAsync(A.Recommendation());
        var officer = await board.AsAsync(Somebody.Officer);

        var form = await officer.OpenAsync("/recommendations/new");
        var plan = await officer.OpenAsync($"/actions/new?recommendation={recommendation.Id}");
        var planned = await officer.PressAsync(plan, "Save action", ("Input.Title", "Write to every school"), ("Input.Outcome", "Each knows"), ("Input.Mechanism", "Communication"),
            ("Input.OwnerId", Somewhere.SocialCare.Id.ToString()), ("Input.Due.Day", "25"), ("Input.Due.Month", "12"), ("Input.Due.Year", "2026"));
        var moved = await officer.PressAsync(await officer.OpenAsync(planned.Path + "/due"), "Change the date", ("Input.Due.Day", "4"), ("Input.Due.Month", "1"), ("Input.Due.Year", "2027"), ("Input.Reason", "After the holidays"));

        Assert.Equal(["29", "12", "2026"], new[] { "Day", "Month", "Year" }.Select(part => form.Html.QuerySelector($"input[name='Input.AnswerBy.{part}']")!.GetAttribute("value")));
        Assert.Contains("Children's Social Care, and every member.", plan.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Means not said yet", plan.Text, StringComparison.Ordinal);
        Assert.Contains("Action planned. Friday 25 December 2026 is not a working day", planned.Text, StringComparison.Ordinal);
        Assert.Contains("The date is changed", moved.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("no working day", moved.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/findings/new", "Save finding", 5), InlineData("/library/shelve", "Save", 3), InlineData("/measures/new", "Save impact test", 3)]
    [Trait("feature", "Y3")]
    public async Task The_summary_of_errors_follows_the_page(string path, string button, int least)
    {
        await using var board = await Board.NewAsync(template);
        var chair = await board.AsAsync(Somebody.QualityChair);
        if (path == "/measures/new") path += $"?recommendation={(await board.GivenAsync(A.Recommendation())).Id}";

        var refused = await chair.PressAsync(await chair.OpenAsync(path), button, path.StartsWith("/measures", StringComparison.Ordinal) ? [("Input.CheckOn.Day", "32")] : []);

        var page = refused.Html.QuerySelectorAll("main form [id]").Select(e => e.Id).ToList();
        var places = refused.Html.QuerySelectorAll(".govuk-error-summary__list a").Select(a => page.IndexOf(a.GetAttribute("href")![1..])).ToList();
        Assert.True(places.Count >= least);
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }
}
