using System.Text;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Dataset.FiguresIn;

namespace Goldthread.Domain.Tests.Dataset.FiguresIn;

[Trait("feature", "I16")]
public class RecogniseTests
{
    private const string Department = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name";

    [Fact]
    public void The_layout_of_the_Department_is_known_by_its_headings_and_its_columns_by_what_stands_in_them()
    {
        var reading = Look($"{Department},version,category,t_pupils,pt_overall,rate_per_10000",
            "202425,Academic year,National,E92000001,England,,,,,,Revised,Total,120,17.45,330",
            "202425,Academic year,National,E92000001,England,,,,,,Final,Boys,60,c,x").Reading!;

        Assert.Equal((AreaBy.Levels, "time_period", "time_identifier", "version"), (reading.AreaBy, reading.PeriodColumn, reading.IdentifierColumn, reading.StatusColumn));
        Assert.Equal(["t_pupils", "pt_overall", "rate_per_10000"], reading.Measures.Select(m => m.Value));
        Assert.Equal([("", 0), ("%", 2), ("per 10,000 children", 0)], reading.Measures.Select(m => (m.Unit, m.Decimals)));
        Assert.Equal(("category", "Total"), (Assert.Single(reading.Filters).Column, Assert.Single(reading.Filters[0].Whole)));
    }

    [Fact]
    public void Of_several_totals_none_is_the_whole_and_a_column_that_never_changes_parts_nothing()
    {
        string Row(string breakdown) => $"2025,Reporting year,National,E92000001,England,,,,,,All leavers,{breakdown},7";
        var filters = Look($"{Department},group,breakdown,number", Row("Total in education"), Row("Total not known"), Row("In work")).Reading!.Filters;
        var withTotal = Look($"{Department},group,breakdown,number", Row("Total in education"), Row("Total"), Row("In work")).Reading!.Filters;

        Assert.Equal(["All leavers"], filters[0].Whole);
        Assert.Empty(filters[1].Whole);
        Assert.Equal(["Total"], withTotal[1].Whole);
    }

    [Fact]
    public void Estimates_of_population_are_of_the_middle_of_the_year()
    {
        var reading = Look($"{Department},age_group,population_estimate", "2024,Reporting year,National,E92000001,England,,,,,,Children aged 0 to 17 years,12183016").Reading!;

        Assert.Equal((YearKind.Calendar, "", "06-30"), (reading.Years, reading.IdentifierColumn, reading.Measures[0].OnDay));
    }

    [Fact]
    public void Adoption_times_in_years_and_months_become_months()
    {
        var read = FigureCoderTests.Read("time_period,time_identifier,geographic_level,country_code,country_name,stage,number",
            ["2025,Reporting year,National,E92000001,England,First,00:10", "2025,Reporting year,National,E92000001,England,Second,01:02", "2025,Reporting year,National,E92000001,England,Third,k"]);

        Assert.Equal([10, 14], read.Figures.Take(2).Select(f => f.Value));
        Assert.Equal(PublishedSymbol.RoundsToZero, read.Figures[2].Figure.Symbol);
    }

    [Fact]
    public void Fingertips_and_the_interactive_tool_name_their_measures_in_each_line()
    {
        var fingertips = FigureCoderTests.Read("Indicator ID,Indicator Name,Area Code,Area Name,Sex,Age,Category,Time period,Value,Count,Denominator",
            ["90284,Admissions,E92000001,England,Persons,<15 yrs,,2010/11,115.2,107429,9324084", "90284,Admissions,E09000008,Croydon,Male,<15 yrs,,2010/11,,,"]);
        var tool = FigureCoderTests.Read("LA Number,LA and Regions,Region,Short Desc,Data item,Years,Values",
            ["306,Croydon,Outer London,RTA,Killed,2014-16,12.13", "988,London (Outer),NA,RTA,Killed,2014-16,-", "306,Croydon,Outer London,NEW,x,2025 (prov),7.0000000000000007E-2", "306,Croydon,Outer London,NEW,x,0,5"]);

        Assert.Equal([107429, double.NaN], fingertips.Figures.Select(f => f.Numerator));
        Assert.Equal(PublishedSymbol.NotAvailable, fingertips.Figures[1].Figure.Symbol);
        Assert.Equal("Male", fingertips.Book.BreakdownAt(fingertips.Figures[1].Key.Breakdown));
        Assert.Equal([12.13, double.NaN, 0.07], tool.Figures.Select(f => f.Value));
        Assert.Equal((FigureStatus.Provisional, 2), ((FigureStatus)tool.Figures[2].Status, tool.Book.Coded.Count));
        Assert.Equal((5, "Years", "0"), (Assert.Single(tool.Faults.All).Line, tool.Faults.All[0].Column, tool.Faults.All[0].Found));
    }

