using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;

namespace Goldthread.Domain.Thread;

/// <summary>By what means an action brings about change.</summary>
public enum Mechanism
{
    /// <summary>Nobody has said yet: an action taken down in a meeting. Asked for when the action is next planned.</summary>
    NotSaid,
    /// <summary>Training.</summary>
    Training,
    /// <summary>Policy and procedure.</summary>
    PolicyAndProcedure,
    /// <summary>Practice guidance.</summary>
    PracticeGuidance,
    /// <summary>Commissioning.</summary>
    Commissioning,
    /// <summary>Audit.</summary>
    Audit,
    /// <summary>Monitoring.</summary>
    Monitoring,
    /// <summary>Communication.</summary>
    Communication,
    /// <summary>Participation.</summary>
    Participation,
    /// <summary>Challenge.</summary>
    Challenge,
}

/// <summary>How an action stands. Being done is one thing, having made a difference another (A3).</summary>
public enum ActionStatus
{
    /// <summary>Promised.</summary>
    Planned,
    /// <summary>Being done.</summary>
    UnderWay,
    /// <summary>Its owner says it is done.</summary>
    ReportedDone,
    /// <summary>Accepted as done.</summary>
    Verified,
    /// <summary>Given up, with a reason.</summary>
    Withdrawn,
}

/// <summary>What an update on an action says.</summary>
public enum UpdateKind
{
    /// <summary>How it goes.</summary>
    Progress,
    /// <summary>Its owner says it is done.</summary>
    ReportedDone,
    /// <summary>Sent back for more.</summary>
    SentBack,
    /// <summary>Accepted.</summary>
    Accepted,
    /// <summary>A new due date.</summary>
    DateChanged,
    /// <summary>Given up.</summary>
    Withdrawn,
    /// <summary>Taken up again.</summary>
    Reopened,
    /// <summary>A line of a meeting put right before its owner began.</summary>
    Corrected,
}

/// <summary>What an organisation has promised to do about a recommendation, followed up until it has made a
/// difference (Framework 1.1, 2.1).</summary>
public sealed class ImprovementAction : ConfidentialRecord, ISearched
{
    private readonly List<ActionUpdate> updates = [];
    private readonly List<Evidence> evidence = [];

    private ImprovementAction() { }

    /// <summary>Plans an action for a recommendation.</summary>
    public ImprovementAction(Recommendation recommendation, string title, Guid ownerId, DateOnly? due, DateOnly plannedOn)
        : this(title, ownerId, due, plannedOn, recommendation.OwnerGroupId)
    {
        RecommendationId = recommendation.Id;
        LimitLike(recommendation);
    }

    /// <summary>Plans an action raised in a meeting (C6). By what means nobody has said yet.</summary>
    /// <param name="meeting">Where.</param>
    /// <param name="title">What will be done.</param>
    /// <param name="ownerId">Who does it.</param>
    /// <param name="due">By when.</param>
    /// <param name="answers">The recommendation it answers, of a kind that <see cref="ActionRules.CanRaise"/> allows; null for
    /// none. The group that owns it accepts the action.</param>
    public ImprovementAction(Meeting meeting, string title, Guid ownerId, DateOnly? due, Recommendation? answers = null)
        : this(title, ownerId, due, meeting.HeldOn, answers?.OwnerGroupId ?? meeting.GroupId)
    {
        (MeetingId, RecommendationId) = (meeting.Id, answers?.Id);
        LimitLike(ActionRules.Narrower(meeting, answers));
    }

    private ImprovementAction(string title, Guid ownerId, DateOnly? due, DateOnly plannedOn, Guid acceptedById)
    {
        (Title, OwnerId, Due, FirstDue, PlannedOn, AcceptedById, LastHeardOn) = (title, ownerId, due, due, plannedOn, acceptedById, plannedOn);
        StampProfile(RuleProfile.On(plannedOn));
    }

    /// <summary>Short spoken code.</summary>
    public string Ref { get; private set; } = Reference.New('A');

    /// <summary>What will be done, in one line.</summary>
    public string Title { get; private set; } = "";

