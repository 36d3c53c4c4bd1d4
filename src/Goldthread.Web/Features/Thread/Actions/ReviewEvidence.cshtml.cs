using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Library.Items;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.Actions;

/// <summary>Says until when a piece of an action's evidence may be rested on (F3). Whoever looks after it may, whoever reports on the
/// action, and whoever accepts it.</summary>
[ForEveryoneSignedIn]
public sealed class ReviewEvidenceModel(BoardDb db, Viewer viewer, TimeProvider clock) : ReviewForm(db, viewer, clock)
{
    private ImprovementAction action = null!;
    private Evidence piece = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop) => await FindAsync(id, stop) ?? await ShowAsync(action.Version, stop);

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (await FindAsync(id, stop) is { } refused) return refused;
        Db.Expect(action, Command.Version);
        if (await ReadAsync(stop) is not var (until, keeper)) return await AgainAsync(stop);
        piece.Keeping(until, keeper);
        if (!string.IsNullOrWhiteSpace(Input.Note)) Db.Because(action, Input.Note);
        Db.Touch(action);
        return await SaveAndGoAsync(Db, Address, Said(until), stop);
    }

    // A piece whose source is hidden from this person is as if it were not there.
    private async Task<IActionResult?> FindAsync(Guid id, CancellationToken stop)
    {
        if (await Db.SeenEvidence().Where(e => e.Id == id).Select(e => e.ActionId).SingleOrDefaultAsync(stop) is not { } actionId) return NotFound();
        if (await Db.FindVisibleAsync<ImprovementAction>(actionId, stop) is not { } found || found.Evidence.FirstOrDefault(e => e.Id == id) is not { } evidence) return NotFound();
        if (evidence.OwnerId != Viewer.PersonId && !MayReview(Viewer, found)) return StatusCode(StatusCodes.Status403Forbidden);
        (action, piece, Address, KeptUntil, KeeperNow) = (found, evidence, $"/actions/{actionId}", evidence.KeepUntil, evidence.OwnerId);
        var line = await Db.EvidenceLinesAsync([evidence], stop);
        Label = line.Count == 0 ? found.Title : line[0].Title;
        return null;
    }

    /// <summary>Whether somebody may say of an action's evidence that it still holds, besides whoever looks after it.</summary>
    public static bool MayReview(Viewer by, ImprovementAction action) => ActionRules.MayReport(action, by) || by.May(Right.AcceptActions, action);
}
