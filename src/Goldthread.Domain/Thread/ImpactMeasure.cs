using Goldthread.Domain.Admin;

namespace Goldthread.Domain.Thread;

/// <summary>How a difference will be seen.</summary>
public enum MeasureKind
{
    /// <summary>A series of the dataset.</summary>
    Indicator,
    /// <summary>A figure of a re-audit.</summary>
    ReAudit,
    /// <summary>Transfer of training into practice.</summary>
    Training,
    /// <summary>The grade of a standard.</summary>
    StandardGrade,
    /// <summary>What children, parents or staff say.</summary>
    Voice,
}

/// <summary>What became of it.</summary>
public enum Judgement
{
    /// <summary>Not judged yet.</summary>
    None,
    /// <summary>The change holds and has become usual.</summary>
    Embedded,
    /// <summary>Moving the right way.</summary>
    Improving,
    /// <summary>Nothing moved.</summary>
    NoChange,
    /// <summary>Moved the wrong way.</summary>
    Worse,
    /// <summary>Can't be told yet; says what is missing and when to look again.</summary>
    CannotTell,
}

/// <summary>How a recommendation's effect on children will be seen, and what was seen (A4, A5). Chosen before work
/// starts; kept apart from whether the actions were done (A3).</summary>
public sealed class ImpactMeasure : ConfidentialRecord, ISearched
{
    private readonly List<Evidence> evidence = [];
    private readonly List<Verdict> verdicts = [];

    private ImpactMeasure() { }

    /// <summary>Sets up a measure for a recommendation.</summary>
    public ImpactMeasure(Recommendation recommendation, MeasureKind kind, string howSeen, DateOnly checkOn)
    {
        (RecommendationId, OwnerGroupId, Kind, HowSeen, CheckOn) = (recommendation.Id, recommendation.OwnerGroupId, kind, howSeen, checkOn);
        LimitLike(recommendation);
    }

    /// <summary>Short spoken code.</summary>
    public string Ref { get; private set; } = Reference.New('M');

    /// <summary>What it measures the effect of.</summary>
    public Guid RecommendationId { get; private set; }

    /// <summary>The group that judges.</summary>
    public Guid OwnerGroupId { get; private set; }

    /// <summary>How it will be seen.</summary>
    public MeasureKind Kind { get; private set; }

    /// <summary>In a line: what will be looked at.</summary>
    public string HowSeen { get; private set; } = "";

    /// <summary>The series, for an indicator.</summary>
    public Guid? IndicatorId { get; private set; }

    /// <summary>How it was before work started, with its unit.</summary>
    public string Baseline { get; private set; } = "";

    /// <summary>How it should become, with its unit.</summary>
    public string Target { get; private set; } = "";

    /// <summary>When to look.</summary>
    public DateOnly CheckOn { get; private set; }

    /// <summary>The latest judgement.</summary>
    public Judgement Judgement { get; private set; }

    /// <summary>When it was judged last.</summary>
    public DateOnly? JudgedOn { get; private set; }

    /// <summary>What was found then, with its unit.</summary>
    public string Result { get; private set; } = "";

    /// <summary>All judgements, oldest first; none is overwritten.</summary>
    public IReadOnlyList<Verdict> Verdicts => verdicts;

    /// <summary>What the judgement rests on.</summary>
    public IReadOnlyList<Evidence> Evidence => evidence;

    /// <inheritdoc/>
    public override string Label => Ref;

    /// <inheritdoc/>
    public override IEnumerable<Guid> GoverningScopes => [OwnerGroupId];

    /// <inheritdoc/>
    public override Admin.Right GoverningRight => Admin.Right.MakeRecommendations;

    /// <summary>Says how the effect will be seen.</summary>
    public void Describe(MeasureKind kind, string howSeen, Guid? indicatorId, string baseline, string target, DateOnly checkOn) =>
        (Kind, HowSeen, IndicatorId, Baseline, Target, CheckOn) =
            (kind, howSeen, kind == MeasureKind.Indicator ? indicatorId : null, baseline, target, checkOn);

    /// <summary>Attaches what a judgement rests on.</summary>
    public void RestOn(Evidence piece) => evidence.Add(piece);

    /// <summary>Records a judgement. Changes nothing when it answers with problems.</summary>
    /// <param name="judgement">What became of it.</param>
    /// <param name="result">What was seen, with its unit.</param>
    /// <param name="reason">Why it is judged so.</param>
    /// <param name="whatNext">For "no change" and "worse": what will be done; for "cannot tell": what is missing.</param>
    /// <param name="nextCheck">When to look again; needed for "cannot tell".</param>
    /// <param name="by">Who judges.</param>
    /// <param name="today">The date at the board.</param>
    /// <param name="madeOn">When its recommendation was made: what stands for a day before it shows no effect. Null when that is not known.</param>
    public IReadOnlyList<Problem> Judge(Judgement judgement, string result, string? reason, string? whatNext, DateOnly? nextCheck,
        Viewer by, DateOnly today, DateOnly? madeOn = null)
    {
        var problems = MeasureRules.CanJudge(this, judgement, result, reason, whatNext, nextCheck, by, today, madeOn);
        if (problems.Count > 0) return problems;
        (Judgement, JudgedOn, Result) = (judgement, today, result);
        if (nextCheck is { } next) CheckOn = next;
        verdicts.Add(new(judgement, result, reason!.Trim(), whatNext?.Trim() ?? "", today, by.Name));
        return [];
    }

