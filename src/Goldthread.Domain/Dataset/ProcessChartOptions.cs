namespace Goldthread.Domain.Dataset;

/// <summary>How a process chart is drawn; the defaults are the published convention.</summary>
public sealed record ProcessChartOptions
{
    /// <summary>Leave exceptional jumps out of the average moving range (strictly below 3.267 times it stay in).</summary>
    public bool Screening { get; init; } = true;

    /// <summary>
    /// Mean and limits come from the first so many rows of each stretch, missing ones counted; at least 12. Null: from all rows.
    /// </summary>
    public int? FixAfter { get; init; }

    /// <summary>
    /// Dates at which a new stretch begins. One without a row of exactly that date is ignored, with a warning.
    /// </summary>
    public IReadOnlyList<DateOnly> RebaseDates { get; init; } = [];

    /// <summary>Targets and the dates they hold from, in any order; empty means no target. Zero is a real target.</summary>
    public IReadOnlyList<Target> Targets { get; init; } = [];

    /// <summary>Which points count in the rule of two out of three.</summary>
    public TwoOfThreeRule TwoOfThree { get; init; }

    /// <summary>The smallest number of rows a baseline may be fixed to.</summary>
    public const int FewestFixedRows = 12;

    /// <summary>The target in force on a date, or null before the first.</summary>
    /// <param name="date">The date of a point.</param>
    public double? TargetOn(DateOnly date) =>
        Targets.Where(t => t.From is null || t.From <= date).MaxBy(t => t.From ?? DateOnly.MinValue)?.Value;
}

/// <summary>A level to be reached, and since when.</summary>
/// <param name="Value">In the indicator's unit.</param>
/// <param name="From">The first date it holds; null means always.</param>
public sealed record Target(double Value, DateOnly? From = null);

/// <summary>Two readings of "two of three in the outer third".</summary>
public enum TwoOfThreeRule
{
    /// <summary>Only points between the two-sigma line and the limit count. The published package, and our default.</summary>
    BetweenTwoAndThreeSigma,

    /// <summary>Points beyond the limit count too, as in the NHS England spreadsheet since late 2023.</summary>
    BeyondTwoSigma,
}
