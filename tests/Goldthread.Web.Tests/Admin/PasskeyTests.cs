using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Goldthread.Web.Tests.Admin.SignInSteps;

namespace Goldthread.Web.Tests.Admin;

/// <summary>Making a passkey is the browser's: <c>SignInJourneys</c> does it with Chromium's own. Here an authenticator in a few lines
/// answers as no browser would.</summary>
[Trait("feature", "W7")]
[Trait("threat", "T15")]
public class PasskeyTests(BoardApp template)
{
    private const string Refused = "This passkey does not sign anybody in here, or the page was open for too long. Try again, or use your password";
    private const byte Present = 1, Verified = 4;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("asvs", "V6.3.3"), Trait("asvs", "V6.5.1")]
    public async Task A_passkey_signs_in_by_itself_and_its_answer_counts_once()
    {
        await using var board = await Board.NewAsync(template);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var id = await GivenPasskeyAsync(board, Somebody.Officer, key);
        var (browser, thief) = (await board.AnyoneAsync(), await board.AnyoneAsync());
        var page = await AtLocalhostAsync(browser, "/sign-in");
        var account = await board.AccountAsync(Somebody.Officer);
        var answer = Answer(page, browser, key, id, account.Id);

        var inside = await PostAsync(browser, page, answer);
        var replayed = await PostAsync(thief, await AtLocalhostAsync(thief, "/sign-in"), answer, AskedOn(page));

        Assert.Equal((HttpStatusCode.Redirect, "/"), (inside.Status, inside.Location));
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/findings")).Status);
        Assert.NotEqual("/", replayed.Location);
        Assert.StartsWith("/sign-in", (await thief.AskAsync("/findings")).Location, StringComparison.Ordinal);
        await using var db = board.OpenAll();
        Assert.Equal(SignInProof.Passkey, (await db.Sessions.SingleAsync(s => s.PersonId == Somebody.Officer.Id && s.EndedAt == null, Stop)).Proof);
    }

    public static TheoryData<string> WhatIsWrong => ["key", "origin", "challenge", "unverified", "late", "ended", "of another", "nonsense", "nothing", "asked nonsense"];

    [Theory, MemberData(nameof(WhatIsWrong))]
    [Trait("threat", "T16")]
    public async Task Whatever_is_wrong_with_an_answer_nobody_is_signed_in_and_the_same_is_said(string wrong)
    {
        await using var board = await Board.NewAsync(template);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var id = await GivenPasskeyAsync(board, Somebody.Officer, key);
        var browser = await board.AnyoneAsync();
        var page = await AtLocalhostAsync(browser, "/sign-in");
        var account = await board.AccountAsync(wrong == "of another" ? Somebody.Chair : Somebody.Officer);
        var answer = wrong switch
        {
            "key" => Answer(page, browser, other, id, account.Id),
            "origin" => Answer(page, browser, key, id, account.Id, origin: "https://evil.example"),
            "challenge" => Answer(await AtLocalhostAsync(browser, "/sign-in"), browser, key, id, account.Id),
            "unverified" => Answer(page, browser, key, id, account.Id, flags: Present),
            "nonsense" => "{\"id\":\"x\"}",
            "nothing" => "",
            _ => Answer(page, browser, key, id, account.Id),
        };
        if (wrong == "late") board.Clock.Advance(SignInRules.HalfSignedIn);
        if (wrong == "ended") await board.ChangeAccountAsync(Somebody.Officer, a => a.End(board.Clock.UtcNow()));

        var answered = await PostAsync(browser, page, answer, wrong == "asked nonsense" ? "nonsense" : null);

        Assert.Equal([Refused], answered.Errors);
        Assert.StartsWith("/sign-in", (await browser.AskAsync("/findings")).Location, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T16"), Trait("asvs", "V6.3.1")]
    public async Task Who_tries_answers_again_and_again_waits()
    {
        await using var board = await Board.NewAsync(template);
        var browser = await board.AnyoneAsync();
        var page = await AtLocalhostAsync(browser, "/sign-in");
        Screen last = page;

        for (var i = 0; i <= SignInThrottle.FreeTries; i++) last = await PostAsync(browser, page, "nonsense");

        Assert.Equal(HttpStatusCode.TooManyRequests, last.Status);
    }

    [Fact]
    [Trait("threat", "T16"), Trait("asvs", "V6.3.1")]
    public async Task Who_sends_nonsense_keeps_nobody_at_the_same_address_from_a_passkey()
    {
        await using var board = await Board.NewAsync(template);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var id = await GivenPasskeyAsync(board, Somebody.Officer, key);
        var (stranger, browser) = (await board.AnyoneAsync(), await board.AnyoneAsync());
        var account = await board.AccountAsync(Somebody.Officer);
        var page = await AtLocalhostAsync(stranger, "/sign-in");
        Screen last = page;

        for (var i = 0; i <= SignInThrottle.FreeTries; i++) last = await PostAsync(stranger, page, "nonsense", "nonsense");
        Assert.Equal(HttpStatusCode.TooManyRequests, last.Status);
        Assert.Equal("/", (await SignInAsync()).Location);

        // Not even when nothing more is taken from the address: the browser is known by now.
        for (var i = 0; i <= SignInThrottle.TriesPerAddress; i++)
        {
            if (i % SignInThrottle.FreeTries == 0) page = await AtLocalhostAsync(stranger, "/sign-in");
            last = await PostAsync(stranger, page, "nonsense");
        }
        Assert.Equal(HttpStatusCode.TooManyRequests, last.Status);
        Assert.Equal("/", (await SignInAsync()).Location);

        async Task<Screen> SignInAsync()
        {
            var asked = await AtLocalhostAsync(browser, "/sign-in");
            return await PostAsync(browser, asked, Answer(asked, browser, key, id, account.Id));
        }
    }

    [Fact]
    public async Task Who_has_a_passkey_and_no_app_is_asked_for_more_than_the_password()
    {
        await using var board = await Board.NewAsync(template);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await board.GivenPasswordAsync(Somebody.Officer);
        await GivenPasskeyAsync(board, Somebody.Officer, key);

        Assert.StartsWith("/sign-in/code", (await (await board.AnyoneAsync()).GivePasswordAsync(Somebody.Officer)).Path, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T03")]
    public async Task The_last_factor_stays_where_one_is_asked_for_and_nobody_removes_anothers()
    {
        await using var board = await Board.NewAsync(template);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var id = Base64Url.EncodeToString(await GivenPasskeyAsync(board, Somebody.Officer, key));
        var (officer, chair) = (await board.AsAsync(Somebody.Officer, SignInProof.Passkey), await board.AsAsync(Somebody.Chair));
        var page = await officer.OpenAsync("/your-sign-in/passkeys");

        var last = await officer.PressAsync(page, "Remove the passkey Tests");
        var anothers = await chair.PostAsync("/your-sign-in/passkeys?handler=Remove", ("__RequestVerificationToken", (await chair.OpenAsync("/")).Token), ("passkey", id));
        await board.GivenAppAsync(Somebody.Officer);
        officer = await board.AsAsync(Somebody.Officer);
        var removed = await officer.PressAsync(await officer.OpenAsync("/your-sign-in/passkeys"), "Remove the passkey Tests");

        Assert.Contains("this is your last", last.Errors[0], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, anothers.Status);
        Assert.Contains("Passkey removed", removed.Text, StringComparison.Ordinal);
        await using var db = board.OpenAll();
        Assert.Empty(await db.UserPasskeys.ToListAsync(Stop));
    }

    [Fact]
    public async Task Where_no_browser_offers_passkeys_none_is_asked_for_and_the_page_says_why()
    {
        await using var board = await Board.NewAsync(template);
        var officer = await board.AsAsync(Somebody.Officer);

        var page = await officer.OpenAsync("/your-sign-in/passkeys");

        Assert.Contains("Passkeys can’t work at this address", page.Text, StringComparison.Ordinal);
        Assert.False(page.Offers("Add a passkey") || (await (await board.AnyoneAsync()).OpenAsync("/sign-in")).Offers("Sign in with a passkey"));
    }

    [Fact]
    public async Task A_factor_that_is_taken_away_takes_the_passkeys_along()
    {
        await using var board = await Board.NewAsync(template);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await GivenPasskeyAsync(board, Somebody.Officer, key);

        await board.LoseFactorAsync(Somebody.Officer);

        await using var db = board.OpenAll();
        Assert.Empty(await db.UserPasskeys.ToListAsync(Stop));
    }

    private static async Task<byte[]> GivenPasskeyAsync(Board board, Somebody somebody, ECDsa key)
    {
        await board.ChangeAccountAsync(somebody, account => account.SetUpPasskey(RecoveryCodes.Draw().Kept));
        await using var scope = board.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var (id, point) = (RandomNumberGenerator.GetBytes(16), key.ExportParameters(false).Q);
        // A key of ES256 on P-256, as COSE writes it (RFC 9053).
        byte[] cose = [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
        UserPasskeyInfo passkey = new(id, cose, board.Clock.GetUtcNow(), 0, [], true, false, false, [], []) { Name = "Tests" };
        Assert.True((await users.AddOrUpdatePasskeyAsync((await users.FindByEmailAsync(somebody.Email))!, passkey)).Succeeded);
        return id;
    }

    // The client speaks to 127.0.0.1, where browsers offer no passkeys; the name is what counts.
    private static Task<Screen> AtLocalhostAsync(Client browser, string path)
    {
        HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.Host = HostOf(browser);
        return browser.SendAsync(request);
    }

    private static Task<Screen> PostAsync(Client browser, Screen page, string answer, string? asked = null)
    {
        HttpRequestMessage request = new(HttpMethod.Post, "/sign-in?handler=Passkey")
        {
            Content = new FormUrlEncodedContent([new("__RequestVerificationToken", page.Token), new("Asked", asked ?? AskedOn(page)), new("Answer", answer)]),
        };
        request.Headers.Host = HostOf(browser);
        request.Headers.Add("Origin", $"http://{HostOf(browser)}");
        return browser.SendAsync(request);
    }

    private static string HostOf(Client browser) => $"localhost:{new Uri(browser.Address).Port}";

    private static string AskedOn(Screen page) => page.Html.QuerySelector("input[name=Asked]")!.GetAttribute("value")!;

    private static string Answer(Screen page, Client browser, ECDsa key, byte[] id, Guid account, byte flags = Present | Verified, string? origin = null)
    {
        using var options = JsonDocument.Parse(page.Html.QuerySelector("form[data-passkey=get]")!.GetAttribute("data-passkey-options")!);
        var client = JsonSerializer.SerializeToUtf8Bytes(new { type = "webauthn.get", challenge = options.RootElement.GetProperty("challenge").GetString(), origin = origin ?? $"http://{HostOf(browser)}", crossOrigin = false });
        var data = new byte[37];
        SHA256.HashData(Encoding.UTF8.GetBytes("localhost")).CopyTo(data, 0);
        data[32] = flags;
        // Its count of uses stays 0, as with passkeys that several devices share: no count tells that an answer is an old one.
        var signature = key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        var credential = Base64Url.EncodeToString(id);
        return JsonSerializer.Serialize(new
        {
            id = credential,
            rawId = credential,
            type = "public-key",
            clientExtensionResults = new { },
            response = new
            {
                clientDataJSON = Base64Url.EncodeToString(client),
                authenticatorData = Base64Url.EncodeToString(data),
                signature = Base64Url.EncodeToString(signature),
                userHandle = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(account.ToString())),
            },
        });
    }
}
