using Microsoft.Playwright;

namespace Goldthread.Journeys;

public class AdminJourneys(Browser browser)
{
    private const string Guarded = "A warning from school on a Friday was read on the Tuesday";

    [Theory, InlineData(true), InlineData(false)]
    [Trait("feature", "W5")]
    public async Task The_audit_trail_shows_who_recorded_a_finding(bool javaScript)
    {
        var title = Known.Of("Two lists of schools are kept", javaScript);
        var page = await browser.SignInAsync(Known.BusinessManager, javaScript);
        await page.FollowAsync("Record a finding");
        await page.SaveFindingAsync(title);

        await page.GetByRole(AriaRole.Contentinfo).GetByRole(AriaRole.Link, new() { Name = "Audit trail" }).ClickAsync();
        await page.ExpectHeadingAsync("Audit trail");
        await page.OpenFilterAsync(javaScript);
        await page.SelectAsync("Person", Known.BusinessManager);
        await page.SelectAsync("Kind of record", "Finding");
        await page.PressAsync("Filter");

        var entry = page.Middle().GetByRole(AriaRole.Listitem).Filter(new() { HasText = title });
        await Assertions.Expect(entry).ToContainTextAsync(Known.BusinessManager);
        await page.ExpectAccessibleAsync();
        await page.FollowAsync(title);
        await page.ExpectHeadingAsync(title);
    }

    [Theory, InlineData(true), InlineData(false)]
    [Trait("feature", "W4")]
    [Trait("threat", "T05")]
    public async Task A_restricted_finding_does_not_exist_for_those_not_named(bool javaScript)
    {
        var named = await browser.SignInAsync(Known.Reviewer, javaScript);
        await named.SearchAsync("warning school Friday Tuesday");
        await named.FollowAsync(Guarded);
        await named.ExpectHeadingAsync(Guarded);
        var address = new Uri(named.Url).AbsolutePath;
        var other = await browser.SignInAsync(Known.BusinessManager, javaScript);
        other.Forgive("404");

        await other.SearchAsync("warning school Friday Tuesday");
        await Assertions.Expect(other.GetByRole(AriaRole.Link, new() { Name = Guarded })).ToHaveCountAsync(0);
        foreach (var path in new[] { address, address.Replace("/findings/", "/thread/finding/", StringComparison.Ordinal), address + "/edit", address.Replace("/findings/", "/history/finding/", StringComparison.Ordinal) })
        {
            var response = await other.GotoAsync(path);
            Assert.Equal(404, response!.Status);
            await other.ExpectHeadingAsync("Page not found");
            await Assertions.Expect(other.GetByText(Guarded)).ToHaveCountAsync(0);
        }
        await other.ExpectAccessibleAsync();
    }
}
