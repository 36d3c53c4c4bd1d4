using System.IO.Compression;
using System.Text;
using CsCheck;
using Goldthread.Domain.Dataset;

namespace Goldthread.Domain.Tests.Dataset;

[Trait("feature", "I16")]
public class PublishedTableTests
{
    private const string Head = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,category,count,rate\n";
    private const string Croydon = "2025,Reporting year,Local authority,E92000001,England,E13000002,Outer London,306,E09000008,Croydon,All,4637,493.6\n";
    private const string England = "2025,Reporting year,National,E92000001,England,,,,,,All,399440,330.3\n";
    private static readonly PublishedLayout Layout = new(["category"], ["count", "rate"]);

    [Fact]
    public void A_row_has_its_period_area_filters_and_figures()
    {
        var result = Read(Head + England + Croydon);

        Assert.Empty(result.Problems);
        Assert.Equal(new(PublishedLevel.National, "E92000001", "England", ""), result.Rows[0].Area);
        Assert.Equal(new(PublishedLevel.LocalAuthority, "E09000008", "Croydon", "306"), result.Rows[1].Area);
        Assert.Equal(new(PublishedPeriodKind.Year, new(2024, 4, 1), new(2025, 3, 31), "2025"), result.Rows[1].Period);
        Assert.Equal(["All"], result.Rows[1].Filters);
        Assert.Equal([4637, 493.6], result.Rows[1].Measures.Select(value => value.Number!.Value));
    }

