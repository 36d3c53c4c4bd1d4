using System.Globalization;
using Goldthread.Domain.Dataset;

namespace Goldthread.Domain.Tests.Dataset;

[Trait("feature", "I11a")]
public class TrendTestTests
{
    [Theory, InlineData("trend-001", TrendVerdict.Rising), InlineData("trend-002", TrendVerdict.NoTrend)]
    public void The_test_agrees_with_the_package(string id, TrendVerdict verdict)
    {
        var reference = ReferenceCases.Get("rates", id);
        double Wanted(string field) => ReferenceCase.Number(reference.Expected.Single(c => c.Field == field).Value)!.Value;

        var test = TrendTest.Of(reference.InputRows.Select(r => Year(
            int.Parse(r["period"], CultureInfo.InvariantCulture), ReferenceCase.Number(r["numerator"]), ReferenceCase.Number(r["denominator"]))), Polarity.HighIsGood);

        Assert.Equal(Wanted("chi_squared"), test.ChiSquared!.Value, 1e-7 * Wanted("chi_squared"));
        Assert.Equal(Wanted("p_value"), test.PValue!.Value, 1e-7 * Wanted("p_value"));
        Assert.Equal(verdict, test.Verdict);
    }

    [Theory]
    [InlineData(Polarity.HighIsGood, PointType.Improvement, "Rising over the latest 5 years, and getting better.")]
    [InlineData(Polarity.LowIsGood, PointType.Concern, "Rising over the latest 5 years, and getting worse.")]
    [InlineData(Polarity.Neutral, PointType.NeutralHigh, "Rising over the latest 5 years.")]
    public void A_rising_series_is_good_or_bad_by_its_polarity(Polarity polarity, PointType type, string words)
    {
        var test = TrendTest.Of(Years(210, 224, 240, 251, 270), polarity);

        Assert.Equal((type, words), (test.Type, test.Words));
    }

    [Fact]
    public void Four_years_are_not_tested()
    {
        var test = TrendTest.Of(Years(210, 224, 240, 251), Polarity.HighIsGood);

        Assert.Equal(TrendVerdict.NotTested, test.Verdict);
        Assert.Equal("Not tested: at least 5 separate years are needed and there are 4.", test.Words);
    }

    [Fact]
    public void A_break_or_a_missing_year_or_figure_ends_the_comparison()
    {
        var years = Years(210, 224, 240, 251, 270, 280);

        string[] words =
        [
            TrendTest.Of(years.Select((y, i) => y with { BreakBefore = i == 3 }), Polarity.HighIsGood).Words,
            TrendTest.Of(years.Where((_, i) => i != 3).Append(Year(2025, 290, 300)), Polarity.HighIsGood).Words,
            TrendTest.Of(years.Select((y, i) => i == 3 ? y with { Numerator = null } : y), Polarity.HighIsGood).Words,
        ];

        Assert.All(words, w => Assert.StartsWith("Not tested: at least 5 years on end without a break", w, StringComparison.Ordinal));
    }

    [Fact]
    public void Five_years_after_a_break_are_tested()
    {
        var test = TrendTest.Of(Years(1, 210, 224, 240, 251, 270).Select((y, i) => y with { BreakBefore = i == 1 }), Polarity.HighIsGood);

        Assert.Equal(TrendVerdict.Rising, test.Verdict);
        Assert.Contains("5 years", test.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Overlapping_years_are_not_tested()
    {
        var rolling = Enumerable.Range(0, 6).Select(i => new YearCount(new DateOnly(2019, 1, 1).AddMonths(6 * i), new DateOnly(2019, 12, 31).AddMonths(6 * i), 10 + i, 100));

        Assert.StartsWith("Not tested: years overlap", TrendTest.Of(rolling, Polarity.HighIsGood).Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_that_never_vary_are_not_tested()
    {
        Assert.Equal(TrendVerdict.NotTested, TrendTest.Of(Years(0, 0, 0, 0, 0), Polarity.LowIsGood).Verdict);
    }

    [Fact]
    public void Impossible_counts_are_refused()
    {
        Assert.Throws<ArgumentException>(() => TrendTest.Of([Year(2020, -1, 300)], Polarity.Neutral));
        Assert.Throws<ArgumentException>(() => TrendTest.Of([Year(2020, 1, 0)], Polarity.Neutral));
    }

    [Theory] // Abramowitz and Stegun, table 7.1 and its continuation
    [InlineData(0, 1)]
    [InlineData(0.5, 0.479500122186953)]
    [InlineData(1, 0.157299207050285)]
    [InlineData(1.999999, 0.00467775564807)]
    [InlineData(2, 0.00467773498104727)]
    [InlineData(3, 2.20904969985854e-5)]
    [InlineData(5, 1.53745979442803e-12)]
    public void The_complementary_error_function_is_that_of_the_tables(double z, double expected) =>
        Assert.Equal(expected, SpecialFunction.ComplementaryError(z), expected * 1e-11);

    private static IEnumerable<YearCount> Years(params double[] numerators) => numerators.Select((n, i) => Year(2019 + i, n, 300));

    private static YearCount Year(int year, double? numerator, double? denominator) =>
        new(new(year, 4, 1), new(year + 1, 3, 31), numerator, denominator);
}
