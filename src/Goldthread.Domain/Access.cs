using System.Linq.Expressions;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;

namespace Goldthread.Domain;

/// <summary>A role that somebody holds today, with its scope.</summary>
/// <param name="Role">What he or she is there.</param>
/// <param name="Scope">On what.</param>
/// <param name="ScopeId">The organisation, group or review; null for the board.</param>
/// <param name="Group">Kind of the group it is held in; null outside groups.</param>
public sealed record RoleHeld(Role Role, ScopeKind Scope, Guid? ScopeId, GroupKind? Group = null);

/// <summary>Who is looking: what he or she is, belongs to and may open, as of today. Loaded anew for each request.</summary>
public sealed class Viewer
{
    private readonly HashSet<Guid> organisations;
    private readonly HashSet<string> reliedOn = [];

    /// <summary>Makes a viewer of what the database says today. Whether he or she reads as a member of the board follows from the roles.</summary>
    public Viewer(Guid personId, string name, IReadOnlyList<RoleHeld> roles, IEnumerable<Guid> organisationIds, IEnumerable<Guid> accessLists)
        : this(personId, name, roles, organisationIds, accessLists, roles.Any(held => RoleRights.MakesBoardMember(held.Role, held.Scope, held.Group)))
    {
    }

    // For tests that ask a rule about a reader whatever made him one; the product can't say so of anybody.
    internal Viewer(Guid personId, string name, IEnumerable<RoleHeld> roles, IEnumerable<Guid> organisationIds,
        IEnumerable<Guid> accessLists, bool isBoardMember)
    {
        (PersonId, Name, Roles, IsBoardMember) = (personId, name, [.. roles], isBoardMember);
        organisations = [.. organisationIds];
        AccessLists = [.. accessLists];
    }

    private Viewer(string name, bool isSystem)
    {
        (Name, IsSystem) = (name, isSystem);
        (organisations, AccessLists, Roles) = ([], [], []);
    }

    /// <summary>Makes a viewer of what somebody holds on a day: for whom he or she acts, and which lists open, follow from it.</summary>
    /// <param name="personId">Who.</param>
    /// <param name="name">The person's name; empty where nobody reads it.</param>
    /// <param name="roles">Held on that day.</param>
    /// <param name="employers">Organisations of the posts held on that day.</param>
    /// <param name="members">Who is on the lists in question on that day, this person or not.</param>
    public static Viewer Of(Guid personId, string name, IReadOnlyList<RoleHeld> roles, IEnumerable<Guid> employers, IEnumerable<AccessListMember> members)
    {
        HashSet<Guid> groups = [.. roles.Where(held => held.Scope == ScopeKind.Group).Select(held => held.ScopeId!.Value)];
        HashSet<Guid> actsFor = [.. employers, .. roles.Where(held => held.Scope == ScopeKind.Organisation).Select(held => held.ScopeId!.Value)];
        return new(personId, name, roles, actsFor, members.Where(m => m.Kind switch
        {
            MemberKind.Person => m.MemberId == personId && roles.Count > 0, // a name on a list opens nothing once the last role has ended
            MemberKind.Group => groups.Contains(m.MemberId),
            MemberKind.Organisation => actsFor.Contains(m.MemberId),
        }).Select(m => m.AccessListId).Distinct());
    }

    /// <summary>The same person, who today also does the work of colleagues who are away. What is not of his or her own organisations is
    /// left out: it ends when either leaves.</summary>
    public Viewer AlsoFor(IEnumerable<ActingFor> colleagues) =>
        new(PersonId!.Value, Name, Roles, organisations, AccessLists, IsBoardMember) { ActsFor = [.. colleagues.Where(c => organisations.Contains(c.OrganisationId))] };

    /// <summary>Nobody signed in: sees what is public and may do nothing.</summary>
    public static Viewer Nobody { get; } = new("nobody", isSystem: false);

    /// <summary>The product itself, for work that must see everything; a test lists the places that call this.</summary>
    /// <param name="work">What for, as the audit trail will name it.</param>
    public static Viewer System(string work) => new(work, isSystem: true);

    /// <summary>The person; null for nobody and for the system.</summary>
    public Guid? PersonId { get; }

    /// <summary>The person's name, or the work of the system.</summary>
    public string Name { get; }

    /// <summary>Roles held today.</summary>
    public IReadOnlyList<RoleHeld> Roles { get; }

    /// <summary>For which colleagues he or she does today what waits for them.</summary>
    public IReadOnlyList<ActingFor> ActsFor { get; private init; } = [];

    /// <summary>The name as it stands under what he or she did: with that of a colleague on whose right alone it was done.</summary>
    public string Signs => reliedOn.Count == 0 || $"{Name} for {string.Join(" and ", reliedOn)}" is not { Length: <= 120 } both ? Name : both;

