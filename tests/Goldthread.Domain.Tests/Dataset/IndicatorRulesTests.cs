using CsCheck;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset;

namespace Goldthread.Domain.Tests.Dataset;

[Trait("feature", "I1")]
public class IndicatorRulesTests
{
    private static readonly Viewer Analyst = new(Guid.NewGuid(), "Anna", [new(Role.Analyst, ScopeKind.Board, null)], [], [], false), Reader = new(Guid.NewGuid(), "Rita", [], [], [], false);
    private static readonly DateOnly Today = new(2026, 11, 28);
    private static readonly DateTime Now = new(2026, 11, 28, 9, 0, 0, DateTimeKind.Utc);

    [Theory]
    [Trait("feature", "I22")]
    [InlineData(PopulationYearRule.MidYearBefore, YearKind.Financial, "2025-03-31", "2024-06-30")]
    [InlineData(PopulationYearRule.SameYear, YearKind.Financial, "2025-03-31", "2025-06-30")]
    [InlineData(PopulationYearRule.MidYearBefore, YearKind.Financial, "2024-06-30", "2024-06-30")]
    [InlineData(PopulationYearRule.MidYearBefore, YearKind.Calendar, "2024-12-31", "2024-06-30")]
    [InlineData(PopulationYearRule.MidYearBefore, YearKind.Calendar, "2024-03-31", "2024-06-30")]
    [InlineData(PopulationYearRule.MidYearBefore, YearKind.Academic, "2025-08-31", "2025-06-30")]
    [InlineData(PopulationYearRule.MidYearBefore, YearKind.Academic, "2024-12-31", "2025-06-30")]
    public void A_period_is_set_against_the_mid_year_its_rule_says(PopulationYearRule rule, YearKind year, string end, string midYear) =>
        Assert.Equal(Day(midYear), Population.MidYearFor(rule, year, Day(end)));

    [Fact]
    [Trait("feature", "I22")]
    public void All_periods_of_a_year_share_one_mid_year_which_is_less_than_two_years_old() =>
        Gen.Select(Gen.Enum<PopulationYearRule>(), Gen.Enum<YearKind>(), Gen.Int[0, 20000]).Sample((rule, year, days) =>
        {
            var day = new DateOnly(1990, 1, 1).AddDays(days);
            var (end, midYear) = (Population.EndOfYear(year, day), Population.MidYearFor(rule, year, day));

            Assert.InRange(end.DayNumber - day.DayNumber, 0, 365);
            Assert.Equal(midYear, Population.MidYearFor(rule, year, end));
            Assert.Equal((6, 30), (midYear.Month, midYear.Day));
            if (rule == PopulationYearRule.MidYearBefore) Assert.InRange(end.DayNumber - midYear.DayNumber, 1, 366);
            else Assert.Equal(end.Year, midYear.Year);
        });

    [Fact]
    [Trait("feature", "I22")]
    public void The_formula_is_said_in_words()
    {
        var rate = Of(asking: Asking() with { PopulationCode = "0-17" });
        var count = Of(Meaning() with { Denominator = "", Multiplier = 1, Unit = "children" });

        Assert.Equal("Value = referrals ÷ children aged 0 to 17 at the mid-year before the year ends × 10,000.", IndicatorRules.Formula(rate));
        Assert.Equal("Value = referrals ÷ children in the area × 10,000.", IndicatorRules.Formula(Of()));
        Assert.Equal("Value = referrals, counted.", IndicatorRules.Formula(count));
    }

    [Fact]
    public void A_new_definition_keeps_the_old_words_with_the_day_they_ended()
    {
        var indicator = Of();

        var problems = indicator.Redefine(new("Every referral, also of unborn children.", "Referrals with the unborn", "Children in the area", "", new(2026, 4, 1), "The census asks for it", true), Analyst, Today, Now);

        Assert.Empty(problems);
        Assert.Equal("Referrals with the unborn", indicator.Numerator);
        var kept = Assert.Single(indicator.Changes);
        Assert.Equal(("Referrals", "How often.", new DateOnly(2026, 4, 1), "The census asks for it", "Anna"), (kept.Numerator, kept.Definition, kept.From, kept.Why, kept.By));
    }

