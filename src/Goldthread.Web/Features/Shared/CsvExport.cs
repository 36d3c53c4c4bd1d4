using System.Globalization;
using Goldthread.Domain;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Shared;

/// <summary>A list taken out as CSV: everything that matches and may be seen, row by row as it is read; UTF-8 with a mark
/// for spreadsheets, ISO dates, texts that would run as formulas disarmed (Y3, Y5, T05). The export is on the trail.</summary>
public static class CsvExport
{
    /// <summary>Streams a query as a file.</summary>
    /// <param name="db">The board's database.</param>
    /// <param name="name">Name of the file, without ending.</param>
    /// <param name="headings">One per column.</param>
    /// <param name="query">What to take out, ordered.</param>
    /// <param name="row">The values of a row: texts, numbers, dates.</param>
    /// <param name="stop">Stops the work.</param>
    public static async Task<IActionResult> CsvAsync<T>(this BoardDb db, string name, IReadOnlyList<string> headings, IQueryable<T> query, Func<T, object?[]> row, CancellationToken stop)
    {
        await db.LogExportAsync(name, stop);
        return new CsvResult($"{name}.csv", async (writer, token) =>
        {
            await writer.WriteAsync(Line([.. headings]).AsMemory(), token);
            await foreach (var item in query.AsAsyncEnumerable().WithCancellation(token))
                await writer.WriteAsync(Line(row(item)).AsMemory(), token);
        });

        static string Line(object?[] values)
        {
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            Csv.Write(text, values);
            return text.ToString();
        }
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
