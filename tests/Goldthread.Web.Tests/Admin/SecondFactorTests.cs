using System.Net;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Features.Admin.Outbox;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Jobs;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Goldthread.Web.Tests.Admin.SignInSteps;

namespace Goldthread.Web.Tests.Admin;

[Trait("feature", "W7")]
[Trait("threat", "T15")]
public class SecondFactorTests(BoardApp template)
{
    private const string Wrong = "This code is not right, or was used already. Enter the one your app shows now";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("asvs", "V6.3.3"), Trait("asvs", "V7.2.4")]
    public async Task Whoever_must_have_a_second_factor_sets_it_up_before_anything_else_and_signs_in_with_it()
    {
        await using var board = await Board.NewAsync(template);
        await board.GivenPasswordAsync(Somebody.Officer);
        var browser = await board.AnyoneAsync();

        var led = await browser.GivePasswordAsync(Somebody.Officer);
        var halfWay = CookieOf(browser);
        var elsewhere = new List<Screen>();
        foreach (var path in new[] { "/", "/findings", "/search?q=a", "/people", "/settings", "/your-sign-in", "/your-sign-in/password", "/tests/viewer" }) elsewhere.Add(await browser.AskAsync(path));
        var posted = await browser.PostAsync("/findings/new", ("__RequestVerificationToken", led.Token));
        var key = KeyOn(led);
        var codes = await browser.PressAsync(led, "Set up this app", ("Code", CodeOf(key, board)));
        var inside = await browser.OpenAsync("/findings");
        var old = await board.AnyoneAsync();
        old.Cookies.Add(halfWay);
        board.Clock.Advance(TimeSpan.FromSeconds(30));
        var second = await (await board.AnyoneAsync()).SignInAsync(Somebody.Officer, CodeOf(key, board));

        Assert.StartsWith("/your-sign-in/app", led.Path, StringComparison.Ordinal);
        Assert.All(elsewhere, screen => Assert.StartsWith("/your-sign-in/app?returnUrl=", screen.Location, StringComparison.Ordinal));
        Assert.Equal("/your-sign-in/app", posted.Path);
        Assert.Equal(RecoveryCodes.Count, codes.Html.QuerySelectorAll(".gt-codes li").Length);
        Assert.Equal(HttpStatusCode.OK, inside.Status);
        Assert.NotEqual(halfWay.Value, CookieOf(browser).Value);
        Assert.StartsWith("/sign-in", (await old.AskAsync("/your-sign-in/app")).Location, StringComparison.Ordinal);
        Assert.Equal("/", second.Path);
    }

    [Fact]
    [Trait("asvs", "V6.3.3")]
    public async Task Where_practice_is_let_off_a_practitioner_reads_only_what_is_public_and_an_officer_is_still_led()
    {
        await using var board = await Board.NewAsync(template);
        await board.ChangeSettingsAsync(s => s.DecideSignIn(SecondFactorFor.AllButPractice, 30, 10));
        foreach (var somebody in new[] { Somebody.Practitioner, Somebody.Officer }) await board.GivenPasswordAsync(somebody);
        var (practitioner, officer) = (await board.AnyoneAsync(), await board.AnyoneAsync());

        var inside = await practitioner.GivePasswordAsync(Somebody.Practitioner);
        var seen = await practitioner.OpenAsync("/tests/viewer");
        var led = await officer.GivePasswordAsync(Somebody.Officer);

        Assert.Equal("/", inside.Path);
        Assert.Contains("\"lists\":[]", seen.Body, StringComparison.Ordinal);
        Assert.StartsWith("/your-sign-in/app", led.Path, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T14")]
    public async Task A_letter_tells_no_more_than_whoever_is_let_off_may_open()
    {
        await using var board = await Board.NewAsync(template);
        var asEverybody = await ListsAsync();
        await board.ChangeSettingsAsync(s => s.DecideSignIn(SecondFactorFor.AllButPractice, 30, 10));
        var letOff = await ListsAsync();
        await board.GivenAppAsync(Somebody.Practitioner);
        var withFactor = await ListsAsync();

        Assert.NotEmpty(asEverybody);
        Assert.Empty(letOff);
        Assert.Equal(asEverybody, withFactor);

        async Task<IReadOnlyList<Guid>> ListsAsync()
        {
            await using var db = board.OpenAll();
            await db.SeeAsAsync(Somebody.Practitioner.Id, board.Today, TestContext.Current.CancellationToken);
            return [.. db.Viewer.AccessLists.Order()];
        }
    }

    [Fact]
    [Trait("asvs", "V6.5.1")]
    public async Task A_code_counts_once_and_none_before_it_counts_after()
    {
        await using var board = await Board.NewAsync(template);
        var (key, _) = await board.GivenAppAsync(Somebody.Officer);
        var code = CodeOf(key, board);

        var first = await (await board.AnyoneAsync()).SignInAsync(Somebody.Officer, code);
        var again = await (await board.AnyoneAsync()).SignInAsync(Somebody.Officer, code);
        var earlier = await (await board.AnyoneAsync()).SignInAsync(Somebody.Officer, CodeOf(key, board, -1));
        var next = await (await board.AnyoneAsync()).SignInAsync(Somebody.Officer, CodeOf(key, board, 1));

        Assert.Equal("/", first.Path);
        Assert.Equal([Wrong], again.Errors);
        Assert.Equal([Wrong], earlier.Errors);
        Assert.Equal("/", next.Path);
    }

    [Fact]
    [Trait("asvs", "V6.5.1")]
    public async Task One_code_entered_in_several_browsers_at_once_lets_one_in()
    {
        await using var board = await Board.NewAsync(template);
        var (key, _) = await board.GivenAppAsync(Somebody.Officer);
        List<(Client Browser, Screen Form)> halves = [];
        for (var i = 0; i < 4; i++)
        {
            var browser = await board.AnyoneAsync();
            halves.Add((browser, await browser.GivePasswordAsync(Somebody.Officer)));
        }

        var answers = await Task.WhenAll(halves.Select(h => h.Browser.PressAsync(h.Form, "Go on", ("Code", CodeOf(key, board)))));

        Assert.Single(answers, a => a.Path == "/");
        Assert.All(answers.Where(a => a.Path != "/"), a => Assert.Equal([Wrong], a.Errors));
    }

    [Theory]
    [Trait("asvs", "V6.5.5")]
    [InlineData(1111111109, "081804"), InlineData(1111111111, "050471"), InlineData(1234567890, "005924"), InlineData(2000000000, "279037")] // RFC 6238, appendix B
    public void Codes_are_those_of_the_standard_and_count_a_step_either_way(long seconds, string code)
    {
        const string key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        bool Takes(long at) => new AuthenticatorApp(null!, null!, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(at))).StepOf(key, code) == seconds / 30;
        var begin = seconds / 30 * 30;

        Assert.True(Takes(seconds) && Takes(begin) && Takes(begin + 29));
        Assert.True(Takes(begin + 30) && Takes(begin + 59) && Takes(begin - 30) && Takes(begin - 1));
        Assert.False(Takes(begin + 60) || Takes(begin - 31));
    }

    [Theory]
    [InlineData(""), InlineData("12345"), InlineData("1234567"), InlineData("abcdef"), InlineData("١٢٣٤٥٦"), InlineData("-12345"), InlineData("1 2 3 4 5"), InlineData("000 000\0")]
    public void What_is_no_code_is_refused(string typed) =>
        Assert.Null(new AuthenticatorApp(null!, null!, TimeProvider.System).StepOf("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", typed));

    [Fact]
    [Trait("asvs", "V7.2.1"), Trait("asvs", "V6.6.2")]
    public async Task The_password_alone_opens_nothing_and_the_code_must_come_within_ten_minutes()
    {
        await using var board = await Board.NewAsync(template);
        var (key, _) = await board.GivenAppAsync(Somebody.Officer);
        var browser = await board.AnyoneAsync();

        var half = await browser.GivePasswordAsync(Somebody.Officer);
        var shut = await browser.AskAsync("/findings");
        board.Clock.Advance(SignInRules.HalfSignedIn);
        var late = await browser.PressAsync(half, "Go on", ("Code", CodeOf(key, board)));
        var elsewhere = await board.AnyoneAsync();
        var nobody = await elsewhere.OpenAsync("/sign-in/code");
        var code = await elsewhere.PostAsync("/sign-in/code", ("__RequestVerificationToken", nobody.Token), ("Code", CodeOf(key, board))); // the right one, in a browser that gave no password

        Assert.Equal("/sign-in/code", half.Path.Split('?')[0]);
        Assert.StartsWith("/sign-in", shut.Location, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in?late=true", late.Path, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in?late=true", nobody.Path, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in?late=true", code.Location ?? code.Path, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await elsewhere.AskAsync("/findings")).Location, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await browser.AskAsync("/findings")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_password_ends_what_was_half_signed_in()
    {
        await using var board = await Board.NewAsync(template);
        var (key, _) = await board.GivenAppAsync(Somebody.Officer);
        var browser = await board.AnyoneAsync();
        var half = await browser.GivePasswordAsync(Somebody.Officer);
        await board.ChangeAccountAsync(Somebody.Officer, account => account.ChangePassword(account.PasswordHash!));

        Assert.StartsWith("/sign-in?late=true", (await browser.PressAsync(half, "Go on", ("Code", CodeOf(key, board)))).Path, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("asvs", "V6.4.3")]
    public async Task Whoever_has_forgotten_the_password_needs_the_code_all_the_same()
    {
        const string newer = "five ducks on a slow boat";
        await using var board = await Board.NewAsync(template);
        await board.GivenAppAsync(Somebody.Officer);
        await using var scope = board.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var link = await users.AddressAsync((await users.FindByEmailAsync(Somebody.Officer.Email))!, isInvitation: false);
        var browser = await board.AnyoneAsync();

        await browser.PressAsync(await browser.OpenAsync(link), "Keep this password", ("Password", newer));

        Assert.StartsWith("/sign-in/code", (await browser.GivePasswordAsync(Somebody.Officer, newer)).Path, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T16"), Trait("asvs", "V6.3.1"), Trait("asvs", "V6.6.3")]
    public async Task Wrong_codes_make_the_guesser_wait_and_the_right_password_forgives_none()
    {
        await using var board = await Board.NewAsync(template);
        var (key, _) = await board.GivenAppAsync(Somebody.Officer);
        var guesser = await board.AnyoneAsync();
        List<Screen> answers = [];
        for (var i = 0; i < SignInThrottle.FreeTries; i++) answers.Add(await guesser.SignInAsync(Somebody.Officer, "000000"));

        var refused = await guesser.GivePasswordAsync(Somebody.Officer);
        board.Clock.Advance(TimeSpan.FromSeconds(16));
        var half = await guesser.GivePasswordAsync(Somebody.Officer);
        await guesser.PressAsync(half, "Go on", ("Code", "000000"));
        var waits = await guesser.PressAsync(half, "Go on", ("Code", CodeOf(key, board)));
        board.Clock.Advance(TimeSpan.FromSeconds(31));
        var inside = await guesser.PressAsync(half, "Go on", ("Code", CodeOf(key, board)));

        Assert.All(answers, a => Assert.Equal([Wrong], a.Errors));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, waits.Status);
        Assert.Contains("Wait 30 seconds", waits.Errors[0], StringComparison.Ordinal);
        Assert.Equal("/", inside.Path);
    }

    [Fact]
    [Trait("asvs", "V6.5.1"), Trait("asvs", "V6.5.2")]
    public async Task A_recovery_code_lets_in_once_and_new_ones_replace_the_old()
    {
        await using var board = await Board.NewAsync(template);
        var (_, codes) = await board.GivenAppAsync(Somebody.Officer);
        var browser = await board.AnyoneAsync();

        var inside = await browser.SignInAsync(Somebody.Officer, codes[0].ToUpperInvariant());
        var again = await (await board.AnyoneAsync()).SignInAsync(Somebody.Officer, codes[0]);
        var page = await browser.OpenAsync("/your-sign-in");
        var drawn = await browser.PressAsync(await browser.OpenAsync("/your-sign-in/recovery-codes"), "Draw new codes");
        var old = await (await board.AnyoneAsync()).SignInAsync(Somebody.Officer, codes[1]);

        Assert.Equal("/", inside.Path);
        Assert.Equal([Wrong], again.Errors);
        Assert.Contains("You have 9 codes left", page.Text, StringComparison.Ordinal);
        Assert.Equal(RecoveryCodes.Count, drawn.Html.QuerySelectorAll(".gt-codes li").Length);
        Assert.Equal([Wrong], old.Errors);
    }

    [Fact]
    public async Task A_key_counts_for_its_account_and_its_hour_alone_and_is_sealed_where_it_is_kept()
    {
        await using var board = await Board.NewAsync(template);
        var (officer, chair) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.Chair));
        var page = await officer.OpenAsync("/your-sign-in/app");
        var (key, chairs) = (KeyOn(page), await chair.OpenAsync("/your-sign-in/app"));

        var others = await chair.OverpostAsync(chairs, "Set up this app", ("Sealed", SealedOn(page)), ("Code", CodeOf(key, board)));
        var broken = await chair.OverpostAsync(chairs, "Set up this app", ("Sealed", "nonsense"), ("Code", CodeOf(key, board)));
        var wrong = await officer.PressAsync(page, "Set up this app", ("Code", "000000"));
        var kept = await officer.PressAsync(wrong, "Set up this app", ("Code", CodeOf(key, board)));
        var account = await board.AccountAsync(Somebody.Officer);
        board.Clock.Advance(TimeSpan.FromMinutes(9));
        var late = await officer.OpenAsync("/your-sign-in/app");
        for (var i = 0; i < 3; i++)
        {
            board.Clock.Advance(TimeSpan.FromMinutes(20)); // in use, so that the session does not end
            await officer.OpenAsync("/");
        }

        Assert.Contains("This key was shown too long ago", others.Errors[0], StringComparison.Ordinal);
        Assert.Contains("This key was shown too long ago", broken.Errors[0], StringComparison.Ordinal);
        Assert.Contains("This is not the code of this key", wrong.Errors[0], StringComparison.Ordinal);
        Assert.Equal(key, KeyOn(wrong));
        Assert.Contains("Keep your recovery codes", kept.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(key, account.AppKey!, StringComparison.Ordinal);
        Assert.Equal(key, board.Services.GetRequiredService<Sealing>().Open(account.AppKey!));
        Assert.False((await board.AccountAsync(Somebody.Chair)).TwoFactorEnabled);
        Assert.Contains("Confirm that it is you", (await officer.PressAsync(late, "Set up this app", ("Code", CodeOf(KeyOn(late), board)))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_demonstration_a_press_is_enough_and_nowhere_else()
    {
        await using var board = await Board.NewAsync(template, o => o with { IsDemonstration = true });
        await board.ChangeSettingsAsync(s => s.MarkAsDemonstration());
        await using var real = await Board.NewAsync(template);
        var browser = await board.AnyoneAsync();

        var inside = await browser.PressAsync(await browser.OpenAsync("/sign-in"), Somebody.Officer.Name);
        var page = await browser.OpenAsync("/your-sign-in/app");
        var codes = await browser.PressAsync(page, "Set up this app", ("Code", CodeOf(KeyOn(page), board)));
        var pressed = await real.AsAsync(Somebody.Officer, SignInProof.Press);

        Assert.Equal("/", inside.Path);
        Assert.Contains("Keep your recovery codes", codes.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/findings")).Status);
        Assert.StartsWith("/sign-in", (await pressed.AskAsync("/findings")).Location, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("asvs", "V6.3.3")]
    public async Task An_app_is_taken_off_only_where_none_is_asked_for()
    {
        await using var board = await Board.NewAsync(template);
        foreach (var somebody in new[] { Somebody.Officer, Somebody.Practitioner }) await board.GivenAppAsync(somebody);
        await board.ChangeSettingsAsync(s => s.DecideSignIn(SecondFactorFor.AllButPractice, 30, 10));
        var (officer, practitioner) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.Practitioner));
        var page = await officer.OpenAsync("/your-sign-in");

        var forced = await officer.PostAsync("/your-sign-in?handler=RemoveApp", ("__RequestVerificationToken", page.Token));
        var off = await practitioner.PressAsync(await practitioner.OpenAsync("/your-sign-in"), "Take the app off");

        Assert.False(page.Offers("Take the app off"));
        Assert.Contains("set up another app in the place of this one", forced.Errors[0], StringComparison.Ordinal);
        Assert.Contains("The app is taken off", off.Text, StringComparison.Ordinal);
        Assert.Contains("\"lists\":[]", (await practitioner.OpenAsync("/tests/viewer")).Body, StringComparison.Ordinal);
    }

    private static string KeyOn(Screen page) => page.Html.QuerySelector("strong.gt-code")!.TextContent.Replace(" ", "", StringComparison.Ordinal);

    private static string SealedOn(Screen page) => page.Html.QuerySelector("input[name=Sealed]")!.GetAttribute("value")!;

    private static Cookie CookieOf(Client browser) => browser.Cookies.GetAllCookies().Single(c => c.Name == "goldthread");
}
