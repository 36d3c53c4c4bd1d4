namespace Goldthread.Domain.Admin;

/// <summary>What an access list belongs to.</summary>
public enum AccessListOwner
{
    /// <summary>An organisation's own list.</summary>
    Organisation,
    /// <summary>A group's own list.</summary>
    Group,
    /// <summary>A review and its guarded parts.</summary>
    Review,
    /// <summary>One record and what hangs on it, shared with more than one group or organisation.</summary>
    Record,
}

/// <summary>What a member of an access list is.</summary>
public enum MemberKind
{
    /// <summary>One person.</summary>
    Person,
    /// <summary>Whoever is in a group.</summary>
    Group,
    /// <summary>Whoever acts for an organisation.</summary>
    Organisation,
}

/// <summary>Who may read the records that point to it, besides what their confidentiality allows.</summary>
public sealed class AccessList : Record
{
    private readonly List<AccessListMember> members = [];

    private AccessList() { }

    /// <summary>An empty list.</summary>
    public AccessList(AccessListOwner owner, Guid ownerId) => (Owner, OwnerId) = (owner, ownerId);

    /// <summary>What it belongs to.</summary>
    public AccessListOwner Owner { get; private set; }

    /// <summary>Which one.</summary>
    public Guid OwnerId { get; private set; }

    /// <summary>People, groups and organisations on it, past ones too.</summary>
    public IReadOnlyList<AccessListMember> Members => members;

    /// <summary>Lets somebody in. One who is in already stays as he is.</summary>
    public AccessList Admit(MemberKind kind, Guid memberId, DateOnly from, string grantedBy, DateOnly? until = null)
    {
        if (!members.Any(m => m.Kind == kind && m.MemberId == memberId && m.From <= from && (m.Until is null || m.Until >= from)))
            members.Add(new(Id, kind, memberId, from, until, grantedBy));
        return this;
    }

    /// <summary>Lets one person in until a last day, in the place of what he or she was given before.</summary>
    public AccessList AdmitUntil(Guid personId, DateOnly from, DateOnly until, string grantedBy)
    {
        RemoveNow(MemberKind.Person, personId, from);
        return Admit(MemberKind.Person, personId, from, grantedBy, until);
    }

    /// <summary>Shuts somebody out at once: from the next request he reads nothing by this list. It keeps whom it
    /// held; the last day that counts is yesterday.</summary>
    public void RemoveNow(MemberKind kind, Guid memberId, DateOnly today) => Remove(kind, memberId, today.AddDays(-1));

    /// <summary>Shuts somebody out from the day after a last one; a list keeps whom it held.</summary>
    public void Remove(MemberKind kind, Guid memberId, DateOnly lastDay)
    {
        foreach (var member in members.Where(m => m.Kind == kind && m.MemberId == memberId && (m.Until is null || m.Until > lastDay))) member.End(lastDay);
    }
}

/// <summary>One name on an access list.</summary>
public sealed class AccessListMember
{
    private AccessListMember() { }

    internal AccessListMember(Guid listId, MemberKind kind, Guid memberId, DateOnly from, DateOnly? until, string grantedBy) =>
        (AccessListId, Kind, MemberId, From, Until, GrantedBy) = (listId, kind, memberId, from, until, grantedBy);

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>The list.</summary>
    public Guid AccessListId { get; private set; }

    /// <summary>Person, group or organisation.</summary>
    public MemberKind Kind { get; private set; }

    /// <summary>Which one.</summary>
    public Guid MemberId { get; private set; }

    /// <summary>First day.</summary>
    public DateOnly From { get; private set; }

    /// <summary>Last day; null while open.</summary>
    public DateOnly? Until { get; private set; }

    /// <summary>Who let it in, by name.</summary>
    public string GrantedBy { get; private set; } = "";

    internal void End(DateOnly lastDay) => Until = lastDay;
}
