using Goldthread.Domain;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Dataset.FiguresIn;

namespace Goldthread.Web.Features.Dataset.FiguresIn;

/// <summary>The rows that can't be taken, as they stand, each with its line and the reason: to be mended and brought again (I3).</summary>
internal sealed class LeftRows(TextWriter to)
{
    /// <summary>How many are written; more are counted.</summary>
    public const int Most = 100_000;

    private int written;

    /// <summary>Writes the headings.</summary>
    public void Begin(IReadOnlyList<string> headings) => Csv.Write(to, [.. headings, "line of the file", "reason"]);

    /// <summary>Writes a row.</summary>
    public void Add(Cells row, PublishedProblem why)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(why);
        if (written++ >= Most) return;
        Csv.Write(to, [.. row.ToTexts(), row.Line, $"{(why.Column.Length > 0 ? why.Column + ": " : "")}found {(why.Found.Length > 0 ? why.Found : "nothing")}; accepted: {why.Accepted}"]);
    }
}
