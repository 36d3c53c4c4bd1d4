using Goldthread.Domain.Thread;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Features.Thread.Findings;

/// <summary>A finding, what it rests on and what it led to.</summary>
[ForEveryoneSignedIn]
public sealed class DetailsModel(BoardDb db) : BoardPage
{
    public Finding Item { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await db.FindVisibleAsync<Finding>(id, stop) is not { } finding) return NotFound();
        Item = finding;
        return Page();
    }
}
