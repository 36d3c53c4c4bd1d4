using Microsoft.Playwright;

namespace Goldthread.Journeys;

public class LibraryJourneys(Browser browser)
{
    private const string Item = "Dip sample: forty return home interviews";

    [Theory, InlineData(true), InlineData(false)]
    [Trait("feature", "A1")]
    [Trait("feature", "Y1")]
    public async Task A_finding_is_recorded_from_an_item_on_the_shelf_and_search_finds_it(bool javaScript)
    {
        var title = Known.Of("Interviews by telephone say less than those face to face", javaScript);
        var page = await browser.SignInAsync(Known.BusinessManager, javaScript);

        await page.ChooseAsync("Library");
        await page.ExpectAccessibleAsync();
        await page.FollowAsync("Qualitative information");
        await page.OpenFilterAsync(javaScript);
        await page.SelectAsync("Theme", "Missing");
        await page.WriteAsync("Year", "2024");
        await page.PressAsync("Filter");
        await page.FollowAsync(Item);
        await page.ExpectHeadingAsync(Item);
        await page.ExpectAccessibleAsync();

        await page.FollowAsync("Record a finding from this");
        await page.ExpectTextAsync($"Seen in: {Item}");
        await page.PressAsync("Save finding");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Choose the group that answers for it" })).ToBeVisibleAsync();
        await page.ExpectAccessibleAsync();
        await page.SaveFindingAsync(title);
        await page.ExpectLinkAsync(Item);

        await page.SearchAsync("telephone face script");
        await page.FollowAsync(title);
        await page.ExpectHeadingAsync(title);
    }
}
