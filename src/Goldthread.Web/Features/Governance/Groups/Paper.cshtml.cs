using Goldthread.Domain;
using Goldthread.Web.Features.Governance.Meetings;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Governance.Groups;

/// <summary>The page of a group as one paper for its meeting, to be printed on A4.</summary>
[ForEveryoneSignedIn]
public sealed class PaperModel(BoardDb db, TimeProvider clock) : PageModel
{
    public GroupReport Report { get; private set; } = null!;
    public IReadOnlyList<DecisionLine> Decisions { get; private set; } = [];
    public IReadOnlyList<RaisedAction> Actions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await db.GroupReportAsync(id, clock.Today(), stop) is not { } report) return NotFound();
        Report = report;
        if (report.LastMeeting is { } last)
        {
            Decisions = await db.DecisionsOf(last.Id).ToListAsync(stop);
            Actions = await db.RaisedIn(last.Id).ToListAsync(stop);
        }
        return Page();
    }
}
