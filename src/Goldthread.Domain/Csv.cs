using System.Globalization;
using System.Text;

namespace Goldthread.Domain;

/// <summary>One record of a comma-separated file.</summary>
/// <param name="Line">The line of the file on which it starts, from 1, as an editor counts.</param>
/// <param name="Fields">Its values, quotes taken off, never null.</param>
public sealed record CsvRow(int Line, IReadOnlyList<string> Fields)
{
    /// <summary>The value in a column; empty when the record is shorter than that.</summary>
    /// <param name="column">From 0; negative (a column that is not there) answers empty.</param>
    public string this[int column] => column >= 0 && column < Fields.Count ? Fields[column] : "";
}

/// <summary>The text is not comma-separated values. What follows the place can't be read.</summary>
public sealed class CsvFormatException : FormatException
{
    /// <summary>A fault without a place.</summary>
    public CsvFormatException() { }

    /// <summary>A fault without a place.</summary>
    /// <param name="message">What is wrong, for a user.</param>
    public CsvFormatException(string message) : base(message) { }

    /// <summary>A fault without a place.</summary>
    /// <param name="message">What is wrong, for a user.</param>
    /// <param name="innerException">What led to it.</param>
    public CsvFormatException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>A fault at a line.</summary>
    /// <param name="line">From 1.</param>
    /// <param name="message">What is wrong, for a user.</param>
    public CsvFormatException(int line, string message) : base(message) => Line = line;

    /// <summary>The line at which reading stopped, from 1; 0 when not known.</summary>
    public int Line { get; }
}

/// <summary>Comma-separated values as RFC 4180 has them, read with any line ending and written
/// so that a spreadsheet that opens the file runs nothing.</summary>
public static class Csv
{
    /// <summary>Reads records one at a time; no more than one is held in memory.</summary>
    /// <param name="text">With or without byte order mark; lines end in CR LF, LF or CR, also mixed.</param>
    /// <returns>All records, the header too. A line with nothing on it is no record.</returns>
    /// <exception cref="CsvFormatException">While enumerating: a quote is never closed, or text follows a closed one.</exception>
    public static IEnumerable<CsvRow> Read(TextReader text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Records(new Cursor(text));
    }

