using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.Themes;

/// <summary>A theme in the list.</summary>
public sealed record ThemeCount(Guid Id, string Name, string Family, bool IsRetired, int Items, int Findings);

/// <summary>The one shared list of themes (A7).</summary>
[ForEveryoneSignedIn]
public sealed class IndexModel(BoardDb db) : PageModel
{
    public IReadOnlyList<ThemeCount> Themes { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken stop)
    {
        var (borne, found) = (db.LibraryItems.SelectMany(i => i.Themes), db.Findings.SelectMany(f => f.Themes));
        var rows = await db.Themes.OrderBy(t => t.Family).ThenBy(t => t.Name).Select(t => new ThemeCount(t.Id, t.Name, t.Family, t.IsRetired,
            borne.Count(x => x.TargetId == t.Id), found.Count(x => x.TargetId == t.Id))).ToListAsync(stop);
        Themes = [.. rows.Where(t => !t.IsRetired || t.Items + t.Findings > 0)];
    }
}
