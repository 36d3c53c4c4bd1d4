using Goldthread.Domain;
using Goldthread.Domain.Thread;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Goldthread.Web.Features.Thread.LooseEnds;

/// <summary>Where the thread is loose: how many of each kind of break (A10).</summary>
[ForEveryoneSignedIn]
public sealed class IndexModel(BoardDb db, TimeProvider clock) : PageModel
{
    public LooseEndInput Filter { get; private set; } = new();
    public LooseEndChoices Choices { get; private set; } = null!;
    public IReadOnlyDictionary<LooseEnd, int> Counts { get; private set; } = null!;

    public async Task OnGetAsync([FromQuery] LooseEndInput filter, CancellationToken stop)
    {
        Filter = filter;
        Counts = await db.LooseEndCountsAsync(clock.Today(), filter.ToFilter(), stop);
        Choices = await LooseEndChoices.LoadAsync(db, clock.Today(), filter, stop);
    }
}
