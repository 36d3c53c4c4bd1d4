using CsCheck;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Dataset.FiguresIn;

namespace Goldthread.Domain.Tests.Dataset.FiguresIn;

[Trait("feature", "I16")]
public class FigureCoderTests
{
    private const string Head = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,category,count,rate";
    private const string Croydon = "2025,Reporting year,Local authority,E92000001,England,E13000002,Outer London,306,E09000008,Croydon,All,4637,493.6";
    private const string England = "2025,Reporting year,National,E92000001,England,,,,,,All,399440,330.3";

    [Fact]
    public void A_row_gives_a_figure_for_each_column_with_its_place_period_and_line()
    {
        var read = Read(Head, [England, Croydon]);

        Assert.Empty(read.Faults.All);
        Assert.Equal([399440, 330.3, 4637, 493.6], read.Figures.Select(f => f.Value));
        Assert.Equal([2, 2, 3, 3], read.Figures.Select(f => f.Row));
        Assert.All(read.Figures, f => Assert.Equal(Breakdown.All, f.Key.Breakdown));
        Assert.Equal((new DateOnly(2024, 4, 1), new DateOnly(2025, 3, 31)), (read.Book.PeriodAt(read.Figures[0].Key.Period).Start, read.Book.PeriodAt(read.Figures[0].Key.Period).End));
        Assert.Equal("Croydon", read.Places.NameOf(read.Figures[2].Key.Area));
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
        var figure = Read(Head, [Croydon, Croydon.Replace("4637", text, StringComparison.Ordinal).Replace("2025,", "2024,", StringComparison.Ordinal)]).Figures[2];

        Assert.Equal(new FigureValue(null, null, null, expected, FigureStatus.Final), figure.Figure);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1,234")]
    [InlineData("1e999")]
    [InlineData("NaN")]
    [InlineData("C")]
    [InlineData("-")]
    [InlineData("12%")]
    [InlineData("about 30")]
    [Trait("feature", "I3")]
    public void What_is_neither_number_nor_symbol_is_named_by_line_and_column_and_its_row_gives_nothing(string text)
    {
        var read = Read(Head, [England, Croydon], ("4637", text));

        var fault = Assert.Single(read.Faults.All);
        Assert.Equal((3, "count", text), (fault.Line, fault.Column, fault.Found));
        Assert.Equal(2, read.Figures.Count);
    }

    [Theory]
    [InlineData("2025,Rep", "2O25,Rep", "time_period, time_identifier")]
    [InlineData("Reporting year,Local", "Reporting week,Local", "time_period, time_identifier")]
    [InlineData("Local authority", "Galaxy", "geographic_level")]
    [InlineData("E09000008", "E09000099", "new_la_code")]
    [Trait("feature", "I3")]
    public void A_year_a_level_or_a_place_that_does_not_exist_is_named(string was, string becomes, string column)
    {
        var read = Read(Head, [England, Croydon], (was, becomes));

        Assert.Equal((3, column), (read.Faults.All[0].Line, read.Faults.All[0].Column));
        Assert.NotEmpty(read.Faults.All[0].Accepted);
        Assert.All(read.Figures, f => Assert.Equal("England", read.Places.NameOf(f.Key.Area)));
    }

    [Fact]
    public void A_new_place_is_taken_where_somebody_says_so()
    {
        var read = Read(Head, [Croydon.Replace("E09000008", "E06000099", StringComparison.Ordinal).Replace("Croydon", "Newtown", StringComparison.Ordinal).Replace("306", "999", StringComparison.Ordinal)], takesNew: true);

        Assert.Empty(read.Faults.All);
        Assert.Equal(["Newtown"], read.Places.Added.Select(a => a.Name));
    }

    [Fact]
    public void A_place_whose_code_changed_stays_one_place()
    {
        var now = Croydon.Replace("306,E09000008,Croydon", "933,E06000066,Somerset", StringComparison.Ordinal);
        var before = Croydon.Replace("306,E09000008,Croydon", "933,E10000027,Somerset", StringComparison.Ordinal).Replace("2025,", "2022,", StringComparison.Ordinal);

        var read = Read(Head, [now, before]);

        Assert.Single(read.Figures.Select(f => f.Key.Area).Distinct());
        Assert.Equal([false, false, true, true], read.Figures.Select(f => f.IsFormer));
    }

    [Fact]
    public void Rows_about_schools_are_left_out_and_counted()
    {
        var read = Read(Head, [England, Croydon], ("Local authority", "School"));

        Assert.Empty(read.Faults.All);
        Assert.Equal(2, read.Figures.Count);
        Assert.Equal([("rows about another kind of place (School)", 1)], read.Coder.LeftOut.Select(l => (l.Key, l.Value)));
    }

    [Fact]
    [Trait("feature", "I21")]
    public void Values_that_part_the_figures_make_parts_and_the_whole_is_none()
    {
        var read = Read(Head, [Croydon.Replace(",All,", ",Total,", StringComparison.Ordinal), Croydon.Replace(",All,", ",Girls,", StringComparison.Ordinal), Croydon.Replace(",All,", ",Boys,", StringComparison.Ordinal)]);

        Assert.Equal(["", "Girls", "Boys"], read.Figures.Where(f => f.Value == 4637).Select(f => read.Book.BreakdownAt(f.Key.Breakdown)));
    }

    [Fact]
    [Trait("feature", "I22")]
    public void A_rate_is_worked_out_from_its_parts_and_a_part_above_its_whole_is_a_fault()
    {
        MeasureReading share = new() { Key = "share", Name = "Share", Unit = "%", Numerator = "rate", Denominator = "count" };
        var good = Read(Head, [Croydon], change: r => r with { Measures = [share] });
        var bad = Read(Head, [Croydon], ("493.6", "5000"), change: r => r with { Measures = [share] });

        Assert.Equal((493.6, 4637, 493.6 / 4637), (good.Figures[0].Numerator, good.Figures[0].Denominator, good.Figures[0].Value));
        Assert.Equal((2, "rate"), (Assert.Single(bad.Faults.All).Line, bad.Faults.All[0].Column));
    }

    [Fact]
    public void Only_the_wanted_rows_are_taken_and_counted_on_their_day()
    {
        var read = Read(Head, [Croydon, Croydon.Replace(",All,", ",Boys,", StringComparison.Ordinal)], change: r => r with
        {
            Measures = [new() { Key = "count", Value = "count", Where = new Dictionary<string, string> { ["category"] = "Boys" }, OnDay = "03-31" }],
        });

        var figure = Assert.Single(read.Figures);
        Assert.Equal((3, Breakdown.All), (figure.Row, figure.Key.Breakdown));
        Assert.Equal((new DateOnly(2025, 3, 31), "31 March 2025"), (read.Book.PeriodAt(figure.Key.Period).Start, read.Book.LabelOf(figure.Key.Period)));
    }

    [Fact]
    public void Shares_for_an_indicator_in_per_cent_are_asked_about_and_multiplied_where_somebody_says_so()
    {
        string[] rows = [.. Enumerable.Range(0, 6).Select(i => $"{2019 + i},Croydon,0.{i + 2}5")];
        Indicator percent = new(7, "PCT");
        percent.Describe(new("Share", "", "", "All", 100, "%", 1, Polarity.Neutral, PublishedPeriodKind.Year, Accountability.HowWell, ""), new("", "", "", "", false), null, []);

        var asked = Read("year,borough,share", rows, change: r => r with { Measures = [r.Measures[0] with { Indicator = "PCT" }] }, indicators: [percent]);
        var told = Read("year,borough,share", rows, change: r => r with { Measures = [r.Measures[0] with { Indicator = "PCT", Factor = 100 }] }, indicators: [percent]);

        Assert.Contains("shares from 0 to 0.75", Assert.Single(asked.Faults.All).Found, StringComparison.Ordinal);
        Assert.Empty(told.Faults.All);
        Assert.Equal(25, told.Figures[0].Value, 9);
    }

    [Fact]
    public void Periods_in_the_headings_give_a_figure_for_each_and_names_that_are_no_place_are_left_out()
    {
        string[] good = [.. new[] { "ASSAULT", "BURGLARY", "ROBBERY", "THEFT" }.Select(kind => $"{kind},ALL OF IT,Croydon,1,1,1")];
        var read = Read("MajorText,MinorText,BoroughName,202312,202401,202402", ["ARSON,ARSON,Croydon,4,5,6", .. good, "ARSON,ARSON,Unknown,4,5,6", "ARSON,ARSON,Croyden,4,5,6"]);

        Assert.Equal([4, 5, 6], read.Figures.Take(3).Select(f => f.Value));
        Assert.Equal(15, read.Figures.Count);
        Assert.Equal(["December 2023", "January 2024", "February 2024"], read.Figures.Take(3).Select(f => read.Book.LabelOf(f.Key.Period)));
        Assert.Equal(["rows with “Unknown” in BoroughName"], read.Coder.LeftOut.Keys);
        Assert.Equal((8, "BoroughName", "Croyden"), (Assert.Single(read.Faults.All).Line, read.Faults.All[0].Column, read.Faults.All[0].Found));
    }

    [Fact]
    public void A_missing_or_doubled_heading_is_named_and_a_row_of_another_length_too()
    {
        var missing = Read("time_period,time_identifier,geographic_level,country_code,country_name,count", ["2025,Reporting year,National,E92000001,England,5"], change: r => r with { Measures = [r.Measures[0], new() { Key = "rate", Value = "rate" }] });
        var doubled = Read("year,borough,count,count", ["2025,Croydon,1,2"]);
        var shorter = Read(Head, [England, "2025,Reporting year"]);

        Assert.Contains(missing.Faults.All, f => f.Column == "rate");
        Assert.Contains(doubled.Faults.All, f => f is { Column: "count", Found: "the heading twice" });
        Assert.Equal((3, "2 values"), (Assert.Single(shorter.Faults.All).Line, shorter.Faults.All[0].Found));
    }

    [Fact]
    public void Two_hundred_faults_are_listed_and_all_are_counted()
    {
        var read = Read(Head, [England, .. Enumerable.Repeat(Croydon, 500)], ("4637", "?"));

        Assert.Equal((FigureFaults.Most, 500), (read.Faults.All.Count, read.Faults.Count));
    }

    [Fact]
    [Trait("threat", "T07")]
    public void Whatever_stands_in_a_row_gives_figures_or_a_fault_and_never_both()
    {
        var known = Recognise.Table(Head.Split(','), [England.Split(',')], new(Given.Places, [], takesNew: false)).Reading!;
        string[] pieces = ["2025", "Reporting year", "National", "Local authority", "E92000001", "E09000008", "306", "", "c", "1.5", "\0", "ÿ", "-1e400", "All"];
        Gen.Int[0, pieces.Length - 1].Array[0, 15].Sample(picked =>
        {
            var read = Read(Head, [England, string.Join(',', picked.Select(p => pieces[p]))], change: _ => known);

            return (read.Figures.Count == 2) != (read.Faults.Count == 0);
        });
    }

    internal static Reading Read(string head, string[] rows, (string Was, string Becomes)? inLast = null, Func<TableReading, TableReading>? change = null, IReadOnlyList<Indicator>? indicators = null, bool takesNew = false)
    {
        var headings = head.Split(',');
        PlaceBook places = new(Given.Places, [], takesNew);
        string[][] cells = [.. rows.Select(r => r.Split(','))];
        var reading = Recognise.Table(headings, cells, places).Reading ?? (change is null ? throw new InvalidOperationException("no table") : new() { Layout = "" });
        if (change is not null) reading = change(reading);
        FigureBook book = new(indicators ?? [], [], [], 100);
        FigureFaults faults = new();
        FigureCoder coder = new(headings, reading, places, book, faults, 0);
        List<CodedFigure> figures = [];
        if (faults.Count > 0) return new(figures, faults, book, places, coder);
        Cells row = new();
        for (var i = 0; i < rows.Length; i++)
        {
            row.Begin(i + 2);
            foreach (var cell in Changed(rows[i], i > 0 || rows.Length == 1 ? inLast : null)) row.Add(cell);
            coder.Code(row, figures);
        }
        coder.End();
        return new(figures, faults, book, places, coder);
    }

    // What has no comma is exchanged as a cell, so that a comma in what it becomes makes no new one.
    private static IEnumerable<string> Changed(string row, (string Was, string Becomes)? change) =>
        change is not var (was, becomes) ? row.Split(',')
        : was.Contains(',', StringComparison.Ordinal) ? row.Replace(was, becomes, StringComparison.Ordinal).Split(',') : row.Split(',').Select(c => c == was ? becomes : c);

    internal sealed record Reading(List<CodedFigure> Figures, FigureFaults Faults, FigureBook Book, PlaceBook Places, FigureCoder Coder);
}
