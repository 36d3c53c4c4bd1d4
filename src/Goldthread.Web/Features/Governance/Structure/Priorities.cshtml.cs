using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Governance.Structure;

/// <summary>A priority as it is typed.</summary>
public sealed class PriorityInput
{
    public string? Title { get; set; }
    public string? Outcome { get; set; }
    public DateInput From { get; set; } = new();
    public DateInput Until { get; set; } = new();
}

/// <summary>Priorities of the business plan, each with what will be different for children: adds one, or changes the one
/// named in the address.</summary>
[Needs(Right.EditStructure)]
public sealed class PrioritiesModel(BoardDb db, Viewer viewer, TimeProvider clock) : StructureForm(db, viewer, clock)
{
    [BindProperty]
    public PriorityInput Input { get; set; } = new();

    public Priority? Item { get; private set; }
    public IReadOnlyList<Priority> Priorities { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid? id, CancellationToken stop)
    {
        if (await OpenAsync(id, stop) is { } refused) return refused;
        if (Item is { } priority)
        {
            Command.Version = priority.Version;
            Input = new() { Title = priority.Title, Outcome = priority.Outcome, From = DateInput.Of(priority.From), Until = DateInput.Of(priority.Until) };
        }
        await FillAsync(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid? id, CancellationToken stop)
    {
        if (await OpenAsync(id, stop) is { } refused) return refused;
        var from = Input.From.Read(ModelState, "Input.From", "the first day");
        var until = Input.Until.Read(ModelState, "Input.Until", "the last day", required: false);
        ModelState.Add(GovernanceRules.CheckPriority(Input.Title, Input.Outcome, from ?? Today, until));
        if (!ModelState.IsValid) return await AgainAsync(stop);
        if (Item is null) Db.Priorities.Add(new(Input.Title!.Trim(), Input.Outcome!.Trim(), from!.Value, until));
        else
        {
            Db.Expect(Item, Command.Version);
            Item.Describe(Input.Title!.Trim(), Input.Outcome!.Trim(), from!.Value, until);
        }
        return await SaveAndGoAsync(Db, "/structure/priorities", "Priority saved", stop);
    }

    public override async Task FillAsync(CancellationToken stop) =>
        Priorities = await Db.Priorities.AsNoTracking().OrderByDescending(p => p.From).ThenBy(p => p.Title).ToListAsync(stop);

    private async Task<IActionResult?> OpenAsync(Guid? id, CancellationToken stop)
    {
        if (Refusal() is { } refused) return refused;
        if (id is null) return null;
        Item = await Db.Priorities.SingleOrDefaultAsync(p => p.Id == id, stop);
        return Item is null ? NotFound() : null;
    }
}
