using Microsoft.Playwright;

namespace Goldthread.Journeys;

[Trait("feature", "Z2")]
public class HomeJourneys(Browser browser)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task Home_shows_what_needs_the_business_manager(bool javaScript)
    {
        var page = await browser.SignInAsync(Known.BusinessManager, javaScript);

        var needs = page.GetByRole(AriaRole.Region, new() { Name = "What needs you" });
        await Assertions.Expect(needs.GetByRole(AriaRole.Link).First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "What moved" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Where the thread is loose" }).GetByRole(AriaRole.Link).First).ToBeVisibleAsync();

        await needs.GetByRole(AriaRole.Link).First.ClickAsync();
        await Assertions.Expect(page).Not.ToHaveURLAsync($"{browser.Address}/");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await page.ExpectAccessibleAsync();
    }
}
