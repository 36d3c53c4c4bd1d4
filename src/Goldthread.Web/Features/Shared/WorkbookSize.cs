using System.IO.Compression;
using System.Xml;

namespace Goldthread.Web.Features.Shared;

/// <summary>A workbook is larger than what people fill by hand; the message says in what, for a user.</summary>
internal sealed class TooLargeException(string message) : Exception(message);

/// <summary>How large a workbook is, asked of its parts as they stand, without building anything of it.</summary>
internal static class WorkbookSize
{
    private static readonly XmlReaderSettings plain = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreWhitespace = true };

    /// <summary>Refuses what is too large to be read.</summary>
    /// <param name="content">The workbook, that can be sought.</param>
    /// <param name="columns">Columns of a sheet.</param>
    /// <param name="rows">Lines of a sheet.</param>
    /// <param name="cells">Cells of all sheets.</param>
    /// <param name="text">Letters of one text.</param>
    /// <param name="bytes">Bytes of all sheets and texts, unpacked.</param>
    /// <exception cref="TooLargeException">It is.</exception>
    public static void Check(Stream content, int columns, int rows, int cells, int text, long bytes)
    {
        content.Position = 0;
        using ZipArchive parts = new(content, ZipArchiveMode.Read, leaveOpen: true);
        var read = parts.Entries.Where(e => e.FullName.StartsWith("xl/", StringComparison.OrdinalIgnoreCase) && e.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)).ToList();
        if (read.Sum(e => e.Length) > bytes) throw new TooLargeException($"The workbook holds more than {bytes / 1_000_000} MB of text: bring it in in parts");
        var left = cells;
        foreach (var part in read)
        {
            using var xml = XmlReader.Create(part.Open(), plain);
            CheckPart(xml, columns, rows, text, ref left);
        }
    }

    private static void CheckPart(XmlReader xml, int columns, int rows, int text, ref int left)
    {
        while (xml.Read())
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && xml.Value.Length > text) throw new TooLargeException($"A cell of the workbook holds more than {text:N0} letters: shorten it");
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "dimension" && xml.GetAttribute("ref")?.Split(':')[^1] is { } until) CheckPlace(until, columns, rows);
            else if (xml.LocalName == "row" && int.TryParse(xml.GetAttribute("r"), out var row) && row > rows) throw TooManyRows(rows);
            else if (xml.LocalName == "c")
            {
                if (--left < 0) throw new TooLargeException("The workbook has more cells than are read at a time: bring it in in parts");
                if (xml.GetAttribute("r") is { } place) CheckPlace(place, columns, rows);
            }
        }
    }

    private static void CheckPlace(string place, int columns, int rows)
    {
        var column = 0;
        var at = 0;
        for (; at < place.Length && char.IsAsciiLetter(place[at]) && column <= columns; at++) column = column * 26 + (char.ToUpperInvariant(place[at]) - 'A' + 1);
        if (column > columns) throw new TooLargeException($"A sheet of the workbook reaches beyond its column {columns}: delete the columns to the right of your table, save it, and choose it again");
        if (int.TryParse(place.AsSpan(at), out var row) && row > rows) throw TooManyRows(rows);
    }

    private static TooLargeException TooManyRows(int rows) => new($"A sheet of the workbook reaches beyond line {rows:N0}: delete the lines below your table, save it, and choose it again");
}
