using System.IO.Compression;
using Goldthread.Domain;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Dataset.FiguresIn;
using Goldthread.Web.Commands;
using Goldthread.Web.Features.Dataset.FiguresIn;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Dataset;

/// <summary>Files as they are published come in by the command line, every figure of them, and the same file again changes nothing. Skipped where the
/// published files are not at hand.</summary>
[Trait("feature", "I16")]
public class PublishedFilesTests(BoardApp template)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("children-in-need/b1_children_in_need_2013_to_2025.csv")]
    [InlineData("children-in-need/c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv")]
    [InlineData("children-in-need/c4_children_in_need_section_47s_and_icpcs_2013_to_2025.csv")]
    [InlineData("children-in-need/d3_cpps_subsequent_plan_2013_to_2025.csv")]
    [InlineData("children-in-need/previous-release/b1_children_in_need_2013_to_2024.csv")]
    [InlineData("children-looked-after/cla_number_and_rate_per_10k_children.csv")]
    [InlineData("children-looked-after/cla_on_31_march_by_characteristics.csv.gz")]
    [InlineData("children-looked-after/la_care_leavers_activity.csv.gz")]
    [InlineData("children-looked-after/la_cla_placement_stability.csv")]
    [InlineData("children-looked-after/la_conviction_health_outcome_cla.csv.gz")]
    [InlineData("children-looked-after/previous-release/cla_number_and_rate_per_10k_children.csv")]
    [InlineData("workforce/csww_indicators_2017_to_2025.csv")]
    [InlineData("workforce/csww_headline_measures_2017_to_2022.csv")]
    [InlineData("outcomes/ks4_la.csv")]
    [InlineData("population/ons_mid-year_population_estimates_2012_to_2024.csv")]
    [InlineData("attendance/EES_ytd_data.csv")]
    [InlineData("neet/UD_NEETNK_LA_dashboard_final.csv")]
    public Task A_table_of_the_Department_comes_in_whole(string file) => ComesInWholeAsync(file);

    [Theory]
    [InlineData("children-in-need/c3_factors_identified_at_end_of_assessment_2018_to_2025.csv")]
    [InlineData("children-in-need/d5_cpps_at31march_by_duration_2013_to_2025.csv")]
    [InlineData("children-in-need/previous-release/d3_cpps_subsequent_plan_2013_to_2024.csv")]
    [InlineData("children-looked-after/la_care_leavers_accommodation_suitability.csv")]
    [InlineData("children-looked-after/la_cla_during_year_new_placements.csv.gz")]
    [InlineData("children-looked-after/la_cla_swcount.csv")]
    [InlineData("outcomes/absence_la.csv.gz")]
    [InlineData("outcomes/ks2_la.csv")]
    [InlineData("attendance/EES_weekly_data.csv.gz")]
    [InlineData("send/timeliness_20_week.csv.gz")]
    [Trait("category", "long")]
    public Task A_larger_or_likewise_table_of_the_Department_comes_in_whole(string file) => ComesInWholeAsync(file);

    // Each column of figures adds up to the same in the board and in the file, and has as many figures of each symbol.
    private async Task ComesInWholeAsync(string file)
    {
        var path = SharedFile(file);
        await using var board = await Board.NewAsync(template);

        Assert.Equal(0, await ImportAsync(board, path));
        Assert.Equal(0, await ImportAsync(board, path));

        await using var db = board.OpenAll();
        Assert.Equal(1, await db.Set<ImportBatch>().CountAsync(Stop));
        var reading = RecogniseTable.Read((await db.Set<RememberedReading>().SingleAsync(Stop)).Reading);
        var (headings, rows) = Plainly(path);
        var codes = await db.Indicators.ToDictionaryAsync(i => i.Code, i => i.Key, Stop);
        Assert.NotEmpty(reading.Measures);
        foreach (var measure in reading.Measures)
        {
            var cells = rows.ConvertAll(r => r[headings.IndexOf(measure.Value!)].Trim());
            var key = codes[measure.Indicator!];
            var figures = await db.Set<Figure>().Where(f => f.IndicatorKey == key).Select(f => new { f.Value, f.Symbol }).ToListAsync(Stop);
            var numbers = cells.Where(c => c.Length > 0 && (char.IsAsciiDigit(c[^1]) || c[^1] == '.') && c != "." && c != "..").Select(c => c.Contains(':', StringComparison.Ordinal) ? (12 * int.Parse(c[..2], null)) + int.Parse(c[3..], null) : double.Parse(c, System.Globalization.CultureInfo.InvariantCulture)).ToList();
            Assert.Equal(cells.Count, figures.Count);
            Assert.Equal(numbers.Count, figures.Count(f => f.Value is not null));
            Assert.Equal(numbers.Sum(), figures.Sum(f => f.Value ?? 0), Math.Max(1e-6, Math.Abs(numbers.Sum()) * 1e-12));
            Assert.Equal(cells.Count(c => c == "c"), figures.Count(f => f.Symbol == PublishedSymbol.Confidential));
            Assert.Equal(cells.Count(c => c == "z"), figures.Count(f => f.Symbol == PublishedSymbol.NotApplicable));
        }
    }

    [Theory]
    [InlineData("children-in-need/b1_children_in_need_2013_to_2025.csv", "At31 episodes", "", "2025-03-31", 4637.0)]
    [InlineData("children-in-need/c4_children_in_need_section_47s_and_icpcs_2013_to_2025.csv", "Section47", "", "2025-03-31", 2947.0)]
    [InlineData("population/ons_mid-year_population_estimates_2012_to_2024.csv", "Children aged 0 to 17, by the estimate of mid-year", "", "2024-06-30", 93945.0)]
    [InlineData("health/la_hospital_admissions_2324.csv.gz", "Hospital admissions caused by unintentional and deliberate injuries in children (aged 0 to 14 years)", "", "2024-03-31", null)]
    [InlineData("crime/MPS Borough Level Crime (most recent 24 months).csv", "Figures", "ARSON AND CRIMINAL DAMAGE, CRIMINAL DAMAGE", "2023-12-31", null)]
    public async Task A_figure_of_Croydon_is_the_one_in_the_file(string file, string name, string part, string end, double? expected)
    {
        await using var board = await Board.NewAsync(template);
        Assert.Equal(0, await ImportAsync(board, SharedFile(file)));

        await using var db = board.OpenAll();
        var day = DateOnly.Parse(end, System.Globalization.CultureInfo.InvariantCulture);
        var wanted = part.Length == 0 ? "All" : part;
        var figure = await (from f in db.Set<Figure>()
                            join i in db.Indicators on f.IndicatorKey equals i.Key
                            join a in db.Set<Area>() on f.AreaKey equals a.Key
                            join b in db.Set<Breakdown>() on f.BreakdownKey equals b.Key
                            join p in db.Set<Period>() on f.PeriodKey equals p.Key
                            where i.Name == name && a.Code == "E09000008" && b.Name == wanted && p.End == day
                            select f).SingleAsync(Stop);

        var (_, rows) = Plainly(SharedFile(file));
        var line = rows[figure.SourceRow - 2]; // the row that the figure says it came from
        Assert.Contains(line, c => c == "Croydon");
        Assert.Contains(line, c => double.TryParse(c, out var number) && Math.Abs(number - figure.Value!.Value) < 1e-9);
        if (expected is { } value) Assert.Equal(value, figure.Value);
    }

    [Fact]
    [Trait("category", "long")]
    public async Task The_interactive_tool_comes_in_but_for_the_rows_whose_year_is_none()
    {
        await using var board = await Board.NewAsync(template);
        var path = SharedFile("lait/bds_long.csv.gz");
        var left = Path.Combine(board.Data, "left.csv");

        Assert.Equal(2, await ImportAsync(board, path));
        Assert.Equal(0, await ImportAsync(board, path, "--good-rows", "--left", left));
        Assert.Equal(0, await ImportAsync(board, path, "--good-rows"));

        await using var db = board.OpenAll();
        Assert.Equal(1, await db.Set<ImportBatch>().CountAsync(Stop));
        Assert.Equal(641_070 - 170, await db.Set<Figure>().CountAsync(Stop));
        Assert.Equal(93_883 - 170, await db.Set<Figure>().CountAsync(f => f.Value == null, Stop));
        Assert.Equal(171, File.ReadLines(left).Count());
        Assert.Equal(434, await db.Indicators.CountAsync(Stop));
    }

    [Theory]
    [InlineData("survey/apha_cpd_survey.csv", "single people")]
    [InlineData("calendar/bank-holidays.json", "bank holidays")]
    [InlineData("lait/lait_data_dictionary.csv", "dictionary")]
    [InlineData("lait/la_code_list.xlsx", "lookup")]
    [InlineData("inspections/LA_Inspection_Outcomes_as_at_31_March_2025.ods", "OpenDocument")]
    [InlineData("geography/LTLA-UTLA_Apr23_Lookup_England-Wales.csv", "lookup")]
    [InlineData("geography/ofsted_region_mapping_corrections.csv", "lookup")]
    public async Task What_holds_no_figures_is_refused_with_what_it_is(string file, string says)
    {
        await using var board = await Board.NewAsync(template);
        await using var db = board.OpenAll();
        var (tables, refusal) = FigureFile.Open(SharedFile(file), Path.GetFileName(file));

        Assert.Contains(says, refusal ?? (await new RecogniseTable(db).LookAsync(tables[0], Stop)).Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("statistical-neighbours/sn_model_2025_wide.csv", "209,320,383,870,826,882,302,852,355,203", 152)]
    [InlineData("statistical-neighbours/sn_may_2025.xlsx", "209,320,383,870,826,882,302,852,355,203", 152)]
    [InlineData("statistical-neighbours/New_Statistical_Neighbour_Groupings_April_2021.csv", "308,320,209,309,304,203,208,330,315,307", 149)]
    [Trait("feature", "I15")]
    public async Task The_models_of_neighbours_come_in(string file, string croydons, int atLeast)
    {
        await using var board = await Board.NewAsync(template);

        Assert.Equal(0, await ImportAsync(board, SharedFile(file), "--model", "A model", "--from", "2025-05-01"));

        await using var db = board.OpenAll();
        var own = (await db.Set<Area>().SingleAsync(a => a.Code == "E09000008", Stop)).Key;
        var set = await db.Set<ComparatorSet>().SingleAsync(s => s.AreaKey == own, Stop);
        var numbers = await db.Set<Area>().ToDictionaryAsync(a => a.Key, a => a.OldCode, Stop);
        Assert.Equal(croydons, string.Join(',', set.Members.OrderBy(m => m.Rank).Select(m => numbers[m.AreaKey])));
        Assert.True(await db.Set<ComparatorSet>().CountAsync(Stop) >= atLeast);
    }

    private static Task<int> ImportAsync(Board board, string path, params string[] options)
    {
        string[] database = board.Database is { } connection ? ["--database", connection] : [];
        return CommandLine.RunAsync(["import-figures", path, "--data", board.Data, .. database, .. options]);
    }

    // Read in another way than the product reads: the plain reader of the domain, every cell a text.
    private static (List<string> Headings, List<IReadOnlyList<string>> Rows) Plainly(string path)
    {
        using var file = File.OpenRead(path);
        using StreamReader text = new(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        List<IReadOnlyList<string>> all = [.. Csv.Read(text).Select(r => r.Fields)];
        return ([.. all[0].Select(h => h.Trim())], all[1..]);
    }

    private static string SharedFile(string path)
    {
        var folder = Environment.GetEnvironmentVariable("GOLDTHREAD_SHARED") is { Length: > 0 } named ? named : Path.Combine(Repository(), "..", "shared");
        var file = Path.Combine(folder, "data", path);
        if (!File.Exists(file)) Assert.Skip($"No published file {path}: set GOLDTHREAD_SHARED to the folder that holds it");
        return file;
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Goldthread.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
