using Goldthread.Domain;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Charts;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Dataset.Indicators;

/// <summary>An indicator: what it says, what it means, where it comes from and what rests on it.</summary>
[ForEveryoneSignedIn]
public sealed class DetailsModel(BoardDb db, BoardContext board) : PageModel
{
    public Indicator Item { get; private set; } = null!;
    public IndicatorFigures Figures { get; private set; } = null!;
    public IndicatorThread Thread { get; private set; } = null!;
    public Names Names { get; private set; } = null!;
    public IReadOnlyList<ComparatorSet> Sets { get; private set; } = [];
    public ComparatorSet? Chosen { get; private set; }
    public ChartFigure? OverTime { get; private set; }
    public ChartFigure? BesideOthers { get; private set; }

    /// <summary>The latest period comes first in the table of parts.</summary>
    public IEnumerable<SeriesPoint> NewestFirst => (Figures.Own?.Points ?? []).Reverse();

    /// <summary>Some numerator or denominator is known.</summary>
    public bool HasParts => Figures.Own?.Points.Any(p => p.Figure.Numerator is not null || p.Figure.Denominator is not null) == true;

    public async Task<IActionResult> OnGetAsync(string code, string? neighbours, CancellationToken stop)
    {
        if (await db.FindIndicatorAsync(code, stop) is not { } indicator) return NotFound();
        if (indicator.Code != code) return RedirectPermanent($"/indicators/{indicator.Code}");
        Item = indicator;
        Figures = await IndicatorFigures.LoadAsync(db, indicator, board.Settings.Area, stop);
        Sets = await db.ComparatorSets.AsNoTracking().Where(s => db.Set<Area>().Any(a => a.Key == s.AreaKey && a.Name == board.Settings.Area)).OrderBy(s => s.From).ToListAsync(stop);
        Chosen = Sets.FirstOrDefault(s => s.Name == neighbours) ?? (Sets is [.., var latest] ? latest : null);
        Thread = await IndicatorThread.LoadAsync(db, indicator.Id, stop);
        Names = await Names.LoadAsync(db, stop);
        OverTime = Figures.OverTime([.. Chosen?.Members.Select(m => m.AreaKey) ?? []], Thread.Marks);
        BesideOthers = Figures.BesideOthers(Chosen);
        return Page();
    }
}

/// <summary>Finding an indicator by what stands in its address.</summary>
public static class IndicatorAddress
{
    /// <summary>By code, whatever its case, or by id, which other parts know it by; null when it does not exist or is not
    /// for this viewer. The reading of a restricted one is logged.</summary>
    public static async Task<Indicator?> FindIndicatorAsync(this BoardDb db, string code, CancellationToken stop)
    {
        if (Guid.TryParse(code, out var id)) return await db.FindVisibleAsync<Indicator>(id, stop);
        var wanted = code.ToUpperInvariant();
        var indicator = await db.Indicators.SingleOrDefaultAsync(i => i.Code == wanted, stop);
        return indicator is { Confidentiality: Confidentiality.Restricted } ? await db.FindVisibleAsync<Indicator>(indicator.Id, stop) : indicator;
    }
}
