namespace Goldthread.Domain.Dataset;

/// <summary>How far neighbouring figures usually lie apart, from which natural limits are made.</summary>
internal static class MovingRanges
{
    private const double ScreeningFactor = 3.267;

    /// <summary>The average difference of neighbours. A gap is not bridged.</summary>
    /// <param name="values">Oldest first, missing ones left in place.</param>
    /// <param name="screened">Leaves out, once, every range of 3.267 times the average or more.</param>
    /// <returns>Null when no range remains: fewer than two neighbours, or, screened, all values equal.</returns>
    public static double? Average(IReadOnlyList<double?> values, bool screened)
    {
        List<double> ranges = [];
        for (var i = 1; i < values.Count; i++)
        {
            if (values[i] is { } value && values[i - 1] is { } before) ranges.Add(Math.Abs(value - before));
        }
        var average = CompensatedMean.Of(ranges);
        return screened && average is { } a
            ? CompensatedMean.Of([.. ranges.Where(r => r < ScreeningFactor * a)])
            : average;
    }
}
