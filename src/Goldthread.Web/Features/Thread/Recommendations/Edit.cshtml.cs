using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Features.Thread.Recommendations;

/// <summary>Changes what is recommended, and whom it is asked of.</summary>
[Needs(Right.MakeRecommendations)]
public sealed class EditModel(BoardDb db, Viewer viewer, TimeProvider clock, WorkingDays workingDays) : RecommendationForm(db, viewer, clock)
{
    public Recommendation Item { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await Db.FindVisibleAsync<Recommendation>(id, stop) is not { } recommendation) return NotFound();
        if (!Viewer.May(Right.MakeRecommendations, recommendation)) return StatusCode(StatusCodes.Status403Forbidden);
        (Item, Command.Version, Input) = (recommendation, recommendation.Version, RecommendationInput.Of(recommendation));
        Input.AnswerBy = DateInput.Of(workingDays.OnOrAfter(Today.AddDays(28)));
        await FillAsync(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (await Db.FindVisibleAsync<Recommendation>(id, stop) is not { } recommendation) return NotFound();
        if (!Viewer.May(Right.MakeRecommendations, recommendation)) return StatusCode(StatusCodes.Status403Forbidden);
        Item = recommendation;
        Db.Expect(recommendation, Command.Version);
        var answerBy = Input.AnswerBy.Read(ModelState, "Input.AnswerBy", "the date the answer is due");
        var asked = AskedBy(recommendation).Select(a => a.Id).ToList();
        await FillRecommendationAsync(recommendation, answerBy ?? Today, stop);
        ModelState.Add(RecommendationRules.Check(recommendation));
        if (!ModelState.IsValid) return await AgainAsync(stop);
        var hanging = await WhatHangs.LoadAsync(Db, recommendation, Today, stop);
        await Db.LetReadAsync(recommendation, AskedBy(recommendation), Today, stop);
        await Db.StopReadingAsync(recommendation, [.. asked.Except(AskedBy(recommendation).Select(a => a.Id))], Today, stop);
        // What hangs on it follows; what was restricted by itself stays so (ADR 9).
        await hanging.FollowAsync(stop);
        return await SaveAndGoAsync(Db, $"/recommendations/{id}", "Recommendation saved", stop);
    }
}
