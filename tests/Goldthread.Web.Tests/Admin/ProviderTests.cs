using System.Net;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using static Goldthread.Web.Tests.Admin.SignInSteps;

namespace Goldthread.Web.Tests.Admin;

/// <summary>Signing in by an organisation's identity provider, against a real one.</summary>
[Trait("feature", "W7")]
[Trait("threat", "T15")]
public class ProviderTests(BoardApp template)
{
    private const string Refused = "there is no account here that you can use with it";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private sealed class Setting : IAsyncDisposable
    {
        public required Board Board { get; init; }
        public required TestProvider Provider { get; init; }

        public async Task<Client> BrowserAsync(Somebody? somebody = null, SignInProof proof = SignInProof.PasswordAndCode)
        {
            var browser = somebody is null ? await Board.AnyoneAsync() : await Board.AsAsync(somebody, proof);
            browser.Elsewhere.Add(new Uri(Provider.Address).Authority);
            return browser;
        }

        /// <summary>Goes to the provider and back.</summary>
        public async Task<Screen> ComeAsync(Client browser, string from = "/sign-in/by/council")
        {
            browser.Elsewhere.Add(new Uri(Provider.Address).Authority);
            return await browser.OpenAsync(await BackAsync(await browser.AskAsync(from)));
        }

        /// <summary>What the provider sends the browser back with.</summary>
        public static async Task<string> BackAsync(Screen leaving)
        {
            Assert.NotNull(leaving.Abroad);
            using HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
            using var answer = await http.GetAsync(leaving.Abroad, Stop);
            return answer.Headers.Location?.PathAndQuery ?? throw new InvalidOperationException(await answer.Content.ReadAsStringAsync(Stop));
        }

        public async ValueTask DisposeAsync()
        {
            await Board.DisposeAsync();
            await Provider.DisposeAsync();
        }
    }

    private async Task<Setting> BeginAsync(Func<IdentityProvider, IdentityProvider>? change = null)
    {
        var provider = await TestProvider.StartAsync(Board.NewClock());
        var setUp = (change ?? (p => p))(provider.SetUp("Social Care", "tests.example"));
        return new() { Provider = provider, Board = await Board.NewAsync(template, o => o with { IdentityProviders = [setUp] }) };
    }

