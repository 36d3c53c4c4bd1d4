using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Goldthread.Web.Jobs;
using Goldthread.Web.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Library;

/// <summary>Large files go in parts and go on after a break; nobody but who sends one sees it or goes on with it (F6).</summary>
[Trait("feature", "F6"), Trait("threat", "T06"), Trait("threat", "T25")]
public sealed class FilePartsTests(BoardApp template) : IAsyncLifetime
{
    private Board board = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => board = await Board.NewAsync(template);

    public ValueTask DisposeAsync() => board.DisposeAsync();

    [Fact]
    public async Task A_file_sent_in_parts_over_a_break_and_a_restart_is_kept_whole_with_the_form()
    {
        var content = Content(9_000_000);
        var officer = await board.AsAsync(Somebody.Officer);
        var id = (await BeginAsync(officer, content)).GetProperty("id").GetGuid();
        Assert.Equal(4_000_000, (await AddAsync(officer, id, 0, content[..4_000_000])).GetProperty("at").GetInt64());

        // The board starts anew: all it knows of the file lies in its folder.
        FileParts anew = new(new() { Data = board.Data, Clock = board.Clock }, board.Services.GetRequiredService<FileStore>(), board.Clock);
        var there = Assert.Single(await anew.UnfinishedAsync(Somebody.Officer.Id, Stop));
        Assert.Equal(4_000_000, there.At);
        Assert.Contains("stopped at 4 MB of 9 MB", (await officer.OpenAsync("/library/shelve")).Text, StringComparison.Ordinal);
        var again = await BeginAsync(officer, content);
        Assert.Equal((id, 4_000_000L), (again.GetProperty("id").GetGuid(), again.GetProperty("at").GetInt64()));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content[3_000_000..4_000_000])), again.GetProperty("tail").GetString());
        Assert.True((await AddAsync(officer, id, 0, content[..10])).GetProperty("elsewhere").GetBoolean()); // a part sent twice

        await AddAsync(officer, id, 4_000_000, content[4_000_000..8_000_000]);
        var held = (await AddAsync(officer, id, 8_000_000, content[8_000_000..])).GetProperty("held").GetString()!;
        Assert.Equal(held.Length > 0, (await AddAsync(officer, id, 9_000_000, [])).GetProperty("held").GetString()!.Length > 0); // the answer was lost: asked again
        var done = await officer.OverpostAsync(await officer.OpenAsync("/library/shelve"), "Save", [.. Card("Sent in parts"), ("Files.Held", held)]);

        Assert.Contains("large.txt", done.Text, StringComparison.Ordinal);
        await using var db = board.OpenAll();
        var file = await db.Files.SingleAsync(Stop);
        Assert.Equal((9_000_000L, Convert.ToHexStringLower(SHA256.HashData(content))), (file.Length, file.Hash));
        Assert.Empty(Directory.GetFiles(Path.Combine(board.Data, "files", "parts"), "*.part", SearchOption.AllDirectories));
        Assert.Empty(await anew.UnfinishedAsync(Somebody.Officer.Id, Stop));
    }

    [Fact]
    [Trait("threat", "T01"), Trait("asvs", "V8.2.2"), Trait("asvs", "V5.2.4")]
    public async Task Another_person_s_part_is_as_if_it_were_not_there()
    {
        var content = Content(9_000_000);
        var officer = await board.AsAsync(Somebody.Officer);
        var id = (await BeginAsync(officer, content)).GetProperty("id").GetGuid();
        await AddAsync(officer, id, 0, content[..4_000_000]);
        var lead = await board.AsAsync(Somebody.SocialCareLead);

        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(lead, $"handler=Add&id={id}&at=4000000", content[4_000_000..5_000_000])).Status);
        await SendAsync(lead, $"handler=GiveUp&id={id}", []);
        var theirs = await BeginAsync(lead, content);
        Assert.NotEqual(id, theirs.GetProperty("id").GetGuid());
        Assert.Equal(0, theirs.GetProperty("at").GetInt64());
        Assert.DoesNotContain("4 MB of 9 MB", (await lead.OpenAsync("/files/parts")).Text, StringComparison.Ordinal);

        Assert.Contains("4 MB of 9 MB", (await officer.OpenAsync("/files/parts")).Text, StringComparison.Ordinal);
        foreach (var shut in new[] { Somebody.Practitioner, Somebody.OutsideReader })
            Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(await board.AsAsync(shut), "handler=Begin&name=a.txt&length=9&mark=m", [])).Status);
        var anyone = await board.AnyoneAsync();
        Assert.NotEqual(HttpStatusCode.OK, (await anyone.SendAsync(new(HttpMethod.Post, "/files/parts?handler=Begin&name=a.txt&length=9&mark=m"))).Status);
        // Without the token of a form of this person nothing is begun.
        Assert.Equal(HttpStatusCode.BadRequest, (await officer.SendAsync(new(HttpMethod.Post, "/files/parts?handler=Begin&name=a.txt&length=9&mark=m"))).Status);
        if (!OperatingSystem.IsWindows())
            foreach (var path in Directory.GetFiles(Path.Combine(board.Data, "files", "parts"), "*", SearchOption.AllDirectories))
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    [Trait("asvs", "V5.2.1"), Trait("asvs", "V5.2.2")]
    public async Task What_is_whole_passes_the_checks_of_every_file_and_leaves_nothing_when_refused()
    {
        var officer = await board.AsAsync(Somebody.Officer);
        byte[] program = [.. "MZ"u8, .. new byte[9_000_000]];
        var id = (await BeginAsync(officer, program, "tool.pdf")).GetProperty("id").GetGuid();
        for (var at = 0; at + 4_000_000 < program.Length; at += 4_000_000) await AddAsync(officer, id, at, program[at..(at + 4_000_000)]);

        var last = await AddAsync(officer, id, 8_000_000, program[8_000_000..]);

        Assert.Contains("is a program", last.GetProperty("refusal").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, last.GetProperty("held").ValueKind);
        Assert.Empty(Directory.GetFiles(Path.Combine(board.Data, "files"), "*", SearchOption.AllDirectories));
        var small = Content(1_000);
        var overlong = (await BeginAsync(officer, small)).GetProperty("id").GetGuid();
        Assert.Contains("longer than it said", (await AddAsync(officer, overlong, 0, Content(2_000))).GetProperty("refusal").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("asvs", "V5.2.4"), Trait("asvs", "V5.2.1")]
    public async Task Limits_are_told_before_anything_is_sent_and_what_nobody_goes_on_with_is_gone_after_a_day()
    {
        var officer = await board.AsAsync(Somebody.Officer);
        Assert.Contains("larger than 200 MB", (await BeginAsync(officer, 200_000_001, "huge.pdf")).GetProperty("refusal").GetString(), StringComparison.Ordinal);
        for (var i = 0; i < FileParts.MostUnfinished; i++) Assert.True((await BeginAsync(officer, 9_000_000, $"file {i}.pdf")).TryGetProperty("id", out _));
        Assert.Contains("5 unfinished files", (await BeginAsync(officer, 9_000_000, "one more.pdf")).GetProperty("refusal").GetString(), StringComparison.Ordinal);
        await officer.PressAsync(await officer.OpenAsync("/files/parts"), "Give up file 0.pdf");
        Assert.True((await BeginAsync(officer, 9_000_000, "one more.pdf")).TryGetProperty("id", out _));

        board.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Empty(await board.Services.GetRequiredService<FileParts>().UnfinishedAsync(Somebody.Officer.Id, Stop));
        await board.Services.GetRequiredService<Sweep>().RoundAsync(Stop);
        Assert.Empty(Directory.GetFiles(Path.Combine(board.Data, "files", "parts"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    [Trait("threat", "T25"), Trait("asvs", "V5.2.4")]
    public async Task However_many_are_begun_at_one_moment_no_more_than_the_limit_stay()
    {
        var parts = board.Services.GetRequiredService<FileParts>();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => parts.BeginAsync(Somebody.Officer.Id, $"file {i}.pdf", 1_000_000, $"m{i}", Stop))));

        Assert.InRange((await parts.UnfinishedAsync(Somebody.Officer.Id, Stop)).Count, 0, FileParts.MostUnfinished);
    }

    [Fact]
    [Trait("feature", "F5")]
    public async Task A_disk_nearly_full_is_told_before_anything_is_sent()
    {
        FileParts full = new(new() { Data = board.Data, Clock = board.Clock }, board.Services.GetRequiredService<FileStore>(), board.Clock) { Free = _ => 210_000_000 };

        var (file, refusal) = await full.BeginAsync(Somebody.Officer.Id, "large.pdf", 9_000_000, "m", Stop);

        Assert.Null(file);
        Assert.Contains("disk is nearly full", refusal, StringComparison.Ordinal);
    }

    private static byte[] Content(int length) => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, (length / 10) + 1).Select(i => $"{i,9}\n")))[..length];

    private static (string, string)[] Card(string title) =>
        [("Input.Volume", "Qualitative"), ("Input.Kind", "Case audit"), ("Input.Title", title), ("Input.Date.Day", "1"), ("Input.Date.Month", "9"), ("Input.Date.Year", "2026"), ("Input.Confidentiality", "Board")];

    private static Task<JsonElement> BeginAsync(Client client, byte[] content, string name = "large.txt") => BeginAsync(client, content.Length, name);

    private static async Task<JsonElement> BeginAsync(Client client, long length, string name) =>
        JsonDocument.Parse((await SendAsync(client, $"handler=Begin&name={Uri.EscapeDataString(name)}&length={length}&mark={Uri.EscapeDataString(name)}|{length}|1", [])).Body).RootElement;

    private static async Task<JsonElement> AddAsync(Client client, Guid id, long at, byte[] part) =>
        JsonDocument.Parse((await SendAsync(client, $"handler=Add&id={id}&at={at}", part)).Body).RootElement;

    private static async Task<Screen> SendAsync(Client client, string query, byte[] body)
    {
        HttpRequestMessage request = new(HttpMethod.Post, $"/files/parts?{query}") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Headers.Add("RequestVerificationToken", (await client.OpenAsync("/")).Token);
        return await client.SendAsync(request);
    }
}
