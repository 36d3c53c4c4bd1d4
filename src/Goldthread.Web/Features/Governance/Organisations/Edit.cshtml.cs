using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Governance.Organisations;

/// <summary>Corrects an organisation, or ends it and names who took over.</summary>
[Needs(Right.EditStructure)]
public sealed class EditModel(BoardDb db, Viewer viewer, TimeProvider clock) : OrganisationForm(db, viewer, clock)
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (Refusal() is { } refused) return refused;
        if (await Db.Organisations.SingleOrDefaultAsync(o => o.Id == id, stop) is not { } organisation) return NotFound();
        (Item, Command.Version) = (organisation, organisation.Version);
        Input = new()
        {
            Name = organisation.Name,
            ShortName = organisation.ShortName,
            Type = organisation.Type,
            Basis = organisation.Basis,
            Duty = organisation.Duty,
            ParentId = organisation.ParentId,
            ActiveUntil = DateInput.Of(organisation.ActiveUntil),
            SuccessorId = organisation.SuccessorId,
        };
        await FillAsync(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (Refusal() is { } refused) return refused;
        if (await Db.Organisations.SingleOrDefaultAsync(o => o.Id == id, stop) is not { } organisation) return NotFound();
        Item = organisation;
        Db.Expect(organisation, Command.Version);
        var until = Input.ActiveUntil.Read(ModelState, "Input.ActiveUntil", "the last day", required: false);
        if (until < organisation.ActiveFrom) ModelState.AddModelError("Input.ActiveUntil", "Enter a last day that is not before the first");
        await CheckAsync(id, stop);
        if (!ModelState.IsValid) return await AgainAsync(stop);
        organisation.Describe(Input.Name!.Trim(), Input.ShortName!.Trim(), Input.Type, Input.Basis!.Value, Input.Duty?.Trim() ?? "");
        organisation.Under(Input.ParentId).End(until, Input.SuccessorId);
        return await SaveAndGoAsync(Db, $"/organisations/{id}", "Organisation saved", stop);
    }
}
