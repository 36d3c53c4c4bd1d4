using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Library;
using Goldthread.Web.Features.Library.Files;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Features.Library.Items;

/// <summary>Puts an item on a shelf by hand, with its files.</summary>
[Needs(Right.ShelveItems)]
[RequestSizeLimit(FileStore.FormLimit), RequestFormLimits(MultipartBodyLengthLimit = FileStore.FormLimit)]
public sealed class ShelveModel(BoardDb db, Viewer viewer, AttachFiles attach, BoardContext board, TimeProvider clock) : ItemForm(db, viewer, attach, board, clock)
{
    public async Task OnGetAsync(string? volume, CancellationToken stop)
    {
        Input.Volume = volume is null ? null : Volumes.Named(volume);
        if (!ShelvingRules.IsBoardWide(Viewer)) Input.OrganisationId = Viewer.OrganisationIds.Cast<Guid?>().FirstOrDefault();
        await FillAsync(stop);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (await ReadAsync(ShelvingRules.CanShelve(Viewer, Input.OrganisationId, Input.Readers), stop) is not var (date, files)) return await AgainAsync(stop);
        var item = new LibraryItem(Input.Volume!.Value, Input.Kind!.Trim(), Input.Title!.Trim(), date, Input.OrganisationId);
        Input.Fill(item, date);
        if (!await HasKeeperAsync(item, stop)) return await AgainAsync(stop);
        await Db.LetReadAsync(item, Input.Readers, Today, stop);
        Db.LibraryItems.Add(item);
        await Attach.ToAsync(item, "item", files, date, stop);
        return await SaveAndGoAsync(Db, $"/library/items/{item.Id}", "Item shelved", stop);
    }
}
