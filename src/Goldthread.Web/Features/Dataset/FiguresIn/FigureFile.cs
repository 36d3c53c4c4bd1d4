using System.IO.Compression;
using Goldthread.Domain;
using Goldthread.Domain.Dataset.FiguresIn;
using Goldthread.Web.Features.Shared;

namespace Goldthread.Web.Features.Dataset.FiguresIn;

/// <summary>Opens what somebody brings: comma-separated text, packed or not, an archive with several, or a workbook. What it is, its bytes say.</summary>
internal static class FigureFile
{
    /// <summary>Tables that an archive may hold.</summary>
    public const int MostTables = 60;

    /// <summary>Finds the tables of a file.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="name">What it was called.</param>
    /// <returns>Its tables, or in a sentence why it holds none. Of an archive with tables, what are none are left out.</returns>
    public static (IReadOnlyList<FigureTable> Tables, string? Refusal) Open(string path, string name)
    {
        var head = new byte[4096];
        int got;
        using (var file = File.OpenRead(path)) got = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (got == 0) return ([], "The file is empty");
        ReadOnlySpan<byte> start = head.AsSpan(0, got);
        if (Recognise.NoTable(start) is { } refusal) return ([], refusal);
        if (start.Length > 1 && start[0] == 0x1F && start[1] == 0x8B)
            return One(() => new GZipStream(new Counted(File.OpenRead(path)), CompressionMode.Decompress), name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name, 0);
        if (!start.StartsWith("PK"u8)) return One(() => new Counted(File.OpenRead(path)), name, new FileInfo(path).Length);
        return OpenArchive(path, name);
    }

    private static (IReadOnlyList<FigureTable> Tables, string? Refusal) OpenArchive(string path, string name)
    {
        try
        {
            using var zip = ZipFile.OpenRead(path);
            if (zip.GetEntry("mimetype") is not null || zip.GetEntry("content.xml") is not null)
                return ([], "This is an OpenDocument spreadsheet, such as Ofsted’s outcomes of inspections: open the sheet with the figures and save it as CSV or Excel workbook");
            if (zip.GetEntry("xl/workbook.xml") is not null)
            {
                using var content = File.OpenRead(path);
                List<FigureTable> sheets = [.. Workbooks.Read(content).Select(FromHeadings).Where(s => s.Headings.Any(h => h.Length > 0) && s.Rows.Count > 0).Select(s => new SheetTable(s) { Name = s.Name })];
                return sheets.Count == 0 ? ([], "The workbook has no sheet with a line of headings and rows under it") : (sheets, null);
            }
            var members = zip.Entries.Where(e => e.FullName.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && !e.FullName.StartsWith("__MACOSX", StringComparison.Ordinal)).ToList();
            if (members.Count == 0) return ([], "The archive holds no CSV");
            if (members.Count > MostTables) return ([], $"The archive holds {members.Count:N0} tables; {MostTables} are taken at a time");
            List<FigureTable> tables = [];
            List<string> refusals = [];
            foreach (var member in members)
            {
                var (found, refusal) = One(() => Member(path, member.FullName), member.Name, member.Length);
                tables.AddRange(found);
                if (refusal is not null) refusals.Add($"{member.Name}: {refusal}");
            }
            return tables.Count == 0 ? ([], string.Join(". ", refusals)) : (tables, null);
        }
        catch (InvalidDataException broken)
        {
            return ([], $"“{name}” can’t be unpacked: {(broken.Message.Contains('“', StringComparison.Ordinal) || broken.Message.Contains("workbook", StringComparison.OrdinalIgnoreCase) ? broken.Message : "it is damaged, or no archive")}");
        }
    }

    // A member is opened by its name each time, with the archive that it belongs to.
    private static Counted Member(string path, string member)
    {
        var zip = ZipFile.OpenRead(path);
        return new(zip.GetEntry(member)!.Open(), zip);
    }

    private static (IReadOnlyList<FigureTable> Tables, string? Refusal) One(Func<Stream> open, string name, long length)
    {
        TextTable table = new(open, length) { Name = name };
        return table.Look() is { } refusal ? ([], refusal) : ([table], null);
    }

    // A published table may have a line of numbers above its headings.
    private static Sheet FromHeadings(Sheet sheet)
    {
        for (var i = 0; i < Math.Min(8, sheet.Rows.Count); i++)
            if (sheet.Rows[i].Cells.Any(Recognise.IsKnownHeading)) return new(sheet.Name, sheet.Rows[i].Cells, [.. sheet.Rows.Skip(i + 1)]);
        return sheet.FromHeadings();
    }
}
