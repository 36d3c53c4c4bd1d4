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

        var indicators = await db.Indicators.Where(i => batch.IndicatorKeys.Contains(i.Key)).ToDictionaryAsync(i => i.Key, stop);
        int[] keys = [.. indicators.Keys];
        var figures = await db.Set<Figure>().AsNoTracking().Where(f => keys.Contains(f.IndicatorKey)).ToListAsync(stop);
        var before = (await db.Set<FigureRevision>().AsNoTracking().Where(r => keys.Contains(r.IndicatorKey) && r.ReplacedByKey == batch.Key).ToListAsync(stop))
            .ToDictionary(r => new FigureKey(r.IndicatorKey, r.AreaKey, r.BreakdownKey, r.PeriodKey), r => new FigureValue(r.Numerator, r.Denominator, r.Value, r.Symbol, r.Status));
        Dictionary<FigureKey, FigureValue> after = [];
        HashSet<(int Indicator, int Area)> touched = [];
        foreach (var figure in figures)
        {
            FigureKey key = new(figure.IndicatorKey, figure.AreaKey, figure.BreakdownKey, figure.PeriodKey);
            if (figure.BatchKey != batch.Key) after[key] = new(figure.Numerator, figure.Denominator, figure.Value, figure.Symbol, figure.Status);
            else
            {
                touched.Add((key.Indicator, key.Area));
                if (before.TryGetValue(key, out var old)) after[key] = old;
            }
        }
        var periods = await db.Set<Period>().AsNoTracking().ToListAsync(stop);
        var series = ImportFigures.SeriesOf(after, touched, indicators, periods);
        await ImportFigures.ShelveAsync(db, indicators.Values, ImportFigures.Latest(after, periods), stop);
        await db.SaveAsync(command, stop, (connection, transaction, token) => WriteAsync(connection, transaction, batch.Key, touched, series, token));
        return [];
    }

    private async Task WriteAsync(DbConnection connection, DbTransaction transaction, int batch, HashSet<(int Indicator, int Area)> touched, List<Series> series, CancellationToken stop)
    {
        const string ofBatch = """ r."IndicatorKey" = f."IndicatorKey" and r."AreaKey" = f."AreaKey" and r."BreakdownKey" = f."BreakdownKey" and r."PeriodKey" = f."PeriodKey" and r."ReplacedByKey" = @batch """;
        await RunAsync($"""delete from figures as f where f."BatchKey" = @batch and not exists (select 1 from figure_revisions r where {ofBatch})""", ("batch", batch));
        await RunAsync($"""
            update figures as f set "Numerator" = r."Numerator", "Denominator" = r."Denominator", "Value" = r."Value", "Symbol" = r."Symbol", "Status" = r."Status",
                "BatchKey" = r."BatchKey", "SourceRow" = r."SourceRow" from figure_revisions r where f."BatchKey" = @batch and {ofBatch}
            """, ("batch", batch));
        await RunAsync("""delete from figure_revisions where "ReplacedByKey" = @batch""", ("batch", batch));
        foreach (var (indicator, area) in touched.Where(t => series.TrueForAll(s => (s.IndicatorKey, s.AreaKey) != t)))
            await RunAsync("""delete from series where "IndicatorKey" = @indicator and "AreaKey" = @area""", ("indicator", indicator), ("area", area));
        await FigureWriter.For(db).WriteAsync(connection, transaction, new(batch, [], [], series), stop);

        async Task RunAsync(string statement, params (string Name, int Value)[] parameters)
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
#pragma warning disable CA2100 // constants of this file
            command.CommandText = statement;
#pragma warning restore CA2100
            foreach (var (name, value) in parameters)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }
            await command.ExecuteNonQueryAsync(stop);
        }
    }
}
