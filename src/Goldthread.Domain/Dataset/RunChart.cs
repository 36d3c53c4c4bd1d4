namespace Goldthread.Domain.Dataset;

/// <summary>The line a run chart is read against.</summary>
public enum RunChartCentre
{
    /// <summary>The median; there are no limits. The chart for short series.</summary>
    Median,

    /// <summary>The mean, with limits at three standard deviations (average moving range ÷ 1.128).</summary>
    MeanWithLimits,
}

/// <summary>How a run chart is drawn.</summary>
public sealed record RunChartOptions
{
    /// <summary>The line it is read against.</summary>
    public RunChartCentre Centre { get; init; }

    /// <summary>A new part begins after each of these points, counted from 1 in order of date.</summary>
    public IReadOnlyList<int> PartAfter { get; init; } = [];

    /// <summary>Centre and limits come from the first so many points; parts win over it.</summary>
    public int? FreezeAfter { get; init; }

    /// <summary>Dates of points left out of centre, limits and the run test, though still drawn.</summary>
    public IReadOnlyList<DateOnly> Exclude { get; init; } = [];

    /// <summary>Leave exceptional jumps out of the average moving range.</summary>
    public bool ScreenedMovingRange { get; init; }

    /// <summary>Where the parts of so many rows begin and end, and how many rows of each make its baseline.</summary>
    /// <exception cref="ArgumentException">A part or a baseline that does not end within the rows.</exception>
    internal IEnumerable<(int From, int To, int Frozen)> SpansOf(int rows)
    {
        if (FreezeAfter < 2 || FreezeAfter > rows || PartAfter.Any(p => p < 1 || p >= rows))
            throw new ArgumentException("A part or a baseline must end within the series.");
        int[] bounds = [0, .. PartAfter.Distinct().Order(), rows];
        return bounds.Zip(bounds.Skip(1), (from, to) => (from, to, PartAfter.Count == 0 && FreezeAfter is { } n ? n : to - from));
    }
}

/// <summary>One point of a run chart.</summary>
/// <param name="Date">The date of the row.</param>
/// <param name="Value">The figure; null when missing.</param>
/// <param name="Part">The part it belongs to.</param>
/// <param name="InBaseline">Whether centre and limits come from it.</param>
/// <param name="OutsideLimits">Strictly beyond a limit; false without limits.</param>
public sealed record RunPoint(DateOnly Date, double? Value, RunPart Part, bool InBaseline, bool OutsideLimits);

/// <summary>A stretch of a run chart with its own centre and run test.</summary>
public sealed record RunPart
{
    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>Median or mean; null when there is no figure.</summary>
    public required double? Centre { get; init; }

    /// <summary>Mean − 3 standard deviations; null on a median chart.</summary>
    public double? LowerLimit { get; init; }

    /// <summary>Mean + 3 standard deviations; null on a median chart.</summary>
    public double? UpperLimit { get; init; }

    /// <summary>Mean − 2 standard deviations; null on a median chart.</summary>
    public double? LowerTwoSigma { get; init; }

    /// <summary>Mean + 2 standard deviations; null on a median chart.</summary>
    public double? UpperTwoSigma { get; init; }

    /// <summary>Figures it holds.</summary>
    public required int Observations { get; init; }

    /// <summary>Figures that do not stand exactly on the centre.</summary>
    public required int Useful { get; init; }

    /// <summary>The longest run of useful figures on one side.</summary>
    public required int LongestRun { get; init; }

    /// <summary>How often neighbouring useful figures stand on different sides.</summary>
    public required int Crossings { get; init; }

    /// <summary>The longest run that chance explains: round(log₂ useful) + 3; zero without useful figures.</summary>
    public int LongestRunMax => Useful == 0 ? 0 : (int)Math.Round(Math.Log2(Useful), MidpointRounding.ToEven) + 3;

    /// <summary>The fewest crossings that chance explains: the 5th percentile of Binomial(useful − 1, ½).</summary>
    public int CrossingsMin => Useful == 0 ? 0 : LowerBinomialHalf(Useful - 1);

    /// <summary>A run too long or crossings too few to be chance.</summary>
    public bool RunsSignal => LongestRun > LongestRunMax || Crossings < CrossingsMin;

