using System.ComponentModel.DataAnnotations;
using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Library.Search;

/// <summary>What to search in; stands in the address.</summary>
public sealed class SearchFilter
{
    public string? Kind { get; set; }
    public Volume? Volume { get; set; }
    public Guid? Theme { get; set; }
    public Guid? Agency { get; set; }
    public Guid? Group { get; set; }
    [Range(1901, 2199)]
    public int? Year { get; set; }
    public bool IsSet => !string.IsNullOrEmpty(Kind) || Volume is not null || Theme is not null || Agency is not null || Group is not null || Year is not null;
}

/// <summary>A record found, with the words in their surroundings.</summary>
public sealed record SearchLine(string Address, string Kind, IReadOnlyList<ExcerptPiece> Title, IReadOnlyList<ExcerptPiece> Context, DateOnly Date, Guid? OrganisationId, Guid? GroupId, ServedRecord? Serves = null);

/// <summary>What a file serves, for this reader.</summary>
public sealed record ServedRecord(Guid Id, string Address, string Kind, string Title);

/// <summary>One search over every kind of record and the text of files, limited to what the reader may see (Y1): two commands beside
/// the one that says who is asking, one more where files are among what is shown, and none when no word was typed.</summary>
[ForEveryoneSignedIn]
public sealed class IndexModel(BoardDb db) : PageModel
{
    /// <summary>Of more matches than this, those written last are ranked.</summary>
    public const int MostRanked = 1000;

    private static readonly Dictionary<string, string> Folders = new()
    {
        ["Finding"] = "findings",
        ["Recommendation"] = "recommendations",
        ["Action"] = "actions",
        ["Impact test"] = "measures",
        ["Library item"] = "library/items",
        ["Meeting"] = "meetings",
        ["Decision"] = "decisions",
        ["File"] = "files",
        ["Indicator"] = "indicators",
    };

