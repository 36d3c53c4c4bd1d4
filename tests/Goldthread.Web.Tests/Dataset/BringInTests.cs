using System.IO.Compression;
using System.Text;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Dataset.FiguresIn;
using Goldthread.Web.Commands;
using Goldthread.Web.Features.Dataset;
using Goldthread.Web.Features.Dataset.FiguresIn;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Dataset;

/// <summary>Tables of figures come in whole or not at all, the same again changes nothing, and nothing shows before all of it is in.</summary>
[Trait("feature", "I16")]
public class BringInTests(BoardApp template)
{
    private const string Head = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,category,count,percent\n";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Row(int year, string category, string count, string percent, string place = "306,E09000008,Croydon") =>
        $"{year},Reporting year,Local authority,E92000001,England,E13000002,Outer London,{place},{category},{count},{percent}\n";

    [Fact]
    [Trait("feature", "I4")]
    public async Task The_same_file_again_changes_nothing_and_another_release_replaces_what_it_revises()
    {
        await using var board = await Board.NewAsync(template);
        var first = Head + Row(2024, "Total", "10", "c") + Row(2024, "Boys", "6", "60.5") + Row(2025, "Total", "12", "55");
        var (one, batch) = await BringAsync(board, first);
        var (again, none) = await BringAsync(board, first);
        var (two, _) = await BringAsync(board, first.Replace(",10,c", ",11,50", StringComparison.Ordinal) + Row(2026, "Total", "13", "56"));

        Assert.Equal((6, 0, 2), (one.Added, one.Changed, one.NewIndicators));
        Assert.Equal((0, 0, 6), (again.Added, again.Changed, again.Unchanged));
        Assert.True(again.ChangesNothing);
        Assert.Null(none);
        Assert.Equal((2, 2, 4, 0), (two.Added, two.Changed, two.Unchanged, two.NewIndicators));
        await using var db = board.OpenAll();
        Assert.Equal([10d, null], await db.Set<FigureRevision>().OrderBy(r => r.IndicatorKey).Select(r => r.Value).ToListAsync(Stop));
        Assert.Equal([FigureStatus.Revised, FigureStatus.Revised], await db.Set<Figure>().Where(f => f.BatchKey == batch!.Key + 1 && f.SourceRow == 2).Select(f => f.Status).ToListAsync(Stop));
        Assert.Equal(["Boys"], await db.Set<Breakdown>().Where(b => b.Key != Breakdown.All).Select(b => b.Name).ToListAsync(Stop));
        Assert.All(await db.Indicators.Where(i => i.IsBackground).ToListAsync(Stop), i => Assert.Matches("^P[0-9]{4}$", i.Code));
        Assert.Empty(await db.LibraryItems.Where(l => l.SourceKind == "indicator").ToListAsync(Stop));
        await SeriesAreTheFiguresAsync(db);
    }

