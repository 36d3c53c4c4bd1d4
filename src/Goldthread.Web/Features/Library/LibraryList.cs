using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Thread;
using Goldthread.Web.Storage;

namespace Goldthread.Web.Features.Library;

/// <summary>Which items to list; stands in the address.</summary>
public sealed class LibraryFilter
{
    public string? Kind { get; set; }
    public Guid? Theme { get; set; }
    public Guid? Agency { get; set; }
    public int? Year { get; set; }
    public ReviewDue? Review { get; set; }
    public string? Sort { get; set; }
}

/// <summary>An item as one line of its shelf.</summary>
public sealed record LibraryLine(Guid Id, string Ref, string Kind, string Title, DateOnly Date, Guid? OrganisationId, Confidentiality Confidentiality,
    List<Guid> ThemeIds, int Findings, DateOnly? KeepUntil) : IListLine;

/// <summary>An item with all that its export holds.</summary>
public sealed record LibraryExportLine(Guid Id, string Ref, string Kind, string Title, DateOnly Date, Guid? OrganisationId, Confidentiality Confidentiality,
    List<Guid> ThemeIds, int Findings, string Summary, string? Link);

/// <summary>How full and how fresh a shelf is, and who fills it.</summary>
public sealed record VolumeHeld(Volume Volume, int Items, DateOnly? Latest, IReadOnlyList<string> Agencies);

/// <summary>Questions asked of the shelves.</summary>
public static class LibraryList
{
    /// <summary>Items of a shelf that this viewer may see and that match, newest first unless asked otherwise.</summary>
    public static IQueryable<LibraryItem> ItemsOn(this BoardDb db, Volume volume, LibraryFilter filter)
    {
        var items = db.LibraryItems.Where(i => i.Volume == volume);
        if (!string.IsNullOrEmpty(filter.Kind)) items = items.Where(i => i.Kind == filter.Kind);
        if (filter.Theme is { } theme) items = items.Where(i => i.Themes.Any(t => t.TargetId == theme));
        if (filter.Agency is { } agency) items = items.Where(i => i.OrganisationId == agency);
        if (filter.Year is > 1900 and < 2200 and var year) items = items.Where(i => i.Date >= new DateOnly(year, 1, 1) && i.Date <= new DateOnly(year, 12, 31));
        if (filter.Review is { } due && (due == ReviewDue.Lapsed ? db.Today : db.Today.AddDays(ReviewRules.Soon + 1)) is var before) items = items.Where(i => i.KeepUntil < before);
        return filter.Sort switch
        {
            "oldest" => items.OrderBy(i => i.Date).ThenBy(i => i.Id),
            "title" => items.OrderBy(i => i.Title).ThenBy(i => i.Id),
            "kind" => items.OrderBy(i => i.Kind).ThenByDescending(i => i.Date).ThenByDescending(i => i.Id),
            _ => items.OrderByDescending(i => i.Date).ThenByDescending(i => i.Id),
        };
    }

    /// <summary>As lines of a list.</summary>
    public static IQueryable<LibraryLine> AsLines(this IQueryable<LibraryItem> items, BoardDb db)
    {
        var raised = db.Raised();
        return items.Select(i => new LibraryLine(
            i.Id, i.Ref, i.Kind, i.Title, i.Date, i.OrganisationId, i.Confidentiality, i.Themes.Select(t => t.TargetId).ToList(),
            raised.Where(e => e.From == i.Id).Select(e => e.To).Distinct().Count(), i.KeepUntil));
    }

    /// <summary>As lines of an export. What a restricted item says is not in it: each reading of that is logged, on its
    /// own page.</summary>
    public static IQueryable<LibraryExportLine> AsExport(this IQueryable<LibraryItem> items, BoardDb db)
    {
        var raised = db.Raised();
        return items.Select(i => new LibraryExportLine(
            i.Id, i.Ref, i.Kind, i.Title, i.Date, i.OrganisationId, i.Confidentiality, i.Themes.Select(t => t.TargetId).ToList(),
            raised.Where(e => e.From == i.Id).Select(e => e.To).Distinct().Count(),
            i.Confidentiality == Confidentiality.Restricted ? "(open the item to read it)" : i.Summary,
            i.Confidentiality == Confidentiality.Restricted ? null : i.Link));
    }
}
