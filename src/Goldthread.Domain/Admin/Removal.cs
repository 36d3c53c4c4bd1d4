using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Goldthread.Domain.Admin;

/// <summary>How far the removal of a record has come.</summary>
public enum RemovalState
{
    /// <summary>Somebody looked, and put it off to a day.</summary>
    Postponed,
    /// <summary>Somebody approved it; a second person has to confirm.</summary>
    Approved,
    /// <summary>Two people want it; it is carried out once the days for calling it back are over.</summary>
    Confirmed,
    /// <summary>Called back: nothing was removed.</summary>
    CalledBack,
    /// <summary>Not carried out, because something had changed by then.</summary>
    Stopped,
    /// <summary>Removed for good.</summary>
    Removed,
}

/// <summary>What two people decide about a record whose time is over. Nothing of what the record says stands in it.</summary>
public sealed class Removal : Record
{
    private Removal() { }

    private Removal(RetentionFacts facts, RetentionVerdict verdict, Viewer by, DateTime now) =>
        (Kind, RecordId, IsRestricted, RuleId, DueOn, Seen, ApprovedById, ApprovedBy, ApprovedAt) =
            (facts.Kind, facts.Id, facts.IsRestricted, verdict.Rule!.Id, verdict.DueOn!.Value, facts.Stamp, by.PersonId!.Value, by.Signs, now);

    /// <summary>Kind of record.</summary>
    public RetentionKind Kind { get; private set; }

    /// <summary>Which one.</summary>
    public Guid RecordId { get; private set; }

    /// <summary>It was read by named people alone.</summary>
    public bool IsRestricted { get; private set; }

    /// <summary>The rule.</summary>
    public Guid RuleId { get; private set; }

    /// <summary>When its time was over.</summary>
    public DateOnly DueOn { get; private set; }

    /// <summary>Stands for the record as it was looked at.</summary>
    public string Seen { get; private set; } = "";

    /// <summary>How far it has come.</summary>
    public RemovalState State { get; private set; }

    /// <summary>Who looked first.</summary>
    public Guid ApprovedById { get; private set; }

    /// <summary>By name.</summary>
    public string ApprovedBy { get; private set; } = "";

    /// <summary>When, UTC.</summary>
    public DateTime ApprovedAt { get; private set; }

    /// <summary>The second person.</summary>
    public Guid? ConfirmedById { get; private set; }

