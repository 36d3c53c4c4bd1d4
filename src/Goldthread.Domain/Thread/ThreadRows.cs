namespace Goldthread.Domain.Thread;

/// <summary>The five columns of the thread, from left to right.</summary>
public enum ThreadColumn
{
    /// <summary>What a finding rests on.</summary>
    Evidence,
    /// <summary>What was found.</summary>
    Finding,
    /// <summary>What should change.</summary>
    Recommendation,
    /// <summary>What was done.</summary>
    Action,
    /// <summary>What it changed for children.</summary>
    Impact,
}

/// <summary>One record of the thread, as far as its picture shows it.</summary>
/// <param name="Column">Where it stands.</param>
/// <param name="Id">The record.</param>
/// <param name="Title">In one line.</param>
public abstract record ThreadRow(ThreadColumn Column, Guid Id, string Title);

/// <summary>A piece of evidence for a finding.</summary>
/// <param name="Id">The piece.</param>
/// <param name="FindingId">What it supports.</param>
/// <param name="Source">What it is.</param>
/// <param name="SourceId">Which one.</param>
/// <param name="Title">Title of the source; for a statement, what was stated.</param>
/// <param name="From">Shelf and kind, in words.</param>
/// <param name="StandsFor">The day it speaks of.</param>
/// <param name="Code">Code of an indicator, else null.</param>
public sealed record EvidenceRow(Guid Id, Guid FindingId, EvidenceSource Source, Guid SourceId, string Title, string From, DateOnly StandsFor, string? Code = null)
    : ThreadRow(ThreadColumn.Evidence, Id, Title);

/// <summary>A finding.</summary>
/// <param name="Id">Which.</param>
/// <param name="Ref">Spoken code.</param>
/// <param name="Title">In one line.</param>
/// <param name="Kind">Which way it leans.</param>
/// <param name="FoundOn">When.</param>
/// <param name="SourceHeldElsewhere">Its source lies out of its readers' sight, so that it is not without evidence.</param>
/// <param name="NoRecommendationReason">Why nothing is recommended; null while that is open.</param>
/// <param name="Status">Whether it still counts; one that does not breaks no thread.</param>
public sealed record FindingRow(Guid Id, string Ref, string Title, FindingKind Kind, DateOnly FoundOn, bool SourceHeldElsewhere, string? NoRecommendationReason,
    FindingStatus Status = FindingStatus.Standing)
    : ThreadRow(ThreadColumn.Finding, Id, Title);

/// <summary>A recommendation.</summary>
/// <param name="Id">Which.</param>
/// <param name="Ref">Spoken code.</param>
/// <param name="Title">In one line.</param>
/// <param name="MadeOn">When.</param>
/// <param name="Owner">Short name of the group that owns it.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Accepted">How many of those asked accepted it, also in part.</param>
/// <param name="Awaited">How many have not answered.</param>
/// <param name="AnswersOverdue">How many of these should have answered before today.</param>
/// <param name="FindingIds">Findings it comes from, visible or not.</param>
public sealed record RecommendationRow(Guid Id, string Ref, string Title, DateOnly MadeOn, string Owner, RecommendationStatus Status,
    int Accepted, int Awaited, int AnswersOverdue, IReadOnlyList<Guid> FindingIds)
    : ThreadRow(ThreadColumn.Recommendation, Id, Title);

/// <summary>An action.</summary>
/// <param name="Id">Which.</param>
/// <param name="Ref">Spoken code.</param>
/// <param name="Title">In one line.</param>
/// <param name="RecommendationId">What it answers; null when raised for itself.</param>
/// <param name="Owner">Short name of who does it.</param>
/// <param name="Mechanism">By what means.</param>
/// <param name="Status">How it stands.</param>
/// <param name="HasCarrier">A post carries it.</param>
/// <param name="PlannedOn">When it was planned.</param>
/// <param name="Due">When it is due; null for no date.</param>
/// <param name="FirstDue">When it was first due.</param>
/// <param name="LastHeardOn">When its owner last spoke.</param>
/// <param name="ReportedOn">When it was reported done.</param>
/// <param name="ReopenedOn">When it was last taken up again after having been accepted.</param>
public sealed record ActionRow(Guid Id, string Ref, string Title, Guid? RecommendationId, string Owner, Mechanism Mechanism, ActionStatus Status,
    bool HasCarrier, DateOnly PlannedOn, DateOnly? Due, DateOnly? FirstDue, DateOnly LastHeardOn, DateOnly? ReportedOn, DateOnly? ReopenedOn)
    : ThreadRow(ThreadColumn.Action, Id, Title);

/// <summary>An impact measure.</summary>
/// <param name="Id">Which.</param>
/// <param name="Ref">Spoken code.</param>
/// <param name="Title">What is looked at.</param>
/// <param name="RecommendationId">What it tests.</param>
/// <param name="Baseline">How it was, with its unit.</param>
/// <param name="Target">How it should become.</param>
/// <param name="Result">What was seen last; empty before.</param>
/// <param name="CheckOn">When to look.</param>
/// <param name="Judgement">The latest judgement.</param>
/// <param name="JudgedOn">When it was made.</param>
/// <param name="VerdictId">The latest judgement, whose id tells what was planned after it on the same day; null before.</param>
public sealed record MeasureRow(Guid Id, string Ref, string Title, Guid RecommendationId, string Baseline, string Target, string Result,
    DateOnly CheckOn, Judgement Judgement, DateOnly? JudgedOn, Guid? VerdictId = null)
    : ThreadRow(ThreadColumn.Impact, Id, Title);

