using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Features.Governance.Groups;

/// <summary>Sets up a group.</summary>
[Needs(Right.EditStructure)]
public sealed class NewModel(BoardDb db, Viewer viewer, TimeProvider clock) : GroupForm(db, viewer, clock)
{
    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (Refusal() is { } refused) return refused;
        await FillAsync(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (Refusal() is { } refused) return refused;
        await CheckAsync(Guid.CreateVersion7(), stop);
        if (!ModelState.IsValid) return await AgainAsync(stop);
        var (group, list) = Group.WithList(Input.Name!.Trim(), Input.ShortName!.Trim(), Input.Kind, Input.Purpose!.Trim(), Input.Meets?.Trim() ?? "", Input.ReportsToId, Today);
        Fill(group);
        Db.AccessLists.Add(list);
        Db.Groups.Add(group);
        return await SaveAndGoAsync(Db, $"/groups/{group.Id}", "Group set up; give it members and terms of reference next", stop);
    }
}
