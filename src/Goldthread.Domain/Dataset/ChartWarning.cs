namespace Goldthread.Domain.Dataset;

/// <summary>What may mislead a reader of a process chart.</summary>
public enum ChartWarningKind
{
    /// <summary>A stretch has fewer than 13 rows.</summary>
    ShortSegment,

    /// <summary>No limits could be worked out.</summary>
    NoLimits,

    /// <summary>Periods have no row at all; neighbours were taken as adjacent.</summary>
    MissingPeriods,

    /// <summary>A date for a step change has no row and was ignored.</summary>
    StepChangeIgnored,

    /// <summary>Half of the figures or more are zero.</summary>
    MostlyZero,

    /// <summary>Half of the figures or more stand at the highest one, such as 100 per cent.</summary>
    HeldAtHighest,
}

/// <summary>A caution shown with a chart.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Message">One or two sentences for the reader.</param>
public sealed record ChartWarning(ChartWarningKind Kind, string Message)
{
    internal static IEnumerable<ChartWarning> About(
        DatedValue[] rows, List<ProcessPoint> points, List<ProcessSegment> segments, ProcessChartOptions options)
    {
        if (segments.Where(s => s.IsShort).Select(s => s.Rows).ToArray() is { Length: > 0 } lengths)
        {
            yield return new(ChartWarningKind.ShortSegment, segments.Count == 1
                ? $"There {(lengths[0] == 1 ? "is one point" : $"are {lengths[0]} points")}. Limits from fewer than {ProcessChart.PointsForLimits} are provisional."
                : $"A stretch of this chart has only {(lengths.Min() == 1 ? "one point" : $"{lengths.Min()} points")}. Limits from fewer than {ProcessChart.PointsForLimits} are provisional.");
        }
        if (segments.Any(s => s.UpperLimit is null))
        {
            yield return new(ChartWarningKind.NoLimits,
                "Limits are not available, because the figures do not vary or there are too few of them. The mean is shown.");
        }
        foreach (var date in options.RebaseDates.Where(d => rows.All(r => r.Date != d)).Order())
            yield return new(ChartWarningKind.StepChangeIgnored, $"The step change on {date:d MMMM yyyy} was ignored: there is no figure with that date.");
        if (HasGaps(rows))
        {
            yield return new(ChartWarningKind.MissingPeriods,
                "Some periods have no row. The points on both sides of the gap were treated as neighbours.");
        }

        double[] values = [.. points.Select(p => p.Value).OfType<double>()];
        // Three figures can stand at one value by chance; a judgement about the whole series needs a few more.
        if (values.Length < 6 || values.Distinct().Count() == 1) yield break;
        if (values.Count(v => v == 0) * 2 >= values.Length)
        {
            yield return new(ChartWarningKind.MostlyZero,
                "Most figures are zero, so this kind of chart is unsuitable: a signal here may mean nothing. Show the time between events, or a longer period.");
        }
        else if (values.Count(v => v == values.Max()) * 2 >= values.Length)
        {
            yield return new(ChartWarningKind.HeldAtHighest,
                "Most figures stand at the highest value, so a signal at that value may mean nothing.");
        }
    }

    // Months and quarters differ by a day or three; a step of half as much again as the usual one is a hole.
    private static bool HasGaps(DatedValue[] rows)
    {
        int[] steps = [.. rows.Zip(rows.Skip(1), (a, b) => b.Date.DayNumber - a.Date.DayNumber).Order()];
        return steps.Length > 1 && steps[^1] > 1.5 * steps[steps.Length / 2];
    }
}