    internal static RunPart Of(int number, IReadOnlyList<double?> values, IReadOnlyList<double?> baseline, RunChartOptions options)
    {
        double[] known = [.. baseline.OfType<double>()];
        var centre = options.Centre == RunChartCentre.Median ? Median(known) : CompensatedMean.Of(known);
        var sigma = options.Centre == RunChartCentre.Median ? null : MovingRanges.Average(baseline, options.ScreenedMovingRange) / 1.128;
        return Around(centre, number, values) with
        {
            LowerLimit = centre - 3 * sigma,
            UpperLimit = centre + 3 * sigma,
            LowerTwoSigma = centre - 2 * sigma,
            UpperTwoSigma = centre + 2 * sigma,
        };
    }

    // The run test; limits, if any, are added by whoever knows them.
    internal static RunPart Around(double? centre, int number, IReadOnlyList<double?> values)
    {
        int[] sides = [.. values.OfType<double>().Select(v => centre is { } c ? v.CompareTo(c) : 0).Where(s => s != 0)];
        var (longest, current, crossings) = (0, 0, 0);
        for (var i = 0; i < sides.Length; i++)
        {
            var crosses = i > 0 && sides[i] != sides[i - 1];
            if (crosses) crossings++;
            current = crosses ? 1 : current + 1;
            longest = Math.Max(longest, current);
        }
        return new()
        {
            Number = number,
            Centre = centre,
            Observations = values.Count(v => v is not null),
            Useful = sides.Length,
            LongestRun = longest,
            Crossings = crossings,
        };
    }

    private static double? Median(double[] values)
    {
        if (values.Length == 0) return null;
        Array.Sort(values);
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : CompensatedMean.Of([values[middle - 1], values[middle]]);
    }

    // Smallest k with P(Binomial(n, ½) ≤ k) ≥ 0.05. Logarithms, because ½ⁿ vanishes for long series.
    private static int LowerBinomialHalf(int n)
    {
        var logTerm = -n * Math.Log(2);
        var cumulative = Math.Exp(logTerm);
        var k = 0;
        while (cumulative < 0.05)
        {
            logTerm += Math.Log(n - k) - Math.Log(k + 1);
            cumulative += Math.Exp(logTerm);
            k++;
        }
        return k;
    }
}

/// <summary>
/// Figures over time against their median, for series too short for limits; and the classical individuals chart
/// (mean, 3 standard deviations) for looking at the time before and after a piece of work.
/// </summary>
/// <remarks>The numbers are those of qicharts2 0.8.1. The limits differ a little from <see cref="ProcessChart"/>: 3 ÷ 1.128 is not 2.66.</remarks>
public sealed class RunChart
{
    private RunChart(IReadOnlyList<RunPoint> points, IReadOnlyList<RunPart> parts, RunChartOptions options) =>
        (Points, Parts, Options) = (points, parts, options);

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<RunPoint> Points { get; }

    /// <summary>Oldest first; at least one.</summary>
    public IReadOnlyList<RunPart> Parts { get; }

    /// <summary>How it was drawn.</summary>
    public RunChartOptions Options { get; }

    /// <summary>Works out a run chart.</summary>
    /// <param name="values">One row per period, in any order, a missing figure as null.</param>
    /// <param name="options">How to draw it; null for the median of all points.</param>
    /// <exception cref="ArgumentException">No rows, a date twice, a value that is no number, or a part or baseline outside the rows.</exception>
    public static RunChart Draw(IEnumerable<DatedValue> values, RunChartOptions? options = null)
    {
        options ??= new();
        var rows = DatedValue.InOrder(values);
        List<RunPart> parts = [];
        List<RunPoint> points = [];
        foreach (var (from, to, frozen) in options.SpansOf(rows.Length))
        {
            var span = rows[from..to];
            double?[] tested = [.. span.Select(r => options.Exclude.Contains(r.Date) ? null : r.Value)];
            var part = RunPart.Of(parts.Count + 1, tested, tested[..frozen], options);
            parts.Add(part);
            points.AddRange(span.Select((r, i) => new RunPoint(r.Date, r.Value, part,
                i < frozen && !options.Exclude.Contains(r.Date), r.Value > part.UpperLimit || r.Value < part.LowerLimit)));
        }
        return new(points, parts, options);
    }
}
