namespace Goldthread.Domain.Dataset;

/// <summary>Which picture and which test fit a series.</summary>
public static class SeriesReading
{
    /// <summary>Whether there is one figure a year: such series never get process limits.</summary>
    /// <param name="points">Of one series.</param>
    public static bool IsYearly(IReadOnlyList<SeriesPoint> points) => points.Any(p => p.Kind is PublishedPeriodKind.Year or PublishedPeriodKind.Term);

    /// <summary>The process chart of a weekly, monthly or quarterly series of at least 13 figures; null for any other.</summary>
    /// <param name="points">Of one series.</param>
    /// <param name="polarity">Which way is better.</param>
    /// <param name="targets">Levels to be reached.</param>
    /// <param name="steps">What people decided about its limits; null for nothing.</param>
    public static ProcessChart? Process(IReadOnlyList<SeriesPoint> points, Polarity polarity, IEnumerable<Target> targets, IEnumerable<IndicatorStep>? steps = null)
    {
        if (IsYearly(points)) return null;
        var values = Dated(points);
        return ProcessChart.HasEnough(values) ? ProcessChart.Draw(values, polarity, IndicatorStep.Options(steps ?? [], points, targets)) : null;
    }

    /// <summary>The run chart of a series; null when it has no figure at all.</summary>
    /// <param name="points">Of one series.</param>
    public static RunChart? Run(IReadOnlyList<SeriesPoint> points) => points.Any(p => p.Figure.Value is not null) ? RunChart.Draw(Dated(points)) : null;

    /// <summary>The trend test of a yearly series. Counts on one day of each year, such as plans on 31 March, hold many of the
    /// same children year after year: they are not separate, and never tested.</summary>
    /// <param name="points">Of one series.</param>
    /// <param name="polarity">Which way is better.</param>
    /// <param name="steps">With the breaks of its definition, over which no trend is tested; null for none.</param>
    public static TrendTest Trend(IReadOnlyList<SeriesPoint> points, Polarity polarity, IEnumerable<IndicatorStep>? steps = null)
    {
        if (points.Any(p => p.Start == p.End)) return TrendTest.NotTested("these are counts on one day of each year, which hold many of the same children again");
        if (points.All(p => p.Figure.Denominator is null))
        {
            return TrendTest.NotTested(points.Any(p => p.Figure.Numerator is not null)
                ? "the figures are counts without a number to set them against"
                : "the figures are published without the numbers they were worked out from");
        }
        HashSet<DateOnly> breaks = [.. (steps ?? []).Select(s => s.BreakIn(points)?.End).OfType<DateOnly>()];
        return TrendTest.Of(points.Select(p => new YearCount(p.Start, p.End, p.Figure.Value is null ? null : p.Figure.Numerator, p.Figure.Denominator is > 0 ? p.Figure.Denominator : null, breaks.Contains(p.End))), polarity);
    }

    /// <summary>The main message of a yearly series: the latest figure, the one before, England's, and the trend test or why
    /// there is none.</summary>
    /// <param name="points">Of one series, oldest first.</param>
    /// <param name="polarity">Which way is better.</param>
    /// <param name="england">England's figure of the latest period; null for none.</param>
    /// <param name="brief">Writes a figure for comparing.</param>
    /// <param name="inFull">Writes a figure with its unit.</param>
    /// <param name="steps">With the breaks of its definition; null for none.</param>
    /// <returns>Two sentences.</returns>
    public static string OfYears(IReadOnlyList<SeriesPoint> points, Polarity polarity, double? england, Func<double, string> brief, Func<double, string> inFull, IEnumerable<IndicatorStep>? steps = null)
    {
        var last = points.ToList().FindLastIndex(p => p.Figure.Value is not null);
        if (last < 0) return "There are no figures yet.";
        var latest = points[last].Figure.Value!.Value;
        var moved = last > 0 && points[last - 1] is { Figure.Value: { } before, Label: { } label }
            ? brief(before) == brief(latest) ? $", the same as in {label}" : $", {(latest > before ? "up" : "down")} from {brief(before)} in {label}"
            : "";
        var against = england is { } other
            ? brief(other) == brief(latest) ? "; England's is the same" : $"; England's is {(other > latest ? "higher" : "lower")}, at {brief(other)}"
            : "";
        var trend = Trend(points, polarity, steps);
        // A year that goes against the trend of many would else read as if the two sentences disagreed.
        if (last > 0 && points[last - 1] is { Figure.Value: { } previous } earlier && brief(previous) != brief(latest)
            && trend.Verdict == (latest > previous ? TrendVerdict.Falling : TrendVerdict.Rising))
        {
            var besideIt = england is { } country ? $" England’s is {(brief(country) == brief(latest) ? "the same" : $"{(country > latest ? "higher" : "lower")}, at {brief(country)}")}." : "";
            return $"{trend.Words.TrimEnd('.')}, though the latest year went the other way: {inFull(latest)} in {points[last].Label}, {(latest > previous ? "up" : "down")} from {brief(previous)} in {earlier.Label}.{besideIt}";
        }
        return $"The figure for {points[last].Label} is {inFull(latest)}{moved}{against}. {trend.Words}";
    }

    /// <summary>What a series does, in words for a list.</summary>
    /// <param name="direction">By the test that fits.</param>
    public static string Say(Direction direction) => direction switch
    {
        Direction.NotKnown => "Not tested",
        Direction.NoChange => "No real change",
        Direction.Better => "Getting better",
        Direction.Worse => "Getting worse",
        Direction.Up => "Going up",
        Direction.Down => "Going down",
    };

    /// <summary>Period by period, known by its last day.</summary>
    /// <param name="points">Of one series.</param>
    public static IReadOnlyList<DatedValue> Dated(IEnumerable<SeriesPoint> points) => [.. points.Select(p => new DatedValue(p.End, p.Figure.Value))];
}
