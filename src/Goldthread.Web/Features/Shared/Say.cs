using System.Text.RegularExpressions;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset.FiguresIn;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Thread;

namespace Goldthread.Web.Features.Shared;

/// <summary>Values in the words a reader expects.</summary>
public static partial class Say
{
    private static readonly Dictionary<Enum, string> Special = new()
    {
        [ActionStatus.Verified] = "Accepted as done",
        [ActionStatus.ReportedDone] = "Reported done",
        [MeasureKind.ReAudit] = "Re-audit",
        [MeasureKind.StandardGrade] = "Grade of a standard",
        [Answer.Awaited] = "No answer yet",
        [Mechanism.NotSaid] = "Means not said yet",
        [Judgement.None] = "Not judged yet",
        [Judgement.CannotTell] = "Cannot tell yet",
        [Reach.OneCase] = "One case",
        [Reach.System] = "The system",
        [Confidentiality.Board] = "Every member",
        [Role.BoardOfficer] = "Business officer", // in both vocabularies
        [Confidentiality.Public] = "Anyone",
        [Confidentiality.Group] = "Named groups and agencies",
        [Confidentiality.Restricted] = "Named people only",
        [EvidenceSource.LibraryItem] = "Library",
        [Domain.Library.ReviewDue.Soon] = "Lapsed, or within 30 days",
        [MailState.Dropped] = "No longer needed",
        [MessageAudience.Everybody] = "Everybody with an account",
        [MessageAudience.AgencyLeads] = "Leads of agencies",
        [MessageAudience.Chairs] = "Chairs of groups",
        [MessageAudience.WhoeverIsLate] = "Leads and chairs who are late with an answer or an action",
        [MessageAudience.OneGroup] = "Everybody in one group",
        [ImportState.Recognised] = "To be read",
        [ImportState.ToCheck] = "Being read",
        [ImportState.Checked] = "Read, not yet brought in",
        [ImportState.ToBringIn] = "Coming in",
        [ImportState.Done] = "Brought in",
        [DutyBasis.Section11] = "Section 11",
        [DutyBasis.Section175] = "Section 175 or 157",
        [DutyBasis.Other] = "Another basis",
        [MailKind.SignInChanged] = "Sign-in changed",
        [RetentionKind.Restricted] = "Anything restricted to named people",
        [RetentionKind.MeetingAction] = "Action of a meeting",
        [RetentionKind.FormerUser] = "Account and address of somebody who left",
        [RetentionKind.Session] = "Sign-in",
        [RetentionEvent.Ended] = "Its end",
        [RetentionEvent.Dated] = "The day it stands for",
        [RetentionEvent.LastChanged] = "Its last change",
        [HoldScope.Record] = "One record, with what belongs to it",
        [HoldScope.Organisation] = "Whatever concerns one agency",
        [HoldScope.Group] = "Whatever concerns one group",
        [HoldScope.Kind] = "One kind of record",
        [HoldScope.Dates] = "Whatever stands for a day of a time",
        [MailKind.SignInLinked] = "Sign-in by a provider",
        [MailKind.ResetAsked] = "A reset to confirm",
        [SecondFactorFor.AllButPractice] = "Everyone but practitioners and trainers",
    };

    /// <summary>"AreaForImprovement" as "Area for improvement".</summary>
    public static string InWords(this Enum value)
    {
        if (Special.TryGetValue(value, out var words)) return words;
        var text = Capital().Replace(value.ToString(), match => " " + match.Value.ToLowerInvariant());
        return char.ToUpperInvariant(text[0]) + text[1..];
    }

    /// <summary>"3 March 2026"; nothing for no date.</summary>
    public static string InWords(this DateOnly? date) => date?.InWords() ?? "";

    /// <summary>"3 March 2026".</summary>
    public static string InWords(this DateOnly date) => date.ToString("d MMMM yyyy", BoardCalendar.British);

    /// <summary>"3 March 2026, 4:05pm", on the wall in London.</summary>
    public static string AtBoard(this DateTime utc) => $"{BoardCalendar.ToBoardTime(utc).ToString("d MMMM yyyy", BoardCalendar.British)}, {utc.TimeAtBoard()}";

    /// <summary>"4:05pm", on the wall in London.</summary>
    public static string TimeAtBoard(this DateTime utc) =>
        BoardCalendar.ToBoardTime(utc).ToString("h:mmtt", BoardCalendar.British).Replace("AM", "am", StringComparison.Ordinal).Replace("PM", "pm", StringComparison.Ordinal);

