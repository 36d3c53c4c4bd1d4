using System.Net;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Goldthread.Web.Tests.Admin;

[Trait("asvs", "V6.3.1")]
public class SignInTests(BoardApp template)
{
    private const string Password = "a long enough password";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("threat", "T16")]
    public async Task Wrong_passwords_make_the_guesser_wait_and_say_the_same_of_accounts_that_do_not_exist()
    {
        await using var board = await WithPasswordAsync();
        var guesser = await board.AnyoneAsync();
        var form = await guesser.OpenAsync("/sign-in");
        List<(HttpStatusCode Status, string Error)> known = [], unknown = [];
        for (var i = 0; i <= SignInThrottle.FreeTries; i++)
        {
            foreach (var (email, answers) in new[] { (Somebody.Officer.Email, known), ("nobody@tests.example", unknown) })
            {
                var answer = await guesser.PressAsync(form, "Sign in", ("Input.Email", email), ("Input.Password", "wrong"));
                answers.Add((answer.Status, answer.Errors[0]));
            }
        }

        Assert.Equal(known, unknown);
        Assert.All(known.SkipLast(1), a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Equal(HttpStatusCode.TooManyRequests, known[^1].Status);
        Assert.Contains("Wait 15 seconds", known[^1].Error, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T16")]
    public async Task Many_tries_at_once_are_no_more_than_as_many_one_after_the_other()
    {
        await using var board = await WithPasswordAsync();
        var guesser = await board.AnyoneAsync();
        var form = await guesser.OpenAsync("/sign-in");

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => guesser.PressAsync(form, "Sign in", ("Input.Email", Somebody.Officer.Email), ("Input.Password", "wrong"))));

        Assert.Equal(SignInThrottle.FreeTries, answers.Count(a => a.Status == HttpStatusCode.OK));
        Assert.Equal(40 - SignInThrottle.FreeTries, answers.Count(a => a.Status == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    [Trait("threat", "T16")]
    public async Task An_address_written_with_letters_that_are_taken_for_others_waits_like_the_account_it_finds()
    {
        const string plain = "kim@tests.example", twin = "\u212Aim@tests.example"; // the sign for kelvin
        await using var board = await WithPasswordAsync();
        await using (var db = board.OpenAll())
        {
            var account = await db.Users.SingleAsync(a => a.PersonId == Somebody.Officer.Id, Stop);
            (account.Email, account.NormalizedEmail) = (plain, plain.ToUpperInvariant());
            await db.SaveAsync(Command.Now("Tests: address"), Stop);
        }
        var browser = await board.AnyoneAsync();
        var form = await browser.OpenAsync("/sign-in");
        for (var i = 0; i < SignInThrottle.FreeTries; i++) await browser.PressAsync(form, "Sign in", ("Input.Email", plain), ("Input.Password", "wrong"));

        var answers = new List<Screen>();
        foreach (var email in new[] { plain, twin }) answers.Add(await browser.PressAsync(form, "Sign in", ("Input.Email", email), ("Input.Password", Password)));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.TooManyRequests, a.Status));
    }

    [Fact]
    [Trait("threat", "T16")]
    public void Whoever_gives_the_right_password_leaves_no_mark_on_the_others_behind_the_address()
    {
        FakeTimeProvider clock = new();
        SignInThrottle throttle = new(clock);
        for (var i = 0; i < SignInThrottle.TriesPerAddress; i++) throttle.Fail($"somebody{i}@tests.example", "203.0.113.7");
        clock.Advance(TimeSpan.FromMinutes(1));

        var begun = throttle.Begin("right@tests.example", "203.0.113.7", out _);
        throttle.Succeed(begun!);

        Assert.Equal(TimeSpan.Zero, throttle.WaitFor("next@tests.example", "203.0.113.7"));
        clock.Advance(SignInThrottle.Window - TimeSpan.FromMinutes(1));
        for (var i = 0; i < SignInThrottle.TriesPerAddress; i++) Assert.NotNull(throttle.Begin($"late{i}@tests.example", "203.0.113.7", out _));
    }

    [Fact]
    [Trait("threat", "T16")]
    public async Task After_the_wait_the_right_password_still_lets_in_since_no_account_is_locked()
    {
        await using var board = await WithPasswordAsync();
        var browser = await board.AnyoneAsync();
        var form = await browser.OpenAsync("/sign-in");
        for (var i = 0; i < SignInThrottle.FreeTries + 3; i++) await browser.PressAsync(form, "Sign in", ("Input.Email", Somebody.Officer.Email), ("Input.Password", "wrong"));
        board.Clock.Advance(TimeSpan.FromSeconds(16));

        var inside = await browser.PressAsync(form, "Sign in", ("Input.Email", Somebody.Officer.Email), ("Input.Password", Password));

        Assert.Equal((HttpStatusCode.OK, "/your-sign-in/app?returnUrl=%2F"), (inside.Status, inside.Path)); // in, as far as a password leads
    }

    [Fact]
    [Trait("threat", "T16")]
    public async Task Whoever_signed_in_with_this_browser_before_gets_in_while_others_guess_from_the_same_address()
    {
        await using var board = await WithPasswordAsync();
        var (victim, guesser) = (await board.AnyoneAsync(), await board.AnyoneAsync());
        await victim.PressAsync(await victim.OpenAsync("/sign-in"), "Sign in", ("Input.Email", Somebody.Officer.Email), ("Input.Password", Password));
        await victim.PressAsync(await victim.OpenAsync("/"), "Sign out");
        var form = await guesser.OpenAsync("/sign-in");
        for (var i = 0; i < 40; i++)
        {
            await guesser.PressAsync(form, "Sign in", ("Input.Email", Somebody.Officer.Email), ("Input.Password", "wrong"));
            if (i % 4 == 3) board.Clock.Advance(TimeSpan.FromSeconds(20));
        }

        var refused = await guesser.PressAsync(form, "Sign in", ("Input.Email", Somebody.Officer.Email), ("Input.Password", Password));
        var inside = await victim.PressAsync(await victim.OpenAsync("/sign-in"), "Sign in", ("Input.Email", Somebody.Officer.Email), ("Input.Password", Password));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal((HttpStatusCode.OK, "/your-sign-in/app?returnUrl=%2F"), (inside.Status, inside.Path)); // in, as far as a password leads
    }

    [Fact]
    [Trait("threat", "T16")]
    public void Another_address_waits_for_nothing_that_the_guessers_did()
    {
        FakeTimeProvider clock = new();
        SignInThrottle throttle = new(clock);
        for (var i = 0; i < 1000; i++) throttle.Fail("victim@tests.example", "203.0.113.7");

        var (guesser, victim, neighbour) = (throttle.WaitFor("VICTIM@tests.example", "203.0.113.7"), throttle.WaitFor("victim@tests.example", "198.51.100.1"), throttle.WaitFor("other@tests.example", "203.0.113.7"));

        Assert.Equal((TimeSpan.FromMinutes(15), TimeSpan.Zero, TimeSpan.FromMinutes(15)), (guesser, victim, neighbour));
        Assert.True(throttle.IsBesieged("victim@tests.example"));
        clock.Advance(SignInThrottle.Window);
        Assert.Equal(TimeSpan.Zero, throttle.WaitFor("victim@tests.example", "203.0.113.7"));
        Assert.False(throttle.IsBesieged("victim@tests.example"));
    }

    [Fact]
    [Trait("threat", "T15")]
    public async Task Signing_in_again_in_the_same_browser_ends_the_session_before()
    {
        await using var board = await WithPasswordAsync();
        var browser = await board.AsAsync(Somebody.Officer);
        var form = await browser.OpenAsync("/sign-in");

        await browser.PressAsync(form, "Sign in", ("Input.Email", Somebody.Officer.Email), ("Input.Password", Password));

        await using var db = board.OpenAll();
        var sessions = await db.Sessions.Where(s => s.PersonId == Somebody.Officer.Id).OrderBy(s => s.EndedAt == null).ToListAsync(Stop);
        Assert.Equal(2, sessions.Count);
        Assert.NotNull(sessions[0].EndedAt);
        Assert.Null(sessions[1].EndedAt);
    }

    [Fact]
    [Trait("feature", "Z3")]
    public async Task A_body_that_is_too_large_gets_a_page_that_says_so()
    {
        await using var board = await Board.NewAsync(template);
        var officer = await board.AsAsync(Somebody.Officer);
        using HttpRequestMessage request = new(HttpMethod.Post, "/findings/new");
        request.Content = new ByteArrayContent(new byte[31 * 1024 * 1024]);
        request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");

        request.Headers.ExpectContinue = true; // a browser hears the answer while it sends; this client asks first

        var answer = await officer.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Contains("That was too large", answer.Text, StringComparison.Ordinal);
    }

    private async Task<Board> WithPasswordAsync()
    {
        var board = await Board.NewAsync(template);
        await using var db = board.OpenAll();
        var account = await db.Users.SingleAsync(a => a.PersonId == Somebody.Officer.Id, Stop);
        account.PasswordHash = new PasswordHasher<Account>().HashPassword(account, Password);
        await db.SaveAsync(Command.Now("Tests: password"), Stop);
        return board;
    }
}
