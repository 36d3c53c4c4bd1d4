using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.SetUp;
using Goldthread.Domain.Thread;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.SetUp;

/// <summary>A tracker that was brought over: what came of it, and undoing it as a whole.</summary>
[Needs(Right.ActOnBehalf)]
public sealed class BroughtModel(BoardDb db, Viewer viewer, TimeProvider clock) : BoardPage
{
    public sealed class UndoInput
    {
        public string? Reason { get; set; }
    }

    /// <summary>What it brought, as it is called now.</summary>
    public sealed record Line(string Address, string Ref, string Title, bool IsRestricted, Guid Id);

    [BindProperty]
    public UndoInput Input { get; set; } = new();

    public TrackerImport Item { get; private set; } = null!;
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public IReadOnlyList<Problem> InTheWay { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        Command.Version = Item.Version;
        await FillAsync(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        db.Expect(Item, Command.Version);
        var (recommendations, actions) = await BroughtAsync(stop);
        ModelState.Add(Item.Undo(WorkedOn(recommendations, actions), Input.Reason, viewer, clock.UtcNow()));
        if (!ModelState.IsValid) return await AgainAsync(stop);
        Guid[] ids = [.. Item.RecommendationIds, .. Item.ActionIds];
        Guid?[] lists = [.. recommendations.Select(r => r.AccessListId)];
        db.RemoveRange(actions);
        db.RemoveRange(recommendations);
        db.RemoveRange(await db.SearchDocuments.Where(d => ids.Contains(d.Id)).ToListAsync(stop));
        db.RemoveRange(await db.AccessLists.Include(l => l.Members).Where(l => lists.Contains(l.Id) && l.Owner == AccessListOwner.Record).ToListAsync(stop));
        return await SaveAndGoAsync(db, $"/set-up/tracker/{id}", "Undone: what it brought is gone", stop);
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        var (recommendations, actions) = await BroughtAsync(stop);
        Lines = [.. recommendations.Select(r => new Line($"/recommendations/{r.Id}", r.Ref, r.Title, r.Confidentiality == Confidentiality.Restricted, r.Id)),
            .. actions.Select(a => new Line($"/actions/{a.Id}", a.Ref, a.Title, a.Confidentiality == Confidentiality.Restricted, a.Id))];
        await db.LogShownAsync(Lines.Where(l => l.IsRestricted).Select(l => l.Id), stop);
        InTheWay = Item.CanUndo(WorkedOn(recommendations, actions), viewer);
    }

    private async Task<(IReadOnlyList<Recommendation>, IReadOnlyList<ImprovementAction>)> BroughtAsync(CancellationToken stop) =>
        (await db.Recommendations.Where(r => Item.RecommendationIds.Contains(r.Id)).ToListAsync(stop), await db.Actions.Where(a => Item.ActionIds.Contains(a.Id)).ToListAsync(stop));

    // A record is new at version 1; whoever changes it, or hangs something on it, raises that. What this person can't see any more was
    // shut, and so worked on.
    private IReadOnlyList<string> WorkedOn(IReadOnlyList<Recommendation> recommendations, IReadOnlyList<ImprovementAction> actions) =>
        [.. recommendations.Where(r => r.Version > 1).Select(r => r.Ref), .. actions.Where(a => a.Version > 1).Select(a => a.Ref),
            .. recommendations.Count + actions.Count < Item.RecommendationIds.Count + Item.ActionIds.Count ? ["something that you can’t see"] : Array.Empty<string>()];

    private async Task<bool> FindAsync(Guid id, CancellationToken stop)
    {
        if (await db.Set<TrackerImport>().SingleOrDefaultAsync(i => i.Id == id, stop) is not { } import) return false;
        Item = import;
        return true;
    }
}
