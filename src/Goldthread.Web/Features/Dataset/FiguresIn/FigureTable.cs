using System.Text;
using Goldthread.Domain.Dataset.FiguresIn;
using Goldthread.Web.Features.Shared;
using nietras.SeparatedValues;

namespace Goldthread.Web.Features.Dataset.FiguresIn;

/// <summary>A table in a file: comma-separated text, or a sheet of a workbook. It can be read more than once, and holds one row at a time.</summary>
internal abstract class FigureTable
{
    /// <summary>Rows that a sample has at least, where there are as many.</summary>
    private const int Sampled = 1000;

    /// <summary>What it is called: the file, or its member or sheet.</summary>
    public required string Name { get; init; }

    /// <summary>Its headings, blanks round them taken off.</summary>
    public IReadOnlyList<string> Headings { get; protected set; } = [];

    /// <summary>Reads the rows under the headings.</summary>
    /// <param name="take">Is given each row; what it holds is the next row's a moment later. Answers whether to go on.</param>
    /// <param name="progress">Is told how much of the file is read, from 0 to 1.</param>
    /// <param name="stop">Stops.</param>
    /// <exception cref="InvalidDataException">It can't be read on; the message says where and why, for a user.</exception>
    public abstract void Read(Func<Cells, bool> take, Action<double>? progress, CancellationToken stop);

    /// <summary>Rows from all over the table, in even steps. The first alone mislead: a table sorted by a part shows one of its values.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Sample(CancellationToken stop)
    {
        List<IReadOnlyList<string>> rows = [];
        var (seen, step) = (0, 1);
        Read(row =>
        {
            if (seen++ % step != 0) return true;
            rows.Add(row.ToTexts());
            if (rows.Count < 2 * Sampled) return true;
            rows = [.. rows.Where((_, i) => i % 2 == 0)];
            step *= 2;
            return true;
        }, null, stop);
        return rows;
    }
}

/// <summary>Comma-separated text, also with semicolons, tabs or bars, and with any line ends.</summary>
internal sealed class TextTable(Func<Stream> open, long length) : FigureTable
{
    private const int LongestLine = 1 << 20, MostColumns = 2000, LongestCell = 1000, MostEmptyLines = 1_000_000;

    /// <summary>Looks at the headings.</summary>
    /// <returns>Why it is no table; null when it is one.</returns>
    public string? Look()
    {
        try
        {
            using var content = open();
            using var reader = Open(content);
            if (!reader.MoveNext()) return "The file is empty";
            Headings = Texts(reader.Current);
            return Headings.All(h => h.Length == 0) ? "The first line has no headings" : Headings.Count > MostColumns ? $"The table has more than {MostColumns:N0} columns" : null;
        }
        catch (Exception broken) when (Why(broken) is not null)
        {
            return Why(broken);
        }
    }

    /// <inheritdoc/>
    public override void Read(Func<Cells, bool> take, Action<double>? progress, CancellationToken stop)
    {
        try
        {
            using var content = open();
            using var reader = Open(content);
            Cells cells = new();
            var (seen, empty) = (0, 0);
            reader.MoveNext(); // the headings
            foreach (var row in reader)
            {
                if ((++seen & 0x3FFF) == 0)
                {
                    stop.ThrowIfCancellationRequested();
                    progress?.Invoke(content is Counted counted ? counted.Share(length) : 0);
                }
                if (row.ColCount == 1 && row[0].Span.IsEmpty) // a line with nothing on it
                {
                    if (++empty > MostEmptyLines) throw new InvalidDataException("The file is mostly empty lines: this is no table");
                    continue;
                }
                cells.Begin(row.LineNumberFrom);
                // One cell more than there are headings says that the row is longer; of a cell, what no figure, name or period is longer than.
                var width = Math.Min(row.ColCount, Headings.Count + 1);
                for (var i = 0; i < width; i++) cells.Add(row[i].Span is var cell && cell.Length > LongestCell ? cell[..LongestCell] : cell);
                if (!take(cells)) return;
            }
        }
        catch (Exception broken) when (Why(broken) is not null)
        {
            throw new InvalidDataException(Why(broken), broken);
        }
    }

    private static List<string> Texts(SepReader.Row row)
    {
        List<string> texts = [];
        for (var i = 0; i < row.ColCount; i++) texts.Add(row[i].Span.Trim().ToString());
        return texts;
    }

    // A heading may come twice: which columns matter, the reading says.
    private static SepReader Open(Stream content) => Sep.Reader(o => o with { HasHeader = false, Unescape = true, DisableColCountCheck = true, InitialBufferLength = 1 << 16 })
        .From(new StreamReader(new Bounded(content, LongestLine), new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, 1 << 16));

    private static string? Why(Exception broken) => broken switch
    {
        DecoderFallbackException => "The text is not in UTF-8: save it as “CSV UTF-8”",
        InvalidDataException known => known.Message,
        ArgumentException or NotSupportedException => "The table can’t be read: a quotation mark is never closed, or a line is far longer than the others",
        _ => null,
    };
}

/// <summary>A sheet of a workbook.</summary>
internal sealed class SheetTable : FigureTable
{
    private readonly Goldthread.Domain.Sheet sheet;

    public SheetTable(Goldthread.Domain.Sheet sheet) => (this.sheet, Headings) = (sheet, sheet.Headings);

    /// <inheritdoc/>
    public override void Read(Func<Cells, bool> take, Action<double>? progress, CancellationToken stop)
    {
        Cells cells = new();
        foreach (var row in sheet.Rows)
        {
            stop.ThrowIfCancellationRequested();
            cells.Begin(row.Line);
            for (var i = 0; i < sheet.Headings.Count; i++) cells.Add(row[i]);
            if (!take(cells)) return;
        }
    }
}

/// <summary>A stream that knows how far it is read, and takes its owner along when it is done.</summary>
internal sealed class Counted(Stream inner, IDisposable? owner = null) : Stream
{
    private long read;

    /// <summary>How much of so many bytes is read.</summary>
    public double Share(long length) => length <= 0 ? 0 : Math.Min(1, (double)Interlocked.Read(ref read) / length);

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => read; set => throw new NotSupportedException(); }
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var got = inner.Read(buffer);
        Interlocked.Add(ref read, got);
        return got;
    }

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            owner?.Dispose();
        }
        base.Dispose(disposing);
    }
}

/// <summary>A stream in which no line is longer than so many bytes, nor all of it longer than a table may be: what is no table, or an archive of
/// zeros, stops here and not in memory (T06).</summary>
internal sealed class Bounded(Stream inner, int longestLine) : Stream
{
    private const long Largest = 4_000_000_000;
    private long line, all;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => all; set => throw new NotSupportedException(); }
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var got = inner.Read(buffer);
        all += got;
        var end = buffer[..got].LastIndexOfAny((byte)'\n', (byte)'\r');
        line = end < 0 ? line + got : got - end - 1;
        if (line > longestLine) throw new InvalidDataException("A line of the file is longer than a million letters: this is no table");
        if (all > Largest) throw new InvalidDataException("Unpacked, the table is larger than 4 GB: bring it in in parts");
        return got;
    }

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
