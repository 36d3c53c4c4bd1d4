using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Features.Thread.Actions;

/// <summary>Changes what an action says. Its owner stays within what both ends allow.</summary>
[Needs(Right.PlanActions)]
public sealed class EditModel(BoardDb db, Viewer viewer, TimeProvider clock) : ActionForm(db, viewer, clock)
{
    public ImprovementAction Item { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await Db.FindVisibleAsync<ImprovementAction>(id, stop) is not { } action) return NotFound();
        if (ActionRules.CanPlan(action, Viewer).Count > 0) return StatusCode(StatusCodes.Status403Forbidden);
        (Item, Command.Version) = (action, action.Version);
        Input = new() { Title = action.Title, Outcome = action.Outcome, Mechanism = action.Mechanism, OwnerId = action.OwnerId, PostId = action.PostId };
        return await AgainAsync(stop);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (await Db.FindVisibleAsync<ImprovementAction>(id, stop) is not { } action) return NotFound();
        if (ActionRules.CanPlan(action, Viewer).Count > 0) return StatusCode(StatusCodes.Status403Forbidden);
        Item = action;
        Db.Expect(action, Command.Version);
        // Its owner may not accept it: so nobody moves it to another, or rewords it, between report and acceptance or after.
        if (!ActionRules.IsOpen(action.Status)) ModelState.AddModelError("", $"An action that is {ActionRules.Say(action.Status)} can’t be changed; send it back first");
        var post = await ReadPostAsync(stop);
        action.Describe(Input.Title?.Trim() ?? "", Input.Outcome?.Trim() ?? "", Input.Mechanism, Input.OwnerId ?? Guid.Empty, post);
        ModelState.Add(ActionRules.Check(action));
        if (Input.OwnerId is not null) ModelState.Add(ActionRules.CanPlan(action, Viewer)); // also at the new end
        if (!ModelState.IsValid) return await AgainAsync(stop);
        return await SaveAndGoAsync(Db, $"/actions/{id}", "Action saved", stop);
    }
}
