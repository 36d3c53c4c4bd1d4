using Goldthread.Domain.Admin;

namespace Goldthread.Domain.Thread;

/// <summary>How a recommendation stands.</summary>
public enum RecommendationStatus
{
    /// <summary>Being answered, acted on or checked.</summary>
    Open,
    /// <summary>Closed on evidence of change.</summary>
    Closed,
    /// <summary>Closed by a named person's reason, without evidence of change; every report says so (A6).</summary>
    ClosedWithoutEvidence,
}

/// <summary>What somebody asked answers.</summary>
public enum Answer
{
    /// <summary>Nothing yet.</summary>
    Awaited,
    /// <summary>Will do it.</summary>
    Accepted,
    /// <summary>Will do part of it; the reason says which.</summary>
    PartlyAccepted,
    /// <summary>Will not; the reason says why.</summary>
    Rejected,
}

/// <summary>What a finding leads to: one change asked of agencies or groups, with the test of its impact chosen before
/// work starts (Framework 1.1, 2.1; A4).</summary>
public sealed class Recommendation : ConfidentialRecord, ISearched
{
    private readonly List<Tag> findings = [];
    private readonly List<Response> responses = [];

    private Recommendation() { }

    /// <summary>Makes a recommendation.</summary>
    public Recommendation(string title, DateOnly madeOn, Guid ownerGroupId)
    {
        (Title, MadeOn, OwnerGroupId) = (title, madeOn, ownerGroupId);
        StampProfile(RuleProfile.On(madeOn));
    }

    /// <summary>Short spoken code.</summary>
    public string Ref { get; private set; } = Reference.New('R');

    /// <summary>What should change, in one line.</summary>
    public string Title { get; private set; } = "";

    /// <summary>More about it.</summary>
    public string Detail { get; private set; } = "";

    /// <summary>When it was made.</summary>
    public DateOnly MadeOn { get; private set; }

    /// <summary>The group that owns it: accepts its actions, judges, closes.</summary>
    public Guid OwnerGroupId { get; private set; }

    /// <summary>What will be different for children: the heart of the impact test (A4); null until chosen.</summary>
    public string? DifferenceForChildren { get; private set; }

    /// <summary>How it stands.</summary>
    public RecommendationStatus Status { get; private set; }

    /// <summary>When it was closed.</summary>
    public DateOnly? ClosedOn { get; private set; }

    /// <summary>Who closed it, by name.</summary>
    public string? ClosedBy { get; private set; }

    /// <summary>Why it was closed, or why without evidence.</summary>
    public string? ClosingReason { get; private set; }

    /// <summary>How often it was opened again.</summary>
    public int TimesReopened { get; private set; }

    /// <summary>What it was opened again for, the last time.</summary>
    public string? ReopenedBecause { get; private set; }

    /// <summary>Findings it comes from.</summary>
    public IReadOnlyList<Tag> Findings => findings;

    /// <summary>Whom it is asked of, with what they answered.</summary>
    public IReadOnlyList<Response> Responses => responses;

    /// <inheritdoc/>
    public override string Label => Ref;

    /// <inheritdoc/>
    public override IEnumerable<Guid> GoverningScopes => [OwnerGroupId];

    /// <inheritdoc/>
    public override Admin.Right GoverningRight => Admin.Right.MakeRecommendations;

    /// <inheritdoc/>
    public override IEnumerable<Guid> ActingScopes => responses.Select(r => r.AskedId);

    /// <summary>Says what is recommended.</summary>
    public void Describe(string title, string detail, string? differenceForChildren) =>
        (Title, Detail, DifferenceForChildren) = (title, detail, string.IsNullOrWhiteSpace(differenceForChildren) ? null : differenceForChildren.Trim());

    /// <summary>Ties it to the findings it comes from.</summary>
    public void ComeFrom(IEnumerable<Guid> findingIds) => findings.Set(findingIds);

    /// <summary>Asks an organisation or a group. Asking twice changes nothing.</summary>
    /// <param name="askedId">Organisation or group.</param>
    /// <param name="isGroup">Whether it is a group.</param>
    /// <param name="answerBy">When the answer is due.</param>
    public void Ask(Guid askedId, bool isGroup, DateOnly answerBy)
    {
        if (responses.All(r => r.AskedId != askedId)) responses.Add(new(askedId, isGroup, answerBy));
    }

