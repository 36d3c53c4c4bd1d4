using System.IO.Compression;
using System.Net;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared.Word;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Shared;

[Trait("feature", "Y4")]
public class WordTests(Board board) : IClassFixture<Board>
{
    private static readonly WordColumn[] columns = [new("Action", 3), new("Evidence", 1, IsNumber: true)];

    [Fact]
    public void A_paper_has_headings_with_levels_repeated_heads_whole_rows_and_numbered_pages()
    {
        using WordPaper paper = new("A “paper” & more", "Test Partnership", new(2026, 11, 23, 10, 0, 0, DateTimeKind.Utc));
        paper.About("Filter: all");
        paper.Heading(1, "First");
        paper.Heading(2, "Second");
        paper.Text("Two\nlines");
        for (var level = 0; level < WordPaper.Depth + 1; level++) paper.Bullet($"Bullet {level}", level);
        paper.Table("Rows", columns, Enumerable.Range(1, 200).Select(i => (string[])[$"Action {i}", $"{i}"]));

        using var file = Open(paper.Finish());

        var body = file.MainDocumentPart!.Document!.Body!;
        Assert.Equal(["Title", "Heading1", "Heading2"], body.Elements<Paragraph>().Select(Style).Where(s => s is "Title" or "Heading1" or "Heading2"));
        var styles = file.MainDocumentPart.StyleDefinitionsPart!.Styles!.Elements<Style>().ToDictionary(s => s.StyleId!.Value!);
        Assert.Equal([0, 1, 2], new[] { "Heading1", "Heading2", "Heading3" }.Select(s => styles[s].StyleParagraphProperties!.OutlineLevel!.Val!.Value));
        var rows = body.Elements<Table>().Single().Elements<TableRow>().ToList();
        Assert.Equal(201, rows.Count);
        Assert.All(rows, row => Assert.NotNull(row.TableRowProperties!.GetFirstChild<CantSplit>()));
        Assert.Equal([0], rows.Index().Where(r => r.Item.TableRowProperties!.GetFirstChild<TableHeader>() is not null).Select(r => r.Index));
        Assert.Contains("PAGE", file.MainDocumentPart.FooterParts.Single().Footer!.Descendants<SimpleField>().Select(f => f.Instruction!.Value));
        Assert.Equal((11906U, 16838U), (body.Descendants<PageSize>().Single().Width!.Value, body.Descendants<PageSize>().Single().Height!.Value));
        Assert.Equal(("A “paper” & more", "en-GB"), (file.PackageProperties.Title, file.PackageProperties.Language));
    }

    [Fact]
    [Trait("feature", "I11")]
    public async Task An_indicators_charts_are_in_Word_as_lines_and_as_a_picture_with_words_and_a_table_each()
    {
        var indicator = Dataset.AnIndicator.Of(900, "WORD", name: "Visits in a document");
        await using (var db = board.OpenAll())
        {
            db.Add(indicator);
            await Dataset.AnIndicator.ImportAsync(db, board, Dataset.AnIndicator.Quarters(indicator, [.. Enumerable.Range(0, 14).Select(i => (double?)(70 + i % 3))]));
        }
        var officer = await board.AsAsync(Somebody.Officer);
        var page = await officer.OpenAsync("/indicators/WORD");

        var screen = await officer.OpenAsync(Assert.Single(page.Links, l => l.Contains("handler=Word", StringComparison.Ordinal)));

        using var file = Open(screen.Bytes);
        var main = file.MainDocumentPart!;
        var drawing = Assert.Single(main.Document!.Body!.Descendants<DocumentFormat.OpenXml.Drawing.Wordprocessing.DocProperties>());
        Assert.Equal("Visits in a document, Croydon", drawing.Title!.Value);
        Assert.StartsWith("The latest figure", drawing.Description!.Value, StringComparison.Ordinal);
        Assert.Equal(["image/png", "image/svg+xml"], main.ImageParts.Select(p => p.ContentType).Order(StringComparer.Ordinal));
        using MemoryStream png = new();
        using (var picture = main.ImageParts.Single(p => p.ContentType == "image/png").GetStream()) await picture.CopyToAsync(png, TestContext.Current.CancellationToken);
        Assert.Equal(0x89504E47u, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(png.ToArray()));
        Assert.Equal(15, main.Document.Body!.Elements<Table>().Single().Elements<TableRow>().Count());
    }