    /// <summary>"3 March at 4:05pm", on the wall in London, of what is not long ago.</summary>
    public static string LatelyAtBoard(this DateTime utc) => $"{BoardCalendar.ToBoardTime(utc).ToString("d MMMM", BoardCalendar.British)} at {utc.TimeAtBoard()}";

    /// <summary>The day of an instant on the wall in London: "3 March 2026".</summary>
    public static string DayAtBoard(this DateTime utc) => BoardCalendar.DayOf(utc).InWords();

    /// <summary>"1 action", "2 actions".</summary>
    public static string Count(int number, string one, string? many = null) => $"{number.ToString("N0", BoardCalendar.British)} {(number == 1 ? one : many ?? one + "s")}";

    /// <summary>How many a list has: "3 findings", or "More than 2,000 findings".</summary>
    public static string Count(IListing list, string one, string? many = null) => $"{(list.IsMore ? "More than " : "")}{Count(list.Total, one, many)}";

    /// <summary>What a duty rests on: "Section 11", or in the board's own words where it rests on something else.</summary>
    public static string DutyInWords(DutyBasis basis, string more) => (basis, more) switch
    {
        (DutyBasis.Other, { Length: > 0 }) => more,
        (_, { Length: > 0 }) => $"{basis.InWords()} ({more})",
        _ => basis.InWords(),
    };

    /// <summary>When a session ends: "after 30 minutes without use, and after 10 hours at the latest".</summary>
    public static string SessionEnds(this BoardSettings settings) =>
        $"after {Count(settings.IdleMinutes, "minute")} without use{(settings.IdleMinutes > Domain.Admin.SignInRules.IdleMinutesInReviews ? $" ({Domain.Admin.SignInRules.IdleMinutesInReviews} once you have read something restricted)" : "")}, and after {Count(settings.LongestHours, "hour")} at the latest";

    /// <summary>The class of the tag that shows a status.</summary>
    public static string Tag(ActionStatus status) => status switch
    {
        ActionStatus.Planned => "waiting",
        ActionStatus.UnderWay => "going",
        ActionStatus.ReportedDone => "check",
        ActionStatus.Verified => "done",
        ActionStatus.Withdrawn => "stopped",
    };

    /// <summary>The class of the tag that shows a status.</summary>
    public static string Tag(RecommendationStatus status) => status switch
    {
        RecommendationStatus.Open => "going",
        RecommendationStatus.Closed => "done",
        RecommendationStatus.ClosedWithoutEvidence => "stopped",
    };

    /// <summary>The class of the tag that shows an answer.</summary>
    public static string Tag(Answer answer) => answer switch
    {
        Answer.Awaited => "waiting",
        Answer.Accepted => "done",
        Answer.PartlyAccepted => "check",
        Answer.Rejected => "stopped",
    };

    /// <summary>The class of the tag that shows how far a mail has come.</summary>
    public static string Tag(MailState state) => state switch
    {
        MailState.Waiting => "waiting",
        MailState.Sent => "done",
        MailState.Failed => "broken",
        MailState.Dropped => "stopped",
    };

    /// <summary>The class of the tag that shows how far a table of figures is.</summary>
    public static string Tag(ImportState state) => state switch
    {
        ImportState.Recognised or ImportState.Checked => "check",
        ImportState.ToCheck or ImportState.ToBringIn => "going",
        ImportState.Done => "done",
        ImportState.Stopped => "stopped",
    };

    /// <summary>The class of the tag that shows how far a long list is.</summary>
    public static string Tag(DownloadState state) => state switch
    {
        DownloadState.Waiting => "waiting",
        DownloadState.Ready => "done",
        DownloadState.Failed => "broken",
        DownloadState.TakenBack => "stopped",
    };

    /// <summary>The name of a list's file as a title: "audit-trail" is "Audit trail".</summary>
    public static string ListName(string file) => $"{char.ToUpperInvariant(file[0])}{file[1..].Replace('-', ' ')}";

    /// <summary>The class of the tag that shows a judgement.</summary>
    public static string Tag(Judgement judgement) => judgement switch
    {
        Judgement.None => "waiting",
        Judgement.Embedded or Judgement.Improving => "done",
        Judgement.NoChange or Judgement.CannotTell => "check",
        Judgement.Worse => "broken",
    };

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Capital();
}
