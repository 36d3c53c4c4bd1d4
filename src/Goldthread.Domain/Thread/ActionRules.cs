using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using static Goldthread.Domain.Thread.ActionStatus;

namespace Goldthread.Domain.Thread;

/// <summary>What may happen to an action, and why not.</summary>
public static class ActionRules
{
    /// <summary>Days without a word after which an action counts as stuck.</summary>
    public const int QuietDays = 60;

    /// <summary>Every move there is. A move that is not in this table can't happen.</summary>
    public static IReadOnlyDictionary<ActionStatus, ActionStatus[]> Moves { get; } = new Dictionary<ActionStatus, ActionStatus[]>
    {
        [Planned] = [UnderWay, ReportedDone, Withdrawn],
        [UnderWay] = [ReportedDone, Withdrawn],
        [ReportedDone] = [Verified, UnderWay],
        [Verified] = [UnderWay], // reopened when its impact is judged "no change" or "worse"
        [Withdrawn] = [],
    };

    /// <summary>Still to be done by its owner.</summary>
    public static bool IsOpen(ActionStatus status) => status is Planned or UnderWay;

    /// <summary>Past its date and not yet reported done.</summary>
    public static bool IsOverdue(ActionStatus status, DateOnly? due, DateOnly today) => IsOpen(status) && due < today;

    /// <summary>Open, and its owner has said nothing for <see cref="QuietDays"/>.</summary>
    public static bool IsStuck(ActionStatus status, DateOnly lastHeardOn, DateOnly today) =>
        IsOpen(status) && lastHeardOn.AddDays(QuietDays) < today;

    /// <summary>Problems of an action as typed.</summary>
    public static IReadOnlyList<Problem> Check(ImprovementAction action)
    {
        List<Problem> problems = [];
        if (string.IsNullOrWhiteSpace(action.Title)) problems.Add(new("Title", "Enter what will be done, in one line"));
        else if (action.Title.Length > 200) problems.Add(new("Title", "Shorten it to 200 characters; the rest goes into the outcome"));
        if (action.Mechanism == Mechanism.NotSaid) problems.Add(new("Mechanism", "Choose by what means it will bring about change"));
        if (action.OwnerId == Guid.Empty) problems.Add(new("OwnerId", "Choose who will do it"));
        if (action.Due < action.PlannedOn) problems.Add(new("Due", "Enter a due date that is not before the action was planned"));
        return problems;
    }

    /// <summary>Empty when the table allows the move.</summary>
    public static IReadOnlyList<Problem> MoveProblems(ImprovementAction action, ActionStatus to) =>
        Moves[action.Status].Contains(to) ? []
            : action.Status == to ? [new("", $"This action is {Say(to)} already")]
            : [new("", $"An action that is {Say(action.Status)} can't become {Say(to)}")];

    /// <summary>Why this person can't plan or edit it.</summary>
    public static IReadOnlyList<Problem> CanPlan(ImprovementAction action, Viewer by) =>
        by.May(Right.PlanActions, action) ? [] : [new("", "The lead of the agency that does it, or the business office, must plan this action")];

    /// <summary>Why this person can't post this progress.</summary>
    public static IReadOnlyList<Problem> CanReport(ImprovementAction action, string? text, int percent, Viewer by)
    {
        List<Problem> problems = [];
        if (!IsOpen(action.Status)) problems.Add(new("", $"An action that is {Say(action.Status)} takes no progress; send it back first"));
        if (string.IsNullOrWhiteSpace(text)) problems.Add(new("Text", "Say what has been done and what is next"));
        if (percent is < 0 or > 100) problems.Add(new("Percent", "Enter a number from 0 to 100"));
        if (!MayReport(action, by)) problems.Add(new("", "Someone from the agency that does it, or the business office on their behalf, must post progress"));
        return problems;
    }

