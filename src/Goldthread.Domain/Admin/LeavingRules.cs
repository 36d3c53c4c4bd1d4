namespace Goldthread.Domain.Admin;

/// <summary>What a leaver holds goes to others of the fitting organisation, all in one place (W7).</summary>
public static class LeavingRules
{
    /// <summary>The organisation in which a role's next holder must work; null where it is the board's own, or a seat in person.</summary>
    public static Guid? OrganisationOf(RoleHolding held)
    {
        ArgumentNullException.ThrowIfNull(held);
        return held.Scope switch { ScopeKind.Organisation => held.ScopeId, ScopeKind.Group => held.OrganisationId, ScopeKind.Board or ScopeKind.Review => null };
    }

    /// <summary>Whether a role goes to somebody else with the rest: running the system, and reading from outside, are given on purpose and
    /// on the person's own page.</summary>
    public static bool IsHandedOver(Role role) => role is not (Role.Administrator or Role.OutsideReader or Role.None);

    /// <summary>Whether somebody may take over what belongs in an organisation.</summary>
    /// <param name="organisationId">Where it belongs; null for anywhere.</param>
    /// <param name="worksFor">Organisations he or she works for or holds a role in.</param>
    public static bool Fits(Guid? organisationId, IEnumerable<Guid> worksFor) => organisationId is not { } id || worksFor.Contains(id);

    /// <summary>Why a role can't go over so.</summary>
    /// <param name="held">What the leaver holds.</param>
    /// <param name="to">Who would hold it.</param>
    /// <param name="worksFor">Organisations of that person.</param>
    /// <param name="by">Who hands it over.</param>
    /// <param name="today">First day of the next holder.</param>
    /// <param name="words">What the whole is called.</param>
    /// <param name="field">Where it is chosen.</param>
    public static IReadOnlyList<Problem> CanTake(RoleHolding held, Guid to, IEnumerable<Guid> worksFor, Viewer by, DateOnly today, Words words, string field)
    {
        ArgumentNullException.ThrowIfNull(held);
        if (!IsHandedOver(held.Role) || to == held.PersonId || !Fits(OrganisationOf(held), worksFor)) return [new(field, "Choose somebody from the list who works where this belongs")];
        return [.. RoleRules.CanGive(held.Role, held.Scope, today, held.Until, to, by, words).Select(p => p with { Field = field })];
    }
}
