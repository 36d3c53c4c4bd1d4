using Goldthread.Domain.Governance;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Shared;

/// <summary>Names of organisations, groups, themes and priorities by id, read in one command: a page shows dozens of
/// them, and a board has a few hundred.</summary>
public sealed class Names
{
    private sealed record Named(Guid Id, string Name, string ShortName, string Kind, Guid? AboveId, DateOnly? Until, bool IsOffice);

    private readonly Dictionary<Guid, Named> known;

    private Names(Dictionary<Guid, Named> known) => this.known = known;

    /// <summary>Full name; empty for an unknown id.</summary>
    public string this[Guid? id] => id is { } known && this.known.TryGetValue(known, out var entry) ? entry.Name : "";

    /// <summary>Name for tables.</summary>
    public string Brief(Guid? id) => id is { } key && known.TryGetValue(key, out var entry) ? entry.ShortName : "";

    /// <summary>Address of the page about it.</summary>
    public string Address(Guid id) => known.TryGetValue(id, out var entry) ? $"/{entry.Kind}/{id}" : "";

    /// <summary>Whether the id is one of a kind: "organisations", "groups", "themes" or "priorities".</summary>
    public bool Is(Guid id, string kind) => known.TryGetValue(id, out var entry) && entry.Kind == kind;

    /// <summary>Whether the id is a group's.</summary>
    public bool IsGroup(Guid id) => Is(id, "groups");

    /// <summary>Whether the id is the board's own office.</summary>
    public bool IsOffice(Guid id) => known.TryGetValue(id, out var entry) && entry.IsOffice;

    /// <summary>All of a kind ("organisations", "groups", "themes", "priorities") to choose a filter from, also those that
    /// have ended: old records still bear them.</summary>
    public IReadOnlyList<SelectListItem> All(string kind) =>
        [.. known.Where(k => k.Value.Kind == kind).OrderBy(k => k.Value.Name, StringComparer.OrdinalIgnoreCase).Select(k => new SelectListItem(k.Value.Name, k.Key.ToString()))];

    /// <summary>Groups that report to this one, or services of this organisation, that exist on a day; by name.</summary>
    public IReadOnlyList<Guid> Under(Guid id, DateOnly today) =>
        [.. known.Values.Where(k => k.AboveId == id && (k.Until is null || k.Until >= today)).OrderBy(k => k.Name, StringComparer.OrdinalIgnoreCase).Select(k => k.Id)];

    /// <summary>Those of a kind that exist on a day, to choose from.</summary>
    public IReadOnlyList<SelectListItem> Current(string kind, DateOnly today) =>
        [.. known.Values.Where(k => k.Kind == kind && (k.Until is null || k.Until >= today)).OrderBy(k => k.Name, StringComparer.OrdinalIgnoreCase).Select(k => new SelectListItem(k.Name, k.Id.ToString()))];

    /// <summary>Reads them.</summary>
    public static async Task<Names> LoadAsync(BoardDb db, CancellationToken stop)
    {
        Dictionary<Guid, Named> known = [];
        await foreach (var row in all.For(db)(db).WithCancellation(stop)) known.Add(row.Id, row);
        return new(known);
    }

    private static readonly OncePerEngine<Func<BoardDb, IAsyncEnumerable<Named>>> all = new(() => EF.CompileAsyncQuery((BoardDb db) =>
        db.Organisations.Select(o => new { o.Id, o.Name, o.ShortName, Kind = "organisations", AboveId = o.ParentId, Until = o.ActiveUntil, IsOffice = o.Type == OrganisationType.BoardOffice })
            .Concat(db.Groups.Select(g => new { g.Id, g.Name, g.ShortName, Kind = "groups", AboveId = g.ReportsToId, Until = g.ClosedOn, IsOffice = false }))
            .Concat(db.Themes.Select(t => new { t.Id, t.Name, ShortName = t.Name, Kind = "themes", AboveId = (Guid?)null, Until = (DateOnly?)null, IsOffice = false }))
            .Concat(db.Priorities.Select(p => new { p.Id, Name = p.Title, ShortName = p.Title, Kind = "priorities", AboveId = (Guid?)null, p.Until, IsOffice = false }))
            .Select(r => new Named(r.Id, r.Name, r.ShortName, r.Kind, r.AboveId, r.Until, r.IsOffice))));
}
