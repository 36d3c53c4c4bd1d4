using Goldthread.Domain;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Dataset;

/// <summary>One area's figures of an indicator, small counts hidden.</summary>
public sealed record AreaSeries(int AreaKey, string Name, string Code, PublishedLevel Level, IReadOnlyList<SeriesPoint> Points, string OldCode = "", Direction Direction = Direction.NotKnown)
{
    /// <summary>The figure of a period, named by its days; nothing known gives an empty one.</summary>
    public FigureValue On(SeriesPoint period) => Points.FirstOrDefault(p => p.End == period.End && p.Start == period.Start)?.Figure ?? default;
}

/// <summary>The figures of one indicator for all areas, as everybody may see them: read from the packed series, with small
/// counts hidden. Pages, charts, tables and exports all take them from here.</summary>
public sealed class IndicatorFigures
{
    private IndicatorFigures(Indicator indicator, IReadOnlyList<AreaSeries> areas, string ownArea)
    {
        (Indicator, Areas) = (indicator, areas);
        Own = areas.FirstOrDefault(a => a.Name == ownArea);
        England = areas.FirstOrDefault(a => a.Level == PublishedLevel.National);
        var region = Own is null ? null : EnglishRegion.Of(Own.OldCode);
        Region = areas.FirstOrDefault(a => a.Level == PublishedLevel.Regional && (region is null ? EnglishRegion.IsRegion(a.Code) : a.Code == region));
    }

    /// <summary>The indicator.</summary>
    public Indicator Indicator { get; }

    /// <summary>Every area with figures, by name.</summary>
    public IReadOnlyList<AreaSeries> Areas { get; }

    /// <summary>The board's area; null when it has no figures.</summary>
    public AreaSeries? Own { get; }

    /// <summary>The country.</summary>
    public AreaSeries? England { get; }

    /// <summary>The region proper; the inner and outer half of London are not one.</summary>
    public AreaSeries? Region { get; }

    /// <summary>Authorities alone: a region or a country is none of those that are ranked.</summary>
    public IEnumerable<AreaSeries> Authorities => Areas.Where(a => a.Level == PublishedLevel.LocalAuthority);

    /// <summary>The figure of England or of a region, where it can be compared with; else null, with why it is doubtful if it is. Counts never
    /// can: a country has more than any area.</summary>
    /// <param name="whole">England or a region; null for none.</param>
    /// <param name="period">Which.</param>
    public (double? Value, string? Doubt) Benchmark(AreaSeries? whole, SeriesPoint period)
    {
        if (whole is null || Indicator.Denominator.Length == 0) return (null, null);
        var figure = whole.On(period);
        var parts = Authorities.Where(a => whole.Level == PublishedLevel.National || EnglishRegion.Of(a.OldCode) == whole.Code).Select(a => a.On(period).Value);
        var doubt = figure.Symbol == PublishedSymbol.Doubtful ? "its figure is published on another scale"
            : DoubtfulFigure.ByItself(figure, Indicator.Unit == "%") ?? DoubtfulFigure.BesideItsAreas(figure.Value, parts, Indicator.InFull());
        return doubt is null ? (figure.Value, null) : (null, $"{whole.Name} can’t be compared with: {doubt}. Ask the publisher; nothing was changed here.");
    }

    /// <summary>Reads them in one command. The indicator must have been found as visible.</summary>
    /// <param name="db">The board's database.</param>
    /// <param name="indicator">Whose figures.</param>
    /// <param name="ownArea">Name of the board's area.</param>
    /// <param name="stop">Stops the work.</param>
    public static async Task<IndicatorFigures> LoadAsync(BoardDb db, Indicator indicator, string ownArea, CancellationToken stop) =>
        (await LoadAsync(db, [indicator], ownArea, stop))[0];

