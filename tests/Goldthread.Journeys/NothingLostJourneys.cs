using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Goldthread.Web.Commands;
using Goldthread.Web.Site;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Goldthread.Journeys;

/// <summary>Nothing typed is lost: not with the browser, the connection, the session or the server.</summary>
public class NothingLostJourneys(Browser browser)
{
    private const string Field = "More about it (optional)", Kept = "Kept at", Offline = "You are offline. What you type is kept in this page", Path = "/findings/new";

    // Each test writes the form of another page: a draft belongs to a person and a page.
    private static string PathOf(string test) => $"{Path}?from={test}";

    private static ILocator Says(IPage page) => page.Locator("[data-keeps-says]");

    private static Task<int> InBrowserAsync(IPage page) => page.EvaluateAsync<int>("Object.keys(localStorage).filter(key => key.startsWith('gt-kept ')).length");

    private static async Task TypeAsync(IPage page, string text)
    {
        await page.Middle().GetByLabel(Field, new() { Exact = true }).ClickAsync();
        await page.Keyboard.TypeAsync(text);
    }

    private static Task ExpectTypedAsync(IPage page, string text) => Assertions.Expect(page.Middle().GetByLabel(Field, new() { Exact = true })).ToHaveValueAsync(text);

    [Fact, Trait("feature", "E3")]
    public async Task What_was_typed_is_there_in_another_browser_after_the_first_was_killed()
    {
        var page = await browser.SignInAsync(Known.QualityOfficer);
        await page.GotoAsync(PathOf("killed"));
        await TypeAsync(page, "Seen in seven of twelve cases");
        await page.TickAsync("Themes", "Missing");
        await Assertions.Expect(Says(page)).ToContainTextAsync(Kept);
        await page.ExpectAccessibleAsync();
        await page.CloseAsync();

        var another = await browser.SignInAsync(Known.QualityOfficer);
        await another.GotoAsync(PathOf("killed"));
        await another.ExpectTextAsync("You were writing this on 23 November at");
        await ExpectTypedAsync(another, "Seen in seven of twelve cases");
        await Assertions.Expect(another.GetByRole(AriaRole.Group, new() { Name = "Themes" }).GetByLabel("Missing", new() { Exact = true })).ToBeCheckedAsync();
        await another.ExpectAccessibleAsync();
        await another.PressAsync("Start again without it");
        await ExpectTypedAsync(another, "");
        await Assertions.Expect(another.GetByText("You were writing this on")).ToHaveCountAsync(0);
    }

    [Fact, Trait("feature", "E3")]
    public async Task Without_script_a_button_keeps_it()
    {
        var page = await browser.SignInAsync(Known.QualityOfficer, javaScript: false);
        await page.GotoAsync(PathOf("plain"));
        await page.WriteAsync(Field, "Written without script");
        await page.PressAsync("Keep for later");
        await page.ExpectDoneAsync("Kept at");
        await page.ExpectAccessibleAsync();

        await page.GotoAsync(PathOf("plain"));
        await ExpectTypedAsync(page, "Written without script");
        await page.PressAsync("Start again without it");
        await ExpectTypedAsync(page, "");
    }

    [Fact, Trait("feature", "E4")]
    public async Task A_lost_connection_is_said_and_made_good()
    {
        var page = await browser.SignInAsync(Known.QualityOfficer);
        page.Forgive("net::ERR");
        await page.GotoAsync(PathOf("offline"));

        await page.Context.SetOfflineAsync(true);
        await TypeAsync(page, "Typed on the train");
        await Assertions.Expect(Says(page)).ToContainTextAsync(Offline);
        var asked = new TaskCompletionSource<string>();
        page.Dialog += (_, dialog) => asked.TrySetResult(dialog.Type);
        await page.CloseAsync(new() { RunBeforeUnload = true });
        Assert.Equal("beforeunload", await asked.Task.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken));
        Visit.Of(page).TakeComplaints();
        await page.Context.SetOfflineAsync(false);