    [Theory]
    [InlineData("period,org_code,type,attendances,breaches", "2017-03-01,RF4,1,21289,2879", AreaBy.Provider, "org_code", "type")]
    [InlineData("Year,Borough,Kind,Number", "2023/24,St Helens,Neglect,12", AreaBy.Name, "Borough", "Kind")]
    [InlineData("Quarter,Code,Number", "2024/25 Q1,E09000008,12", AreaBy.Code, "Code", "")]
    [InlineData("Year,LA number,Number", "2024/25,306,12", AreaBy.Number, "LA number", "")]
    [InlineData("Month,Visits due,Visits made", "Apr-24,60,55", AreaBy.OwnArea, "", "")]
    public void A_table_of_any_make_is_read_by_what_stands_in_it(string head, string row, AreaBy by, string place, string filter)
    {
        var reading = Look(head, row, row.Replace("1", "2", StringComparison.Ordinal).Replace("E09000028", "E09000010", StringComparison.Ordinal)).Reading!;

        Assert.Equal((by, place, filter), (reading.AreaBy, reading.AreaColumn, string.Join(',', reading.Filters.Select(f => f.Column))));
        Assert.Equal(head.Split(',')[0], reading.PeriodColumn);
    }

    [Fact]
    [Trait("feature", "I3")]
    public void One_misspelt_name_is_a_fault_of_its_row_and_does_not_make_the_table_the_boards_own()
    {
        var read = FigureCoderTests.Read("Area,Apr-24,May-24", ["Croydon,1,2", "Enfield,3,4", "Croyden,5,6", "Total,9,12"]);

        Assert.Equal([1, 2, 3, 4], read.Figures.Select(f => f.Value));
        Assert.Equal((4, "Area", "Croyden"), (Assert.Single(read.Faults.All).Line, read.Faults.All[0].Column, read.Faults.All[0].Found));
        Assert.Equal(["rows with “Total” in Area"], read.Coder.LeftOut.Keys);
    }

    [Fact]
    [Trait("threat", "T07")]
    public void A_short_row_and_a_page_of_blanks_are_no_trouble()
    {
        Assert.NotNull(Look("Values,LA Number,Short Desc,Years", "1,306,RTA,2025", "330").Reading);
        Assert.Equal("RTA", Assert.Single(Look("Values,LA Number,Short Desc,Years", "1,306,RTA,2025").Reading!.Measures).Key);
        Assert.Null(PeriodText.Read("Q1" + new string(' ', 100_000) + "x", YearKind.Calendar));
    }

    [Theory]
    [InlineData("respondent_id,form_started_dttm,answer", "1,2,Yes", "answers of single people")]
    [InlineData("Measure_code,Topic,Polarity", "4,Health,Low", "dictionary")]
    [InlineData("LTLA23CD,LTLA23NM,ObjectId", "E06000055,Bedford,1", "list or a lookup")]
    [InlineData("la_name,region_name_correct", "Croydon,Outer London", "list or a lookup")]
    [InlineData("time_period,geographic_level,la_name,words", "2025,National,,many", "no column of figures")]
    [InlineData("Year,Borough,Words", "2024/25,Croydon,many", "No column holds figures")]
    public void What_is_no_table_of_figures_is_told_in_a_sentence(string head, string row, string says)
    {
        var found = Look(head, row);

        Assert.Null(found.Reading);
        Assert.Contains(says, found.Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"england-and-wales\": 1 }", "bank holidays")]
    [InlineData("[1, 2]", "JSON")]
    [InlineData("<!DOCTYPE html>", "web page")]
    [InlineData("PAR1....", "Parquet")]
    [InlineData("%PDF-1.7", "PDF")]
    [InlineData("abc\u0000def", "no text")]
    public void The_first_bytes_tell_what_is_no_table(string head, string says) => Assert.Contains(says, Recognise.NoTable(Encoding.UTF8.GetBytes(head)), StringComparison.Ordinal);

    [Fact]
    public void A_table_of_neighbours_is_known_and_read_with_its_ten()
    {
        string[] head = ["LA num", "LA Name", .. Enumerable.Range(1, 10).SelectMany(i => new[] { $"SN{i}", "SNP" })];
        Cells row = new();
        row.Begin(7);
        foreach (var cell in (string[])["306", "Croydon", .. Enumerable.Range(1, 10).SelectMany(i => new[] { (800 + i).ToString(null, null), "Very Close " })]) row.Add(cell);
        FigureFaults faults = new();

        var read = NeighbourTable.Read(head, row, faults)!;

        Assert.True(Recognise.Table(head, [row.ToTexts()], new(Given.Places, [], false)).IsNeighbours);
        Assert.Equal(("306", 10, ("801", "Very close")), (read.Number, read.Near.Count, read.Near[0]));
        row.Begin(8);
        foreach (var cell in (string[])["306", "Croydon", "306", "Close"]) row.Add(cell);
        Assert.Null(NeighbourTable.Read(head, row, faults));
        Assert.Equal((8, "SN1", "306"), (faults.All[0].Line, faults.All[0].Column, faults.All[0].Found));
    }

    [Fact]
    public void Another_publication_with_the_same_headings_is_told_apart_by_its_values()
    {
        TableReading Of(params string[] values) => new() { Layout = "x", Filters = [new("breakdown", [], values)], Measures = [new() { Key = "count" }] };

        Assert.True(Of("In work", "In education", "Not known").IsLike(Of("In work", "In education", "Apprentice")));
        Assert.False(Of("In work", "In education").IsLike(Of("Suitable", "Unsuitable")));
    }

    private static Recognised Look(string head, params string[] rows) => Recognise.Table(head.Split(','), [.. rows.Select(r => r.Split(','))], new(Given.Places, [], takesNew: false));
}
