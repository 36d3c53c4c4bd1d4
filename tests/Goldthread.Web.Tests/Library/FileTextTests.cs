using System.IO.Compression;
using System.Net;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Web.Jobs;
using Goldthread.Web.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Goldthread.Web.Tests.Thread.Readers;

namespace Goldthread.Web.Tests.Library;

/// <summary>What files say is found by whoever may open them, and by nobody else (Y1).</summary>
[Trait("feature", "Y1")]
public sealed class FileTextTests(BoardApp template) : IAsyncLifetime
{
    private Board board = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => board = await Board.NewAsync(template);

    public ValueTask DisposeAsync() => board.DisposeAsync();

    public static TheoryData<string> Kinds => ["notes.txt", "notes.csv", "notes.docx", "notes.xlsx", "notes.pptx", "notes.odt", "notes.pdf"];

    [Theory, MemberData(nameof(Kinds))]
    public async Task Each_kind_is_found_by_what_it_says_with_the_record_it_serves(string name)
    {
        var officer = await board.AsAsync(Somebody.Officer);
        await KeepAsync(officer, "Where the words are", name, Saying(name, "The quokkaberry was weighed twice"));
        Assert.Contains("Nothing you may see", (await officer.OpenAsync("/search?q=quokkaberry")).Text, StringComparison.Ordinal);

        Assert.Equal(1, await ReadAsync());

        var found = await officer.OpenAsync("/search?q=quokkaberry");
        Assert.Contains(name, found.Text, StringComparison.Ordinal);
        Assert.Contains("of Where the words are", found.Text, StringComparison.Ordinal);
        Assert.Contains("quokkaberry was weighed twice", found.Text, StringComparison.Ordinal);
        Assert.Contains("1 record", (await officer.OpenAsync("/search?q=quokkaberry&kind=File")).Text, StringComparison.Ordinal);
        Assert.Contains("Nothing you may see", (await officer.OpenAsync("/search?q=quokkaberry&kind=Finding")).Text, StringComparison.Ordinal);
        Assert.Equal(0, await ReadAsync());
    }

