using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Library;
using Goldthread.Web.Features.Library.Files;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Features.Library.Items;

/// <summary>Changes an item's card, its shelf, its files and who may see it.</summary>
[Needs(Right.ShelveItems)]
[RequestSizeLimit(FileStore.FormLimit), RequestFormLimits(MultipartBodyLengthLimit = FileStore.FormLimit)]
public sealed class EditModel(BoardDb db, Viewer viewer, AttachFiles attach, BoardContext board, TimeProvider clock) : ItemForm(db, viewer, attach, board, clock)
{
    public Guid Id { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await Db.FindVisibleAsync<LibraryItem>(id, stop) is not { } item) return NotFound();
        if (!ShelvingRules.MayEdit(Viewer, item)) return StatusCode(StatusCodes.Status403Forbidden);
        (Id, Command.Version, Input) = (id, item.Version, ItemInput.Of(item, await Db.ReadersOfAsync(item, Today, stop)));
        (ReadersNow, Keeps) = (Input.PersonIds, RestrictionRules.Keeps(item, Viewer));
        await FillAsync(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (await Db.FindVisibleAsync<LibraryItem>(id, stop) is not { } item) return NotFound();
        if (!ShelvingRules.MayEdit(Viewer, item)) return StatusCode(StatusCodes.Status403Forbidden);
        Id = id;
        Db.Expect(item, Command.Version);
        var before = await Db.ReadersOfAsync(item, Today, stop);
        (ReadersNow, Keeps) = (before.PersonIds, RestrictionRules.Keeps(item, Viewer));
        if (!Keeps) Input.LeaveReaders(item, before);
        var (stays, moves) = (ShelvingRules.Same(before, Input.Readers), Input.OrganisationId != item.OrganisationId);
        var problems = ShelvingRules.CanChange(Viewer, item, before, Input.OrganisationId, Input.Readers);
        if (await ReadAsync(problems, stop) is not var (date, files)) return await AgainAsync(stop);
        var hanging = await WhatHangs.LoadAsync(Db, item, Today, stop);
        if (!await HasKeeperAsync(item, stop)) return await AgainAsync(stop); // of the item as it is kept …
        var open = Input.Confidentiality == Confidentiality.Restricted ? await hanging.StayingOpenAsync(stop) : "";
        Input.Fill(item, date);
        if (moves && !await HasKeeperAsync(item, stop)) return await AgainAsync(stop); // … and as it would be
        // Chosen anew, a list would lose whoever is on it without having been chosen, such as the one who shelved the item.
        if (!stays || (moves && Input.Confidentiality == Confidentiality.Board)) await Db.LetReadAsync(item, Input.Readers, Today, stop);
        await hanging.FollowAsync(stop);
        await Attach.ToAsync(item, "item", files, date, stop);
        Db.Touch(item); // who may see it hangs on the item, also when only a name was added
        return await SaveAndGoAsync(Db, $"/library/items/{id}", $"Item saved{open}", stop);
    }
}
