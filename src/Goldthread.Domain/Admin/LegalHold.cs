namespace Goldthread.Domain.Admin;

/// <summary>What a hold keeps.</summary>
public enum HoldScope
{
    /// <summary>Everything: an inquiry.</summary>
    Everything,
    /// <summary>One record with its parts.</summary>
    Record,
    /// <summary>Whatever concerns one organisation.</summary>
    Organisation,
    /// <summary>Whatever concerns one group.</summary>
    Group,
    /// <summary>One kind of record.</summary>
    Kind,
    /// <summary>Whatever stands for a day of a time.</summary>
    Dates,
}

/// <summary>That records are not removed, whatever their rule says and whoever has approved it: an inquiry, a claim, a question of the
/// police. It counts from its first day until it is lifted or its last day is over.</summary>
public sealed class LegalHold : Record
{
    private LegalHold() { }

    /// <summary>Sets a hold.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="reason">Why, with the reference of whoever asked.</param>
    /// <param name="scope">What it keeps.</param>
    /// <param name="scopeId">Which record, organisation or group.</param>
    /// <param name="kind">Which kind.</param>
    /// <param name="datedFrom">First day of the time.</param>
    /// <param name="datedTo">Last day of the time.</param>
    /// <param name="from">First day of the hold.</param>
    /// <param name="until">Last day of the hold; null until it is lifted.</param>
    /// <param name="by">Who set it.</param>
    public LegalHold(string name, string reason, HoldScope scope, Guid? scopeId, RetentionKind? kind, DateOnly? datedFrom, DateOnly? datedTo, DateOnly from, DateOnly? until, string by) =>
        (Name, Reason, Scope, ScopeId, Kind, DatedFrom, DatedTo, From, Until, SetBy) = (name, reason, scope, scopeId, kind, datedFrom, datedTo, from, until, by);

    /// <summary>What it is called.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Why.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>What it keeps.</summary>
    public HoldScope Scope { get; private set; }

    /// <summary>Which record, organisation or group.</summary>
    public Guid? ScopeId { get; private set; }

    /// <summary>Which kind.</summary>
    public RetentionKind? Kind { get; private set; }

    /// <summary>First day of the time.</summary>
    public DateOnly? DatedFrom { get; private set; }

    /// <summary>Last day of the time.</summary>
    public DateOnly? DatedTo { get; private set; }

    /// <summary>First day of the hold.</summary>
    public DateOnly From { get; private set; }

    /// <summary>Last day; null until it is lifted.</summary>
    public DateOnly? Until { get; private set; }

    /// <summary>Who set it.</summary>
    public string SetBy { get; private set; } = "";

    /// <summary>When it was lifted; null while it stands.</summary>
    public DateOnly? LiftedOn { get; private set; }

    /// <summary>Who lifted it.</summary>
    public string? LiftedBy { get; private set; }

    /// <summary>Why.</summary>
    public string? LiftedBecause { get; private set; }

    /// <summary>Whether it counts on a day. One that is lifted counts no more from that moment.</summary>
    public bool Counts(DateOnly today) => LiftedOn is null && From <= today && (Until is null || Until >= today);

    /// <summary>Whether it keeps a record on a day.</summary>
    public bool Holds(RetentionFacts facts, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return Counts(today) && Scope switch
        {
            HoldScope.Everything => true,
            HoldScope.Record => ScopeId is { } one && (one == facts.Id || facts.Parts.Contains(one)),
            HoldScope.Organisation or HoldScope.Group => ScopeId is { } id && facts.Scopes.Contains(id),
            HoldScope.Kind => Kind == facts.Kind || (Kind == RetentionKind.Restricted && facts.IsRestricted),
            HoldScope.Dates => facts.On >= DatedFrom && facts.On <= DatedTo,
        };
    }

    /// <summary>Whether it keeps all of a kind that goes by itself. These concern whoever may be asked about: any hold but one over a
    /// single record or another kind keeps them.</summary>
    public bool HoldsAllOf(RetentionKind kind, DateOnly today) => Counts(today) && Scope switch
    {
        HoldScope.Record => false,
        HoldScope.Kind => Kind == kind,
        _ => true,
    };

    /// <summary>Lifts it, with a reason.</summary>
    public IReadOnlyList<Problem> Lift(string? because, Viewer by, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (HoldRules.MaySet(by) is { Count: > 0 } refused) return refused;
        if (LiftedOn is not null) return [new("", "This hold is lifted already")];
        if (string.IsNullOrWhiteSpace(because)) return [new("Because", "Say why it is lifted: it stays with the hold")];
        if (because.Length > 500) return [new("Because", "Shorten the reason to 500 characters")];
        (LiftedOn, LiftedBy, LiftedBecause) = (today, by.Signs, because.Trim());
        return [];
    }
}

/// <summary>Who may hold, and what a hold says.</summary>
public static class HoldRules
{
    /// <summary>Empty for whoever sets and lifts holds: who approves removals for the whole board.</summary>
    public static IReadOnlyList<Problem> MaySet(Viewer by)
    {
        ArgumentNullException.ThrowIfNull(by);
        return by.HoldsForBoard(Right.ApproveRemoval) ? [] : [new("", "The business office, or whoever chairs the whole, sets and lifts holds")];
    }

    /// <summary>Why a hold can't be set so.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="reason">Why.</param>
    /// <param name="scope">What it keeps; null when nothing was chosen.</param>
    /// <param name="isFound">What it names is there, for this person.</param>
    /// <param name="kind">Which kind.</param>
    /// <param name="datedFrom">First day of the time.</param>
    /// <param name="datedTo">Last day of the time.</param>
    /// <param name="from">First day of the hold.</param>
    /// <param name="until">Last day of the hold.</param>
    public static IReadOnlyList<Problem> CanSet(string? name, string? reason, HoldScope? scope, bool isFound, RetentionKind? kind, DateOnly? datedFrom, DateOnly? datedTo, DateOnly? from, DateOnly? until)
    {
        List<Problem> problems = [];
        if (string.IsNullOrWhiteSpace(name)) problems.Add(new("Name", "Enter what the hold is called"));
        else if (name.Length > 120) problems.Add(new("Name", "Shorten the name to 120 characters"));
        if (string.IsNullOrWhiteSpace(reason)) problems.Add(new("Reason", "Say why, with the reference of whoever asked"));
        else if (reason.Length > 500) problems.Add(new("Reason", "Shorten the reason to 500 characters"));
        switch (scope)
        {
            case null:
                problems.Add(new("Scope", "Choose what is held"));
                break;
            case HoldScope.Record when !isFound:
                problems.Add(new("Reference", "Enter the reference of a record that you may see, such as F-7K3QA, or the address of its page"));
                break;
            case HoldScope.Organisation when !isFound:
                problems.Add(new("OrganisationId", "Choose an agency"));
                break;
            case HoldScope.Group when !isFound:
                problems.Add(new("GroupId", "Choose a group"));
                break;
            case HoldScope.Kind when kind is null:
                problems.Add(new("Kind", "Choose a kind"));
                break;
            case HoldScope.Dates when datedFrom is null || datedTo is null:
                problems.Add(new("DatedFrom", "Enter the first and the last day of the time"));
                break;
            case HoldScope.Dates when datedTo < datedFrom:
                problems.Add(new("DatedTo", "Enter a last day that is not before the first"));
                break;
        }
        if (until < from) problems.Add(new("Until", "Enter a last day that is not before the first"));
        return problems;
    }
}