    [Fact]
    public void A_definition_that_does_not_fit_is_refused_and_changes_nothing()
    {
        var indicator = Of();
        NewDefinition next = new("Another.", "Referrals", "Children in the area", "", new(2026, 4, 1), "Why", true);
        indicator.Redefine(next, Analyst, Today, Now);

        Assert.Equal([""], indicator.Redefine(next with { Definition = "Third." }, Reader, Today, Now).Select(p => p.Field));
        Assert.Equal(["From"], indicator.Redefine(next with { Definition = "Third." }, Analyst, Today, Now).Select(p => p.Field));
        Assert.Equal(["Definition", "From"], indicator.Redefine(next, Analyst, Today, Now).Select(p => p.Field));
        Assert.Equal(["Denominator"], indicator.Redefine(next with { Denominator = "", From = new(2026, 5, 1) }, Analyst, Today, Now).Select(p => p.Field));
        Assert.Equal(["Numerator", "From", "Why", "IsBreak"], indicator.Redefine(next with { Numerator = "", From = null, Why = "", IsBreak = null }, Analyst, Today, Now).Select(p => p.Field));
        Assert.Equal(("Another.", 1), (indicator.Definition, indicator.Changes.Count));
    }

    [Fact]
    [Trait("feature", "I11a")]
    public void No_trend_is_tested_across_a_break_but_across_clearer_words()
    {
        SeriesPoint[] years = [.. Enumerable.Range(0, 8).Select(i => new SeriesPoint(PublishedPeriodKind.Year, new(2015 + i, 4, 1), new(2016 + i, 3, 31), $"{2015 + i}/{16 + i}",
            new(200 + 40 * i, 1000, 20 + 4 * i, PublishedSymbol.None, FigureStatus.Final)))];
        var (broken, clearer) = (Of(), Of());
        NewDefinition next = new("Another.", "Referrals", "Children in the area", "", new(2019, 4, 1), "Why", true);
        broken.Redefine(next, Analyst, Today, Now);
        clearer.Redefine(next with { IsBreak = false }, Analyst, Today, Now);

        Assert.Equal(TrendVerdict.Rising, SeriesReading.Trend(years, Polarity.Neutral, clearer.StepsInForce(1)).Verdict);
        Assert.Equal(TrendVerdict.NotTested, SeriesReading.Trend(years, Polarity.Neutral, broken.StepsInForce(1)).Verdict);
        Assert.Equal(Direction.NotKnown, Series.DirectionOf(years, Polarity.Neutral, broken.StepsInForce(1)));
    }

    [Theory]
    [Trait("feature", "I11")]
    [InlineData("2020-04-01", "2020-06-30")] // begins with a quarter
    [InlineData("2020-05-10", "2020-06-30")] // within one: that quarter holds days of the new kind
    [InlineData("2019-04-01", null)] // before all figures: there is nothing to be parted
    [InlineData("2030-01-01", null)] // after them
    public void Limits_begin_anew_with_the_first_quarter_under_a_new_definition(string from, string? begins)
    {
        SeriesPoint[] quarters = [.. Enumerable.Range(0, 16).Select(i => new DateOnly(2019, 4, 1).AddMonths(3 * i)).Select((start, i) => new SeriesPoint(PublishedPeriodKind.Quarter, start, start.AddMonths(3).AddDays(-1), $"Q{i + 1}",
            new(50 + i % 3, 100, 50 + i % 3, PublishedSymbol.None, FigureStatus.Final)))];
        var indicator = Of();
        indicator.Redefine(new("Another.", "Referrals", "Children in the area", "", Day(from), "Why", true), Analyst, new(2029, 1, 1), Now);

        var rebased = SeriesReading.Process(quarters, Polarity.Neutral, [], indicator.StepsInForce(1))!.Options.RebaseDates;

        Assert.Equal(begins is null ? [] : [Day(begins)], rebased);
    }

    [Fact]
    public void Nobody_decides_a_break_for_a_chart_alone()
    {
        var indicator = Of();
        SeriesPoint[] quarters = [.. Enumerable.Range(0, 13).Select(i => new SeriesPoint(PublishedPeriodKind.Quarter, new DateOnly(2019, 4, 1).AddMonths(3 * i), new DateOnly(2019, 7, 1).AddMonths(3 * i).AddDays(-1), $"Q{i}", new(50, 100, 50, PublishedSymbol.None, FigureStatus.Final)))];

        Assert.Equal(["Kind"], indicator.Decide(1, StepKind.NewDefinition, quarters[5].End, "Why", quarters, Analyst, Now).Select(p => p.Field));
    }

