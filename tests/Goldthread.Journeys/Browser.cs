using System.Collections.Concurrent;
using System.Reflection;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Goldthread.Domain.Admin;
using Goldthread.Journeys;
using Goldthread.Web.Commands;
using Goldthread.Web.Site;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Browser))]
[assembly: NoComplaints]

namespace Goldthread.Journeys;

/// <summary>One Chromium and one demonstration board for the whole run; each test has contexts of its own.</summary>
public sealed class Browser : IAsyncLifetime
{
    // A container has little shared memory, root no sandbox, and nothing is to be asked of the network.
    private static readonly string[] switches =
        ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"];

    private static readonly DateTimeOffset begin = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("goldthread-journeys-").FullName;
    private WebApplication? app;
    private readonly SetClock clock = new(begin);
    private IPlaywright? playwright;
    private IBrowser? chromium;

    /// <summary>The board's address, without a slash at the end.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The same under the name at which browsers offer passkeys.</summary>
    public string LocalAddress => Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    /// <summary>Providers by which the people of an organisation may sign in at a board that a test has for itself.</summary>
    public IReadOnlyList<IdentityProvider> IdentityProviders { get; init; } = [];

    /// <summary>A clock that goes as the board's does, for who speaks with it.</summary>
    internal static TimeProvider NewClock() => new SetClock(begin);

    /// <summary>What time it is at the board.</summary>
    public DateTimeOffset Now => app!.Services.GetRequiredService<TimeProvider>().GetUtcNow();

    /// <summary>The program's services, for a job that a journey does not wait for.</summary>
    internal IServiceProvider Services => app!.Services;

    /// <summary>How whatever its pages may ask for begins.</summary>
    internal IEnumerable<string> May => [Address + "/", LocalAddress + "/", "data:", "blob:", .. IdentityProviders.Select(p => p.Authority)];

    /// <summary>Lets time go by at a board that a test has for itself: sessions end, jobs come due.</summary>
    internal void Pass(TimeSpan time) => clock.Ahead += time;

    public async ValueTask InitializeAsync()
    {
        BoardOptions options = new() { Data = folder, Urls = "http://127.0.0.1:0", IsDemonstration = true, Clock = clock, IdentityProviders = IdentityProviders };
        app = WebBoard.Build(options, builder =>
        {
            if (Environment.GetEnvironmentVariable("GOLDTHREAD_TEST_LOG") is null or "") builder.Logging.ClearProviders();
        });
        await Serve.PrepareAsync(app, options, CancellationToken.None);
        await app.StartAsync();
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Assertions.SetDefaultExpectTimeout(15_000); // two cores are busy with browser, board and tests at once
        playwright = await Playwright.CreateAsync();
        chromium = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("GOLDTHREAD_TEST_CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium",
            Args = Environment.UserName == "root" ? [.. switches, "--no-sandbox"] : switches,
        });
    }

    /// <summary>A page in which nobody is signed in.</summary>
    public async Task<IPage> OpenAsync(string path, bool javaScript = true, int width = 1280)
    {
        var context = await NewContextAsync(javaScript, width);
        var page = await context.NewPageAsync();
        Visit.Begin(page, this, javaScript);
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>A page in which a person of the demonstration is signed in, by name, through the sign-in page.</summary>
    public async Task<IPage> SignInAsync(string person, bool javaScript = true, int width = 1280)
    {
        var page = await OpenAsync("/sign-in", javaScript, width);
        await page.GetByRole(AriaRole.Button, new() { Name = person, Exact = true }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync($"{Address}/");
        return page;
    }

    internal Task<IBrowserContext> NewContextAsync(bool javaScript, int width) => chromium!.NewContextAsync(new()
    {
        BaseURL = Address,
        JavaScriptEnabled = javaScript,
        Locale = "en-GB",
        TimezoneId = "Europe/London",
        ReducedMotion = ReducedMotion.Reduce,
        ViewportSize = new() { Width = width, Height = 900 },
    });

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null) await chromium.DisposeAsync();
        playwright?.Dispose();
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Runs on from a set moment, so that the demonstration is the same on every day.</summary>
    private sealed class SetClock(DateTimeOffset start) : TimeProvider
    {
        private readonly long begun = System.GetTimestamp();

        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => start + Ahead + System.GetElapsedTime(begun);
    }
}

