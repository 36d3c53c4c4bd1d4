using Goldthread.Domain;
using Goldthread.Domain.Governance;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Goldthread.Web.Features.Governance.Organisations;

/// <summary>Every organisation that works with the board, with what it owes.</summary>
[ForEveryoneSignedIn]
public sealed class IndexModel(BoardDb db, ListExport export, AgenciesOut list, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public OrganisationType? Type { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Sort { get; set; }

    public Listing<OrganisationLine> Lines { get; private set; } = null!;

    public async Task OnGetAsync(int p, CancellationToken stop) => Lines = await db.OrganisationLines(Type, Sort, clock.Today()).PageAsync(p, stop);

    /// <summary>All of them, as a file safe to open (Y3, Y5).</summary>
    public Task<IActionResult> OnGetCsvAsync(CancellationToken stop) => export.TakeAsync(list, ListFormat.Csv, new(Type, Sort), stop);

    /// <inheritdoc cref="OnGetCsvAsync"/>
    public Task<IActionResult> OnGetExcelAsync(CancellationToken stop) => export.TakeAsync(list, ListFormat.Excel, new(Type, Sort), stop);
}