    /// <summary>Takes back a question that was not answered yet.</summary>
    public void Unask(Guid askedId) => responses.RemoveAll(r => r.AskedId == askedId && r.Answer == Answer.Awaited);

    /// <summary>Records an answer. Changes nothing when it answers with problems.</summary>
    /// <param name="askedId">Who answers.</param>
    /// <param name="answer">What.</param>
    /// <param name="reason">Why; needed unless accepted in full.</param>
    /// <param name="by">Who types it.</param>
    /// <param name="today">The date at the board.</param>
    public IReadOnlyList<Problem> Respond(Guid askedId, Answer answer, string? reason, Viewer by, DateOnly today)
    {
        var problems = RecommendationRules.CanRespond(this, askedId, answer, reason, by);
        if (problems.Count > 0) return problems;
        var onBehalf = !RecommendationRules.SpeaksFor(by, askedId);
        responses.First(r => r.AskedId == askedId).Record(answer, reason, by.Signs, today, onBehalf);
        return [];
    }

    /// <summary>Closes it. Changes nothing when it answers with problems.</summary>
    /// <param name="by">Who closes.</param>
    /// <param name="reason">Why; needed when there is no evidence of change.</param>
    /// <param name="measures">All its impact measures, hidden ones too.</param>
    /// <param name="actions">All its actions, hidden ones too.</param>
    /// <param name="today">The date at the board.</param>
    public IReadOnlyList<Problem> Close(Viewer by, string? reason, IReadOnlyCollection<ImpactMeasure> measures,
        IReadOnlyCollection<ImprovementAction> actions, DateOnly today)
    {
        var problems = RecommendationRules.CanClose(this, by, reason, measures, actions);
        if (problems.Count > 0) return problems;
        Status = RecommendationRules.HasEvidenceOfChange(measures) ? RecommendationStatus.Closed : RecommendationStatus.ClosedWithoutEvidence;
        (ClosedOn, ClosedBy, ClosingReason) = (today, by.Name, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim());
        return [];
    }

    /// <summary>Opens it again, as when its impact is judged "no change" or "worse".</summary>
    public IReadOnlyList<Problem> Reopen(Viewer by, string? because)
    {
        List<Problem> problems = [];
        if (Status == RecommendationStatus.Open) problems.Add(new("", "This recommendation is open already"));
        if (!by.May(Right.JudgeImpact, this)) problems.Add(new("", "Someone who judges impact for the owning group must reopen it"));
        if (string.IsNullOrWhiteSpace(because)) problems.Add(new("Reason", "Say why it is opened again"));
        if (problems.Count > 0) return problems;
        (Status, ClosedOn, ClosedBy, ClosingReason) = (RecommendationStatus.Open, null, null, null);
        (TimesReopened, ReopenedBecause) = (TimesReopened + 1, because!.Trim());
        return [];
    }

    /// <inheritdoc/>
    public SearchText ToSearch() => new("Recommendation", Title, SearchText.Fields(Ref, Detail, DifferenceForChildren, ClosingReason), MadeOn,
        responses.Count == 1 && !responses[0].IsGroup ? responses[0].AskedId : null, OwnerGroupId, null, []);
}

/// <summary>Somebody asked, and the answer.</summary>
public sealed class Response
{
    private Response() { }

    internal Response(Guid askedId, bool isGroup, DateOnly answerBy) => (AskedId, IsGroup, AnswerBy) = (askedId, isGroup, answerBy);

    /// <summary>The organisation or group.</summary>
    public Guid AskedId { get; private set; }

    /// <summary>Whether it is a group.</summary>
    public bool IsGroup { get; private set; }

    /// <summary>When the answer is due.</summary>
    public DateOnly AnswerBy { get; private set; }

    /// <summary>What they said.</summary>
    public Answer Answer { get; private set; }

    /// <summary>Why.</summary>
    public string? Reason { get; private set; }

    /// <summary>Who typed it, by name.</summary>
    public string? AnsweredBy { get; private set; }

