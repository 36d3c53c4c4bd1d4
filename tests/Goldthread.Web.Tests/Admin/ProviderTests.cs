using System.Net;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Features.Admin.Outbox;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using static Goldthread.Web.Tests.Admin.SignInSteps;

namespace Goldthread.Web.Tests.Admin;

/// <summary>Signing in by an organisation's identity provider, against a real one; whom it lets in.</summary>
[Trait("feature", "W7")]
[Trait("threat", "T15")]
public class ProviderTests(BoardApp template)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("asvs", "V6.8.1"), Trait("asvs", "V10.5.2"), Trait("asvs", "V10.1.1"), Trait("asvs", "V10.2.1")]
    public async Task Somebody_is_known_by_a_verified_address_the_first_time_and_by_the_provider_s_own_name_after()
    {
        await using var all = await BoardAtProvider.BeginAsync(template);
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
        await using var all = await BoardAtProvider.BeginAsync(template);
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
        await using var all = await BoardAtProvider.BeginAsync(template);
        all.Provider.LetIn(Somebody.SocialCareLead.Email);
        all.Provider.Says["acr"] = "mfa";

        await all.ComeAsync(await all.BrowserAsync());

        await using var db = all.Board.OpenAll();
        Assert.Equal(SignInProof.ProviderStrong, await db.Sessions.Where(s => s.PersonId == Somebody.SocialCareLead.Id).Select(s => s.Proof).SingleAsync(Stop));
    }

    [Fact]
    [Trait("asvs", "V6.8.4"), Trait("asvs", "V6.3.3")]
    public async Task A_sign_in_with_one_factor_there_asks_for_the_second_here_and_is_linked_only_then()
    {
        await using var all = await BoardAtProvider.BeginAsync(template);
        var (key, _) = await all.Board.GivenAppAsync(Somebody.SocialCareLead);
        all.Provider.LetIn(Somebody.SocialCareLead.Email, methods: "pwd");
        var browser = await all.BrowserAsync();

        var asked = await all.ComeAsync(browser, "/sign-in/by/council?returnUrl=%2Ffindings");
        var halfWay = await browser.AskAsync("/findings");
        var links = await all.LinksAsync();
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
        Assert.Equal(2, await all.LinksAsync());
    }

    [Fact]
    [Trait("asvs", "V7.5.1"), Trait("asvs", "V6.8.4")]
    public async Task Without_a_password_one_confirms_at_the_provider_which_must_have_asked_anew()
    {
        await using var all = await BoardAtProvider.BeginAsync(template);
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

    [Theory]
    [InlineData(-600, true), InlineData(0, false), InlineData(null, true)]
    [Trait("asvs", "V7.5.1")]
    public async Task Whoever_the_provider_let_in_without_asking_confirms_before_a_grave_deed(int? asked, bool confirms)
    {
        await using var all = await BoardAtProvider.BeginAsync(template);
        all.Provider.LetIn(Somebody.SocialCareLead.Email, methods: "mfa");
        all.Provider.Lies = claims =>
        {
            if (asked is { } seconds) claims["auth_time"] = all.Board.Clock.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds();
            else claims.Remove("auth_time");
        };
        var browser = await all.BrowserAsync();
        await all.ComeAsync(browser);

        var pressed = await browser.PressAsync(await browser.OpenAsync("/your-sign-in"), "Sign in with Council account no longer");

        Assert.Equal(confirms, pressed.Text.Contains("Confirm that it is you", StringComparison.Ordinal));
        Assert.Equal(1, await all.LinksAsync());
    }

    [Fact]
    public async Task Nobody_confirms_with_somebody_else_s_sign_in()
    {
        await using var all = await BoardAtProvider.BeginAsync(template);
        var browser = await all.BrowserAsync(Somebody.SocialCareLead);
        all.Provider.LetIn(Somebody.Contributor.Email, methods: "mfa");

        var answer = await all.ComeAsync(browser, "/sign-in/by/council?confirm=true");
        var nobody = await (await all.BrowserAsync()).AskAsync("/sign-in/by/council?confirm=true");

        Assert.Contains(BoardAtProvider.Refused, Assert.Single(answer.Errors), StringComparison.Ordinal);
        Assert.Contains(Somebody.SocialCareLead.Id.ToString(), (await browser.OpenAsync("/tests/viewer")).Body, StringComparison.Ordinal);
        Assert.Equal(0, await all.LinksAsync());
        Assert.Equal("/sign-in", nobody.Location);
    }

    [Fact]
    public async Task The_link_is_seen_and_undone_by_its_owner_and_by_an_administrator()
    {
        await using var all = await BoardAtProvider.BeginAsync(template);
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
        var undone = await all.LinksAsync();
        await all.ComeAsync(await all.BrowserAsync());
        var again = await all.LinksAsync();
        var byAdministrator = await administrator.PressAsync(await administrator.OpenAsync(person), "Undo the link with Council account");

        Assert.Contains("in use, with Council account", list.Text, StringComparison.Ordinal);
        Assert.Contains("with Council account or a password", seen.Text, StringComparison.Ordinal);
        Assert.False(looked.Offers("Undo the link with Council account"));
        Assert.Equal(HttpStatusCode.Forbidden, denied.Status);
        Assert.Equal("/sign-in", own.Path.Split('?')[0]);
        Assert.Equal((0, 1), (undone, again));
        Assert.Contains("signed out everywhere", byAdministrator.Text, StringComparison.Ordinal);
        Assert.Equal(0, await all.LinksAsync());
    }

    [Fact]
    [Trait("asvs", "V7.6.2")]
    public async Task Where_the_provider_is_the_only_way_a_password_lets_its_people_in_no_more_and_everybody_else_as_before()
    {
        await using var all = await BoardAtProvider.BeginAsync(template, p => p with { IsOnlyWay = true });
        foreach (var somebody in new[] { Somebody.SocialCareLead, Somebody.PoliceLead }) await all.Board.GivenPasswordAsync(somebody);
        await all.Board.GivenPasswordAsync(Somebody.Administrator);

        var theirs = await (await all.BrowserAsync()).GivePasswordAsync(Somebody.SocialCareLead);
        var wrong = await (await all.BrowserAsync()).GivePasswordAsync(Somebody.SocialCareLead, "not the password");
        var others = await (await all.BrowserAsync()).GivePasswordAsync(Somebody.PoliceLead);

        var browser = await all.BrowserAsync();
        var led = await browser.OpenAsync("/findings");
        var (code, of) = ("", await all.Board.AccountAsync(Somebody.SocialCareLead));
        await using (var scope = all.Board.Services.CreateAsyncScope()) code = await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().AddressAsync(of, isInvitation: false);
        var chooses = await (await all.BrowserAsync()).OpenAsync(code);
        var chosen = await browser.PostAsync(code, ("__RequestVerificationToken", led.Token), ("Password", "five ducks on a slow boat"));
        var changes = await all.BrowserAsync(Somebody.SocialCareLead);
        var changed = await changes.PressAsync(await changes.OpenAsync("/your-sign-in/password"), "Change the password", ("Input.Old", Password), ("Input.New", "five ducks on a slow boat"));

        Assert.Equal("/sign-in", led.Path.Split('?')[0]); // the page with its button: nobody is led there, and in, unasked
        Assert.Contains("People of Social Care sign in with Council account and have no password here", chooses.Text, StringComparison.Ordinal);
        Assert.False(chooses.Offers("Keep this password"));
        Assert.Contains("have no password here", Assert.Single(chosen.Errors), StringComparison.Ordinal);
        Assert.Contains("have no password here", Assert.Single(changed.Errors), StringComparison.Ordinal);
        Assert.Equal(of.PasswordHash, (await all.Board.AccountAsync(Somebody.SocialCareLead)).PasswordHash);
        Assert.Equal(["People of Social Care sign in with Council account: use its button"], theirs.Errors);
        Assert.Contains("is not right", Assert.Single(wrong.Errors), StringComparison.Ordinal);
        Assert.StartsWith("/your-sign-in/app", others.Path, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("asvs", "V7.6.1"), Trait("asvs", "V7.1.3")]
    public async Task A_session_asks_nothing_of_the_provider_and_ends_by_its_own_limits()
    {
        await using var all = await BoardAtProvider.BeginAsync(template);
        all.Provider.LetIn(Somebody.SocialCareLead.Email, methods: "mfa");
        var browser = await all.BrowserAsync();
        await all.ComeAsync(browser);
        await all.Provider.DisposeAsync();
        List<HttpStatusCode> hours = [];

        for (var quarter = 0; quarter < 10 * 4; quarter++)
        {
            all.Board.Clock.Advance(TimeSpan.FromMinutes(15));
            hours.Add((await browser.AskAsync("/findings")).Status);
        }

        Assert.All(hours.SkipLast(1), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(HttpStatusCode.Found, hours[^1]);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_here_and_offers_to_sign_out_there()
    {
        await using var all = await BoardAtProvider.BeginAsync(template);
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
}
