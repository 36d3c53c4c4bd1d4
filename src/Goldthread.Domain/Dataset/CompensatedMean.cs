namespace Goldthread.Domain.Dataset;

/// <summary>The arithmetic mean to the last place of a double.</summary>
public static class CompensatedMean
{
    /// <summary>
    /// Adds with the lost digits kept, then corrects the mean once by the average residual.
    /// </summary>
    /// <param name="values">At least one finite number.</param>
    /// <returns>The mean, or null when there are no values.</returns>
    /// <remarks>
    /// A plain loop can be one unit in the last place out. A value that equals the mean would then count
    /// as above or below it and start a run of seven that is not there.
    /// </remarks>
    public static double? Of(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0) return null;
        var mean = Sum(values) / values.Count;
        return mean + Sum(values.SelectMany(v => Difference(v, mean))) / values.Count;
    }

    // Neumaier's sum: the part each addition rounds away is gathered and added at the end.
    private static double Sum(IEnumerable<double> values)
    {
        double sum = 0, lost = 0;
        foreach (var value in values)
        {
            var next = sum + value;
            lost += Math.Abs(sum) >= Math.Abs(value) ? sum - next + value : value - next + sum;
            sum = next;
        }
        return sum + lost;
    }

    // a − b exactly, as the rounded difference and what rounding took away.
    private static double[] Difference(double a, double b)
    {
        var difference = a - b;
        var back = difference - a;
        return [difference, a - (difference - back) - (b + back)];
    }
}
