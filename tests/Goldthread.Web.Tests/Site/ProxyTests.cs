using System.Net;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Goldthread.Web.Tests.Site;

/// <summary>Whose word is taken for where a request comes from.</summary>
[Trait("threat", "T16")]
[Trait("asvs", "V15.3.4")]
public sealed class ProxyTests(BoardApp app)
{
    [Theory]
    [InlineData("", "203.0.113.9", "127.0.0.1")] // nobody is known: what the header says is nothing
    [InlineData("127.0.0.1", "203.0.113.9", "203.0.113.9")]
    [InlineData("127.0.0.0/8, 10.0.0.5", "198.51.100.1, 203.0.113.9, 10.0.0.5", "203.0.113.9")] // the last that is no proxy; what stands before it, the browser wrote itself
    [InlineData("10.0.0.5", "203.0.113.9", "127.0.0.1")] // a proxy is known, and this is not it
    [InlineData("127.0.0.1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2:3:4:5:6")]
    public async Task The_address_on_the_trail_is_the_one_a_known_proxy_saw(string proxies, string header, string recorded)
    {
        await using var board = await Board.NewAsync(app, options => options with { Proxies = Proxies.Read(proxies)! });
        await using (var given = board.OpenAll())
        {
            var account = await given.Users.SingleAsync(a => a.PersonId == Somebody.Officer.Id, TestContext.Current.CancellationToken);
            account.PasswordHash = new PasswordHasher<Account>().HashPassword(account, "a long enough password");
            await given.SaveAsync(Command.Now("Tests: password"), TestContext.Current.CancellationToken);
        }
        var browser = await board.AnyoneAsync();
        var form = await browser.OpenAsync("/sign-in");
        using HttpRequestMessage wrong = new(HttpMethod.Post, "/sign-in")
        {
            Content = new FormUrlEncodedContent([new("Input.Email", Somebody.Officer.Email), new("Input.Password", "wrong"), new("__RequestVerificationToken", form.Token)]),
            Headers = { { "X-Forwarded-For", header } },
        };
        await browser.SendAsync(wrong);

        await using var db = board.OpenAll();
        Assert.Equal(recorded, (await db.AuditEntries.OrderByDescending(e => e.Sequence).FirstAsync(TestContext.Current.CancellationToken)).From);
    }

    [Fact]
    public async Task Behind_a_known_proxy_with_https_cookies_are_bound_to_it()
    {
        await using var board = await Board.NewAsync(app, options => options with { Proxies = Proxies.Read("127.0.0.1")!, PublicAddress = "https://board.example.org" });
        var browser = await board.AnyoneAsync();
        using HttpRequestMessage ask = new(HttpMethod.Get, "/sign-in") { Headers = { { "X-Forwarded-Proto", "https" }, { "X-Forwarded-Host", "evil.example" } } };

        var page = await browser.SendAsync(ask);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("__Host-goldthread-form=", page.Headers["Set-Cookie"], StringComparison.Ordinal);
        Assert.Contains("secure", page.Headers["Set-Cookie"], StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_an_IPv6_network_all_addresses_count_as_one()
    {
        SignInThrottle throttle = new(new FakeTimeProvider(DateTimeOffset.UtcNow));
        for (var i = 0; i < SignInThrottle.TriesPerAddress; i++) throttle.Fail($"somebody{i}@tests.example", $"2001:db8:1:2::{i:x}");

        Assert.True(throttle.WaitFor("new@tests.example", "2001:db8:1:2:ffff::1") > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, throttle.WaitFor("new@tests.example", "2001:db8:1:3::1"));
        Assert.Equal(("203.0.113.7", "203.0.113.7", "a browser"), (Proxies.NetworkOf("203.0.113.7"), Proxies.NetworkOf("::ffff:203.0.113.7"), Proxies.NetworkOf("a browser")));
    }

    [Theory]
    [InlineData("10.0.0.5, 10.1.0.0/24", 2), InlineData("2001:db8::/32", 1), InlineData("", 0), InlineData("everybody", null), InlineData("10.0.0.0/33", null)]
    public void Known_proxies_are_addresses_and_networks(string text, int? count) => Assert.Equal(count, Proxies.Read(text)?.Count);
}
