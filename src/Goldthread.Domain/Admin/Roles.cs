using Goldthread.Domain.Governance;

namespace Goldthread.Domain.Admin;

/// <summary>What a role is held on.</summary>
public enum ScopeKind
{
    /// <summary>The whole board.</summary>
    Board,
    /// <summary>One organisation.</summary>
    Organisation,
    /// <summary>One group.</summary>
    Group,
    /// <summary>One review.</summary>
    Review,
}

/// <summary>What a person is, in a scope and for a time. The first member allows nothing: storage that misreads a
/// role must never promote anyone.</summary>
public enum Role
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>Runs the system; reads nothing restricted by being so.</summary>
    Administrator,
    /// <summary>Business manager and staff of the board's office.</summary>
    BoardOfficer,
    /// <summary>Independent chair (of the board) or chair of a group.</summary>
    Chair,
    /// <summary>Member of a group.</summary>
    GroupMember,
    /// <summary>An organisation's safeguarding lead.</summary>
    AgencyLead,
    /// <summary>A colleague who helps the lead.</summary>
    AgencyContributor,
    /// <summary>Works on the dataset.</summary>
    Analyst,
    /// <summary>Leads or writes a case review.</summary>
    Reviewer,
    /// <summary>Gives courses.</summary>
    Trainer,
    /// <summary>Front-line worker: books courses, answers surveys.</summary>
    Practitioner,
    /// <summary>Lay member of the board.</summary>
    LayMember,
    /// <summary>Member of a scrutiny or review panel.</summary>
    PanelMember,
    /// <summary>The accountable senior person of an organisation, who signs.</summary>
    Signatory,
    /// <summary>Inspector, scrutineer or outside reviewer: named records, an end date (W11).</summary>
    OutsideReader,
}

/// <summary>What one may do. The first member allows nothing.</summary>
public enum Right
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>Put items on the shelves of the library.</summary>
    ShelveItems,
    /// <summary>Record and edit findings.</summary>
    RecordFindings,
    /// <summary>Make and edit recommendations and their impact test.</summary>
    MakeRecommendations,
    /// <summary>Answer a recommendation: accepted, partly, rejected.</summary>
    Respond,
    /// <summary>Plan and edit actions.</summary>
    PlanActions,
    /// <summary>Post progress and evidence, ask to complete.</summary>
    ReportProgress,
    /// <summary>Accept an action as done or send it back.</summary>
    AcceptActions,
    /// <summary>Accept, for the group one sits in, what the board's own office did.</summary>
    AcceptOfficeWork,
    /// <summary>Judge impact and close a recommendation.</summary>
    JudgeImpact,
    /// <summary>Record a response or progress for an agency, as told by telephone.</summary>
    ActOnBehalf,
    /// <summary>Record meetings, decisions and their actions.</summary>
    RunMeetings,
    /// <summary>Edit organisations, groups, people's seats, themes and priorities.</summary>
    EditStructure,
    /// <summary>Import figures.</summary>
    ImportFigures,
    /// <summary>Change settings, accounts and roles.</summary>
    RunTheSystem,
    /// <summary>Search the audit trail.</summary>
    ReadAuditTrail,
    /// <summary>Take a text out everywhere.</summary>
    TakeOutText,
    /// <summary>Invite the people of one's own agency, and end their access.</summary>
    InviteColleagues,
    /// <summary>Decide that what is kept no longer is removed for good, and hold it.</summary>
    ApproveRemoval,
}

/// <summary>Which role may do what: the one table.</summary>
public static class RoleRights
{
    private static readonly Right[] Acting = [Right.Respond, Right.PlanActions, Right.ReportProgress];

