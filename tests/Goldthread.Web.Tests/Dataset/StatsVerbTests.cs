using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Goldthread.Domain;

namespace Goldthread.Web.Tests.Dataset;

/// <summary>The verb that answers an analyst's cases, started as the program it is.</summary>
[Trait("feature", "I11"), Trait("feature", "I14"), Trait("feature", "I15"), Trait("feature", "I22")]
public sealed class StatsVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("goldthread-stats-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Output => Path.Combine(_folder, "out.csv");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("spc", 66, 3)]
    [InlineData("rates", 29, 2)]
    [InlineData("funnel", 17, 0)]
    public async Task Every_reference_case_is_answered_as_the_package_answers_it(string kind, int cases, int errors)
    {
        var reference = Reference(kind);

        var (exit, said, _) = await RunAsync(reference, Output);

        Assert.Equal(0, exit);
        var ours = Table(Output);
        Assert.Equal(cases, ours.Keys.Select(k => k.Case).Distinct().Count());
        Assert.Contains($"of {cases} cases answered", said, StringComparison.Ordinal);
        var meta = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(reference, "meta.json"), Stop)).RootElement.GetProperty("cases").EnumerateArray()
            .ToDictionary(c => c.GetProperty("case_id").GetString()!, c => c.GetProperty("conformance").GetString() == "must_match");
        var wanted = Table(Path.Combine(reference, "expected.csv"));
        Assert.Equal(errors, wanted.Count(w => w.Key.Field == "outcome" && w.Value == "error"));
        // Messages are ours; where a package does what a product must not, icons and outcome may differ and other tests say how.
        var differing = wanted.Where(w => w.Key.Field is not ("error_message" or "warning_message"))
            .Where(w => meta[w.Key.Case] || w.Key.Field is not ("outcome" or "variation_icon" or "assurance_icon" or "assurance_type"))
            .Where(w => !ours.TryGetValue(w.Key, out var given) || !Agrees(w.Key, w.Value, given)).ToList();
        Assert.True(differing.Count == 0, $"{differing.Count} of {wanted.Count} differ\n" + string.Join('\n', differing.Take(20).Select(d => $"{d.Key}: {d.Value}, was {ours.GetValueOrDefault(d.Key, "not given")}")));
    }

    [Fact]
    public async Task A_case_that_must_be_refused_says_why_and_the_others_are_answered()
    {
        Given("""
            {"kind": "rates", "cases": [
              {"case_id": "bad", "function_called": "phe_rate", "options": {"multiplier": 1000}},
              {"case_id": "typo", "function_called": "phe_rate", "options": {"multipler": 1000}},
              {"case_id": "what", "function_called": "phe_rates", "options": {}},
              {"case_id": "empty", "function_called": "phe_rate", "options": {}},
              {"case_id": "lacks", "function_called": "phe_rate", "options": {}},
              {"case_id": "good", "function_called": "phe_rate", "options": {"multiplier": 1000}}]}
            """,
            "bad,1,numerator,many", "bad,1,denominator,10", "typo,1,numerator,1", "typo,1,denominator,10", "what,1,numerator,1",
            "lacks,1,numerator,1", "good,1,numerator,5", "good,1,denominator,1000");

        var (exit, _, _) = await RunAsync(_folder, Output);

        Assert.Equal(0, exit);
        var answers = Table(Output);
        string Message(string id) => answers[(id, "case", "", "", "error_message")];
        Assert.Equal("Row 1: the numerator \"many\" is not a number. Write it in digits with a full stop, or leave it empty if it is missing.", Message("bad"));
        Assert.Contains("\"multipler\" is not known", Message("typo"), StringComparison.Ordinal);
        Assert.Contains("\"phe_rates\" is not known", Message("what"), StringComparison.Ordinal);
        Assert.Contains("no rows", Message("empty"), StringComparison.Ordinal);
        Assert.Contains("Row 1 has no field denominator", Message("lacks"), StringComparison.Ordinal);
        Assert.Equal("5", answers[("good", "row", "", "1", "value")]);
        Assert.Equal(5, answers.Count(a => a.Key.Field == "outcome" && a.Value == "error"));
    }

    [Theory]
    [InlineData("{\"kind\": \"rates\",\n \"cases\": [}", "case_id,row,field,value", "meta.json, line 2, column 12")]
    [InlineData("{\"kind\": \"weather\", \"cases\": []}", "case_id,row,field,value", "the kind \"weather\" is not known. Give one of spc, rates, funnel")]
    [InlineData("{\"cases\": []}", "case_id,row,field,value", "the kind is missing")]
    [InlineData("{\"kind\": \"rates\"}", "case_id,row,field,value", "no list \"cases\"")]
    [InlineData("{\"kind\": \"rates\", \"cases\": [{\"options\": {}}]}", "case_id,row,field,value", "meta.json, case 1: there is no case_id")]
    [InlineData(OneCase, "case_id,row,value\na,1,2", "input.csv, line 1: there is no column field")]
    [InlineData(OneCase, "case_id,row,field,value\na,1,numerator", "input.csv, line 2: there are 3 values")]
    [InlineData(OneCase, "case_id,row,field,value\na,1,numerator,3\nb,1,numerator,3", "input.csv, line 3, column case_id: the case \"b\" is not in meta.json")]
    [InlineData(OneCase, "case_id,row,field,value\na,one,numerator,3", "input.csv, line 2, column row: \"one\" is not a row")]
    [InlineData(OneCase, "case_id,row,field,value\na,1,numerator,3\na,1,numerator,4", "input.csv, line 3, column field: row 1 of a has numerator already")]
    [InlineData(OneCase, "case_id,row,field,value\na,1,numerator,\"3", "input.csv, line 2: a quotation mark is opened")]
    public async Task A_file_that_cannot_be_read_is_told_with_its_place_and_nothing_is_written(string meta, string cells, string told)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "meta.json"), meta, Stop);
        await File.WriteAllTextAsync(Path.Combine(_folder, "input.csv"), cells, Stop);

        var (exit, _, error) = await RunAsync(_folder, Output);

        Assert.Equal(2, exit);
        Assert.Contains(told, error, StringComparison.Ordinal);
        Assert.Equal(["input.csv", "meta.json"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("meta.json", "meta.json, line 1, column 10: this is not written in UTF-8")]
    [InlineData("input.csv", "input.csv, line 1, column 10: this is not written in UTF-8")]
    public async Task A_file_in_another_encoding_is_told_with_its_place(string name, string told)
    {
        Given(OneCase, "a,1,numerator,3");
        var bytes = await File.ReadAllBytesAsync(Path.Combine(_folder, name), Stop);
        bytes[9] = 0xE9; // é as Windows has it
        await File.WriteAllBytesAsync(Path.Combine(_folder, name), bytes, Stop);

        var (exit, _, error) = await RunAsync(_folder, Output);

        Assert.Equal(2, exit);
        Assert.Contains(told, error, StringComparison.Ordinal);
        Assert.False(File.Exists(Output));
    }

    [Fact]
    public async Task A_missing_file_or_folder_is_named()
    {
        var (exit, _, error) = await RunAsync(_folder, Output);
        Assert.Equal(2, exit);
        Assert.Contains("meta.json. The folder must hold input.csv and meta.json", error, StringComparison.Ordinal);

        Given(OneCase, "a,1,numerator,3", "a,1,denominator,10");
        (exit, _, error) = await RunAsync(_folder, Path.Combine(_folder, "not there", "out.csv"));
        Assert.Equal(2, exit);
        Assert.Contains("to write into", error, StringComparison.Ordinal);

        (exit, _, error) = await RunAsync(_folder, Path.Combine(_folder, "input.csv"));
        Assert.Equal(2, exit);
        Assert.Contains("give another name", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_failed_run_would_replace_stays_and_a_name_runs_nothing_in_a_spreadsheet()
    {
        Given("""{"kind": "rates", "cases": [{"case_id": "a", "function_called": "phe_rate", "options": {"group_by": "area"}}]}""", "a,1,area,=1+1", "a,1,numerator,3", "a,1,denominator,10");
        Assert.Equal(0, (await RunAsync(_folder, Output)).Exit);
        var before = await File.ReadAllTextAsync(Output, Stop);
        Assert.Contains("\"'=1+1\"", before, StringComparison.Ordinal);

        await File.WriteAllTextAsync(Path.Combine(_folder, "meta.json"), "{", Stop);

        Assert.Equal(2, (await RunAsync(_folder, Output)).Exit);
        Assert.Equal(before, await File.ReadAllTextAsync(Output, Stop));
    }

    private const string OneCase = """{"kind": "rates", "cases": [{"case_id": "a", "function_called": "phe_rate", "options": {}}]}""";

    private void Given(string meta, params string[] cells)
    {
        File.WriteAllText(Path.Combine(_folder, "meta.json"), meta);
        File.WriteAllLines(Path.Combine(_folder, "input.csv"), ["case_id,row,field,value", .. cells]);
    }

    private static async Task<(int Exit, string Said, string Error)> RunAsync(string folder, string output)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "goldthread.dll"), "stats", folder, output]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (said, error) = (process.StandardOutput.ReadToEndAsync(Stop), process.StandardError.ReadToEndAsync(Stop));
        await process.WaitForExitAsync(Stop);
        return (process.ExitCode, await said, await error);
    }

    private static string Reference(string kind)
    {
        var shared = Environment.GetEnvironmentVariable("GOLDTHREAD_SHARED") ?? Path.Combine(Architecture.SupplyChainTests.Root(), "..", "shared");
        var folder = Path.Combine(shared, "reference", kind);
        if (!Directory.Exists(folder)) Assert.Skip("The reference cases are not here: set GOLDTHREAD_SHARED to their folder");
        return folder;
    }

    private static Dictionary<(string Case, string Scope, string Series, string Row, string Field), string> Table(string path)
    {
        using StreamReader text = new(path, Encoding.UTF8);
        return Csv.Read(text).Skip(1).ToDictionary(r => (r[0], r[1], r[2], r[3], r[4]), r => r[5]);
    }

    // The tolerance of the reference: labels exactly; numbers 1e-9, p-values 1e-7, drawn lines 1e-4.
    private static bool Agrees((string Case, string Scope, string Series, string Row, string Field) at, string wanted, string given)
    {
        if (wanted == given) return true;
        if (!double.TryParse(wanted, CultureInfo.InvariantCulture, out var number) || !double.TryParse(given, CultureInfo.InvariantCulture, out var ours)) return false;
        var tolerance = at.Scope == "line" ? 1e-4 * Math.Max(1, Math.Abs(number))
            : at.Case.Split('-')[0] is "trend" or "ba" ? 1e-7 * Math.Abs(number)
            : Math.Max(1e-9 * Math.Abs(number), 1e-12);
        return Math.Abs(number - ours) <= tolerance;
    }
}
