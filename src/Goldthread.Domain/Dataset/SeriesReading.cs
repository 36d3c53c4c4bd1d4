namespace Goldthread.Domain.Dataset;

/// <summary>Which picture and which test fit a series (decided 20).</summary>
public static class SeriesReading
{
    /// <summary>Whether there is one figure a year: such series never get process limits.</summary>
    /// <param name="points">Of one series.</param>
    public static bool IsYearly(IReadOnlyList<SeriesPoint> points) => points.Any(p => p.Kind is PublishedPeriodKind.Year or PublishedPeriodKind.Term);

    /// <summary>The process chart of a weekly, monthly or quarterly series of at least 13 figures; null for any other.</summary>
    /// <param name="points">Of one series.</param>
    /// <param name="polarity">Which way is better.</param>
    /// <param name="targets">Levels to be reached.</param>
    public static ProcessChart? Process(IReadOnlyList<SeriesPoint> points, Polarity polarity, IEnumerable<Target> targets)
    {
        if (IsYearly(points)) return null;
        var values = Dated(points);
        return ProcessChart.HasEnough(values) ? ProcessChart.Draw(values, polarity, new() { Targets = [.. targets] }) : null;
    }

    /// <summary>The run chart of a series; null when it has no figure at all.</summary>
    /// <param name="points">Of one series.</param>
    public static RunChart? Run(IReadOnlyList<SeriesPoint> points) => points.Any(p => p.Figure.Value is not null) ? RunChart.Draw(Dated(points)) : null;

    /// <summary>The trend test of a yearly series. Counts on one day of each year, such as plans on 31 March, hold many of the
    /// same children year after year: they are not separate, and never tested.</summary>
    /// <param name="points">Of one series.</param>
    /// <param name="polarity">Which way is better.</param>
    public static TrendTest Trend(IReadOnlyList<SeriesPoint> points, Polarity polarity)
    {
        if (points.Any(p => p.Start == p.End)) return NotTested("these are counts on one day of each year, which hold many of the same children again");
        if (points.All(p => p.Figure.Denominator is null))
        {
            return NotTested(points.Any(p => p.Figure.Numerator is not null)
                ? "the figures are counts without a number to set them against"
                : "the figures are published without the numbers they were worked out from");
        }
        return TrendTest.Of(points.Select(p => new YearCount(p.Start, p.End, p.Figure.Value is null ? null : p.Figure.Numerator, p.Figure.Denominator is > 0 ? p.Figure.Denominator : null)), polarity);
    }

    /// <summary>Period by period, known by its last day.</summary>
    /// <param name="points">Of one series.</param>
    public static IReadOnlyList<DatedValue> Dated(IEnumerable<SeriesPoint> points) => [.. points.Select(p => new DatedValue(p.End, p.Figure.Value))];

    private static TrendTest NotTested(string why) => new(TrendVerdict.NotTested, PointType.CommonCause, null, null, $"Not tested: {why}.");
}
