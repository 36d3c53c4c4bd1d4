using System.Net;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Goldthread.Web.Tests.Admin;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Site;

/// <summary>Lines of the standard that a look at an answer proves.</summary>
[Trait("threat", "T15")]
public sealed class StandardTests(Board board, BoardApp app) : IClassFixture<Board>
{
    private const string Password = " Five Ducks 🦆 on a slow boat, and behind them seven more in a row of their own ";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("asvs", "V3.3.1"), Trait("asvs", "V3.3.2"), Trait("asvs", "V3.3.3"), Trait("asvs", "V3.3.4"), Trait("asvs", "V3.4.1")]
    public async Task Over_https_every_cookie_is_bound_to_the_host_and_out_of_the_reach_of_script()
    {
        await using var own = await Board.NewAsync(app, options => options with { Proxies = Proxies.Read("127.0.0.1")!, PublicAddress = "https://board.example.org" });
        await GivePasswordAsync(own);
        using HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new((await own.AnyoneAsync()).Address), DefaultRequestHeaders = { { "X-Forwarded-Proto", "https" }, { "Sec-Fetch-Site", "same-origin" } } };
        http.DefaultRequestHeaders.Host = "board.example.org";
        using var page = await http.GetAsync("/sign-in", Stop);
        var form = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await page.Content.ReadAsStringAsync(Stop));
        using HttpRequestMessage sign = new(HttpMethod.Post, "/sign-in")
        {
            Content = new FormUrlEncodedContent([new("Input.Email", Somebody.Practitioner.Email), new("Input.Password", Password), new("__RequestVerificationToken", form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!)]),
            Headers = { { "Cookie", string.Join("; ", page.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0])) } },
        };

        using var signedIn = await http.SendAsync(sign, Stop);

        Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
        var cookies = page.Headers.GetValues("Set-Cookie").Concat(signedIn.Headers.GetValues("Set-Cookie")).ToList();
        Assert.Contains(cookies, c => c.StartsWith("__Host-goldthread=", StringComparison.Ordinal));
        Assert.All(cookies, c => Assert.True(c.StartsWith("__Host-", StringComparison.Ordinal) && c.Contains("; secure", StringComparison.Ordinal) && c.Contains("; httponly", StringComparison.Ordinal)
            && c.Contains("; path=/;", StringComparison.Ordinal) && (c.Contains("samesite=lax", StringComparison.Ordinal) || c.Contains("samesite=strict", StringComparison.Ordinal)), c));
        Assert.All(new[] { page, signedIn }, answer => Assert.True(answer.Headers.Contains("Strict-Transport-Security")));
    }

    [Fact]
    [Trait("asvs", "V3.4.2"), Trait("asvs", "V13.4.3"), Trait("asvs", "V13.4.4")]
    public async Task No_other_origin_is_let_in_no_folder_is_listed_and_nothing_is_traced()
    {
        var officer = await board.AsAsync(Somebody.Officer);
        using HttpRequestMessage foreign = new(HttpMethod.Get, "/findings") { Headers = { { "Origin", "https://evil.example" } } };
        using HttpRequestMessage trace = new(HttpMethod.Trace, "/findings");

        Assert.DoesNotContain("Access-Control-Allow-Origin", (await officer.SendAsync(foreign)).Headers.Keys);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await officer.SendAsync(trace)).Status);
        foreach (var folder in new[] { "/vendor/", "/vendor", "/files/", "/keys/", "/.git/" }) Assert.Equal(HttpStatusCode.NotFound, (await officer.AskAsync(folder)).Status);
    }

    [Fact]
    [Trait("asvs", "V7.4.4"), Trait("asvs", "V14.3.2"), Trait("asvs", "V14.2.2")]
    public async Task Every_page_one_comes_to_from_the_home_lets_one_out_and_is_kept_nowhere()
    {
        var officer = await board.AsAsync(Somebody.Officer);
        var links = (await officer.OpenAsync("/")).Links.Where(l => l.StartsWith('/') && !l.Contains('#', StringComparison.Ordinal)).Distinct().ToList();
        Assert.True(links.Count > 8);
        foreach (var link in links)
        {
            var page = await officer.OpenAsync(link);
            if (page.MediaType != "text/html") continue;
            Assert.True(page.Html.Forms.Any(f => f.GetAttribute("action") == "/sign-out"), link);
            Assert.Contains("no-store", page.Headers.GetValueOrDefault("Cache-Control", $"nothing at {link}"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("eleven char", false)]
    [InlineData("twelve chars", true)]
    [InlineData("all lower case and blanks and nothing else", true)]
    [InlineData("🦆🐢🦉🐝🦊🐸🐙🦋🌲🌻 by the pond", true)]
    [InlineData(Password, true)]
    [Trait("asvs", "V6.2.1"), Trait("asvs", "V6.2.5"), Trait("asvs", "V6.2.9")]
    public async Task A_password_is_long_and_of_anything(string password, bool isTaken)
    {
        await using var scope = board.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        Account account = new() { UserName = "x@tests.example", Email = "x@tests.example" };
        List<IdentityError> problems = [];
        foreach (var rule in users.PasswordValidators) problems.AddRange((await rule.ValidateAsync(users, account, password)).Errors);

        Assert.Equal(isTaken, problems.Count == 0);
    }

    [Fact]
    [Trait("asvs", "V6.2.8"), Trait("asvs", "V6.2.6"), Trait("asvs", "V6.2.10")]
    public async Task A_password_counts_as_it_was_typed_and_is_typed_unseen()
    {
        await using var own = await Board.NewAsync(app);
        await GivePasswordAsync(own);
        var browser = await own.AnyoneAsync();
        var page = await browser.OpenAsync("/sign-in");
        Assert.Equal("password", page.Html.QuerySelector("input[name='Input.Password']")!.GetAttribute("type"));

        foreach (var almost in new[] { Password.Trim(), Password.ToUpperInvariant(), Password[..72] })
            Assert.Equal("/sign-in", (await browser.PressAsync(page, "Sign in", ("Input.Email", Somebody.Practitioner.Email), ("Input.Password", almost))).Path);
        var exact = await browser.PressAsync(page, "Sign in", ("Input.Email", Somebody.Practitioner.Email), ("Input.Password", Password));

        own.Clock.Advance(TimeSpan.FromDays(5 * 365));
        var later = await own.AnyoneAsync();
        var yearsAfter = await later.PressAsync(await later.OpenAsync("/sign-in"), "Sign in", ("Input.Email", Somebody.Practitioner.Email), ("Input.Password", Password));

        Assert.NotEqual("/sign-in", exact.Path);
        Assert.Equal(exact.Path, yearsAfter.Path); // and nobody is asked for another one
    }

    [Fact]
    [Trait("asvs", "V6.3.2")]
    public async Task A_new_board_knows_nobody()
    {
        await using var empty = await SmallBoard.MakeAsync();
        await empty.AsSystemAsync(async db => Assert.False(await db.Users.AnyAsync(Stop) || await db.People.AnyAsync(Stop)));
    }

    private static async Task GivePasswordAsync(Board board)
    {
        await using var db = board.OpenAll();
        var account = await db.Users.SingleAsync(a => a.PersonId == Somebody.Practitioner.Id, Stop);
        account.PasswordHash = new PasswordHasher<Account>().HashPassword(account, Password);
        await db.SaveAsync(Command.Now("Tests: password"), Stop);
    }
}
