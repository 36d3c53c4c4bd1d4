using System.Net;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using static Goldthread.Web.Tests.Admin.SignInSteps;

namespace Goldthread.Web.Tests.Admin;

/// <summary>Whom signing in by an organisation's identity provider lets in nowhere: strangers, frauds, and whoever comes while it is away.</summary>
[Trait("feature", "W7")]
[Trait("threat", "T15")]
public class ProviderRefusalTests(BoardApp template)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Strangers => ["unverified", "no word of it", "other organisation", "unknown", "other domain", "ended", "administrator", "another link", "no address"];

    [Theory, MemberData(nameof(Strangers))]
    [Trait("threat", "T16"), Trait("asvs", "V6.3.8"), Trait("asvs", "V6.8.1"), Trait("asvs", "V16.3.1")]
    public async Task Whoever_may_not_come_in_is_told_one_thing_whatever_the_reason(string why)
    {
        await using var all = await BoardAtProvider.BeginAsync(template, p => why == "other domain" ? p with { Domains = ["council.example"] } : p);
        all.Provider.LetIn(Somebody.SocialCareLead.Email, methods: "mfa");
        switch (why)
        {
            case "unverified":
                all.Provider.Says["email_verified"] = false;
                break;
            case "no word of it":
                all.Provider.Says["email_verified"] = null;
                break;
            case "other organisation":
                all.Provider.LetIn(Somebody.PoliceLead.Email, methods: "mfa");
                break;
            case "unknown":
                all.Provider.LetIn("nobody@tests.example", methods: "mfa");
                break;
            case "ended":
                await all.Board.ChangeAccountAsync(Somebody.SocialCareLead, a => a.End(all.Board.Clock.UtcNow()));
                break;
            case "administrator":
                await all.Board.GivenAdministratorAsync(Somebody.SocialCareLead);
                break;
            case "another link":
                await all.LinkAsync(Somebody.SocialCareLead, "somebody else there");
                break;
            case "no address":
                all.Provider.Says["email"] = null;
                break;
        }
        var browser = await all.BrowserAsync();

        var answer = await all.ComeAsync(browser);

        Assert.Equal("/sign-in", answer.Path.Split('?')[0]);
        Assert.Equal([$"Council account knows you, but {BoardAtProvider.Refused}. If you have a password here, sign in with it; else ask the business office"], answer.Errors);
        Assert.StartsWith("/sign-in", (await browser.AskAsync("/findings")).Location, StringComparison.Ordinal);
        await using var db = all.Board.OpenAll();
        Assert.Equal(why == "another link" ? 1 : 0, await db.UserLogins.CountAsync(Stop));
        Assert.Equal(Somebody.Everyone.Count, await db.Users.CountAsync(Stop));
        Assert.Empty(await db.Sessions.ToListAsync(Stop));
        var told = await db.AuditEntries.SingleAsync(e => e.Deed == ByProvider.Refused, Stop);
        Assert.Equal(("sign-in", "127.0.0.1", why is "unknown" or "no address" ? 0 : 1), (told.Actor, told.From, told.Changes.Count));
        Assert.Single(all.Board.Log, line => line.StartsWith("SignInByProviderRefused Refused at GET none", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_link_is_worth_nothing_once_its_owner_is_ended_or_works_elsewhere()
    {
        await using var all = await BoardAtProvider.BeginAsync(template);
        all.Provider.LetIn(Somebody.Signatory.Email, methods: "mfa");
        var before = await all.ComeAsync(await all.BrowserAsync());
        await using (var db = all.Board.OpenAll())
        {
            foreach (var held in await db.RoleHoldings.Where(h => h.PersonId == Somebody.Signatory.Id).ToListAsync(Stop)) held.EndNow(all.Board.Today);
            foreach (var post in await db.PostHoldings.Where(h => h.PersonId == Somebody.Signatory.Id).ToListAsync(Stop)) post.End(all.Board.Today.AddDays(-1));
            await db.SaveAsync(Command.Now("Tests: left"), Stop);
        }

        Assert.Equal("/", before.Path);
        Assert.Contains(BoardAtProvider.Refused, Assert.Single((await all.ComeAsync(await all.BrowserAsync())).Errors), StringComparison.Ordinal);
    }

    public static TheoryData<string> Frauds => ["audience", "nonce", "issuer", "expired", "foreign key", "other state", "other browser", "replayed", "no code", "iss of another", "changed state"];

    [Theory, MemberData(nameof(Frauds))]
    [Trait("asvs", "V10.1.2"), Trait("asvs", "V10.2.1"), Trait("asvs", "V10.2.2"), Trait("asvs", "V10.5.1"), Trait("asvs", "V10.5.4"), Trait("asvs", "V6.8.2"), Trait("asvs", "V16.3.1")]
    public async Task What_was_not_meant_for_this_browser_and_this_board_lets_nobody_in(string fraud)
    {
        await using var all = await BoardAtProvider.BeginAsync(template);
        var browser = await all.BrowserAsync();
        all.Provider.LetIn(Somebody.SocialCareLead.Email, methods: "mfa");
        using var foreign = System.Security.Cryptography.RSA.Create(2048);
        if (fraud == "foreign key") all.Provider.ForgedKey = new RsaSecurityKey(foreign);
        all.Provider.Lies = claims =>
        {
            if (fraud == "audience") claims["aud"] = "another";
            if (fraud == "nonce") claims["nonce"] = "of-another";
            if (fraud == "issuer") claims["iss"] = "https://login.elsewhere.example/";
            if (fraud == "expired") (claims["exp"], claims["iat"], claims["nbf"]) = (Hours(-1), Hours(-2), Hours(-2));
        };
        long Hours(int hours) => all.Board.Clock.GetUtcNow().AddHours(hours).ToUnixTimeSeconds();

        var back = await BoardAtProvider.BackAsync(await browser.AskAsync("/sign-in/by/council"));
        if (fraud == "other state") back = await OtherStateAsync();
        if (fraud == "no code") back = back.Replace("code=", "kode=", StringComparison.Ordinal);
        if (fraud == "iss of another") back = (back.Contains("iss=", StringComparison.Ordinal) ? back[..back.IndexOf("iss=", StringComparison.Ordinal)].TrimEnd('&') : back) + "&iss=https%3A%2F%2Flogin.elsewhere.example%2F";
        if (fraud == "changed state") back = back.Replace("state=", "state=x", StringComparison.Ordinal);
        var who = fraud == "other browser" ? await all.BrowserAsync() : browser;
        if (fraud == "replayed")
        {
            Assert.Equal("/", (await who.OpenAsync(back)).Path);
            who = await all.BrowserAsync();
            foreach (System.Net.Cookie cookie in browser.Cookies.GetAllCookies()) if (!cookie.Name.StartsWith("goldthread", StringComparison.Ordinal)) who.Cookies.Add(cookie);
        }
        var answer = await who.OpenAsync(back);

        Assert.Equal("/sign-in", answer.Path.Split('?')[0]);
        Assert.Contains("did not work", Assert.Single(answer.Errors), StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await who.AskAsync("/findings")).Location, StringComparison.Ordinal);
        Assert.Contains(all.Board.Log, line => line.StartsWith("SignInByProviderRefused Failed", StringComparison.Ordinal));

        // The code of this flow under the state of another of the same browser.
        async Task<string> OtherStateAsync()
        {
            var other = await BoardAtProvider.BackAsync(await browser.AskAsync("/sign-in/by/council"));
            string Part(string address, string name) => System.Web.HttpUtility.ParseQueryString(address.Split('?')[1])[name]!;
            return other.Replace(Uri.EscapeDataString(Part(other, "code")), Uri.EscapeDataString(Part(back, "code")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Whoever_takes_too_long_at_the_provider_begins_anew()
    {
        await using var all = await BoardAtProvider.BeginAsync(template);
        var browser = await all.BrowserAsync();
        all.Provider.LetIn(Somebody.SocialCareLead.Email, methods: "mfa");
        all.Provider.Lies = claims => claims["exp"] = all.Board.Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds();
        var back = await BoardAtProvider.BackAsync(await browser.AskAsync("/sign-in/by/council"));
        all.Board.Clock.Advance(ProviderRules.Longest + TimeSpan.FromSeconds(1));

        Assert.Contains("took too long", Assert.Single((await browser.OpenAsync(back)).Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("access_denied", "You were not signed in with Council account"), InlineData("server_error", "did not work"), InlineData("temporarily_unavailable", "did not work")]
    public async Task An_error_of_the_provider_leads_back_with_words(string error, string words)
    {
        await using var all = await BoardAtProvider.BeginAsync(template);
        all.Provider.Error = error;

        var answer = await all.ComeAsync(await all.BrowserAsync());

        Assert.Contains(words, Assert.Single(answer.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain("as the test says", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("asvs", "V10.5.3"), Trait("asvs", "V16.5.2"), Trait("threat", "T19")]
    public async Task A_provider_that_is_away_or_calls_itself_otherwise_keeps_nobody_from_a_password_and_health_says_so()
    {
        await using var provider = await TestProvider.StartAsync(Board.NewClock());
        var good = provider.SetUp("Social Care", "tests.example");
        await using var board = await Board.NewAsync(template, o => o with { IdentityProviders = [good with { Key = "away", Authority = "http://127.0.0.1:9/" }, good with { Key = "liar", Authority = provider.Address.TrimEnd('/') }, good with { Key = "unset", ClientSecret = "", Authority = "http://login.example" }, good] });
        var (key, _) = await board.GivenAppAsync(Somebody.Officer);
        var browser = await board.AnyoneAsync();

        var away = await browser.OpenAsync("/sign-in/by/away");
        var liar = await browser.OpenAsync("/sign-in/by/liar");
        var unset = await browser.AskAsync("/sign-in/by/unset");
        var page = await browser.OpenAsync("/sign-in");
        var inside = await browser.SignInAsync(Somebody.Officer, CodeOf(key, board));
        var health = await browser.AskAsync("/health/ready");
        var settings = await (await board.AsAsync(Somebody.Administrator)).OpenAsync("/settings/sign-in");

        Assert.Contains("does not answer at the moment", Assert.Single(away.Errors), StringComparison.Ordinal);
        Assert.Contains("does not answer at the moment", Assert.Single(liar.Errors), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, unset.Status);
        Assert.DoesNotContain("/sign-in/by/unset", page.Links);
        Assert.Equal("/", inside.Path);
        Assert.Equal(HttpStatusCode.OK, health.Status);
        foreach (var worry in new[] { "Degraded", "identity provider away does not answer", "identity provider liar calls itself by another address", "GOLDTHREAD_OIDC__UNSET__CLIENT_SECRET needs", "GOLDTHREAD_OIDC__UNSET__AUTHORITY needs" })
            Assert.Contains(worry, health.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("a secret that both know", settings.Body + health.Body, StringComparison.Ordinal);
        Assert.Contains("/sign-in/by/council/back", settings.Text, StringComparison.Ordinal);
        Assert.Contains("does not work", settings.Text, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("threat", "T20")]
    [InlineData("//evil.example"), InlineData("/\\evil.example"), InlineData("https://evil.example/"), InlineData("\\\\evil.example"), InlineData("https:evil.example"), InlineData("/%09/evil.example")]
    public async Task Nobody_is_led_anywhere_else_after(string to)
    {
        await using var all = await BoardAtProvider.BeginAsync(template);
        all.Provider.LetIn(Somebody.SocialCareLead.Email, methods: "mfa");
        var browser = await all.BrowserAsync();

        var back = await BoardAtProvider.BackAsync(await browser.AskAsync($"/sign-in/by/council?returnUrl={Uri.EscapeDataString(to)}"));
        var answer = await browser.AskAsync(back);

        Assert.Null(answer.Abroad);
        Assert.Contains(answer.Location, new[] { "/", "/%09/evil.example" });
    }

    [Fact]
    [Trait("threat", "T16")]
    public async Task Whoever_is_refused_again_and_again_waits()
    {
        await using var all = await BoardAtProvider.BeginAsync(template);
        all.Provider.LetIn("nobody@tests.example");
        for (var i = 0; i < SignInThrottle.FreeTries; i++) await all.ComeAsync(await all.BrowserAsync());

        Assert.Contains("too many tries", Assert.Single((await all.ComeAsync(await all.BrowserAsync())).Errors), StringComparison.Ordinal);
    }
}