    /// <summary>By name.</summary>
    public string? ConfirmedBy { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTime? ConfirmedAt { get; private set; }

    /// <summary>Not to be carried out before, UTC.</summary>
    public DateTime? NotBefore { get; private set; }

    /// <summary>To be looked at again on this day.</summary>
    public DateOnly? LookAgainOn { get; private set; }

    /// <summary>Why it was put off, called back or not carried out; emptied when the record is removed.</summary>
    public string Why { get; private set; } = "";

    /// <summary>The certificate.</summary>
    public Guid? CertificateId { get; private set; }

    /// <summary>Something is still to be done, or to be waited for.</summary>
    public bool IsOpen => State is RemovalState.Postponed or RemovalState.Approved or RemovalState.Confirmed;

    /// <summary>Whether it keeps its record from the list of what is to be decided.</summary>
    public bool Covers(DateOnly today) => State is RemovalState.Approved or RemovalState.Confirmed || (State == RemovalState.Postponed && LookAgainOn > today);

    /// <summary>Approves the removal of a record, for a second person to confirm.</summary>
    public static (Removal? Removal, IReadOnlyList<Problem> Problems) Approve(RetentionFacts facts, RetentionVerdict verdict, Viewer by, DateTime now)
    {
        if (RemovalRules.MayDecide(facts, verdict, by) is { Count: > 0 } problems) return (null, problems);
        return (new(facts, verdict, by, now) { State = RemovalState.Approved }, []);
    }

    /// <summary>Puts a record off: it is looked at again on a day.</summary>
    public static (Removal? Removal, IReadOnlyList<Problem> Problems) Postpone(RetentionFacts facts, RetentionVerdict verdict, DateOnly? lookAgainOn, string? why, Viewer by, DateTime now)
    {
        List<Problem> problems = [.. RemovalRules.MayDecide(facts, verdict, by), .. RemovalRules.CanPostpone(lookAgainOn, why, BoardCalendar.DayOf(now))];
        if (problems.Count > 0) return (null, problems);
        return (new(facts, verdict, by, now) { State = RemovalState.Postponed, LookAgainOn = lookAgainOn, Why = why!.Trim() }, []);
    }

    /// <summary>The second person's word. The days for calling it back begin.</summary>
    public IReadOnlyList<Problem> Confirm(RetentionFacts facts, RetentionVerdict verdict, Viewer by, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (State != RemovalState.Approved) return [new("", "This removal does not wait for a second person")];
        if (by.PersonId == ApprovedById) return [new("", "You approved this yourself: another person must confirm it")];
        if (RemovalRules.MayDecide(facts, verdict, by) is { Count: > 0 } problems) return problems;
        if (facts.Stamp != Seen) return [new("", "It was changed after it was approved: call it back and look at it again")];
        (State, ConfirmedById, ConfirmedBy, ConfirmedAt, NotBefore) = (RemovalState.Confirmed, by.PersonId, by.Signs, now, now.AddDays(verdict.Rule!.GraceDays));
        return [];
    }

    /// <summary>Calls it back, as long as it is not carried out. Whoever may approve may.</summary>
    public IReadOnlyList<Problem> CallBack(RetentionFacts facts, string? why, Viewer by)
    {
        if (!IsOpen) return [new("", "This can’t be called back any more")];
        if (!RemovalRules.MayLook(facts, by)) return [RemovalRules.NotYours];
        if (string.IsNullOrWhiteSpace(why)) return [new("Why", "Say why it is called back")];
        if (why.Length > 300) return [new("Why", "Shorten the reason to 300 characters")];
        (State, Why) = (RemovalState.CalledBack, why.Trim());
        return [];
    }

    /// <summary>Why it may not be carried out now, asked behind the lock; empty when it may.</summary>
    /// <param name="facts">As they are now; null when the record is gone.</param>
    /// <param name="verdict">As the rules say now.</param>
    /// <param name="now">UTC.</param>
    public string WhyNot(RetentionFacts? facts, RetentionVerdict? verdict, DateTime now) =>
        State != RemovalState.Confirmed || NotBefore is not { } from || from > now ? "It does not wait to be carried out"
        : facts is null || verdict is null ? "The record is gone already"
        : verdict.HeldBy is { } hold ? $"On hold: {hold.Name}"
        : facts.Stamp != Seen || facts.IsRestricted != IsRestricted ? "It was changed after it was approved"
        : !verdict.IsDue ? verdict.Why.Length > 0 ? verdict.Why : "Its time is not over any more: the rule has changed"
        : "";

    /// <summary>Another decision takes its place.</summary>
    public void GiveWay() => State = RemovalState.CalledBack;

    /// <summary>Leaves it undone; the record comes onto the list again if it is due.</summary>
    public void Stop(string why) => (State, Why) = (RemovalState.Stopped, why);

    /// <summary>Forgets what was written about the record, which is gone by another decision.</summary>
    public void Empty() => Why = "";

    /// <summary>Notes that the record is gone.</summary>
    public void Done(RemovalCertificate certificate) => (State, CertificateId, Why) = (RemovalState.Removed, certificate.Id, "");
}

/// <summary>Who may decide about a removal.</summary>
public static class RemovalRules
{
    /// <summary>To whoever may not.</summary>
    public static Problem NotYours { get; } = new("", "The business office, or the chair of the group that answers for it, decides about this record");

    /// <summary>Whether somebody decides about such a record. That he or she sees it is asked before.</summary>
    public static bool MayLook(RetentionFacts facts, Viewer by)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(by);
        return by.HoldsForBoard(Right.ApproveRemoval) || facts.Governing.Any(scope => by.MayIn(scope, Right.ApproveRemoval));
    }

    /// <summary>Why somebody can't decide about a record now.</summary>
    public static IReadOnlyList<Problem> MayDecide(RetentionFacts facts, RetentionVerdict verdict, Viewer by)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        if (!MayLook(facts, by)) return [NotYours];
        return verdict.IsDue ? [] : [new("", verdict.Why.Length > 0 ? $"It can’t be removed. {verdict.Why}" : "Its time is not over")];
    }

    /// <summary>Why it can't be put off so.</summary>
    public static IReadOnlyList<Problem> CanPostpone(DateOnly? lookAgainOn, string? why, DateOnly today)
    {
        List<Problem> problems = [];
        if (lookAgainOn is null || lookAgainOn <= today) problems.Add(new("LookAgainOn", "Enter a day to come, on which it is looked at again"));
        if (string.IsNullOrWhiteSpace(why)) problems.Add(new("Why", "Say why it is put off"));
        else if (why.Length > 300) problems.Add(new("Why", "Shorten the reason to 300 characters"));
        return problems;
    }
}

