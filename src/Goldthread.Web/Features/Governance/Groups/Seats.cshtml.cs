using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Governance.Groups;

/// <summary>A seat as it is typed.</summary>
public sealed class SeatInput
{
    public Guid? PersonId { get; set; }
    public Role Role { get; set; } = Role.GroupMember;
    [Chosen("Choose the organisation from the list", "organisations")]
    public Guid? OrganisationId { get; set; }
    public List<string> Deputy { get; set; } = [];
    public DateInput From { get; set; } = new();
    public DateInput Until { get; set; } = new();
}

/// <summary>Gives people a seat in a group, and ends seats; ended ones stay on record.</summary>
[Needs(Right.EditStructure)]
public sealed class SeatsModel(BoardDb db, Viewer viewer, TimeProvider clock) : StructureForm(db, viewer, clock)
{
    [BindProperty]
    public SeatInput Input { get; set; } = new();

    public Group Group { get; private set; } = null!;
    public IReadOnlyList<SeatLine> Seats { get; private set; } = [];
    public Names Names { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> People { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await OpenAsync(id, stop) is { } refused) return refused;
        Input.From = DateInput.Of(Today);
        await FillAsync(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (await OpenAsync(id, stop) is { } refused) return refused;
        var from = Input.From.Read(ModelState, "Input.From", "the first day");
        var until = Input.Until.Read(ModelState, "Input.Until", "the last day", required: false);
        var held = await Db.RoleHoldings.Where(h => h.Scope == ScopeKind.Group && h.ScopeId == id).ToListAsync(stop);
        ModelState.Add(GovernanceRules.CheckSeat(Input.PersonId, Input.Role, from ?? Today, until, held, Viewer));
        if (Input.PersonId is { } person && !await Db.People.AnyAsync(p => p.Id == person, stop)) ModelState.AddModelError("Input.PersonId", "Choose who sits here");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        Db.RoleHoldings.Add(new(Input.PersonId!.Value, Input.Role, ScopeKind.Group, id, from!.Value, until, Input.OrganisationId, Input.Deputy.Count > 0));
        return await SaveAndGoAsync(Db, $"/groups/{id}/seats", "Seat given", stop);
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id, Guid seat, CancellationToken stop)
    {
        if (await OpenAsync(id, stop) is { } refused) return refused;
        var holding = await Db.RoleHoldings.SingleOrDefaultAsync(h => h.Id == seat && h.Scope == ScopeKind.Group && h.ScopeId == id, stop);
        if (holding is null) return NotFound();
        holding.EndNow(Today);
        return await SaveAndGoAsync(Db, $"/groups/{id}/seats", "Seat ended: it opens nothing from now on", stop);
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        Seats = await Db.SeatsAsync(Group.Id, stop);
        Names = await Names.LoadAsync(Db, stop);
        People = [.. (await Db.People.OrderBy(p => p.Name).Select(p => new { p.Id, p.Name }).ToListAsync(stop)).Select(p => new SelectListItem(p.Name, p.Id.ToString()))];
        Organisations = Names.Current("organisations", Today);
    }

    private async Task<IActionResult?> OpenAsync(Guid id, CancellationToken stop)
    {
        if (Refusal() is { } refused) return refused;
        if (await Db.Groups.AsNoTracking().SingleOrDefaultAsync(g => g.Id == id, stop) is not { } group) return NotFound();
        Group = group;
        return null;
    }
}
