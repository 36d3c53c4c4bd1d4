using System.Buffers.Binary;
using System.Text;

namespace Goldthread.Web.Site;

/// <summary>What a file is by its bytes, whatever it is called, and whether it may be kept (F5, T06). Answers are whole
/// sentences about the file for the person who brought it.</summary>
internal static class FileContent
{
    /// <summary>What may be kept, for the hint at the field.</summary>
    public const string Accepted = "PDF, Word, Excel, PowerPoint, OpenDocument (.odt, .ods), PNG or JPEG pictures, plain text or CSV, up to 100 MB each";

    /// <summary>Bytes that a document may unpack to, and points a picture may have.</summary>
    internal const long MostUnpacked = 500_000_000, MostPixels = 100_000_000;

    private sealed record Kind(string MediaType, string Words, params string[] Endings);

    private static readonly Kind Pdf = new("application/pdf", "a PDF", ".pdf");
    private static readonly Kind Png = new("image/png", "a PNG picture", ".png");
    private static readonly Kind Jpeg = new("image/jpeg", "a JPEG picture", ".jpg", ".jpeg");
    private static readonly Kind Text = new("text/plain", "plain text", ".txt");
    private static readonly Kind Csv = new("text/csv", "comma-separated values", ".csv");
    private static readonly Kind Word = new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "a Word document", ".docx");
    private static readonly Kind Excel = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "an Excel workbook", ".xlsx");
    private static readonly Kind PowerPoint = new("application/vnd.openxmlformats-officedocument.presentationml.presentation", "a PowerPoint presentation", ".pptx");
    private static readonly Kind OpenText = new("application/vnd.oasis.opendocument.text", "an OpenDocument text", ".odt");
    private static readonly Kind OpenSheet = new("application/vnd.oasis.opendocument.spreadsheet", "an OpenDocument spreadsheet", ".ods");

    /// <summary>Endings that go with what is kept.</summary>
    internal static IEnumerable<string> Endings => new[] { Pdf, Png, Jpeg, Text, Csv, Word, Excel, PowerPoint, OpenText, OpenSheet }.SelectMany(kind => kind.Endings);

    /// <summary>Looks at a file.</summary>
    /// <param name="file">Can be sought; left anywhere.</param>
    /// <param name="name">Its name: the ending must fit the content, for that is what opens it later.</param>
    /// <returns>Its media type, or why it is refused.</returns>
    public static (string? MediaType, string? Refusal) Look(Stream file, string name)
    {
        if (file.Length == 0) return (null, $"“{name}” is empty");
        var head = Head(file, 4096);
        var (kind, refusal) = Recognise(file, head, name);
        if (refusal is not null) return (null, $"“{name}” {refusal}");
        var ending = Path.GetExtension(name).ToLowerInvariant();
        if (!kind!.Endings.Contains(ending))
            return (null, ending.Length == 0 ? $"“{name}” has no ending: it is {kind.Words}, so call it “{name}{kind.Endings[0]}”" : $"“{name}” ends in {ending}, but it is {kind.Words}: rename it, or save it again as what it should be");
        return (kind.MediaType, null);
    }

    // How a text begins that a browser or a system would run.
    private static readonly string[] Runs = ["<!doctype", "<html", "<svg", "<script", "<?xml", "<?php", "<head", "<body", "<iframe", "{\\rtf", "#!", "mime-version:"];

    private static (Kind? Kind, string? Refusal) Recognise(Stream file, byte[] head, string name)
    {
        if (head.AsSpan().StartsWith("PK\x03\x04"u8)) return Packed(file);
        if (head.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            return (null, "is protected by a password, or in the Office format from before 2007: take the password off, or save it as .docx, .xlsx or .pptx");
        if (head.AsSpan().StartsWith("MZ"u8) || head.AsSpan().StartsWith("\x7F"u8) || head.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xCA, 0xFE, 0xBA, 0xBE]))
            return (null, "is a program, and programs are not kept");
        var kind = head.AsSpan() switch
        {
            var h when h.StartsWith("%PDF-"u8) => Pdf,
            var h when h.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) => Png,
            var h when h.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) => Jpeg,
            _ => null,
        };
        // One file that is two: a picture or a PDF to one program, an archive to another.
        if (kind is not null && ZipContents.HasDirectory(file)) return (null, "holds an archive hidden behind its end: save it again from the program that made it");
        if (kind == Pdf) return Contains(file, "/Encrypt"u8) ? (null, "is protected by a password: save it without one, so that it can be checked") : (Pdf, null);
        if (kind == Png) return PngProblem(file) is { } problem ? (null, problem) : (Png, null);
        // Cameras write their own notes behind the picture, so the end may stand anywhere but must be there.
        if (kind == Jpeg) return Contains(file, [0xFF, 0xD9]) ? (Jpeg, null) : (null, "is a damaged JPEG picture: its end is missing");
        return Plain(file, head, name);
    }

    private static (Kind? Kind, string? Refusal) Packed(Stream file)
    {
        var (zip, damage) = ZipContents.Open(file);
        if (zip is null) return (null, damage);
        var names = zip.Names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        Kind? kind = null;
        var types = "";
        if (names.Contains("[Content_Types].xml"))
        {
            types = Encoding.UTF8.GetString(zip.Read(zip.Names.First(n => n.Equals("[Content_Types].xml", StringComparison.OrdinalIgnoreCase)), 1_000_000));
            kind = names.Contains("word/document.xml") ? Word : names.Contains("xl/workbook.xml") ? Excel : names.Contains("ppt/presentation.xml") ? PowerPoint : null;
        }
        else if (names.Contains("mimetype"))
        {
            var type = Encoding.ASCII.GetString(zip.Read("mimetype", 100)).Trim();
            kind = type == OpenText.MediaType ? OpenText : type == OpenSheet.MediaType ? OpenSheet : null;
            types = Encoding.UTF8.GetString(zip.Read("META-INF/manifest.xml", 1_000_000));
        }
        if (kind is null) return (null, "is an archive or a kind of document that is not kept: unpack it and choose the documents in it");
        if (types.Contains("encryption-data", StringComparison.OrdinalIgnoreCase)) return (null, "is protected by a password: save it without one, so that it can be checked");
        if (types.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) || types.Contains("vbaProject", StringComparison.OrdinalIgnoreCase) || names.Any(IsMacro))
            return (null, "holds macros: save it without them (as .docx, .xlsx or .pptx) and choose it again");
        if (names.Any(n => n.Contains("/embeddings/", StringComparison.OrdinalIgnoreCase) && !n.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase) && !n.EndsWith(".docx", StringComparison.OrdinalIgnoreCase)))
            return (null, "holds another program's object, which can't be checked: put in a picture of it instead");
        return zip.Measure(MostUnpacked, LookAtPart) is { } refusal ? (null, refusal) : (kind, null);
    }

    private static bool IsMacro(string part) =>
        part.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || part.Contains("/macrosheets/", StringComparison.OrdinalIgnoreCase)
        || part.Contains("/activeX/", StringComparison.OrdinalIgnoreCase) || part.StartsWith("Basic/", StringComparison.OrdinalIgnoreCase) || part.StartsWith("Scripts/", StringComparison.OrdinalIgnoreCase);

    // Names of entities outside the document make a careless reader fetch files of the machine or of the network.
    private static string? LookAtPart(string part, ReadOnlyMemory<byte> beginning)
    {
        var isXml = part.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || part.EndsWith(".rels", StringComparison.OrdinalIgnoreCase);
        if (isXml && Encoding.UTF8.GetString(beginning.Span).Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase)) return "holds instructions to read other files: save it again from the program that made it";
        return beginning.Span.StartsWith("MZ"u8) ? "holds a program" : null;
    }

    // A picture ends where it says it ends; what is put behind it is no part of it.
    private static string? PngProblem(Stream file)
    {
        var place = 8L;
        while (place + 12 <= file.Length)
        {
            file.Position = place;
            var chunk = new byte[16];
            var read = file.ReadAtLeast(chunk, 16, throwOnEndOfStream: false);
            var type = Encoding.ASCII.GetString(chunk, 4, 4);
            if (place == 8 && (type != "IHDR" || read < 16)) return "is a damaged PNG picture";
            if (place == 8)
            {
                var size = new byte[8];
                file.Position = 16;
                file.ReadExactly(size);
                if ((long)BinaryPrimitives.ReadUInt32BigEndian(size) * BinaryPrimitives.ReadUInt32BigEndian(size.AsSpan(4)) > MostPixels) return "is too large a picture: make it smaller than 100 million points";
            }
            place += 12L + BinaryPrimitives.ReadUInt32BigEndian(chunk);
            if (type == "IEND") return place == file.Length ? null : "holds something behind the end of the picture: save it again from the program that made it";
        }
        return "is a damaged PNG picture: its end is missing";
    }

    private static (Kind? Kind, string? Refusal) Plain(Stream file, byte[] head, string name)
    {
        if (!IsText(file)) return (null, $"is of a kind that is not kept. Accepted are {Accepted}");
        var start = Encoding.UTF8.GetString(head).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (Runs.Any(mark => start.StartsWith(mark, StringComparison.OrdinalIgnoreCase)) || start.Contains("<script", StringComparison.OrdinalIgnoreCase))
            return (null, "is a web page, a drawing in code or a script: save it as a PDF and choose that");
        return (Path.GetExtension(name).Equals(".csv", StringComparison.OrdinalIgnoreCase) ? Csv : Text, null);
    }

    private static bool IsText(Stream file)
    {
        file.Position = 0;
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var bytes = new byte[65536];
        var letters = new char[bytes.Length + 4];
        try
        {
            for (int read; (read = file.Read(bytes)) > 0;)
            {
                var count = decoder.GetChars(bytes, 0, read, letters, 0, flush: false);
                if (letters.AsSpan(0, count).ContainsAnyInRange('\0', '\x08') || letters.AsSpan(0, count).ContainsAnyInRange('\x0E', '\x1F')) return false;
            }
            decoder.GetChars([], 0, 0, letters, 0, flush: true);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static byte[] Head(Stream file, int most)
    {
        file.Position = 0;
        var bytes = new byte[(int)Math.Min(most, file.Length)];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static bool Contains(Stream file, ReadOnlySpan<byte> mark)
    {
        file.Position = 0;
        var buffer = new byte[65536];
        var kept = 0;
        for (int read; (read = file.Read(buffer, kept, buffer.Length - kept)) > 0;)
        {
            var filled = kept + read;
            if (buffer.AsSpan(0, filled).IndexOf(mark) >= 0) return true;
            kept = Math.Min(mark.Length - 1, filled);
            buffer.AsSpan(filled - kept, kept).CopyTo(buffer);
        }
        return false;
    }
}
