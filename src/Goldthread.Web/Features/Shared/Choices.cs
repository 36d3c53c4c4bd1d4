using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Shared;

/// <summary>Lists to choose from, in the words of the page.</summary>
public static class Choices
{
    /// <summary>Every member of an enum but those left out.</summary>
    public static IReadOnlyList<SelectListItem> Of<T>(params T[] without) where T : struct, Enum =>
        [.. Enum.GetValues<T>().Except(without).Select(value => new SelectListItem(value.InWords(), value.ToString()))];

    /// <summary>Organisations that exist on a day.</summary>
    public static async Task<IReadOnlyList<SelectListItem>> OrganisationsAsync(this BoardDb db, DateOnly today, CancellationToken stop) =>
        [.. (await db.Organisations.Where(o => o.ActiveUntil == null || o.ActiveUntil >= today).OrderBy(o => o.Name).Select(o => new { o.Id, o.Name }).ToListAsync(stop))
            .Select(o => new SelectListItem(o.Name, o.Id.ToString()))];

    /// <summary>Groups that meet on a day.</summary>
    public static async Task<IReadOnlyList<SelectListItem>> GroupsAsync(this BoardDb db, DateOnly today, CancellationToken stop) =>
        [.. (await db.Groups.Where(g => g.ClosedOn == null || g.ClosedOn >= today).OrderBy(g => g.Kind).ThenBy(g => g.Name).Select(g => new { g.Id, g.Name }).ToListAsync(stop))
            .Select(g => new SelectListItem(g.Name, g.Id.ToString()))];

    /// <summary>Themes that are still offered, by family.</summary>
    public static async Task<IReadOnlyList<SelectListItem>> ThemesAsync(this BoardDb db, CancellationToken stop)
    {
        var rows = await db.Themes.Where(t => !t.IsRetired).OrderBy(t => t.Family).ThenBy(t => t.Name).Select(t => new { t.Id, t.Name, t.Family }).ToListAsync(stop);
        var families = rows.Select(r => r.Family).Distinct().ToDictionary(name => name, name => new SelectListGroup { Name = name });
        return [.. rows.Select(t => new SelectListItem(t.Name, t.Id.ToString()) { Group = families[t.Family] })];
    }

    /// <summary>Priorities of the plan in force on a day.</summary>
    public static async Task<IReadOnlyList<SelectListItem>> PrioritiesAsync(this BoardDb db, DateOnly today, CancellationToken stop) =>
        [.. (await db.Priorities.Where(p => p.Until == null || p.Until >= today).OrderBy(p => p.Title).Select(p => new { p.Id, p.Title }).ToListAsync(stop))
            .Select(p => new SelectListItem(p.Title, p.Id.ToString()))];

    /// <summary>People with an account whom this viewer could need as readers of a restricted record: for whoever serves the whole
    /// board everybody; for others the board's office, chair and reviewers, those of their own groups and organisations, themselves,
    /// and who reads the record already. The names of all account holders are nobody else's to know.</summary>
    public static async Task<IReadOnlyList<SelectListItem>> PossibleReadersAsync(this BoardDb db, Viewer viewer, IReadOnlyCollection<Guid> already, DateOnly today, CancellationToken stop)
    {
        var everybody = Domain.Library.ShelvingRules.IsBoardWide(viewer) || viewer.Holds(Right.TakeOutText);
        Guid[] scopes = [.. viewer.Roles.Select(r => r.ScopeId).OfType<Guid>().Concat(viewer.OrganisationIds).Distinct()];
        Guid[] known = [.. already, .. viewer.PersonId is { } me ? [me] : Array.Empty<Guid>()];
        var people = await db.People.Where(p => db.Users.Any(u => u.PersonId == p.Id && u.EndedAt == null) && (everybody || known.Contains(p.Id)
                || db.RoleHoldings.Any(h => h.PersonId == p.Id && h.From <= today && (h.Until == null || h.Until >= today)
                    && ((h.Scope == ScopeKind.Board && (h.Role == Role.BoardOfficer || h.Role == Role.Chair || h.Role == Role.Reviewer)) || (h.ScopeId != null && scopes.Contains(h.ScopeId.Value))))
                || db.PostHoldings.Any(h => h.PersonId == p.Id && h.From <= today && (h.Until == null || h.Until >= today) && db.Posts.Any(o => o.Id == h.PostId && scopes.Contains(o.OrganisationId)))))
            .OrderBy(p => p.Name).Select(p => new { p.Id, p.Name }).ToListAsync(stop);
        return [.. people.Select(p => new SelectListItem(p.Name, p.Id.ToString()))];
    }
}
