using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Features.Governance.Organisations;

/// <summary>Registers an organisation.</summary>
[Needs(Right.EditStructure)]
public sealed class NewModel(BoardDb db, Viewer viewer, TimeProvider clock) : OrganisationForm(db, viewer, clock)
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
        var (organisation, list) = Organisation.WithList(Input.Name!.Trim(), Input.ShortName!.Trim(), Input.Type, Input.Basis!.Value, Today, Input.Duty?.Trim() ?? "");
        organisation.Under(Input.ParentId);
        Db.AccessLists.Add(list);
        Db.Organisations.Add(organisation);
        return await SaveAndGoAsync(Db, $"/organisations/{organisation.Id}", "Organisation added", stop);
    }
}
