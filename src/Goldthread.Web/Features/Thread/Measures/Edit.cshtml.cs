using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.Measures;

/// <summary>Changes an impact test; judgements made stay as they are.</summary>
[Needs(Right.MakeRecommendations)]
public sealed class EditModel(BoardDb db, Viewer viewer, TimeProvider clock) : MeasureForm(db, viewer, clock)
{
    public ImpactMeasure Item { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await Db.FindVisibleAsync<ImpactMeasure>(id, stop) is not { } measure) return NotFound();
        if (!Viewer.May(Right.MakeRecommendations, measure)) return StatusCode(StatusCodes.Status403Forbidden);
        (Item, Command.Version) = (measure, measure.Version);
        Input = new() { Kind = measure.Kind, HowSeen = measure.HowSeen, IndicatorId = measure.IndicatorId, Baseline = measure.Baseline, Target = measure.Target, CheckOn = DateInput.Of(measure.CheckOn) };
        return await AgainAsync(stop);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (await Db.FindVisibleAsync<ImpactMeasure>(id, stop) is not { } measure) return NotFound();
        if (!Viewer.May(Right.MakeRecommendations, measure)) return StatusCode(StatusCodes.Status403Forbidden);
        Item = measure;
        Db.Expect(measure, Command.Version);
        await FillMeasureAsync(measure, await Db.Recommendations.Where(r => r.Id == measure.RecommendationId).Select(r => (DateOnly?)r.MadeOn).SingleOrDefaultAsync(stop), stop);
        if (!ModelState.IsValid) return await AgainAsync(stop);
        return await SaveAndGoAsync(Db, $"/measures/{id}", "Impact test saved", stop);
    }
}