    /// <summary>The colleague on whose right alone he or she has this right there; null for one's own, or for none.</summary>
    public string? ForWhom(Right right, Guid scopeId) => HasOwn(right, scopeId) ? null : ActsFor.FirstOrDefault(a => a.OrganisationId == scopeId && a.Grants(right))?.Name;

    /// <summary>Organisations he or she acts for today.</summary>
    public IReadOnlySet<Guid> OrganisationIds => organisations;

    /// <summary>Access lists he or she is on today: as a person, through a group or through an organisation.</summary>
    public IReadOnlyList<Guid> AccessLists { get; }

    /// <summary>Officer, chair, lay member, or member of the Board, Executive or a sub-group.</summary>
    public bool IsBoardMember { get; }

    /// <summary>The product's own work; no person can be it.</summary>
    public bool IsSystem { get; }

    /// <summary>Sees everything that is not limited to groups, agencies or named people. Only such a reader is told that
    /// something is missing: whoever sees a part can't tell what is not there from what is not for him.</summary>
    public bool SeesTheBoard => IsBoardMember || IsSystem;

    /// <summary>Someone is signed in.</summary>
    public bool IsSignedIn => PersonId is not null;

    /// <summary>Holds a right somewhere: enough for a page's outer door, never for a deed.</summary>
    public bool Holds(Right right) => Roles.Any(held => RoleRights.Grants(held.Role, right)) || ActsFor.Any(a => a.Grants(right));

    /// <summary>Holds a right over the whole board.</summary>
    public bool HoldsForBoard(Right right) => Roles.Any(held => held.Scope == ScopeKind.Board && RoleRights.Grants(held.Role, right));

    /// <summary>Groups, organisations and reviews in which he or she holds a right, each once.</summary>
    public IReadOnlyList<Guid> ScopesOf(Right right) =>
        [.. Roles.Where(held => RoleRights.Grants(held.Role, right)).Select(held => held.ScopeId).OfType<Guid>()
            .Concat(ActsFor.Where(a => a.Grants(right)).Select(a => a.OrganisationId)).Distinct()];

    /// <summary>Holds a right over the whole board, in one group, or in one organisation.</summary>
    public bool MayIn(Guid scopeId, Right right) => HasOwn(right, scopeId) || MayForAnother(right, [scopeId]);

    /// <summary>May do this to this record: sees it, and holds the right in the scope that counts for such a deed.</summary>
    public bool May(Right right, ConfidentialRecord record)
    {
        if (!Access.CanSee(record, this)) return false;
        var scopes = RoleRights.IsActing(right) ? record.ActingScopes : record.GoverningScopes;
        return Roles.Any(held => RoleRights.Grants(held.Role, right)
            && (held.Scope == ScopeKind.Board || (held.ScopeId is { } id && scopes.Contains(id))))
            || MayForAnother(right, scopes);
    }

    private bool HasOwn(Right right, Guid scopeId) => Roles.Any(held => RoleRights.Grants(held.Role, right) && (held.Scope == ScopeKind.Board || held.ScopeId == scopeId));

    // Noted, so that what is done on it bears both names.
    private bool MayForAnother(Right right, IEnumerable<Guid> scopes)
    {
        if (ActsFor.FirstOrDefault(a => a.Grants(right) && scopes.Contains(a.OrganisationId)) is not { } colleague) return false;
        reliedOn.Add(colleague.Name);
        return true;
    }

    /// <summary>Has this role anywhere.</summary>
    public bool Is(Role role) => Roles.Any(held => held.Role == role);
}

/// <summary>Who may see what: one rule, for the database and for memory (ADR 8).</summary>
public static class Access
{
    /// <summary>The rule. <c>BoardDb</c> puts its own viewer in and makes it the filter of every confidential table.</summary>
    public static Expression<Func<T, Viewer, bool>> IsVisible<T>() where T : ConfidentialRecord => (record, viewer) =>
        viewer.IsSystem
        || record.Confidentiality == Confidentiality.Public
        || (record.Confidentiality == Confidentiality.Board && viewer.IsBoardMember)
        || (record.AccessListId != null && viewer.AccessLists.Contains(record.AccessListId.Value));

    private static readonly Func<ConfidentialRecord, Viewer, bool> Rule = IsVisible<ConfidentialRecord>().Compile();

    /// <summary>The same rule for a record in memory.</summary>
    public static bool CanSee(ConfidentialRecord record, Viewer viewer) => Rule(record, viewer);

    /// <summary>How wide a circle reads such records: the wider, the higher.</summary>
    internal static int Width(Confidentiality confidentiality) => confidentiality switch
    {
        Confidentiality.Restricted => 0,
        Confidentiality.Group => 1,
        Confidentiality.Board => 2,
        Confidentiality.Public => 3,
    };
}