    /// <summary>Why this person can't report it done.</summary>
    public static IReadOnlyList<Problem> CanReportDone(ImprovementAction action, string? text, Viewer by)
    {
        List<Problem> problems = [.. MoveProblems(action, ReportedDone)];
        if (string.IsNullOrWhiteSpace(text)) problems.Add(new("Text", "Say what was done"));
        if (!MayReport(action, by)) problems.Add(new("", "Someone from the agency that does it, or the business office on their behalf, must report it done"));
        return problems;
    }

    /// <summary>What the group said when it sent an action back, or took it up again, while its owner has not reported it done anew;
    /// else null. Progress alone does not answer it.</summary>
    public static ActionUpdate? SentBack(ImprovementAction action) =>
        action.Status == UnderWay ? action.Updates.OrderBy(u => u.Id).LastOrDefault(u => u.Kind is UpdateKind.SentBack or UpdateKind.Reopened) : null;

    /// <summary>What acceptance will need and is not there: said when its owner reports it done, while he can still mend it.</summary>
    /// <param name="action">The action.</param>
    /// <param name="evidence">Evidence typed together with the report.</param>
    public static IReadOnlyList<Problem> LacksEvidence(ImprovementAction action, string? evidence) =>
        action.Evidence.Count == 0 && string.IsNullOrWhiteSpace(evidence)
            ? [new("Evidence", "Say what shows that it was done: it is accepted only on evidence")]
            : [];

    /// <summary>How much is done, as typed: "50", "50%", "50 %". Anything else gives -1, which no rule takes.</summary>
    public static int ReadPercent(string? typed)
    {
        var number = (typed ?? "").Trim().TrimEnd('%').TrimEnd();
        return int.TryParse(number, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var percent) ? percent : -1;
    }

    /// <summary>The record that fewer may read: what hangs on a meeting and on a recommendation is no wider than either. Of two
    /// that are for different lists of people the meeting: what was said there in confidence stays there.</summary>
    public static ConfidentialRecord Narrower(Meeting meeting, Recommendation? answers)
    {
        if (answers is null) return meeting;
        var (ofMeeting, ofAnswers) = (Access.Width(meeting.Confidentiality), Access.Width(answers.Confidentiality));
        var apart = ofMeeting == ofAnswers && ofMeeting < Access.Width(Confidentiality.Board) && meeting.AccessListId != answers.AccessListId;
        return ofAnswers > ofMeeting || apart ? meeting : answers;
    }

    /// <summary>Why a meeting can't raise an action for this recommendation; empty for none.</summary>
    public static IReadOnlyList<Problem> CanRaise(Meeting meeting, Recommendation? answers, Viewer by)
    {
        if (answers is null) return [];
        List<Problem> problems = [];
        if (answers.Status != RecommendationStatus.Open) problems.Add(new("RecommendationId", $"{answers.Ref} is closed; reopen it to plan more"));
        if (answers.OwnerGroupId != meeting.GroupId && !by.May(Right.MakeRecommendations, answers))
            problems.Add(new("RecommendationId", $"{answers.Ref} belongs to another group; its chair or the business office must plan this action"));
        if (answers.Confidentiality == meeting.Confidentiality && Access.Width(meeting.Confidentiality) < Access.Width(Confidentiality.Board) && answers.AccessListId != meeting.AccessListId)
            problems.Add(new("RecommendationId", $"{answers.Ref} and this record have different readers; plan the action on the page of the recommendation"));
        return problems;
    }

    /// <summary>Why this person can't put right the line of a meeting that raised it.</summary>
    public static IReadOnlyList<Problem> CanCorrect(ImprovementAction action, Meeting meeting, Viewer by)
    {
        List<Problem> problems = [];
        if (action.MeetingId != meeting.Id) problems.Add(new("", "This action was not raised in this meeting"));
        if (action.Status != Planned || action.Updates.Any(u => u.Kind != UpdateKind.Corrected) || action.Evidence.Count > 0)
            problems.Add(new("", "Its owner has begun: ask them to change it, or withdraw it and record a new one"));
        if (action.Confidentiality == Confidentiality.Restricted && meeting.Confidentiality != Confidentiality.Restricted)
            problems.Add(new("", "This action was restricted since; withdraw it and record a new one"));
        if (!by.May(Right.RunMeetings, meeting) || !Access.CanSee(action, by))
            problems.Add(new("", "The chair of this group, or the business office, must correct its record"));
        return problems;
    }

