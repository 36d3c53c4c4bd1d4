using System.Net;
using Goldthread.Domain.Thread;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Site;

/// <summary>A session that ends while somebody types takes nothing of it along.</summary>
[Trait("feature", "Z4"), Trait("asvs", "V7.3.1")]
public class SignedOutWhileTypingTests(BoardApp template)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_typed_comes_back_and_is_sent_once_after_signing_in_again()
    {
        await using var board = await Board.NewAsync(template);
        var finding = await board.GivenAsync(A.Finding("A strength seen while typing", FindingKind.Strength));
        var chair = await board.AsAsync(Somebody.QualityChair);
        var page = await chair.OpenAsync($"/findings/{finding.Id}");

        board.Clock.Advance(TimeSpan.FromHours(1));
        var refused = await chair.PressAsync(page, "Mark as worth sharing", ("Audience", "All schools <of> the borough"));
        await SignInAgainAsync(board, chair, Somebody.QualityChair);
        var saved = await chair.PressAsync(refused, "Send it again");
        var twice = await chair.PressAsync(refused, "Send it again");

        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
        Assert.Contains("You were signed out before this was sent", refused.Text, StringComparison.Ordinal);
        Assert.Equal("All schools <of> the borough", refused.Html.QuerySelector("textarea")!.TextContent);
        Assert.Equal("_blank", refused.Html.QuerySelector("main a[href='/sign-in']")!.GetAttribute("target"));
        Assert.Contains("Worth sharing with: All schools <of> the borough", saved.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, twice.Status);
        Assert.Equal(finding.Version + 1, (await board.NowAsync(finding)).Version);
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task Somebody_else_who_signs_in_meanwhile_sends_nothing_in_that_name()
    {
        await using var board = await Board.NewAsync(template);
        var finding = await board.GivenAsync(A.Finding("A strength seen by another", FindingKind.Strength));
        var chair = await board.AsAsync(Somebody.QualityChair);
        var page = await chair.OpenAsync($"/findings/{finding.Id}");

        board.Clock.Advance(TimeSpan.FromHours(1));
        var refused = await chair.PressAsync(page, "Mark as worth sharing", ("Audience", "All schools"));
        await SignInAgainAsync(board, chair, Somebody.Officer);
        var other = await chair.PressAsync(refused, "Send it again");

        Assert.Equal(HttpStatusCode.BadRequest, other.Status);
        Assert.Null((await board.NowAsync(finding)).WorthSharingWith);
    }

    [Fact]
    public async Task Passwords_do_not_come_back_and_whoever_only_opens_a_page_is_led_to_sign_in()
    {
        await using var board = await Board.NewAsync(template);
        var nobody = await board.AnyoneAsync();

        var password = await nobody.PostAsync("/your-sign-in/password", ("Password", "four geese in a hurry"), ("Note", "what else stood there"));
        var opened = await nobody.OpenAsync("/findings");

        Assert.Equal(HttpStatusCode.Unauthorized, password.Status);
        Assert.DoesNotContain("geese", password.Text, StringComparison.Ordinal);
        Assert.Empty(password.Html.QuerySelectorAll("main form"));
        Assert.Equal("/sign-in?returnUrl=%2Ffindings", opened.Path);
    }

    // In another tab of the same browser.
    private static async Task SignInAgainAsync(Board board, Client browser, Somebody somebody)
    {
        var tab = await board.AsAsync(somebody);
        foreach (Cookie cookie in tab.Cookies.GetAllCookies()) browser.Cookies.Add(cookie);
    }
}
