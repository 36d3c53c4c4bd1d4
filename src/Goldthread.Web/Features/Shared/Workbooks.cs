using System.Globalization;
using Goldthread.Domain;
using Microsoft.AspNetCore.Mvc;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace Goldthread.Web.Features.Shared;

/// <summary>A sheet to be written.</summary>
/// <param name="Name">Its name: 31 characters at most, which is what Excel takes.</param>
/// <param name="Headings">One per column.</param>
/// <param name="Rows">Texts, numbers, dates; null for nothing.</param>
public sealed record SheetToWrite(string Name, IReadOnlyList<string> Headings, IEnumerable<object?[]> Rows);

/// <summary>Workbooks for Excel and what reads its files, written and read as they are filled by people (Y3, S4).</summary>
public static class Workbooks
{
    /// <summary>The media type of a workbook.</summary>
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Bytes a workbook may have that people send back.</summary>
    public const int Largest = 5_000_000;

    private const int MostSheets = 30, MostColumns = 60, MostRows = 20_000, MostCells = 300_000, LongestText = 20_000, MostTextAndSheets = 40_000_000;

    // Shared texts stay in memory: the other way writes them in clear to the machine's folder for temporary files.
    private static readonly OpenXmlConfiguration reading = new() { EnableSharedStringCache = false };

    /// <summary>Writes a workbook. A text is a text in it, whatever it begins with: nothing is run as a formula (T05).</summary>
    /// <remarks>In one go: the writer’s other way sets a picture into the table, and Excel then mends the file before it opens it.</remarks>
    public static void Write(Stream to, IReadOnlyList<SheetToWrite> sheets)
    {
        ArgumentNullException.ThrowIfNull(sheets);
        // Row by row, however long the sheet; one without rows still shows its headings.
        var tables = sheets.ToDictionary(s => s.Name, s => (object)s.Rows.DefaultIfEmpty(new object?[s.Headings.Count]).Select(row => s.Headings.Zip(row).ToDictionary(cell => cell.First, cell => cell.Second)));
        MiniExcel.SaveAs(to, tables, configuration: new OpenXmlConfiguration { AutoFilter = false, FastMode = true, EnableAutoWidth = true, MinWidth = 16, MaxWidth = 60 });
    }

    /// <summary>A workbook as a file to be kept.</summary>
    /// <param name="name">Name of the file, without ending.</param>
    /// <param name="sheets">What is in it.</param>
    public static IActionResult File(string name, IReadOnlyList<SheetToWrite> sheets)
    {
        MemoryStream content = new();
        Write(content, sheets);
        content.Position = 0;
        return new FileStreamResult(content, MediaType) { FileDownloadName = name + ".xlsx" };
    }

    /// <summary>Reads a workbook as texts: the first line of each sheet as its headings.</summary>
    /// <param name="content">Its bytes, that can be sought.</param>
    /// <exception cref="InvalidDataException">It is no workbook, or larger than people fill by hand. The message says which, for a user.</exception>
    /// <remarks>Its size is asked first (T07): the reader below builds each row whole, and a few kilobytes can say that a row has sixteen
    /// thousand cells or a text half a billion letters.</remarks>
    public static IReadOnlyList<Sheet> Read(Stream content)
    {
        try
        {
            WorkbookSize.Check(content, MostColumns, MostRows, MostCells, LongestText, MostTextAndSheets);
            content.Position = 0;
            var names = MiniExcel.GetSheetNames(content);
            if (names.Count > MostSheets) throw new TooLargeException($"The workbook has {names.Count} sheets; {MostSheets} are read at most");
            return [.. names.Select(name => ReadSheet(content, name))];
        }
        catch (TooLargeException tooLarge)
        {
            throw new InvalidDataException(tooLarge.Message, tooLarge);
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            throw new InvalidDataException("The workbook can’t be read: open it in Excel, save it as “Excel workbook (.xlsx)”, and choose it again", broken);
        }
    }

    /// <summary>Why a list is too large to be read; null when it is not.</summary>
    public static string? TooLarge(Sheet list)
    {
        ArgumentNullException.ThrowIfNull(list);
        return list.Headings.Count > MostColumns ? $"The list has {list.Headings.Count:N0} columns; {MostColumns} are read at most"
            : list.Rows.Count > MostRows ? $"The list has more than {MostRows:N0} lines: bring it in in parts"
            : list.Rows.Any(r => r.Cells.Any(c => c.Length > LongestText)) || list.Headings.Any(h => h.Length > LongestText) ? $"A cell of the list holds more than {LongestText:N0} letters: shorten it"
            : null;
    }

    private static Sheet ReadSheet(Stream content, string name)
    {
        content.Position = 0;
        List<string> headings = [];
        List<SheetRow> rows = [];
        var line = 0;
        foreach (IDictionary<string, object?> cells in MiniExcel.Query(content, useHeaderRow: false, sheetName: name, excelType: ExcelType.XLSX, configuration: reading))
        {
            if (++line > MostRows) throw new TooLargeException($"The sheet “{name}” has more than {MostRows.ToString("N0", BoardCalendar.British)} lines: bring it in in parts");
            List<string> texts = [.. cells.Values.Take(MostColumns).Select(Text)];
            if (line == 1) headings = texts;
            else if (texts.Exists(t => t.Length > 0)) rows.Add(new(line, texts));
        }
        return new(name, headings, rows);
    }

    private static string Text(object? cell) => cell switch
    {
        null => "",
        string text => text.Replace("\0", "", StringComparison.Ordinal).Trim(),
        bool yes => yes ? "yes" : "no",
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture)?.Trim() ?? "",
    };
}
