using System.Net;
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
public class ErrorPageTests(Board board) : IClassFixture<Board>
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
    public async Task A_fault_is_told_in_words_with_a_reference_that_the_log_bears_too(string fault, int status, string title)
    {
        var folder = Directory.CreateTempSubdirectory("goldthread-errors").FullName;
        var lines = new Lines();
        // There is no database at all in this folder: the page must not ask for one.
        await using var app = WebBoard.Build(new() { Data = folder, Urls = "http://127.0.0.1:0" }, builder => builder.Logging.ClearProviders().AddProvider(lines));
        app.MapGet("/tests/fault", IResult () => throw faults[fault]).AllowAnonymous();
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };

        using var answer = await http.GetAsync("/tests/fault", TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(title, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Quillfeather", text, StringComparison.Ordinal);
        var reference = text.Split("gt-ref\">")[1].Split('<')[0];
        Assert.Contains(lines.All, line => line.StartsWith($"Reference {reference}: {status}", StringComparison.Ordinal) && !line.Contains("Quillfeather", StringComparison.Ordinal));
        Assert.True(answer.Headers.Contains("Content-Security-Policy"));
        await app.StopAsync(TestContext.Current.CancellationToken);
        Directory.Delete(folder, recursive: true);
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

    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly List<string> all = [];

        public IReadOnlyList<string> All
        {
            get
            {
                lock (all) return [.. all];
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (all) all.Add(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
