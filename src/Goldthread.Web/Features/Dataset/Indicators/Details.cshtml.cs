using Goldthread.Domain;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Charts;
using Goldthread.Web.Features.Shared.Word;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Dataset.Indicators;

/// <summary>An indicator: what it says, what it means, where it comes from and what rests on it.</summary>
[ForEveryoneSignedIn]
public sealed class DetailsModel(BoardDb db, BoardContext board, WordExport word) : PageModel
{
    public Indicator Item { get; private set; } = null!;
    public IndicatorFigures Figures { get; private set; } = null!;
    public IndicatorThread Thread { get; private set; } = null!;
    public Names Names { get; private set; } = null!;
    public IReadOnlyList<ComparatorSet> Sets { get; private set; } = [];
    public ComparatorSet? Chosen { get; private set; }
    /// <summary>Codes of areas chosen beside the neighbours; they stand in the address.</summary>
    public IReadOnlyList<string> Areas { get; private set; } = [];

    /// <summary>More than these on one chart nobody can read.</summary>
    public const int MostAreas = 12;

    public ChartFigure? OverTime { get; private set; }
    public ChartFigure? BesideOthers { get; private set; }

    /// <summary>The latest period comes first in the table of parts.</summary>
    public IEnumerable<SeriesPoint> NewestFirst => (Figures.Own?.Points ?? []).Reverse();

    /// <summary>Areas that can be added to the comparison: all with figures but those that stand in it anyway.</summary>
    public IEnumerable<AreaSeries> Addable => Figures.Areas.Where(a => a != Figures.Own && a != Figures.Region && a != Figures.England && Chosen?.Members.Any(m => m.AreaKey == a.AreaKey) != true);

    /// <summary>The address without one of the chosen areas.</summary>
    public string Without(string code) => "?" + string.Join('&', Areas.Where(a => a != code).Select(a => $"area={Uri.EscapeDataString(a)}").Prepend(Chosen is { } set ? $"neighbours={Uri.EscapeDataString(set.Name)}" : "").Where(part => part.Length > 0));

    /// <summary>What was chosen, to be added to an address.</summary>
    public string Query => string.Concat(Areas.Select(a => $"&area={Uri.EscapeDataString(a)}").Prepend(Chosen is { } set ? $"&neighbours={Uri.EscapeDataString(set.Name)}" : ""));

    /// <summary>Its chart has limits on which somebody could decide.</summary>
    public bool HasLimits => Figures.Own is { } own && SeriesReading.Process(own.Points, Item.Polarity, []) is not null;

    /// <summary>Some numerator or denominator is known.</summary>
    public bool HasParts => Figures.Own?.Points.Any(p => p.Figure.Numerator is not null || p.Figure.Denominator is not null) == true;

    public async Task<IActionResult> OnGetAsync(string code, string? neighbours, [FromQuery(Name = "area")] string[] area, CancellationToken stop)
    {
        if (!await ReadAsync(code, neighbours, area, stop)) return NotFound();
        return Item.Code == code ? Page() : RedirectPermanent($"/indicators/{Item.Code}");
    }

    /// <summary>The same in Word: the charts as pictures, each with its table (Y4).</summary>
    public async Task<IActionResult> OnGetWordAsync(string code, string? neighbours, [FromQuery(Name = "area")] string[] area, CancellationToken stop)
    {
        if (!await ReadAsync(code, neighbours, area, stop)) return NotFound();
        return await word.WriteAsync($"indicator-{Item.Code}", (nameof(Indicator), Item.Id), Item.Name, Chosen is null ? null : $"Statistical neighbours of {Chosen.Name}", paper =>
        {
            if (Item.IsInvented) paper.Text("Invented figures. They were made up for this demonstration and describe no real service.");
            paper.Text(Item.Definition);
            paper.Text($"Counted: {Item.Numerator}.{(Item.Denominator.Length > 0 ? $" Out of: {Item.Denominator}." : "")}{(Item.Unit.Length > 0 ? $" Unit: {Item.Unit}." : "")}");
            paper.Text(IndicatorRules.Formula(Item));
            if (Item.Questions.Length > 0) paper.Text($"To ask in the meeting: {Item.Questions.Replace('\n', ' ')}");
            if (Item.Caveat.Length > 0) paper.Text($"Keep in mind: {Item.Caveat}");
            if (OverTime is { } overTime) paper.Chart(1, overTime);
            if (BesideOthers is { } beside) paper.Chart(1, beside);
            return Task.CompletedTask;
        }, stop);
    }

    private async Task<bool> ReadAsync(string code, string? neighbours, string[] area, CancellationToken stop)
    {
        if (await db.FindIndicatorAsync(code, stop) is not { } indicator) return false;
        Item = indicator;
        Figures = await IndicatorFigures.LoadAsync(db, indicator, board.Settings.Area, stop);
        Sets = await db.ComparatorSets.AsNoTracking().Where(s => db.Set<Area>().Any(a => a.Key == s.AreaKey && a.Name == board.Settings.Area)).OrderBy(s => s.From).ToListAsync(stop);
        Chosen = Sets.FirstOrDefault(s => s.Name == neighbours) ?? (Sets is [.., var latest] ? latest : null);
        Thread = await IndicatorThread.LoadAsync(db, indicator.Id, stop);
        Names = await Names.LoadAsync(db, stop);
        OverTime = Figures.OverTime([.. Chosen?.Members.Select(m => m.AreaKey) ?? []], Thread.Marks);
        Areas = [.. area.Where(code => code is not null && Addable.Any(a => a.Code == code)).Distinct().Take(MostAreas)];
        BesideOthers = Item.Geography == FigureGeography.Board ? Figures.BesideOthers(Chosen, Areas) : null; // another place's figures stand for themselves
        await db.LogReadingsAsync(Thread.Restricted, stop);
        return true;
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

    /// <summary>Says anew what each of its series does, after its definition or its better way changed; the list shows it.</summary>
    public static async Task JudgeAnewAsync(this BoardDb db, Indicator indicator, CancellationToken stop)
    {
        foreach (var series in await db.Set<Series>().Where(s => s.IndicatorKey == indicator.Key).ToListAsync(stop))
            series.Judge(indicator.Polarity, indicator.StepsInForce(series.AreaKey));
    }
}
