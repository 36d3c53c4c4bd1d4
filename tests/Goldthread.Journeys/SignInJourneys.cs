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

    [Theory, InlineData(true), InlineData(false)]
    [Trait("threat", "T14")]
    public async Task Somebody_new_is_invited_chooses_a_password_and_signs_in(bool javaScript)
    {
        var (name, address) = ($"Newcomer {(javaScript ? "One" : "Two")}", $"newcomer.{javaScript}@goldthread.example");
        var administrator = await browser.OpenAsync("/sign-in", javaScript);
        await administrator.GetByRole(AriaRole.Button, new() { Name = "Ruth Ansel", Exact = true }).ClickAsync();
        await administrator.GotoAsync("/people/new");
        await administrator.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await administrator.GetByLabel("E-mail address").FillAsync(address);
        await administrator.GetByRole(AriaRole.Button, new() { Name = "Add this person" }).ClickAsync();
        await administrator.GetByRole(AriaRole.Button, new() { Name = "Invite by e-mail" }).ClickAsync();
        await Assertions.Expect(administrator.GetByText("the letter is on its way")).ToBeVisibleAsync();
        await administrator.ExpectAccessibleAsync();
        var read = administrator.GetByRole(AriaRole.Link, new() { NameRegex = new($"Read it.*Invitation to {name}") });
        for (var tries = 0; tries < 60 && await read.CountAsync() == 0; tries++) // sent by a job of its own
        {
            await administrator.WaitForTimeoutAsync(500);
            await administrator.GotoAsync("/mail");
        }
        await administrator.ExpectAccessibleAsync();
        await read.ClickAsync();
        await administrator.ExpectAccessibleAsync();
        var link = await administrator.GetByRole(AriaRole.Link, new() { Name = "Choose a password" }).GetAttributeAsync("href");

        var page = await browser.OpenAsync(link!, javaScript);
        await page.ExpectAccessibleAsync();
        await page.GetByLabel("Password").FillAsync("four geese in a hurry");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep this password" }).ClickAsync();
        await page.GetByLabel("E-mail address").FillAsync(address);
        await page.GetByLabel("Password").FillAsync("four geese in a hurry");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Banner).GetByText(name)).ToBeVisibleAsync();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Whoever_has_forgotten_the_password_asks_for_a_link(bool javaScript)
    {
        var page = await browser.OpenAsync("/sign-in", javaScript);
        await page.GetByRole(AriaRole.Link, new() { Name = "Forgotten your password?" }).ClickAsync();
        await page.ExpectAccessibleAsync();
        await page.GetByLabel("E-mail address").FillAsync("nobody@goldthread.example");

        await page.GetByRole(AriaRole.Button, new() { Name = "Send the link" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Look into your mailbox" })).ToBeVisibleAsync();
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
