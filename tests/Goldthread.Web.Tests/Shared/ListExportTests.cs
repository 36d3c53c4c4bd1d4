using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Goldthread.Domain;
using Goldthread.Web.Features.Shared;

namespace Goldthread.Web.Tests.Shared;

/// <summary>Every list leaves as CSV and as a workbook, with what its reader may see and no more.</summary>
[Trait("feature", "Y3")]
public class ListExportTests(Board board) : IClassFixture<Board>
{
    public static TheoryData<string> Lists => ["/findings", "/recommendations", "/actions", "/indicators", "/organisations", "/library/qualitative", "/loose-ends/FindingWithoutRecommendation"];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_leaves_as_a_workbook_with_the_rows_of_its_csv(string address)
    {
        var officer = await board.AsAsync(Somebody.Officer);

        var csv = await officer.OpenAsync($"{address}?handler=Csv");
        var excel = await officer.OpenAsync($"{address}?handler=Excel");

        Assert.Equal((200, "text/csv"), ((int)csv.Status, csv.MediaType));
        Assert.Equal((200, Workbooks.MediaType), ((int)excel.Status, excel.MediaType));
        var lines = Csv.Read(new StringReader(csv.Body)).ToList();
        var sheets = Workbooks.Read(new MemoryStream(excel.Bytes));
        Assert.Equal(lines[0].Fields, sheets[0].Headings);
        Assert.Equal(lines.Count - 1, sheets[0].Rows.Count);
        Assert.Contains(sheets[1].Rows, r => r[0] == "Filter" && r[1].Length > 0);
        using var file = SpreadsheetDocument.Open(new MemoryStream(excel.Bytes), false);
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(file, TestContext.Current.CancellationToken).Select(e => $"{e.Path?.XPath}: {e.Description}"));
    }

    [Fact]
    [Trait("threat", "T01")]
    [Trait("threat", "T05")]
    public async Task What_a_person_may_not_see_is_in_no_file_and_nothing_runs_as_a_formula()
    {
        var finding = await board.GivenAsync(A.Finding("=HYPERLINK(\"http://evil.example\")"));
        await board.GivenAsync(A.Finding("Marker that only the training group reads").ForGroup(Somewhere.Training));
        var officer = await board.AsAsync(Somebody.Officer);

        var csv = await officer.OpenAsync("/findings?handler=Csv");
        var cells = Workbooks.Read(new MemoryStream((await officer.OpenAsync("/findings?handler=Excel")).Bytes))[0].Rows;

        Assert.Contains("'=HYPERLINK", csv.Body, StringComparison.Ordinal);
        Assert.Contains(cells, r => r[1] == finding.Title);
        var police = await board.AsAsync(Somebody.QualityMember);
        Assert.DoesNotContain("Marker", (await police.OpenAsync("/findings?handler=Csv")).Body, StringComparison.Ordinal);
        Assert.DoesNotContain(Workbooks.Read(new MemoryStream((await police.OpenAsync("/findings?handler=Excel")).Bytes))[0].Rows, r => r[1].Contains("Marker", StringComparison.Ordinal));
        Assert.Contains("Marker", (await (await board.AsAsync(Somebody.TrainingChair)).OpenAsync("/findings?handler=Csv")).Body, StringComparison.Ordinal);
    }
}
