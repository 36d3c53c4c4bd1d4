using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

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
        var owner = action.OwnerId;
        action.Describe(Input.Title?.Trim() ?? "", Input.Outcome?.Trim() ?? "", Input.Mechanism, Input.OwnerId ?? Guid.Empty, post);
        ModelState.Add(ActionRules.Check(action));
        if (Input.OwnerId is not null) ModelState.Add(ActionRules.CanPlan(action, Viewer)); // also at the new end
        if (!ModelState.IsValid) return await AgainAsync(stop);
        if (action.OwnerId != owner) await ChangeReadersAsync(action, owner, stop);
        return await SaveAndGoAsync(Db, $"/actions/{id}", "Action saved", stop);
    }

    // Who does it now reads it, with its files, and who did it no longer; what was restricted by itself stays so (ADR 9).
    private async Task ChangeReadersAsync(ImprovementAction action, Guid before, CancellationToken stop)
    {
        // One who is no longer asked went on reading the recommendation for this action's sake.
        if (action.RecommendationId is { } id && await Db.Recommendations.SingleOrDefaultAsync(r => r.Id == id, stop) is { } answers && answers.Responses.All(r => r.AskedId != before))
        {
            var beside = await WhatHangs.LoadAsync(Db, answers, Today, stop);
            await Db.StopReadingAsync(answers, [before], Today, stop);
            await beside.FollowAsync(stop);
        }
        if (action.Confidentiality == Confidentiality.Restricted) return;
        var hanging = await WhatHangs.LoadAsync(Db, action, Today, stop);
        await WhatHangs.LetOwnerReadAsync(Db, action, hanging.Source!, await Db.Groups.AnyAsync(g => g.Id == action.OwnerId, stop), Today, stop);
        await hanging.FollowAsync(stop);
    }
}
