namespace Goldthread.Domain.Admin;

/// <summary>Kinds of record that a board keeps for a time. Each has a rule of its own, or none.</summary>
public enum RetentionKind
{
    /// <summary>A finding with its evidence and files.</summary>
    Finding,
    /// <summary>A recommendation with its answers, actions and impact tests.</summary>
    Recommendation,
    /// <summary>An action of a meeting that answers no recommendation.</summary>
    MeetingAction,
    /// <summary>A meeting with its decisions.</summary>
    Meeting,
    /// <summary>An item of the library, shelved by hand, with its files.</summary>
    LibraryItem,
    /// <summary>Whatever of these is restricted to named people: papers of a review. Its rule counts in the place of the kind's own.</summary>
    Restricted,
    /// <summary>Account and address of somebody who left. The name stays where he or she signed (ADR 20).</summary>
    FormerUser,
    /// <summary>A letter that was sent or given up: that there was one, to whom and about what.</summary>
    Letter,
    /// <summary>A sign-in that ended, with its device and network address.</summary>
    Session,
}

/// <summary>From what the time is counted.</summary>
public enum RetentionEvent
{
    /// <summary>It came to its end: closed, accepted or withdrawn, left, sent.</summary>
    Ended,
    /// <summary>The day it stands for: found on, held on, dated.</summary>
    Dated,
    /// <summary>It, or a part of it, was last changed.</summary>
    LastChanged,
}

/// <summary>How long the board keeps a kind of record, as it decided on a day. Never changed: a new decision is a new rule.</summary>
public sealed class RetentionRule : Record
{
    private RetentionRule() { }

    /// <summary>Adopts a rule.</summary>
    /// <param name="kind">For what.</param>
    /// <param name="months">How long it is kept; null: until the board decides otherwise.</param>
    /// <param name="counted">From what.</param>
    /// <param name="ground">Its source in law or policy, and the decision that adopted it.</param>
    /// <param name="graceDays">Days between the second person's word and the removal, in which it can be called back.</param>
    /// <param name="from">First day it counts.</param>
    /// <param name="by">Who put it in.</param>
    /// <param name="at">When, UTC.</param>
    public RetentionRule(RetentionKind kind, int? months, RetentionEvent counted, string ground, int graceDays, DateOnly from, string by, DateTime at) =>
        (Kind, Months, Counted, Ground, GraceDays, From, AdoptedBy, AdoptedAt) = (kind, months, counted, ground, graceDays, from, by, at);

    /// <summary>For what.</summary>
    public RetentionKind Kind { get; private set; }

    /// <summary>How long; null: until the board decides otherwise.</summary>
    public int? Months { get; private set; }

    /// <summary>From what.</summary>
    public RetentionEvent Counted { get; private set; }

    /// <summary>Its source.</summary>
    public string Ground { get; private set; } = "";

    /// <summary>Days in which a confirmed removal can be called back.</summary>
    public int GraceDays { get; private set; }

    /// <summary>First day it counts.</summary>
    public DateOnly From { get; private set; }

    /// <summary>Who put it in.</summary>
    public string AdoptedBy { get; private set; } = "";

    /// <summary>When, UTC.</summary>
    public DateTime AdoptedAt { get; private set; }
}

/// <summary>What the rules need to know of a record; nothing of what it says.</summary>
/// <param name="Kind">Its kind; never <see cref="RetentionKind.Restricted"/>.</param>
/// <param name="Id">The record.</param>
/// <param name="IsRestricted">Read by named people alone.</param>
/// <param name="On">The day it stands for.</param>
/// <param name="EndedOn">When it came to its end; null while it has none.</param>
/// <param name="ChangedOn">When it, or a part of it, was last changed.</param>
/// <param name="IsLiving">It, or something that goes with it, is still worked on.</param>
/// <param name="RestOnIt">How many records that don't go with it rest upon it.</param>
/// <param name="Scopes">Organisations and groups it concerns.</param>
/// <param name="Governing">Groups and organisations that govern it.</param>
/// <param name="Parts">Records that go with it.</param>
/// <param name="Stamp">Stands for it and its parts as they are now: another once any of them changes.</param>
public sealed record RetentionFacts(RetentionKind Kind, Guid Id, bool IsRestricted, DateOnly On, DateOnly? EndedOn, DateOnly ChangedOn, bool IsLiving, int RestOnIt, IReadOnlyList<Guid> Scopes, IReadOnlyList<Guid> Governing, IReadOnlyList<Guid> Parts, string Stamp);

