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

/// <summary>A date from which limits are worked out anew, because the reason of a change is known and expected to last.</summary>
/// <param name="Date">The date of the first row that belongs to the new stretch.</param>
/// <param name="Reason">What changed, in a sentence.</param>
/// <param name="DecidedBy">The person who decided it; step changes are never made automatically.</param>
public sealed record StepChange(DateOnly Date, string Reason, string DecidedBy)
{
    /// <summary>What is missing for a step change to be kept; empty when nothing is.</summary>
    /// <param name="rows">The rows of the series it is for.</param>
    public IReadOnlyList<Problem> Problems(IEnumerable<DatedValue> rows)
    {
        List<Problem> problems = [];
        if (rows.All(r => r.Date != Date))
            problems.Add(new(nameof(Date), "Choose a date that this series has a figure for"));
        if (string.IsNullOrWhiteSpace(Reason))
            problems.Add(new(nameof(Reason), "Say what changed and why it is expected to last"));
        if (string.IsNullOrWhiteSpace(DecidedBy))
            problems.Add(new(nameof(DecidedBy), "Name the person who decided on the step change"));
        return problems;
    }
}
