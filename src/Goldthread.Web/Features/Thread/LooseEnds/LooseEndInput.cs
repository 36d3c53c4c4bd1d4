using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.LooseEnds;

/// <summary>The filter of the loose ends as it stands in the address.</summary>
public sealed class LooseEndInput
{
    public Guid? Group { get; set; }
    public Guid? Agency { get; set; }
    public Guid? Theme { get; set; }
    public string? Sort { get; set; }

    /// <summary>What it asks of the database.</summary>
    public LooseEndFilter ToFilter() => new(Group, Agency, Theme);

    /// <summary>The same choice for another page.</summary>
    public string Query() => QueryString.Create(new Dictionary<string, string?> { ["group"] = $"{Group}", ["agency"] = $"{Agency}", ["theme"] = $"{Theme}" }.Where(q => q.Value!.Length > 0)).ToString();
}

/// <summary>The form of the filter: what can be chosen, and the name of everything a list shows. One command.</summary>
public sealed class LooseEndChoices
{
    private readonly Dictionary<Guid, (string Name, string Brief)> names;

    private LooseEndChoices(LooseEndInput filter, IReadOnlyList<Entry> entries)
    {
        Filter = filter;
        names = entries.ToDictionary(e => e.Id, e => (e.Name, e.Brief));
        IReadOnlyList<SelectListItem> Of(string kind, Guid? chosen) =>
            [.. entries.Where(e => e.Kind == kind && (e.IsOffered || e.Id == chosen)).OrderBy(e => e.Name, StringComparer.CurrentCulture).Select(e => new SelectListItem(e.Name, e.Id.ToString()))];
        (Groups, Organisations, Themes) = (Of("group", filter.Group), Of("organisation", filter.Agency), Of("theme", filter.Theme));
    }

    public LooseEndInput Filter { get; }
    public IReadOnlyList<SelectListItem> Groups { get; }
    public IReadOnlyList<SelectListItem> Organisations { get; }
    public IReadOnlyList<SelectListItem> Themes { get; }

    /// <summary>Full name; empty for none.</summary>
    public string Name(Guid? id) => id is { } known && names.TryGetValue(known, out var name) ? name.Name : "";

    /// <summary>Name for tables; empty for none.</summary>
    public string Brief(Guid? id) => id is { } known && names.TryGetValue(known, out var name) ? name.Brief : "";

    /// <summary>Reads the lists.</summary>
    public static async Task<LooseEndChoices> LoadAsync(BoardDb db, DateOnly today, LooseEndInput filter, CancellationToken stop) => new(filter,
        await db.Organisations.Select(o => new Entry { Id = o.Id, Name = o.Name, Brief = o.ShortName, Kind = "organisation", IsOffered = o.ActiveUntil == null || o.ActiveUntil >= today })
            .Concat(db.Groups.Select(g => new Entry { Id = g.Id, Name = g.Name, Brief = g.ShortName, Kind = "group", IsOffered = g.ClosedOn == null || g.ClosedOn >= today }))
            .Concat(db.Themes.Select(t => new Entry { Id = t.Id, Name = t.Name, Brief = t.Name, Kind = "theme", IsOffered = !t.IsRetired }))
            .ToListAsync(stop));

    private sealed class Entry
    {
        public Guid Id { get; init; }
        public string Name { get; init; } = "";
        public string Brief { get; init; } = "";
        public string Kind { get; init; } = "";
        public bool IsOffered { get; init; }
    }
}