    /// <inheritdoc/>
    public SearchText ToSearch() => new("Impact test", HowSeen, SearchText.Fields([Ref, Baseline, Target, Result, .. verdicts.SelectMany(v => new[] { v.Reason, v.WhatNext })]),
        CheckOn, null, OwnerGroupId, null, []);
}

/// <summary>One judgement of an impact measure.</summary>
public sealed class Verdict
{
    private Verdict() { }

    internal Verdict(Judgement judgement, string result, string reason, string whatNext, DateOnly on, string by) =>
        (Judgement, Result, Reason, WhatNext, On, By) = (judgement, result, reason, whatNext, on, by);

    /// <summary>Identity; sorts in order.</summary>
    public Guid Id { get; private set; } = Ids.Next();

    /// <summary>What became of it.</summary>
    public Judgement Judgement { get; private set; }

    /// <summary>What was seen.</summary>
    public string Result { get; private set; } = "";

    /// <summary>Why it is judged so.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>What next, or what is missing.</summary>
    public string WhatNext { get; private set; } = "";

    /// <summary>When.</summary>
    public DateOnly On { get; private set; }

    /// <summary>Who, by name.</summary>
    public string By { get; private set; } = "";
}

/// <summary>What makes an impact test, and who may judge it.</summary>
public static class MeasureRules
{
    /// <summary>Problems of a measure as typed.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="madeOn">When its recommendation was made: nothing can have changed before. Null when that is not known.</param>
    public static IReadOnlyList<Problem> Check(ImpactMeasure measure, DateOnly? madeOn = null)
    {
        List<Problem> problems = [];
        if (string.IsNullOrWhiteSpace(measure.HowSeen)) problems.Add(new("HowSeen", "Say how the difference will be seen"));
        if (measure.Kind == MeasureKind.Indicator && measure.IndicatorId is null) problems.Add(new("IndicatorId", "Choose the indicator"));
        if (string.IsNullOrWhiteSpace(measure.Baseline)) problems.Add(new("Baseline", "Enter how it is now, before work starts"));
        if (string.IsNullOrWhiteSpace(measure.Target)) problems.Add(new("Target", "Enter how it should become"));
        if (measure.CheckOn < madeOn) problems.Add(new("CheckOn", $"Enter a date that is not before the recommendation was made, on {madeOn:d MMMM yyyy}"));
        return problems;
    }

    /// <summary>Why this can't be judged so by this person.</summary>
    public static IReadOnlyList<Problem> CanJudge(ImpactMeasure measure, Judgement judgement, string? result, string? reason, string? whatNext,
        DateOnly? nextCheck, Viewer by, DateOnly today, DateOnly? madeOn = null)
    {
        List<Problem> problems = [];
        if (judgement == Judgement.None) problems.Add(new("Judgement", "Choose what became of it"));
        if (string.IsNullOrWhiteSpace(reason)) problems.Add(new("Reason", "Say why you judge it so"));
        if (judgement is Judgement.Embedded or Judgement.Improving && measure.Evidence.Count == 0)
            problems.Add(new("Evidence", "Attach the evidence of change before you judge it embedded or improving"));
        else if (judgement is Judgement.Embedded or Judgement.Improving && measure.Evidence.All(e => e.StandsFor < madeOn))
            problems.Add(new("Evidence", $"Attach evidence from after the recommendation was made, on {madeOn:d MMMM yyyy}: what is attached stands for earlier days and can’t show a change"));
        if (judgement is Judgement.Embedded or Judgement.Improving && string.IsNullOrWhiteSpace(result))
            problems.Add(new("Result", "Enter what is seen now, to stand beside what was before"));
        if (judgement is Judgement.NoChange or Judgement.Worse && string.IsNullOrWhiteSpace(whatNext))
            problems.Add(new("WhatNext", "Say what will be done next"));
        if (judgement == Judgement.CannotTell)
        {
            if (string.IsNullOrWhiteSpace(whatNext)) problems.Add(new("WhatNext", "Say what is missing"));
            if (nextCheck is null) problems.Add(new("NextCheck", "Enter the date on which to look again"));
        }
        if (nextCheck <= today) problems.Add(new("NextCheck", "Enter a date after today"));
        if (!by.May(Right.JudgeImpact, measure))
            problems.Add(new("", "The chair of the owning group or the business office must judge impact"));
        return problems;
    }

    /// <summary>Its date has come and nobody has judged it since.</summary>
    public static bool IsDue(DateOnly checkOn, DateOnly? judgedOn, DateOnly today) => checkOn <= today && (judgedOn is null || judgedOn < checkOn);

    /// <summary>The judgement in running text.</summary>
    public static string Say(Judgement judgement) => judgement switch
    {
        Judgement.None => "not judged yet",
        Judgement.Embedded => "embedded",
        Judgement.Improving => "improving",
        Judgement.NoChange => "no change",
        Judgement.Worse => "worse",
        Judgement.CannotTell => "cannot tell yet",
    };
}
