using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Features.Library.Items;

/// <summary>Says that an item of the library still holds, and until when (F3). Whoever looks after it may, and whoever may change it.</summary>
[ForEveryoneSignedIn]
public sealed class ReviewModel(BoardDb db, Viewer viewer, TimeProvider clock) : ReviewForm(db, viewer, clock)
{
    private LibraryItem item = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop) => await FindAsync(id, stop) ?? await ShowAsync(item.Version, stop);

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (await FindAsync(id, stop) is { } refused) return refused;
        Db.Expect(item, Command.Version);
        if (await ReadAsync(stop) is not var (until, keeper)) return await AgainAsync(stop);
        item.Keep(until, keeper);
        if (!string.IsNullOrWhiteSpace(Input.Note)) Db.Because(item, Input.Note);
        Db.Touch(item);
        return await SaveAndGoAsync(Db, Address, Said(until), stop);
    }

    private async Task<IActionResult?> FindAsync(Guid id, CancellationToken stop)
    {
        if (await Db.FindVisibleAsync<LibraryItem>(id, stop) is not { } found) return NotFound();
        if (!ReviewRules.MayReview(Viewer, found)) return StatusCode(StatusCodes.Status403Forbidden);
        (item, Label, Address, KeptUntil, KeeperNow) = (found, found.Title, $"/library/items/{id}", found.KeepUntil, found.KeeperId);
        return null;
    }
}
