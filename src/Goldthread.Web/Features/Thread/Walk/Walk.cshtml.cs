using Goldthread.Domain;
using Goldthread.Domain.Thread;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Goldthread.Web.Features.Thread.Walk;

/// <summary>The whole thread from any of its records, both ways (A2), with what was done and what it changed (A11).</summary>
[ForEveryoneSignedIn]
public sealed class WalkModel(BoardDb db, TimeProvider clock) : PageModel
{
    public WalkedThread Walked { get; private set; } = null!;
    public ThreadPicture Picture { get; private set; } = null!;
    public EffortAndEffect Both { get; private set; } = null!;
    public int Breaks { get; private set; }

    public async Task<IActionResult> OnGetAsync(string kind, Guid id, CancellationToken stop)
    {
        var today = clock.Today();
        if (await db.WalkAsync(kind, id, today, stop) is not { } walked) return NotFound();
        Walked = walked;
        Picture = ThreadPicture.Of(walked.Rows, id, today);
        Both = EffortAndEffect.Of(walked.Rows.Actions, walked.Rows.Measures);
        Breaks = Picture.Steps().Sum(s => (s.Stop?.IsBreak == true ? 1 : 0) + s.Nodes.Sum(n => n.Breaks.Count));
        return Page();
    }
}