/// <summary>What a test's page complained of.</summary>
internal sealed class Visit
{
    private static readonly ConcurrentDictionary<string, ConcurrentBag<Visit>> byTest = [];
    private static readonly ConcurrentDictionary<IPage, Visit> byPage = [];
    private readonly ConcurrentQueue<string> complaints = [];
    private readonly IPage page;
    private string? forgiven;

    private Visit(IPage page, Browser browser, bool javaScript) => (this.page, Browser, JavaScript) = (page, browser, javaScript);

    public Browser Browser { get; }

    public bool JavaScript { get; }

    public static Visit Of(IPage page) => byPage[page];

    public static void Begin(IPage page, Browser browser, bool javaScript)
    {
        Visit visit = new(page, browser, javaScript);
        // Kept in a list: an exception in one of these would close the connection under every later test.
        page.Console += (_, message) =>
        {
            if (message.Type == "error") visit.complaints.Enqueue($"{message.Text} at {message.Location}");
        };
        page.Dialog += (_, dialog) =>
        {
            visit.complaints.Enqueue($"a dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        page.PageError += (_, error) => visit.complaints.Enqueue(error);
        page.Context.Request += (_, request) =>
        {
            if (!browser.May.Any(start => request.Url.StartsWith(start, StringComparison.Ordinal)))
                visit.complaints.Enqueue($"asked elsewhere: {request.Url}");
        };
        byPage[page] = visit;
        byTest.GetOrAdd(TestContext.Current.Test!.UniqueID, _ => []).Add(visit);
    }

    public void Forgive(string text) => forgiven = text;

    /// <summary>Takes out what was complained of so far.</summary>
    public IReadOnlyList<string> TakeComplaints()
    {
        List<string> taken = [];
        while (complaints.TryDequeue(out var complaint))
            if (forgiven is null || !complaint.Contains(forgiven, StringComparison.Ordinal)) taken.Add(complaint);
        return taken;
    }

    public static async Task<IReadOnlyList<string>> EndAsync(string test)
    {
        if (!byTest.TryRemove(test, out var visits)) return [];
        List<string> all = [];
        foreach (var visit in visits)
        {
            all.AddRange(visit.TakeComplaints());
            byPage.TryRemove(visit.page, out _);
            await visit.page.Context.CloseAsync();
        }
        return all;
    }
}

/// <summary>Fails every test whose pages wrote an error to the console, threw, or asked anything of another site. This is
/// what finds mistakes in the content security policy.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class NoComplaintsAttribute : BeforeAfterTestAttribute
{
    public override void After(MethodInfo methodUnderTest, IXunitTest test) => Assert.Empty(Task.Run(() => Visit.EndAsync(test.UniqueID)).GetAwaiter().GetResult());
}

/// <summary>What is expected of every page.</summary>
public static class Expectations
{
    private static readonly AxeRunOptions rules = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    /// <summary>No rule of WCAG 2.2 A and AA that a machine can test is broken.</summary>
    public static async Task ExpectAccessibleAsync(this IPage page)
    {
        var barriers = await page.FindBarriersAsync();

        Assert.True(barriers.Count == 0, $"{page.Url}\n{string.Join('\n', barriers)}");
    }

    /// <summary>The broken rules, each with the elements that break it.</summary>
    public static async Task<IReadOnlyList<string>> FindBarriersAsync(this IPage page)
    {
        var visit = Visit.Of(page);
        if (visit.JavaScript) return Name(await page.RunAxe(rules));
        // Axe never returns from a page without script: the same page is looked at in a context that has script, but none of its files.
        await using var context = await visit.Browser.NewContextAsync(javaScript: true, page.ViewportSize!.Width);
        var html = await page.ContentAsync();
        await context.RouteAsync("**/*.js", route => route.AbortAsync());
        await context.RouteAsync(page.Url, route => route.FulfillAsync(new() { Body = html, ContentType = "text/html; charset=utf-8" }));
        var copy = await context.NewPageAsync();
        await copy.GotoAsync(page.Url);
        return Name(await copy.RunAxe(rules));
    }

    /// <summary>Lets one kind of error on the console pass: a page that is meant to be missing logs one.</summary>
    public static void Forgive(this IPage page, string text) => Visit.Of(page).Forgive(text);

    private static List<string> Name(AxeResult result) =>
        [.. result.Violations.Select(v => $"{v.Id}: {v.Help} – {string.Join(" | ", v.Nodes.Select(n => n.Html).Take(3))}")];
}
