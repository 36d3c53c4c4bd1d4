using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Goldthread.Domain.Library;
using Goldthread.Web.Jobs;
using Goldthread.Web.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Library;

/// <summary>Files before a real clamd with a signature of its own: what it finds is refused, and while it does not answer nobody opens
/// what came in.</summary>
[Trait("threat", "T06")]
[Trait("feature", "F5")]
public sealed class ScannerTests(BoardApp template) : IAsyncLifetime
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // In two halves: a scanner on the developer's machine must not take this file away.
    private static byte[] Eicar { get; } = Encoding.ASCII.GetBytes("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*");

    private readonly string folder = Path.Combine(Path.GetTempPath(), $"goldthread-clamd-{Guid.NewGuid():n}"[..40]);
    private readonly int port = Ports.Next();
    private Process? clamd;

    [Fact]
    [Trait("asvs", "V5.4.3")]
    public async Task What_the_scanner_finds_is_refused_also_inside_a_document()
    {
        await StartScannerAsync();
        await using var board = await Board.NewAsync(template, WithScanner);
        var store = board.Services.GetRequiredService<FileStore>();

        var (plain, why) = await store.ReceiveAsync(new MemoryStream(Eicar), "notes.txt", Stop);
        var (document, whyToo) = await store.ReceiveAsync(new MemoryStream(DocumentWith(Eicar)), "report.docx", Stop);
        var (clean, _) = await store.ReceiveAsync(new MemoryStream("Harmless notes\n"u8.ToArray()), "notes.txt", Stop);

        Assert.Null(plain);
        Assert.Contains("refused by the virus scanner (Test.Eicar", why, StringComparison.Ordinal);
        Assert.Null(document);
        Assert.Contains("Test.Eicar", whyToo, StringComparison.Ordinal);
        Assert.False(clean!.Waits);
    }

    [Fact]
    public async Task While_it_does_not_answer_nobody_opens_the_file_and_afterwards_everybody_who_may()
    {
        await using var board = await Board.NewAsync(template, WithScanner);
        var officer = await board.AsAsync(Somebody.Officer);
        await ShelveAsync(officer, "Clean notes", "Harmless notes\n"u8.ToArray());
        await ShelveAsync(officer, "Bad notes", Eicar);
        await using var db = board.OpenAll();
        var files = await db.Files.AsNoTracking().OrderBy(f => f.Length).ToListAsync(Stop);
        Assert.All(files, f => Assert.Equal(FileCheck.Waiting, f.Check));
        foreach (var somebody in new[] { Somebody.Officer, Somebody.Administrator, Somebody.Chair })
        {
            var refused = await (await board.AsAsync(somebody)).OpenAsync($"/files/{files[0].Id}");
            Assert.NotEqual(HttpStatusCode.OK, refused.Status);
            Assert.DoesNotContain("Harmless", refused.Body, StringComparison.Ordinal);
        }
        var checking = board.Services.GetRequiredService<CheckFiles>();
        Assert.Equal(0, await checking.CheckAsync(Stop));
        Assert.Contains("The virus scanner does not answer", (await officer.OpenAsync("/health/ready")).Body, StringComparison.Ordinal);

        await StartScannerAsync();
        Assert.Equal(2, await checking.CheckAsync(Stop));

        Assert.Equal("Harmless notes\n", (await officer.OpenAsync($"/files/{files[0].Id}")).Body);
        var gone = await officer.OpenAsync($"/files/{files[1].Id}");
        Assert.Contains("The virus scanner found something", gone.Text);
        Assert.False(board.Services.GetRequiredService<FileStore>().Holds(files[1].Hash));
        Assert.Equal([FileCheck.Clean, FileCheck.Refused], await db.Files.AsNoTracking().OrderBy(f => f.Length).Select(f => f.Check).ToListAsync(Stop));
    }

    [Fact]
    [Trait("asvs", "V16.5.2"), Trait("asvs", "V16.5.3")]
    public async Task An_error_of_the_scanner_itself_is_no_word_about_a_file_and_a_scanner_that_hangs_keeps_nobody_waiting()
    {
        using TcpListener faulty = new(IPAddress.Loopback, port);
        faulty.Start();
        await using var board = await Board.NewAsync(template, WithScanner);
        var store = board.Services.GetRequiredService<FileStore>();
        var answering = Task.Run(async () =>
        {
            using var caller = await faulty.AcceptSocketAsync(Stop);
            await caller.SendAsync("stream: Can't allocate memory. ERROR\0"u8.ToArray(), Stop);
            caller.Shutdown(SocketShutdown.Send);
            await Task.Delay(200, Stop);
        }, Stop);

        var (file, refusal) = await store.ReceiveAsync(new MemoryStream("Harmless notes\n"u8.ToArray()), "notes.txt", Stop);

        await answering;
        Assert.Null(refusal);
        Assert.True(file!.Waits);
        // Nobody answers from here on: the listener takes the call and says nothing.
        var ready = await (await board.AnyoneAsync()).OpenAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, ready.Status);
        Assert.Contains("The virus scanner does not answer", ready.Body, StringComparison.Ordinal);
    }

    private BoardOptions WithScanner(BoardOptions options) => options with { Scanner = new($"tcp://127.0.0.1:{port}") };

    private static async Task ShelveAsync(Client officer, string title, byte[] content)
    {
        var done = await officer.SubmitAsync(await officer.OpenAsync("/library/shelve"), "Save",
            [("Input.Volume", "Qualitative"), ("Input.Kind", "Case audit"), ("Input.Title", title), ("Input.Date.Day", "1"), ("Input.Date.Month", "9"), ("Input.Date.Year", "2026"), ("Input.Confidentiality", "Board")],
            [("Files.New", "notes.txt", content)]);
        Assert.Contains("Waits for the virus scanner", done.Text);
    }

    private static byte[] DocumentWith(byte[] inside)
    {
        MemoryStream content = new();
        using (ZipArchive zip = new(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Add(string name, byte[] bytes)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
            Add("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"u8.ToArray());
            Add("word/document.xml", "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body/></w:document>"u8.ToArray());
            Add("word/media/image1.png", inside);
        }
        return content.ToArray();
    }

    private async Task StartScannerAsync()
    {
        var program = new[] { "/usr/sbin/clamd", "/usr/local/sbin/clamd", "/usr/bin/clamd" }.FirstOrDefault(File.Exists);
        if (program is null) Assert.Skip("clamd is not installed here: apt-get install clamav-daemon");
        Directory.CreateDirectory(Path.Combine(folder, "signatures"));
        await File.WriteAllTextAsync(Path.Combine(folder, "signatures", "test.ndb"), $"Test.Eicar:0:*:{Convert.ToHexStringLower(Eicar)}\n", Stop);
        var settings = Path.Combine(folder, "clamd.conf");
        await File.WriteAllTextAsync(settings, $"DatabaseDirectory {folder}/signatures\nTCPAddr 127.0.0.1\nTCPSocket {port}\nForeground yes\nLogFile {folder}/log\nPidFile {folder}/pid\nTemporaryDirectory {folder}\nStreamMaxLength 110M\nMaxFileSize 110M\nMaxScanSize 200M\nAlertEncrypted yes\nAlertExceedsMax yes\nAlertOLE2Macros yes\n", Stop);
        clamd = Process.Start(new ProcessStartInfo(program, ["--config-file", settings]) { RedirectStandardOutput = true, RedirectStandardError = true });
        for (var tries = 0; tries < 300; tries++)
        {
            using Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync("127.0.0.1", port, Stop);
                return;
            }
            catch (SocketException)
            {
                Assert.False(clamd!.HasExited, $"clamd ended: {(clamd.HasExited ? await clamd.StandardError.ReadToEndAsync(Stop) : "")}");
                await Task.Delay(100, Stop);
            }
        }
        Assert.Fail("clamd did not answer within half a minute");
    }

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        if (clamd is { HasExited: false })
        {
            clamd.Kill(entireProcessTree: true);
            await clamd.WaitForExitAsync(CancellationToken.None);
        }
        clamd?.Dispose();
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
