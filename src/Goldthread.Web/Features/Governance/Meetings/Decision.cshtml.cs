using Goldthread.Domain.Governance;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Goldthread.Web.Features.Governance.Meetings;

/// <summary>The lasting address of a decision: it leads to its line in the record of its meeting.</summary>
[ForEveryoneSignedIn]
public sealed class DecisionModel(BoardDb db) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop) =>
        await db.FindVisibleAsync<Decision>(id, stop) is { } decision ? LocalRedirect($"/meetings/{decision.MeetingId}#decision-{decision.Number}") : NotFound();
}