    /// <summary>The table. A role that is not in it may only read what it sees.</summary>
    public static IReadOnlyDictionary<Role, Right[]> Table { get; } = new Dictionary<Role, Right[]>
    {
        [Role.Administrator] = [Right.RunTheSystem, Right.ReadAuditTrail, Right.EditStructure, Right.TakeOutText],
        [Role.BoardOfficer] =
        [
            Right.ShelveItems, Right.RecordFindings, Right.MakeRecommendations, Right.PlanActions, Right.AcceptActions,
            Right.JudgeImpact, Right.ActOnBehalf, Right.RunMeetings, Right.EditStructure, Right.ImportFigures,
            Right.ReadAuditTrail, Right.TakeOutText, Right.ApproveRemoval,
        ],
        [Role.Chair] =
        [
            Right.ShelveItems, Right.RecordFindings, Right.MakeRecommendations, Right.AcceptActions, Right.AcceptOfficeWork,
            Right.JudgeImpact, Right.RunMeetings, Right.ApproveRemoval, .. Acting,
        ],
        [Role.GroupMember] = [Right.ShelveItems, Right.RecordFindings, Right.AcceptOfficeWork, .. Acting],
        [Role.AgencyLead] = [Right.ShelveItems, Right.InviteColleagues, .. Acting],
        [Role.AgencyContributor] = [Right.ReportProgress],
        [Role.Analyst] = [Right.ShelveItems, Right.RecordFindings, Right.ImportFigures],
        [Role.Reviewer] = [Right.RecordFindings, Right.MakeRecommendations],
        [Role.PanelMember] = [Right.RecordFindings],
        [Role.Signatory] = [.. Acting],
    };

    /// <summary>Whether a role holds a right.</summary>
    public static bool Grants(Role role, Right right) => Table.TryGetValue(role, out var rights) && rights.Contains(right);

    /// <summary>Whether a role makes its holder a board member: an officer, the board's chair, a lay member, or whoever chairs or
    /// sits in the Board, the Executive or a sub-group. A panel, a forum or a task-and-finish group makes nobody one.</summary>
    /// <param name="role">What is held.</param>
    /// <param name="scope">On what.</param>
    /// <param name="group">Kind of the group it is held in; null outside groups.</param>
    public static bool MakesBoardMember(Role role, ScopeKind scope, GroupKind? group) => role switch
    {
        Role.BoardOfficer or Role.LayMember => true,
        Role.Chair when scope == ScopeKind.Board => true,
        Role.Chair or Role.GroupMember => group is GroupKind.Board or GroupKind.Executive or GroupKind.SubGroup,
        _ => false,
    };

    /// <summary>Whether a deed is done by those who are asked to act, not by those who govern the record.</summary>
    public static bool IsActing(Right right) => Acting.Contains(right);
}

/// <summary>That somebody holds a role, from when to when. Membership of a group is such a holding.</summary>
public sealed class RoleHolding : Record
{
    private RoleHolding() { }

    /// <summary>Gives a person a role.</summary>
    /// <param name="personId">Who.</param>
    /// <param name="role">What.</param>
    /// <param name="scope">On what kind of thing.</param>
    /// <param name="scopeId">On which; null only for the board.</param>
    /// <param name="from">First day.</param>
    /// <param name="until">Last day; null while open. An outside reader always has one.</param>
    /// <param name="organisationId">For a seat in a group: the organisation represented there.</param>
    /// <param name="isDeputy">Sits in for the holder.</param>
    public RoleHolding(Guid personId, Role role, ScopeKind scope, Guid? scopeId, DateOnly from, DateOnly? until = null,
        Guid? organisationId = null, bool isDeputy = false)
    {
        if (scope != ScopeKind.Board && scopeId is null)
            throw new ArgumentException("A role on an organisation, group or review names it.", nameof(scopeId));
        if (role == Role.OutsideReader && until is null)
            throw new ArgumentException("An outside reader has an end date (W11).", nameof(until));
        (PersonId, Role, Scope, ScopeId, From, Until, OrganisationId, IsDeputy) =
            (personId, role, scope, scopeId, from, until, organisationId, isDeputy);
    }

    /// <summary>Who holds it.</summary>
    public Guid PersonId { get; private set; }

    /// <summary>What he or she is.</summary>
    public Role Role { get; private set; }

    /// <summary>On what kind of thing.</summary>
    public ScopeKind Scope { get; private set; }

    /// <summary>On which; null for the board.</summary>
    public Guid? ScopeId { get; private set; }

    /// <summary>First day.</summary>
    public DateOnly From { get; private set; }

    /// <summary>Last day; null while open.</summary>
    public DateOnly? Until { get; private set; }

    /// <summary>For a seat in a group: the organisation represented.</summary>
    public Guid? OrganisationId { get; private set; }

    /// <summary>Sits in for the holder; counted apart in attendance.</summary>
    public bool IsDeputy { get; private set; }

    /// <summary>Ends it; the last day counts.</summary>
    public void End(DateOnly lastDay) => Until = lastDay;

    /// <summary>Ends it at once: from the next request it opens nothing, so the last day that counts is
    /// yesterday.</summary>
    public void EndNow(DateOnly today) => Until = today.AddDays(-1);
}
