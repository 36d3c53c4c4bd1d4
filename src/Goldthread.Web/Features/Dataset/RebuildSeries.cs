using System.Data.Common;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Dataset;

/// <summary>Builds series anew from figures that did not change: when what they are set against did.</summary>
internal static class RebuildSeries
{
    /// <summary>The estimates that these indicators are set against, in one command; none where none of them is.</summary>
    public static async Task<PopulationTable> PeopleAsync(BoardDb db, IEnumerable<Indicator> indicators, CancellationToken stop)
    {
        var codes = indicators.Select(i => i.PopulationCode).Where(c => c.Length > 0).Distinct().ToDictionary(PopulationTable.IndicatorCode);
        if (codes.Count == 0) return PopulationTable.Empty;
        var named = codes.Keys.ToList();
        // Published estimates are nobody's secret: the indicator that holds them may be hidden from who brings counts in.
        var rows = await (from series in db.Set<Series>()
                          join indicator in db.Indicators.IgnoreQueryFilters() on series.IndicatorKey equals indicator.Key
                          where named.Contains(indicator.Code) && series.BreakdownKey == Breakdown.All
                          select new { indicator.Code, series.AreaKey, series.Packed }).ToListAsync(stop);
        return new(rows.Select(r => (codes[r.Code], r.AreaKey, Series.Unpack(r.Packed))));
    }

    /// <summary>Indicators that are set against a population of which there are new estimates.</summary>
    /// <param name="db">The board's database.</param>
    /// <param name="codes">Codes of indicators that hold estimates.</param>
    /// <param name="stop">Stops.</param>
    public static async Task<IReadOnlyList<Indicator>> SetAgainstAsync(BoardDb db, IEnumerable<string> codes, CancellationToken stop)
    {
        var populations = Population.All.Where(p => codes.Contains(PopulationTable.IndicatorCode(p.Code))).Select(p => p.Code).ToList();
        return populations.Count == 0 ? [] : await db.Indicators.IgnoreQueryFilters().AsNoTracking().Where(i => populations.Contains(i.PopulationCode)).ToListAsync(stop);
    }

    /// <summary>Builds all series of these indicators anew, inside a command.</summary>
    public static async Task OfAsync(BoardDb db, DbConnection connection, DbTransaction transaction, IReadOnlyCollection<Indicator> indicators, CancellationToken stop)
    {
        if (indicators.Count == 0) return;
        var people = await PeopleAsync(db, indicators, stop);
        var periods = await db.Set<Period>().AsNoTracking().ToListAsync(stop);
        foreach (var indicator in indicators)
        {
            var figures = await db.Set<Figure>().AsNoTracking().Where(f => f.IndicatorKey == indicator.Key)
                .ToDictionaryAsync(f => new FigureKey(f.IndicatorKey, f.AreaKey, f.BreakdownKey, f.PeriodKey), f => new FigureValue(f.Numerator, f.Denominator, f.Value, f.Symbol, f.Status), stop);
            var series = ImportFigures.SeriesOf(figures, [.. figures.Keys.Select(k => (k.Indicator, k.Area))], new() { [indicator.Key] = indicator }, periods, people);
            await FigureWriter.For(db).WriteAsync(connection, transaction, new(0, [], [], series), stop);
        }
    }
}
