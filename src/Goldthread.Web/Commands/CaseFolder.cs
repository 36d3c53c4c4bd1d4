using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Goldthread.Domain;
using Goldthread.Domain.Dataset.Cases;

namespace Goldthread.Web.Commands;

/// <summary>Reads a folder of cases: all of it, or every reason why not.</summary>
internal sealed class CaseFolder
{
    public const string Cells = "input.csv";
    public const string Meta = "meta.json";

    private const int MostProblems = 20;
    private static readonly string[] Columns = ["case_id", "row", "field", "value"];
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<string> _problems = [];
    private readonly Dictionary<string, SortedDictionary<int, Dictionary<string, string>>> _rows = new(StringComparer.Ordinal);

    private CaseFolder() { }

    /// <summary>Reads both files.</summary>
    /// <returns>The cases in the order of meta.json, or what is wrong, one sentence each.</returns>
    public static (IReadOnlyList<StatisticsCase> Cases, IReadOnlyList<string> Problems) Read(DirectoryInfo folder)
    {
        foreach (var name in new[] { Meta, Cells })
        {
            if (!File.Exists(Path.Combine(folder.FullName, name)))
                return ([], [$"there is no file {Path.Combine(folder.FullName, name)}. The folder must hold {Cells} and {Meta}."]);
        }
        CaseFolder read = new();
        var asked = read.ReadMeta(Path.Combine(folder.FullName, Meta));
        if (read._problems.Count > 0) return ([], read._problems);
        read.ReadCells(Path.Combine(folder.FullName, Cells));
        return read._problems.Count > 0 ? ([], read._problems) : ([.. asked.Select(a => a with { Rows = read.RowsOf(a.Id) })], []);
    }

    private List<StatisticsCase> ReadMeta(string path)
    {
        try
        {
            using var meta = JsonDocument.Parse(File.ReadAllText(path, Strict), new() { AllowDuplicateProperties = false });
            return Cases(meta.RootElement);
        }
        catch (JsonException broken)
        {
            _problems.Add(broken.LineNumber is { } line
                ? $"{Meta}, line {line + 1}, column {broken.BytePositionInLine + 1}: this is not JSON from here on. Look for a missing comma, quotation mark or bracket just before."
                : $"{Meta}: {broken.Message}");
        }
        catch (DecoderFallbackException)
        {
            _problems.Add($"{Meta}, {PlaceOfFault(path)}: this is not written in UTF-8. Save it again as UTF-8.");
        }
        return [];
    }

    private List<StatisticsCase> Cases(JsonElement root)
    {
        if (Text(root, "kind") is not { } kind || !StatisticsCase.Kinds.Contains(kind))
            _problems.Add($"{Meta}: the kind {(Text(root, "kind") is { } found ? $"\"{found}\" is not known" : "is missing")}. Give one of {string.Join(", ", StatisticsCase.Kinds)}.");
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("cases", out var cases) || cases.ValueKind != JsonValueKind.Array)
        {
            _problems.Add($"{Meta}: there is no list \"cases\". Give an object for each case, with case_id, function_called and options.");
            return [];
        }
        List<StatisticsCase> asked = [];
        foreach (var given in cases.EnumerateArray())
        {
            var place = $"{Meta}, case {asked.Count + 1}";
            var id = Text(given, "case_id");
            if (id is not { Length: > 0 }) Tell($"{place}: there is no case_id. Give it a text, the same as in {Cells}.");
            else if (!_rows.TryAdd(id, [])) Tell($"{place}: the case_id \"{id}\" stands before already. Give each case an id of its own.");
            if (Text(given, "function_called") is null) Tell($"{place}: there is no function_called. Name the function that answers it, such as phe_rate.");
            asked.Add(new(id ?? "", Text(given, "function_called") ?? "", given.ValueKind == JsonValueKind.Object && given.TryGetProperty("options", out var options) ? options.Clone() : default, []));
        }
        return asked;
    }

    private void ReadCells(string path)
    {
        try
        {
            using StreamReader text = new(path, Strict);
            using var records = Csv.Read(text).GetEnumerator();
            var at = Places(records.MoveNext() ? records.Current : new(1, []));
            Dictionary<string, string> names = new(StringComparer.Ordinal);
            if (_problems.Count > 0) return;
            while (_problems.Count < MostProblems && records.MoveNext()) Keep(records.Current, at, names);
        }
        catch (CsvFormatException broken)
        {
            Tell($"{Cells}, line {broken.Line}: {char.ToLowerInvariant(broken.Message[0])}{broken.Message[1..]}.");
        }
        catch (DecoderFallbackException)
        {
            Tell($"{Cells}, {PlaceOfFault(path)}: this is not written in UTF-8. Save it again as CSV in UTF-8.");
        }
    }

    private int[] Places(CsvRow header)
    {
        string[] found = [.. header.Fields.Select(f => f.Trim())];
        foreach (var name in Columns.Where(c => found.Count(f => f == c) != 1))
            Tell($"{Cells}, line 1: there is {(found.Contains(name) ? "more than one" : "no")} column {name}. The first line must name {string.Join(", ", Columns)}.");
        return [.. Columns.Select(c => Array.IndexOf(found, c))];
    }

    private void Keep(CsvRow record, int[] at, Dictionary<string, string> names)
    {
        var (id, row, field, value) = (record[at[0]], record[at[1]], record[at[2]].Trim(), record[at[3]].Trim());
        if (record.Fields.Count < Columns.Length) Wrong(record, $"there are {record.Fields.Count} values where the header has {Columns.Length}. Write one for each column, an empty one for what is missing");
        else if (!_rows.TryGetValue(id, out var rows)) Wrong(record, $"the case \"{id}\" is not in {Meta}. Correct it, or describe the case there", Columns[0]);
        else if (!int.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1) Wrong(record, $"\"{row}\" is not a row. Number the rows of a case from 1", Columns[1]);
        else if (field.Length == 0) Wrong(record, "there is no name. Say what the value is, such as numerator", Columns[2]);
        else
        {
            if (!rows.TryGetValue(number, out var cells)) rows[number] = cells = new(StringComparer.Ordinal);
            // The same few names stand on every line.
            if (!names.TryGetValue(field, out var name)) names[field] = name = field;
            if (!cells.TryAdd(name, value)) Wrong(record, $"row {number} of {id} has {field} already. Keep one of the two", Columns[2]);
        }
    }

    private void Wrong(CsvRow record, string what, string? column = null) => Tell($"{Cells}, line {record.Line}{(column is null ? "" : $", column {column}")}: {what}.");

    private void Tell(string problem)
    {
        if (_problems.Count < MostProblems) _problems.Add(problem);
    }

    private List<CaseRow> RowsOf(string id) => [.. _rows[id].Select(r => new CaseRow(r.Key, r.Value))];

    // Where the first letter stands that is none.
    private static string PlaceOfFault(string path)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
        var (line, column) = (1, 1);
        while (Rune.DecodeFromUtf8(bytes, out var letter, out var length) == OperationStatus.Done)
        {
            (line, column) = letter.Value == '\n' ? (line + 1, 1) : (line, column + 1);
            bytes = bytes[length..];
        }
        return $"line {line}, column {column}";
    }

    private static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
