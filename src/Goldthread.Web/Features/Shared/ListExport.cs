using System.Globalization;
using Goldthread.Domain;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Shared;

/// <summary>As what a list is taken out.</summary>
public enum ListFormat
{
    /// <summary>Comma-separated values: for other programs.</summary>
    Csv,
    /// <summary>A workbook, with the filter and the date on a sheet of its own.</summary>
    Excel,
}

/// <summary>A list taken out: everything that matches and may be seen, row by row as it is read; texts that would run as formulas are
/// disarmed (Y3, Y4, Y5, T05). The export is on the trail.</summary>
public sealed class ListExport(BoardDb db, BoardContext board, TimeProvider clock)
{
    /// <summary>Takes a list out.</summary>
    /// <param name="format">As what.</param>
    /// <param name="name">Name of the file, without ending.</param>
    /// <param name="filter">What was chosen, in words.</param>
    /// <param name="headings">One per column.</param>
    /// <param name="query">What to take out, ordered.</param>
    /// <param name="row">The values of a row: texts, numbers, dates.</param>
    /// <param name="stop">Stops the work.</param>
    public async Task<IActionResult> WriteAsync<T>(ListFormat format, string name, string filter, IReadOnlyList<string> headings, IQueryable<T> query, Func<T, object?[]> row, CancellationToken stop)
    {
        await db.LogExportAsync(name, stop);
        return format == ListFormat.Csv ? Csv(name, headings, query, row) : Excel(name, filter, headings, query.AsEnumerable().Select(row));
    }

    /// <summary>The same for rows that are in memory already.</summary>
    public async Task<IActionResult> WriteAsync(ListFormat format, string name, string filter, IReadOnlyList<string> headings, IReadOnlyList<object?[]> rows, CancellationToken stop) =>
        await WriteAsync(format, name, filter, headings, new EnumerableQuery<object?[]>(rows), row => row, stop);

    private static CsvResult Csv<T>(string name, IReadOnlyList<string> headings, IQueryable<T> query, Func<T, object?[]> row)
    {
        return new CsvResult($"{name}.csv", async (writer, token) =>
        {
            await writer.WriteAsync(Line([.. headings]).AsMemory(), token);
            if (query is IAsyncEnumerable<T> rows)
                await foreach (var item in rows.WithCancellation(token)) await writer.WriteAsync(Line(row(item)).AsMemory(), token);
            else
                foreach (var item in query) await writer.WriteAsync(Line(row(item)).AsMemory(), token);
        });

        static string Line(object?[] values)
        {
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            Domain.Csv.Write(text, values);
            return text.ToString();
        }
    }

    private IActionResult Excel(string name, string filter, IReadOnlyList<string> headings, IEnumerable<object?[]> rows)
    {
        var made = clock.UtcNow();
        SheetToWrite about = new("About", [board.Settings.Name, " "],
        [
            ["List", name],
            ["Filter", filter],
            ["As at", made.AtBoard()],
            ["Holds what this person may see", db.Viewer.Name],
        ]);
        return Workbooks.File($"{name}-{BoardCalendar.ToBoardTime(made):yyyy-MM-dd}", [new("List", headings, rows), about]);
    }

    private sealed class CsvResult(string file, Func<TextWriter, CancellationToken, Task> write) : IActionResult
    {
        public async Task ExecuteResultAsync(ActionContext context)
        {
            var response = context.HttpContext.Response;
            response.ContentType = "text/csv; charset=utf-8";
            response.Headers.ContentDisposition = $"attachment; filename=\"{file}\"";
            await using var writer = new StreamWriter(response.Body, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
            await write(writer, context.HttpContext.RequestAborted);
        }
    }
}
