using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Trail;

/// <summary>Searches the audit trail: who did what, when, from where, and what it changed (W5).</summary>
[Needs(Right.ReadAuditTrail)]
public sealed class IndexModel(BoardDb db, Sealing sealing, ListExport export, TrailOut list) : PageModel
{
    public AuditFilter Filter { get; private set; } = new();
    public IReadOnlyList<TrailEntry> Entries { get; private set; } = [];
    public bool HasOlder { get; private set; }
    public bool UnknownReference { get; private set; }
    public IReadOnlyList<SelectListItem> People { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Kinds { get; private set; } = [];

    public async Task OnGetAsync([FromQuery] AuditFilter filter, CancellationToken stop)
    {
        Filter = filter;
        People = [.. (await db.People.OrderBy(p => p.Name).Select(p => new { p.Id, p.Name }).ToListAsync(stop)).Select(p => new SelectListItem(p.Name, p.Id.ToString()))];
        Kinds = [.. RecordKinds.All(db.Model).Select(k => new SelectListItem(k.Words, k.Name))];
        if (await db.MatchingAsync(filter, stop) is not { } matching)
        {
            UnknownReference = true;
            return;
        }
        var page = await matching.NewestAsync(filter.Before, AuditSearch.PageSize + 1, stop);
        HasOlder = page.Count > AuditSearch.PageSize;
        Entries = await new TrailReader(db, sealing).ReadAsync([.. page.Take(AuditSearch.PageSize)], null, null, stop);
    }

    /// <summary>The same as a file, without values; that it was taken is on the trail before the first line leaves.</summary>
    public Task<IActionResult> OnGetCsvAsync([FromQuery] AuditFilter filter, CancellationToken stop) => export.TakeAsync(list, ListFormat.Csv, filter, stop);

    /// <inheritdoc cref="OnGetCsvAsync"/>
    public Task<IActionResult> OnGetExcelAsync([FromQuery] AuditFilter filter, CancellationToken stop) => export.TakeAsync(list, ListFormat.Excel, filter, stop);
}
