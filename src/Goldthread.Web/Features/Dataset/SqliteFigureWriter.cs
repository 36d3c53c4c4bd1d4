using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Goldthread.Web.Features.Dataset;

/// <summary>Prepared statements, row by row in the order of the key: what the embedded database does fastest.</summary>
internal sealed class SqliteFigureWriter : FigureWriter
{
    private const string KeepReplaced = $"""
        insert into figure_revisions ({FigureColumns}, "ReplacedByKey")
        select {FigureColumns}, $batch from figures
        where "IndicatorKey" = $indicator and "AreaKey" = $area and "BreakdownKey" = $breakdown and "PeriodKey" = $period
        """;
    private const string WriteFigure = $"""
        insert into figures ({FigureColumns}) values ($indicator, $area, $breakdown, $period, $numerator, $denominator, $value, $symbol, $status, $batch, $row)
        {Upsert}
        """;
    private const string WriteSeries = $"""
        insert into series ({SeriesColumns}) values ($indicator, $area, $breakdown, $points, $latest, $direction, $packed)
        {SeriesUpsert}
        """;

    /// <inheritdoc/>
    public override Task WriteAsync(DbConnection connection, DbTransaction transaction, FigureChanges changes, CancellationToken stop)
    {
        Run(KeepReplaced, ["$batch", "$indicator", "$area", "$breakdown", "$period"], changes.Replaced,
            key => [changes.BatchKey, key.Indicator, key.Area, key.Breakdown, key.Period]);
        Run(WriteFigure, ["$indicator", "$area", "$breakdown", "$period", "$numerator", "$denominator", "$value", "$symbol", "$status", "$batch", "$row"], changes.Written,
            f => [f.Key.Indicator, f.Key.Area, f.Key.Breakdown, f.Key.Period, f.Value.Numerator, f.Value.Denominator, f.Value.Value, (int)f.Value.Symbol, (int)f.Value.Status, changes.BatchKey, f.SourceRow]);
        Run(WriteSeries, ["$indicator", "$area", "$breakdown", "$points", "$latest", "$direction", "$packed"], changes.Series,
            s => [s.IndicatorKey, s.AreaKey, s.BreakdownKey, s.Points, s.LatestEnd, s.Direction.ToString(), s.Packed]);
        return Task.CompletedTask;

        void Run<T>(string statement, string[] names, IEnumerable<T> rows, Func<T, object?[]> values)
        {
            using var command = ((SqliteConnection)connection).CreateCommand();
            command.Transaction = (SqliteTransaction)transaction;
            command.CommandText = statement;
            var parameters = names.Select(name => command.Parameters.AddWithValue(name, DBNull.Value)).ToArray();
            foreach (var row in rows)
            {
                stop.ThrowIfCancellationRequested();
                var cells = values(row);
                for (var i = 0; i < cells.Length; i++) parameters[i].Value = cells[i] ?? DBNull.Value;
                command.ExecuteNonQuery();
            }
        }
    }
}
