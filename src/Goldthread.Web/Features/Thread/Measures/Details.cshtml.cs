using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Dataset;
using Goldthread.Web.Features.Dataset.Indicators;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Charts;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.Measures;

/// <summary>An impact test: before and after, what it was judged and why.</summary>
[ForEveryoneSignedIn]
public sealed class DetailsModel(BoardDb db, Viewer viewer, TimeProvider clock, BoardContext board) : BoardPage
{
    public sealed record For(Guid Id, string Ref, string Title, string? Difference, RecommendationStatus Status);

    public ImpactMeasure Item { get; private set; } = null!;
    public For? Recommendation { get; private set; }
    public Names Names { get; private set; } = null!;
    public DateOnly Today { get; } = clock.Today();
    public IReadOnlyList<EvidenceLine> EvidenceLines { get; private set; } = [];
    public EvidenceFormModel? EvidenceForm { get; private set; }
    public bool MayJudge { get; private set; }

    /// <summary>The indicator it looks at, if this reader may see it.</summary>
    public Indicator? Indicator { get; private set; }

    /// <summary>Its chart, with the actions whose effect it shall show; null when there is no figure.</summary>
    public ChartFigure? Chart { get; private set; }
    public bool MayEdit { get; private set; }

    [BindProperty]
    public EvidenceInput Evidence { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await db.FindVisibleAsync<ImpactMeasure>(id, stop) is not { } measure) return NotFound();
        (Item, Command.Version) = (measure, measure.Version);
        return await AgainAsync(stop);
    }

    public async Task<IActionResult> OnPostEvidenceAsync(Guid id, CancellationToken stop)
    {
        if (await db.FindVisibleAsync<ImpactMeasure>(id, stop) is not { } measure) return NotFound();
        if (!viewer.May(Right.JudgeImpact, measure)) return StatusCode(StatusCodes.Status403Forbidden);
        Item = measure;
        db.Expect(measure, Command.Version);
        if (await Evidence.ReadAsync(db, ModelState, Today, stop) is { } piece) measure.RestOn(piece);
        if (!ModelState.IsValid) return await AgainAsync(stop);
        return await SaveAndGoAsync(db, $"/measures/{id}", "Evidence added", stop);
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        Names = await Names.LoadAsync(db, stop);
        Recommendation = await db.Recommendations.Where(r => r.Id == Item.RecommendationId).Select(r => new For(r.Id, r.Ref, r.Title, r.DifferenceForChildren, r.Status)).SingleOrDefaultAsync(stop);
        await db.LogShownAsync([Recommendation?.Id ?? Guid.Empty], stop);
        EvidenceLines = await db.EvidenceLinesAsync(Item.Evidence, stop);
        if (Item.IndicatorId is { } looksAt && (Indicator = await db.FindVisibleAsync<Indicator>(looksAt, stop)) is { } indicator)
        {
            var figures = await IndicatorFigures.LoadAsync(db, indicator, board.Settings.Area, stop);
            var thread = await IndicatorThread.LoadAsync(db, looksAt, stop);
            await db.LogReadingsAsync(thread.Restricted, stop);
            if (figures.OverTime([], thread.Marks) is { } chart) Chart = chart with { HeadingLevel = 3 };
        }
        MayJudge = viewer.May(Right.JudgeImpact, Item);
        MayEdit = viewer.May(Right.MakeRecommendations, Item);
        if (MayJudge) EvidenceForm = new(Evidence, await db.EvidenceChoicesAsync(Evidence.Find, stop), Item.Version, !ModelState.IsValid);
    }
}
