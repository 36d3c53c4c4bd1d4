using System.IO.Compression;
using System.Text;
using Goldthread.Web.Site;
using Microsoft.Extensions.Time.Testing;

namespace Goldthread.Web.Tests.Library;

[Trait("feature", "F5"), Trait("threat", "T06")]
public sealed class FileStoreTests : IDisposable
{
    private static readonly byte[] png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    private static readonly byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xD9];
    private static readonly byte[] pdf = "%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"u8.ToArray();

    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("goldthread-files");
    private readonly FakeTimeProvider clock = new(new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));
    private readonly FileStore store;

    public FileStoreTests()
    {
        BoardOptions options = new() { Data = folder.FullName };
        store = new(options, new(options), clock);
    }

    public static TheoryData<string, byte[], string?> Matrix => new()
    {
        { "report.pdf", pdf, "application/pdf" },
        { "photo.png", png, "image/png" },
        { "photo.JPEG", jpeg, "image/jpeg" },
        { "minutes.docx", Office("word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        { "data.xlsx", Office("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
        { "slides.pptx", Office("ppt/presentation.xml"), "application/vnd.openxmlformats-officedocument.presentationml.presentation" },
        { "text.odt", Open("application/vnd.oasis.opendocument.text"), "application/vnd.oasis.opendocument.text" },
        { "sheet.ods", Open("application/vnd.oasis.opendocument.spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet" },
        { "notes.txt", "Café, ünïcode\r\n"u8.ToArray(), "text/plain" },
        { "data.csv", [0xEF, 0xBB, 0xBF, .. "a,b\n1,2\n"u8], "text/csv" },
        // lies about the kind
        { "report.pdf", png, null },
        { "report.pdf", "hello"u8.ToArray(), null },
        { "minutes.pdf", Office("word/document.xml"), null },
        { "data.txt.exe", "hello"u8.ToArray(), null },
        { "run.js", "alert(1)"u8.ToArray(), null },
        { "noending", "hello"u8.ToArray(), null },
        // what a browser or a system would run
        { "drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), null },
        { "drawing.txt", "\uFEFF \n<svg onload=alert(1)>"u8.ToArray(), null },
        { "page.html", "<!DOCTYPE html><p>"u8.ToArray(), null },
        { "page.txt", "hello <script>alert(1)</script>"u8.ToArray(), null },
        { "letter.txt", "{\\rtf1 x}"u8.ToArray(), null },
        { "run.txt", "#!/bin/sh\n"u8.ToArray(), null },
        { "program.pdf", "MZ\x90\0"u8.ToArray(), null },
        { "program.txt", "\x7F" + "ELF" is var elf ? Encoding.Latin1.GetBytes(elf) : [], null },
        // not text
        { "zero.txt", "a\0b"u8.ToArray(), null },
        { "latin.txt", [0x43, 0x61, 0x66, 0xE9], null },
        { "cut.txt", [0x43, 0xC3], null },
        { "empty.pdf", [], null },
        // two files in one
        { "both.pdf", [.. pdf, .. Office("word/document.xml")], null },
        { "both.png", [.. png, .. "more behind the end"u8], null },
        { "both.jpg", [.. jpeg, .. Office("word/document.xml")], null },
        { "both.docx", [.. Office("word/document.xml"), .. "behind"u8], null },
        { "cut.png", png[..30], null },
        { "cut.jpg", jpeg[..6], null },
        // locked
        { "locked.pdf", "%PDF-1.7\ntrailer<</Encrypt 5 0 R>>\n%%EOF"u8.ToArray(), null },
        { "locked.docx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], null },
        { "locked.xlsx", Encrypted(Office("xl/workbook.xml")), null },
        { "locked.odt", Open("application/vnd.oasis.opendocument.text", ("META-INF/manifest.xml", "<manifest:encryption-data/>")), null },
        // macros, programs and other people's objects
        { "macro.docx", Office("word/document.xml", ("word/vbaProject.bin", "x")), null },
        { "macro.docm", Office("word/document.xml", ("[Content_Types].xml", "application/vnd.ms-word.document.macroEnabled.main+xml")), null },
        { "macro.xlsx", Office("xl/workbook.xml", ("xl/macrosheets/sheet1.xml", "x")), null },
        { "macro.odt", Open("application/vnd.oasis.opendocument.text", ("Basic/Standard/Module1.xml", "x")), null },
        { "object.docx", Office("word/document.xml", ("word/embeddings/oleObject1.bin", "x")), null },
        { "program.docx", Office("word/document.xml", ("word/media/image1.png", "MZ program")), null },
        { "entity.docx", Office("word/document.xml", ("word/settings.xml", "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>")), null },
        { "climbs.docx", Office("word/document.xml", ("../../evil.xml", "x")), null },
        { "twice.docx", Office("word/document.xml", ("word/DOCUMENT.xml", "x")), null },
        { "archive.zip", Zip(("a.txt", "x")), null },
        { "archive.docx", Zip(("a.txt", "x")), null },
    };

    [Fact]
    [Trait("threat", "T22")]
    public async Task A_file_that_is_kept_is_its_owners_alone()
    {
        if (OperatingSystem.IsWindows()) return; // it has no such rights

        var (file, _) = await ReceiveAsync(pdf, "report.pdf");

        Assert.NotNull(file);
        foreach (var kept in folder.EnumerateFiles("*", SearchOption.AllDirectories)) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, kept.UnixFileMode);
        foreach (var inner in folder.EnumerateDirectories("*", SearchOption.AllDirectories)) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, inner.UnixFileMode);
    }

    [Theory, MemberData(nameof(Matrix), DisableDiscoveryEnumeration = true)]
    [Trait("asvs", "V5.2.2"), Trait("asvs", "V1.5.1"), Trait("asvs", "V1.3.4")]
    public async Task A_file_is_taken_for_what_its_bytes_are(string name, byte[] bytes, string? mediaType)
    {
        var (file, refusal) = await ReceiveAsync(bytes, name);

        Assert.Equal(mediaType, file?.MediaType);
        Assert.Equal(mediaType is null, refusal is not null);
        if (refusal is not null)
        {
            Assert.StartsWith("“", refusal, StringComparison.Ordinal);
            Assert.Empty(System.IO.Directory.EnumerateFiles(folder.FullName, "*", SearchOption.AllDirectories));
        }
    }

    [Fact]
    [Trait("asvs", "V5.2.3")]
    public async Task A_bomb_is_measured_and_not_believed()
    {
        var honest = Bomb(600);
        var lying = Lie(honest, unpacked: 1000);

        Assert.Contains("500 MB", (await ReceiveAsync(honest, "bomb.docx")).Refusal, StringComparison.Ordinal);
        Assert.Contains("size", (await ReceiveAsync(lying, "lie.docx")).Refusal, StringComparison.Ordinal);
        Assert.Contains("size", (await ReceiveAsync(Lie(Office("word/document.xml"), unpacked: 5_000_000), "boast.docx")).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_that_overlap_are_refused()
    {
        var bytes = Office("word/document.xml", ("word/a.xml", "same"), ("word/b.xml", "same"));
        var places = Entries(bytes);
        // The last two members claim the same bytes; only a name of equal length keeps the local header plausible.
        BitConverter.GetBytes(BitConverter.ToUInt32(bytes, places[^2] + 42)).CopyTo(bytes, places[^1] + 42);

        Assert.NotNull((await ReceiveAsync(bytes, "overlap.docx")).Refusal);
    }

    [Fact]
    public void A_damaged_archive_never_breaks_the_check()
    {
        var whole = Office("word/document.xml", ("word/settings.xml", new string('s', 500)));
        Random dice = new(20261123);
        for (var round = 0; round < 1500; round++)
        {
            var bytes = whole.ToArray();
            for (var hit = dice.Next(1, 6); hit > 0; hit--) bytes[dice.Next(4, bytes.Length)] = (byte)dice.Next(256);
            if (round % 5 == 0) bytes = bytes[..dice.Next(4, bytes.Length)];
            using MemoryStream content = new(bytes);

            var (mediaType, refusal) = FileContent.Look(content, "damaged.docx");

            Assert.True(mediaType is null != refusal is null);
        }
    }

    [Fact]
    [Trait("asvs", "V5.2.1")]
    public async Task More_than_the_limit_is_refused_and_leaves_nothing()
    {
        await using var endless = new Endless(FileStore.Limit + 1);

        var (file, refusal) = await store.ReceiveAsync(endless, "large.txt", TestContext.Current.CancellationToken);

        Assert.Null(file);
        Assert.Contains("100 MB", refusal, StringComparison.Ordinal);
        Assert.Empty(System.IO.Directory.EnumerateFiles(folder.FullName, "*", SearchOption.AllDirectories));
    }

    [Fact]
    [Trait("feature", "F1")]
    public async Task The_same_content_is_kept_once_under_its_hash()
    {
        var first = (await ReceiveAsync(pdf, "one.pdf")).File!;
        var second = (await ReceiveAsync(pdf, "two.pdf")).File!;

        Assert.Equal(first.Hash, second.Hash);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(pdf)), first.Hash);
        Assert.Equal(Path.Combine(folder.FullName, "files", first.Hash[..2], first.Hash), Assert.Single(System.IO.Directory.EnumerateFiles(folder.FullName, "*", SearchOption.AllDirectories)));
        await using var kept = store.Open(first.Hash)!;
        using MemoryStream copy = new();
        await kept.CopyToAsync(copy, TestContext.Current.CancellationToken);
        Assert.Equal(pdf, copy.ToArray());
    }

    [Fact]
    public async Task Only_what_no_record_uses_is_swept_and_only_after_a_day()
    {
        var used = (await ReceiveAsync(pdf, "used.pdf")).File!;
        var orphan = (await ReceiveAsync(png, "orphan.png")).File!;
        Task<bool> IsUsed(string hash, CancellationToken stop) => Task.FromResult(hash == used.Hash);

        Assert.Equal(0, await store.SweepAsync(IsUsed, TestContext.Current.CancellationToken));
        clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(1, await store.SweepAsync(IsUsed, TestContext.Current.CancellationToken));

        Assert.True(store.Holds(used.Hash));
        Assert.False(store.Holds(orphan.Hash));
    }

    [Theory]
    [InlineData("../../etc/passwd.txt", "passwd.txt")]
    [InlineData("C:\\Users\\me\\report.pdf", "report.pdf")]
    [InlineData("report\u202Efdp.exe", "reportfdp.exe")]
    [InlineData("re\0port\r\n.pdf", "report.pdf")]
    [InlineData("report.pdf. . ", "report.pdf")]
    [InlineData("a\"b<c>|?*.pdf", "abc.pdf")]
    [InlineData(".pdf", "file.pdf")]
    [InlineData("", "file")]
    [InlineData("...", "file")]
    [InlineData("report.pdf::$DATA", "$DATA")]
    [Trait("asvs", "V5.4.1")]
    public void A_name_can_hide_nothing(string name, string harmless)
    {
        Assert.Equal(harmless, FileStore.Harmless(name));
        Assert.True(FileStore.Harmless(new string('x', 5000) + ".pdf").Length <= 150);
    }

    [Theory]
    [InlineData("../../../../etc/passwd")]
    [InlineData("")]
    [Trait("asvs", "V5.3.2")]
    public void A_place_is_never_made_of_anything_but_a_hash(string hash)
    {
        Assert.Throws<ArgumentException>(() => store.Open(hash));
    }

    private async Task<(ReceivedFile? File, string? Refusal)> ReceiveAsync(byte[] bytes, string name)
    {
        using MemoryStream content = new(bytes);
        return await store.ReceiveAsync(content, name, TestContext.Current.CancellationToken);
    }

    private static byte[] Office(string main, params (string Name, string Text)[] more) =>
        Zip([.. more.Any(m => m.Name == "[Content_Types].xml") ? [] : new[] { ("[Content_Types].xml", "<Types/>") }, (main, "<x/>"), .. more]);

    private static byte[] Open(string type, params (string Name, string Text)[] more) => Zip([("mimetype", type), ("content.xml", "<x/>"), .. more]);

    private static byte[] Zip(params (string Name, string Text)[] parts)
    {
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in parts)
            {
                using var part = zip.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }
        return bytes.ToArray();
    }

    private static byte[] Bomb(int megabytes)
    {
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in (string[])["[Content_Types].xml", "word/document.xml"])
            {
                using var small = zip.CreateEntry(name).Open();
                small.Write("<x/>"u8);
            }
            using var large = zip.CreateEntry("word/media/image1.png", CompressionLevel.Fastest).Open();
            var zeros = new byte[1_000_000];
            for (var i = 0; i < megabytes; i++) large.Write(zeros);
        }
        return bytes.ToArray();
    }

    // Places of the entries of the table of contents.
    private static List<int> Entries(byte[] zip)
    {
        List<int> places = [];
        for (var i = 0; i < zip.Length - 4; i++)
            if (zip.AsSpan(i, 4).SequenceEqual("PK\x01\x02"u8)) places.Add(i);
        return places;
    }

    private static byte[] Lie(byte[] zip, uint unpacked)
    {
        var lie = zip.ToArray();
        BitConverter.GetBytes(unpacked).CopyTo(lie, Entries(lie)[^1] + 24);
        return lie;
    }

    private static byte[] Encrypted(byte[] zip)
    {
        var locked = zip.ToArray();
        locked[Entries(locked)[^1] + 8] |= 1;
        return locked;
    }

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>Letters without end, as far as they go.</summary>
    private sealed class Endless(long length) : MemoryStream
    {
        private long left = length;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = (int)Math.Min(left, buffer.Length);
            buffer.Span[..count].Fill((byte)'a');
            left -= count;
            return new(count);
        }
    }
}
