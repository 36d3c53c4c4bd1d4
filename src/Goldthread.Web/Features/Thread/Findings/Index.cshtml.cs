using Goldthread.Domain;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Goldthread.Web.Features.Thread.Findings;

/// <summary>All findings the reader may see, filtered and sorted by the address.</summary>
[ForEveryoneSignedIn]
public sealed class IndexModel(BoardDb db, ListExport export, FindingsOut list, TimeProvider clock) : PageModel
{
    public FindingFilter Filter { get; private set; } = new();

    public Listing<FindingLine> Findings { get; private set; } = null!;
    public Names Names { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Themes { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];

    public async Task OnGetAsync([FromQuery] FindingFilter filter, int p, CancellationToken stop)
    {
        Filter = filter;
        Findings = await db.FindingsListed(Filter).PageAsync(findings => findings.AsLines(db), p, stop);
        await db.LogReadingsAsync<Finding>(Findings.Rows.Where(f => f.IsRestricted).Select(f => f.Id), stop);
        Names = await Names.LoadAsync(db, stop);
        Themes = await db.ThemesAsync(stop);
        Organisations = Names.Current("organisations", clock.Today());
    }

    /// <summary>Everything that matches, as a file safe to open (Y3, Y5).</summary>
    public Task<IActionResult> OnGetCsvAsync([FromQuery] FindingFilter filter, CancellationToken stop) => export.TakeAsync(list, ListFormat.Csv, filter, stop);

    /// <inheritdoc cref="OnGetCsvAsync"/>
    public Task<IActionResult> OnGetExcelAsync([FromQuery] FindingFilter filter, CancellationToken stop) => export.TakeAsync(list, ListFormat.Excel, filter, stop);
}