    /// <summary>The specific outcome: what will be there that was not.</summary>
    public string Outcome { get; private set; } = "";

    /// <summary>By what means.</summary>
    public Mechanism Mechanism { get; private set; }

    /// <summary>The recommendation it answers; null when raised in a meeting for itself.</summary>
    public Guid? RecommendationId { get; private set; }

    /// <summary>The meeting that raised it.</summary>
    public Guid? MeetingId { get; private set; }

    /// <summary>The organisation, or group, that does it.</summary>
    public Guid OwnerId { get; private set; }

    /// <summary>The post that carries it there; passes to the next holder.</summary>
    public Guid? PostId { get; private set; }

    /// <summary>The group that accepts it as done.</summary>
    public Guid AcceptedById { get; private set; }

    /// <summary>When it was planned.</summary>
    public DateOnly PlannedOn { get; private set; }

    /// <summary>When it is due; null is a loose end.</summary>
    public DateOnly? Due { get; private set; }

    /// <summary>When it was first due: stays in sight (S5).</summary>
    public DateOnly? FirstDue { get; private set; }

    /// <summary>How often the date was changed.</summary>
    public int DateChanges { get; private set; }

    /// <summary>How it stands.</summary>
    public ActionStatus Status { get; private set; } = ActionStatus.Planned;

    /// <summary>How much is done, 0 to 100.</summary>
    public int Percent { get; private set; }

    /// <summary>When its owner last said anything; the day it was planned if never.</summary>
    public DateOnly LastHeardOn { get; private set; }

    /// <summary>When it was reported done.</summary>
    public DateOnly? ReportedOn { get; private set; }

    /// <summary>The person who reported it done, also on behalf of its owner; may not accept it.</summary>
    public Guid? ReportedById { get; private set; }

    /// <summary>When it was accepted.</summary>
    public DateOnly? VerifiedOn { get; private set; }

    /// <summary>Dated updates, never overwritten (S2).</summary>
    public IReadOnlyList<ActionUpdate> Updates => updates;

    /// <summary>What shows that it was done.</summary>
    public IReadOnlyList<Evidence> Evidence => evidence;

    /// <inheritdoc/>
    public override string Label => Ref;

    /// <inheritdoc/>
    public override IEnumerable<Guid> GoverningScopes => [AcceptedById];

    /// <inheritdoc/>
    public override Admin.Right GoverningRight => Admin.Right.MakeRecommendations;

    /// <inheritdoc/>
    public override IEnumerable<Guid> ActingScopes => [OwnerId];

    /// <summary>Says what will be done and by whom.</summary>
    public void Describe(string title, string outcome, Mechanism mechanism, Guid ownerId, Guid? postId) =>
        (Title, Outcome, Mechanism, OwnerId, PostId) = (title, outcome, mechanism, ownerId, postId);

    /// <summary>Puts right what a meeting's record says of it, before its owner began. What stood there is told in its updates.
    /// Changes nothing when it answers with problems.</summary>
    /// <param name="meeting">The meeting that raised it.</param>
    /// <param name="line">What the line should say.</param>
    /// <param name="answers">The recommendation it answers; null for none.</param>
    /// <param name="because">What was wrong.</param>
    /// <param name="by">Who puts it right.</param>
    /// <param name="today">The date at the board.</param>
    /// <param name="unseen">The recommendation it answers now, if <paramref name="by"/> may not see that one: a link he does not
    /// see stays, unless he names another.</param>
    public IReadOnlyList<Problem> Correct(Meeting meeting, QuickLine line, Recommendation? answers, string? because, Viewer by, DateOnly today, Recommendation? unseen = null)
    {
        List<Problem> problems = [.. ActionRules.CanCorrect(this, meeting, by), .. ActionRules.CanRaise(meeting, answers, by)];
        if (string.IsNullOrWhiteSpace(because)) problems.Add(new("Because", "Say what was wrong"));
        if (problems.Count > 0) return problems;
        Log(UpdateKind.Corrected, $"{because!.Trim()} (it said: {Title}{(Due is { } was ? $", due {was:d MMMM yyyy}" : "")})", by, today);
        answers ??= unseen;
        var staysTheirs = OwnerId == line.OwnerId && RecommendationId == answers?.Id;
        (Title, OwnerId, Due, FirstDue, RecommendationId) = (line.Text, line.OwnerId!.Value, line.Due, line.Due, answers?.Id);
        AcceptedById = answers?.OwnerGroupId ?? meeting.GroupId;
        if (staysTheirs) return [];
        PostId = null;
        LimitLike(ActionRules.Narrower(meeting, answers)); // whoever was named wrongly reads it no longer
        return [];
    }

