using Goldthread.Domain.Admin;

namespace Goldthread.Domain.Governance;

/// <summary>What must hold in the structure, and who may know and do what there.</summary>
public static class GovernanceRules
{
    /// <summary>Days looked back for what is new, when a group has no meeting on record.</summary>
    public const int DaysWithoutMeeting = 90;

    /// <summary>Problems of a group as typed.</summary>
    /// <param name="id">The group; a new id for a new one.</param>
    /// <param name="name">Full name.</param>
    /// <param name="shortName">Name for tables and pictures.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="reportsToId">The group it would report to.</param>
    /// <param name="all">All groups as they stand.</param>
    public static IReadOnlyList<Problem> CheckGroup(Guid id, string? name, string? shortName, string? purpose, Guid? reportsToId, IReadOnlyCollection<StructurePart> all)
    {
        List<Problem> problems = [.. CheckNames(name, shortName)];
        if (string.IsNullOrWhiteSpace(purpose)) problems.Add(new("Purpose", "Say what the group is for, in a sentence"));
        if (ReportsInACircle(id, reportsToId, all))
            problems.Add(new("ReportsToId", "Choose a group that does not itself report to this one"));
        return problems;
    }

    /// <summary>Whether a reporting line would lead back to where it starts.</summary>
    public static bool ReportsInACircle(Guid id, Guid? reportsToId, IReadOnlyCollection<StructurePart> all)
    {
        var lines = all.ToDictionary(part => part.Id, part => part.ReportsToId);
        HashSet<Guid> seen = [];
        for (var at = reportsToId; at is { } step && seen.Add(step); at = lines.GetValueOrDefault(step))
        {
            if (step == id) return true;
        }
        return false;
    }

    /// <summary>Roles that are seats in a group; the first is offered first.</summary>
    public static IReadOnlyList<Role> SeatRoles { get; } = [Role.GroupMember, Role.Chair, Role.PanelMember, Role.LayMember];

    /// <summary>Problems of a seat as typed.</summary>
    /// <param name="personId">Who would sit there.</param>
    /// <param name="role">As what.</param>
    /// <param name="from">First day.</param>
    /// <param name="until">Last day; null while open.</param>
    /// <param name="seats">Seats the group has, past ones too.</param>
    /// <param name="by">Who gives the seat; nobody gives one to himself, for a seat opens what the group may read.</param>
    public static IReadOnlyList<Problem> CheckSeat(Guid? personId, Role role, DateOnly from, DateOnly? until, IEnumerable<RoleHolding> seats, Viewer by)
    {
        List<Problem> problems = [];
        if (personId is null) problems.Add(new("PersonId", "Choose who sits here"));
        else if (personId == by.PersonId) problems.Add(new("PersonId", "Somebody else who keeps the structure must give you a seat"));
        else if (seats.Any(s => s.PersonId == personId && (s.Until is null || s.Until >= from) && (until is null || s.From <= until)))
            problems.Add(new("PersonId", "This person has a seat here at that time; end it first"));
        if (!SeatRoles.Contains(role)) problems.Add(new("Role", "Choose what the person is in the group"));
        if (until < from) problems.Add(new("Until", "Enter a last day that is not before the first"));
        return problems;
    }

    /// <summary>Problems of a version of the terms of reference.</summary>
    public static IReadOnlyList<Problem> CheckTerms(Group group, DateOnly approvedOn, DateOnly reviewOn, string? text)
    {
        List<Problem> problems = [];
        if (group.Terms.Any(t => t.ApprovedOn == approvedOn)) problems.Add(new("ApprovedOn", "A version of this date is kept already; enter another day"));
        if (reviewOn <= approvedOn) problems.Add(new("ReviewOn", "Enter a date after the approval"));
        if (string.IsNullOrWhiteSpace(text)) problems.Add(new("Text", "Enter the terms of reference"));
        return problems;
    }

    /// <summary>Problems of a theme as typed.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="family">What it is sorted under.</param>
    /// <param name="isTaken">Another theme has the name, whatever its capitals.</param>
    public static IReadOnlyList<Problem> CheckTheme(string? name, string? family, bool isTaken)
    {
        List<Problem> problems = [];
        if (string.IsNullOrWhiteSpace(name)) problems.Add(new("Name", "Enter the name of the theme"));
        else if (name.Length > 100) problems.Add(new("Name", "Shorten the name to 100 characters"));
        else if (isTaken) problems.Add(new("Name", "There is a theme of this name; use it, or bring it back if it was retired"));
        if (string.IsNullOrWhiteSpace(family)) problems.Add(new("Family", "Enter what it is sorted under, such as Practice"));
        else if (family.Length > 40) problems.Add(new("Family", "Shorten it to 40 characters"));
        return problems;
    }

    /// <summary>Problems of a priority as typed.</summary>
    public static IReadOnlyList<Problem> CheckPriority(string? title, string? outcome, DateOnly from, DateOnly? until)
    {
        List<Problem> problems = [];
        if (string.IsNullOrWhiteSpace(title)) problems.Add(new("Title", "Enter the priority in a few words"));
        else if (title.Length > 200) problems.Add(new("Title", "Shorten it to 200 characters"));
        if (string.IsNullOrWhiteSpace(outcome)) problems.Add(new("Outcome", "Say what will be different: “Children will …”"));
        if (until < from) problems.Add(new("Until", "Enter a last day that is not before the first"));
        return problems;
    }

