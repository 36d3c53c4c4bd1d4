namespace Goldthread.Domain.Admin;

/// <summary>Who may be given which role, on what, and who may end it (W3, W11).</summary>
public static class RoleRules
{
    /// <summary>On what a role can be held: nobody leads an agency on the whole board, and the office serves nothing less.</summary>
    public static IReadOnlyList<ScopeKind> HeldOn(Role role) => role switch
    {
        Role.None => [],
        Role.Administrator or Role.BoardOfficer => [ScopeKind.Board],
        Role.OutsideReader => [ScopeKind.Board, ScopeKind.Group], // on the board: what is opened by name alone
        Role.AgencyLead or Role.AgencyContributor or Role.Practitioner or Role.Signatory => [ScopeKind.Organisation],
        Role.GroupMember => [ScopeKind.Group],
        Role.Chair or Role.LayMember or Role.Reviewer => [ScopeKind.Board, ScopeKind.Group],
        Role.PanelMember => [ScopeKind.Group, ScopeKind.Organisation],
        Role.Analyst or Role.Trainer => [ScopeKind.Board, ScopeKind.Organisation],
    };

    /// <summary>Why a role can't be given so.</summary>
    /// <param name="role">Which; null when none was chosen.</param>
    /// <param name="scope">On what; null when nothing was chosen.</param>
    /// <param name="from">First day; null when it could not be read.</param>
    /// <param name="until">Last day; null for none.</param>
    /// <param name="to">The person.</param>
    /// <param name="by">Who gives it: never to oneself, for a role opens what its holders may read.</param>
    /// <param name="words">What the whole is called.</param>
    public static IReadOnlyList<Problem> CanGive(Role? role, ScopeKind? scope, DateOnly? from, DateOnly? until, Guid to, Viewer by, Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var whole = $"the whole {words.BodyShort}";
        List<Problem> problems = [];
        if (to == by.PersonId) problems.Add(new("", "Another administrator must give you a role: a role opens what its holders may read"));
        if (role is not { } given || given == Role.None) problems.Add(new("Role", "Choose a role"));
        else if (scope is { } chosen && !HeldOn(given).Contains(chosen)) problems.Add(new("Scope", $"Choose {string.Join(" or ", HeldOn(given).Select(on => Name(on, whole)))}: this role is held only there"));
        if (scope is null) problems.Add(new("Scope", $"Choose where the role is held: {whole}, a group or an agency from the list"));
        if (role == Role.OutsideReader && until is null) problems.Add(new("Until", "Enter the last day: an outside reader’s access always ends"));
        else if (role == Role.OutsideReader && until > from?.AddYears(OutsideReading.MostYears)) problems.Add(new("Until", "Enter a last day within a year: an outside reader’s access can be given again"));
        if (until < from) problems.Add(new("Until", "Enter a last day that is not before the first"));
        return problems;
    }

    /// <summary>Why a role can't be ended: somebody must be left to run the system.</summary>
    public static IReadOnlyList<Problem> CanEnd(RoleHolding held, Viewer by) => held.Role == Role.Administrator && held.PersonId == by.PersonId
        ? [new("", "Another administrator must end your own role, so that somebody is left to run the system")]
        : [];

    private static string Name(ScopeKind scope, string whole) => scope switch
    {
        ScopeKind.Board => whole,
        ScopeKind.Organisation => "an agency",
        ScopeKind.Group => "a group",
        ScopeKind.Review => "a review",
    };
}
