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

    /// <summary>Problems of an organisation as typed.</summary>
    public static IReadOnlyList<Problem> CheckOrganisation(string? name, string? shortName, string? duty)
    {
        List<Problem> problems = [.. CheckNames(name, shortName)];
        if (string.IsNullOrWhiteSpace(duty)) problems.Add(new("Duty", "Enter what its duty rests on, such as Section 11, or by agreement"));
        else if (duty.Length > 200) problems.Add(new("Duty", "Shorten it to 200 characters"));
        return problems;
    }

    /// <summary>Why this person can't plan a meeting of a group.</summary>
    public static IReadOnlyList<Problem> CanPlanMeeting(Guid groupId, Viewer by) =>
        by.MayIn(groupId, Right.RunMeetings) ? [] : [new("", "The chair of this group, or the board's office, must do this")];

    /// <summary>Why this person can't write into the record of a meeting.</summary>
    public static IReadOnlyList<Problem> CanRecord(Meeting meeting, Viewer by) =>
        by.May(Right.RunMeetings, meeting) ? [] : [new("", "The chair of this group, or the board's office, must record its meetings")];

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