    /// <summary>Attaches what shows that it was done.</summary>
    public void Show(Evidence piece) => evidence.Add(piece);

    /// <summary>Sets the first date, or changes it with a reason (S5).</summary>
    public IReadOnlyList<Problem> MoveDue(DateOnly due, string? reason, Viewer by, DateOnly today)
    {
        var problems = ActionRules.CanMoveDue(this, due, reason, by, today);
        if (problems.Count > 0) return problems;
        if (FirstDue is null) FirstDue = due;
        else
        {
            DateChanges++;
            Log(UpdateKind.DateChanged, $"Due {Due:d MMMM yyyy} moved to {due:d MMMM yyyy}: {reason!.Trim()}", by, today);
        }
        Due = due;
        return [];
    }

    /// <summary>Posts progress. Changes nothing when it answers with problems.</summary>
    public IReadOnlyList<Problem> ReportProgress(string text, int percent, Viewer by, DateOnly today)
    {
        var problems = ActionRules.CanReport(this, text, percent, by);
        if (problems.Count > 0) return problems;
        if (Status == ActionStatus.Planned) Status = ActionStatus.UnderWay;
        Percent = percent;
        Log(UpdateKind.Progress, text.Trim(), by, today);
        return [];
    }

    /// <summary>Asks to complete it. Changes nothing when it answers with problems.</summary>
    public IReadOnlyList<Problem> ReportDone(string text, Viewer by, DateOnly today)
    {
        var problems = ActionRules.CanReportDone(this, text, by);
        if (problems.Count > 0) return problems;
        (Status, Percent, ReportedOn, ReportedById) = (ActionStatus.ReportedDone, 100, today, by.PersonId);
        Log(UpdateKind.ReportedDone, text.Trim(), by, today);
        return [];
    }

    /// <summary>Asks to complete it, with what shows that it was done where that is typed beside the report. Changes nothing when it
    /// answers with problems.</summary>
    /// <param name="text">What was done.</param>
    /// <param name="evidence">What shows it; needed when nothing is attached yet.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="today">The date at the board.</param>
    public IReadOnlyList<Problem> ReportDone(string? text, string? evidence, Viewer by, DateOnly today)
    {
        List<Problem> problems = [.. ActionRules.CanReportDone(this, text, by), .. ActionRules.LacksEvidence(this, evidence)];
        if (problems.Count > 0) return problems;
        if (!string.IsNullOrWhiteSpace(evidence)) Show(new(EvidenceSource.Statement, null, today, evidence.Trim(), by.Signs));
        return ReportDone(text!, by, today);
    }

    /// <summary>Accepts it as done. Changes nothing when it answers with problems.</summary>
    /// <param name="by">Who says so; never someone from the organisation that did the work.</param>
    /// <param name="today">The date at the board.</param>
    /// <param name="ownerIsOffice">The board's own office did it.</param>
    public IReadOnlyList<Problem> Verify(Viewer by, DateOnly today, bool ownerIsOffice = false)
    {
        var problems = ActionRules.CanVerify(this, by, ownerIsOffice);
        if (problems.Count > 0) return problems;
        (Status, VerifiedOn) = (ActionStatus.Verified, today);
        Log(UpdateKind.Accepted, "Accepted as done", by, today);
        return [];
    }

    /// <summary>Sends it back with what is missing. Changes nothing when it answers with problems.</summary>
    /// <param name="reason">What is missing.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="today">The date at the board.</param>
    /// <param name="ownerIsOffice">The board's own office did it.</param>
    public IReadOnlyList<Problem> SendBack(string? reason, Viewer by, DateOnly today, bool ownerIsOffice = false) => Status == ActionStatus.Verified
        ? [new("Decision", "It was accepted in the meantime. To undo that, choose “Take the acceptance back”")]
        : Return(UpdateKind.SentBack, reason, by, today, ownerIsOffice);

