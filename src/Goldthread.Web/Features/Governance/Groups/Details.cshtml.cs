using Goldthread.Domain;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Goldthread.Web.Features.Governance.Groups;

/// <summary>A group: what it is for, who sits in it, what waits for it and what became of what it asked.</summary>
[ForEveryoneSignedIn]
public sealed class DetailsModel(BoardDb db, TimeProvider clock) : PageModel
{
    public GroupReport Report { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await db.GroupReportAsync(id, clock.Today(), withLastMeeting: false, stop) is not { } report) return NotFound();
        Report = report;
        return Page();
    }
}
