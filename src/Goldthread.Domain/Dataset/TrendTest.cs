namespace Goldthread.Domain.Dataset;

/// <summary>One year of an indicator with both parts of its figure.</summary>
/// <param name="Start">First day.</param>
/// <param name="End">Last day.</param>
/// <param name="Numerator">How many; null when missing, hidden or published only as a rate.</param>
/// <param name="Denominator">Out of how many, or the population; above zero.</param>
/// <param name="BreakBefore">The definition or the source changed, so that earlier years can't be compared with this one.</param>
public sealed record YearCount(DateOnly Start, DateOnly End, double? Numerator, double? Denominator, bool BreakBefore = false);

/// <summary>What yearly figures do.</summary>
public enum TrendVerdict
{
    /// <summary>Not tested; the words say why.</summary>
    NotTested,

    /// <summary>Tested: up and down, no trend.</summary>
    NoTrend,

    /// <summary>Tested: rising.</summary>
    Rising,

    /// <summary>Tested: falling.</summary>
    Falling,
}

/// <summary>The chi-squared test for a linear trend over years, for yearly series, which are too short for limits.</summary>
/// <param name="Verdict">The answer, at a significance of 0.05.</param>
/// <param name="Type">Whether the trend is good or bad news; common cause without one.</param>
/// <param name="ChiSquared">The statistic with one degree of freedom; null when not tested.</param>
/// <param name="PValue">How often chance alone would give so much trend; null when not tested.</param>
/// <param name="Words">The answer, or why there is none, as one sentence.</param>
public sealed record TrendTest(TrendVerdict Verdict, PointType Type, double? ChiSquared, double? PValue, string Words)
{
    /// <summary>The fewest years a trend can be tested with.</summary>
    public const int FewestYears = 5;

    private const double Significance = 0.05;

    /// <summary>Tests the latest unbroken years.</summary>
    /// <param name="years">In any order. A missing year, a year without figures and a break each end the comparison.</param>
    /// <param name="polarity">Which way is better.</param>
    /// <returns>"Not tested" and why with fewer than five separate years on end, overlapping years, or nothing to test.</returns>
    /// <remarks>Scores 1 to k, no continuity correction; the same numbers as R's prop.trend.test.</remarks>
    /// <exception cref="ArgumentException">A negative count, a denominator that is not above zero, or a year that ends before it starts.</exception>
    public static TrendTest Of(IEnumerable<YearCount> years, Polarity polarity)
    {
        YearCount[] ordered = [.. years.OrderBy(y => y.Start)];
        foreach (var year in ordered) Refuse(year);
        for (var i = 1; i < ordered.Length; i++)
        {
            if (ordered[i].Start <= ordered[i - 1].End)
                return NotTested("years overlap, so that the same children are counted twice");
        }

        var latest = LatestUnbroken(ordered);
        if (latest.Length < FewestYears)
        {
            return NotTested(ordered.Length < FewestYears
                ? $"at least {FewestYears} separate years are needed and there are {ordered.Length}"
                : $"at least {FewestYears} years on end without a break or a missing figure are needed and the latest such stretch has {latest.Length}");
        }
        if (latest.Any(y => y.Numerator > y.Denominator)) return NotTested("there are more events than people in a year, which this test is not made for");
        var count = latest.Sum(y => y.Numerator!.Value);
        if (count == 0 || count == latest.Sum(y => y.Denominator!.Value)) return NotTested("the figures do not vary");

        var (chiSquared, p, slope) = LinearTrend.Of([.. latest.Select((y, i) => (y.Numerator!.Value, y.Denominator!.Value, i + 1.0))]);
        var verdict = p >= Significance ? TrendVerdict.NoTrend : slope > 0 ? TrendVerdict.Rising : TrendVerdict.Falling;
        var type = verdict == TrendVerdict.NoTrend ? PointType.CommonCause : ProcessChart.TypeOf(slope > 0, polarity);
        return new(verdict, type, chiSquared, p, InWords(verdict, type, latest.Length));
    }

    private static void Refuse(YearCount year)
    {
        if (year.End < year.Start) throw new ArgumentException($"The year that starts on {year.Start:d MMMM yyyy} ends before it starts.", nameof(year));
        if (year.Numerator is < 0 or double.NaN) throw new ArgumentException("A count can't be below zero.", nameof(year));
        if (year.Denominator is <= 0 or double.NaN) throw new ArgumentException("A denominator must be above zero.", nameof(year));
    }

    internal static TrendTest NotTested(string why) => new(TrendVerdict.NotTested, PointType.CommonCause, null, null, $"Not tested: {why}.");

    private static YearCount[] LatestUnbroken(YearCount[] years)
    {
        var from = years.Length;
        while (from > 0 && years[from - 1] is { Numerator: not null, Denominator: not null })
        {
            from--;
            // A hole of more than a month or so between two years is a missing year; school and leap years differ by days.
            if (from == 0 || years[from].BreakBefore || years[from].Start.DayNumber - years[from - 1].End.DayNumber > 45) break;
        }
        return years[from..];
    }

    private static string InWords(TrendVerdict verdict, PointType type, int years)
    {
        var direction = verdict switch
        {
            TrendVerdict.Rising => "Rising",
            TrendVerdict.Falling => "Falling",
            TrendVerdict.NoTrend or TrendVerdict.NotTested => "No trend",
        };
        var news = type switch
        {
            PointType.Improvement => ", and getting better",
            PointType.Concern => ", and getting worse",
            PointType.CommonCause or PointType.NeutralHigh or PointType.NeutralLow => "",
        };
        return $"{direction} over the latest {years} years{news}.";
    }
}
