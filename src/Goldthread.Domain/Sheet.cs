using System.Globalization;

namespace Goldthread.Domain;

/// <summary>One sheet of a workbook, or a list as comma-separated values, as texts: numbers as one reads them, dates as 2026-03-27.</summary>
/// <param name="Name">Name of the sheet; empty for a list.</param>
/// <param name="Headings">Cells of the heading line, blanks round them taken off.</param>
/// <param name="Rows">Lines under the headings on which anything stands.</param>
public sealed record Sheet(string Name, IReadOnlyList<string> Headings, IReadOnlyList<SheetRow> Rows)
{
    /// <summary>A list as text: commas, semicolons or tabs.</summary>
    /// <exception cref="CsvFormatException">It is no list.</exception>
    public static Sheet OfList(string text)
    {
        List<CsvRow> lines = [.. Csv.Read(new StringReader(Csv.WithCommas(text)))];
        return new("", lines.Count == 0 ? [] : [.. lines[0].Fields.Select(f => f.Trim())],
            [.. lines.Skip(1).Where(l => l.Fields.Any(f => !string.IsNullOrWhiteSpace(f))).Select(l => new SheetRow(l.Line, [.. l.Fields.Select(f => f.Trim())]))]);
    }

    /// <summary>The sheet without a title above its table: the first line with three cells or more that hold something is that of the
    /// headings. A sheet without one stays as it is.</summary>
    public Sheet FromHeadings()
    {
        if (Headings.Count(h => h.Length > 0) >= 3) return this;
        for (var i = 0; i < Rows.Count; i++)
            if (Rows[i].Cells.Count(c => c.Length > 0) >= 3) return new(Name, Rows[i].Cells, [.. Rows.Skip(i + 1)]);
        return this;
    }

    /// <summary>The place of a heading, whatever its capitals; -1 where there is none.</summary>
    public int ColumnOf(string heading)
    {
        for (var i = 0; i < Headings.Count; i++)
            if (string.Equals(Headings[i], heading, StringComparison.OrdinalIgnoreCase)) return i;
        return -1;
    }
}

/// <summary>One line of a sheet.</summary>
/// <param name="Line">Its number, from 1, as the program shows it that made the sheet.</param>
/// <param name="Cells">Its texts, never null, blanks round them taken off.</param>
public sealed record SheetRow(int Line, IReadOnlyList<string> Cells)
{
    /// <summary>The text in a column; empty when the line is shorter, or for a column that is not there.</summary>
    public string this[int column] => column >= 0 && column < Cells.Count ? Cells[column] : "";
}

/// <summary>A fault in a list or workbook, with its place.</summary>
/// <param name="Line">Line, from 1; 0 for the whole.</param>
/// <param name="Column">Heading of the column; empty for the whole row.</param>
/// <param name="Found">What stands there.</param>
/// <param name="Message">What is wrong and what is accepted.</param>
public sealed record RowProblem(int Line, string Column, string Found, string Message)
{
    /// <summary>The sheet it is on; empty where there is only one.</summary>
    public string Sheet { get; init; } = "";
}

/// <summary>Reads the cells of one line, and gathers what is wrong with them.</summary>
/// <param name="sheet">The sheet.</param>
/// <param name="row">The line.</param>
/// <param name="problems">Where faults go.</param>
public sealed class RowReader(Sheet sheet, SheetRow row, ICollection<RowProblem> problems)
{
    /// <summary>The line's number.</summary>
    public int Line => row.Line;

    /// <summary>Whether nothing was wrong so far.</summary>
    public bool IsGood { get; private set; } = true;

    /// <summary>The text under a heading; empty for none.</summary>
    public string Text(string heading) => row[sheet.ColumnOf(heading)];

    /// <summary>Says that something is wrong.</summary>
    public void Refuse(string heading, string message)
    {
        IsGood = false;
        problems.Add(new(row.Line, heading, heading.Length == 0 ? "" : Text(heading), message) { Sheet = sheet.Name });
    }

    /// <summary>Puts problems of a rule under the headings they belong to.</summary>
    /// <param name="found">The problems.</param>
    /// <param name="headings">Heading by the rule's name of the field; one that is not named concerns the whole row.</param>
    public void Refuse(IEnumerable<Problem> found, IReadOnlyDictionary<string, string> headings)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(headings);
        foreach (var problem in found) Refuse(headings.GetValueOrDefault(problem.Field, ""), problem.Message);
    }

    /// <summary>A date; null for none, or, said, for what is no date.</summary>
    public DateOnly? Date(string heading, bool required = false)
    {
        var text = Text(heading);
        if (text.Length == 0 && !required) return null;
        if (DateText.Read(text, inFull: true) is { } date) return date;
        Refuse(heading, "Accepted is a real date such as 2026-03-27, 27/03/2026 or 27 March 2026");
        return null;
    }

    /// <summary>"Yes", "y", "x", "true" or "1", and nothing or "no" for not.</summary>
    public bool Yes(string heading)
    {
        var text = Text(heading).ToLower(CultureInfo.InvariantCulture);
        if (text is "yes" or "y" or "x" or "true" or "1") return true;
        if (text is not ("" or "no" or "n" or "false" or "0")) Refuse(heading, "Accepted are yes, or no (or nothing)");
        return false;
    }

    /// <summary>One of the words that stand for a value; null, said, for none of them.</summary>
    /// <param name="heading">Column.</param>
    /// <param name="words">What may stand there, with what it means; capitals do not count.</param>
    /// <param name="required">Nothing is a fault.</param>
    public T? OneOf<T>(string heading, IReadOnlyList<(string Word, T Value)> words, bool required = true) where T : struct
    {
        ArgumentNullException.ThrowIfNull(words);
        var text = Text(heading);
        if (text.Length == 0 && !required) return null;
        foreach (var (word, value) in words)
            if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase)) return value;
        Refuse(heading, $"Accepted are {string.Join(", ", words.Select(w => w.Word))}");
        return null;
    }

    /// <summary>What a name stands for; null for none or, said, for a name that is not known.</summary>
    /// <param name="heading">Column.</param>
    /// <param name="known">Ids by name, in lower case.</param>
    /// <param name="accepted">What may stand there, for the message.</param>
    /// <param name="required">Nothing is a fault.</param>
    public Guid? Named(string heading, IReadOnlyDictionary<string, Guid> known, string accepted, bool required = false)
    {
        ArgumentNullException.ThrowIfNull(known);
        var text = Text(heading);
        if (text.Length == 0 && !required) return null;
        if (known.TryGetValue(text.ToLower(CultureInfo.InvariantCulture), out var id)) return id;
        Refuse(heading, accepted);
        return null;
    }
}