        await Assertions.Expect(Says(page)).ToContainTextAsync(Kept);
        Assert.Equal(0, await InBrowserAsync(page));
        var another = await browser.SignInAsync(Known.QualityOfficer);
        await another.GotoAsync(PathOf("offline"));
        await ExpectTypedAsync(another, "Typed on the train");
    }

    [Fact, Trait("feature", "E4")]
    public async Task A_press_without_a_connection_loses_nothing_and_the_next_one_saves()
    {
        var page = await browser.SignInAsync(Known.QualityOfficer);
        page.Forgive("net::ERR");
        await page.GotoAsync("/findings/new?from=press");
        const string title = "Saved after the tunnel";
        await page.TickAsync("What kind of finding is it?", "Area for improvement");
        await page.TickAsync("How strong is the evidence?", "Moderate");
        await page.TickAsync("Is it about one case, or the way agencies work?", "The system");
        await page.WriteAsync("What was found, in one line", title);
        await page.WriteAsync("What it means for children", "Children wait longer than they need to.");
        await page.TickAsync("Themes", "Missing");
        await page.SelectAsync("Which group answers for it?", Known.Quality);

        await page.Context.SetOfflineAsync(true);
        await page.PressAsync("Save finding");
        await Assertions.Expect(Says(page)).ToContainTextAsync("Nothing was sent: you are offline. What you wrote stays here. Press “Save finding” again");
        await page.Context.SetOfflineAsync(false);
        await page.WaitForTimeoutAsync(1100); // a second press within a second is taken for a double click
        await page.PressAsync("Save finding");

        await page.ExpectDoneAsync("Finding recorded");
        await page.GotoAsync("/findings/new?from=press");
        await Assertions.Expect(page.GetByText("You were writing this on")).ToHaveCountAsync(0);
        Assert.Equal(0, await InBrowserAsync(page));
    }

    [Fact, Trait("feature", "E4")]
    public async Task What_the_board_never_got_comes_back_from_the_browser_and_goes_at_sign_out()
    {
        var page = await browser.SignInAsync(Known.QualityOfficer);
        page.Forgive("net::ERR");
        await page.GotoAsync(PathOf("browser"));
        await page.Context.RouteAsync("**/drafts", route => route.AbortAsync());
        await TypeAsync(page, "Never reached the board");
        await Assertions.Expect(Says(page)).ToContainTextAsync("This site can’t be reached");
        await page.CloseAsync();

        var again = await page.Context.NewPageAsync();
        await again.GotoAsync(PathOf("browser"));
        await ExpectTypedAsync(again, "Never reached the board");
        Assert.Equal(1, await InBrowserAsync(again));
        again.Dialog += (_, dialog) => _ = dialog.AcceptAsync(); // leaves all the same
        await again.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await again.ExpectHeadingAsync("Sign in");

        Assert.Equal(0, await InBrowserAsync(again));
    }

    [Fact, Trait("feature", "E4"), Trait("asvs", "V14.3.3")]
    public async Task Nothing_about_a_restricted_record_lies_in_the_browser()
    {
        var page = await browser.SignInAsync(Known.Reviewer);
        page.Forgive("net::ERR");
        await page.SearchAsync("warning school Friday Tuesday");
        await page.FollowAsync("A warning from school on a Friday was read on the Tuesday");
        await page.GotoAsync(page.Url + "/edit");
        await page.Context.RouteAsync("**/drafts", route => route.AbortAsync());

        await TypeAsync(page, "For named people");

        await Assertions.Expect(Says(page)).ToContainTextAsync("This site can’t be reached");
        Assert.Equal(0, await InBrowserAsync(page));
    }

    [Fact, Trait("feature", "E3")]
    public async Task Of_two_open_pages_the_later_is_told_and_chooses()
    {
        var (here, there) = (await browser.SignInAsync(Known.QualityOfficer), await browser.SignInAsync(Known.QualityOfficer));
        here.Forgive("409");
        await here.GotoAsync(PathOf("two"));
        await there.GotoAsync(PathOf("two"));
        await TypeAsync(there, "On the phone");
        await Assertions.Expect(Says(there)).ToContainTextAsync(Kept);

        await TypeAsync(here, "At the desk");
        await Assertions.Expect(Says(here)).ToContainTextAsync("Another page or device of yours kept this form at");
        await here.ExpectAccessibleAsync();
        await here.PressAsync("Keep what is written here");
        await Assertions.Expect(Says(here)).ToContainTextAsync(Kept);

        await there.GotoAsync(PathOf("two"));
        await ExpectTypedAsync(there, "At the desk");
    }

    [Fact, Trait("feature", "E5")]
    public async Task Whose_session_ends_is_told_while_typing_and_goes_on_after_signing_in_beside_it()
    {
        var page = await browser.SignInAsync(Known.QualityOfficer);
        page.Forgive("401");
        await page.GotoAsync(PathOf("session"));
        var cookies = await page.Context.CookiesAsync();
        await page.Context.ClearCookiesAsync(new() { Name = "goldthread" });
        await TypeAsync(page, "Typed after the end");
        await Assertions.Expect(Says(page)).ToContainTextAsync("You were signed out");

        await page.Context.AddCookiesAsync(cookies.Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path, HttpOnly = c.HttpOnly, SameSite = c.SameSite }));

        await Assertions.Expect(Says(page)).ToContainTextAsync(Kept);
    }

    [Fact, Trait("feature", "E3"), Trait("feature", "Z4")]
    [SuppressMessage("Reliability", "CA2000", Justification = "Both boards are disposed")]
    public async Task A_restart_of_the_server_in_the_middle_loses_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("goldthread-restart-").FullName;
        BoardOptions options = new() { Data = folder, Urls = $"http://127.0.0.1:{FreePort()}", IsDemonstration = true };
        await using var context = await browser.NewContextAsync(javaScript: true, 1280);
        var page = await context.NewPageAsync();
        var first = await StartAsync(options);
        await page.GotoAsync($"{options.Urls}/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = Known.QualityOfficer, Exact = true }).ClickAsync();
        await page.GotoAsync(options.Urls + Path);
        await TypeAsync(page, "Before");
        await Assertions.Expect(Says(page)).ToContainTextAsync(Kept);

        await first.StopAsync(TestContext.Current.CancellationToken);
        await first.DisposeAsync();
        await TypeAsync(page, ", and while it was away");
        await Assertions.Expect(Says(page)).ToContainTextAsync("This site can’t be reached");
        await using var second = await StartAsync(options);

        await Assertions.Expect(Says(page)).ToContainTextAsync(Kept);
        await page.GotoAsync(options.Urls + Path);
        await ExpectTypedAsync(page, "Before, and while it was away");
        await second.StopAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<WebApplication> StartAsync(BoardOptions options)
    {
        var app = WebBoard.Build(options, builder => builder.Logging.ClearProviders());
        await Serve.PrepareAsync(app, options, CancellationToken.None);
        await app.StartAsync();
        return app;
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
