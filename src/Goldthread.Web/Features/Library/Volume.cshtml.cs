using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Library;

/// <summary>One shelf: its items, filtered and sorted by the address, and all that match as CSV.</summary>
[ForEveryoneSignedIn]
public sealed class VolumeModel(BoardDb db, ListExport export, ShelfOut list) : PageModel
{
    public DateOnly Today => db.Today;
    public Volume Volume { get; private set; }
    public LibraryFilter Filter { get; private set; } = new();
    public Listing<LibraryLine> Items { get; private set; } = null!;
    public IReadOnlyList<string> Kinds { get; private set; } = [];
    public Names Names { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string volume, [FromQuery] LibraryFilter filter, int p, CancellationToken stop)
    {
        if (Named(volume) is not { } shelf) return NotFound();
        (Volume, Filter) = (shelf, filter);
        Items = await db.ItemsOn(shelf, filter).PageAsync(items => items.AsLines(db), p, stop);
        await db.LogReadingsAsync<LibraryItem>(Items.Rows.Where(i => i.Confidentiality == Confidentiality.Restricted).Select(i => i.Id), stop);
        // The kind of a restricted item is what somebody typed about it, and here no reading is logged.
        Kinds = await db.LibraryItems.Where(i => i.Volume == shelf && i.Confidentiality != Confidentiality.Restricted).Select(i => i.Kind).Distinct().OrderBy(k => k).ToListAsync(stop);
        Names = await Names.LoadAsync(db, stop);
        return Page();
    }

    public Task<IActionResult> OnGetCsvAsync(string volume, [FromQuery] LibraryFilter filter, CancellationToken stop) => ListAsync(ListFormat.Csv, volume, filter, stop);

    public Task<IActionResult> OnGetExcelAsync(string volume, [FromQuery] LibraryFilter filter, CancellationToken stop) => ListAsync(ListFormat.Excel, volume, filter, stop);

    private async Task<IActionResult> ListAsync(ListFormat format, string volume, LibraryFilter filter, CancellationToken stop) =>
        Named(volume) is { } shelf ? await export.TakeAsync(list, format, new(shelf, filter), stop) : NotFound();

    private static Volume? Named(string slug) => Volumes.All.Where(v => Volumes.Slug(v) == slug || v.ToString().Equals(slug, StringComparison.OrdinalIgnoreCase)).Cast<Volume?>().FirstOrDefault();
}
