namespace Goldthread.Domain.Admin;

/// <summary>That somebody does, while a colleague of the same organisation is away, what waits for that colleague (W9). It ends by itself.</summary>
public sealed class Delegation : Record
{
    private Delegation() { }

    /// <summary>Hands one's own work over for a time.</summary>
    /// <param name="fromId">Who is away.</param>
    /// <param name="toId">Who does it meanwhile.</param>
    /// <param name="from">First day.</param>
    /// <param name="until">Last day.</param>
    public Delegation(Guid fromId, Guid toId, DateOnly from, DateOnly until) => (FromId, ToId, From, Until) = (fromId, toId, from, until);

    /// <summary>Who is away.</summary>
    public Guid FromId { get; private set; }

    /// <summary>Who does it meanwhile.</summary>
    public Guid ToId { get; private set; }

    /// <summary>First day.</summary>
    public DateOnly From { get; private set; }

    /// <summary>Last day.</summary>
    public DateOnly Until { get; private set; }

    /// <summary>Ends it at once: from the next request it opens nothing.</summary>
    public void EndNow(DateOnly today) => Until = today.AddDays(-1);
}

/// <summary>For whom somebody acts today besides himself, in one organisation of both.</summary>
/// <param name="PersonId">Who is away.</param>
/// <param name="Name">His or her name.</param>
/// <param name="OrganisationId">Where the role is held.</param>
/// <param name="Role">The role whose work is done.</param>
/// <param name="Until">Last day.</param>
public sealed record ActingFor(Guid PersonId, string Name, Guid OrganisationId, Role Role, DateOnly Until)
{
    /// <summary>Whether it allows this: what the role is asked to do, and nothing it decides or governs.</summary>
    public bool Grants(Right right) => RoleRights.IsActing(right) && RoleRights.Grants(Role, right);
}

/// <summary>What can be handed over for a time, and to whom.</summary>
public static class DelegationRules
{
    /// <summary>Days it lasts at the most.</summary>
    public const int MostDays = 92;

    /// <summary>Organisations for which somebody has work that could be handed over: where a role answers, plans or reports. The board's
    /// office shares its work anyway, and a seat in a group is nobody's to lend.</summary>
    public static IReadOnlySet<Guid> From(Viewer by)
    {
        ArgumentNullException.ThrowIfNull(by);
        return by.Roles.Where(held => held.Scope == ScopeKind.Organisation && Enum.GetValues<Right>().Any(right => RoleRights.IsActing(right) && RoleRights.Grants(held.Role, right)))
            .Select(held => held.ScopeId!.Value).ToHashSet();
    }

    /// <summary>Why work can't be handed over so.</summary>
    /// <param name="to">To whom; null when nobody was chosen.</param>
    /// <param name="isColleague">That person signs in and works in one of the organisations of <see cref="From"/>.</param>
    /// <param name="from">First day; null when it could not be read.</param>
    /// <param name="until">Last day; null when it could not be read.</param>
    /// <param name="by">Who is away: everybody hands over his or her own work alone.</param>
    /// <param name="others">What he or she handed over before.</param>
    /// <param name="today">The date at the board.</param>
    public static IReadOnlyList<Problem> CanHandOver(Guid? to, bool isColleague, DateOnly? from, DateOnly? until, Viewer by, IEnumerable<Delegation> others, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(by);
        List<Problem> problems = [];
        if (From(by).Count == 0) problems.Add(new("", "You have no work of an agency that could be handed over"));
        if (to is null || to == by.PersonId || !isColleague) problems.Add(new("ToId", "Choose a colleague from the list"));
        if (from < today) problems.Add(new("From", "Enter a first day that is not past"));
        if (until < from) problems.Add(new("Until", "Enter a last day that is not before the first"));
        else if (until > from?.AddDays(MostDays)) problems.Add(new("Until", $"Enter a last day within {MostDays} days: for longer, an administrator gives the role to somebody else"));
        if (others.Any(d => d.From <= until && d.Until >= from && d.Until >= today)) problems.Add(new("From", "You handed your work over for some of these days already: end that first"));
        return problems;
    }
}
