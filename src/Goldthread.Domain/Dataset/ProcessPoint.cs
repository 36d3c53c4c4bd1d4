namespace Goldthread.Domain.Dataset;

/// <summary>One point of a process chart with everything that is said about it.</summary>
public sealed record ProcessPoint
{
    /// <summary>The date of the row.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The figure; null when missing.</summary>
    public required double? Value { get; init; }

    /// <summary>The stretch it belongs to.</summary>
    public required ProcessSegment Segment { get; init; }

    /// <summary>The target in force on its date, if any.</summary>
    public required double? Target { get; init; }

    /// <summary>Whether mean and limits come from it; never for a missing value.</summary>
    public required bool InBaseline { get; init; }

    /// <summary>Strictly beyond a limit; null without a value or without limits. On the line is inside.</summary>
    public bool? OutsideLimits { get; init; }

    /// <summary>Not outside the limits but strictly beyond a two-sigma line; null as above.</summary>
    public bool? CloseToLimits { get; init; }

    /// <summary>−1 below the mean, 0 exactly on it, 1 above; null without a value.</summary>
    public int? RelativeToMean { get; init; }

    /// <summary>The one rule it is labelled with: outlier before trend before two of three before shift.</summary>
    public SpecialCause Cause { get; init; }

    /// <summary>Whether that is good or bad news for children.</summary>
    public PointType Type { get; init; }
}

/// <summary>What a point signals, if anything.</summary>
public enum SpecialCause
{
    /// <summary>Nothing: the usual up and down.</summary>
    None,

    /// <summary>Above the upper limit.</summary>
    AboveUpperLimit,

    /// <summary>Below the lower limit.</summary>
    BelowLowerLimit,

    /// <summary>One of seven or more in a row, each higher than the one before.</summary>
    Rising,

    /// <summary>One of seven or more in a row, each lower than the one before.</summary>
    Falling,

    /// <summary>One of two in three near the upper limit.</summary>
    TwoOfThreeHigh,

    /// <summary>One of two in three near the lower limit.</summary>
    TwoOfThreeLow,

    /// <summary>One of seven or more in a row above the mean.</summary>
    RunAbove,

    /// <summary>One of seven or more in a row below the mean.</summary>
    RunBelow,
}

/// <summary>Whether a signal is good news.</summary>
public enum PointType
{
    /// <summary>No signal.</summary>
    CommonCause,

    /// <summary>A signal in the good direction.</summary>
    Improvement,

    /// <summary>A signal in the bad direction.</summary>
    Concern,

    /// <summary>A high signal of an indicator that has no good direction.</summary>
    NeutralHigh,

    /// <summary>A low signal of an indicator that has no good direction.</summary>
    NeutralLow,
}

/// <summary>What the latest figure says about change.</summary>
public enum Variation
{
    /// <summary>No real change.</summary>
    CommonCause,

    /// <summary>A real change for the better, upwards.</summary>
    ImprovementHigh,

    /// <summary>A real change for the better, downwards.</summary>
    ImprovementLow,

    /// <summary>A real change for the worse, upwards.</summary>
    ConcernHigh,

    /// <summary>A real change for the worse, downwards.</summary>
    ConcernLow,

    /// <summary>A real change upwards that is neither good nor bad in itself.</summary>
    NeutralHigh,

    /// <summary>A real change downwards that is neither good nor bad in itself.</summary>
    NeutralLow,
}

/// <summary>Whether the target will be met by the process as it is.</summary>
public enum Assurance
{
    /// <summary>Yes, always: the target lies beyond the limit on the safe side.</summary>
    Pass,

    /// <summary>Sometimes, by chance: the target lies between the limits or on one.</summary>
    Inconsistent,

    /// <summary>Not without change: the target lies beyond the limit on the far side.</summary>
    Fail,
}

/// <summary>A stretch between step changes: everything is worked out for it apart.</summary>
public sealed record ProcessSegment
{
    /// <summary>From 0; from 1 when the very first row is a step change.</summary>
    public required int Number { get; init; }

    /// <summary>Its rows, missing values counted.</summary>
    public required int Rows { get; init; }

    /// <summary>The mean of the baseline; null when the baseline holds no value.</summary>
    public required double? Mean { get; init; }

    /// <summary>Mean − 2.66 average moving ranges; not cut at zero. Null when there are no limits.</summary>
    public double? LowerLimit { get; init; }

    /// <summary>Mean + 2.66 average moving ranges; not cut at 100. Null when there are no limits.</summary>
    public double? UpperLimit { get; init; }

    /// <summary>Two thirds of the way from the mean to the lower limit.</summary>
    public double? LowerTwoSigma { get; init; }

    /// <summary>Two thirds of the way from the mean to the upper limit.</summary>
    public double? UpperTwoSigma { get; init; }

    /// <summary>Fewer than 13 rows: the limits are provisional.</summary>
    public bool IsShort => Rows < ProcessChart.PointsForLimits;

    // 2 × 2.66 ÷ 3, not two standard deviations reckoned another way.
    private const double LimitFactor = 2.66;
    private const double TwoSigmaFactor = 2 * LimitFactor / 3;

    internal static ProcessSegment Of(int number, IReadOnlyList<double?> values, ProcessChartOptions options)
    {
        double?[] baseline = [.. values.Take(options.FixAfter ?? values.Count)];
        var mean = CompensatedMean.Of([.. baseline.OfType<double>()]);
        var range = MovingRanges.Average(baseline, options.Screening);
        return new()
        {
            Number = number,
            Rows = values.Count,
            Mean = mean,
            LowerLimit = mean - LimitFactor * range,
            UpperLimit = mean + LimitFactor * range,
            LowerTwoSigma = mean - TwoSigmaFactor * range,
            UpperTwoSigma = mean + TwoSigmaFactor * range,
        };
    }
}
