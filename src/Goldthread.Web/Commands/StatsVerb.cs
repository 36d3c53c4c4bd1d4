using System.CommandLine;
using System.Text;
using Goldthread.Domain;
using Goldthread.Domain.Dataset.Cases;

namespace Goldthread.Web.Commands;

/// <summary>Answers an analyst's cases with the statistics of the data set, so that anyone can hold them against another package. Needs no board.</summary>
internal static class StatsVerb
{
    private static readonly string[] Header = ["case_id", "scope", "series", "row", "field", "value"];

    public static Command Verb()
    {
        Argument<DirectoryInfo> folder = new("folder") { Description = "Holds input.csv (case_id, row, field, value) and meta.json (kind: spc, rates or funnel; for each case its case_id, function_called and options)" };
        Argument<FileInfo> output = new("output") { Description = "CSV to write: case_id, scope, series, row, field, value" };
        Command verb = new("stats", "Work out control charts, rates or funnels for a folder of cases, without a board. A case that must be refused says outcome error and why, and the others are answered. A file that can't be read is told with its line and column, and nothing is written.") { folder, output };
        verb.SetAction((parsed, stop) => RunAsync(parsed.GetValue(folder)!, parsed.GetValue(output)!, stop));
        return verb;
    }

    private static async Task<int> RunAsync(DirectoryInfo folder, FileInfo output, CancellationToken stop)
    {
        if (output.Directory is not { Exists: true } place) throw new UsageException($"there is no folder {output.DirectoryName} to write into: make it first");
        if (place.FullName == folder.FullName.TrimEnd(Path.DirectorySeparatorChar) && output.Name is CaseFolder.Cells or CaseFolder.Meta)
            throw new UsageException($"{output.Name} is what is read: give another name to write to");
        var (cases, problems) = CaseFolder.Read(folder);
        if (problems.Count > 0)
        {
            foreach (var problem in problems) await Console.Error.WriteLineAsync($"goldthread: {problem}");
            await Console.Error.WriteLineAsync("goldthread: nothing was written.");
            return 2;
        }

        var refused = 0;
        var draft = $"{output.FullName}.{Guid.NewGuid():n}.part";
        try
        {
            await using (StreamWriter text = new(draft, append: false, new UTF8Encoding(false)))
            {
                text.Write(Line(Header));
                foreach (var asked in cases)
                {
                    stop.ThrowIfCancellationRequested();
                    var answers = asked.Answer();
                    if (answers[0].Text == "error") refused++;
                    foreach (var a in answers) text.Write(Line(Csv.Guard(asked.Id), a.Scope, Csv.Guard(a.Series), a.Row, a.Field, a.Text));
                }
            }
            File.Move(draft, output.FullName, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
        Console.WriteLine($"{cases.Count - refused} of {cases.Count} cases answered, {refused} refused; written to {output.FullName}.");
        return 0;
    }

    // All in quotes, as the reference is written. A negative number is no formula, so what is worked out is not guarded.
    private static string Line(params string[] fields) => string.Join(',', fields.Select(f => $"\"{f.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n";
}
