using Goldthread.Domain;
using Goldthread.Domain.Governance;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Governance.Organisations;

/// <summary>An organisation as it is typed.</summary>
public sealed class OrganisationInput
{
    public string? Name { get; set; }
    public string? ShortName { get; set; }
    public OrganisationType Type { get; set; }
    public DutyBasis? Basis { get; set; }
    public string? Duty { get; set; }
    [Chosen("Choose the organisation from the list", "organisations")]
    public Guid? ParentId { get; set; }
    public DateInput ActiveUntil { get; set; } = new();
    [Chosen("Choose the organisation that took over from the list", "organisations")]
    public Guid? SuccessorId { get; set; }
}

/// <summary>What the forms for a new organisation and for changing one share.</summary>
public abstract class OrganisationForm(BoardDb db, Viewer viewer, TimeProvider clock) : StructureForm(db, viewer, clock)
{
    [BindProperty]
    public OrganisationInput Input { get; set; } = new();

    public Organisation? Item { get; protected set; }
    public IReadOnlyList<SelectListItem> Others { get; private set; } = [];

    public override async Task FillAsync(CancellationToken stop) =>
        Others = [.. (await Db.OrganisationsAsync(Today, stop)).Where(o => o.Value != Item?.Id.ToString())];

    /// <summary>Puts messages at the fields that need mending.</summary>
    protected async Task CheckAsync(Guid id, CancellationToken stop)
    {
        var all = await Db.Organisations.Select(o => new StructurePart(o.Id, o.ParentId)).ToListAsync(stop);
        ModelState.Add(GovernanceRules.CheckOrganisation(id, Input.Name, Input.ShortName, Input.Basis, Input.Duty, Input.ParentId, all));
    }
}
