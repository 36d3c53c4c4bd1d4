using Microsoft.Playwright;

namespace Goldthread.Journeys;

[Trait("feature", "Z1")]
[Trait("feature", "Z2")]
public class SignInJourneys(Browser browser)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task Somebody_of_the_demonstration_signs_in_and_out(bool javaScript)
    {
        var page = await browser.OpenAsync("/", javaScript);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in", Level = 1 })).ToBeVisibleAsync();
        await page.ExpectAccessibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Amara Whitfield", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Banner).GetByText("Amara Whitfield")).ToBeVisibleAsync();
        await page.ExpectAccessibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GotoAsync("/");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in", Level = 1 })).ToBeVisibleAsync();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_wrong_password_is_told_where_it_can_be_mended(bool javaScript)
    {
        var page = await browser.OpenAsync("/sign-in", javaScript);
        await page.GetByLabel("E-mail address").FillAsync("nobody@goldthread.example");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Enter your password" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("E-mail address")).ToHaveValueAsync("nobody@goldthread.example");
        await Assertions.Expect(page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("^Error: "));
        await page.ExpectAccessibleAsync();
    }

    [Fact]
    public async Task The_style_sheet_arrives()
    {
        var page = await browser.OpenAsync("/sign-in");

        var background = await page.Locator("button.govuk-button").First.EvaluateAsync<string>("button => getComputedStyle(button).paddingLeft");

        Assert.NotEqual("6px", background); // the browser's own
    }
}