    /// <summary>Takes back that it was accepted as done: a deed of its own, so that nobody overturns unawares what somebody else
    /// decided while the page was open. Changes nothing when it answers with problems.</summary>
    /// <param name="reason">What is missing.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="today">The date at the board.</param>
    /// <param name="ownerIsOffice">The board's own office did it.</param>
    public IReadOnlyList<Problem> TakeBack(string? reason, Viewer by, DateOnly today, bool ownerIsOffice = false) => Status != ActionStatus.Verified
        ? [new("Decision", "It is not accepted, so there is nothing to take back")]
        : Return(UpdateKind.Reopened, reason, by, today, ownerIsOffice);

    private List<Problem> Return(UpdateKind kind, string? reason, Viewer by, DateOnly today, bool ownerIsOffice)
    {
        List<Problem> problems = [.. ActionRules.MoveProblems(this, ActionStatus.UnderWay), .. ActionRules.JudgeProblems(this, by, ownerIsOffice)];
        if (string.IsNullOrWhiteSpace(reason)) problems.Add(new("Reason", "Say what is missing, so that the agency can mend it"));
        if (problems.Count > 0) return problems;
        (Status, ReportedOn, ReportedById, VerifiedOn) = (ActionStatus.UnderWay, null, null, null);
        Percent = updates.LastOrDefault(u => u.Kind == UpdateKind.Progress)?.Percent ?? 0; // it was not all done after all
        Log(kind, reason!.Trim(), by, today);
        return [];
    }

    /// <summary>Gives it up. Changes nothing when it answers with problems.</summary>
    public IReadOnlyList<Problem> Withdraw(string? reason, Viewer by, DateOnly today)
    {
        List<Problem> problems = [.. ActionRules.MoveProblems(this, ActionStatus.Withdrawn)];
        if (!by.May(Right.AcceptActions, this)) problems.Add(new("", "The owning group's chair or the business office must withdraw an action"));
        if (string.IsNullOrWhiteSpace(reason)) problems.Add(new("Reason", "Say why it is given up"));
        if (problems.Count > 0) return problems;
        Status = ActionStatus.Withdrawn;
        Log(UpdateKind.Withdrawn, reason!.Trim(), by, today);
        return [];
    }

    /// <inheritdoc/>
    public SearchText ToSearch() => new("Action", Title, SearchText.Fields([Ref, Outcome, .. updates.Select(u => u.Text)]), PlannedOn, OwnerId,
        AcceptedById, null, []);

    private void Log(UpdateKind kind, string text, Viewer by, DateOnly today)
    {
        var fromOwner = kind is UpdateKind.Progress or UpdateKind.ReportedDone;
        updates.Add(new(kind, text, today, by.Signs, Percent, fromOwner && !RecommendationRules.SpeaksFor(by, OwnerId)));
        if (fromOwner) LastHeardOn = today;
    }
}

/// <summary>One dated update on an action.</summary>
public sealed class ActionUpdate
{
    private ActionUpdate() { }

    internal ActionUpdate(UpdateKind kind, string text, DateOnly on, string by, int percent, bool onBehalf) =>
        (Kind, Text, On, By, Percent, OnBehalf) = (kind, text, on, by, percent, onBehalf);

    /// <summary>Identity; sorts in the order of posting.</summary>
    public Guid Id { get; private set; } = Ids.Next();

    /// <summary>What it says.</summary>
    public UpdateKind Kind { get; private set; }

    /// <summary>In words.</summary>
    public string Text { get; private set; } = "";

    /// <summary>When.</summary>
    public DateOnly On { get; private set; }

    /// <summary>Who, by name.</summary>
    public string By { get; private set; } = "";

    /// <summary>How much was done then, 0 to 100.</summary>
    public int Percent { get; private set; }

    /// <summary>Taken down by the board's office for the agency.</summary>
    public bool OnBehalf { get; private set; }
}