    /// <summary>Writes one record, ended by CR LF. Text goes through <see cref="Guard"/>; numbers, dates
    /// and truth values are written as they are, in a form that is the same in every country.</summary>
    /// <param name="text">Where to; write a byte order mark yourself if Excel is to see UTF-8.</param>
    /// <param name="values">Null is an empty value; a <see cref="DateOnly"/> becomes 2026-11-23.</param>
    public static void Write(TextWriter text, IEnumerable<object?> values)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(values);
        string[] fields = [.. values.Select(Print)];
        var lonelyAndEmpty = fields is [""]; // else it would be a line with nothing on it
        text.Write(lonelyAndEmpty ? "\"\"" : string.Join(',', fields.Select(Quote)));
        text.Write("\r\n");
    }

    /// <summary>Makes a text harmless in a spreadsheet: an apostrophe in front of one that would be run as
    /// a formula (=, +, -, @, also in full width, also after blanks or quotes; or a leading tab or line end).</summary>
    /// <param name="value">Any text.</param>
    /// <returns>The text itself when it is harmless. A number belongs in <see cref="Write"/> as a number:
    /// as text even "-5" gets its apostrophe.</returns>
    public static string Guard(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        foreach (var letter in value)
        {
            if (letter is '\t' or '\r' or '\n' || IsFormulaSign(letter)) return "'" + value;
            if (!IsPassedOver(letter)) return value;
        }
        return value;
    }

    /// <summary>Takes off the apostrophe that <see cref="Guard"/> put on, and no other: reading back what
    /// was written gives what there was.</summary>
    /// <param name="value">A value from a file that this class wrote.</param>
    public static string Unguard(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.StartsWith('\'') && Guard(value[1..]) == value ? value[1..] : value;
    }

    /// <summary>A list as a spreadsheet pastes it, with tabs, or saves it in some countries, with semicolons, as comma-separated values.
    /// The first line tells which it is.</summary>
    public static string WithCommas(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var first = end < 0 ? text : text[..end];
        if (first.Contains(',', StringComparison.Ordinal)) return text;
        var separator = first.Contains('\t', StringComparison.Ordinal) ? '\t' : first.Contains(';', StringComparison.Ordinal) ? ';' : ',';
        return separator == ',' ? text : Exchange(text, separator);
    }

    private static string Exchange(string text, char separator)
    {
        var quoted = false;
        var atStart = true;
        var result = new System.Text.StringBuilder(text.Length);
        List<char> field = [];
        void End()
        {
            var value = new string([.. field]);
            result.Append(value.Contains(',', StringComparison.Ordinal) && !value.StartsWith('"') ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value);
            field.Clear();
        }
        foreach (var letter in text)
        {
            if (letter == '"' && (quoted || atStart)) quoted = !quoted;
            if (!quoted && (letter == separator || letter is '\r' or '\n'))
            {
                End();
                result.Append(letter == separator ? ',' : letter);
                atStart = true;
                continue;
            }
            field.Add(letter);
            atStart = false;
        }
        End();
        return result.ToString();
    }

    private static IEnumerable<CsvRow> Records(Cursor cursor)
    {
        var field = new StringBuilder();
        while (!cursor.AtEnd)
        {
            var line = cursor.Line;
            if (cursor.SkipLineEnd()) continue;
            List<string> fields = [];
            do
            {
                field.Clear();
                if (cursor.Skip('"')) cursor.ReadQuoted(field); else cursor.ReadPlain(field);
                fields.Add(field.ToString());
            }
            while (cursor.Skip(','));
            if (!cursor.AtEnd && !cursor.SkipLineEnd())
                throw new CsvFormatException(cursor.Line, "A closing quotation mark must be followed by a comma or the end of the line");
            yield return new(line, fields);
        }
    }

    private static string Print(object? value) => value switch
    {
        null => "",
        string words => Guard(words),
        bool yes => yes ? "true" : "false",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-ddTHH:mm:ssK", CultureInfo.InvariantCulture),
        sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal =>
            ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => Guard(value.ToString() ?? ""), // an enum, an id
    };

    // A value that starts like a byte order mark must not be taken for one at the head of the file.
    private static string Quote(string field) =>
        field.StartsWith('\'') || field.StartsWith('\uFEFF') || field.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;

    // Spreadsheets in East Asian settings read the wide forms, and pasting may turn a true minus into a hyphen.
    private static bool IsFormulaSign(char letter) => letter is '=' or '+' or '-' or '@'
        or '＝' or '＋' or '－' or '＠' or '﹦' or '﹢' or '﹣' or '﹫' or '−' or '⁺' or '⁻' or '⁼' or '₊' or '₋' or '₌';

    private static bool IsPassedOver(char letter) =>
        char.IsWhiteSpace(letter) || char.IsControl(letter)
        || letter is '"' or '\'' or '‘' or '’' or '‚' or '‛' or '“' or '”' or '„' or '‟' or '`' or '´' or '＂' or '＇'
        || char.GetUnicodeCategory(letter) == UnicodeCategory.Format; // zero-width blanks, byte order marks

    /// <summary>A place in the text that knows its line. It holds its own buffer, since
    /// <see cref="TextReader.Peek"/> may answer "nothing more" while a slow stream still has text.</summary>
    private sealed class Cursor
    {
        private readonly TextReader _text;
        private readonly char[] _buffer = new char[16 * 1024];
        private int _next;
        private int _filled;

        public Cursor(TextReader text)
        {
            _text = text;
            Skip('\uFEFF');
        }

        public int Line { get; private set; } = 1;

        public bool AtEnd => Peek() < 0;

        public bool Skip(char letter)
        {
            if (Peek() != letter) return false;
            _next++;
            return true;
        }

        public bool SkipLineEnd()
        {
            var carriageReturn = Skip('\r');
            if (!Skip('\n') && !carriageReturn) return false;
            Line++;
            return true;
        }

        public void ReadPlain(StringBuilder field)
        {
            while (!AtEnd)
            {
                var rest = _buffer.AsSpan(_next, _filled - _next);
                var end = rest.IndexOfAny(',', '\r', '\n');
                field.Append(end < 0 ? rest : rest[..end]);
                _next += end < 0 ? rest.Length : end;
                if (end >= 0) return;
            }
        }

        public void ReadQuoted(StringBuilder field)
        {
            var openedOn = Line;
            while (!AtEnd)
            {
                var letter = _buffer[_next++];
                if (letter == '"' && !Skip('"')) return;
                if (letter == '\n' || (letter == '\r' && Peek() != '\n')) Line++;
                field.Append(letter);
            }
            throw new CsvFormatException(openedOn, "A quotation mark is opened on this line and never closed");
        }

        private int Peek()
        {
            if (_next == _filled) (_next, _filled) = (0, _text.Read(_buffer, 0, _buffer.Length));
            return _filled == 0 ? -1 : _buffer[_next];
        }
    }
}
