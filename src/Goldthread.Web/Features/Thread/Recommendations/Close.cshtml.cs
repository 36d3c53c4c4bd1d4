using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.Recommendations;

/// <summary>Closes a recommendation: on evidence of change, or without it on a named person's reason (A6).</summary>
[Needs(Right.JudgeImpact)]
public sealed class CloseModel(BoardDb db, Viewer viewer, TimeProvider clock) : RecommendationEnding(db, viewer)
{
    public IReadOnlyList<ImpactMeasure> Measures { get; private set; } = [];
    public IReadOnlyList<ImprovementAction> Actions { get; private set; } = [];

    /// <summary>Who was asked and has not answered.</summary>
    public IReadOnlyList<Response> Silent => [.. Item.Responses.Where(r => r.Answer == Answer.Awaited).OrderBy(r => r.AnswerBy)];

    public Names Names { get; private set; } = null!;
    public DateOnly Today { get; } = clock.Today();

    /// <summary>Actions that stand in the way.</summary>
    public IReadOnlyList<ImprovementAction> StillOpen => [.. Actions.Where(a => a.Status is not (ActionStatus.Verified or ActionStatus.Withdrawn))];

    public bool HasEvidence => RecommendationRules.HasEvidenceOfChange(Measures);

    public Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop) =>
        ChangeAsync(id, "Recommendation closed", () => Item.Close(Viewer, Input.Reason, Measures, Actions, Today), stop);

    public override async Task FillAsync(CancellationToken stop)
    {
        Names = await Names.LoadAsync(Db, stop);
        Measures = await Db.Measures.Where(m => m.RecommendationId == Item.Id).OrderBy(m => m.CheckOn).ThenBy(m => m.Id).ToListAsync(stop);
        Actions = await Db.Actions.Where(a => a.RecommendationId == Item.Id).OrderBy(a => a.PlannedOn).ThenBy(a => a.Id).ToListAsync(stop);
        await Db.LogReadingsAsync([.. Measures.Concat<ConfidentialRecord>(Actions).Where(r => r.Confidentiality == Confidentiality.Restricted).Select(r => (r.GetType().Name, r.Id))], stop);
    }
}
