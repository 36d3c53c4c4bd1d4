using System.Globalization;
using Goldthread.Domain;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;

namespace Goldthread.Web.Features.Thread.Actions;

/// <summary>Progress by workbook: one line for each open action, its last columns to be filled (S4).</summary>
public static class ProgressSheet
{
    /// <summary>A line that was filled.</summary>
    /// <param name="Line">Its number.</param>
    /// <param name="Ref">Code of the action.</param>
    /// <param name="Text">What was done and what is next.</param>
    /// <param name="Percent">How much is done, as typed.</param>
    /// <param name="Done">It is done.</param>
    /// <param name="Evidence">What shows it.</param>
    /// <param name="Version">Version of the action when the workbook was taken; null when it can't be read.</param>
    public sealed record Row(int Line, string Ref, string Text, string Percent, bool Done, string Evidence, int? Version);

    private const string Reference = "Reference", Text = "What has been done, and what is next", Percent = "Per cent done", Done = "Done (yes)", Shows = "If it is done: what shows it", Version = "Leave this as it is", Before = "Per cent so far";

    private static readonly string[] headings = [Reference, "Action", "Due", "Last said", Before, Text, Percent, Done, Shows, Version];

    /// <summary>The sheet for these actions.</summary>
    public static SheetToWrite Of(IEnumerable<ImprovementAction> actions) => new("Progress", headings, actions.Select(a => new object?[]
    {
        a.Ref, a.Title, a.Due, a.Updates.OrderBy(u => u.Id).LastOrDefault()?.Text, a.Percent, null, null, null, null, a.Version,
    }));

    // A cell into which 75% was typed holds 0.75.
    private static string Hundredths(string typed) =>
        double.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is > 0 and < 1 ? Math.Round(share * 100).ToString(CultureInfo.InvariantCulture) : typed;

    /// <summary>Reads what was filled; lines that were left alone are no rows.</summary>
    public static (IReadOnlyList<Row> Rows, IReadOnlyList<string> Problems) Read(IReadOnlyList<Sheet> sheets)
    {
        if (sheets.FirstOrDefault(s => s.ColumnOf(Reference) >= 0 && s.ColumnOf(Text) >= 0) is not { } sheet)
            return ([], [$"This is not the workbook of this page: the columns “{Reference}” and “{Text}” are missing"]);
        List<RowProblem> problems = [];
        List<Row> rows = [];
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (var line in sheet.Rows)
        {
            RowReader row = new(sheet, line, problems);
            Row read = new(line.Line, row.Text(Reference), row.Text(Text), Hundredths(row.Text(Percent)), row.Yes(Done), row.Text(Shows), int.TryParse(row.Text(Version), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null);
            if (read is { Text: "", Percent: "", Done: false, Evidence: "" }) continue;
            if (read.Ref.Length == 0) row.Refuse(Reference, "Put the code of the action back");
            else if (read.Percent == "1") row.Refuse(Percent, "Is it one per cent, or all of it? Write 100 for all of it, or say it on the page");
            else if (read.Percent.Length > 0 && ActionRules.ReadPercent(read.Percent) is < 0 or > 100) row.Refuse(Percent, "Write a whole number from 0 to 100");
            else if (!seen.Add(read.Ref)) row.Refuse(Reference, "This action stands here twice: say it in one line");
            else rows.Add(read);
        }
        return (rows, [.. problems.Select(p => $"Line {p.Line}, {p.Column}{(p.Found.Length > 0 ? $" “{p.Found}”" : "")}: {p.Message}")]);
    }
}
