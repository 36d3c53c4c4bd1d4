using System.Globalization;
using System.Text.Json;

namespace Goldthread.Domain.Tests.Dataset;

/// <summary>
/// The cases worked out by the field's own packages. They are not part of the product: they lie in the folder that
/// GOLDTHREAD_SHARED names, or in "shared" beside the repository. Without them the tests are skipped.
/// </summary>
internal static class ReferenceCases
{
    private static readonly Dictionary<string, IReadOnlyDictionary<string, ReferenceCase>> Loaded = [];

    public static IEnumerable<string> Ids(string folder, string prefix) =>
        Folder(folder) is null ? [] : Load(folder).Keys.Where(id => id.StartsWith(prefix, StringComparison.Ordinal));

    public static ReferenceCase Get(string folder, string id)
    {
        if (Folder(folder) is null) Assert.Skip("The reference cases are not here: set GOLDTHREAD_SHARED to their folder");
        return Load(folder)[id];
    }

    private static string? Folder(string name)
    {
        var places = new List<string?> { Environment.GetEnvironmentVariable("GOLDTHREAD_SHARED") };
        for (var up = new DirectoryInfo(AppContext.BaseDirectory); up is not null; up = up.Parent)
        {
            if (File.Exists(Path.Combine(up.FullName, "Goldthread.slnx"))) places.Add(Path.Combine(up.FullName, "..", "shared"));
        }
        return places.OfType<string>().Select(p => Path.Combine(p, "reference", name)).FirstOrDefault(Directory.Exists);
    }

    private static IReadOnlyDictionary<string, ReferenceCase> Load(string name)
    {
        lock (Loaded)
        {
            if (Loaded.TryGetValue(name, out var cases)) return cases;
            var folder = Folder(name)!;
            using var meta = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "meta.json")));
            var inputs = Rows(Path.Combine(folder, "input.csv")).ToLookup(r => r[0], r => new Cell("", "", r[1], r[2], r[3]));
            var expected = Rows(Path.Combine(folder, "expected.csv")).ToLookup(r => r[0], r => new Cell(r[1], r[2], r[3], r[4], r[5]));
            return Loaded[name] = meta.RootElement.GetProperty("cases").EnumerateArray()
                .Select(c => new ReferenceCase(
                    c.GetProperty("case_id").GetString()!,
                    c.GetProperty("function_called").GetString()!,
                    c.GetProperty("options").Clone(),
                    c.GetProperty("conformance").GetString() == "must_match",
                    [.. inputs[c.GetProperty("case_id").GetString()!]],
                    [.. expected[c.GetProperty("case_id").GetString()!]]))
                .ToDictionary(c => c.Id);
        }
    }

    // No field of these files holds a quote or a line break within it.
    private static IEnumerable<string[]> Rows(string path) =>
        from line in File.ReadLines(path).Skip(1)
        select System.Text.RegularExpressions.Regex.Matches(line, "(?:^|,)(?:\"([^\"]*)\"|([^,]*))")
            .Select(m => m.Groups[1].Success ? m.Groups[1].Value : m.Groups[2].Value).ToArray();
}

/// <summary>One cell: for input only row, field and value.</summary>
internal sealed record Cell(string Scope, string Series, string Row, string Field, string Value);

internal sealed record ReferenceCase(string Id, string Function, JsonElement Options, bool MustMatch, Cell[] Input, Cell[] Expected)
{
    public bool IsError => Expected.Single(c => c is { Scope: "case", Field: "outcome" }).Value == "error";

    public IEnumerable<Dictionary<string, string>> InputRows =>
        from cell in Input
        group cell by cell.Row into row
        orderby int.Parse(row.Key, CultureInfo.InvariantCulture)
        select row.Append(new("", "", "", "row", row.Key)).ToDictionary(c => c.Field, c => c.Value);

    /// <summary>Every expected cell of these scopes against what the engine gives, all differences in one message.</summary>
    public void Compare(Func<Cell, object?> actual, params string[] scopes)
    {
        List<string> differences = [];
        var compared = 0;
        foreach (var cell in Expected.Where(c => scopes.Contains(c.Scope)))
        {
            var given = actual(cell);
            if (given is Unchecked) continue;
            compared++;
            if (!Agrees(cell.Value, given)) differences.Add($"{cell.Scope} {cell.Series} {cell.Row} {cell.Field}: expected '{cell.Value}', was '{given}'");
        }
        Assert.True(differences.Count == 0, $"{Id}: {differences.Count} of {compared} differ\n" + string.Join('\n', differences.Take(20)));
        Assert.True(compared > 0, $"{Id}: nothing was compared");
    }

    public static double? Number(string text) =>
        text is "" or "NaN" || !double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? null : number;

    /// <summary>Whether a written answer agrees with a cell, to the tolerance that the reference gives for it.</summary>
    public bool Agrees(Cell cell, string given)
    {
        if (cell.Value == given) return true;
        if (Number(cell.Value) is not { } wanted || !double.IsFinite(wanted) || !double.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return false;
        var tolerance = cell.Scope == "line" ? 1e-4 * Math.Max(1, Math.Abs(wanted))
            : Id.StartsWith("trend", StringComparison.Ordinal) || Id.StartsWith("ba", StringComparison.Ordinal) ? 1e-7 * Math.Abs(wanted)
            : Math.Max(1e-9 * Math.Abs(wanted), 1e-12);
        return Math.Abs(number - wanted) <= tolerance;
    }

    private static bool Agrees(string expected, object? given) => given switch
    {
        null => expected is "" or "NaN",
        double number => Number(expected) is { } wanted && Math.Abs(number - wanted) <= Math.Max(1e-9 * Math.Abs(wanted), 1e-12),
        bool flag => expected == (flag ? "true" : "false"),
        DateOnly date => expected == date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => expected == Convert.ToString(given, CultureInfo.InvariantCulture),
    };

    /// <summary>Answered for a cell that another test looks at.</summary>
    public sealed class Unchecked
    {
        public static readonly Unchecked It = new();
    }
}