/// <summary>Everything of a thread that its reader may see, in no order.</summary>
/// <param name="Evidence">Pieces of evidence whose source he may see.</param>
/// <param name="Findings">Findings.</param>
/// <param name="Recommendations">Recommendations.</param>
/// <param name="Actions">Actions.</param>
/// <param name="Measures">Impact measures.</param>
public sealed record ThreadRows(IReadOnlyList<EvidenceRow> Evidence, IReadOnlyList<FindingRow> Findings, IReadOnlyList<RecommendationRow> Recommendations,
    IReadOnlyList<ActionRow> Actions, IReadOnlyList<MeasureRow> Measures);

/// <summary>Where the thread breaks, for rows in memory. The lists of loose ends ask the database the same; a test holds
/// both against each other.</summary>
public static class ThreadBreaks
{
    /// <summary>Breaks at a finding.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="evidence">How many pieces of evidence are seen.</param>
    /// <param name="recommendations">How many recommendations are seen.</param>
    public static IEnumerable<LooseEnd> Of(FindingRow finding, int evidence, int recommendations)
    {
        if (finding.Status != FindingStatus.Standing) yield break;
        if (evidence == 0 && !finding.SourceHeldElsewhere) yield return LooseEnd.FindingWithoutEvidence;
        if (FindingRules.NeedsRecommendation(finding.Kind, finding.NoRecommendationReason, recommendations)) yield return LooseEnd.FindingWithoutRecommendation;
    }

    /// <summary>Breaks at a recommendation. An action that was withdrawn counts as none.</summary>
    public static IEnumerable<LooseEnd> Of(RecommendationRow recommendation, IEnumerable<ActionRow> actions, IEnumerable<MeasureRow> measures)
    {
        if (recommendation.Status != RecommendationStatus.Open) yield break;
        if (recommendation.AnswersOverdue > 0) yield return LooseEnd.NoResponse;
        if (recommendation.Accepted > 0 && actions.All(a => a.Status == ActionStatus.Withdrawn)) yield return LooseEnd.RecommendationWithoutAction;
        if (!measures.Any()) yield return LooseEnd.RecommendationWithoutImpactTest;
    }

    /// <summary>Breaks at an action.</summary>
    public static IEnumerable<LooseEnd> Of(ActionRow action, DateOnly today)
    {
        if (ActionRules.IsOverdue(action.Status, action.Due, today)) yield return LooseEnd.ActionOverdue;
        if (ActionRules.IsOpen(action.Status) && (!action.HasCarrier || action.Due is null)) yield return LooseEnd.ActionWithoutOwnerOrDate;
        if (ActionRules.IsStuck(action.Status, action.LastHeardOn, today)) yield return LooseEnd.ActionStuck;
        if (action.Status == ActionStatus.ReportedDone) yield return LooseEnd.ActionNotAccepted;
    }

    /// <summary>Breaks at an impact measure. Something new has begun when, since the judgement, an action was planned that was not
    /// withdrawn, or an accepted one was taken up again. That the recommendation was opened again is nothing new.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="recommendation">What it tests; null when that is not seen.</param>
    /// <param name="actions">The recommendation's actions.</param>
    /// <param name="today">The date at the board.</param>
    public static IEnumerable<LooseEnd> Of(MeasureRow measure, RecommendationRow? recommendation, IEnumerable<ActionRow> actions, DateOnly today)
    {
        if (MeasureRules.IsDue(measure.CheckOn, measure.JudgedOn, today)) yield return LooseEnd.ImpactNotJudged;
        if (recommendation is null || measure.Judgement is not (Judgement.NoChange or Judgement.Worse)) yield break;
        if (recommendation.Status != RecommendationStatus.Open || !actions.Any(a => IsNewSince(a, measure)))
            yield return LooseEnd.ImpactWithoutMovement;
    }

    // On the day of the judgement the order of making decides: an action that was there already is what it judged.
    private static bool IsNewSince(ActionRow action, MeasureRow measure) =>
        action.ReopenedOn >= measure.JudgedOn
        || (action.Status != ActionStatus.Withdrawn
            && (action.PlannedOn > measure.JudgedOn || (action.PlannedOn == measure.JudgedOn && (measure.VerdictId is not { } verdict || action.Id.CompareTo(verdict) > 0))));

    /// <summary>The break at a record in a few words: of an action it says which of person and date is missing.</summary>
    public static string Words(LooseEnd end, ThreadRow at) => (end, at) switch
    {
        (LooseEnd.ActionWithoutOwnerOrDate, ActionRow { HasCarrier: true }) => "No date yet",
        (LooseEnd.ActionWithoutOwnerOrDate, ActionRow { Due: not null }) => "No person named yet",
        _ => Words(end),
    };

    /// <summary>The break in a few words, for a connector or a tag.</summary>
    public static string Words(LooseEnd end) => end switch
    {
        LooseEnd.FindingWithoutRecommendation => "No recommendation yet",
        LooseEnd.FindingWithoutEvidence => "No evidence yet",
        LooseEnd.NoResponse => "No answer in time",
        LooseEnd.RecommendationWithoutAction => "No action yet",
        LooseEnd.RecommendationWithoutImpactTest => "No impact test yet",
        LooseEnd.ActionWithoutOwnerOrDate => "No person and no date yet",
        LooseEnd.ActionOverdue => "Overdue",
        LooseEnd.ActionStuck => "Gone quiet",
        LooseEnd.ActionNotAccepted => "Waiting to be accepted",
        LooseEnd.ImpactNotJudged => "Impact not judged in time",
        LooseEnd.ImpactWithoutMovement => "Nothing new begun",
        LooseEnd.SilentTheme => "Silent",
    };
}
