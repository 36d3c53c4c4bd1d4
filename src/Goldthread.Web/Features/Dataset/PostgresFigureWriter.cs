using System.Data.Common;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Dataset.FiguresIn;
using Npgsql;
using NpgsqlTypes;

namespace Goldthread.Web.Features.Dataset;

/// <summary>Rows by the thousand as arrays, or by the database's own copying into a table of the transaction: what PostgreSQL does fastest.</summary>
internal sealed class PostgresFigureWriter : FigureWriter
{
    private const int RowsAtOnce = 5000;
    private const string KeepReplaced = $"""
        insert into figure_revisions ({FigureColumns}, "ReplacedByKey")
        select {FigureColumns}, @batch from figures join unnest(@indicators, @areas, @breakdowns, @periods) as k(i, a, b, p)
            on "IndicatorKey" = k.i and "AreaKey" = k.a and "BreakdownKey" = k.b and "PeriodKey" = k.p
        """;

    /// <inheritdoc/>
    protected override async Task KeepReplacedAsync(DbConnection connection, DbTransaction transaction, int batchKey, IReadOnlyList<FigureKey> replaced, CancellationToken stop)
    {
        foreach (var keys in replaced.Chunk(RowsAtOnce))
        {
            await using NpgsqlCommand command = new(KeepReplaced, (NpgsqlConnection)connection, (NpgsqlTransaction)transaction);
            command.Parameters.AddWithValue("batch", batchKey);
            Add(command, "indicators", keys.Select(k => k.Indicator).ToArray());
            Add(command, "areas", keys.Select(k => k.Area).ToArray());
            Add(command, "breakdowns", keys.Select(k => k.Breakdown).ToArray());
            Add(command, "periods", keys.Select(k => k.Period).ToArray());
            await command.ExecuteNonQueryAsync(stop);
        }
    }

    /// <inheritdoc/>
    protected override async Task WriteFiguresAsync(DbConnection connection, DbTransaction transaction, string table, int batchKey, IReadOnlyList<CodedFigure> figures, CancellationToken stop)
    {
        if (figures.Count == 0) return;
        const string coming = "figures_coming";
        await RunAsync(connection, transaction, $"create temp table if not exists {coming} (like figures) on commit delete rows", stop);
        await using (var copy = await ((NpgsqlConnection)connection).BeginBinaryImportAsync($"copy {coming} ({FigureColumns}) from stdin (format binary)", stop))
        {
            foreach (var figure in figures)
            {
                await copy.StartRowAsync(stop);
                await copy.WriteAsync(figure.Key.Indicator, NpgsqlDbType.Integer, stop);
                await copy.WriteAsync(figure.Key.Area, NpgsqlDbType.Integer, stop);
                await copy.WriteAsync(figure.Key.Breakdown, NpgsqlDbType.Integer, stop);
                await copy.WriteAsync(figure.Key.Period, NpgsqlDbType.Integer, stop);
                await NumberAsync(figure.Numerator);
                await NumberAsync(figure.Denominator);
                await NumberAsync(figure.Value);
                await copy.WriteAsync((short)figure.Symbol, NpgsqlDbType.Smallint, stop);
                await copy.WriteAsync((short)figure.Status, NpgsqlDbType.Smallint, stop);
                await copy.WriteAsync(batchKey, NpgsqlDbType.Integer, stop);
                await copy.WriteAsync(figure.Row, NpgsqlDbType.Integer, stop);
            }
            await copy.CompleteAsync(stop);

            Task NumberAsync(double number) => double.IsNaN(number) ? copy.WriteNullAsync(stop) : copy.WriteAsync(number, NpgsqlDbType.Double, stop);
        }
        await RunAsync(connection, transaction, $"insert into {table} ({FigureColumns}) select {FigureColumns} from {coming} order by {Key} {Upsert}", stop);
        await RunAsync(connection, transaction, $"truncate {coming}", stop);
    }

    /// <inheritdoc/>
    protected override async Task WriteSeriesAsync(DbConnection connection, DbTransaction transaction, string table, IReadOnlyList<Series> series, CancellationToken stop)
    {
        foreach (var rows in series.Chunk(RowsAtOnce))
        {
#pragma warning disable CA2100 // constants of this part
            await using NpgsqlCommand command = new($"""
                insert into {table} ({SeriesColumns}) select * from unnest(@indicators, @areas, @breakdowns, @kinds, @points, @latest, @directions, @packed)
                {SeriesUpsert}
                """, (NpgsqlConnection)connection, (NpgsqlTransaction)transaction);
#pragma warning restore CA2100
            Add(command, "indicators", rows.Select(s => s.IndicatorKey).ToArray());
            Add(command, "areas", rows.Select(s => s.AreaKey).ToArray());
            Add(command, "breakdowns", rows.Select(s => s.BreakdownKey).ToArray());
            Add(command, "kinds", rows.Select(s => s.Kind.ToString()).ToArray());
            Add(command, "points", rows.Select(s => s.Points).ToArray());
            Add(command, "latest", rows.Select(s => s.LatestEnd).ToArray());
            Add(command, "directions", rows.Select(s => s.Direction.ToString()).ToArray());
            Add(command, "packed", rows.Select(s => s.Packed).ToArray());
            await command.ExecuteNonQueryAsync(stop);
        }
    }

    private static void Add<T>(NpgsqlCommand command, string name, T[] values) => command.Parameters.AddWithValue(name, values);
}
