using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Features.Thread.Recommendations;

/// <summary>What closing and opening again share: a page of its own before the deed, for those who judge impact.</summary>
public abstract class RecommendationEnding(BoardDb db, Viewer viewer) : BoardPage
{
    public sealed class EndingInput
    {
        public string? Reason { get; set; }
    }

    /// <summary>The board's database.</summary>
    protected BoardDb Db { get; } = db;

    /// <summary>Who decides.</summary>
    protected Viewer Viewer { get; } = viewer;

    /// <summary>The recommendation.</summary>
    public Recommendation Item { get; private set; } = null!;

    [BindProperty]
    public EndingInput Input { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await FindAsync(id, stop) is { } refused) return refused;
        Command.Version = Item.Version;
        return await AgainAsync(stop);
    }

    /// <summary>Carries out the deed.</summary>
    protected async Task<IActionResult> ChangeAsync(Guid id, string done, Func<IReadOnlyList<Problem>> change, CancellationToken stop)
    {
        if (await FindAsync(id, stop) is { } refused) return refused;
        Db.Expect(Item, Command.Version);
        await FillAsync(stop);
        ModelState.Add(change());
        if (!ModelState.IsValid) return Page();
        return await SaveAndGoAsync(Db, $"/recommendations/{id}", done, stop);
    }

    private async Task<IActionResult?> FindAsync(Guid id, CancellationToken stop)
    {
        if (await Db.FindVisibleAsync<Recommendation>(id, stop) is not { } recommendation) return NotFound();
        Item = recommendation;
        return Viewer.May(Right.JudgeImpact, recommendation) ? null : StatusCode(StatusCodes.Status403Forbidden);
    }
}
