using System.IO.Compression;
using System.Text;
using System.Xml;
using UglyToad.PdfPig;

namespace Goldthread.Web.Site;

/// <summary>What a file says, as plain text for the search (Y1). Runs in a process of its own (<see cref="FileReading"/>): a file made to
/// harm its reader can harm that one only. Documents are streamed, never built up in memory; a PDF is read page by page.</summary>
internal static class FileWords
{
    private const int MostPages = 2000;
    private const long MostXml = 200_000_000; // letters of one part: markup is most of it

    private static readonly XmlReaderSettings careful = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostXml, CheckCharacters = false };

    /// <summary>Writes the text of a file, in one line.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mediaType">Kind by its real content.</param>
    /// <param name="to">Where it is written.</param>
    /// <param name="most">Letters at most.</param>
    public static void Write(string path, string mediaType, TextWriter to, int most)
    {
        Line line = new(to, most);
        using var file = File.OpenRead(path);
        switch (mediaType)
        {
            case "text/plain" or "text/csv":
                ReadPlain(file, line);
                break;
            case "application/pdf":
                ReadPdf(path, line);
                break;
            case "application/vnd.oasis.opendocument.text" or "application/vnd.oasis.opendocument.spreadsheet":
                ReadParts(file, name => name == "content.xml", _ => true, line);
                break;
            case var type when type.StartsWith("application/vnd.openxmlformats-officedocument.", StringComparison.Ordinal):
                ReadParts(file, IsProse, element => element == "t", line);
                break;
        }
    }

    // The parts of Word, Excel and PowerPoint in which people's words stand.
    private static bool IsProse(string name) =>
        name.EndsWith(".xml", StringComparison.Ordinal) && (name is "word/document.xml" or "word/footnotes.xml" or "word/endnotes.xml" or "xl/sharedStrings.xml"
            || name.StartsWith("word/header", StringComparison.Ordinal) || name.StartsWith("word/footer", StringComparison.Ordinal) || name.StartsWith("xl/worksheets/", StringComparison.Ordinal)
            || name.StartsWith("ppt/slides/", StringComparison.Ordinal) || name.StartsWith("ppt/notesSlides/", StringComparison.Ordinal));

    private static void ReadPlain(Stream file, Line line)
    {
        using StreamReader reader = new(file, Encoding.UTF8);
        var letters = new char[8192];
        for (int read; !line.IsFull && (read = reader.Read(letters)) > 0;) line.Add(letters.AsSpan(0, read));
    }

    private static void ReadPdf(string path, Line line)
    {
        using var pdf = PdfDocument.Open(path, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true });
        for (var number = 1; number <= Math.Min(pdf.NumberOfPages, MostPages) && !line.IsFull; number++)
        {
            foreach (var word in pdf.GetPage(number).GetWords())
            {
                line.Add(word.Text);
                line.Add(" ");
                if (line.IsFull) break;
            }
            line.Flush(); // what the pages before said is kept where a later one can't be read
        }
    }

    private static void ReadParts(Stream file, Func<string, bool> isRead, Func<string, bool> holdsWords, Line line)
    {
        using ZipArchive zip = new(file, ZipArchiveMode.Read);
        foreach (var part in zip.Entries.Where(e => isRead(e.FullName)))
        {
            if (line.IsFull) return;
            using var content = part.Open();
            using var xml = XmlReader.Create(content, careful);
            var inside = "";
            while (!line.IsFull && xml.Read())
            {
                if (xml.NodeType == XmlNodeType.Element) inside = xml.LocalName;
                else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace && holdsWords(inside)) AddValue(xml, line);
                // Words are parted where paragraphs, cells and lines are, not where their look changes.
                if (xml.NodeType is XmlNodeType.Element or XmlNodeType.EndElement && xml.LocalName is "p" or "h" or "si" or "c" or "tab" or "br" or "s") line.Add(" ");
                if (xml.NodeType == XmlNodeType.EndElement) inside = holdsWords("") ? xml.LocalName : "";
            }
            line.Add(" ");
            line.Flush();
        }
    }

    private static void AddValue(XmlReader xml, Line line)
    {
        if (!xml.CanReadValueChunk)
        {
            line.Add(xml.Value);
            return;
        }
        var letters = new char[4096];
        for (int read; !line.IsFull && (read = xml.ReadValueChunk(letters, 0, letters.Length)) > 0;) line.Add(letters.AsSpan(0, read));
    }

    // Blanks of any kind, and signs that are none, become one blank.
    private sealed class Line(TextWriter to, int most)
    {
        private int length;
        private bool isParted = true;

        public bool IsFull => length >= most;

        public void Add(ReadOnlySpan<char> text)
        {
            foreach (var letter in text)
            {
                if (IsFull) return;
                var isBlank = char.IsWhiteSpace(letter) || char.IsControl(letter);
                if (isBlank && isParted) continue;
                to.Write(isBlank ? ' ' : letter);
                length++;
                isParted = isBlank;
            }
        }

        public void Flush() => to.Flush();
    }
}
