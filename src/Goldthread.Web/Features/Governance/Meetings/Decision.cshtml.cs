using Goldthread.Domain.Governance;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Governance.Meetings;

/// <summary>The lasting address of a decision: it leads to its line in the record of its meeting, or shows it alone to whoever may
/// not see that.</summary>
[ForEveryoneSignedIn]
public sealed class DecisionModel(BoardDb db) : PageModel
{
    public Decision Item { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await db.FindVisibleAsync<Decision>(id, stop) is not { } decision) return NotFound();
        Item = decision;
        return await db.Meetings.AnyAsync(m => m.Id == decision.MeetingId, stop) ? LocalRedirect($"/meetings/{decision.MeetingId}#decision-{decision.Number}") : Page();
    }
}
