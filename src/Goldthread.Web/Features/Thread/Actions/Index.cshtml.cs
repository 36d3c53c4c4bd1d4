using Goldthread.Domain;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Goldthread.Web.Features.Thread.Actions;

/// <summary>All actions the reader may see.</summary>
[ForEveryoneSignedIn]
public sealed class IndexModel(BoardDb db, TimeProvider clock) : PageModel
{
    public ActionFilter Filter { get; private set; } = new();
    public DateOnly Today { get; } = clock.Today();
    public Listing<ActionLine> Actions { get; private set; } = null!;
    public Names Names { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];

    public async Task OnGetAsync([FromQuery] ActionFilter filter, int p, CancellationToken stop)
    {
        Filter = filter;
        Actions = await db.ActionLines(filter, Today).PageAsync(p, stop);
        Names = await Names.LoadAsync(db, stop);
        Organisations = await db.OrganisationsAsync(Today, stop);
    }

    /// <summary>Everything that matches, as a spreadsheet file safe to open (Y5).</summary>
    public async Task<IActionResult> OnGetCsvAsync([FromQuery] ActionFilter filter, CancellationToken stop)
    {
        var names = await Names.LoadAsync(db, stop);
        return await db.CsvAsync("actions", ["Reference", "Action", "State", "Due", "First due", "Done by", "Accepted by", "Per cent", "Last heard", "Evidence"],
            db.ActionLines(filter, Today), a => [a.Ref, a.Title, a.Status.InWords(), a.Due, a.FirstDue, names[a.OwnerId], names[a.AcceptedById], a.Percent, a.LastHeardOn, a.Evidence], stop);
    }
}