/// <summary>What the rules say of a record.</summary>
/// <param name="Rule">The rule that counts; null for none.</param>
/// <param name="DueOn">When its time is over; null for never.</param>
/// <param name="HeldBy">The hold that keeps it; null for none.</param>
/// <param name="IsDue">Its time is over, nothing holds it, nothing living rests upon it.</param>
/// <param name="Why">Why it is not due although its time is over, in words; empty otherwise.</param>
public sealed record RetentionVerdict(RetentionRule? Rule, DateOnly? DueOn, LegalHold? HeldBy, bool IsDue, string Why);

/// <summary>When the time of a record is over. Without a rule that the board adopted nothing ever is (W8, T24).</summary>
public static class RetentionRules
{
    /// <summary>Months a rule may set.</summary>
    public static readonly (int Least, int Most) MonthsKept = (1, 1200);

    /// <summary>Days between confirmation and removal.</summary>
    public static readonly (int Least, int Most) Grace = (1, 90);

    /// <summary>Days offered for that.</summary>
    public const int UsualGrace = 7;

    /// <summary>Kinds that go by themselves once a rule is adopted: traces of the running, which nobody looks through one by one.</summary>
    public static bool GoesByItself(RetentionKind kind) => kind is RetentionKind.Letter or RetentionKind.Session;

    /// <summary>From what the time of a kind can be counted. Where a kind has no end of its own, not from that.</summary>
    public static IReadOnlyList<RetentionEvent> EventsOf(RetentionKind kind) => kind switch
    {
        RetentionKind.Recommendation or RetentionKind.MeetingAction => [RetentionEvent.Ended, RetentionEvent.Dated, RetentionEvent.LastChanged],
        RetentionKind.Finding or RetentionKind.Meeting or RetentionKind.LibraryItem or RetentionKind.Restricted => [RetentionEvent.Dated, RetentionEvent.LastChanged],
        RetentionKind.FormerUser or RetentionKind.Letter or RetentionKind.Session => [RetentionEvent.Ended],
    };

    /// <summary>What is found elsewhere, for a board that has yet to decide. General knowledge, no rule of the product: nothing follows
    /// from it.</summary>
    public static string FoundElsewhere(RetentionKind kind) => kind switch
    {
        RetentionKind.Restricted => "No statute fixes it for reviews. Boards often look at working papers again after 6 years and keep the published report for good; case records of child protection are often kept 35 years from closing, and an inquiry recommended up to 75 years for some.",
        RetentionKind.FormerUser => "Often 6 to 12 months after somebody left. UK GDPR, article 5(1)(e): no longer than needed.",
        RetentionKind.Letter or RetentionKind.Session => "Often 6 to 12 months, as long as they help to look into a misuse.",
        RetentionKind.Meeting => "Minutes of a statutory board are often kept for good, or offered to the local archive after some years.",
        RetentionKind.LibraryItem => "Working copies are often destroyed much earlier than the published report, which is kept.",
        _ => "No statute fixes it. Often looked at again after 6 years.",
    };

    /// <summary>The rule for a kind that counts on a day: the one that began last.</summary>
    public static RetentionRule? RuleFor(RetentionKind kind, IEnumerable<RetentionRule> rules, DateOnly today) =>
        rules.Where(r => r.Kind == kind && r.From <= today).OrderBy(r => r.From).ThenBy(r => r.AdoptedAt).LastOrDefault();