    /// <summary>The figures of several indicators, in one command; in their order.</summary>
    /// <inheritdoc cref="LoadAsync(BoardDb, Indicator, string, CancellationToken)"/>
    public static async Task<IReadOnlyList<IndicatorFigures>> LoadAsync(BoardDb db, IReadOnlyList<Indicator> indicators, string ownArea, CancellationToken stop)
    {
        int[] keys = [.. indicators.Select(i => i.Key)];
        var rows = await (
            from series in db.Set<Series>()
            join area in db.Set<Area>() on series.AreaKey equals area.Key
            where keys.Contains(series.IndicatorKey) && series.BreakdownKey == Breakdown.All
            orderby area.Name
            select new { series.IndicatorKey, series.Kind, area.Key, area.Name, area.Code, area.OldCode, area.Level, series.Direction, series.Packed }).ToListAsync(stop);
        var own = rows.FirstOrDefault(r => r.Name == ownArea)?.Code;
        var of = rows.ToLookup(r => r.IndicatorKey);
        return [.. indicators.Select(indicator =>
        {
            var mine = of[indicator.Key].Where(r => r.Kind == indicator.PeriodKind).ToList(); // a quarter's provisional figures are never set beside a year's
            var shown = SmallNumbers.HideBeside([.. mine.Select(r => new AreaPoints(r.Code, r.Level, r.OldCode, Shown(r.Packed, indicator.Denominator, indicator.SmallNumbers)))], own);
            return new IndicatorFigures(indicator, [.. mine.Zip(shown, (r, points) => new AreaSeries(r.Key, r.Name, r.Code, r.Level, points, r.OldCode, r.Direction))], ownArea);
        })];
    }

    /// <summary>A packed series as everybody may see it.</summary>
    /// <param name="packed">As stored.</param>
    /// <param name="denominator">The indicator's; empty for a count.</param>
    /// <param name="rule">Which of its counts are hidden.</param>
    public static IReadOnlyList<SeriesPoint> Shown(byte[] packed, string denominator, SmallNumberRule rule) => SmallNumbers.Hide(Series.Unpack(packed), isCount: denominator.Length == 0, rule);
}

/// <summary>How an indicator's figures are written.</summary>
public static class FigureWords
{
    /// <summary>For axes and tables: "82.5%", "850.1"; other units stand in the heading.</summary>
    public static Func<double, string> Brief(this Indicator indicator) => Brief(indicator.Unit, indicator.Decimals);

    /// <inheritdoc cref="Brief(Indicator)"/>
    public static Func<double, string> Brief(string unit, int decimals) => value => value.ToString("N" + decimals, BoardCalendar.British) + (unit == "%" ? "%" : "");

    /// <summary>For sentences: "850.1 per 10,000 children".</summary>
    public static Func<double, string> InFull(this Indicator indicator)
    {
        var brief = indicator.Brief();
        return value => indicator.Unit is "%" or "" ? brief(value) : $"{brief(value)} {indicator.Unit}";
    }

    /// <summary>A count or a population.</summary>
    public static string Count(double? number) => number is { } value ? value.ToString(value == Math.Floor(value) ? "N0" : "N1", BoardCalendar.British) : "";

    /// <summary>Source and licence in one line, with the word that the figures are invented where they are.</summary>
    public static string SourceLine(this Indicator indicator) => indicator.IsInvented
        ? indicator.Licence.StartsWith("Invented", StringComparison.Ordinal) ? indicator.Licence : $"Invented figures. {indicator.Licence}".Trim()
        : $"{indicator.Publisher}, {indicator.Release}. {indicator.Licence}".Trim();

    /// <summary>The heading of a chart: name, unit and, where it applies, that the figures are invented.</summary>
    public static string Heading(this Indicator indicator, string? area = null) =>
        indicator.Name + (area is null || indicator.IsInvented ? "" : $", {area}") + (indicator.Unit is "%" or "" ? "" : $" ({indicator.Unit})") + (indicator.IsInvented ? " (invented figures)" : "");
}
