using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.People;

/// <summary>Everybody the board works with: for administrators and the office alone (W3).</summary>
[Needs(Right.RunTheSystem, Right.ActOnBehalf)]
public sealed class IndexModel(BoardDb db, TimeProvider clock) : PageModel
{
    public sealed record PersonLine(Guid Id, string Name, string Email, int Roles, bool HasAccount, string? Provider);

    public string? Name { get; private set; }
    public Listing<PersonLine> People { get; private set; } = null!;

    /// <summary>A place that somebody held and nobody holds now.</summary>
    public sealed record Vacancy(Guid Id, string Name, bool IsGroup, DateOnly? Since);

    public IReadOnlyList<Vacancy> Vacancies { get; private set; } = [];

    /// <summary>People whose second factor somebody asked to be taken away, for another administrator to confirm.</summary>
    public IReadOnlyList<(Guid Id, string Name)> Resets { get; private set; } = [];

    public async Task OnGetAsync([FromQuery] string? name, int p, CancellationToken stop)
    {
        Name = name;
        var today = clock.Today();
        var people = db.People.AsQueryable();
        // Search text folds case alike on both databases; here it is enough to try the name as typed and as names begin.
        if (name?.Trim() is { Length: > 0 } typed)
        {
            var begun = char.ToUpperInvariant(typed[0]) + typed[1..];
            people = people.Where(x => x.Name.Contains(typed) || x.Name.Contains(begun) || x.Email.Contains(typed));
        }
        People = await people.OrderBy(x => x.Name).ThenBy(x => x.Id).Select(x => new PersonLine(x.Id, x.Name, x.Email,
            db.RoleHoldings.Count(h => h.PersonId == x.Id && h.From <= today && (h.Until == null || h.Until >= today)),
            db.Users.Any(a => a.PersonId == x.Id && a.EndedAt == null),
            db.Users.Where(a => a.PersonId == x.Id && a.EndedAt == null).Join(db.UserLogins, a => a.Id, l => l.UserId, (a, l) => l.ProviderDisplayName).FirstOrDefault())).PageAsync(p, stop);
        Vacancies = await VacanciesAsync(today, stop);
        if (!db.Viewer.MayIn(Guid.Empty, Right.RunTheSystem)) return;
        Resets = [.. (await db.FactorResets.Waiting(clock.UtcNow()).Join(db.People, r => r.PersonId, x => x.Id, (r, x) => new { x.Id, x.Name }).OrderBy(x => x.Name).ToListAsync(stop)).Select(x => (x.Id, x.Name))];
    }

    // Agencies that had a lead, and groups that had a chair.
    private async Task<IReadOnlyList<Vacancy>> VacanciesAsync(DateOnly today, CancellationToken stop)
    {
        var held = await db.RoleHoldings.Where(h => (h.Role == Role.AgencyLead && h.Scope == ScopeKind.Organisation) || (h.Role == Role.Chair && h.Scope == ScopeKind.Group))
            .Select(h => new { Id = h.ScopeId!.Value, IsGroup = h.Scope == ScopeKind.Group, h.Until }).ToListAsync(stop);
        var vacant = held.GroupBy(h => (h.Id, h.IsGroup)).Where(place => place.All(h => h.Until < today)).ToList();
        if (vacant.Count == 0) return [];
        var names = await Names.LoadAsync(db, stop);
        var standing = names.Current("organisations", today).Concat(names.Current("groups", today)).Select(s => Guid.Parse(s.Value)).ToHashSet();
        return [.. vacant.Where(v => standing.Contains(v.Key.Id)).Select(v => new Vacancy(v.Key.Id, names[v.Key.Id], v.Key.IsGroup, v.Max(h => h.Until))).OrderBy(v => v.Name, StringComparer.OrdinalIgnoreCase)];
    }
}
