using System.Net;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Jobs;
using Goldthread.Web.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Goldthread.Web.Tests.Admin.SignInSteps;

namespace Goldthread.Web.Tests.Admin;

[Trait("feature", "W7")]
[Trait("threat", "T15")]
public class SessionTests(BoardApp template)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("asvs", "V7.5.2"), Trait("asvs", "V7.4.1")]
    public async Task One_sees_where_one_is_signed_in_and_ends_one_of_them_or_all_others()
    {
        await using var board = await Board.NewAsync(template);
        var (here, there, third) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.Officer));
        var page = await here.OpenAsync("/your-sign-in");

        await here.PressAsync(page, page.Html.QuerySelectorAll("button[name=session]").Select(Screen.Words).First());
        var open = 0;
        foreach (var browser in new[] { there, third }) open += (await browser.AskAsync("/findings")).Status == HttpStatusCode.OK ? 1 : 0;
        await here.PressAsync(await here.OpenAsync("/your-sign-in"), "Sign out everywhere else");

        Assert.Equal(3, page.Html.QuerySelectorAll("main .gt-lines li").Length);
        Assert.Single(page.Html.QuerySelectorAll("main .govuk-tag"), tag => tag.TextContent == "this one");
        Assert.Equal(1, open);
        foreach (var browser in new[] { there, third }) Assert.StartsWith("/sign-in", (await browser.AskAsync("/findings")).Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await here.AskAsync("/findings")).Status);
    }

    [Fact]
    [Trait("asvs", "V7.2.2"), Trait("asvs", "V7.2.3")]
    public void Each_session_has_a_key_of_its_own_of_128_random_bits()
    {
        Account account = new();

        var keys = Enumerable.Range(0, 2000).Select(_ => new Session(account, SignInProof.Passkey, DateTime.UnixEpoch, "", "").Id.ToByteArray()).ToList();

        Assert.Equal(2000, keys.Select(Convert.ToHexString).Distinct().Count());
        Assert.All(Enumerable.Range(0, 128), bit => Assert.InRange(keys.Count(key => (key[bit / 8] >> (bit % 8) & 1) == 1), 750, 1250)); // none is fixed
    }

    [Fact]
    [Trait("feature", "Z8")]
    public async Task The_page_asks_the_database_little()
    {
        await using var board = await Board.NewAsync(template);

        Assert.Equal(5, await CommandCount.OfPageAsync(board, await board.AsAsync(Somebody.Officer), "/your-sign-in")); // who is there, account, providers, passkeys, sessions
    }

    [Fact]
    [Trait("threat", "T03")]
    public async Task Nobody_ends_the_session_of_somebody_else_or_the_one_he_sits_in()
    {
        await using var board = await Board.NewAsync(template);
        var (officer, chair) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.Chair));
        await using var db = board.OpenAll();
        var ids = await db.Sessions.ToDictionaryAsync(s => s.PersonId, s => s.Id, Stop);
        var token = (await chair.OpenAsync("/your-sign-in")).Token;

        var others = await chair.PostAsync("/your-sign-in?handler=End", ("__RequestVerificationToken", token), ("session", $"{ids[Somebody.Officer.Id]}"));
        var own = await chair.PostAsync("/your-sign-in?handler=End", ("__RequestVerificationToken", token), ("session", $"{ids[Somebody.Chair.Id]}"));

        Assert.Equal(HttpStatusCode.NotFound, others.Status);
        Assert.Contains("press “Sign out”", own.Errors[0], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await officer.AskAsync("/findings")).Status);
    }

    [Fact]
    [Trait("asvs", "V6.2.2"), Trait("asvs", "V6.2.3"), Trait("asvs", "V7.4.3")]
    public async Task A_password_is_changed_by_whoever_knows_the_old_one_and_every_other_session_ends()
    {
        const string newer = "five ducks on a slow boat";
        await using var board = await Board.NewAsync(template);
        var (key, _) = await board.GivenAppAsync(Somebody.Officer);
        var (here, there) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.Officer));
        var form = await here.OpenAsync("/your-sign-in/password");

        var wrong = await here.PressAsync(form, "Change the password", ("Input.Old", "not this one"), ("Input.Code", CodeOf(key, board)), ("Input.New", newer));
        var noCode = await here.PressAsync(form, "Change the password", ("Input.Old", Password), ("Input.Code", "000000"), ("Input.New", newer));
        var tooShort = await here.PressAsync(form, "Change the password", ("Input.Old", Password), ("Input.Code", CodeOf(key, board)), ("Input.New", "short"));
        var done = await here.PressAsync(form, "Change the password", ("Input.Old", Password), ("Input.Code", CodeOf(key, board)), ("Input.New", newer));
        board.Clock.Advance(TimeSpan.FromSeconds(30));
        var old = await (await board.AnyoneAsync()).GivePasswordAsync(Somebody.Officer);
        var inside = await (await board.AnyoneAsync()).GivePasswordAsync(Somebody.Officer, newer);

        Assert.Equal(["This is not the password you have now"], wrong.Errors);
        Assert.Contains("This code is not right", noCode.Errors[0], StringComparison.Ordinal);
        Assert.Contains("12", tooShort.Errors[0], StringComparison.Ordinal);
        Assert.Equal("/your-sign-in", done.Path);
        Assert.Equal(HttpStatusCode.OK, (await here.AskAsync("/findings")).Status);
        Assert.StartsWith("/sign-in", (await there.AskAsync("/findings")).Location, StringComparison.Ordinal);
        Assert.Equal("/sign-in", old.Path);
        Assert.StartsWith("/sign-in/code", inside.Path, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("asvs", "V6.3.1"), Trait("threat", "T16")]
    public async Task Whoever_sits_at_an_open_screen_does_not_guess_the_old_password_for_long()
    {
        await using var board = await Board.NewAsync(template);
        await board.GivenAppAsync(Somebody.Officer);
        var browser = await board.AsAsync(Somebody.Officer);
        var form = await browser.OpenAsync("/your-sign-in/password");
        Screen last = form;

        for (var i = 0; i <= SignInThrottle.FreeTries; i++) last = await browser.PressAsync(form, "Change the password", ("Input.Old", "wrong"), ("Input.Code", "1"), ("Input.New", "five ducks on a slow boat"));

        Assert.Equal(HttpStatusCode.TooManyRequests, last.Status);
    }

    [Theory]
    [Trait("asvs", "V7.3.1"), Trait("asvs", "V7.3.2")]
    [InlineData(14, 1, true), InlineData(16, 1, false), InlineData(10, 11, true), InlineData(10, 13, false)]
    public async Task A_session_ends_unused_and_at_the_latest_when_the_board_says_so(int pause, int times, bool isOpen)
    {
        await using var board = await Board.NewAsync(template);
        await board.ChangeSettingsAsync(s => Assert.Empty(s.DecideSignIn(SecondFactorFor.Everyone, 15, 2)));
        var browser = await board.AsAsync(Somebody.Officer);
        var told = await browser.OpenAsync("/your-sign-in");
        Screen last = told;

        for (var i = 0; i < times; i++)
        {
            board.Clock.Advance(TimeSpan.FromMinutes(pause));
            last = await browser.AskAsync("/findings");
        }

        Assert.Contains("after 15 minutes without use, and after 2 hours at the latest", told.Text, StringComparison.Ordinal);
        Assert.Equal(isOpen, last.Status == HttpStatusCode.OK);
    }

    [Fact]
    [Trait("asvs", "V7.4.5")]
    public async Task An_administrator_signs_somebody_out_everywhere_and_nobody_else_does()
    {
        await using var board = await Board.NewAsync(template);
        var (chair, officer, administrator) = (await board.AsAsync(Somebody.Chair), await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.Administrator));
        var address = $"/people/{Somebody.Chair.Id}";

        var refused = await officer.PostAsync($"{address}?handler=SignOut", ("__RequestVerificationToken", (await officer.OpenAsync(address)).Token));
        var before = await chair.AskAsync("/findings");
        var done = await administrator.PressAsync(await administrator.OpenAsync(address), "Sign out everywhere");

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (refused.Status, before.Status));
        Assert.Contains("Signed out everywhere", done.Text, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await chair.AskAsync("/findings")).Location, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("asvs", "V7.1.1")]
    public async Task The_limits_are_set_by_an_administrator_within_bounds()
    {
        await using var board = await Board.NewAsync(template);
        var administrator = await board.AsAsync(Somebody.Administrator);
        var form = await administrator.OpenAsync("/settings/sign-in");

        var tooLong = await administrator.PressAsync(form, "Save settings", ("Input.IdleMinutes", "600"), ("Input.LongestHours", "abc"));
        var saved = await administrator.PressAsync(form, "Save settings", ("Input.SecondFactor", "AllButPractice"), ("Input.IdleMinutes", "20"), ("Input.LongestHours", "8"));

        Assert.Equal(HttpStatusCode.Forbidden, (await (await board.AsAsync(Somebody.Officer)).OpenAsync("/settings/sign-in")).Status);
        Assert.Equal(2, tooLong.Errors.Count);
        Assert.Contains("Settings saved", saved.Text, StringComparison.Ordinal);
        await using var db = board.OpenAll();
        var settings = await db.Settings.SingleAsync(Stop);
        Assert.Equal((SecondFactorFor.AllButPractice, 20, 8), (settings.SecondFactor, settings.IdleMinutes, settings.LongestHours));
    }

    [Fact]
    [Trait("asvs", "V7.1.2")]
    public async Task A_sixth_sign_in_ends_the_session_not_used_for_longest_and_says_so()
    {
        await using var board = await Board.NewAsync(template);
        var (key, _) = await board.GivenAppAsync(Somebody.Officer);
        List<Client> browsers = [];
        for (var i = 0; i < SignInRules.MostSessions; i++)
        {
            browsers.Add(await board.AsAsync(Somebody.Officer));
            board.Clock.Advance(TimeSpan.FromSeconds(90));
        }

        var sixth = await (await board.AnyoneAsync()).SignInAsync(Somebody.Officer, CodeOf(key, board));

        Assert.Contains("the one not used for longest was ended", sixth.Text, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await browsers[0].AskAsync("/findings")).Location, StringComparison.Ordinal);
        foreach (var browser in browsers.Skip(1)) Assert.Equal(HttpStatusCode.OK, (await browser.AskAsync("/findings")).Status);
    }

    [Fact]
    [Trait("threat", "T14")]
    public async Task A_sign_in_from_a_browser_that_was_not_used_before_is_told_by_mail()
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        var (key, _) = await board.GivenAppAsync(Somebody.Officer);
        var first = await board.AnyoneAsync();
        var mail = board.Services.GetRequiredService<SendMail>();

        await first.SignInAsync(Somebody.Officer, CodeOf(key, board));
        var atFirst = await mail.RoundAsync(Stop);
        board.Clock.Advance(TimeSpan.FromSeconds(30));
        await first.PressAsync(await first.OpenAsync("/"), "Sign out");
        await first.SignInAsync(Somebody.Officer, CodeOf(key, board));
        var again = await mail.RoundAsync(Stop);
        board.Clock.Advance(TimeSpan.FromSeconds(30));
        await (await board.AnyoneAsync()).SignInAsync(Somebody.Officer, CodeOf(key, board));
        var elsewhere = await mail.RoundAsync(Stop);

        Assert.Equal((0, 0, 1), (atFirst, again, elsewhere));
        Assert.Contains("from a new browser", Assert.Single(catcher.Mails).Subject, StringComparison.Ordinal);
    }
}
