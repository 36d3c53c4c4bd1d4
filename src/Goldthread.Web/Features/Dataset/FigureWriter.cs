using System.Data.Common;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Dataset.FiguresIn;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Dataset;

/// <summary>What a small import writes in one go.</summary>
/// <param name="BatchKey">The import.</param>
/// <param name="Written">New figures and those that replace others.</param>
/// <param name="Replaced">Where others are replaced.</param>
/// <param name="Series">Every series that changed, whole.</param>
internal sealed record FigureChanges(int BatchKey, IReadOnlyList<CodedFigure> Written, IReadOnlyList<FigureKey> Replaced, IReadOnlyList<Series> Series);

/// <summary>Writes figures by bound statements: one class per database, each in its own fast way. Runs inside
/// a transaction, after the batch, areas and periods are written.</summary>
internal abstract class FigureWriter
{
    protected const string Key = """ "IndicatorKey", "AreaKey", "BreakdownKey", "PeriodKey" """;
    protected const string FigureColumns = $""" {Key}, "Numerator", "Denominator", "Value", "Symbol", "Status", "BatchKey", "SourceRow" """;
    protected const string Upsert = $"""
        on conflict ({Key}) do update set
            "Numerator" = excluded."Numerator", "Denominator" = excluded."Denominator", "Value" = excluded."Value",
            "Symbol" = excluded."Symbol", "Status" = excluded."Status", "BatchKey" = excluded."BatchKey", "SourceRow" = excluded."SourceRow"
        """;
    protected const string SeriesKey = """ "IndicatorKey", "AreaKey", "BreakdownKey", "Kind" """;
    protected const string SeriesColumns = $""" {SeriesKey}, "Points", "LatestEnd", "Direction", "Packed" """;
    protected const string SeriesUpsert = $"""
        on conflict ({SeriesKey}) do update set
            "Points" = excluded."Points", "LatestEnd" = excluded."LatestEnd", "Direction" = excluded."Direction", "Packed" = excluded."Packed"
        """;
    protected const string Figures = "figures", WaitingFigures = "waiting_figures", AllSeries = "series", WaitingSeries = "waiting_series";

    /// <summary>The writer for this database.</summary>
    public static FigureWriter For(BoardDb db) => db.Database.IsNpgsql() ? new PostgresFigureWriter() : new SqliteFigureWriter();

    /// <summary>Keeps what is replaced, writes the figures and swaps the series, of an import that is small enough to be written at once.</summary>
    public async Task WriteAsync(DbConnection connection, DbTransaction transaction, FigureChanges changes, CancellationToken stop)
    {
        await KeepReplacedAsync(connection, transaction, changes.BatchKey, changes.Replaced, stop);
        await WriteFiguresAsync(connection, transaction, Figures, changes.BatchKey, changes.Written, stop);
        await WriteSeriesAsync(connection, transaction, AllSeries, changes.Series, stop);
    }

    /// <summary>Writes a part of a large import: figures that are new, which no series shows yet, and beside them what is to change when all of it is in.</summary>
    public async Task WritePartAsync(DbConnection connection, DbTransaction transaction, int batchKey, IReadOnlyList<CodedFigure> added, IReadOnlyList<CodedFigure> changed, IReadOnlyList<Series> series, CancellationToken stop)
    {
        if (added.Count > 0) await WriteFiguresAsync(connection, transaction, Figures, batchKey, added, stop);
        if (changed.Count > 0) await WriteFiguresAsync(connection, transaction, WaitingFigures, batchKey, changed, stop);
        await WriteSeriesAsync(connection, transaction, WaitingSeries, series, stop);
    }

    /// <summary>Lets a large import stand: what it replaces is kept, and every series that it touches is swapped.</summary>
    public static async Task SwapAsync(DbConnection connection, DbTransaction transaction, int batchKey, CancellationToken stop)
    {
        const string same = """ f."IndicatorKey" = w."IndicatorKey" and f."AreaKey" = w."AreaKey" and f."BreakdownKey" = w."BreakdownKey" and f."PeriodKey" = w."PeriodKey" """;
        await RunAsync(connection, transaction, $"""
            insert into figure_revisions ({FigureColumns}, "ReplacedByKey")
            select f."IndicatorKey", f."AreaKey", f."BreakdownKey", f."PeriodKey", f."Numerator", f."Denominator", f."Value", f."Symbol", f."Status", f."BatchKey", f."SourceRow", w."BatchKey"
            from waiting_figures w join figures f on {same}
            """, stop);
        await RunAsync(connection, transaction, $"""insert into figures ({FigureColumns}) select {FigureColumns} from waiting_figures where "BatchKey" = @batch {Upsert}""", stop, ("batch", batchKey));
        await RunAsync(connection, transaction, $"insert into series ({SeriesColumns}) select {SeriesColumns} from waiting_series where true {SeriesUpsert}", stop);
        await EmptyAsync(connection, transaction, stop);
    }

    /// <summary>Takes back what a large import wrote that was stopped before it stood.</summary>
    public static async Task ForgetAsync(DbConnection connection, DbTransaction transaction, int batchKey, IEnumerable<int> indicators, CancellationToken stop)
    {
        await EmptyAsync(connection, transaction, stop);
        foreach (var indicator in indicators)
            await RunAsync(connection, transaction, """delete from figures where "IndicatorKey" = @indicator and "BatchKey" = @batch""", stop, ("indicator", indicator), ("batch", batchKey));
    }

    /// <summary>Runs one statement with numbers.</summary>
    internal static async Task RunAsync(DbConnection connection, DbTransaction transaction, string statement, CancellationToken stop, params (string Name, int Value)[] parameters)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandTimeout = 0; // as long as a national table takes
#pragma warning disable CA2100 // constants of this part
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

    /// <summary>Keeps the figures that stand at these places as replaced.</summary>
    protected abstract Task KeepReplacedAsync(DbConnection connection, DbTransaction transaction, int batchKey, IReadOnlyList<FigureKey> replaced, CancellationToken stop);

    /// <summary>Writes figures, in the place of those that stand there.</summary>
    protected abstract Task WriteFiguresAsync(DbConnection connection, DbTransaction transaction, string table, int batchKey, IReadOnlyList<CodedFigure> figures, CancellationToken stop);

    /// <summary>Writes series, in the place of those that stand there.</summary>
    protected abstract Task WriteSeriesAsync(DbConnection connection, DbTransaction transaction, string table, IReadOnlyList<Series> series, CancellationToken stop);

    private static async Task EmptyAsync(DbConnection connection, DbTransaction transaction, CancellationToken stop)
    {
        await RunAsync(connection, transaction, "delete from waiting_figures", stop);
        await RunAsync(connection, transaction, "delete from waiting_series", stop);
    }
}