    /// <summary>What the rules say of a record on a day.</summary>
    public static RetentionVerdict Judge(RetentionFacts facts, IReadOnlyCollection<RetentionRule> rules, IEnumerable<LegalHold> holds, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var rule = RuleFor(facts.IsRestricted ? RetentionKind.Restricted : facts.Kind, rules, today);
        var dueOn = rule is { Months: { } months } ? EventOf(facts, rule.Counted)?.AddMonths(months) : null;
        var held = holds.FirstOrDefault(h => h.Holds(facts, today));
        var why = dueOn is null || dueOn > today ? ""
            : held is not null ? $"On hold: {held.Name}"
            : facts.IsLiving ? "Still worked on"
            : facts.RestOnIt > 0 ? facts.RestOnIt == 1 ? "Another record rests upon it" : $"{facts.RestOnIt} other records rest upon it"
            : "";
        return new(rule, dueOn, held, dueOn <= today && why.Length == 0, why);
    }

    /// <summary>The first moment, UTC, that what goes by itself is kept: what ended before it goes. Null while nothing goes.</summary>
    public static DateTime? GoesBefore(RetentionKind kind, IEnumerable<RetentionRule> rules, IEnumerable<LegalHold> holds, DateTime now)
    {
        var today = BoardCalendar.DayOf(now);
        if (!GoesByItself(kind) || holds.Any(h => h.HoldsAllOf(kind, today))) return null;
        return RuleFor(kind, rules, today) is { Months: { } months } ? now.AddMonths(-months) : null;
    }

    /// <summary>Why a rule can't be adopted so.</summary>
    /// <param name="kind">For what; null when nothing was chosen.</param>
    /// <param name="isLimited">It ends; else it is kept until the board decides otherwise.</param>
    /// <param name="months">How long.</param>
    /// <param name="counted">From what.</param>
    /// <param name="ground">Its source.</param>
    /// <param name="graceDays">Days to call it back.</param>
    /// <param name="from">First day.</param>
    /// <param name="today">The date at the board: what has begun is not begun anew.</param>
    public static IReadOnlyList<Problem> CanAdopt(RetentionKind? kind, bool? isLimited, int? months, RetentionEvent? counted, string? ground, int? graceDays, DateOnly? from, DateOnly today)
    {
        List<Problem> problems = [];
        if (kind is null) problems.Add(new("Kind", "Choose what the rule is for"));
        if (isLimited is null) problems.Add(new("IsLimited", "Choose whether it is kept for a time, or until decided otherwise"));
        if (isLimited is true && (months is not { } length || length < MonthsKept.Least || length > MonthsKept.Most))
            problems.Add(new("Months", $"Enter a whole number of months from {MonthsKept.Least} to {MonthsKept.Most}: 72 are 6 years"));
        if (isLimited is true && counted is null) problems.Add(new("Counted", "Choose from what the time is counted"));
        else if (isLimited is true && kind is { } known && !EventsOf(known).Contains(counted!.Value)) problems.Add(new("Counted", "This kind has no end of its own: count from its date or from its last change"));
        if (string.IsNullOrWhiteSpace(ground)) problems.Add(new("Ground", "Enter the law or the policy it comes from, and the decision that adopted it"));
        if (ground?.Length > 500) problems.Add(new("Ground", "Shorten the source to 500 characters"));
        if (graceDays is not { } days || days < Grace.Least || days > Grace.Most) problems.Add(new("GraceDays", $"Enter a whole number of days from {Grace.Least} to {Grace.Most}"));
        if (from < today) problems.Add(new("From", "Enter a first day that is not past"));
        return problems;
    }

    /// <summary>"72 months (6 years)"; "until decided otherwise".</summary>
    public static string LengthInWords(int? months) => months switch
    {
        null => "until decided otherwise",
        12 => "1 year",
        { } whole when whole % 12 == 0 => $"{whole / 12} years",
        1 => "1 month",
        { } some => $"{some} months",
    };

    private static DateOnly? EventOf(RetentionFacts facts, RetentionEvent counted) => counted switch
    {
        RetentionEvent.Ended => facts.EndedOn,
        RetentionEvent.Dated => facts.On,
        RetentionEvent.LastChanged => facts.ChangedOn,
    };
}