    [Fact]
    public void What_XML_can_not_hold_does_not_spoil_the_file()
    {
        using WordPaper paper = new("Bell\u0007", "\u0001", new(2026, 11, 23));
        paper.Text("a\u0000b\ud800c 😀 <w:p>\r\nd");

        using var file = Open(paper.Finish());

        Assert.Contains("abc 😀 <w:p>d", file.MainDocumentPart!.Document!.Body!.InnerText, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "S8")]
    public async Task The_actions_chosen_leave_with_the_filter_the_date_and_the_version_on_them()
    {
        await board.GivenAsync(An.Action("Late for the paper", due: new(2026, 11, 1)));
        await board.GivenAsync(An.Action("In time for the paper"));
        var member = await board.AsAsync(Somebody.QualityMember);
        var address = $"/actions?view=overdue&agency={Somewhere.SocialCare.Id}";

        var page = await member.OpenAsync(address);
        var screen = await member.OpenAsync(Assert.Single(page.Links, l => l.Contains("handler=Word", StringComparison.Ordinal)));

        Assert.Equal(WordPaper.MediaType, screen.MediaType);
        Assert.Contains("actions-2026-11-23.docx", screen.Headers["Content-Disposition"], StringComparison.Ordinal);
        using var file = Open(screen.Bytes);
        var text = file.MainDocumentPart!.Document!.Body!.InnerText;
        Assert.Contains("Filter: Overdue; done by Children's Social Care", text, StringComparison.Ordinal);
        Assert.Contains("As at 23 November 2026, 10:00am", text, StringComparison.Ordinal);
        Assert.Contains("Goldthread 0", text, StringComparison.Ordinal);
        Assert.Contains("Late for the paper", text, StringComparison.Ordinal);
        Assert.DoesNotContain("In time for the paper", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_groups_paper_holds_every_section_of_its_page()
    {
        await board.GivenAsync(An.Action("Waits for the group").ReportedDone());
        var chair = await board.AsAsync(Somebody.QualityChair);
        var address = $"/groups/{Somewhere.Quality.Id}/paper";

        var page = await chair.OpenAsync(address);
        using var file = Open((await chair.OpenAsync($"{address}?handler=Word")).Bytes);

        Assert.Contains($"{address}?handler=Word", page.Links);
        var body = file.MainDocumentPart!.Document!.Body!;
        Assert.Equal(page.Html.QuerySelectorAll("main h2").Select(Screen.Words), body.Elements<Paragraph>().Where(p => Style(p) == "Heading1").Select(p => p.InnerText));
        Assert.Contains("Waits for the group", body.Elements<Table>().First().InnerText, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "A2")]
    [Trait("feature", "A11")]
    public async Task A_thread_is_a_list_as_deep_as_its_columns_with_effort_and_effect()
    {
        var action = await board.GivenAsync(An.Action("Deep in the thread"));
        var member = await board.AsAsync(Somebody.QualityMember);

        using var file = Open((await member.OpenAsync($"/thread/action/{action.Id}?handler=Word")).Bytes);

        var body = file.MainDocumentPart!.Document!.Body!;
        var bullets = body.Elements<Paragraph>().Where(p => Style(p) == "ListBullet").Select(p => (p.ParagraphProperties!.NumberingProperties!.NumberingLevelReference!.Val!.Value, p.InnerText)).ToList();
        Assert.Equal([0, 1, 2, 3, 4], bullets.Select(b => b.Value));
        Assert.StartsWith("Action (this one): Deep in the thread", bullets[3].InnerText, StringComparison.Ordinal);
        Assert.EndsWith("(loose end)", bullets[4].InnerText, StringComparison.Ordinal);
        Assert.Contains("Effect: is any child better off?", body.InnerText, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("threat", "T01")]
    [InlineData("/actions?handler=Word")]
    [InlineData("/groups/{group}/paper?handler=Word")]
    [InlineData("/thread/recommendation/{recommendation}?handler=Word")]
    public async Task A_hidden_record_is_in_no_byte_of_the_file(string address)
    {
        var open = await board.GivenAsync(A.Recommendation("Open to the board"));
        var hidden = An.Action("Quixotry", due: new(2026, 11, 1)).ReportedDone();
        ImprovementAction beside = new(open, "Quixotry beside", Somewhere.SocialCare.Id, new(2026, 11, 1), new(2026, 10, 1));
        await board.GivenAsync(hidden.RestrictedTo(Somebody.Reviewer));
        await board.GivenAsync(new Built<ImprovementAction>(beside, []).RestrictedTo(Somebody.Reviewer));
        address = address.Replace("{group}", Somewhere.Quality.Id.ToString(), StringComparison.Ordinal).Replace("{recommendation}", open.Id.ToString(), StringComparison.Ordinal);

        var unnamed = await (await board.AsAsync(Somebody.QualityChair)).OpenAsync(address);
        var named = await (await board.AsAsync(Somebody.Reviewer)).OpenAsync("/actions?handler=Word");

        Assert.Equal(WordPaper.MediaType, unnamed.MediaType);
        Assert.DoesNotContain("Quixotry", Unzipped(unnamed.Bytes), StringComparison.Ordinal);
        Assert.Contains("Quixotry", Unzipped(named.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task A_thread_that_is_not_for_the_reader_leaves_as_little_as_one_that_is_not_there()
    {
        var hidden = await board.GivenAsync(A.Finding("Quixotry").RestrictedTo(Somebody.Reviewer));
        var chair = await board.AsAsync(Somebody.QualityChair);

        var denied = await chair.OpenAsync($"/thread/finding/{hidden.Id}?handler=Word");
        var missing = await chair.OpenAsync($"/thread/finding/{Guid.NewGuid()}?handler=Word");

        Assert.Equal((HttpStatusCode.NotFound, missing.Text), (denied.Status, denied.Text));
    }

    [Fact]
    [Trait("feature", "W5")]
    public async Task What_is_taken_out_is_on_the_trail()
    {
        var finding = await board.GivenAsync(A.Finding("Taken out in Word"));

        await (await board.AsAsync(Somebody.QualityChair)).OpenAsync($"/thread/finding/{finding.Id}?handler=Word");

        await using var db = board.OpenAll();
        var change = db.AuditEntries.AsNoTracking().OrderBy(e => e.Sequence).AsEnumerable().SelectMany(e => e.Changes).Last(c => c.RecordId == finding.Id);
        Assert.Equal((nameof(Finding), "exported"), (change.Kind, change.State));
    }

    private static string? Style(Paragraph paragraph) => paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value;

    // As Word would take it: nothing to complain about.
    private static WordprocessingDocument Open(byte[] bytes)
    {
        var file = WordprocessingDocument.Open(new MemoryStream(bytes), isEditable: false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(file, TestContext.Current.CancellationToken).Select(e => $"{e.Path?.XPath}: {e.Description}"));
        return file;
    }

    private static string Unzipped(byte[] bytes)
    {
        using ZipArchive zip = new(new MemoryStream(bytes));
        StringBuilder all = new();
        foreach (var entry in zip.Entries)
        {
            using StreamReader reader = new(entry.Open());
            all.AppendLine(entry.FullName).AppendLine(reader.ReadToEnd());
        }
        return all.ToString();
    }
}
