using Microsoft.Playwright;

namespace Goldthread.Journeys;

[Trait("feature", "I11")]
public class DatasetJourneys(Browser browser)
{
    private const string Interviews = "Return home interviews held within 72 hours";

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_finding_is_recorded_from_a_chart(bool javaScript)
    {
        var title = Known.Of("Seven in ten interviews are held in time", javaScript);
        var page = await browser.SignInAsync(Known.BusinessManager, javaScript);
        await page.ChooseAsync("Indicators");
        await page.ExpectHeadingAsync("Indicators");
        await page.OpenFilterAsync(javaScript);
        await page.SelectAsync("Theme", "Missing");
        await page.PressAsync("Filter");
        await page.FollowAsync(Interviews);

        await page.ExpectHeadingAsync(Interviews);
        var chart = page.GetByRole(AriaRole.Figure).First;
        await Assertions.Expect(chart.GetByRole(AriaRole.Group, new() { NameRegex = new("^Chart: " + Interviews) })).ToBeVisibleAsync();
        await chart.GetByText("Show the figures as a table").ClickAsync();
        await Assertions.Expect(chart.GetByRole(AriaRole.Columnheader, new() { Name = "Upper limit" })).ToBeVisibleAsync();
        await page.ExpectAccessibleAsync();

        await page.FollowAsync("Record a finding from this");
        await page.ExpectTextAsync("Seen in:");
        await page.SaveFindingAsync(title);
        await page.ExpectLinkAsync(Interviews);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Yearly_figures_say_that_they_have_no_limits(bool javaScript)
    {
        var page = await browser.SignInAsync(Known.BusinessManager, javaScript);

        await page.ChooseAsync("Indicators");
        await page.OpenFilterAsync(javaScript);
        await page.SelectAsync("Theme", "Thresholds");
        await page.PressAsync("Filter");
        await page.FollowAsync("Referrals to children's social care");

        await page.ExpectTextAsync("Yearly figures are never given limits");
        var chart = page.GetByRole(AriaRole.Figure).First;
        await chart.GetByText("Show the figures as a table").ClickAsync();
        await Assertions.Expect(chart.GetByRole(AriaRole.Columnheader, new() { Name = "England" })).ToBeVisibleAsync();
        await Assertions.Expect(chart.GetByRole(AriaRole.Columnheader, new() { Name = "Upper limit" })).ToHaveCountAsync(0);
        await page.ExpectAccessibleAsync();
    }
}
