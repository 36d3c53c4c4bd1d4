namespace Goldthread.Domain.Dataset;

/// <summary>
/// An individuals control chart (XmR) as the NHS <i>Making Data Count</i> programme draws it: mean, natural limits,
/// signals of real change, and whether a target will be met.
/// </summary>
/// <remarks>
/// Framework 5.4. Meant for weekly, monthly or quarterly series of at least 13 points; shorter ones are a <see cref="RunChart"/>,
/// yearly ones have the <see cref="TrendTest"/>. Gives the numbers of NHSRplotthedots 0.2.2 except where that package fails or
/// shows an icon without ground: all values equal, two values only, a missing latest value, no target.
/// </remarks>
public sealed class ProcessChart
{
    /// <summary>With fewer figures than this, limits are provisional and a run chart is the better picture.</summary>
    public const int PointsForLimits = 13;

    private const int FewestOfALevel = 4;

    private readonly DatedValue[] _values;

    private ProcessChart(DatedValue[] values, Polarity polarity, ProcessChartOptions options) =>
        (_values, Polarity, Options) = (values, polarity, options);

    /// <summary>Which way is better.</summary>
    public Polarity Polarity { get; }

    /// <summary>How it was drawn.</summary>
    public ProcessChartOptions Options { get; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<ProcessPoint> Points { get; private init; } = [];

    /// <summary>The stretches between step changes, oldest first; at least one.</summary>
    public IReadOnlyList<ProcessSegment> Segments { get; private init; } = [];

    /// <summary>Every signal, by its first point and then by its rule.</summary>
    public IReadOnlyList<Signal> Signals { get; private init; } = [];

    /// <summary>What a reader must know before trusting the picture.</summary>
    public IReadOnlyList<ChartWarning> Warnings { get; private init; } = [];

    /// <summary>What the latest figure says; null with fewer than three figures.</summary>
    public Variation? Variation { get; private init; }

    /// <summary>
    /// The latest target against the limits of the last stretch, strictly beyond; null without a target, without a good
    /// direction, or with fewer than three figures. When all figures are equal they stand in for the limits.
    /// </summary>
    public Assurance? Assurance { get; private init; }

    /// <summary>The latest point with a figure, or null.</summary>
    public ProcessPoint? Latest => Points.LastOrDefault(p => p.Value is not null);

    /// <summary>
    /// The first date of the new level in a run on one side of the mean that still lasts, as a hint that a step change could be
    /// considered; null when there is none. Figures on the way from the old level to the new, which would stand outside the new
    /// limits, are left to the time before. Deciding it takes a person and a known reason.
    /// </summary>
    public DateOnly? StepChangeToConsider =>
        Latest is { } latest && Signals.LastOrDefault(s => s.Rule == SignalRule.Shift) is { } shift
        && Points[shift.Last] == latest && Points[shift.First].Segment == latest.Segment
        && Points.First(p => p.Segment == latest.Segment) != Points[shift.First]
            ? Points[NewLevelOf(shift)].Date
            : null;

    // The mean counts the time before as well and lies between both levels: a figure on the way up may be beyond it already.
    private int NewLevelOf(Signal shift)
    {
        var first = shift.First;
        while (shift.Last - first > FewestOfALevel && IsOnTheWay(first, shift)) first++;
        return first;
    }

    private bool IsOnTheWay(int first, Signal shift)
    {
        var level = ProcessSegment.Of(0, [.. Points.Take(shift.Last + 1).Skip(first + 1).Select(p => p.Value)], new());
        return shift.IsHigh ? Points[first].Value < level.LowerLimit : Points[first].Value > level.UpperLimit;
    }

    /// <summary>Whether a series has figures enough for limits (13).</summary>
    /// <param name="values">One per period, gaps as null.</param>
    public static bool HasEnough(IEnumerable<DatedValue> values) => values.Count(v => v.Value is not null) >= PointsForLimits;

    /// <summary>Works out a chart.</summary>
    /// <param name="values">One row per period, in any order, a missing figure as null. Neighbouring rows count as neighbours.</param>
    /// <param name="polarity">Which way is better.</param>
    /// <param name="options">How to draw it; null for the usual way.</param>
    /// <exception cref="ArgumentException">No rows, a date twice, a value that is no number, or a baseline fixed to fewer than 12 rows.</exception>
    public static ProcessChart Draw(IEnumerable<DatedValue> values, Polarity polarity, ProcessChartOptions? options = null)
    {
        options ??= new();
        if (options.FixAfter < ProcessChartOptions.FewestFixedRows)
            throw new ArgumentException($"A fixed baseline needs at least {ProcessChartOptions.FewestFixedRows} rows.", nameof(options));
        var ordered = DatedValue.InOrder(values);

        List<ProcessSegment> segments = [];
        List<ProcessPoint> points = [];
        List<Signal> signals = [];
        foreach (var (number, from, to) in Stretches(ordered, options.RebaseDates))
        {
            var segment = ProcessSegment.Of(number, [.. ordered[from..to].Select(v => v.Value)], options);
            segments.Add(segment);
            points.AddRange(ordered[from..to].Select((row, i) => Place(row, i, segment, options)));
            signals.AddRange(Signal.In(points, from, to, options.TwoOfThree));
        }
        Label(points, signals, polarity);
        return new(ordered, polarity, options)
        {
            Points = points,
            Segments = segments,
            Signals = [.. signals.OrderBy(s => s.First).ThenBy(s => s.Rule)],
            Warnings = [.. ChartWarning.About(ordered, points, segments, options)],
            Variation = VariationOf(points, polarity),
            Assurance = AssuranceOf(points, polarity),
        };
    }

    /// <summary>The same figures, drawn another way.</summary>
    internal ProcessChart With(ProcessChartOptions options) => Draw(_values, Polarity, options);

    private static IEnumerable<(int Number, int From, int To)> Stretches(DatedValue[] rows, IReadOnlyList<DateOnly> rebaseDates)
    {
        var (number, from) = (0, 0);
        for (var i = 0; i < rows.Length; i++)
        {
            if (!rebaseDates.Contains(rows[i].Date)) continue;
            if (i > 0) yield return (number, from, i);
            (number, from) = (number + 1, i);
        }
        yield return (number, from, rows.Length);
    }

    private static ProcessPoint Place(DatedValue row, int position, ProcessSegment segment, ProcessChartOptions options)
    {
        bool? outside = row.Value is null || segment.UpperLimit is null ? null
            : row.Value > segment.UpperLimit || row.Value < segment.LowerLimit;
        return new()
        {
            Date = row.Date,
            Value = row.Value,
            Segment = segment,
            Target = options.TargetOn(row.Date),
            InBaseline = row.Value is not null && position < (options.FixAfter ?? segment.Rows),
            OutsideLimits = outside,
            CloseToLimits = outside is null ? null
                : outside == false && (row.Value > segment.UpperTwoSigma || row.Value < segment.LowerTwoSigma),
            RelativeToMean = row.Value is { } value && segment.Mean is { } mean ? Math.Sign(value - mean) : null,
        };
    }

    private static void Label(List<ProcessPoint> points, IEnumerable<Signal> signals, Polarity polarity)
    {
        var strongest = signals
            .SelectMany(s => s.Marked, (signal, position) => (signal, position))
            .GroupBy(m => m.position)
            .ToDictionary(g => g.Key, g => g.Min(m => m.signal.Rule));
        var inTrend = signals.Where(s => s.Rule == SignalRule.Trend).SelectMany(s => s.Marked).ToHashSet();
        foreach (var (i, rule) in strongest)
        {
            var isHigh = rule == SignalRule.Trend ? IsRising(points, inTrend, i) : points[i].RelativeToMean > 0;
            points[i] = points[i] with { Cause = CauseOf(rule, isHigh), Type = TypeOf(isHigh, polarity) };
        }
    }

    // A turning point shared by a rise and a fall takes the later direction; a tie after the last point of a rise
    // that a fall's trend begins with makes it falling, as the published package has it.
    private static bool IsRising(List<ProcessPoint> points, HashSet<int> inTrend, int i) =>
        inTrend.Contains(i + 1) && points[i + 1].Segment == points[i].Segment
            ? points[i + 1].Value > points[i].Value
            : points[i].Value > points[i - 1].Value;

    private static SpecialCause CauseOf(SignalRule rule, bool isHigh) => rule switch
    {
        SignalRule.Outlier => isHigh ? SpecialCause.AboveUpperLimit : SpecialCause.BelowLowerLimit,
        SignalRule.Trend => isHigh ? SpecialCause.Rising : SpecialCause.Falling,
        SignalRule.TwoOfThree => isHigh ? SpecialCause.TwoOfThreeHigh : SpecialCause.TwoOfThreeLow,
        SignalRule.Shift => isHigh ? SpecialCause.RunAbove : SpecialCause.RunBelow,
    };

    /// <summary>Whether a signal that way is good news.</summary>
    internal static PointType TypeOf(bool isHigh, Polarity polarity) => polarity switch
    {
        Polarity.HighIsGood => isHigh ? PointType.Improvement : PointType.Concern,
        Polarity.LowIsGood => isHigh ? PointType.Concern : PointType.Improvement,
        Polarity.Neutral => isHigh ? PointType.NeutralHigh : PointType.NeutralLow,
    };

    private static Variation? VariationOf(List<ProcessPoint> points, Polarity polarity)
    {
        if (points.FindLast(p => p.Value is not null) is not { } latest || TooFewFor(points)) return null;
        return latest.Type switch
        {
            PointType.CommonCause => Dataset.Variation.CommonCause,
            PointType.Improvement => polarity == Polarity.HighIsGood ? Dataset.Variation.ImprovementHigh : Dataset.Variation.ImprovementLow,
            PointType.Concern => polarity == Polarity.HighIsGood ? Dataset.Variation.ConcernLow : Dataset.Variation.ConcernHigh,
            PointType.NeutralHigh => Dataset.Variation.NeutralHigh,
            PointType.NeutralLow => Dataset.Variation.NeutralLow,
        };
    }

    private static Assurance? AssuranceOf(List<ProcessPoint> points, Polarity polarity)
    {
        var last = points[^1];
        if (last.Target is not { } target || last.Segment.Mean is not { } mean || polarity == Polarity.Neutral || TooFewFor(points)) return null;
        var beyond = target > (last.Segment.UpperLimit ?? mean) ? 1 : target < (last.Segment.LowerLimit ?? mean) ? -1 : 0;
        return beyond == 0 ? Dataset.Assurance.Inconsistent
            : beyond > 0 == (polarity == Polarity.LowIsGood) ? Dataset.Assurance.Pass : Dataset.Assurance.Fail;
    }

    // One or two figures of the last stretch make an icon that means nothing.
    private static bool TooFewFor(List<ProcessPoint> points) =>
        points.Count(p => p.Segment == points[^1].Segment && p.Value is not null) < 3;
}
