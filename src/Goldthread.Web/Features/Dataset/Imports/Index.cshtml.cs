using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Dataset.Imports;

/// <summary>Every import of figures: when, by whom, from which file, and what came of it.</summary>
[Needs(Right.ImportFigures)]
public sealed class IndexModel(BoardDb db, TimeProvider clock) : PageModel
{
    public Listing<ImportBatch> Imports { get; private set; } = null!;

    public async Task OnGetAsync(int p, CancellationToken stop) =>
        Imports = await new UndoImport(db, clock).Visible.AsNoTracking().OrderByDescending(b => b.Key).PageAsync(p, stop);
}
