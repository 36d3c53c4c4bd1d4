using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Thread.Actions;
using Goldthread.Web.Features.Thread.LooseEnds;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Goldthread.Web.Features.Home;

/// <summary>What needs this person, what moved since the last visit, and where the thread is loose.</summary>
[ForEveryoneSignedIn]
public sealed class IndexModel(BoardDb db, Viewer viewer, TimeProvider clock) : PageModel
{
    private const int Most = 15;

    public DateOnly Today { get; } = clock.Today();
    public DateOnly Since { get; private set; }
    public IReadOnlyList<Need> Needs { get; private set; } = [];
    public IReadOnlyList<Move> Moves { get; private set; } = [];
    public IReadOnlyDictionary<LooseEnd, int> Loose { get; private set; } = new Dictionary<LooseEnd, int>();
    public Names Names { get; private set; } = null!;

    /// <summary>This person has open actions to report on.</summary>
    public bool HasOpen { get; private set; }

    public IReadOnlyList<Guid> Organisations { get; } = [.. viewer.OrganisationIds];
    public IReadOnlyList<Guid> Groups { get; } = [.. viewer.Roles.Where(r => r.Scope == ScopeKind.Group).Select(r => r.ScopeId!.Value).Distinct()];

    public async Task OnGetAsync(CancellationToken stop)
    {
        Needs = await db.NeedsAsync(Today, Most, stop);
        Since = await db.LastVisitAsync(User.SessionId(), Today, stop);
        Moves = await db.MovesAsync(Since, 8, stop);
        // An agency's people see their own loose ends; the board's see all.
        Loose = await db.LooseEndCountsAsync(Today, viewer.IsBoardMember ? new() : new(OrganisationId: Organisations.Cast<Guid?>().FirstOrDefault() ?? Guid.Empty), stop);
        Names = await Names.LoadAsync(db, stop);
        HasOpen = await db.HasOpenActionsAsync(stop);
    }
}
