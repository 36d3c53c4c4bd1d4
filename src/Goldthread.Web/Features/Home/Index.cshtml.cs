using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Thread.LooseEnds;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Home;

/// <summary>What needs this person, what moved since the last visit, and where the thread is loose.</summary>
[ForEveryoneSignedIn]
public sealed class IndexModel(BoardDb db, Viewer viewer, TimeProvider clock) : PageModel
{
    private const int Most = 15;

    public DateOnly Today { get; } = clock.Today();

    /// <summary>Days looked back for what moved, at the first visit.</summary>
    public const int DaysAtFirst = 30;

    /// <summary>The last visit on a former day; null at the first.</summary>
    public DateOnly? LastVisit { get; private set; }

    /// <summary>Open actions this person reports on, also those not shown.</summary>
    public int OpenActions { get; private set; }

    /// <summary>Loose ends are shown to those who can do something about them; others see too little to say that nothing is loose.</summary>
    public bool ShowsLoose { get; } = viewer.IsBoardMember || viewer.Holds(Right.ReportProgress) || viewer.Holds(Right.Respond);

    public IReadOnlyList<Need> Needs { get; private set; } = [];
    public IReadOnlyList<Move> Moves { get; private set; } = [];
    public IReadOnlyDictionary<LooseEnd, int> Loose { get; private set; } = new Dictionary<LooseEnd, int>();
    public Names Names { get; private set; } = null!;

    public IReadOnlyList<Guid> Organisations { get; } = [.. viewer.OrganisationIds];
    public IReadOnlyList<Guid> Groups { get; } = [.. viewer.Roles.Where(r => r.Scope == ScopeKind.Group).Select(r => r.ScopeId!.Value).Distinct()];

    /// <summary>For whom another administrator asked that a lost second factor be taken away, which this one may confirm within the day.</summary>
    public IReadOnlyList<(Guid Id, string Name)> Resets { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken stop)
    {
        if (viewer.Is(Role.Administrator))
            Resets = [.. (await db.FactorResets.Waiting(clock.UtcNow()).Where(r => r.AskedById != viewer.PersonId && r.PersonId != viewer.PersonId)
                .Join(db.People, r => r.PersonId, x => x.Id, (r, x) => new { x.Id, x.Name }).OrderBy(x => x.Name).ToListAsync(stop)).Select(x => (x.Id, x.Name))];
        (Needs, OpenActions) = await db.NeedsAsync(Today, Most, stop);
        LastVisit = await db.LastVisitAsync(Today, stop);
        Moves = await db.MovesAsync(LastVisit ?? Today.AddDays(-DaysAtFirst), 8, stop);
        await db.LogShownAsync(Needs.Where(n => n.IsRestricted).Select(n => n.Id).Concat(Moves.Where(m => m.IsRestricted).Select(m => m.Id)), stop);
        // An agency's people see their own loose ends; the board's see all.
        if (ShowsLoose) Loose = await db.LooseEndCountsAsync(Today, viewer.IsBoardMember ? new() : new(OrganisationId: Organisations.Cast<Guid?>().FirstOrDefault() ?? Guid.Empty), stop);
        Names = await Names.LoadAsync(db, stop);
    }
}
