using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.LooseEnds;

/// <summary>All loose ends of one kind, as a list or as a file.</summary>
[ForEveryoneSignedIn]
public sealed class KindModel(BoardDb db, ListExport export, LooseEndsOut list, TimeProvider clock) : PageModel
{
    public LooseEnd Kind { get; private set; }
    public LooseEndInput Filter { get; private set; } = new();
    public LooseEndChoices Choices { get; private set; } = null!;
    public Listing<LooseEndRow> Rows { get; private set; } = null!;

    /// <summary>Volumes that are silent, for each theme or priority shown; empty for other kinds.</summary>
    public IReadOnlyDictionary<Guid, string> Silent { get; private set; } = new Dictionary<Guid, string>();

    public async Task<IActionResult> OnGetAsync(string kind, [FromQuery] LooseEndInput filter, int p, CancellationToken stop)
    {
        if (!Read(kind, filter)) return NotFound();
        Rows = await db.LooseEndsListed(Kind, clock.Today(), Filter).PageAsync(p, stop);
        await db.LogShownAsync(Rows.Rows.Select(r => r.Id), stop);
        Silent = await db.SilentVolumesAsync(Kind, Rows.Rows, clock.Today(), stop);
        Choices = await LooseEndChoices.LoadAsync(db, clock.Today(), filter, stop);
        return Page();
    }

    public Task<IActionResult> OnGetCsvAsync(string kind, [FromQuery] LooseEndInput filter, CancellationToken stop) => ListAsync(ListFormat.Csv, kind, filter, stop);

    public Task<IActionResult> OnGetExcelAsync(string kind, [FromQuery] LooseEndInput filter, CancellationToken stop) => ListAsync(ListFormat.Excel, kind, filter, stop);

    private async Task<IActionResult> ListAsync(ListFormat format, string kind, LooseEndInput filter, CancellationToken stop)
    {
        if (!Read(kind, filter)) return NotFound();
        if (!Domain.Thread.LooseEnds.MayBeTold(Kind, db.Viewer)) return LocalRedirect($"/loose-ends/{Kind}"); // an empty file would say "none"; the page says why
        return await export.TakeAsync(list, format, new(Kind, filter), stop);
    }

    private bool Read(string kind, LooseEndInput filter)
    {
        Filter = filter;
        // A number is no name: "/loose-ends/3" is not an address.
        if (!Enum.TryParse<LooseEnd>(kind, ignoreCase: true, out var known) || !string.Equals(known.ToString(), kind, StringComparison.OrdinalIgnoreCase)) return false;
        Kind = known;
        return true;
    }
}
