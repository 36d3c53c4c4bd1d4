using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Governance.Groups;

/// <summary>Changes how a group is described and placed, or ends it.</summary>
[Needs(Right.EditStructure)]
public sealed class EditModel(BoardDb db, Viewer viewer, TimeProvider clock) : GroupForm(db, viewer, clock)
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (Refusal() is { } refused) return refused;
        if (await Db.Groups.SingleOrDefaultAsync(g => g.Id == id, stop) is not { } group) return NotFound();
        (Item, Command.Version, Input) = (group, group.Version, GroupInput.Of(group));
        await FillAsync(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (Refusal() is { } refused) return refused;
        if (await Db.Groups.SingleOrDefaultAsync(g => g.Id == id, stop) is not { } group) return NotFound();
        Item = group;
        Db.Expect(group, Command.Version);
        var closedOn = Input.ClosedOn.Read(ModelState, "Input.ClosedOn", "the last day", required: false);
        await CheckAsync(id, stop);
        if (!ModelState.IsValid) return await AgainAsync(stop);
        Fill(group);
        group.Close(closedOn);
        return await SaveAndGoAsync(Db, $"/groups/{id}", "Group saved", stop);
    }
}