    [Theory]
    [InlineData("c", PublishedSymbol.Confidential)]
    [InlineData("x", PublishedSymbol.NotAvailable)]
    [InlineData(":", PublishedSymbol.NotAvailable)]
    [InlineData("..", PublishedSymbol.NotAvailable)]
    [InlineData("z", PublishedSymbol.NotApplicable)]
    [InlineData(".", PublishedSymbol.NotApplicable)]
    [InlineData("k", PublishedSymbol.RoundsToZero)]
    [InlineData("low", PublishedSymbol.RoundsToZero)]
    [InlineData("~", PublishedSymbol.RoundsToZero)]
    [InlineData("u", PublishedSymbol.LowReliability)]
    public void A_symbol_is_a_reason_and_never_zero(string text, PublishedSymbol expected)
    {
        var value = Read(Head + Croydon.Replace("4637", text, StringComparison.Ordinal)).Rows[0].Measures[0];

        Assert.Equal(new PublishedValue(null, expected), value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1,234")]
    [InlineData("1e999")]
    [InlineData("NaN")]
    [InlineData("C")]
    [InlineData("-")]
    [InlineData("12%")]
    public void What_is_neither_number_nor_symbol_is_refused(string text)
    {
        var result = Read(Head + Croydon.Replace("4637", $"\"{text}\"", StringComparison.Ordinal));

        var problem = Assert.Single(result.Problems);
        Assert.Equal((2, "count", text), (problem.Line, problem.Column, problem.Found));
    }

    [Fact]
    public void Columns_are_found_by_name_in_any_order_with_mark_and_windows_lines()
    {
        var text = "\uFEFFrate,la_name,new_la_code,old_la_code,count,other,category,country_name,country_code,region_code,region_name,geographic_level,time_identifier,time_period\r\n"
            + "58,\"Bristol, City of\",E06000023,801,547,anything,\"All, of them\",England,E92000001,E12000009,South West,Local authority,Academic year,202425\r\n";

        var row = Assert.Single(Read(text).Rows);

        Assert.Equal(("Bristol, City of", "All, of them", 547d, 58d), (row.Area.Name, row.Filters[0], row.Measures[0].Number, row.Measures[1].Number));
        Assert.Equal((new DateOnly(2024, 9, 1), new DateOnly(2025, 8, 31), "2024/25"), (row.Period.Start, row.Period.End, row.Period.Label));
    }

    [Fact]
    [Trait("feature", "I3")]
    public void Every_bad_cell_is_named_and_nothing_is_taken()
    {
        var text = Head + England + Croydon.Replace("4637,493.6", "many,few", StringComparison.Ordinal)
            + Croydon.Replace("2025,", "2O25,", StringComparison.Ordinal) + Croydon.Replace("Local authority", "Ward", StringComparison.Ordinal)
            + Croydon.Replace("E09000008", "306", StringComparison.Ordinal) + "2025,Reporting year\n";

        var result = Read(text);

        Assert.Empty(result.Rows);
        Assert.Equal(
            [(3, "count"), (3, "rate"), (4, "time_period, time_identifier"), (5, "geographic_level"), (6, "new_la_code"), (7, "")],
            result.Problems.Select(problem => (problem.Line, problem.Column)));
        Assert.All(result.Problems, problem => Assert.NotEmpty(problem.Accepted));
    }

    [Fact]
    public void The_same_row_twice_is_refused()
    {
        var problem = Assert.Single(Read(Head + Croydon + England + Croydon).Problems);

        Assert.Equal((4, "the same period, area and filters as line 2"), (problem.Line, problem.Found));
    }

    [Fact]
    public void Missing_and_doubled_columns_are_all_named()
    {
        var problems = PublishedTable.Read(new StringReader("time_period,count,count\n2025,1,2\n"), Layout).Problems;

        Assert.Equal(["count", "time_identifier", "geographic_level", "country_code", "country_name", "category", "rate"], problems.Select(problem => problem.Column));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData(Head)]
    [InlineData(Head + "\"2025")]
    public void A_file_without_rows_is_a_problem(string text)
    {
        Assert.NotEmpty(Read(text).Problems);
    }

    [Fact]
    public void A_thousand_problems_are_listed_and_all_are_counted()
    {
        var result = Read(Head + string.Concat(Enumerable.Repeat(Croydon.Replace("4637", "?", StringComparison.Ordinal), 1500)));

        Assert.Equal((1000, 1500), (result.Problems.Count, result.ProblemCount));
    }

    [Theory]
    [InlineData("2025", "Reporting year", "2024-04-01", "2025-03-31", "2025")]
    [InlineData("202425", "Financial year", "2024-04-01", "2025-03-31", "2024/25")]
    [InlineData("199900", "Academic year", "1999-09-01", "2000-08-31", "1999/00")]
    [InlineData("2024", "Calendar year", "2024-01-01", "2024-12-31", "2024")]
    [InlineData("202425", "Financial year Q4", "2025-01-01", "2025-03-31", "2024/25 Q4")]
    [InlineData("2024", "Calendar year Q1", "2024-01-01", "2024-03-31", "2024 Q1")]
    [InlineData("202425", "Spring term", "2025-01-01", "2025-03-31", "Spring 2024/25")]
    [InlineData("2024", "February", "2024-02-01", "2024-02-29", "February 2024")]
    [InlineData("2022", "Week 37", "2022-09-12", "2022-09-18", "Week 37 2022")]
    [InlineData("2023", "Week 2", "2023-01-09", "2023-01-15", "Week 2 2023")]
    public void A_period_means_days(string timePeriod, string identifier, string start, string end, string label)
    {
        var period = PublishedPeriod.Read(timePeriod, identifier);

        Assert.Equal((start, end, label), (period?.Start.ToString("yyyy-MM-dd", null), period?.End.ToString("yyyy-MM-dd", null), period?.Label));
    }

    [Theory]
    [InlineData("202426", "Academic year")]
    [InlineData("202425", "Calendar year")]
    [InlineData("2024", "Academic year")]
    [InlineData("2024", "Financial year Q1")]
    [InlineData("2023", "Week 53")]
    [InlineData("2023", "Week 0")]
    [InlineData("24", "Reporting year")]
    [InlineData("0001", "Reporting year")]
    [InlineData("2024", "reporting year")]
    [InlineData("２０２４", "Reporting year")]
    public void What_is_no_period_is_refused(string timePeriod, string identifier)
    {
        Assert.Null(PublishedPeriod.Read(timePeriod, identifier));
    }

    [Fact]
    public void A_layout_is_proposed_from_the_first_rows()
    {
        var layout = PublishedLayout.Propose(new StringReader(Head + England + Croydon.Replace("4637", "c", StringComparison.Ordinal)));

        Assert.Equal(["category"], layout.Filters);
        Assert.Equal(["count", "rate"], layout.Measures);
    }

    [Fact]
    [Trait("threat", "T07")]
    public void Any_text_at_all_gives_rows_or_problems_and_never_both()
    {
        string[] pieces = [Head, Croydon, England, "\"", ",", "\n", "2025", "c", "x,", "Reporting year,", "\uFEFF", "\0"];
        Gen.Int[0, pieces.Length - 1].Array[0, 12].Sample(picked =>
        {
            var result = Read(string.Concat(picked.Select(piece => pieces[piece])));

            return result.Rows.Count == 0 == result.ProblemCount > 0;
        });
    }

    [Theory]
    [InlineData("children-in-need/b1_children_in_need_2013_to_2025.csv", "category", "At31_episodes", 2132, "2025", 4637)]
    [InlineData("children-in-need/c4_children_in_need_section_47s_and_icpcs_2013_to_2025.csv", "category", "Section47", 2132, "2025", 2947)]
    [InlineData("children-looked-after/cla_number_and_rate_per_10k_children.csv", "population_type", "children_count", 2505, "2025", 244)]
    [InlineData("outcomes/absence_la.csv.gz", "absence_terms,social_care_group,phase_type_grouping", "t_pupils", 17220, "2024/25", 786)]
    [InlineData("send/timeliness_20_week.csv.gz", "breakdown_topic,breakdown", "plans_issued_den", 12212, "2019", 324)]
    [InlineData("workforce/csww_indicators_2017_to_2025.csv", "", "cases", 1463, "2025", 3448)]
    [InlineData("attendance/EES_weekly_data.csv.gz", "", "", 7369, "", 0)]
    public void Published_files_are_read_in_full(string file, string filters, string measure, int rows, string period, double croydon)
    {
        using var text = Open(file);
        var layout = file.StartsWith("attendance", StringComparison.Ordinal)
            ? Proposed(file)
            : new PublishedLayout(filters.Split(',', StringSplitOptions.RemoveEmptyEntries), [measure]);

        var result = PublishedTable.Read(text, layout);

        Assert.Empty(result.Problems);
        Assert.Equal(rows, result.Rows.Count);
        if (measure.Length > 0)
            Assert.Equal(croydon, result.Rows.First(row => row.Area.Code == "E09000008" && row.Period.Label == period).Measures[0].Number);
    }

    [Fact]
    public void A_published_file_without_the_columns_of_time_is_refused()
    {
        using var text = Open("children-looked-after/cla_on_31_march_by_characteristics.csv.gz");

        var result = PublishedTable.Read(text, new(["cla_group", "characteristic"], ["number"]));

        Assert.Equal(["time_identifier", "country_code", "country_name"], result.Problems.Select(problem => problem.Column));
    }

    private static PublishedTableResult Read(string text) => PublishedTable.Read(new StringReader(text), Layout);

    private static PublishedLayout Proposed(string file)
    {
        using var text = Open(file);
        return PublishedLayout.Propose(text, 10_000);
    }

    private static StreamReader Open(string file)
    {
        var path = SourceFolder.Shared("data/" + file);
        Stream stream = File.OpenRead(path);
        return new(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream, Encoding.UTF8);
    }
}
