using System.Globalization;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

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
/// disarmed (Y3, Y4, Y5, T05). A long one is asked for on a page of its own and made in the background. The export is on the trail.</summary>
public sealed class ListExport(BoardDb db, BoardContext board, TimeProvider clock)
{
    /// <summary>Takes a list out, or leads to the page where a long one is asked for.</summary>
    /// <param name="list">Which.</param>
    /// <param name="format">As what.</param>
    /// <param name="filter">What was chosen.</param>
    /// <param name="stop">Stops the work.</param>
    public async Task<IActionResult> TakeAsync<TFilter>(ListOut<TFilter> list, ListFormat format, TFilter filter, CancellationToken stop) where TFilter : class
    {
        var opened = await list.OpenAsync(filter, stop);
        if (await opened.CountAsync(stop) > DownloadRules.MostAtOnce)
            return new LocalRedirectResult(QueryHelpers.AddQueryString("/downloads/new", new Dictionary<string, string?> { ["list"] = list.Name, ["format"] = $"{format}", ["filter"] = list.Keep(filter) }));
        await LogAsync(opened, stop);
        return new ListResult(FileName(opened, format), format, this, opened);
    }

    /// <summary>Puts on the trail that the list leaves, and which restricted records with it.</summary>
    public async Task LogAsync(OpenedList list, CancellationToken stop)
    {
        await list.LogAsync(stop);
        await db.LogExportAsync(list.Name, stop);
    }

    /// <summary>Name of the file on a computer.</summary>
    public string FileName(OpenedList list, ListFormat format) => format == ListFormat.Csv ? $"{list.Name}.csv" : $"{list.Name}-{clock.Today():yyyy-MM-dd}.xlsx";

    /// <summary>Its media type.</summary>
    public static string MediaType(ListFormat format) => format == ListFormat.Csv ? "text/csv; charset=utf-8" : Workbooks.MediaType;

    /// <summary>Writes the list.</summary>
    /// <returns>How many lines it has.</returns>
    public async Task<int> WriteAsync(OpenedList list, ListFormat format, Stream to, CancellationToken stop)
    {
        var lines = 0;
        if (format == ListFormat.Csv)
        {
            await using StreamWriter writer = new(to, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
            await writer.WriteAsync(Line([.. list.Headings]).AsMemory(), stop);
            await foreach (var row in Counted().WithCancellation(stop)) await writer.WriteAsync(Line(row).AsMemory(), stop);
            return lines;
        }
        SheetToWrite about = new("About", [board.Settings.Name, " "],
        [
            ["List", list.Name],
            ["Filter", list.Filter],
            ["As at", clock.UtcNow().AtBoard()],
            ["Holds what this person may see", db.Viewer.Name],
        ]);
        Workbooks.Write(to, [new("List", list.Headings, Counted().ToBlockingEnumerable(stop)), about]);
        return lines;

        async IAsyncEnumerable<object?[]> Counted()
        {
            await foreach (var row in list.Rows)
            {
                lines++;
                yield return row;
            }
        }

        static string Line(object?[] values)
        {
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            Csv.Write(text, values);
            return text.ToString();
        }
    }

    private sealed class ListResult(string file, ListFormat format, ListExport export, OpenedList list) : IActionResult
    {
        public async Task ExecuteResultAsync(ActionContext context)
        {
            var (response, stop) = (context.HttpContext.Response, context.HttpContext.RequestAborted);
            response.ContentType = MediaType(format);
            response.Headers.ContentDisposition = $"attachment; filename=\"{file}\"";
            if (format == ListFormat.Csv)
            {
                await export.WriteAsync(list, format, response.Body, stop);
                return;
            }
            using MemoryStream whole = new(); // the parts of a workbook are written to and fro
            await export.WriteAsync(list, format, whole, stop);
            whole.Position = 0;
            await whole.CopyToAsync(response.Body, stop);
        }
    }
}
