using System.Data.Common;
using Goldthread.Domain.Dataset;
using Npgsql;
using NpgsqlTypes;

namespace Goldthread.Web.Features.Dataset;

/// <summary>Columns sent as arrays: one round trip for each twenty thousand rows.</summary>
internal sealed class PostgresFigureWriter : FigureWriter
{
    private const int RowsAtOnce = 20_000;
    private const string KeepReplaced = $"""
        insert into figure_revisions ({FigureColumns}, "ReplacedByKey")
        select {FigureColumns}, @batch from figures
        join unnest(@indicators, @areas, @breakdowns, @periods) as k(i, a, b, p)
            on "IndicatorKey" = k.i and "AreaKey" = k.a and "BreakdownKey" = k.b and "PeriodKey" = k.p
        """;
    private const string WriteFigures = $"""
        insert into figures ({FigureColumns})
        select k.i, k.a, k.b, k.p, k.n, k.d, k.v, k.s, k.t, @batch, k.r
        from unnest(@indicators, @areas, @breakdowns, @periods, @numerators, @denominators, @values, @symbols, @statuses, @rows) as k(i, a, b, p, n, d, v, s, t, r)
        {Upsert}
        """;
    private const string WriteSeries = $"""
        insert into series ({SeriesColumns})
        select * from unnest(@indicators, @areas, @breakdowns, @points, @latest, @directions, @packed)
        {SeriesUpsert}
        """;

    /// <inheritdoc/>
    public override async Task WriteAsync(DbConnection connection, DbTransaction transaction, FigureChanges changes, CancellationToken stop)
    {
        foreach (var rows in changes.Replaced.Chunk(RowsAtOnce))
        {
            await using var command = Command(KeepReplaced, rows);
            await command.ExecuteNonQueryAsync(stop);
        }
        foreach (var rows in changes.Written.Chunk(RowsAtOnce))
        {
            await using var command = Command(WriteFigures, [.. rows.Select(r => r.Key)]);
            Add(command, "numerators", NpgsqlDbType.Double, rows.Select(r => r.Value.Numerator).ToArray());
            Add(command, "denominators", NpgsqlDbType.Double, rows.Select(r => r.Value.Denominator).ToArray());
            Add(command, "values", NpgsqlDbType.Double, rows.Select(r => r.Value.Value).ToArray());
            Add(command, "symbols", NpgsqlDbType.Smallint, rows.Select(r => (short)r.Value.Symbol).ToArray());
            Add(command, "statuses", NpgsqlDbType.Smallint, rows.Select(r => (short)r.Value.Status).ToArray());
            Add(command, "rows", NpgsqlDbType.Integer, rows.Select(r => r.SourceRow).ToArray());
            await command.ExecuteNonQueryAsync(stop);
        }
        foreach (var rows in changes.Series.Chunk(RowsAtOnce))
        {
            await using NpgsqlCommand command = new(WriteSeries, (NpgsqlConnection)connection, (NpgsqlTransaction)transaction);
            Add(command, "indicators", NpgsqlDbType.Integer, rows.Select(s => s.IndicatorKey).ToArray());
            Add(command, "areas", NpgsqlDbType.Integer, rows.Select(s => s.AreaKey).ToArray());
            Add(command, "breakdowns", NpgsqlDbType.Integer, rows.Select(s => s.BreakdownKey).ToArray());
            Add(command, "points", NpgsqlDbType.Integer, rows.Select(s => s.Points).ToArray());
            Add(command, "latest", NpgsqlDbType.Date, rows.Select(s => s.LatestEnd).ToArray());
            Add(command, "directions", NpgsqlDbType.Text, rows.Select(s => s.Direction.ToString()).ToArray());
            Add(command, "packed", NpgsqlDbType.Bytea, rows.Select(s => s.Packed).ToArray());
            await command.ExecuteNonQueryAsync(stop);
        }

        NpgsqlCommand Command(string statement, IReadOnlyList<FigureKey> keys)
        {
            NpgsqlCommand command = new(statement, (NpgsqlConnection)connection, (NpgsqlTransaction)transaction);
            command.Parameters.AddWithValue("batch", changes.BatchKey);
            Add(command, "indicators", NpgsqlDbType.Integer, keys.Select(k => k.Indicator).ToArray());
            Add(command, "areas", NpgsqlDbType.Integer, keys.Select(k => k.Area).ToArray());
            Add(command, "breakdowns", NpgsqlDbType.Integer, keys.Select(k => k.Breakdown).ToArray());
            Add(command, "periods", NpgsqlDbType.Integer, keys.Select(k => k.Period).ToArray());
            return command;
        }
    }

    private static void Add<T>(NpgsqlCommand command, string name, NpgsqlDbType type, T[] values) =>
        command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | type) { Value = values });
}
