using System.Net;
using System.Text;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Dataset.FiguresIn;
using Goldthread.Web.Jobs;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Dataset;

/// <summary>Figures come in through the page: seen before they are kept, and by nobody but who brings them.</summary>
[Trait("feature", "I16")]
public class FiguresInPageTests(BoardApp template)
{
    private const string Head = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,category,count\n";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Row(int year, string count) => $"{year},Reporting year,Local authority,E92000001,England,E13000002,Outer London,306,E09000008,Croydon,Total,{count}\n";

    [Fact]
    [Trait("feature", "I3"), Trait("feature", "I4")]
    public async Task A_file_is_read_shown_and_brought_in_and_can_be_undone()
    {
        await using var board = await Board.NewAsync(template);
        var analyst = await board.AsAsync(Somebody.Officer);

        var recognised = await SendAsync(analyst, "cin.csv", Head + Row(2024, "10") + Row(2025, "12"));
        Assert.Matches("^/figures/in/[0-9a-f-]{36}$", recognised.Path);
        Assert.Contains("A table of the Department for Education’s underlying data", recognised.Text, StringComparison.Ordinal);
        var reading = await analyst.PressAsync(recognised, "Read the whole table");
        Assert.Contains("The whole table is being read: 0%", reading.Text, StringComparison.Ordinal);
        Assert.Equal(1, await RoundAsync(board));
        var seen = await analyst.OpenAsync(recognised.Path);
        Assert.Contains("2 new, 0 changed, 0 as before; 2024 to 2025", seen.Text, StringComparison.Ordinal);
        await using (var db = board.OpenAll()) Assert.Empty(await db.Set<Figure>().ToListAsync(Stop));
        await analyst.PressAsync(seen, "Bring them in");
        await RoundAsync(board);
        var done = await analyst.OpenAsync(recognised.Path);

        Assert.Contains("The figures are in: 2 new, 0 changed, 0 as before.", done.Text, StringComparison.Ordinal);
        var undone = await analyst.PressAsync(await analyst.OpenAsync(done.Links.First(l => l.StartsWith("/imports/", StringComparison.Ordinal))), "Undo this import", ("Input.Reason", "The wrong year"));
        Assert.Contains("undone", undone.Text, StringComparison.Ordinal);
        await using var after = board.OpenAll();
        Assert.Empty(await after.Set<Figure>().ToListAsync(Stop));
        Assert.Empty(await after.Set<Series>().ToListAsync(Stop));
    }