    /// <summary>Problems of an organisation as typed.</summary>
    /// <param name="id">The organisation; a new id for a new one.</param>
    /// <param name="name">Full name.</param>
    /// <param name="shortName">Name for tables.</param>
    /// <param name="basis">What its duty rests on; null when nothing was chosen.</param>
    /// <param name="duty">More about it.</param>
    /// <param name="parentId">The organisation it is a service of.</param>
    /// <param name="all">All organisations with their parents.</param>
    public static IReadOnlyList<Problem> CheckOrganisation(Guid id, string? name, string? shortName, DutyBasis? basis, string? duty, Guid? parentId, IReadOnlyCollection<StructurePart> all)
    {
        List<Problem> problems = [.. CheckNames(name, shortName)];
        if (ReportsInACircle(id, parentId, all)) problems.Add(new("ParentId", "Choose an organisation that is not itself a service of this one"));
        if (basis is null) problems.Add(new("Basis", "Choose what its duty rests on"));
        if (basis == DutyBasis.Other && string.IsNullOrWhiteSpace(duty)) problems.Add(new("Duty", "Say what its duty rests on, such as its contract or an agreement"));
        if (duty?.Length > 200) problems.Add(new("Duty", "Shorten it to 200 characters"));
        return problems;
    }

    /// <summary>Why this person can't plan a meeting of a group.</summary>
    public static IReadOnlyList<Problem> CanPlanMeeting(Guid groupId, Viewer by) =>
        by.MayIn(groupId, Right.RunMeetings) ? [] : [new("", "The chair of this group, or the business office, must do this")];

    /// <summary>Why this person can't write into the record of a meeting.</summary>
    public static IReadOnlyList<Problem> CanRecord(Meeting meeting, Viewer by) =>
        by.May(Right.RunMeetings, meeting) ? [] : [new("", "The chair of this group, or the business office, must record its meetings")];

    /// <summary>Why nothing can be written into a meeting's record yet.</summary>
    /// <param name="heldOn">Its day.</param>
    /// <param name="today">The date at the board.</param>
    public static IReadOnlyList<Problem> HasBegun(DateOnly heldOn, DateOnly today) =>
        heldOn <= today ? [] : [new("Line", $"Wait for the meeting: it is on {heldOn:d MMMM yyyy}. If it was held already, correct its date")];

    /// <summary>Problems of a meeting as typed.</summary>
    public static IReadOnlyList<Problem> CheckMeeting(string? title) =>
        string.IsNullOrWhiteSpace(title) ? [new("Title", "Enter what the meeting is called")]
        : title.Trim().Length > 200 ? [new("Title", "Shorten the title to 200 characters")]
        : [];

    /// <summary>Why this person can't correct or withdraw a decision.</summary>
    public static IReadOnlyList<Problem> CanCorrect(Decision decision, Viewer by)
    {
        List<Problem> problems = [];
        if (decision.WithdrawnOn is not null) problems.Add(new("", "This decision was withdrawn and stays as it is; record a new one"));
        if (!by.May(Right.RunMeetings, decision)) problems.Add(new("", "The chair of this group, or the business office, must correct its record"));
        return problems;
    }

    /// <summary>Who sits where is shown by name to those who work with them (W3): board members, the group itself, the same
    /// organisation, and whoever keeps the structure. Everyone signed in may know who chairs.</summary>
    /// <param name="by">Who looks.</param>
    /// <param name="role">What the seat is.</param>
    /// <param name="groupId">The group it is in.</param>
    /// <param name="organisationId">The organisation it speaks for.</param>
    public static bool MaySeeWho(Viewer by, Role role, Guid groupId, Guid? organisationId) =>
        role == Role.Chair || by.IsBoardMember || by.Holds(Right.EditStructure)
        || by.Roles.Any(held => held.ScopeId == groupId) || (organisationId is { } id && by.OrganisationIds.Contains(id));

    /// <summary>Who works in an organisation is shown by name to its own people, board members and whoever keeps the
    /// structure (W3).</summary>
    public static bool MaySeePeopleOf(Viewer by, Guid organisationId) =>
        by.IsBoardMember || by.Holds(Right.EditStructure) || by.OrganisationIds.Contains(organisationId);

    /// <summary>From when things count as new to a group: its last meeting before today, or
    /// <see cref="DaysWithoutMeeting"/> days back.</summary>
    public static DateOnly NewSince(DateOnly? lastMeeting, DateOnly today) => lastMeeting ?? today.AddDays(-DaysWithoutMeeting);

    private static IEnumerable<Problem> CheckNames(string? name, string? shortName)
    {
        if (string.IsNullOrWhiteSpace(name)) yield return new("Name", "Enter the full name");
        else if (name.Length > 200) yield return new("Name", "Shorten the name to 200 characters");
        if (string.IsNullOrWhiteSpace(shortName)) yield return new("ShortName", "Enter a short name for tables and pictures");
        else if (shortName.Length > 60) yield return new("ShortName", "Shorten the short name to 60 characters");
    }
}
