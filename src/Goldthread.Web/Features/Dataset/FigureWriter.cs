using System.Data.Common;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Dataset;

/// <summary>What an import writes.</summary>
/// <param name="BatchKey">The import.</param>
/// <param name="Written">New figures and those that replace others.</param>
/// <param name="Replaced">Where others are replaced.</param>
/// <param name="Series">Every series that changed, whole.</param>
internal sealed record FigureChanges(int BatchKey, IReadOnlyList<IncomingFigure> Written, IReadOnlyList<FigureKey> Replaced, IReadOnlyList<Series> Series);

/// <summary>Writes figures by bound statements: one class per database, each in its own fast way. Runs inside
/// the transaction of a command, after the batch, areas and periods are written.</summary>
internal abstract class FigureWriter
{
    protected const string FigureColumns = """ "IndicatorKey", "AreaKey", "BreakdownKey", "PeriodKey", "Numerator", "Denominator", "Value", "Symbol", "Status", "BatchKey", "SourceRow" """;
    protected const string Upsert = """
        on conflict ("IndicatorKey", "AreaKey", "BreakdownKey", "PeriodKey") do update set
            "Numerator" = excluded."Numerator", "Denominator" = excluded."Denominator", "Value" = excluded."Value",
            "Symbol" = excluded."Symbol", "Status" = excluded."Status", "BatchKey" = excluded."BatchKey", "SourceRow" = excluded."SourceRow"
        """;
    protected const string SeriesColumns = """ "IndicatorKey", "AreaKey", "BreakdownKey", "Points", "LatestEnd", "Direction", "Packed" """;
    protected const string SeriesUpsert = """
        on conflict ("IndicatorKey", "AreaKey", "BreakdownKey") do update set
            "Points" = excluded."Points", "LatestEnd" = excluded."LatestEnd", "Direction" = excluded."Direction", "Packed" = excluded."Packed"
        """;

    /// <summary>The writer for this database.</summary>
    public static FigureWriter For(BoardDb db) => db.Database.IsNpgsql() ? new PostgresFigureWriter() : new SqliteFigureWriter();

    /// <summary>Keeps what is replaced, writes the figures and swaps the series.</summary>
    public abstract Task WriteAsync(DbConnection connection, DbTransaction transaction, FigureChanges changes, CancellationToken stop);
}
