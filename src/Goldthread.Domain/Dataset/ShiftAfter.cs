namespace Goldthread.Domain.Dataset;

/// <summary>What the figures say about the time since a date.</summary>
public enum ShiftVerdict
{
    /// <summary>Seven or more figures since, and no signal began at or after the date.</summary>
    NoChangeSeen,

    /// <summary>A signal in the good direction began at or after the date.</summary>
    ImprovementFollowed,

    /// <summary>A signal in the bad direction began at or after the date.</summary>
    WorseningFollowed,

    /// <summary>A signal began, but the indicator has no good direction.</summary>
    ChangeFollowed,

    /// <summary>Too few figures in all (13), or no signal yet and fewer than seven figures since the date.</summary>
    TooFewPoints,
}

/// <summary>Whether a real change followed an action: evidence for judging its impact, not proof that it was the cause.</summary>
/// <param name="Verdict">The answer.</param>
/// <param name="FirstPoint">The first point of the signal the answer rests on; null without one.</param>
/// <param name="Words">The answer as one sentence.</param>
public sealed record ShiftAfter(ShiftVerdict Verdict, ProcessPoint? FirstPoint, string Words)
{
    private const int PointsToSeeNothing = 7;

    /// <summary>Looks for a signal that began at or after a date.</summary>
    /// <param name="chart">The chart of the indicator that was to move.</param>
    /// <param name="date">When the action was carried out.</param>
    /// <remarks>
    /// A run that had begun before does not count, nor does a point within it. Step changes at or after the date are taken out and the figures before
    /// them keep the baseline: otherwise the new limits would hide the very change that is asked about. Trends and shifts
    /// outweigh single points. If signals point both ways, the latest direction counts, from its first signal on.
    /// </remarks>
    public static ShiftAfter Judge(ProcessChart chart, DateOnly date)
    {
        var judged = WithoutStepsSince(chart, date);
        if (!ProcessChart.HasEnough(judged.Points.Select(p => new DatedValue(p.Date, p.Value))))
            return new(ShiftVerdict.TooFewPoints, null, $"There are too few figures to tell whether anything changed (at least {ProcessChart.PointsForLimits} are needed).");

        var before = judged.Signals.Where(s => judged.Points[s.First].Date < date).ToList();
        Signal[] since = [.. judged.Signals.Where(s => judged.Points[s.First].Date >= date && !IsPartOf(before, s))];
        if (since.Any(IsSustained)) since = [.. since.Where(IsSustained)];
        if (since.Length > 0) return Followed(judged, since);

        var figures = judged.Points.Count(p => p.Date >= date && p.Value is not null);
        return figures < PointsToSeeNothing
            ? new(ShiftVerdict.TooFewPoints, null, $"It is too early to tell: {figures} of the {PointsToSeeNothing} figures needed since {date:d MMMM yyyy} are in.")
            : new(ShiftVerdict.NoChangeSeen, null, $"No real change is seen since {date:d MMMM yyyy}.");
    }

    // A high point within a run that was high already is nothing new.
    private static bool IsPartOf(List<Signal> before, Signal signal) => !IsSustained(signal)
        && before.Any(b => IsSustained(b) && b.IsHigh == signal.IsHigh && b.Last >= signal.First);

    private static bool IsSustained(Signal signal) => signal.Rule is SignalRule.Trend or SignalRule.Shift;

    private static ShiftAfter Followed(ProcessChart chart, Signal[] since)
    {
        var latest = since.MaxBy(s => s.Last)!.IsHigh;
        var first = chart.Points[since.Reverse().TakeWhile(s => s.IsHigh == latest).Min(s => s.First)];
        var (verdict, news) = ProcessChart.TypeOf(latest, chart.Polarity) switch
        {
            PointType.Improvement => (ShiftVerdict.ImprovementFollowed, "A real change for the better"),
            PointType.Concern => (ShiftVerdict.WorseningFollowed, "A real change for the worse"),
            PointType.NeutralHigh or PointType.NeutralLow or PointType.CommonCause =>
                (ShiftVerdict.ChangeFollowed, latest ? "A real rise" : "A real fall"),
        };
        return new(verdict, first, $"{news} began with the figure for {first.Date:d MMMM yyyy}.");
    }

    private static ProcessChart WithoutStepsSince(ProcessChart chart, DateOnly date)
    {
        DateOnly[] steps = [.. chart.Points.Select(p => p.Date).Intersect(chart.Options.RebaseDates).Order()];
        if (!steps.Any(s => s >= date)) return chart;
        var firstSince = steps.First(s => s >= date);
        var start = steps.LastOrDefault(s => s < date);
        var before = chart.Points.Count(p => p.Date >= start && p.Date < firstSince);
        return chart.With(chart.Options with
        {
            RebaseDates = [.. steps.Where(s => s < date)],
            // FixAfter holds for every stretch; the earlier ones are not looked at here.
            FixAfter = before < ProcessChartOptions.FewestFixedRows ? chart.Options.FixAfter : Math.Min(before, chart.Options.FixAfter ?? before),
        });
    }
}
