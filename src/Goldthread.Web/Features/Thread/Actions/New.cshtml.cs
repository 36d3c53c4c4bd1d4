using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.Actions;

/// <summary>Plans an action for a recommendation.</summary>
[Needs(Right.PlanActions)]
public sealed class NewModel(BoardDb db, Viewer viewer, TimeProvider clock, WorkingDays workingDays) : ActionForm(db, viewer, clock)
{
    private Recommendation planFor = null!;

    /// <summary>Who will read the action, as a sentence (ADR 9).</summary>
    public string Readers { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(Guid recommendation, CancellationToken stop)
    {
        if (await Db.FindVisibleAsync<Recommendation>(recommendation, stop) is not { } source) return NotFound();
        planFor = source;
        For = source.Title;
        Input.OwnerId = source.Responses.Select(r => r.AskedId).Where(id => Viewer.MayIn(id, Right.PlanActions)).Cast<Guid?>().FirstOrDefault();
        return await AgainAsync(stop);
    }

    public async Task<IActionResult> OnPostAsync(Guid recommendation, CancellationToken stop)
    {
        if (await Db.FindVisibleAsync<Recommendation>(recommendation, stop) is not { } source) return NotFound();
        planFor = source;
        For = source.Title;
        if (source.Status != RecommendationStatus.Open) ModelState.AddModelError("", "This recommendation is closed; reopen it to plan more");
        var due = ReadDue();
        var post = await ReadPostAsync(stop);
        var action = new ImprovementAction(source, Input.Title?.Trim() ?? "", Input.OwnerId ?? Guid.Empty, due, Today);
        action.Describe(Input.Title?.Trim() ?? "", Input.Outcome?.Trim() ?? "", Input.Mechanism, Input.OwnerId ?? Guid.Empty, post);
        ModelState.Add(ActionRules.Check(action));
        if (Input.OwnerId is not null) ModelState.Add(ActionRules.CanPlan(action, Viewer));
        if (!ModelState.IsValid) return await AgainAsync(stop);
        Db.HangOn(source);
        // Whoever does it reads it, also where the recommendation was asked of others (ADR 9).
        await WhatHangs.LetOwnerReadAsync(Db, action, source, await Db.Groups.AnyAsync(g => g.Id == action.OwnerId, stop), Today, stop);
        Db.Actions.Add(action);
        return await SaveAndGoAsync(Db, $"/actions/{action.Id}", $"Action planned{workingDays.Note(due)}", stop);
    }

    // A date, or so many working days, or neither: then it is a loose end.
    private DateOnly? ReadDue()
    {
        var date = Input.Due.Read(ModelState, "Input.Due", "the due date", required: false);
        if (Input.WorkingDays is not { } days) return date;
        if (!Input.Due.IsEmpty) ModelState.AddModelError("Input.WorkingDays", "Enter a date or a number of working days, not both");
        else if (days is < 1 or > 999) ModelState.AddModelError("Input.WorkingDays", "Enter a number of working days from 1 to 999");
        else return workingDays.Add(Today, days);
        return date;
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        IsNew = true;
        await base.FillAsync(stop);
        var names = await Names.LoadAsync(Db, stop);
        Readers = planFor.Confidentiality == Confidentiality.Restricted
            ? "Only the people whom the recommendation is restricted to can read this."
            : planFor.Confidentiality == Confidentiality.Public
            ? "Anyone can read this, with its progress and evidence. What must be kept from others goes on a restricted record of its own."
            : $"Everyone asked can read this, with its progress and evidence: {string.Join(", ", planFor.Responses.Select(r => names[r.AskedId]).Order(StringComparer.CurrentCulture))}{(planFor.Confidentiality == Confidentiality.Board ? ", and every member" : "")}. So can whoever does it. What must be kept from the others goes on a restricted record of its own.";
    }
}
