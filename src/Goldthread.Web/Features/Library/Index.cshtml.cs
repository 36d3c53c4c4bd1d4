using Goldthread.Domain.Library;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Library;

/// <summary>The eight volumes as shelves: how full, how fresh, from whom (Framework 5.1).</summary>
[ForEveryoneSignedIn]
public sealed class IndexModel(BoardDb db) : PageModel
{
    public IReadOnlyList<VolumeHeld> Shelves { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken stop)
    {
        var held = await db.LibraryItems.GroupBy(i => new { i.Volume, i.OrganisationId })
            .Select(g => new { g.Key.Volume, g.Key.OrganisationId, Items = g.Count(), Latest = g.Max(i => i.Date) }).ToListAsync(stop);
        var names = await db.Organisations.Select(o => new { o.Id, o.ShortName }).ToDictionaryAsync(o => o.Id, o => o.ShortName, stop);
        Shelves = [.. Volumes.All.Select(volume =>
        {
            var here = held.Where(h => h.Volume == volume).ToList();
            return new VolumeHeld(volume, here.Sum(h => h.Items), here.Count == 0 ? null : here.Max(h => h.Latest),
                [.. here.OrderByDescending(h => h.Items).Select(h => h.OrganisationId is { } id ? names.GetValueOrDefault(id) : null).OfType<string>()]);
        })];
    }
}