/// <summary>What a certificate says, and all it says: nothing of what was removed, and no name but those of who decided.</summary>
/// <param name="Id">The certificate.</param>
/// <param name="Code">What people call it by.</param>
/// <param name="At">When it was removed, UTC.</param>
/// <param name="Kind">What kind.</param>
/// <param name="IsRestricted">It was read by named people alone.</param>
/// <param name="Rule">How long, counted from what, and the source of the rule.</param>
/// <param name="RuleFrom">First day of the rule.</param>
/// <param name="AskedBy">Who put the rule in.</param>
/// <param name="ApprovedById">Who approved.</param>
/// <param name="ApprovedBy">By name.</param>
/// <param name="ApprovedOn">On which day.</param>
/// <param name="ConfirmedById">Who confirmed.</param>
/// <param name="ConfirmedBy">By name.</param>
/// <param name="ConfirmedOn">On which day.</param>
/// <param name="Records">How many records, parts included.</param>
/// <param name="Files">How many files.</param>
/// <param name="Removed">Kind and id of each record that was decided about.</param>
public sealed record CertificateText(Guid Id, string Code, DateTime At, RetentionKind Kind, bool IsRestricted, string Rule, DateOnly RuleFrom, string AskedBy,
    Guid ApprovedById, string ApprovedBy, DateOnly ApprovedOn, Guid ConfirmedById, string ConfirmedBy, DateOnly ConfirmedOn, int Records, int Files, IReadOnlyList<Guid> Removed)
{
    /// <summary>SHA-256 over all of it, lower-case hex.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        Id.ToString("N"), Code, At.Ticks.ToString(CultureInfo.InvariantCulture), Kind, IsRestricted, Rule.ReplaceLineEndings(" "), RuleFrom.ToString("O", CultureInfo.InvariantCulture), AskedBy,
        ApprovedById.ToString("N"), ApprovedBy, ApprovedOn.ToString("O", CultureInfo.InvariantCulture), ConfirmedById.ToString("N"), ConfirmedBy, ConfirmedOn.ToString("O", CultureInfo.InvariantCulture),
        Records.ToString(CultureInfo.InvariantCulture), Files.ToString(CultureInfo.InvariantCulture), string.Join(' ', Removed.Select(id => id.ToString("N")))))));
}

/// <summary>That records were removed for good. It stays for ever.</summary>
public sealed class RemovalCertificate : Record
{
    private RemovalCertificate() { }

    /// <summary>Certifies.</summary>
    public RemovalCertificate(CertificateText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Id = text.Id;
        (Code, At, Kind, IsRestricted, Rule, RuleFrom, AskedBy) = (text.Code, text.At, text.Kind, text.IsRestricted, text.Rule, text.RuleFrom, text.AskedBy);
        (ApprovedById, ApprovedBy, ApprovedOn, ConfirmedById, ConfirmedBy, ConfirmedOn) = (text.ApprovedById, text.ApprovedBy, text.ApprovedOn, text.ConfirmedById, text.ConfirmedBy, text.ConfirmedOn);
        (Records, Files, Removed, Hash) = (text.Records, text.Files, [.. text.Removed], text.Hash());
    }

    /// <inheritdoc cref="CertificateText.Code"/>
    public string Code { get; private set; } = "";

    /// <inheritdoc cref="CertificateText.At"/>
    public DateTime At { get; private set; }

    /// <inheritdoc cref="CertificateText.Kind"/>
    public RetentionKind Kind { get; private set; }

    /// <inheritdoc cref="CertificateText.IsRestricted"/>
    public bool IsRestricted { get; private set; }

    /// <inheritdoc cref="CertificateText.Rule"/>
    public string Rule { get; private set; } = "";

    /// <inheritdoc cref="CertificateText.RuleFrom"/>
    public DateOnly RuleFrom { get; private set; }

    /// <inheritdoc cref="CertificateText.AskedBy"/>
    public string AskedBy { get; private set; } = "";

    /// <inheritdoc cref="CertificateText.ApprovedById"/>
    public Guid ApprovedById { get; private set; }

    /// <inheritdoc cref="CertificateText.ApprovedBy"/>
    public string ApprovedBy { get; private set; } = "";

    /// <inheritdoc cref="CertificateText.ApprovedOn"/>
    public DateOnly ApprovedOn { get; private set; }

    /// <inheritdoc cref="CertificateText.ConfirmedById"/>
    public Guid ConfirmedById { get; private set; }

    /// <inheritdoc cref="CertificateText.ConfirmedBy"/>
    public string ConfirmedBy { get; private set; } = "";

    /// <inheritdoc cref="CertificateText.ConfirmedOn"/>
    public DateOnly ConfirmedOn { get; private set; }

    /// <inheritdoc cref="CertificateText.Records"/>
    public int Records { get; private set; }

    /// <inheritdoc cref="CertificateText.Files"/>
    public int Files { get; private set; }

    /// <inheritdoc cref="CertificateText.Removed"/>
    public List<Guid> Removed { get; private set; } = [];

    /// <summary>SHA-256 of what it says, as it was written.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>What it says.</summary>
    public CertificateText Text => new(Id, Code, At, Kind, IsRestricted, Rule, RuleFrom, AskedBy, ApprovedById, ApprovedBy, ApprovedOn, ConfirmedById, ConfirmedBy, ConfirmedOn, Records, Files, Removed);

    /// <summary>It still says what was written.</summary>
    public bool IsAsWritten => Text.Hash() == Hash;

    /// <summary>Whether somebody is shown it: that records of named people were there is told to who decided about them alone.</summary>
    public bool IsFor(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return !IsRestricted || viewer.PersonId == ApprovedById || viewer.PersonId == ConfirmedById;
    }
}