    [Fact]
    [Trait("feature", "I3")]
    public async Task A_fault_stops_the_file_and_good_rows_come_in_alone_where_somebody_says_so()
    {
        await using var board = await Board.NewAsync(template);
        var text = Head + Row(2024, "Total", "10", "50") + Row(2025, "Total", "ten", "50") + Row(2025, "Total", "12", "50", "999,E06000999,Nowhere");
        StringWriter left = new();

        var (whole, none) = await BringAsync(board, text);
        var (good, some) = await BringAsync(board, text, goodRows: true, left);

        Assert.Null(none);
        Assert.Equal([(3, "count", "ten"), (4, "new_la_code", "E06000999")], whole.Faults.Select(f => (f.Line, f.Column, f.Found)));
        Assert.Equal((2, 2, 2), (whole.Left, good.Left, some!.Added));
        var rows = left.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, rows.Length);
        Assert.EndsWith("line of the file,reason", rows[0], StringComparison.Ordinal);
        Assert.Contains(",ten,50,3,", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "I3")]
    public async Task A_place_and_period_told_twice_with_two_values_is_a_fault_of_both_lines_and_with_one_is_none()
    {
        await using var board = await Board.NewAsync(template);
        var (same, _) = await BringAsync(board, Head + Row(2024, "Total", "10", "50") + Row(2024, "Total", "10", "50"), check: true);
        var (other, _) = await BringAsync(board, Head + Row(2024, "Total", "10", "50") + Row(2024, "Total", "11", "50"), check: true);
        var (former, _) = await BringAsync(board, Head + Row(2024, "Total", "10", "50", "933,E06000066,Somerset") + Row(2024, "Total", "z", "z", "933,E10000027,Somerset"), check: true);

        Assert.Equal((0, 2, 2), (same.FaultCount, same.Added, same.Unchanged));
        var fault = Assert.Single(other.Faults);
        Assert.Equal((3, "count"), (fault.Line, fault.Column));
        Assert.Contains("11 for Croydon, 2024", fault.Found, StringComparison.Ordinal);
        Assert.Contains("line 2", fault.Accepted, StringComparison.Ordinal);
        Assert.Equal((0, 2), (former.FaultCount, former.Added));
    }

    [Fact]
    [Trait("threat", "T07")]
    public async Task Good_rows_alone_bring_in_nothing_that_the_whole_file_is_wrong_about()
    {
        await using var board = await Board.NewAsync(template);
        await using (var db = board.OpenAll())
        {
            db.Add(AnIndicator.Of(51, "PCT", PublishedPeriodKind.Year));
            await db.SaveAsync(Command.Now("Tests: given"), Stop);
        }
        const string shares = "Year,Borough,Share\n2019/20,Croydon,0.2\n2020/21,Croydon,0.3\n2021/22,Croydon,0.4\n2022/23,Croydon,0.5\n2023/24,Croydon,0.6\n";
        static TableReading Into(TableReading r, double? factor = null) => r with { Measures = [r.Measures[0] with { Indicator = "PCT", Factor = factor }] };

        var (asked, none) = await BringAsync(board, shares, goodRows: true, change: r => Into(r));
        var (large, nothing) = await BringAsync(board, shares.Replace("0.6", "1.2", StringComparison.Ordinal), goodRows: true, change: r => Into(r, 100));
        var (twice, some) = await BringAsync(board, "Year,Borough,Share\n2019/20,Croydon,20\n2020/21,Croydon,30\n2020/21,Croydon,31\n2020/21,Croydon,32\n", goodRows: true, change: r => Into(r));

        Assert.Equal(0, Assert.Single(asked.Faults).Line);
        Assert.Contains("percentages up to 100", Assert.Single(large.Faults).Accepted, StringComparison.Ordinal);
        Assert.Null(none);
        Assert.Null(nothing);
        var (many, nor) = await BringAsync(board, shares + string.Concat(Enumerable.Repeat("2018/19,Croyden,0.1\n", FigureFaults.Most + 50)), goodRows: true, change: r => Into(r));
        Assert.True(many.IsWrongAsAWhole); // however many faults of rows were told before
        Assert.Null(nor);
        Assert.Equal((3, 1), (twice.Left, some!.Added));
        await using var after = board.OpenAll();
        Assert.Equal(20, (await after.Set<Figure>().SingleAsync(Stop)).Value);
    }

    [Fact]
    public async Task A_published_measure_that_was_taken_in_keeps_its_number_and_the_next_gets_another()
    {
        await using var board = await Board.NewAsync(template);
        await BringAsync(board, Head + Row(2024, "Total", "10", "4.5"));
        await using (var db = board.OpenAll())
        {
            var last = await db.Indicators.OrderByDescending(i => i.Code).FirstAsync(Stop);
            last.TakeIn();
            await db.SaveAsync(Command.Now("Tests: taken in"), Stop);
        }

        await BringAsync(board, "Year,Borough,Number\n2023/24,Croydon,5\n");

        await using var after = board.OpenAll();
        Assert.Equal(["P0001", "P0002", "P0003"], await after.Indicators.OrderBy(i => i.Code).Select(i => i.Code).ToListAsync(Stop));
        // A published 4.5 per cent is no count of four; of a table of nobody's the small counts are hidden (T10).
        Assert.Equal([SmallNumberRule.None, SmallNumberRule.None, SmallNumberRule.UpTo5], await after.Indicators.OrderBy(i => i.Code).Select(i => i.SmallNumbers).ToListAsync(Stop));
    }

    [Fact]
    [Trait("feature", "I4")]
    public async Task Who_undoes_or_adds_while_figures_come_in_is_told_to_wait_or_stops_the_import_and_shows_nothing_old()
    {
        await using var board = await Board.NewAsync(template);
        await BringAsync(board, Head + Row(2024, "Total", "10", "50"));
        var (_, second) = await BringAsync(board, Head + Row(2024, "Total", "11", "50"));

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => BringAsync(board, Head + Row(2024, "Total", "11", "50") + Row(2025, "Total", "12", "51"), begun: async _ =>
        {
            await using var db = board.Open(Somebody.Officer);
            UndoImport undo = new(db, board.Clock);
            var batch = await undo.Visible.SingleAsync(b => b.Key == second!.Key, Stop);
            Assert.Contains("coming in at this moment", (await undo.CarryOutAsync(Command.Now("Tests: undo"), batch, "wrong file", Stop))[0].Message, StringComparison.Ordinal);
            await using var other = board.OpenAll();
            foreach (var indicator in await other.Indicators.ToListAsync(Stop)) other.Touch(indicator); // as a new limit does
            await other.SaveAsync(Command.Now("Tests: meanwhile"), Stop);
        }));

        await using var after = board.OpenAll();
        Assert.Equal(2, await after.Set<Figure>().CountAsync(Stop));
        await SeriesAreTheFiguresAsync(after);
    }

    [Fact]
    [Trait("feature", "I4")]
    public async Task An_import_that_is_stopped_or_left_in_the_middle_leaves_no_figure_and_the_next_one_goes_on()
    {
        await using var board = await Board.NewAsync(template);
        var text = Head + string.Concat(Enumerable.Range(2000, 25).Select(y => Row(y, "Total", "10", "50")));
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => BringAsync(board, text, begun: _ => ended.CancelAsync(), stop: ended.Token));
        await using (var db = board.OpenAll())
        {
            Assert.Empty(await db.Set<Figure>().ToListAsync(Stop));
            var batch = await db.Set<ImportBatch>().SingleAsync(Stop);
            Assert.Equal((null, true), (batch.FinishedAt, batch.StoppedAt is not null));

            // As a node that died leaves it: figures without a series, and a batch nobody holds.
            ImportBatch died = new(7, "died.csv", "", board.Clock.GetUtcNow().UtcDateTime.AddMinutes(-10), "tests");
            died.IsFor([901]);
            died.Hold(board.Clock.GetUtcNow().UtcDateTime.AddMinutes(-10));
            db.Add(died);
            await db.SaveAsync(Command.Now("Tests: died"), Stop, (connection, transaction, stop) => FigureWriter.For(db).WritePartAsync(connection, transaction, 7,
                [CodedFigure.Of(new(901, 1, 1, 1), new(null, null, 5, PublishedSymbol.None, FigureStatus.Final), 2)], [CodedFigure.Of(new(901, 1, 1, 2), default, 3)], [], stop));
        }

        var (count, after) = await BringAsync(board, text);

        Assert.Equal(50, count.Added);
        Assert.Equal(8, after!.Key);
        await using var last = board.OpenAll();
        Assert.Equal(50, await last.Set<Figure>().CountAsync(Stop));
        Assert.Empty(await last.Set<WaitingFigure>().ToListAsync(Stop));
        Assert.NotNull((await last.Set<ImportBatch>().SingleAsync(b => b.Key == 7, Stop)).StoppedAt);
    }

    [Fact]
    public async Task While_one_comes_in_another_waits_its_turn_and_no_page_shows_any_of_it()
    {
        await using var board = await Board.NewAsync(template);
        var text = Head + Row(2024, "Total", "10", "50");

        var (count, batch) = await BringAsync(board, text, begun: async _ =>
        {
            await Assert.ThrowsAsync<AnotherImportException>(() => BringAsync(board, Head + Row(2024, "Total", "11", "51")));
            await using var db = board.OpenAll();
            Assert.Empty(await db.Set<Series>().ToListAsync(Stop));
            Assert.Empty(await db.Indicators.ToListAsync(Stop));
        });

        Assert.Equal((2, 1), (count.Added, batch!.Key));
    }

    [Fact]
    [Trait("feature", "I4")]
    public async Task A_large_import_is_undone_as_a_whole()
    {
        await using var board = await Board.NewAsync(template);
        await BringAsync(board, Head + Row(2024, "Total", "10", "50"));
        var (_, second) = await BringAsync(board, Head + Row(2024, "Total", "11", "50") + Row(2025, "Boys", "5", "60"));
        await using (var db = board.Open(Somebody.Officer))
        {
            UndoImport undo = new(db, board.Clock);
            Assert.Empty(await undo.CarryOutAsync(Command.Now("Tests: undo"), await undo.Visible.SingleAsync(b => b.Key == second!.Key, Stop), "wrong file", Stop));
        }

        await using var after = board.OpenAll();
        Assert.Equal([10d, 50d], await after.Set<Figure>().OrderBy(f => f.IndicatorKey).Select(f => f.Value!.Value).ToListAsync(Stop));
        await SeriesAreTheFiguresAsync(after);
    }

    [Fact]
    public async Task Quarters_and_years_of_one_indicator_stand_beside_each_other()
    {
        await using var board = await Board.NewAsync(template);
        await using (var db = board.OpenAll())
        {
            db.Add(AnIndicator.Of(50, "BOTH"));
            await db.SaveAsync(Command.Now("Tests: given"), Stop);
        }
        await BringAsync(board, "Year,Borough,Percent\n2023/24,Croydon,50\n2024/25,Croydon,60\n", change: Into("BOTH"));
        await BringAsync(board, "Quarter,Borough,Percent\n2024/25 Q1,Croydon,55\n2024/25 Q2,Croydon,56\n", change: r => Into("BOTH")(r) with { IsProvisional = true });

        await using var after = board.OpenAll();
        Assert.Equal([(PublishedPeriodKind.Quarter, 2), (PublishedPeriodKind.Year, 2)],
            (await after.Set<Series>().Where(s => s.IndicatorKey == 50).OrderBy(s => s.Kind).ToListAsync(Stop)).Select(s => (s.Kind, s.Points)));
        Assert.Equal([FigureStatus.Final, FigureStatus.Final, FigureStatus.Provisional, FigureStatus.Provisional], await after.Set<Figure>().OrderBy(f => f.Value == 50 ? 0 : f.Value == 60 ? 1 : 2).Select(f => f.Status).ToListAsync(Stop));

        static Func<TableReading, TableReading> Into(string code) => r => r with { Measures = [r.Measures[0] with { Indicator = code, Factor = 1 }] };
    }

    [Fact]
    [Trait("feature", "I22")]
    public async Task Counts_are_set_against_the_people_of_their_year_and_anew_when_the_estimates_change()
    {
        await using var board = await Board.NewAsync(template);
        await using (var db = board.OpenAll())
        {
            var indicator = AnIndicator.Of(70, "CIN", PublishedPeriodKind.Year);
            indicator.Describe(new("Children in need", "", "children in need", "children aged 0 to 17", 10_000, "per 10,000 children", 1, Polarity.Neutral, PublishedPeriodKind.Year, Accountability.HowMuch, ""), new("", "", "", "", false), null, []);
            indicator.Ask(new(AskedPeriods.AsPublished, YearKind.Financial, FigureGeography.Board, "", SmallNumberRule.UpTo5, null, null, "0-17", PopulationYearRule.MidYearBefore, ""), []);
            db.Add(indicator);
            await db.SaveAsync(Command.Now("Tests: given"), Stop);
        }
        const string people = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,age_group,population_estimate\n2024,Reporting year,Local authority,E92000001,England,E13000002,Outer London,306,E09000008,Croydon,Children aged 0 to 17 years,93945\n";
        await BringAsync(board, Head.Replace(",percent", "", StringComparison.Ordinal) + Row(2025, "Total", "4637", "").Replace(",\n", "\n", StringComparison.Ordinal) + Row(2026, "Total", "4700", "").Replace(",\n", "\n", StringComparison.Ordinal),
            change: r => r with { Measures = [r.Measures[0] with { Indicator = "CIN" }] });
        Assert.Equal([(null, PublishedSymbol.NotAvailable), (null, PublishedSymbol.NotAvailable)], await PointsAsync());

        await BringAsync(board, people);
        Assert.Equal([(493.6, PublishedSymbol.None), (null, PublishedSymbol.NotAvailable)], await PointsAsync());
        var (_, later) = await BringAsync(board, people.Replace("93945", "90000", StringComparison.Ordinal));
        Assert.Equal(515.2, (await PointsAsync())[0].Value);
        await using (var db = board.Open(Somebody.Officer))
        {
            UndoImport undo = new(db, board.Clock);
            Assert.Empty(await undo.CarryOutAsync(Command.Now("Tests: undo"), await undo.Visible.SingleAsync(b => b.Key == later!.Key, Stop), "wrong estimates", Stop));
        }

        Assert.Equal(493.6, (await PointsAsync())[0].Value);
        await using var after = board.OpenAll();
        Assert.Equal((4637, null, null), await after.Set<Figure>().Where(f => f.IndicatorKey == 70 && f.SourceRow == 2).Select(f => new ValueTuple<double?, double?, double?>(f.Numerator, f.Denominator, f.Value)).SingleAsync(Stop));
        Assert.Single(await after.Indicators.Where(i => i.Code == "POP-0-17").ToListAsync(Stop));

        async Task<List<(double? Value, PublishedSymbol Symbol)>> PointsAsync()
        {
            await using var db = board.OpenAll();
            var packed = await db.Set<Series>().Where(s => s.IndicatorKey == 70).Select(s => s.Packed).SingleAsync(Stop);
            return [.. Series.Unpack(packed).Select(p => (p.Figure.Value is { } v ? Math.Round(v, 1) : (double?)null, p.Figure.Symbol))];
        }
    }

    [Fact]
    [Trait("threat", "T06")]
    public async Task Compressed_archived_and_damaged_files_are_read_or_refused_and_a_bomb_stops()
    {
        await using var board = await Board.NewAsync(template);
        var csv = Encoding.UTF8.GetBytes("﻿" + (Head + Row(2024, "Total", "10", "50")).Replace("\n", "\r\n", StringComparison.Ordinal));

        Assert.Equal(2, (await BringAsync(board, csv, "a.csv", check: true)).Count.Added);
        Assert.Equal(2, (await BringAsync(board, Packed(csv), "a.csv.gz", check: true)).Count.Added);
        Assert.Equal(2, (await BringAsync(board, Archived(("folder/a.csv", csv), ("readme.txt", [1])), "a.zip", check: true)).Count.Added);
        Assert.Contains("no CSV", Refusal(Archived(("readme.txt", [1]))), StringComparison.Ordinal);
        Assert.Contains("can’t be unpacked", Refusal([.. "PK"u8, 1, 2, 3, 4]), StringComparison.Ordinal);
        Assert.Contains("OpenDocument", Refusal(Archived(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"u8.ToArray()))), StringComparison.Ordinal);
        Assert.Contains("longer than a million letters", Refusal(Packed(new byte[50_000_000].Select(_ => (byte)'a').ToArray())), StringComparison.Ordinal);
        Assert.Contains("mostly empty lines", Refusal(Packed([.. "a,b\n1,2\n"u8, .. new byte[2_000_000].Select(_ => (byte)'\n')])), StringComparison.Ordinal);
        var wide = FigureFile.Open(Put(board, Packed([.. "a,b\n"u8, .. Enumerable.Repeat((byte)',', 900_000)]), "x").Path, "x").Tables[0];
        Assert.Equal(3, Assert.Single(wide.Sample(Stop)).Count);
        Assert.Contains("no text", Refusal(new byte[100]), StringComparison.Ordinal);
        Assert.Contains("UTF-8", Refusal([.. "a,b\n"u8, 0xFF, 0xFE, 0x41]), StringComparison.Ordinal);
        Assert.Contains("empty", Refusal([]), StringComparison.Ordinal);

        string Refusal(byte[] bytes)
        {
            var (path, name) = Put(board, bytes, "x");
            var (tables, refusal) = FigureFile.Open(path, name);
            if (refusal is not null) return refusal;
            return Assert.Throws<InvalidDataException>(() => tables[0].Sample(Stop)).Message;
        }
    }

    [Fact]
    public async Task A_model_of_neighbours_is_a_dated_set_and_ends_the_one_before()
    {
        await using var board = await Board.NewAsync(template);
        await using var scope = board.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
        db.Viewer = Goldthread.Domain.Viewer.System("tests");
        var neighbours = scope.ServiceProvider.GetRequiredService<BringInNeighbours>();
        string Table(int first) => "old_la_code,la_name," + string.Join(',', Enumerable.Range(1, 10).Select(i => $"SN_{i},SN_{i}P")) + "\n306,Croydon," + string.Join(',', Enumerable.Range(first, 10).Select(n => $"{n},Close ")) + "\n";

        Assert.Equal(1, (await neighbours.RunAsync(TableOf(board, Table(301).Replace("306,Close", "312,Close", StringComparison.Ordinal)), "May 2025", new(2025, 5, 1), false, Stop)).Sets);
        Assert.Equal(1, (await neighbours.RunAsync(TableOf(board, Table(307)), "April 2021", new(2021, 4, 1), false, Stop)).Sets);
        var wrong = await neighbours.RunAsync(TableOf(board, Table(990)), "Wrong", new(2026, 1, 1), false, Stop);

        Assert.NotEmpty(wrong.Faults);
        var sets = await db.Set<ComparatorSet>().OrderBy(s => s.From).ToListAsync(Stop);
        Assert.Equal([("April 2021", new DateOnly(2025, 4, 30)), ("May 2025", null)], sets.Select(s => (s.Name, s.Until)));
        Assert.Equal((10, "Close"), (sets[0].Members.Count, sets[0].Members[0].Closeness));
    }

    [Fact]
    public void Figures_are_sorted_in_the_memory_of_a_million()
    {
        using FigureSpool spool = new(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()));
        var total = FigureSpool.AtOnce + 500_000;
        List<CodedFigure> some = [];
        for (var i = 0; i < total; i++)
        {
            some.Add(new(new(i * 7919 % 97, i * 31 % 151, 1, i), double.NaN, double.NaN, i, i, 0, 0, false));
            if (some.Count < 50_000) continue;
            spool.Add(some);
            some.Clear();
        }
        spool.Add(some);

        CodedFigure before = default;
        long seen = 0, sum = 0;
        foreach (var figure in spool.InOrder())
        {
            Assert.True(seen == 0 || CodedFigure.InOrder(before, figure) < 0);
            (before, seen, sum) = (figure, seen + 1, sum + figure.Row);
        }
        Assert.Equal((total, (long)total * (total - 1) / 2), (seen, sum));
    }

    internal static async Task<(FigureCount Count, ImportBatch? Batch)> BringAsync(Board board, string text, bool goodRows = false, TextWriter? left = null, Func<TableReading, TableReading>? change = null, bool check = false, Func<int, Task>? begun = null, CancellationToken? stop = null) =>
        await BringAsync(board, Encoding.UTF8.GetBytes(text), "figures.csv", goodRows, left, change, check, begun, stop);

    private static async Task<(FigureCount Count, ImportBatch? Batch)> BringAsync(Board board, byte[] bytes, string name, bool goodRows = false, TextWriter? left = null, Func<TableReading, TableReading>? change = null, bool check = false, Func<int, Task>? begun = null, CancellationToken? stop = null)
    {
        var (path, _) = Put(board, bytes, name);
        await using var scope = board.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<BoardDb>().Viewer = Goldthread.Domain.Viewer.System("tests");
        var (tables, refusal) = FigureFile.Open(path, name);
        Assert.Null(refusal);
        var reading = (await scope.ServiceProvider.GetRequiredService<RecogniseTable>().LookAsync(tables[0], Stop)).Reading!;
        BringInWish wish = new(change is null ? reading : change(reading), false, goodRows);
        var bring = scope.ServiceProvider.GetRequiredService<BringIn>();
        if (left is not null) await bring.CheckAsync(tables[0], wish, new(left), null, Stop);
        if (check) return (await bring.CheckAsync(tables[0], wish, null, null, Stop), null);
        return await bring.RunAsync(tables[0], wish, name, "", begun, null, stop ?? Stop);
    }

    private static (string Path, string Name) Put(Board board, byte[] bytes, string name)
    {
        var path = Path.Combine(board.Data, Path.GetRandomFileName());
        File.WriteAllBytes(path, bytes);
        return (path, name);
    }

    private static FigureTable TableOf(Board board, string text) => FigureFile.Open(Put(board, Encoding.UTF8.GetBytes(text), "n.csv").Path, "n.csv").Tables[0];

    private static byte[] Packed(byte[] bytes)
    {
        using MemoryStream to = new();
        using (GZipStream packed = new(to, CompressionLevel.Fastest)) packed.Write(bytes);
        return to.ToArray();
    }

    private static byte[] Archived(params (string Name, byte[] Bytes)[] members)
    {
        using MemoryStream to = new();
        using (ZipArchive zip = new(to, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in members)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }
        return to.ToArray();
    }

    private static async Task SeriesAreTheFiguresAsync(BoardDb db)
    {
        var figures = await (from f in db.Set<Figure>() join p in db.Set<Period>() on f.PeriodKey equals p.Key select new { f.IndicatorKey, f.AreaKey, f.BreakdownKey, p.Kind, p.End, f.Value, f.Symbol }).ToListAsync(Stop);
        var series = await db.Set<Series>().ToListAsync(Stop);
        Assert.Equal(
            figures.GroupBy(f => (f.IndicatorKey, f.AreaKey, f.BreakdownKey, f.Kind)).OrderBy(g => g.Key).Select(g => (g.Key, string.Join('|', g.OrderBy(f => f.End).Select(f => (f.End, f.Value, f.Symbol))))),
            series.OrderBy(s => (s.IndicatorKey, s.AreaKey, s.BreakdownKey, s.Kind)).Select(s => ((s.IndicatorKey, s.AreaKey, s.BreakdownKey, s.Kind), string.Join('|', Series.Unpack(s.Packed).Select(p => (p.End, p.Figure.Value, p.Figure.Symbol))))));
    }
}
