using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Features.Thread.Measures;

/// <summary>Says, before work starts, how a recommendation's effect on children will be seen (A4).</summary>
[Needs(Right.MakeRecommendations)]
public sealed class NewModel(BoardDb db, Viewer viewer, TimeProvider clock) : MeasureForm(db, viewer, clock)
{
    public async Task<IActionResult> OnGetAsync(Guid recommendation, CancellationToken stop)
    {
        if (await FindAsync(recommendation, stop) is null) return NotFound();
        Input.CheckOn = DateInput.Of(Today.AddMonths(6));
        return await AgainAsync(stop);
    }

    public async Task<IActionResult> OnPostAsync(Guid recommendation, CancellationToken stop)
    {
        if (await FindAsync(recommendation, stop) is not { } source) return NotFound();
        if (!Viewer.May(Right.MakeRecommendations, source)) return StatusCode(StatusCodes.Status403Forbidden);
        var measure = new ImpactMeasure(source, Input.Kind, Input.HowSeen?.Trim() ?? "", Today);
        await FillMeasureAsync(measure, stop);
        if (!ModelState.IsValid) return await AgainAsync(stop);
        Db.Measures.Add(measure);
        return await SaveAndGoAsync(Db, $"/recommendations/{recommendation}", "Impact test added", stop);
    }

    private async Task<Recommendation?> FindAsync(Guid id, CancellationToken stop)
    {
        var source = await Db.FindVisibleAsync<Recommendation>(id, stop);
        (For, Difference) = (source?.Title ?? "", source?.DifferenceForChildren);
        return source;
    }
}
