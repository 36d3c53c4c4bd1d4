using Goldthread.Domain.Governance;

namespace Goldthread.Domain.Admin;

/// <summary>What somebody holds and where he or she works, today or from a later day on.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Roles">Roles that have not ended.</param>
/// <param name="Employers">Organisations of posts that have not ended.</param>
public sealed record Belonging(Guid PersonId, IReadOnlyList<RoleHolding> Roles, IReadOnlyList<Guid> Employers)
{
    /// <summary>Holds or does something in one of these organisations.</summary>
    public bool IsIn(IReadOnlySet<Guid> organisations) => Employers.Any(organisations.Contains) || Roles.Any(r => IsOn(r, organisations));

    /// <summary>Holds or does something anywhere else: on the board, in a group, in another organisation.</summary>
    public bool IsElsewhere(IReadOnlySet<Guid> organisations) => !Employers.All(organisations.Contains) || !Roles.All(r => IsOn(r, organisations));

    private static bool IsOn(RoleHolding held, IReadOnlySet<Guid> organisations) => held.Scope == ScopeKind.Organisation && organisations.Contains(held.ScopeId!.Value);
}

/// <summary>What an agency's lead may do about the access of her own people (W7). What is not said here the office does.</summary>
public static class ColleagueRules
{
    /// <summary>Roles a lead gives: those that an agency holds and that allow nothing she may not do herself. Who signs for the agency is
    /// not named by whoever writes what is signed.</summary>
    public static IReadOnlyList<Role> Given { get; } = [.. new[] { Role.AgencyContributor, Role.AgencyLead }.Concat(Enum.GetValues<Role>()).Distinct().Where(role =>
        role != Role.Signatory && RoleRules.HeldOn(role).Contains(ScopeKind.Organisation)
        && Enum.GetValues<Right>().All(right => !RoleRights.Grants(role, right) || RoleRights.Grants(Role.AgencyLead, right)))];

    /// <summary>Organisations whose people this person invites and ends: those she leads, and their services at any depth.</summary>
    /// <param name="by">Who.</param>
    /// <param name="all">Every organisation with the one it is a service of.</param>
    public static IReadOnlySet<Guid> Covers(Viewer by, IReadOnlyCollection<StructurePart> all)
    {
        ArgumentNullException.ThrowIfNull(by);
        return StructurePart.WithAllBelow(by.ScopesOf(Right.InviteColleagues), all);
    }

    /// <summary>Why somebody can't be given a role in an agency by its lead.</summary>
    /// <param name="role">Which; null when none was chosen.</param>
    /// <param name="organisationId">In which organisation; null when none was chosen.</param>
    /// <param name="until">Last day; null for none.</param>
    /// <param name="known">The person who has this address already; null for somebody new.</param>
    /// <param name="isEnded">That person's account was ended.</param>
    /// <param name="by">Who invites.</param>
    /// <param name="covered">Organisations that <see cref="Covers"/> names for her.</param>
    /// <param name="today">The date at the board: the first day.</param>
    public static IReadOnlyList<Problem> CanInvite(Role? role, Guid? organisationId, DateOnly? until, Belonging? known, bool isEnded, Viewer by, IReadOnlySet<Guid> covered, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(by);
        List<Problem> problems = [];
        if (role is not { } given || !Given.Contains(given)) problems.Add(new("Role", "Choose a role from the list: the business office gives all others"));
        if (organisationId is not { } id || !covered.Contains(id)) problems.Add(new("OrganisationId", "Choose your own agency or one of its services"));
        if (until < today) problems.Add(new("Until", "Enter a last day that is not past"));
        if (known is null) return problems;
        if (known.PersonId == by.PersonId) problems.Add(new("Email", "This is you: the business office, or another lead, gives you a role"));
        else if (isEnded || known.IsElsewhere(covered) || !known.IsIn(covered)) problems.Add(new("Email", "Ask the business office to give this person access: they are known here already, or had access before"));
        else if (known.Roles.Any(r => r.Role == role && r.ScopeId == organisationId)) problems.Add(new("Role", "This person has that role there already"));
        return problems;
    }

    /// <summary>Why a lead can't end somebody's access.</summary>
    /// <param name="who">Whose; in one of the organisations covered, or the page knows nobody of the kind.</param>
    /// <param name="by">Who ends it.</param>
    /// <param name="covered">Organisations that <see cref="Covers"/> names for her.</param>
    public static IReadOnlyList<Problem> CanEnd(Belonging who, Viewer by, IReadOnlySet<Guid> covered)
    {
        ArgumentNullException.ThrowIfNull(who);
        ArgumentNullException.ThrowIfNull(by);
        if (who.PersonId == by.PersonId) return [new("", "Another lead, or the business office, must end your own access, so that somebody speaks for your agency")];
        return who.IsElsewhere(covered) || !who.Roles.All(r => Given.Contains(r.Role))
            ? [new("", "Ask the business office to end this person’s access: they hold a role that is not yours to end")]
            : [];
    }
}
