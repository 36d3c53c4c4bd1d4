using System.Data.Common;
using Goldthread.Domain;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Dataset;

/// <summary>Takes an import back: figures it replaced stand again, figures it added go, in one command with the series,
/// the shelf and the trail.</summary>
public sealed class UndoImport(BoardDb db, TimeProvider clock)
{
    /// <summary>Imports whose indicators the viewer may all see; of others not even the name of the file is told.</summary>
    public IQueryable<ImportBatch> Visible => db.Set<ImportBatch>().Where(b => !b.IndicatorKeys.Any(key => !db.Indicators.Any(i => i.Key == key)));

    /// <summary>Numbers of later imports that replaced some of its figures and stand.</summary>
    public Task<List<int>> ReplacedByAsync(ImportBatch batch, CancellationToken stop) =>
        db.Set<FigureRevision>().Where(r => r.BatchKey == batch.Key && batch.IndicatorKeys.Contains(r.IndicatorKey)).Select(r => r.ReplacedByKey).Distinct().ToListAsync(stop);

    /// <summary>Carries it out, or says why it can't be.</summary>
    /// <param name="command">From the form.</param>
    /// <param name="batch">As it was found.</param>
    /// <param name="reason">Why.</param>
    /// <param name="stop">Stops the work.</param>
    /// <returns>Problems; then nothing is written.</returns>
    /// <exception cref="DbUpdateConcurrencyException">Figures came in meanwhile; nothing is written.</exception>
    public async Task<IReadOnlyList<Problem>> CarryOutAsync(Command command, ImportBatch batch, string? reason, CancellationToken stop)
    {
        var problems = batch.Undo(await ReplacedByAsync(batch, stop), reason, db.Viewer, clock.UtcNow());
        if (problems.Count > 0) return problems;
        if (await db.Set<ImportBatch>().AnyAsync(b => b.FinishedAt == null && b.StoppedAt == null && b.HeldUntil > clock.UtcNow(), stop)) return [new("", "Figures are coming in at this moment: undo this import when that is done")];

        var indicators = await db.Indicators.Where(i => batch.IndicatorKeys.Contains(i.Key)).ToDictionaryAsync(i => i.Key, stop);
        int[] keys = [.. indicators.Keys];
        var touched = (await db.Set<Figure>().Where(f => keys.Contains(f.IndicatorKey) && f.BatchKey == batch.Key).Select(f => new { f.IndicatorKey, f.AreaKey }).Distinct().ToListAsync(stop))
            .GroupBy(t => t.IndicatorKey).ToDictionary(g => g.Key, g => g.Select(t => t.AreaKey).ToList());
        await ImportFigures.ShelveAsync(db, indicators.Values, await UntilWithoutAsync(batch.Key, keys, stop), stop);
        await db.SaveAsync(command, stop, (connection, transaction, token) => WriteAsync(connection, transaction, batch.Key, touched, indicators, token));
        return [];
    }

    // Last day with a value of what stays and of what comes back.
    private async Task<Dictionary<int, DateOnly?>> UntilWithoutAsync(int batch, int[] keys, CancellationToken stop)
    {
        var stays = await (from f in db.Set<Figure>() join p in db.Set<Period>() on f.PeriodKey equals p.Key where keys.Contains(f.IndicatorKey) && f.BatchKey != batch && f.Value != null group p.End by f.IndicatorKey into g select new { g.Key, End = g.Max() }).ToListAsync(stop);
        var back = await (from r in db.Set<FigureRevision>() join p in db.Set<Period>() on r.PeriodKey equals p.Key where keys.Contains(r.IndicatorKey) && r.ReplacedByKey == batch && r.Value != null group p.End by r.IndicatorKey into g select new { g.Key, End = g.Max() }).ToListAsync(stop);
        return stays.Concat(back).GroupBy(e => e.Key).ToDictionary(g => g.Key, g => (DateOnly?)g.Max(e => e.End));
    }

    private async Task WriteAsync(DbConnection connection, DbTransaction transaction, int batch, Dictionary<int, List<int>> touched, Dictionary<int, Indicator> indicators, CancellationToken stop)
    {
        const string ofBatch = """ r."IndicatorKey" = f."IndicatorKey" and r."AreaKey" = f."AreaKey" and r."BreakdownKey" = f."BreakdownKey" and r."PeriodKey" = f."PeriodKey" and r."ReplacedByKey" = @batch """;
        var periods = await db.Set<Period>().AsNoTracking().ToListAsync(stop);
        var writer = FigureWriter.For(db);
        var people = await RebuildSeries.PeopleAsync(db, indicators.Values, stop);
        foreach (var (indicator, areas) in touched)
        {
            await FigureWriter.RunAsync(connection, transaction, $"""delete from figures as f where f."IndicatorKey" = @indicator and f."BatchKey" = @batch and not exists (select 1 from figure_revisions r where {ofBatch})""", stop, ("indicator", indicator), ("batch", batch));
            await FigureWriter.RunAsync(connection, transaction, $"""
                update figures as f set "Numerator" = r."Numerator", "Denominator" = r."Denominator", "Value" = r."Value", "Symbol" = r."Symbol", "Status" = r."Status",
                    "BatchKey" = r."BatchKey", "SourceRow" = r."SourceRow" from figure_revisions r where f."IndicatorKey" = @indicator and f."BatchKey" = @batch and {ofBatch}
                """, stop, ("indicator", indicator), ("batch", batch));
            await FigureWriter.RunAsync(connection, transaction, """delete from figure_revisions where "IndicatorKey" = @indicator and "ReplacedByKey" = @batch""", stop, ("indicator", indicator), ("batch", batch));
            foreach (var area in areas) await FigureWriter.RunAsync(connection, transaction, """delete from series where "IndicatorKey" = @indicator and "AreaKey" = @area""", stop, ("indicator", indicator), ("area", area));
            // What is left of its areas, in the same transaction: whole series, one indicator at a time.
            var left = await db.Set<Figure>().AsNoTracking().Where(f => f.IndicatorKey == indicator && areas.Contains(f.AreaKey))
                .ToDictionaryAsync(f => new FigureKey(f.IndicatorKey, f.AreaKey, f.BreakdownKey, f.PeriodKey), f => new FigureValue(f.Numerator, f.Denominator, f.Value, f.Symbol, f.Status), stop);
            var series = ImportFigures.SeriesOf(left, [.. areas.Select(area => (indicator, area))], indicators, periods, people);
            await writer.WriteAsync(connection, transaction, new(batch, [], [], series), stop);
        }
        await RebuildSeries.OfAsync(db, connection, transaction, await RebuildSeries.SetAgainstAsync(db, indicators.Values.Select(i => i.Code), stop), stop);
    }
}