    [Fact]
    [Trait("threat", "T01"), Trait("asvs", "V8.2.2")]
    public async Task Whoever_may_not_open_the_file_finds_nothing_of_it()
    {
        var finding = A.Finding("Of one group").ForGroup(Somewhere.Quality).Record;
        var file = await BytesAsync(AFile(finding), "The quokkaberry was weighed");
        await board.KeepAsync(finding, file, new FileLink(file.Id, "finding", finding.Id));
        Assert.Equal(1, await ReadAsync());

        Assert.Contains("quokkaberry", (await (await board.AsAsync(Somebody.QualityMember)).OpenAsync("/search?q=quokkaberry")).Html.QuerySelector("mark")?.TextContent ?? "", StringComparison.Ordinal);
        foreach (var somebody in new[] { Somebody.PoliceLead, Somebody.TrainingChair, Somebody.OutsideReader })
        {
            var page = await (await board.AsAsync(somebody)).OpenAsync("/search?q=quokkaberry");
            Assert.Contains("Nothing you may see", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("weighed", page.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("threat", "T05")]
    public async Task A_restricted_file_s_text_is_in_no_index_and_comes_back_when_it_is_opened_again()
    {
        LibraryItem item = new(Volume.Qualitative, "Case audit", "Closed for a while", new(2026, 9, 1), null);
        var file = await BytesAsync(AFile(item), "The quokkaberry was weighed");
        await board.KeepAsync(item, file, new FileLink(file.Id, "item", item.Id));
        Assert.Equal(1, await ReadAsync());
        var officer = await board.AsAsync(Somebody.Officer);

        await officer.PressAsync(await officer.OpenAsync($"/restrict/file/{file.Id}"), Restrict, ("Input.Reason", "Names a child"), ("Input.People", $"{Somebody.Officer.Id}"));

        Assert.Equal(0, await ReadAsync());
        Assert.Equal(("", ""), await BodyAsync(file.Id));
        Assert.Contains("Nothing you may see", (await officer.OpenAsync("/search?q=quokkaberry")).Text, StringComparison.Ordinal);

        await officer.PressAsync(await officer.OpenAsync($"/restrict/file/{file.Id}"), Lift, ("Input.OpenTo", "Board"));

        Assert.Equal(1, await ReadAsync());
        Assert.Contains("1 record", (await officer.OpenAsync("/search?q=quokkaberry")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T24")]
    public async Task A_text_taken_out_is_found_in_a_file_told_and_never_read_again()
    {
        LibraryItem item = new(Volume.Qualitative, "Case audit", "With a name in its file", new(2026, 9, 1), null);
        var file = await BytesAsync(AFile(item), "Zephyrine Quillfeather was seen");
        await board.KeepAsync(item, file, new FileLink(file.Id, "item", item.Id));
        await ReadAsync();
        await using var scope = board.Services.CreateAsyncScope();
        var takeOut = scope.ServiceProvider.GetRequiredService<Features.Admin.TakeOut.TakeOutText>();
        scope.ServiceProvider.GetRequiredService<Goldthread.Web.Storage.BoardDb>().Viewer = Somebody.Officer.Viewer;
        Features.Admin.TakeOut.TextPattern pattern = new("Zephyrine Quillfeather", insideWords: false);

        var place = Assert.Single(await takeOut.FindAsync(pattern, Stop));
        Assert.Equal(["what the file itself says"], place.Fields);
        await takeOut.CarryOutAsync(Goldthread.Web.Storage.Command.Now("x"), pattern, "Asked for", Stop);

        Assert.Equal("[taken out] was seen", (await BodyAsync(file.Id)).Body);
        Assert.Equal(FileText.Cleaned, (await board.NowAsync(file)).Text);
        Assert.Equal(0, await ReadAsync());
        Assert.Contains("Nothing you may see", (await (await board.AsAsync(Somebody.Officer)).OpenAsync("/search?q=quillfeather")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T06"), Trait("threat", "T25"), Trait("asvs", "V5.2.3")]
    public async Task A_file_made_to_harm_its_reader_harms_nothing()
    {
        var reading = new FileReading(board.Services.GetRequiredService<FileStore>()) { Patience = TimeSpan.FromSeconds(20) };
        var deep = Packed("word/document.xml", string.Concat(Enumerable.Repeat("<a>", 400_000)));
        var entities = Packed("word/document.xml", "<!DOCTYPE x [<!ENTITY a \"boom\">]><x><t>&a;</t></x>");
        var long_ = Packed("word/document.xml", $"<x><t>{new string('w', 3_000_000)}</t></x>");
        var endless = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 999999999>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF");
        const string word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

        Assert.Equal("", await reading.ReadAsync(await PutAsync(deep), word, Stop));
        Assert.Equal("", await reading.ReadAsync(await PutAsync(entities), word, Stop));
        Assert.True((await reading.ReadAsync(await PutAsync(long_), word, Stop))!.Length <= StoredFile.MostText);
        Assert.Equal("", await reading.ReadAsync(await PutAsync(endless), "application/pdf", Stop));
        Assert.Null(await reading.ReadAsync(new string('0', 64), word, Stop)); // away: no word about the file
    }

    [Fact]
    public async Task Files_of_a_version_before_are_read_like_new_ones_and_one_command_more_shows_them()
    {
        LibraryItem item = new(Volume.Qualitative, "Case audit", "Kept before", new(2026, 9, 1), null);
        var file = await BytesAsync(AFile(item), "The quokkaberry was weighed");
        await board.KeepAsync(item, file, new FileLink(file.Id, "item", item.Id));
        await using (var db = board.OpenAll())
        {
            await db.SearchDocuments.Where(d => d.Id == file.Id).ExecuteDeleteAsync(Stop);
            await Goldthread.Web.Storage.SearchFilling.FillSearchAsync(db, Stop);
        }

        Assert.Equal(1, await ReadAsync());

        var officer = await board.AsAsync(Somebody.Officer);
        await officer.OpenAsync("/search?q=quokkaberry");
        using CommandCount count = new(board);
        await officer.OpenAsync("/search?q=quokkaberry");
        Assert.True(count.Count <= 5, string.Join("\n", count.Texts));
    }

    private Task<int> ReadAsync() => board.Services.GetRequiredService<ReadFiles>().ReadAsync(Stop);

    private async Task<(string Body, string Folded)> BodyAsync(Guid id)
    {
        await using var db = board.OpenAll();
        var document = await db.SearchDocuments.SingleAsync(d => d.Id == id, Stop);
        return (document.Body, document.FoldedBody);
    }

    private async Task<string> PutAsync(byte[] content)
    {
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));
        await board.Services.GetRequiredService<FileStore>().PutBackAsync(new MemoryStream(content), hash, Stop);
        return hash;
    }

    private async Task<StoredFile> BytesAsync(StoredFile like, string text)
    {
        StoredFile file = new(like.Name, like.MediaType, text.Length, await PutAsync(Encoding.UTF8.GetBytes(text)), like.StandsFor, like.UploadedAt, like.UploadedBy);
        file.LimitLike(like);
        return file;
    }

    internal static async Task<Screen> KeepAsync(Client officer, string title, string name, byte[] content)
    {
        var done = await officer.SubmitAsync(await officer.OpenAsync("/library/shelve"), "Save",
            [("Input.Volume", "Qualitative"), ("Input.Kind", "Case audit"), ("Input.Title", title), ("Input.Date.Day", "1"), ("Input.Date.Month", "9"), ("Input.Date.Year", "2026"), ("Input.Confidentiality", "Board")],
            [("Files.New", name, content)]);
        Assert.Equal((HttpStatusCode.OK, 0), (done.Status, done.Errors.Count));
        return done;
    }

    private static byte[] Saying(string name, string text) => Path.GetExtension(name) switch
    {
        ".docx" => WordDocument(text),
        ".xlsx" => Packed("xl/sharedStrings.xml", $"<sst><si><t>{text}</t></si></sst>", ("xl/workbook.xml", "<workbook/>")),
        ".pptx" => Packed("ppt/slides/slide1.xml", $"<p:sld xmlns:p='p' xmlns:a='a'><a:p><a:t>{text}</a:t></a:p></p:sld>", ("ppt/presentation.xml", "<presentation/>")),
        ".odt" => Packed("content.xml", $"<o:d xmlns:o='o'><o:p>{text}</o:p></o:d>", ("mimetype", "application/vnd.oasis.opendocument.text"), ("META-INF/manifest.xml", "<manifest/>")),
        ".pdf" => Pdf(text),
        _ => Encoding.UTF8.GetBytes(text),
    };

    private static byte[] WordDocument(string text)
    {
        MemoryStream content = new();
        using (var word = WordprocessingDocument.Create(content, DocumentFormat.OpenXml.WordprocessingDocumentType.Document))
            word.AddMainDocumentPart().Document = new(new Body(new Paragraph(text.Split(' ').SelectMany((w, i) => new[] { new Run(new Text(i == 0 ? w : " " + w) { Space = DocumentFormat.OpenXml.SpaceProcessingModeValues.Preserve }) }))));
        return content.ToArray();
    }

    private static byte[] Pdf(string text)
    {
        UglyToad.PdfPig.Writer.PdfDocumentBuilder builder = new();
        var page = builder.AddPage(UglyToad.PdfPig.Content.PageSize.A4);
        page.AddText(text, 12, new(50, 700), builder.AddStandard14Font(UglyToad.PdfPig.Fonts.Standard14Fonts.Standard14Font.Helvetica));
        return builder.Build();
    }

    private static byte[] Packed(string part, string text, params (string Name, string Text)[] more)
    {
        MemoryStream content = new();
        using (ZipArchive zip = new(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            List<(string Name, string Text)> parts = [.. more, (part, text)];
            if (part != "content.xml") parts.Insert(0, ("[Content_Types].xml", "<Types/>"));
            foreach (var (name, said) in parts)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(said);
            }
        }
        return content.ToArray();
    }
}
