using System.Net;
using AngleSharp.Html.Parser;
using Goldthread.Web.Site;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Goldthread.Web.Tests.Site;

[Trait("feature", "Z3")]
[Trait("asvs", "V16.5.1")]
public class ErrorPageTests(BoardApp template, Board board) : IClassFixture<Board>
{
    private static readonly Dictionary<string, Exception> faults = new()
    {
        ["bug"] = new InvalidOperationException("Zephyrine Quillfeather"),
        ["away"] = new DbUpdateException("x", new NpgsqlException("Zephyrine Quillfeather")),
        ["locked"] = new SqliteException("Zephyrine Quillfeather", 5),
        ["full"] = new DbUpdateException("x", new SqliteException("Zephyrine Quillfeather", 13)),
        ["disk"] = new IOException("Zephyrine Quillfeather", 28),
    };

    [Theory]
    [InlineData("bug", 500, "Sorry, something broke")]
    [InlineData("away", 503, "The service is away for a moment")]
    [InlineData("locked", 503, "The service is away for a moment")]
    [InlineData("full", 507, "There is no room left to save")]
    [InlineData("disk", 507, "There is no room left to save")]
    [Trait("asvs", "V16.3.4")]
    public async Task A_fault_is_told_in_words_with_a_reference_that_the_log_bears_too(string fault, int status, string title)
    {
        await using var broken = await BrokenAsync(fault);

        using var answer = await broken.Http.GetAsync("/tests/form", TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(title, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Quillfeather", text, StringComparison.Ordinal);
        var reference = text.Split("gt-ref\">")[1].Split('<')[0];
        Assert.Contains(broken.Lines.All, line => line.StartsWith($"Reference {reference}: {status}", StringComparison.Ordinal) && !line.Contains("Quillfeather", StringComparison.Ordinal));
        Assert.True(answer.Headers.Contains("Content-Security-Policy"));
    }

    [Theory]
    [InlineData("full")]
    [InlineData("away")]
    [Trait("feature", "Z4")]
    public async Task What_was_typed_stands_on_the_page_of_the_fault_and_is_sent_again_as_it_was(string fault)
    {
        const string typed = "She said <b>\"listen\"</b> twice";
        var stop = TestContext.Current.CancellationToken;
        await using var broken = await BrokenAsync(fault);

        using var answer = await broken.Http.PostAsync("/tests/form?of=this", new FormUrlEncodedContent(new Dictionary<string, string> { ["Command.Was"] = "what stood there", ["Input.Detail"] = typed }), stop);
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(stop));
        var again = page.QuerySelector("main form")!;
        broken.IsMended = true;
        using var second = await broken.Http.PostAsync(again.GetAttribute("action"),
            new FormUrlEncodedContent(again.QuerySelectorAll("input").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value")!))), stop);

        Assert.Equal("/tests/form?of=this", again.GetAttribute("action"));
        Assert.Equal(typed, Assert.Single(page.QuerySelectorAll("textarea")).TextContent);
        Assert.Equal($"Command.Was=what stood there|Input.Detail={typed}", await second.Content.ReadAsStringAsync(stop));
    }

    // The framework asks once for a request who is there, and would give the same fault to the page that tells of it: an empty answer.
    [Fact]
    [Trait("feature", "Z4"), Trait("asvs", "V16.5.3")]
    public async Task A_fault_in_asking_who_is_there_is_told_in_words_and_loses_nothing_typed()
    {
        await using var spoilt = await Board.NewAsync(template);
        var officer = await spoilt.AsAsync(Somebody.Officer);
        var form = await officer.OpenAsync("/findings/new");
        await using (var db = spoilt.OpenAll()) await db.Database.ExecuteSqlRawAsync("alter table sessions rename to away", TestContext.Current.CancellationToken);

        var told = await officer.PressAsync(form, "Save finding", ("Input.Title", "Typed before the fault"));

        Assert.Equal(HttpStatusCode.InternalServerError, told.Status);
        Assert.Contains("Sorry, something broke", told.Text, StringComparison.Ordinal);
        Assert.Contains(told.Html.QuerySelectorAll("textarea"), t => t.TextContent == "Typed before the fault");
    }

    [Fact]
    [Trait("feature", "Z4")]
    public async Task A_password_is_never_given_back()
    {
        await using var broken = await BrokenAsync("away");

        using var answer = await broken.Http.PostAsync("/tests/form", new FormUrlEncodedContent(new Dictionary<string, string> { ["Input.Password"] = "a goose in winter" }), TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(503, (int)answer.StatusCode);
        Assert.DoesNotContain("goose", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Send it again", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_and_what_may_not_be_done_are_told_kindly()
    {
        var practitioner = await board.AsAsync(Somebody.Practitioner);

        var missing = await practitioner.OpenAsync("/nowhere");
        var denied = await practitioner.OpenAsync("/settings");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.Forbidden), (missing.Status, denied.Status));
        Assert.Contains("Page not found", missing.Text, StringComparison.Ordinal);
        Assert.Contains("You may not do this", denied.Text, StringComparison.Ordinal);
    }

    // There is no database at all in its folder: the page must not ask for one.
    private static async Task<Broken> BrokenAsync(string fault)
    {
        var folder = Directory.CreateTempSubdirectory("goldthread-errors").FullName;
        LogLines lines = new();
        Broken broken = new(folder, WebBoard.Build(new() { Data = folder, Urls = "http://127.0.0.1:0" }, builder => builder.Logging.ClearProviders().AddProvider(lines)), lines);
        broken.App.Map("/tests/form", async (HttpRequest request) => broken.IsMended
            ? Results.Text(string.Join('|', (await request.ReadFormAsync(TestContext.Current.CancellationToken)).Select(f => $"{f.Key}={f.Value}"))) : throw faults[fault]).AllowAnonymous();
        await broken.App.StartAsync(TestContext.Current.CancellationToken);
        broken.Http.BaseAddress = new(broken.App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return broken;
    }

    private sealed class Broken(string folder, WebApplication app, LogLines lines) : IAsyncDisposable
    {
        public WebApplication App => app;
        public LogLines Lines => lines;
        public HttpClient Http { get; } = new();
        public bool IsMended { get; set; }

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            await app.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
