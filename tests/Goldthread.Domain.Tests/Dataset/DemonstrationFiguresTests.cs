using System.Globalization;

namespace Goldthread.Domain.Tests.Dataset;

[Trait("feature", "I15")]
public class DemonstrationFiguresTests
{
    private const string Croydon = "E09000008", England = "E92000001", London = "E12000007";
    private static readonly List<Dictionary<string, string>> Indicators = Table("indicators.csv");
    private static readonly List<Dictionary<string, string>> Figures = Table("figures.csv");

    [Fact]
    public void Every_indicator_has_figures_for_Croydon_and_every_published_yearly_one_for_England()
    {
        var known = Figures.Where(figure => figure["value"].Length > 0).Select(figure => (figure["indicator"], figure["area"])).ToHashSet();

        Assert.All(Indicators, indicator => Assert.Contains((indicator["code"], Croydon), known));
        Assert.All(Indicators.Where(indicator => indicator["period_kind"] == "Year" && indicator["code"] != "YJS01"), indicator => Assert.Contains((indicator["code"], England), known));
        Assert.True(Indicators.Count(indicator => indicator["invented"] == "No") >= 30);
    }

    [Theory] // as published by the Department for Education
    [InlineData("CSC04", Croydon, "2024/25", "850.1")]
    [InlineData("CSC04", England, "2024/25", "519.4")]
    [InlineData("CSC06", Croydon, "2023/24", "23.1")]
    [InlineData("CSC08", Croydon, "2020/21", "80.6")]
    [InlineData("CSC11", London, "31 March 2025", "359.2")]
    [InlineData("CSC14", Croydon, "2018/19", "209.6")]
    [InlineData("CSC17", Croydon, "2024/25", "70.0")]
    [InlineData("CSC18", Croydon, "31 March 2019", "75.8")]
    [InlineData("CSC18", Croydon, "31 March 2021", "29.9")]
    [InlineData("CSC20", England, "2024/25", "24.5")]
    [InlineData("CSC27", Croydon, "31 March 2016", "87.0")]
    [InlineData("CSC27", London, "31 March 2025", "48")]
    [InlineData("CSC35A", Croydon, "30 September 2018", "46.6")]
    [InlineData("CSC35A", London, "30 September 2025", "17.9")]
    public void Figures_are_those_that_were_published(string indicator, string area, string period, string published)
    {
        var figure = Assert.Single(Figures, figure => figure["indicator"] == indicator && figure["area"] == area && figure["period_label"] == period);

        var format = published.Contains('.', StringComparison.Ordinal) ? "0.0" : "0";
        Assert.Equal(published, Number(figure["value"]).ToString(format, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_figure_is_its_numerator_over_its_denominator_or_says_why_it_is_missing()
    {
        var multiplier = Indicators.ToDictionary(indicator => indicator["code"], indicator => Number(indicator["multiplier"]));

        Assert.All(Figures, figure =>
        {
            Assert.Equal(figure["value"].Length == 0, figure["symbol"].Length > 0);
            Assert.Contains(figure["symbol"], (string[])["", "c", "x", "z", "k", "u", "doubtful"]);
            Assert.Contains(figure["status"], (string[])["Final", "Revised", "Provisional"]);
            Assert.True(string.CompareOrdinal(figure["start"], figure["end"]) <= 0);
            if (figure["value"].Length > 0 && figure["denominator"].Length > 0)
                Assert.Equal(Number(figure["numerator"]) / Number(figure["denominator"]) * multiplier[figure["indicator"]], Number(figure["value"]), 0.0001);
        });
    }

    [Fact]
    public void An_indicator_area_and_period_stand_once_and_are_known()
    {
        var areas = Table("areas.csv").Select(area => area["code"]).ToHashSet();
        var codes = Indicators.Select(indicator => indicator["code"]).ToHashSet();

        Assert.Equal(Figures.Count, Figures.DistinctBy(figure => (figure["indicator"], figure["area"], figure["end"])).Count());
        Assert.Equal(Indicators.Count, codes.Count);
        Assert.All(Figures, figure => Assert.True(codes.Contains(figure["indicator"]) && areas.Contains(figure["area"])));
    }

    [Fact]
    public void The_England_figure_on_another_scale_is_never_a_value()
    {
        var england = Figures.Where(figure => figure["indicator"] == "YJS01" && figure["area"] == England).ToList();

        Assert.NotEmpty(england);
        Assert.All(england, figure => Assert.Equal(("", "doubtful"), (figure["value"], figure["symbol"])));
    }

    [Fact]
    public void Quarters_and_months_have_no_gaps_and_are_enough_for_limits()
    {
        var series = Figures.Where(figure => figure["period_kind"] != "Year").GroupBy(figure => figure["indicator"]).ToList();

        Assert.All(series, points =>
        {
            Assert.True(points.Count() >= 24);
            Assert.All(points.Zip(points.Skip(1)), pair => Assert.Equal(Day(pair.First["end"]).AddDays(1), Day(pair.Second["start"])));
        });
        Assert.True(series.Count(points => points.First()["period_kind"] == "Quarter") >= 8);
        Assert.True(series.Count(points => points.First()["period_kind"] == "Month") >= 2);
    }

    [Fact]
    public void Invented_figures_are_marked_and_only_they()
    {
        Assert.All(Indicators, indicator => Assert.Equal(indicator["period_kind"] == "Quarter", indicator["invented"] == "Yes"));
        Assert.All(Indicators, indicator => Assert.StartsWith(
            indicator["invented"] == "Yes" ? "Invented" : indicator["period_kind"] == "Month" ? "Source: Metropolitan Police Service" : "Contains public sector information licensed under the Open Government Licence v3.0.",
            indicator["licence"], StringComparison.Ordinal));
    }

    [Fact]
    public void The_two_sets_of_neighbours_are_dated_and_share_three()
    {
        var sets = Table("neighbours.csv").GroupBy(row => row["model"]).ToDictionary(set => set.Key, set => set.ToList());

        Assert.Equal(["April 2021", "May 2025"], sets.Keys);
        Assert.All(sets.Values, set => Assert.Equal(Enumerable.Range(1, 10), set.Select(row => (int)Number(row["rank"]))));
        Assert.Equal("E09000010", sets["April 2021"][0]["neighbour"]); // Enfield
        Assert.Equal("E09000023", sets["May 2025"][0]["neighbour"]); // Lewisham
        Assert.Equal(3, sets["April 2021"].Select(row => row["neighbour"]).Intersect(sets["May 2025"].Select(row => row["neighbour"])).Count());
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static List<Dictionary<string, string>> Table(string file)
    {
        using var text = File.OpenText(SourceFolder.File("src/Goldthread.Web/Features/Dataset/Demonstration/" + file));
        var rows = Csv.Read(text).ToList();
        return [.. rows.Skip(1).Select(row => rows[0].Fields.Select((name, column) => (name, row[column])).ToDictionary(cell => cell.name, cell => cell.Item2))];
    }
}