    [Fact]
    public void What_does_not_fit_is_said_at_its_field()
    {
        var wrong = IndicatorRules.Check(null, Meaning() with { Name = " ", Multiplier = 0, Decimals = 9, Unit = "" },
            new("", "", "", "javascript:alert(1)", false),
            Asking() with { Geography = FigureGeography.HealthTrust, ExpectedLow = 5, ExpectedHigh = 4, PopulationCode = "0-99", Questions = "1?\n2?\n3?\n4?\n5?" });

        Assert.Equal(["Address", "Decimals", "ExpectedHigh", "GeographyName", "Multiplier", "Name", "PopulationCode", "Publisher", "Questions", "Unit"], wrong.Select(p => p.Field).Order());
        Assert.Empty(IndicatorRules.Check(null, Meaning(), new("The office", "", "", "https://example.org", false), Asking()));
    }

    [Fact]
    public void With_figures_the_unit_stays()
    {
        var indicator = Of();
        IndicatorMeaning percent = Meaning() with { Unit = "%", Multiplier = 100 };
        IndicatorSource source = new("The office", "", "", "", false);

        Assert.Empty(IndicatorRules.Check(indicator, percent, source, Asking()));
        indicator.TakeFiguresUntil(new(2026, 3, 31));
        Assert.Equal(["Unit"], IndicatorRules.Check(indicator, percent, source, Asking()).Select(p => p.Field));
    }

    [Theory]
    [InlineData("CSC04", true)]
    [InlineData("MIS1A", true)]
    [InlineData("NEW", false)] // its address would be that of a page
    [InlineData("CATALOGUE", false)]
    [InlineData("4A", false)]
    [InlineData("CSC-04", false)]
    [InlineData("É1", false)]
    public void A_code_has_letters_and_a_number(string code, bool fits) => Assert.Equal(fits, IndicatorRules.CheckCode(code).Count == 0);

    [Fact]
    public void One_that_is_retired_comes_back()
    {
        var indicator = Of();

        Assert.Equal(["RetiredOn", "RetiredReason"], indicator.Retire(null, " ", Analyst).Select(p => p.Field));
        Assert.Empty(indicator.Retire(Today, "Nobody used it", Analyst));
        Assert.Single(indicator.Retire(Today, "Again", Analyst));
        Assert.Single(indicator.BringBack(Reader));
        Assert.Empty(indicator.BringBack(Analyst));
        Assert.Equal((null, ""), (indicator.RetiredOn, indicator.RetiredReason));
    }

    [Fact]
    [Trait("feature", "I13")]
    public void Targets_are_set_replaced_and_taken_away()
    {
        var indicator = Of();
        indicator.Aim(90, null);
        indicator.Aim(92.5, new(2026, 4, 1));
        indicator.Aim(95, new(2026, 4, 1));

        Assert.Equal("90; 95 from 2026-04-01", indicator.TargetsInWords);
        Assert.True(indicator.DropTarget(null));
        Assert.False(indicator.DropTarget(null));
        Assert.Equal("95 from 2026-04-01", indicator.TargetsInWords);
        Assert.Equal(["Value"], IndicatorRules.CheckTarget(Of(Meaning() with { Unit = "%" }), 101).Select(p => p.Field));
    }

    [Theory]
    [Trait("feature", "I17")]
    [InlineData(SmallNumberRule.UpTo5, 5, true)]
    [InlineData(SmallNumberRule.UpTo5, 6, false)]
    [InlineData(SmallNumberRule.UpTo4, 4, true)]
    [InlineData(SmallNumberRule.UpTo4, 5, false)]
    [InlineData(SmallNumberRule.None, 1, false)]
    public void Small_counts_are_hidden_by_the_indicator_s_own_rule(SmallNumberRule rule, double count, bool hidden) =>
        Assert.Equal(hidden, SmallNumbers.Hide(new FigureValue(count, 100, count, PublishedSymbol.None, FigureStatus.Final), isCount: false, rule).Value is null);

    private static Indicator Of(IndicatorMeaning? meaning = null, IndicatorAsking? asking = null)
    {
        Indicator indicator = new(1, "CSC04");
        indicator.Describe(meaning ?? Meaning(), new("The office", "", "", "", false), null, []);
        indicator.Ask(asking ?? Asking(), []);
        return indicator;
    }

    private static IndicatorMeaning Meaning() => new("Referrals", "How often.", "Referrals", "Children in the area", 10_000, "per 10,000 children", 1, Polarity.Neutral, PublishedPeriodKind.Year, Accountability.HowMuch, "");

    private static IndicatorAsking Asking() => new(AskedPeriods.Quarter | AskedPeriods.Year, YearKind.Financial, FigureGeography.Board, "", SmallNumberRule.UpTo5, null, null, "", PopulationYearRule.MidYearBefore, "Why?\nSo what?");

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