    /// <summary>Why this person can't accept it now.</summary>
    /// <param name="action">The action.</param>
    /// <param name="by">Who would accept it.</param>
    /// <param name="ownerIsOffice">The board's own office did it.</param>
    public static IReadOnlyList<Problem> CanVerify(ImprovementAction action, Viewer by, bool ownerIsOffice = false)
    {
        List<Problem> problems = [.. MoveProblems(action, Verified), .. JudgeProblems(action, by, ownerIsOffice)];
        if (action.Evidence.Count == 0)
            problems.Add(new("Evidence", "Add at least one piece of evidence before you accept this action"));
        return problems;
    }

    /// <summary>Why this person can't judge the work: the right lies in the owning group or the board's office, and never
    /// with those who did it: whoever speaks for the owner, an agency or a group, or reported it done, also on
    /// their behalf. What the office itself did is judged by the members of the owning group: its chair often works with the
    /// office, and the office can't judge itself, whoever of it holds a post there.</summary>
    /// <param name="action">The action.</param>
    /// <param name="by">Who would judge it.</param>
    /// <param name="ownerIsOffice">The board's own office did it.</param>
    public static IReadOnlyList<Problem> JudgeProblems(ImprovementAction action, Viewer by, bool ownerIsOffice = false)
    {
        var did = RecommendationRules.SpeaksFor(by, action.OwnerId) || (by.PersonId is not null && by.PersonId == action.ReportedById)
            || (ownerIsOffice && by.Is(Role.BoardOfficer));
        var may = by.May(Right.AcceptActions, action) || (ownerIsOffice && by.May(Right.AcceptOfficeWork, action));
        return may && !did ? [] : [new("", $"{WhoJudges(ownerIsOffice)} must decide this")];
    }

    /// <summary>Who judges whether an action is done, in words that begin a sentence.</summary>
    public static string WhoJudges(bool ownerIsOffice) => ownerIsOffice
        ? "The chair or a member of the group that owns the recommendation, who does not work for the business office and did not report it done,"
        : "Someone from the group that owns the recommendation, or the business office, who does not speak for the agency or group that did it and did not report it done,";

    /// <summary>Why the date can't be moved so.</summary>
    public static IReadOnlyList<Problem> CanMoveDue(ImprovementAction action, DateOnly due, string? reason, Viewer by, DateOnly today)
    {
        List<Problem> problems = [];
        if (!IsOpen(action.Status)) problems.Add(new("", $"The date of an action that is {Say(action.Status)} can't be moved"));
        if (due < today) problems.Add(new("Due", "Enter a date that is not in the past"));
        if (action.FirstDue is not null && string.IsNullOrWhiteSpace(reason)) problems.Add(new("Reason", "Say why the date changes"));
        if (!by.May(Right.PlanActions, action) && !by.May(Right.ActOnBehalf, action))
            problems.Add(new("", "The lead of the agency that does it, or the business office, must move the date"));
        return problems;
    }

    /// <summary>The status in running text.</summary>
    public static string Say(ActionStatus status) => status switch
    {
        Planned => "planned",
        UnderWay => "under way",
        ReportedDone => "reported done",
        Verified => "accepted as done",
        Withdrawn => "withdrawn",
    };

    /// <summary>Whether this person speaks for those who do it: one of them, or the board's office on their behalf.</summary>
    public static bool MayReport(ImprovementAction action, Viewer by) =>
        by.May(Right.ReportProgress, action) || by.May(Right.ActOnBehalf, action);
}
