namespace Goldthread.Domain.Dataset;

/// <summary>What a person decided about the limits of a chart over time.</summary>
public enum StepKind
{
    /// <summary>Mean and limits are worked out anew from a period on, because something changed and is expected to last.</summary>
    NewLimits,

    /// <summary>Mean and limits come from the periods up to one, and what follows is read against them.</summary>
    FixedBaseline,

    /// <summary>The definition changed, so that figures before and after can't be compared. Nobody decides it for a chart:
    /// it comes with the definition.</summary>
    NewDefinition,
}

/// <summary>A recorded decision on the limits of an indicator's chart: who, when and why. It is never made automatically
/// and never changed; one that was wrong is withdrawn with a reason and stays on record (Framework 5.4).</summary>
public sealed class IndicatorStep
{
    private IndicatorStep() { }

    internal IndicatorStep(Guid indicatorId, int areaKey, StepKind kind, DateOnly period, string reason, string by, DateTime at) =>
        (IndicatorId, AreaKey, Kind, Period, Reason, By, At) = (indicatorId, areaKey, kind, period, reason, by, at);

    /// <summary>The break that comes with a definition; never stored. Its period is the first day of the new words.</summary>
    internal static IndicatorStep Of(Guid indicatorId, int areaKey, DefinitionChange change) =>
        new(indicatorId, areaKey, StepKind.NewDefinition, change.From, change.Why, change.By, change.At);

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>The indicator.</summary>
    public Guid IndicatorId { get; private set; }

    /// <summary>Number of the area whose chart it is for.</summary>
    public int AreaKey { get; private set; }

    /// <summary>What was decided.</summary>
    public StepKind Kind { get; private set; }

    /// <summary>Last day of the first period with new limits, or of the last one that belongs to the baseline.</summary>
    public DateOnly Period { get; private set; }

    /// <summary>What changed, or why these periods are the baseline.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Who decided.</summary>
    public string By { get; private set; } = "";

    /// <summary>When, UTC.</summary>
    public DateTime At { get; private set; }

    /// <summary>When it was withdrawn, UTC; null while in force.</summary>
    public DateTime? WithdrawnAt { get; private set; }

    /// <summary>Who withdrew it.</summary>
    public string? WithdrawnBy { get; private set; }

    /// <summary>Why.</summary>
    public string? WithdrawnReason { get; private set; }

    internal void Withdraw(string by, string reason, DateTime at) => (WithdrawnAt, WithdrawnBy, WithdrawnReason) = (at, by, reason);

    /// <summary>What is missing for a decision to be kept; empty when nothing is.</summary>
    /// <param name="kind">What is decided; null for nothing chosen.</param>
    /// <param name="period">Last day of the period; null for none chosen.</param>
    /// <param name="reason">As typed.</param>
    /// <param name="points">The series it is for, oldest first.</param>
    /// <param name="inForce">Decisions in force for the same series.</param>
    public static IReadOnlyList<Problem> Problems(StepKind? kind, DateOnly? period, string? reason, IReadOnlyList<SeriesPoint> points, IEnumerable<IndicatorStep> inForce)
    {
        if (SeriesReading.Process(points, Polarity.Neutral, []) is null)
            return [new("", $"Limits are drawn for weekly, monthly or quarterly figures from {ProcessChart.PointsForLimits} on: there are none here to change")];
        List<Problem> problems = [];
        if (kind is null or StepKind.NewDefinition) problems.Add(new(nameof(Kind), "Choose what to do"));
        var row = points.ToList().FindIndex(p => p.End == period);
        if (row < 0) problems.Add(new(nameof(Period), "Choose a period from the list"));
        else if (kind == StepKind.NewLimits && row == 0) problems.Add(new(nameof(Period), "Choose a later period: the limits begin with the first one already"));
        else if (kind == StepKind.FixedBaseline && row + 1 < ProcessChartOptions.FewestFixedRows)
            problems.Add(new(nameof(Period), $"Choose a later period: a baseline needs at least {ProcessChartOptions.FewestFixedRows} periods"));
        else if (inForce.Any(s => s.Kind == kind && (kind == StepKind.FixedBaseline || s.Period == period)))
            problems.Add(new(nameof(Period), kind == StepKind.FixedBaseline ? "There is a fixed baseline already: withdraw it first" : "The limits begin anew with this period already"));
        if (string.IsNullOrWhiteSpace(reason)) problems.Add(new(nameof(Reason), "Say why: what changed, and why it is expected to last"));
        else if (reason.Length > 500) problems.Add(new(nameof(Reason), "Shorten the reason to 500 characters"));
        return problems;
    }

    /// <summary>How a chart is drawn under these decisions.</summary>
    /// <param name="steps">Decisions for this series, in force or withdrawn.</param>
    /// <param name="points">The series, oldest first.</param>
    /// <param name="targets">Levels to be reached.</param>
    public static ProcessChartOptions Options(IEnumerable<IndicatorStep> steps, IReadOnlyList<SeriesPoint> points, IEnumerable<Target> targets)
    {
        List<IndicatorStep> inForce = [.. steps.Where(s => s.WithdrawnAt is null)];
        var baseline = inForce.Find(s => s.Kind == StepKind.FixedBaseline) is { } fixedTo ? points.Count(p => p.End <= fixedTo.Period) : 0;
        return new()
        {
            Targets = [.. targets],
            // A decision on a period that has since gone is left out: the page says so beside it.
            RebaseDates = [.. inForce.Where(s => s.Kind == StepKind.NewLimits).Select(s => s.Period).Where(d => points.Any(p => p.End == d))
                .Concat(inForce.Select(s => s.BreakIn(points)?.End).OfType<DateOnly>()).Distinct().Order()],
            FixAfter = baseline >= ProcessChartOptions.FewestFixedRows ? baseline : null,
        };
    }

    /// <summary>The first period under a new definition, also one that began before it; null where no earlier period is there to be
    /// parted from, and for every other kind of step.</summary>
    /// <param name="points">The series, oldest first.</param>
    public SeriesPoint? BreakIn(IReadOnlyList<SeriesPoint> points) =>
        Kind == StepKind.NewDefinition && points.Count > 0 && points[0].End < Period ? points.FirstOrDefault(p => p.End >= Period) : null;
}
