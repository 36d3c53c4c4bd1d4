using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.Measures;

/// <summary>Says, before work starts, how a recommendation's effect on children will be seen (A4).</summary>
[Needs(Right.MakeRecommendations)]
public sealed class NewModel(BoardDb db, Viewer viewer, TimeProvider clock) : MeasureForm(db, viewer, clock)
{
    /// <summary>The recommendation.</summary>
    public Guid ForId { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid recommendation, CancellationToken stop)
    {
        if (await FindAsync(recommendation, stop) is not { } source) return NotFound();
        Input.CheckOn = DateInput.Of(Today.AddMonths(6));
        if (await SeenInAsync(source, stop) is { } indicator) (Input.Kind, Input.IndicatorId) = (MeasureKind.Indicator, indicator);
        return await AgainAsync(stop);
    }

    public async Task<IActionResult> OnPostAsync(Guid recommendation, CancellationToken stop)
    {
        if (await FindAsync(recommendation, stop) is not { } source) return NotFound();
        if (!Viewer.May(Right.MakeRecommendations, source)) return StatusCode(StatusCodes.Status403Forbidden);
        var measure = new ImpactMeasure(source, Input.Kind, Input.HowSeen?.Trim() ?? "", Today);
        await FillMeasureAsync(measure, source.MadeOn, stop);
        if (!ModelState.IsValid) return await AgainAsync(stop);
        Db.HangOn(source);
        Db.Measures.Add(measure);
        return await SaveAndGoAsync(Db, $"/recommendations/{recommendation}", "Impact test added", stop);
    }

    // What was seen in an indicator is best looked for there again.
    private async Task<Guid?> SeenInAsync(Recommendation source, CancellationToken stop)
    {
        var findings = source.Findings.Select(f => f.TargetId).ToList();
        return await Db.Findings.Where(f => findings.Contains(f.Id)).SelectMany(f => f.Evidence)
            .Where(e => e.Source == EvidenceSource.Indicator && Db.Indicators.Any(i => i.Id == e.SourceId))
            .OrderBy(e => e.Id).Select(e => (Guid?)e.SourceId).FirstOrDefaultAsync(stop);
    }

    private async Task<Recommendation?> FindAsync(Guid id, CancellationToken stop)
    {
        var source = await Db.FindVisibleAsync<Recommendation>(id, stop);
        (ForId, For, Difference) = (id, source?.Title ?? "", source?.DifferenceForChildren);
        return source;
    }
}
