using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Shared;

/// <summary>Names of organisations, groups, themes and priorities by id, read in one command: a page shows dozens of
/// them, and a board has a few hundred.</summary>
public sealed class Names
{
    private readonly Dictionary<Guid, (string Name, string ShortName, string Kind)> known;

    private Names(Dictionary<Guid, (string, string, string)> known) => this.known = known;

    /// <summary>Full name; empty for an unknown id.</summary>
    public string this[Guid? id] => id is { } known && this.known.TryGetValue(known, out var entry) ? entry.Name : "";

    /// <summary>Name for tables.</summary>
    public string Brief(Guid? id) => id is { } key && known.TryGetValue(key, out var entry) ? entry.ShortName : "";

    /// <summary>Address of the page about it.</summary>
    public string Address(Guid id) => known.TryGetValue(id, out var entry) ? $"/{entry.Kind}/{id}" : "";

    /// <summary>Whether the id is a group's.</summary>
    public bool IsGroup(Guid id) => known.TryGetValue(id, out var entry) && entry.Kind == "groups";

    /// <summary>All of a kind ("organisations", "groups", "themes", "priorities") to choose a filter from, also those that
    /// have ended: old records still bear them.</summary>
    public IReadOnlyList<SelectListItem> All(string kind) =>
        [.. known.Where(k => k.Value.Kind == kind).OrderBy(k => k.Value.Name, StringComparer.OrdinalIgnoreCase).Select(k => new SelectListItem(k.Value.Name, k.Key.ToString()))];

    /// <summary>Reads them.</summary>
    public static async Task<Names> LoadAsync(BoardDb db, CancellationToken stop)
    {
        var rows = await db.Organisations.Select(o => new { o.Id, o.Name, o.ShortName, Kind = "organisations" })
            .Concat(db.Groups.Select(g => new { g.Id, g.Name, g.ShortName, Kind = "groups" }))
            .Concat(db.Themes.Select(t => new { t.Id, t.Name, ShortName = t.Name, Kind = "themes" }))
            .Concat(db.Priorities.Select(p => new { p.Id, Name = p.Title, ShortName = p.Title, Kind = "priorities" }))
            .ToListAsync(stop);
        return new(rows.ToDictionary(r => r.Id, r => (r.Name, r.ShortName, r.Kind)));
    }
}