    public string Typed { get; private set; } = "";
    public SearchWords Words { get; private set; } = SearchWords.From("");
    public SearchFilter Filter { get; private set; } = new();
    public Listing<SearchLine> Results { get; private set; } = new([], 0, 1);
    public bool IsMore { get; private set; }
    public Names Names { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Kinds { get; } = [.. Folders.Keys.Order().Select(k => new SelectListItem(k, k))];
    public IReadOnlyList<SelectListItem> Shelves { get; } = [.. Volumes.All.Select(v => new SelectListItem(Volumes.Name(v), v.ToString()))];

    public async Task OnGetAsync(string? q, [FromQuery] SearchFilter filter, int p, CancellationToken stop)
    {
        Typed = q ?? "";
        if (Typed.Length > 300) Typed = Typed[..300];
        (Words, Filter) = (SearchWords.From(Typed), filter);
        if (Words.IsEmpty) return;
        Names = await Names.LoadAsync(db, stop);
        var rows = await PageAsync(Math.Clamp(p, 1, MostRanked / Listing.PageSize), stop);
        var served = await ServedAsync([.. rows.Where(r => r.Kind == "File").Select(r => r.Id)], stop);
        await db.LogReadingsAsync([.. rows.Where(r => r.Confidentiality == Confidentiality.Restricted).Select(r => (r.Kind, r.Id)), .. served.Values.Where(s => s.IsRestricted).Select(s => (s.Kind, s.Id))], stop);
        var total = rows.Count == 0 ? 0 : rows[0].Total;
        IsMore = total > MostRanked;
        Results = new([.. rows.Select(r => Line(r, served.GetValueOrDefault(r.Id)))], Math.Min(total, MostRanked), Math.Clamp(p, 1, Math.Max(1, (Math.Min(total, MostRanked) + Listing.PageSize - 1) / Listing.PageSize)));
    }

    private sealed record Row(Guid Id, string Kind, string Title, string Body, DateOnly Date, Guid? OrganisationId, Guid? GroupId, Confidentiality Confidentiality, int Total);

    // Of a word that nearly every record holds, those written last are ranked: a search costs the same however many there are. The count is
    // asked in the same command, and only as far as it matters; texts are read for the rows shown. Meetings come last: their name is their
    // group's, month after month, and says nothing of what was said there; their decisions stand for themselves.
    private async Task<List<Row>> PageAsync(int number, CancellationToken stop)
    {
        var counted = Filtered(db.Search(Words)).Select(f => f.Row).Take(MostRanked + 1);
        var ranked = Filtered(db.Search(Words)).OrderByDescending(f => f.Row).Take(MostRanked).Select(f => new { f.Row, f.Rank, f.Document.Date, IsMeeting = f.Document.Kind == nameof(Domain.Governance.Meeting) });
        var page = ranked.OrderBy(f => f.IsMeeting).ThenBy(f => f.Rank).ThenByDescending(f => f.Date).ThenBy(f => f.Row).Skip((number - 1) * Listing.PageSize).Take(Listing.PageSize);
        return await page.Join(db.SearchDocuments, f => f.Row, d => d.Row, (f, d) => new { Place = f, Document = d })
            .OrderBy(f => f.Place.IsMeeting).ThenBy(f => f.Place.Rank).ThenByDescending(f => f.Place.Date).ThenBy(f => f.Place.Row)
            .Select(f => new Row(f.Document.Id, f.Document.Kind, f.Document.Title, f.Document.Body, f.Document.Date, f.Document.OrganisationId, f.Document.GroupId, f.Document.Confidentiality, counted.Count()))
            .ToListAsync(stop);
    }

    private sealed record Served(Guid FileId, Guid Id, string Kind, string Title, bool IsRestricted);

    // The first place of each file that this reader may see.
    private async Task<Dictionary<Guid, Served>> ServedAsync(List<Guid> files, CancellationToken stop)
    {
        if (files.Count == 0) return [];
        var places = await db.FileLinks.Where(l => files.Contains(l.FileId)).Join(db.SearchDocuments, l => l.RecordId, d => d.Id, (l, d) => new { l.Id, l.FileId, Document = d })
            .OrderBy(p => p.Id).Select(p => new Served(p.FileId, p.Document.Id, p.Document.Kind, p.Document.Title, p.Document.Confidentiality == Confidentiality.Restricted)).ToListAsync(stop);
        return places.GroupBy(p => p.FileId).ToDictionary(g => g.Key, g => g.First());
    }

    private IQueryable<Found> Filtered(IQueryable<Found> found)
    {
        if (!string.IsNullOrEmpty(Filter.Kind)) found = found.Where(f => f.Document.Kind == Filter.Kind);
        if (Filter.Volume is { } volume) found = found.Where(f => f.Document.Volume == volume);
        if (Filter.Theme is { } theme) found = found.Where(f => f.Document.ThemeIds.Contains(theme));
        if (Filter.Agency is { } agency) found = found.Where(f => f.Document.OrganisationId == agency);
        if (Filter.Group is { } group) found = found.Where(f => f.Document.GroupId == group);
        if (Filter.Year is > 1900 and < 2200 and var year) found = found.Where(f => f.Document.Date >= new DateOnly(year, 1, 1) && f.Document.Date <= new DateOnly(year, 12, 31));
        return found;
    }

    private SearchLine Line(Row row, Served? served) => new(
        Address(row.Kind, row.Id, row.Body), row.Kind,
        Excerpt.Of(row.Title, Words, 400), Excerpt.Of(row.Body.Trim(), Words), row.Date, row.OrganisationId, row.GroupId,
        served is null ? null : new(served.Id, Address(served.Kind, served.Id, ""), served.Kind, served.Title));

    // An indicator is known by its code, with which its text begins.
    private static string Address(string kind, Guid id, string body) => !Folders.TryGetValue(kind, out var folder) ? "/"
        : kind == "Indicator" ? $"/{folder}/{Uri.EscapeDataString(body.Split(' ')[0])}" : $"/{folder}/{id}";
}
