using System.Text.RegularExpressions;
using Goldthread.Web.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Storage;

/// <summary>No page asks a question whose cost grows with the square of the board: the embedded database says how it would
/// answer each command, and a table that grows is never read whole once for each row of another.</summary>
[Trait("feature", "Z8")]
public sealed partial class QueryPlanTests(BoardApp template)
{
    private static readonly string[] growing = ["findings", "recommendations", "actions", "impact_measures", "evidence", "library_items", "responses", "action_updates",
        "finding_themes", "finding_organisations", "finding_priorities", "recommendation_findings", "library_item_themes", "search_documents", "audit_entries", "history", "files"];

    [Theory]
    [InlineData("/"), InlineData("/findings"), InlineData("/findings?state=Merged"), InlineData("/recommendations"), InlineData("/actions"), InlineData("/actions?view=mine"),
     InlineData("/recommendations/new"), InlineData("/findings/new"), InlineData("/library"), InlineData("/library/quantitative"), InlineData("/library/qualitative"), InlineData("/themes"),
     InlineData("/triangulation"), InlineData("/loose-ends"), InlineData("/search?q=plan"), InlineData("/indicators"), InlineData("/structure"), InlineData("/organisations")]
    [InlineData("/loose-ends/FindingWithoutRecommendation"), InlineData("/loose-ends/ImpactWithoutMovement"), InlineData("/loose-ends/SilentTheme"), InlineData("/loose-ends/NoResponse")]
    public async Task No_page_reads_a_growing_table_once_for_each_row(string address)
    {
        Assert.SkipWhen(BoardApp.IsPostgres, "Asks the embedded database for its plans");
        await using var board = await Board.NewAsync(template);
        await board.GivenAsync(An.Action("One"));
        var officer = await board.AsAsync(Somebody.Officer);
        using CommandCount sent = new(board);

        var screen = await officer.OpenAsync(address);

        Assert.Equal(System.Net.HttpStatusCode.OK, screen.Status);
        await using var db = board.OpenAll();
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        Assert.NotEmpty(sent.Texts);
        Assert.Empty(sent.Texts.SelectMany(text => ReadOnceForEachRow(connection, text)));
    }

    [Theory]
    [InlineData("/actions", "actions", "USING COVERING INDEX IX_actions_list", "USING COVERING INDEX IX_actions_AccessListId_Confidentiality")]
    [InlineData("/actions?view=overdue", "actions", "USING INDEX IX_actions_Due_Id_Confidentiality_AccessListId")]
    [InlineData("/library/qualitative", "library_items", "USING COVERING INDEX IX_library_items_Volume_Date_Id_Confidentiality_AccessListId", "USING COVERING INDEX IX_library_items_Volume_Kind_Confidentiality_AccessListId")]
    public async Task A_list_is_read_in_its_order_and_counted_without_its_rows(string address, string table, params string[] ways)
    {
        Assert.SkipWhen(BoardApp.IsPostgres, "Asks the embedded database for its plans");
        await using var board = await Board.NewAsync(template);
        await using (var many = board.OpenAll())
        {
            for (var i = 0; i < 300; i++)
            {
                var built = An.Action($"Action {i}", new DateOnly(2026, 1, 1).AddDays(i * 2));
                if (i % 8 > 0) built.Verified();
                many.AddRange(built.Before);
                many.Add(built.Record);
            }
            await many.SaveAsync(Command.Now("Tests: many"), TestContext.Current.CancellationToken);
            await many.LearnSizesAsync(TestContext.Current.CancellationToken);
        }
        var officer = await board.AsAsync(Somebody.Officer);
        using CommandCount sent = new(board);
        await officer.OpenAsync(address);

        await using var db = board.OpenAll();
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var plans = sent.Texts.Where(text => text.Contains($"\"{table}\"", StringComparison.Ordinal)).SelectMany(text => Plan((SqliteConnection)db.Database.GetDbConnection(), text).Values).Select(step => step.Says).ToList();

        Assert.All(ways, way => Assert.Contains(plans, says => says.Contains(way, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_plan_of_a_question_asked_for_each_row_is_found_out()
    {
        Assert.SkipWhen(BoardApp.IsPostgres, "Asks the embedded database for its plans");
        await using var board = await Board.NewAsync(template);
        await using var db = board.OpenAll();
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var slow = db.Findings.Where(f => !db.Recommendations.Any(r => r.Findings.Any(t => t.TargetId == f.Id))).ToQueryString();

        Assert.NotEmpty(ReadOnceForEachRow((SqliteConnection)db.Database.GetDbConnection(), slow[slow.IndexOf("SELECT", StringComparison.Ordinal)..]));
    }

    private static IEnumerable<string> ReadOnceForEachRow(SqliteConnection connection, string text)
    {
        if (!text.TrimStart().StartsWith("SELECT", StringComparison.Ordinal)) yield break;
        var tables = Named().Matches(text).DistinctBy(m => m.Groups[2].Value).ToDictionary(m => m.Groups[2].Value, m => m.Groups[1].Value);
        var plan = Plan(connection, text);
        foreach (var (id, (above, says)) in plan)
        {
            if (Scan().Match(says) is not { Success: true } scan || !tables.TryGetValue(scan.Groups[1].Value, out var table) || !growing.Contains(table)) continue;
            var isInner = plan.Any(other => other.Key < id && other.Value.Above == above && Scan().IsMatch(other.Value.Says)); // of a loop within a loop
            for (var at = above; !isInner && plan.TryGetValue(at, out var step); at = step.Above) isInner = step.Says.StartsWith("CORRELATED", StringComparison.Ordinal);
            if (isInner) yield return $"{table} is read whole for each row of another, in:\n{text}";
        }
    }

    private static Dictionary<long, (long Above, string Says)> Plan(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"explain query plan {text}";
        foreach (var name in Parameter().Matches(text).Select(m => m.Value).Distinct()) command.Parameters.AddWithValue(name, DBNull.Value);
        Dictionary<long, (long Above, string Says)> plan = [];
        using var reader = command.ExecuteReader();
        while (reader.Read()) plan.Add(reader.GetInt64(0), (reader.GetInt64(1), reader.GetString(3)));
        return plan;
    }

    [GeneratedRegex(@"(?:FROM|JOIN) ""(\w+)"" AS ""(\w+)""")]
    private static partial Regex Named();

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^SCAN (\w+)(?! VIRTUAL)(?:$| )")]
    private static partial Regex Scan();
}