    [Fact]
    [Trait("feature", "I3")]
    public async Task Faults_are_shown_by_row_and_column_the_rows_come_back_as_a_file_and_the_good_ones_come_in_alone()
    {
        await using var board = await Board.NewAsync(template);
        var analyst = await board.AsAsync(Somebody.Officer);
        var seen = await CheckedAsync(board, analyst, "cin.csv", Head + Row(2024, "10") + Row(2025, "1,2") + Row(2026, "ten") + Row(2023, "<script>alert(1)</script>") + Row(2022, "10") + Row(2021, "10"));

        Assert.Contains("3 of them can’t be taken", seen.Text, StringComparison.Ordinal);
        Assert.Contains("ten", seen.Html.QuerySelector("#faults")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert(1)", seen.Body, StringComparison.Ordinal);
        var refused = await analyst.PressAsync(seen, "Bring them in");
        var file = await analyst.OpenAsync(seen.Links.First(l => l.Contains("handler=Left", StringComparison.Ordinal)));
        Assert.Contains("mend the file and bring it again", string.Join(' ', refused.Errors), StringComparison.Ordinal);
        Assert.Equal("text/csv", file.MediaType);
        Assert.Contains(",ten,4,", file.Body, StringComparison.Ordinal);
        await analyst.PressAsync(refused, "Bring them in", ("GoodRowsOnly", "true"));
        await RoundAsync(board);

        await using var db = board.OpenAll();
        Assert.Equal([10d, 10, 10], await db.Set<Figure>().Select(f => f.Value!.Value).ToListAsync(Stop));
    }

    [Fact]
    public async Task What_a_column_is_for_is_said_once_and_known_the_next_time()
    {
        await using var board = await Board.NewAsync(template);
        await using (var db = board.OpenAll())
        {
            db.Add(AnIndicator.Of(60, "CSC04", PublishedPeriodKind.Year));
            await db.SaveAsync(Command.Now("Tests: given"), Stop);
        }
        var analyst = await board.AsAsync(Somebody.Officer);
        var recognised = await SendAsync(analyst, "cin.csv", Head + Row(2024, "10"));

        var refused = await analyst.PressAsync(recognised, "Read the whole table", ("Input.Measures[0].Indicator", "NONE"));
        await analyst.PressAsync(refused, "Read the whole table", ("Input.Measures[0].Indicator", "csc04"));
        await RoundAsync(board);
        await analyst.PressAsync(await analyst.OpenAsync(recognised.Path), "Bring them in");
        await RoundAsync(board);
        var next = await SendAsync(analyst, "next-year.csv", Head + Row(2024, "10") + Row(2025, "12"));

        Assert.Contains("There is no indicator NONE", string.Join(' ', refused.Errors), StringComparison.Ordinal);
        Assert.Equal("CSC04", next.Html.QuerySelector("input[name='Input.Measures[0].Indicator']")!.GetAttribute("value"));
        await using var after = board.OpenAll();
        Assert.Equal(60, (await after.Set<Figure>().SingleAsync(Stop)).IndicatorKey);
        Assert.Equal(new DateOnly(2024, 3, 31), (await after.Indicators.SingleAsync(i => i.Key == 60, Stop)).FiguresUntil);
    }

    [Theory]
    [InlineData("survey.csv", "respondent_id,answer\n1,Yes\n", "answers of single people")]
    [InlineData("holidays.json", "{\"england-and-wales\":{}}", "bank holidays")]
    [InlineData("lookup.csv", "code,name\nE09000008,Croydon\n", "list or a lookup")]
    [InlineData("page.csv", "<!DOCTYPE html><html></html>", "web page")]
    [InlineData("empty.csv", "", "The file is empty")]
    [Trait("threat", "T07")]
    public async Task What_is_no_table_of_figures_is_told_and_leaves_nothing_behind(string name, string content, string says)
    {
        await using var board = await Board.NewAsync(template);
        var analyst = await board.AsAsync(Somebody.Officer);

        var answer = await SendAsync(analyst, name, content);

        Assert.Contains(says, string.Join(' ', answer.Errors), StringComparison.Ordinal);
        await using var db = board.OpenAll();
        Assert.Empty(await db.Set<FigureImport>().IgnoreQueryFilters([BoardDb.Own]).ToListAsync(Stop));
        Assert.Empty(Directory.Exists(Path.Combine(board.Data, "figures-in")) ? Directory.GetFiles(Path.Combine(board.Data, "figures-in")) : []);
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task Nobody_else_sees_it_and_who_may_bring_no_figures_in_finds_no_page()
    {
        await using var board = await Board.NewAsync(template);
        var analyst = await board.AsAsync(Somebody.Officer);
        var mine = await CheckedAsync(board, analyst, "cin.csv", Head + Row(2024, "10") + Row(2025, "ten"));
        var left = mine.Links.First(l => l.Contains("handler=Left", StringComparison.Ordinal));
        var other = await board.AsAsync(Somebody.Analyst);

        foreach (var address in new[] { mine.Path, left }) Assert.Equal(HttpStatusCode.NotFound, (await other.OpenAsync(address)).Status);
        foreach (var who in new[] { Somebody.QualityMember, Somebody.OutsideReader })
        {
            var reader = await board.AsAsync(who);
            foreach (var address in new[] { "/figures/in", mine.Path, left }) Assert.Contains((await reader.OpenAsync(address)).Status, new[] { HttpStatusCode.NotFound, HttpStatusCode.Forbidden });
        }
        await using var db = board.OpenAll();
        Assert.All(await db.AuditEntries.Where(e => e.Deed == "Export").ToListAsync(Stop), e => Assert.Equal(Somebody.Officer.Id, e.PersonId));
    }

    [Fact]
    public async Task What_is_stopped_leaves_nothing_and_a_node_that_dies_with_it_leaves_it_to_the_next()
    {
        await using var board = await Board.NewAsync(template);
        var analyst = await board.AsAsync(Somebody.Officer);
        var seen = await CheckedAsync(board, analyst, "cin.csv", Head + Row(2024, "10"));
        var coming = await analyst.PressAsync(seen, "Bring them in");
        var stopped = await analyst.PressAsync(coming, "Stop it");
        Assert.Equal(0, await RoundAsync(board));
        Assert.Contains("You stopped it. Nothing of it was kept.", stopped.Text, StringComparison.Ordinal);

        await analyst.PressAsync(await analyst.PressAsync(stopped, "Read it again as said here"), "Stop it");
        var again = await CheckedAsync(board, analyst, "again.csv", Head + Row(2024, "10"));
        await analyst.PressAsync(again, "Bring them in");
        await using (var db = board.OpenAll()) // it was begun, and nobody has it any more
        {
            ImportBatch died = new(1, "again.csv", "", board.Clock.GetUtcNow().UtcDateTime, "tests");
            died.Hold(board.Clock.GetUtcNow().UtcDateTime);
            db.Add(died);
            await db.SaveAsync(Command.Now("Tests: died"), Stop);
            await db.Set<FigureImport>().IgnoreQueryFilters([BoardDb.Own]).Where(i => i.State == ImportState.ToBringIn).ExecuteUpdateAsync(set => set.SetProperty(i => i.BatchKey, 1), Stop);
        }
        Assert.Equal(1, await RoundAsync(board));

        await using var after = board.OpenAll();
        Assert.Equal(2, (await after.Set<Figure>().SingleAsync(Stop)).BatchKey);
        Assert.NotNull((await after.Set<ImportBatch>().SingleAsync(b => b.Key == 1, Stop)).StoppedAt);
    }

    [Fact]
    public async Task A_table_of_neighbours_asks_for_its_model_and_its_day()
    {
        await using var board = await Board.NewAsync(template);
        var analyst = await board.AsAsync(Somebody.Officer);
        var table = "old_la_code,la_name," + string.Join(',', Enumerable.Range(1, 10).Select(i => $"SN_{i},SN_{i}P")) + "\n306,Croydon," + string.Join(',', Enumerable.Range(307, 10).Select(n => $"{n},Close ")) + "\n";
        var page = await SendAsync(analyst, "sn.csv", table);

        var refused = await analyst.PressAsync(page, "Bring them in");
        var kept = await analyst.PressAsync(refused, "Bring them in", ("Model", "May 2025"), ("From.Day", "1"), ("From.Month", "5"), ("From.Year", "2025"));

        Assert.Contains("Say what the model is called", string.Join(' ', refused.Errors), StringComparison.Ordinal);
        Assert.Contains("Neighbours of 1 authority by the model May 2025", kept.Text, StringComparison.Ordinal);
    }

    private static async Task<Screen> SendAsync(Client client, string name, string content) =>
        await client.SubmitAsync(await client.OpenAsync("/figures/in"), "Read it", [], [("Figures", name, Encoding.UTF8.GetBytes(content))]);

    private static async Task<Screen> CheckedAsync(Board board, Client client, string name, string content)
    {
        var recognised = await SendAsync(client, name, content);
        await client.PressAsync(recognised, "Read the whole table");
        await RoundAsync(board);
        return await client.OpenAsync(recognised.Path);
    }

    private static Task<int> RoundAsync(Board board) => board.Services.GetRequiredService<BringFiguresIn>().RoundAsync(Stop);
}