    [Fact]
    [Trait("asvs", "V6.8.1"), Trait("asvs", "V10.5.2"), Trait("asvs", "V10.1.1"), Trait("asvs", "V10.2.1")]
    public async Task Somebody_is_known_by_a_verified_address_the_first_time_and_by_the_provider_s_own_name_after()
    {
        await using var all = await BeginAsync();
        var browser = await all.BrowserAsync();
        all.Provider.LetIn(Somebody.SocialCareLead.Email, methods: "mfa");

        var page = await browser.OpenAsync("/sign-in?returnUrl=%2Ffindings");
        var first = await all.ComeAsync(browser, page.Links.Single(l => l.StartsWith("/sign-in/by/council", StringComparison.Ordinal)));
        var inside = await browser.OpenAsync("/tests/viewer");
        all.Provider.Says["email"] = "renamed@tests.example";
        var second = await all.ComeAsync(await all.BrowserAsync());

        Assert.Equal(("/findings", HttpStatusCode.OK), (first.Path, first.Status));
        Assert.Contains(Somebody.SocialCareLead.Id.ToString(), inside.Body, StringComparison.Ordinal);
        Assert.Equal("/", second.Path);
        Assert.Equal("S256", all.Provider.Asked!.CodeChallengeMethod);
        Assert.NotEmpty(all.Provider.Asked.State!);
        Assert.NotEmpty(all.Provider.Asked.Nonce!);
        await using var db = all.Board.OpenAll();
        var link = await db.UserLogins.SingleAsync(Stop);
        Assert.Equal((all.Provider.Address, $"at the council: {Somebody.SocialCareLead.Email}"), (link.LoginProvider, link.ProviderKey));
        Assert.Equal([SignInProof.ProviderStrong, SignInProof.ProviderStrong], await db.Sessions.Where(s => s.PersonId == Somebody.SocialCareLead.Id).Select(s => s.Proof).ToListAsync(Stop));
        Assert.Empty(await db.UserTokens.ToListAsync(Stop));
        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), c => c.Name.Contains("Correlation", StringComparison.Ordinal) || c.Name.Contains("Nonce", StringComparison.Ordinal));
        Assert.Contains(await db.Outbox.ToListAsync(Stop), m => m.Kind == MailKind.SignInLinked && m.PersonId == Somebody.SocialCareLead.Id);
    }

    [Theory]
    [InlineData("said", "/"), InlineData("of somebody else", "/sign-in"), InlineData("not verified", "/sign-in"), InlineData("verified there, the address in the token", "/sign-in")]
    [Trait("asvs", "V10.5.2"), Trait("threat", "T15")]
    public async Task An_address_that_the_provider_says_only_when_asked_beside_the_token_counts_as_a_whole_or_not_at_all(string how, string comesTo)
    {
        await using var all = await BeginAsync();
        all.Provider.LetIn(Somebody.SocialCareLead.Email, methods: "mfa");
        (all.Provider.Says["email_verified"], all.Provider.SaysWhenAsked["email"], all.Provider.SaysWhenAsked["email_verified"]) = (null, Somebody.SocialCareLead.Email, how != "not verified");
        if (!how.StartsWith("verified there", StringComparison.Ordinal)) all.Provider.Says["email"] = null;
        if (how == "of somebody else") all.Provider.SaysWhenAsked["sub"] = "at the council: another";

        var came = await all.ComeAsync(await all.BrowserAsync());

        Assert.Equal(comesTo, came.Path.Split('?')[0]);
    }

    [Fact]
    [Trait("feature", "W7")]
    public async Task Two_factors_there_are_told_by_amr_or_by_acr()
    {
        await using var all = await BeginAsync();
        all.Provider.LetIn(Somebody.SocialCareLead.Email);
        all.Provider.Says["acr"] = "mfa";

        await all.ComeAsync(await all.BrowserAsync());

        await using var db = all.Board.OpenAll();
        Assert.Equal(SignInProof.ProviderStrong, await db.Sessions.Where(s => s.PersonId == Somebody.SocialCareLead.Id).Select(s => s.Proof).SingleAsync(Stop));
    }

    public static TheoryData<string> Strangers => ["unverified", "no word of it", "other organisation", "unknown", "other domain", "ended", "administrator", "another link", "no address"];

    [Theory, MemberData(nameof(Strangers))]
    [Trait("threat", "T16"), Trait("asvs", "V6.3.8"), Trait("asvs", "V6.8.1")]
    public async Task Whoever_may_not_come_in_is_told_one_thing_whatever_the_reason(string why)
    {
        await using var all = await BeginAsync(p => why == "other domain" ? p with { Domains = ["council.example"] } : p);
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
                await LinkAsync(all, Somebody.SocialCareLead, "somebody else there");
                break;
            case "no address":
                all.Provider.Says["email"] = null;
                break;
        }
        var browser = await all.BrowserAsync();

        var answer = await all.ComeAsync(browser);

        Assert.Equal("/sign-in", answer.Path.Split('?')[0]);
        Assert.Equal([$"Council account knows you, but {Refused}. If you have a password here, sign in with it; else ask the business office"], answer.Errors);
        Assert.StartsWith("/sign-in", (await browser.AskAsync("/findings")).Location, StringComparison.Ordinal);
        await using var db = all.Board.OpenAll();
        Assert.Equal(why == "another link" ? 1 : 0, await db.UserLogins.CountAsync(Stop));
        Assert.Equal(Somebody.Everyone.Count, await db.Users.CountAsync(Stop));
        Assert.Empty(await db.Sessions.ToListAsync(Stop));
    }

    [Fact]
    public async Task A_link_is_worth_nothing_once_its_owner_is_ended_or_works_elsewhere()
    {
        await using var all = await BeginAsync();
        all.Provider.LetIn(Somebody.Signatory.Email, methods: "mfa");
        var before = await all.ComeAsync(await all.BrowserAsync());
        await using (var db = all.Board.OpenAll())
        {
            foreach (var held in await db.RoleHoldings.Where(h => h.PersonId == Somebody.Signatory.Id).ToListAsync(Stop)) held.EndNow(all.Board.Today);
            foreach (var post in await db.PostHoldings.Where(h => h.PersonId == Somebody.Signatory.Id).ToListAsync(Stop)) post.End(all.Board.Today.AddDays(-1));
            await db.SaveAsync(Command.Now("Tests: left"), Stop);
        }

        Assert.Equal("/", before.Path);
        Assert.Contains(Refused, Assert.Single((await all.ComeAsync(await all.BrowserAsync())).Errors), StringComparison.Ordinal);
    }

    public static TheoryData<string> Frauds => ["audience", "nonce", "issuer", "expired", "foreign key", "other state", "other browser", "replayed", "no code", "iss of another", "changed state"];

    [Theory, MemberData(nameof(Frauds))]
    [Trait("asvs", "V10.1.2"), Trait("asvs", "V10.2.1"), Trait("asvs", "V10.2.2"), Trait("asvs", "V10.5.1"), Trait("asvs", "V10.5.4"), Trait("asvs", "V6.8.2")]
    public async Task What_was_not_meant_for_this_browser_and_this_board_lets_nobody_in(string fraud)
    {
        await using var all = await BeginAsync();
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

        var back = await Setting.BackAsync(await browser.AskAsync("/sign-in/by/council"));
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

        // The code of this flow under the state of another of the same browser.
        async Task<string> OtherStateAsync()
        {
            var other = await Setting.BackAsync(await browser.AskAsync("/sign-in/by/council"));
            string Part(string address, string name) => System.Web.HttpUtility.ParseQueryString(address.Split('?')[1])[name]!;
            return other.Replace(Uri.EscapeDataString(Part(other, "code")), Uri.EscapeDataString(Part(back, "code")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Whoever_takes_too_long_at_the_provider_begins_anew()
    {
        await using var all = await BeginAsync();
        var browser = await all.BrowserAsync();
        all.Provider.LetIn(Somebody.SocialCareLead.Email, methods: "mfa");
        all.Provider.Lies = claims => claims["exp"] = all.Board.Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds();
        var back = await Setting.BackAsync(await browser.AskAsync("/sign-in/by/council"));
        all.Board.Clock.Advance(ProviderRules.Longest + TimeSpan.FromSeconds(1));

        Assert.Contains("took too long", Assert.Single((await browser.OpenAsync(back)).Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("access_denied", "You were not signed in with Council account"), InlineData("server_error", "did not work"), InlineData("temporarily_unavailable", "did not work")]
    public async Task An_error_of_the_provider_leads_back_with_words(string error, string words)
    {
        await using var all = await BeginAsync();
        all.Provider.Error = error;

        var answer = await all.ComeAsync(await all.BrowserAsync());

        Assert.Contains(words, Assert.Single(answer.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain("as the test says", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("asvs", "V10.5.3"), Trait("threat", "T19")]
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
        await using var all = await BeginAsync();
        all.Provider.LetIn(Somebody.SocialCareLead.Email, methods: "mfa");
        var browser = await all.BrowserAsync();

        var back = await Setting.BackAsync(await browser.AskAsync($"/sign-in/by/council?returnUrl={Uri.EscapeDataString(to)}"));
        var answer = await browser.AskAsync(back);

        Assert.Null(answer.Abroad);
        Assert.Contains(answer.Location, new[] { "/", "/%09/evil.example" });
    }

    [Fact]
    [Trait("asvs", "V6.8.4"), Trait("asvs", "V6.3.3")]
    public async Task A_sign_in_with_one_factor_there_asks_for_the_second_here_and_is_linked_only_then()
    {
        await using var all = await BeginAsync();
        var (key, _) = await all.Board.GivenAppAsync(Somebody.SocialCareLead);
        all.Provider.LetIn(Somebody.SocialCareLead.Email, methods: "pwd");
        var browser = await all.BrowserAsync();

        var asked = await all.ComeAsync(browser, "/sign-in/by/council?returnUrl=%2Ffindings");
        var halfWay = await browser.AskAsync("/findings");
        var links = await LinksAsync(all);
        var inside = await browser.PressAsync(asked, "Go on", ("Code", CodeOf(key, all.Board)));
        var fresh = await all.BrowserAsync();
        all.Provider.LetIn(Somebody.Contributor.Email, methods: "pwd");
        var led = await all.ComeAsync(fresh);

        Assert.StartsWith("/sign-in/code", asked.Path, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", halfWay.Location, StringComparison.Ordinal);
        Assert.Equal(0, links);
        Assert.Equal("/findings", inside.Path);
        Assert.StartsWith("/your-sign-in/app", led.Path, StringComparison.Ordinal); // nothing opens before a second factor is set up
        await using var db = all.Board.OpenAll();
        Assert.Equal(SignInProof.ProviderAndCode, await db.Sessions.Where(s => s.PersonId == Somebody.SocialCareLead.Id).Select(s => s.Proof).SingleAsync(Stop));
        Assert.Equal(2, await LinksAsync(all));
    }

    [Fact]
    [Trait("asvs", "V7.5.1"), Trait("asvs", "V6.8.4")]
    public async Task Without_a_password_one_confirms_at_the_provider_which_must_have_asked_anew()
    {
        await using var all = await BeginAsync();
        all.Provider.LetIn(Somebody.SocialCareLead.Email, methods: "mfa");
        var browser = await all.BrowserAsync();
        await all.ComeAsync(browser);
        var form = await browser.OpenAsync("/your-sign-in");
        all.Board.Clock.Advance(SignInRules.Fresh);
        all.Provider.Lies = claims => (claims["exp"], claims["auth_time"]) = (Now(3600), Now(-600));
        long Now(int seconds) => all.Board.Clock.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds();

        var asked = await browser.PressAsync(form, "Sign in with Council account no longer");
        var tooEarly = await browser.PressAsync(asked, "I have confirmed: go on");
        var old = await all.ComeAsync(browser, "/sign-in/by/council?confirm=true");
        var parameters = (all.Provider.Asked!.Prompt, all.Provider.Asked.MaxAge);
        var stillNot = await browser.PressAsync(tooEarly, "I have confirmed: go on");
        all.Provider.Lies = claims => (claims["exp"], claims["auth_time"]) = (Now(3600), Now(5));
        var confirmed = await all.ComeAsync(browser, "/sign-in/by/council?confirm=true");
        var done = await browser.PressAsync(stillNot, "I have confirmed: go on");

        Assert.Contains("/sign-in/by/council?confirm=true", asked.Links);
        Assert.False(asked.Offers("Confirm and go on"));
        Assert.Contains("You have not confirmed yet", Assert.Single(tooEarly.Errors), StringComparison.Ordinal);
        Assert.Contains("did not ask anew", Assert.Single(old.Errors), StringComparison.Ordinal);
        Assert.Equal(("login", 0L), parameters);
        Assert.Single(stillNot.Errors);
        Assert.Equal("/confirm/done", confirmed.Path);
        Assert.Equal("/your-sign-in", done.Path.Split('?')[0]);
        Assert.Contains("only way you sign in", Assert.Single(done.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_confirms_with_somebody_else_s_sign_in()
    {
        await using var all = await BeginAsync();
        var browser = await all.BrowserAsync(Somebody.SocialCareLead);
        all.Provider.LetIn(Somebody.Contributor.Email, methods: "mfa");

        var answer = await all.ComeAsync(browser, "/sign-in/by/council?confirm=true");
        var nobody = await (await all.BrowserAsync()).AskAsync("/sign-in/by/council?confirm=true");

        Assert.Contains(Refused, Assert.Single(answer.Errors), StringComparison.Ordinal);
        Assert.Contains(Somebody.SocialCareLead.Id.ToString(), (await browser.OpenAsync("/tests/viewer")).Body, StringComparison.Ordinal);
        Assert.Equal(0, await LinksAsync(all));
        Assert.Equal("/sign-in", nobody.Location);
    }

    [Fact]
    public async Task The_link_is_seen_and_undone_by_its_owner_and_by_an_administrator()
    {
        await using var all = await BeginAsync();
        await all.Board.GivenPasswordAsync(Somebody.SocialCareLead);
        all.Provider.LetIn(Somebody.SocialCareLead.Email, methods: "mfa");
        var browser = await all.BrowserAsync();
        await all.ComeAsync(browser);
        var administrator = await all.BrowserAsync(Somebody.Administrator);
        var office = await all.BrowserAsync(Somebody.Officer);
        var person = $"/people/{Somebody.SocialCareLead.Id}";

        var list = await administrator.OpenAsync("/people?name=Sonia");
        var seen = await administrator.OpenAsync(person);
        var looked = await office.OpenAsync(person);
        var denied = await office.PostAsync($"{person}?handler=Unlink", ("__RequestVerificationToken", looked.Token));
        var own = await browser.PressAsync(await browser.OpenAsync("/your-sign-in"), "Sign in with Council account no longer");
        var undone = await LinksAsync(all);
        await all.ComeAsync(await all.BrowserAsync());
        var again = await LinksAsync(all);
        var byAdministrator = await administrator.PressAsync(await administrator.OpenAsync(person), "Undo the link with Council account");

        Assert.Contains("in use, with Council account", list.Text, StringComparison.Ordinal);
        Assert.Contains("with Council account or a password", seen.Text, StringComparison.Ordinal);
        Assert.False(looked.Offers("Undo the link with Council account"));
        Assert.Equal(HttpStatusCode.Forbidden, denied.Status);
        Assert.Equal("/sign-in", own.Path.Split('?')[0]);
        Assert.Equal((0, 1), (undone, again));
        Assert.Contains("signed out everywhere", byAdministrator.Text, StringComparison.Ordinal);
        Assert.Equal(0, await LinksAsync(all));
    }

    [Fact]
    public async Task Where_the_provider_is_the_only_way_a_password_lets_its_people_in_no_more_and_everybody_else_as_before()
    {
        await using var all = await BeginAsync(p => p with { IsOnlyWay = true });
        foreach (var somebody in new[] { Somebody.SocialCareLead, Somebody.PoliceLead }) await all.Board.GivenPasswordAsync(somebody);
        await all.Board.GivenPasswordAsync(Somebody.Administrator);

        var theirs = await (await all.BrowserAsync()).GivePasswordAsync(Somebody.SocialCareLead);
        var wrong = await (await all.BrowserAsync()).GivePasswordAsync(Somebody.SocialCareLead, "not the password");
        var others = await (await all.BrowserAsync()).GivePasswordAsync(Somebody.PoliceLead);

        Assert.Equal(["People of Social Care sign in with Council account: use its button"], theirs.Errors);
        Assert.Contains("is not right", Assert.Single(wrong.Errors), StringComparison.Ordinal);
        Assert.StartsWith("/your-sign-in/app", others.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_here_and_offers_to_sign_out_there()
    {
        await using var all = await BeginAsync();
        all.Provider.LetIn(Somebody.SocialCareLead.Email, methods: "mfa");
        var browser = await all.BrowserAsync();
        var home = await all.ComeAsync(browser);

        var left = await browser.PressAsync(home, "Sign out");
        var there = await browser.AskAsync("/sign-out/by/council");

        Assert.Contains("/sign-out/by/council", left.Links);
        Assert.StartsWith("/sign-in", (await browser.AskAsync("/findings")).Location, StringComparison.Ordinal);
        Assert.StartsWith($"{all.Provider.Address}leave?client_id=goldthread&", there.Abroad!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.AskAsync("/sign-out/by/nobody")).Status);
    }

    [Fact]
    [Trait("threat", "T16")]
    public async Task Whoever_is_refused_again_and_again_waits()
    {
        await using var all = await BeginAsync();
        all.Provider.LetIn("nobody@tests.example");
        for (var i = 0; i < SignInThrottle.FreeTries; i++) await all.ComeAsync(await all.BrowserAsync());

        Assert.Contains("too many tries", Assert.Single((await all.ComeAsync(await all.BrowserAsync())).Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_are_read_by_key_and_a_whole_one_is_whole()
    {
        var read = IdentityProviders.Read(new System.Collections.Hashtable
        {
            ["GOLDTHREAD_OIDC__COUNCIL__NAME"] = "Council account",
            ["GOLDTHREAD_OIDC__COUNCIL__AUTHORITY"] = "https://login.example/one/v2.0",
            ["GOLDTHREAD_OIDC__COUNCIL__CLIENT_ID"] = "board",
            ["GOLDTHREAD_OIDC__COUNCIL__CLIENT_SECRET"] = "secret",
            ["GOLDTHREAD_OIDC__COUNCIL__ORGANISATION"] = "Council",
            ["GOLDTHREAD_OIDC__COUNCIL__DOMAINS"] = "council.example, schools.example",
            ["GOLDTHREAD_OIDC__COUNCIL__STRONG"] = "mfa",
            ["GOLDTHREAD_OIDC__COUNCIL__VERIFIED_BY"] = "xms_edov",
            ["GOLDTHREAD_OIDC__COUNCIL__ONLY_WAY"] = "yes",
            ["GOLDTHREAD_OIDC__0__AUTHORITY"] = "",
            ["GOLDTHREAD_OIDC__1__NAME"] = "Police",
        });

        Assert.Equal(["1", "council"], read.Select(p => p.Key));
        Assert.Empty(read[1].Problems());
        Assert.Equal(["council.example", "schools.example"], read[1].Domains);
        Assert.Equal(("xms_edov", true), (read[1].VerifiedBy, read[1].IsOnlyWay));
        Assert.NotEmpty(read[0].Problems());
    }

    private static async Task<int> LinksAsync(Setting all)
    {
        await using var db = all.Board.OpenAll();
        return await db.UserLogins.CountAsync(Stop);
    }

    private static async Task LinkAsync(Setting all, Somebody somebody, string subject)
    {
        await using var db = all.Board.OpenAll();
        db.UserLogins.Add(new() { UserId = (await db.Users.SingleAsync(a => a.PersonId == somebody.Id, Stop)).Id, LoginProvider = all.Provider.Address, ProviderKey = subject, ProviderDisplayName = "Council account" });
        await db.SaveAsync(Command.Now("Tests: linked"), Stop);
    }
}
