using System.Net;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Features.Dataset;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Dataset;

/// <summary>What analysts decide about figures: limits, comparisons, and taking an import back.</summary>
public class DecisionPageTests(Board board) : IClassFixture<Board>
{
    private static readonly double?[] Shifted = [70, 71, 69, 72, 70, 71, 70, 69, 85, 86, 84, 85, 87, 86, 85, 86];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("feature", "I11")]
    public async Task An_analyst_begins_the_limits_anew_with_a_reason_that_stands_below_the_chart()
    {
        var indicator = AnIndicator.Of(400, "SHIFT");
        await GivenAsync(indicator, indicator.Quarters(Shifted));
        var analyst = await board.AsAsync(Somebody.Officer);
        var before = await analyst.OpenAsync("/indicators/SHIFT");
        var form = await analyst.OpenAsync("/indicators/SHIFT/limits");

        var refused = await analyst.PressAsync(form, "Record this decision", ("Input.Kind", "NewLimits"), ("Input.Period", PeriodEnd(9)));
        var kept = await analyst.PressAsync(refused, "Record this decision", ("Input.Reason", "One duty desk since quarter 9"));

        var after = await analyst.OpenAsync("/indicators/SHIFT");
        Assert.Contains("All figures since Quarter 9 lie on one side of the mean", before.Text, StringComparison.Ordinal);
        Assert.Contains(refused.Errors, e => e.Contains("Say why", StringComparison.Ordinal));
        Assert.Contains("Decision on the limits recorded", kept.Text, StringComparison.Ordinal);
        Assert.Contains("New limits from Quarter 9: One duty desk since quarter 9. Decided by Olive Office", after.Text, StringComparison.Ordinal);
        Assert.Contains("Decided by Olive Office on 23 November 2026", after.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("30 June 2021", after.Html.QuerySelector(".gt-chart__notes")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Since Quarter 9 the mean is 85.5%, before 70.", after.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("All figures since Quarter 9 lie on one side", after.Text, StringComparison.Ordinal);
        Assert.NotNull(after.Html.QuerySelector(".gt-mark--break"));
        Assert.Equal(4, after.Html.QuerySelectorAll("line.gt-limit").Length);
        await using var db = board.OpenAll();
        Assert.Equal(Direction.NoChange, await db.Set<Series>().Where(s => s.IndicatorKey == 400).Select(s => s.Direction).SingleAsync(Stop));
        Assert.True(await db.History.AnyAsync(r => r.RecordId == indicator.Id && r.Kind == nameof(IndicatorStep), Stop));
    }

    [Fact]
    [Trait("feature", "I11")]
    public async Task A_decision_that_was_wrong_is_withdrawn_with_a_reason_and_stays_on_record()
    {
        var indicator = AnIndicator.Of(401, "WITHDRAW");
        await GivenAsync(indicator, indicator.Quarters(Shifted));
        var analyst = await board.AsAsync(Somebody.Officer);
        var decided = await analyst.PressAsync(await analyst.OpenAsync("/indicators/WITHDRAW/limits"), "Record this decision",
            ("Input.Kind", "FixedBaseline"), ("Input.Period", PeriodEnd(12)), ("Input.Reason", "The year before the pilot"));

        var withdrawn = await analyst.PressAsync(decided, "Withdraw this baseline", ("Input.Reason", "The pilot began earlier"));

        Assert.Contains("Baseline up to Quarter 12", decided.Text, StringComparison.Ordinal);
        Assert.Contains("by Olive Office: The pilot began earlier", withdrawn.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Baseline up to Quarter 12", (await analyst.OpenAsync("/indicators/WITHDRAW")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await board.AsAsync(Somebody.Chair)).OpenAsync("/indicators/WITHDRAW/limits")).Status);
    }

    [Fact]
    [Trait("feature", "I14")]
    public async Task Any_area_can_stand_in_the_comparison_and_stays_in_the_address()
    {
        PublishedArea leeds = new(PublishedLevel.LocalAuthority, "E08009935", "Leeds", "383"), kent = new(PublishedLevel.LocalAuthority, "E10009916", "Kent", "886");
        var indicator = AnIndicator.Of(402, "AREAS", PublishedPeriodKind.Year);
        await GivenAsync(indicator, [.. indicator.Years(AnIndicator.Croydon, 40, 41), .. indicator.Years(AnIndicator.England, 50, 51), .. indicator.Years(leeds, 60, 61), .. indicator.Years(kent, 70, 71)]);
        var reader = await board.AsAsync(Somebody.LayMember);

        var page = await reader.OpenAsync("/indicators/AREAS");
        var one = await reader.PressAsync(page, "Add", ("area", leeds.Code));
        var two = await reader.OpenAsync($"/indicators/AREAS?area={leeds.Code}&area={kent.Code}&area=NOWHERE");

        Assert.DoesNotContain("Leeds", page.Html.QuerySelector("#beside-others")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Leeds", one.Html.QuerySelector("#beside-others")!.TextContent, StringComparison.Ordinal);
        Assert.Contains($"area={leeds.Code}", one.Path, StringComparison.Ordinal);
        Assert.Contains("Leeds", two.Html.QuerySelector("#beside-others")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Kent", two.Html.QuerySelector("#beside-others")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "I20")]
    public async Task Undoing_an_import_brings_back_what_it_replaced_and_takes_away_what_it_added()
    {
        var indicator = AnIndicator.Of(403, "UNDO");
        await GivenAsync(indicator, indicator.Quarters(80, 81));
        var wrong = await AgainAsync("UNDO", i => i.Quarters(80, 95, 96));
        var analyst = await board.AsAsync(Somebody.Officer);
        var list = await analyst.OpenAsync("/imports");

        var undone = await analyst.PressAsync(await analyst.OpenAsync($"/imports/{wrong.BatchKey}"), "Undo this import", ("Input.Reason", "Wrong column"));

        Assert.Contains("figures.csv", list.Text, StringComparison.Ordinal);
        Assert.Contains("by Olive Office: Wrong column", undone.Text, StringComparison.Ordinal);
        Assert.False(undone.Offers("Undo this import"));
        await using var db = board.OpenAll();
        Assert.Equal([80, 81], await db.Set<Figure>().Where(f => f.IndicatorKey == 403).OrderBy(f => f.PeriodKey).Select(f => f.Value!.Value).ToListAsync(Stop));
        Assert.Empty(await db.Set<FigureRevision>().Where(r => r.IndicatorKey == 403).ToListAsync(Stop));
        var packed = await db.Set<Series>().Where(s => s.IndicatorKey == 403).Select(s => s.Packed).SingleAsync(Stop);
        Assert.Equal([80, 81], Series.Unpack(packed).Select(p => p.Figure.Value!.Value));
        Assert.Equal(Series.Unpack(packed)[^1].End, (await board.NowAsync(indicator)).FiguresUntil);
        Assert.Equal(1, (await AgainAsync("UNDO", i => i.Quarters(80, 81, 96))).Added);
    }

    [Fact]
    [Trait("feature", "Z4")]
    public async Task An_undoing_that_lost_a_race_does_not_say_that_it_is_done()
    {
        var indicator = AnIndicator.Of(409, "RACED");
        var import = await GivenAsync(indicator, indicator.Quarters(80, 81));
        var analyst = await board.AsAsync(Somebody.Officer);
        var form = await analyst.OpenAsync($"/imports/{import.BatchKey}");

        var lost = await analyst.PressAsync(form, "Undo this import", ("Input.Reason", "Wrong column"), ("Command.Version", "99"));

        Assert.Contains("Somebody else saved this", lost.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"Import {import.BatchKey} undone", lost.Body, StringComparison.Ordinal);
        Assert.DoesNotContain($"Import {import.BatchKey} undone", (await analyst.OpenAsync("/imports")).Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "I20")]
    public async Task An_import_whose_figures_were_replaced_since_is_undone_only_after_the_later_one()
    {
        var indicator = AnIndicator.Of(404, "ORDER");
        var first = await GivenAsync(indicator, indicator.Quarters(80, 81));
        var second = await AgainAsync("ORDER", i => i.Quarters(80, 90));
        var analyst = await board.AsAsync(Somebody.Officer);

        var early = await analyst.OpenAsync($"/imports/{first.BatchKey}");
        await analyst.PressAsync(await analyst.OpenAsync($"/imports/{second.BatchKey}"), "Undo this import", ("Input.Reason", "Wrong"));
        await analyst.PressAsync(await analyst.OpenAsync($"/imports/{first.BatchKey}"), "Undo this import", ("Input.Reason", "Wrong as well"));

        Assert.Contains($"Import {second.BatchKey} replaced some of its figures since", early.Text, StringComparison.Ordinal);
        await using var db = board.OpenAll();
        Assert.Empty(await db.Set<Figure>().Where(f => f.IndicatorKey == 404).ToListAsync(Stop));
        Assert.Empty(await db.Set<Series>().Where(f => f.IndicatorKey == 404).ToListAsync(Stop));
        Assert.Null((await board.NowAsync(indicator)).FiguresUntil);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await board.AsAsync(Somebody.Chair)).OpenAsync("/imports")).Status);
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task An_import_for_a_hidden_indicator_is_hidden_with_it()
    {
        var indicator = AnIndicator.Of(405, "HIDDENIMPORT");
        AccessList list = new(AccessListOwner.Record, indicator.Id);
        list.Admit(MemberKind.Person, Somebody.Reviewer.Id, new(2020, 1, 1), "tests");
        indicator.LimitTo(Confidentiality.Restricted, list.Id);
        ImportPlan plan;
        await using (var db = board.OpenAll())
        {
            db.AddRange(list, indicator);
            plan = await AnIndicator.ImportAsync(db, board, indicator.Quarters(80));
        }
        var analyst = await board.AsAsync(Somebody.Officer);

        var hidden = await analyst.OpenAsync($"/imports/{plan.BatchKey}");

        Assert.Equal(HttpStatusCode.NotFound, hidden.Status);
        Assert.DoesNotContain($"Import {plan.BatchKey}<", (await analyst.OpenAsync("/imports")).Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "Y1")]
    public async Task An_indicator_is_found_once_and_not_a_second_time_as_its_card_on_the_shelf()
    {
        var indicator = AnIndicator.Of(407, "ONCE", name: "Quintessential visits");
        await GivenAsync(indicator, indicator.Quarters(80));

        var found = await (await board.AsAsync(Somebody.Officer)).OpenAsync("/search?q=quintessential");

        Assert.Equal("/indicators/ONCE", Assert.Single(found.Html.QuerySelectorAll(".gt-lines a")).GetAttribute("href"));
    }

    [Theory]
    [Trait("feature", "Z8")]
    [InlineData("/indicators/COUNT"), InlineData("/indicators")]
    public async Task Pages_of_figures_ask_five_commands_however_many_areas_and_periods_there_are(string address)
    {
        await using var mine = board.OpenAll();
        if (!await mine.Indicators.AnyAsync(i => i.Code == "COUNT", Stop))
        {
            var indicator = AnIndicator.Of(406, "COUNT");
            await GivenAsync(indicator, [.. Enumerable.Range(0, 60).SelectMany(a => indicator.Quarters([.. Enumerable.Range(0, 20).Select(i => (double?)(50 + (a + i) % 9))])
                .Select(l => l with { Area = a == 0 ? AnIndicator.Croydon : new(PublishedLevel.LocalAuthority, $"E08{a:000000}", $"Area {a}", $"{a}") }))]);
        }
        var reader = await board.AsAsync(Somebody.QualityMember);

        var commands = await CommandCount.OfPageAsync(board, reader, address);

        Assert.InRange(commands, 1, 5 + 1); // one of them is the viewer's
    }

    private static string PeriodEnd(int quarter) => $"{new DateOnly(2019, 4, 1).AddMonths(3 * quarter).AddDays(-1):yyyy-MM-dd}";

    private async Task<ImportPlan> GivenAsync(Indicator indicator, IReadOnlyList<FigureLine> lines)
    {
        await using var db = board.OpenAll();
        db.Add(indicator);
        return await AnIndicator.ImportAsync(db, board, lines);
    }

    private async Task<ImportPlan> AgainAsync(string code, Func<Indicator, FigureLine[]> lines)
    {
        await using var db = board.OpenAll();
        return await AnIndicator.ImportAsync(db, board, lines(await db.Indicators.SingleAsync(i => i.Code == code, Stop)));
    }
}
