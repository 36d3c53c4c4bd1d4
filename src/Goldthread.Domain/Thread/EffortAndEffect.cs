namespace Goldthread.Domain.Thread;

/// <summary>Some actions that are alike.</summary>
/// <param name="Status">How they stand.</param>
/// <param name="Mechanism">By what means.</param>
/// <param name="Count">How many.</param>
/// <param name="InTime">How many of them were reported done by the date they were first due.</param>
/// <param name="Late">How many of them were reported done after it.</param>
public sealed record ActionTally(ActionStatus Status, Mechanism Mechanism, int Count, int InTime, int Late);

/// <summary>Some impact measures that are judged alike.</summary>
/// <param name="Judgement">The latest judgement.</param>
/// <param name="Count">How many.</param>
public sealed record JudgementTally(Judgement Judgement, int Count);

/// <summary>What was done, and what it changed for children (Framework 3.2; A11): shown side by side, never added up.</summary>
/// <param name="Actions">What was done.</param>
/// <param name="Measures">What changed.</param>
public sealed record EffortAndEffect(IReadOnlyList<ActionTally> Actions, IReadOnlyList<JudgementTally> Measures)
{
    /// <summary>Of rows in memory.</summary>
    public static EffortAndEffect Of(IEnumerable<ActionRow> actions, IEnumerable<MeasureRow> measures) => new(
        [.. actions.GroupBy(a => (a.Status, a.Mechanism)).Select(g => new ActionTally(g.Key.Status, g.Key.Mechanism, g.Count(),
            g.Count(a => a.ReportedOn <= a.FirstDue), g.Count(a => a.ReportedOn > a.FirstDue)))],
        [.. measures.GroupBy(m => m.Judgement).Select(g => new JudgementTally(g.Key, g.Count()))]);

    /// <summary>Actions in all.</summary>
    public int ActionCount => Actions.Sum(a => a.Count);

    /// <summary>Impact measures in all.</summary>
    public int MeasureCount => Measures.Sum(m => m.Count);

    /// <summary>Reported done by the date first promised.</summary>
    public int InTime => Actions.Sum(a => a.InTime);

    /// <summary>Reported done after it.</summary>
    public int Late => Actions.Sum(a => a.Late);

    /// <summary>How actions stand, in the order of their life; states that none has are left out.</summary>
    public IReadOnlyList<(ActionStatus Status, int Count)> ByStatus =>
        [.. Actions.GroupBy(a => a.Status).OrderBy(g => g.Key).Select(g => (g.Key, g.Sum(a => a.Count)))];

    /// <summary>By what means, the commonest first.</summary>
    public IReadOnlyList<(Mechanism Mechanism, int Count)> ByMechanism =>
        [.. Actions.GroupBy(a => a.Mechanism).Select(g => (g.Key, Count: g.Sum(a => a.Count))).OrderByDescending(m => m.Count).ThenBy(m => m.Key)];

    /// <summary>What became of it: the judged first, those not judged yet last.</summary>
    public IReadOnlyList<JudgementTally> ByJudgement =>
        [.. Measures.OrderBy(m => m.Judgement == Judgement.None).ThenBy(m => m.Judgement)];
}