    /// <summary>When.</summary>
    public DateOnly? AnsweredOn { get; private set; }

    /// <summary>Taken down by the board's office for them, as by telephone.</summary>
    public bool OnBehalf { get; private set; }

    internal void Record(Answer answer, string? reason, string by, DateOnly on, bool onBehalf) =>
        (Answer, Reason, AnsweredBy, AnsweredOn, OnBehalf) = (answer, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(), by, on, onBehalf);
}

/// <summary>What may happen to a recommendation, and why not.</summary>
public static class RecommendationRules
{
    /// <summary>Problems of a recommendation as typed (S1).</summary>
    public static IReadOnlyList<Problem> Check(Recommendation recommendation)
    {
        List<Problem> problems = [];
        if (string.IsNullOrWhiteSpace(recommendation.Title)) problems.Add(new("Title", "Enter what should change, in one line"));
        else if (recommendation.Title.Length > 200) problems.Add(new("Title", "Shorten it to 200 characters; the rest goes into the detail"));
        if (recommendation.Findings.Count == 0) problems.Add(new("Findings", "Choose at least one finding this comes from"));
        if (recommendation.Responses.Count == 0) problems.Add(new("Asked", "Choose at least one agency or group to ask"));
        return problems;
    }

    /// <summary>Whether a person answers for this organisation or group; whoever only reads it from outside does not.</summary>
    public static bool SpeaksFor(Viewer by, Guid askedId) =>
        by.OrganisationIds.Contains(askedId) || by.Roles.Any(held => held.Scope != ScopeKind.Board && held.ScopeId == askedId && held.Role != Role.OutsideReader);

    /// <summary>Why this person can't record this answer.</summary>
    public static IReadOnlyList<Problem> CanRespond(Recommendation recommendation, Guid askedId, Answer answer, string? reason, Viewer by)
    {
        List<Problem> problems = [];
        if (recommendation.Responses.All(r => r.AskedId != askedId)) return [new("", "This recommendation was not asked of them")];
        if (recommendation.Status != RecommendationStatus.Open) problems.Add(new("", "This recommendation is closed; reopen it to change an answer"));
        if (answer == Answer.Awaited) problems.Add(new("Answer", "Choose accepted, partly accepted or rejected"));
        if (answer is Answer.PartlyAccepted or Answer.Rejected && string.IsNullOrWhiteSpace(reason))
            problems.Add(new("Reason", answer == Answer.Rejected ? "Say why it is rejected" : "Say which part is accepted and why not the rest"));
        var own = SpeaksFor(by, askedId) && by.MayIn(askedId, Right.Respond) && Access.CanSee(recommendation, by);
        if (!own && !by.May(Right.ActOnBehalf, recommendation))
            problems.Add(new("", "The safeguarding lead of the agency, or the business office on their behalf, must record this answer"));
        return problems;
    }

    /// <summary>Whether any measure shows a change for the better (A6).</summary>
    public static bool HasEvidenceOfChange(IEnumerable<ImpactMeasure> measures) =>
        measures.Any(m => m.Judgement is Judgement.Embedded or Judgement.Improving && m.Evidence.Count > 0);

    /// <summary>Why it can't be closed by this person now.</summary>
    public static IReadOnlyList<Problem> CanClose(Recommendation recommendation, Viewer by, string? reason,
        IReadOnlyCollection<ImpactMeasure> measures, IReadOnlyCollection<ImprovementAction> actions)
    {
        List<Problem> problems = [];
        if (recommendation.Status != RecommendationStatus.Open) problems.Add(new("", "This recommendation is closed already"));
        if (!by.May(Right.JudgeImpact, recommendation)) problems.Add(new("", "The chair of the owning group or the business office must close it"));
        if (actions.Any(a => a.Status is ActionStatus.Planned or ActionStatus.UnderWay or ActionStatus.ReportedDone))
            problems.Add(new("", "Finish, accept or withdraw its open actions first"));
        if (!HasEvidenceOfChange(measures) && string.IsNullOrWhiteSpace(reason))
            problems.Add(new("Reason", "No evidence of change is recorded: give your reason for closing without it"));
        return problems;
    }
}
