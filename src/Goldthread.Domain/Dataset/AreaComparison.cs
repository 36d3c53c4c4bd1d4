namespace Goldthread.Domain.Dataset;

/// <summary>How an indicator is compared.</summary>
/// <param name="Multiplier">Value = numerator ÷ denominator × multiplier.</param>
/// <param name="IsPercentage">The numerator is part of the denominator.</param>
/// <param name="Polarity">Which way is better.</param>
public sealed record ComparisonMeasure(double Multiplier, bool IsPercentage, Polarity Polarity);

/// <summary>An area's figure before it is compared.</summary>
/// <param name="Code">Code of the area; unique.</param>
/// <param name="Name">Of the area.</param>
/// <param name="Figure">As it may be shown: small counts are hidden already, so that no rank or quarter gives one away.</param>
public sealed record AreaFigure(string Code, string Name, FigureValue Figure);

/// <summary>An area's figure among those of others.</summary>
/// <param name="Area">Which.</param>
/// <param name="Interval">At 95 per cent; null without parts.</param>
/// <param name="Standing">Against the benchmark.</param>
/// <param name="Rank">1 for the best, or for the highest where neither way is better; null without a figure. Equal ones share the better rank.</param>
/// <param name="Quarter">1 to 4 from the same end; null without a figure, and for all when fewer than four areas have one.</param>
/// <param name="Doubt">Why it can't be right; null when nothing speaks against it.</param>
public sealed record ComparedFigure(AreaFigure Area, Interval? Interval, Standing Standing, int? Rank, int? Quarter, string? Doubt);

/// <summary>Authorities of one period side by side (I15).</summary>
/// <param name="Areas">Best or highest first, equal ones by name; those without a figure last.</param>
/// <param name="Benchmark">What they are judged against; null for nothing.</param>
/// <param name="WithFigure">How many have a figure.</param>
/// <param name="LowerQuartile">A quarter of them lie below.</param>
/// <param name="Median">The middle of those that have a figure.</param>
/// <param name="UpperQuartile">A quarter of them lie above.</param>
public sealed record AreaComparison(IReadOnlyList<ComparedFigure> Areas, double? Benchmark, int WithFigure, double? LowerQuartile, double? Median, double? UpperQuartile)
{
    private const int Quarters = 4;

    /// <summary>Compares authorities. Figures that can't be right are shown in their place, and not ranked.</summary>
    /// <param name="areas">Of one level of geography and one period.</param>
    /// <param name="measure">How.</param>
    /// <param name="benchmark">In the indicator's unit; null for the middle of these areas.</param>
    /// <param name="useMiddle">The middle of these areas is the benchmark.</param>
    public static AreaComparison Of(IReadOnlyList<AreaFigure> areas, ComparisonMeasure measure, double? benchmark, bool useMiddle = false)
    {
        ArgumentNullException.ThrowIfNull(measure);
        string?[] doubts = [.. areas.Select(a => DoubtfulFigure.ByItself(a.Figure, measure.IsPercentage))];
        double?[] values = [.. areas.Select((a, i) => doubts[i] is null ? a.Figure.Value : null)];
        Spread spread = new(values);
        var against = useMiddle ? spread.Percentile(0.5) : benchmark;
        var highestFirst = measure.Polarity != Polarity.LowIsGood;
        var quarters = Quantile.Of(values, Quarters, highestFirst);
        Spread turned = highestFirst ? new(values.Select(v => -v)) : spread;
        var compared = areas.Select((area, i) =>
        {
            var interval = doubts[i] is null ? Interval.Of(area.Figure, measure.Multiplier, measure.IsPercentage) : null;
            return new ComparedFigure(area, interval, BenchmarkRule.StandingOf(interval, against, measure.Polarity), turned.Rank(highestFirst ? -values[i] : values[i]), quarters[i], doubts[i]);
        });
        return new([.. compared.OrderBy(c => c.Area.Figure.Value is null).ThenBy(c => c.Rank is null).ThenBy(c => c.Rank).ThenBy(c => c.Area.Name, StringComparer.Ordinal)],
            against, values.Count(v => v is not null), spread.Percentile(0.25), spread.Percentile(0.5), spread.Percentile(0.75));
    }

    /// <summary>"12th best of 150", or "12th highest of 150" where neither way is better; null without a figure.</summary>
    /// <param name="rank">Of an area.</param>
    /// <param name="polarity">Which way is better.</param>
    public string? SayRank(int? rank, Polarity polarity) =>
        rank is { } place ? $"{(place == 1 ? "" : Ordinal(place) + " ")}{(polarity == Polarity.Neutral ? "highest" : "best")} of {WithFigure}" : null;

    /// <summary>"in the best quarter", "in the second quarter from the best": words for a quarter; null for none.</summary>
    /// <param name="quarter">1 to 4.</param>
    /// <param name="polarity">Which way is better.</param>
    public static string? SayQuarter(int? quarter, Polarity polarity) => (quarter, polarity == Polarity.Neutral) switch
    {
        (1, false) => "best quarter",
        (1, true) => "highest quarter",
        (2, false) => "second best quarter",
        (2, true) => "second highest quarter",
        (3, false) => "second worst quarter",
        (3, true) => "second lowest quarter",
        (4, false) => "worst quarter",
        (4, true) => "lowest quarter",
        _ => null,
    };

    /// <summary>1st, 2nd, 3rd, 11th, 22nd.</summary>
    /// <param name="number">From 1.</param>
    public static string Ordinal(int number) => number + ((number % 100 is >= 11 and <= 13 ? 0 : number % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" });
}
