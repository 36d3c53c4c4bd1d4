using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Governance.Organisations;

/// <summary>What one organisation answers for and owes: the page that makes it clear about its responsibilities
/// (Framework 1.4).</summary>
[ForEveryoneSignedIn]
public sealed class DetailsModel(BoardDb db, Viewer viewer, TimeProvider clock) : PageModel
{
    public Organisation Item { get; private set; } = null!;
    public Names Names { get; private set; } = null!;
    public IReadOnlyList<Guid> Services { get; private set; } = [];
    public IReadOnlyList<AwaitedAnswer> Awaited { get; private set; } = [];
    public IReadOnlyList<OwnedAction> Actions { get; private set; } = [];
    public IReadOnlyDictionary<ActionStatus, int> ByState { get; private set; } = new Dictionary<ActionStatus, int>();
    public IReadOnlyList<FindingAbout> Findings { get; private set; } = [];
    public IReadOnlyList<SeatOf> Seats { get; private set; } = [];
    public IReadOnlyList<PersonThere> People { get; private set; } = [];
    public DateOnly Today { get; } = clock.Today();

    /// <summary>The reader works there or in the board's office: addresses are shown.</summary>
    public bool IsNear { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await db.Organisations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, stop) is not { } organisation) return NotFound();
        (Item, IsNear) = (organisation, viewer.OrganisationIds.Contains(id) || viewer.Holds(Right.ActOnBehalf));
        Names = await Names.LoadAsync(db, stop);
        Services = Names.Under(id, Today);
        (Awaited, Actions, ByState, Findings) = await db.OwesAsync(id, stop);
        (Seats, People) = await db.WhoOfAsync(id, Today, stop);
        return Page();
    }

    /// <summary>The role, or the post, in words.</summary>
    public static string Said(string roleOrPost) => Enum.TryParse<Role>(roleOrPost, out var role) ? role.InWords() : roleOrPost;
}
