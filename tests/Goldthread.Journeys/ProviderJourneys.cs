using Goldthread.Web.Tests.Admin;
using Microsoft.Playwright;

namespace Goldthread.Journeys;

/// <summary>Through an organisation's identity provider and back, at a board and a provider of its own.</summary>
public class ProviderJourneys
{
    [Theory, InlineData(true), InlineData(false)]
    [Trait("feature", "W7"), Trait("threat", "T15"), Trait("asvs", "V10.5.2")]
    public async Task Somebody_of_the_council_signs_in_with_its_account_and_a_stranger_does_not(bool javaScript)
    {
        await using var provider = await TestProvider.StartAsync(Browser.NewClock());
        await using Browser browser = new() { IdentityProviders = [provider.SetUp("Social Care", "goldthread.example")] };
        await browser.InitializeAsync();
        var page = await browser.OpenAsync("/sign-in?returnUrl=%2Factions", javaScript);
        await page.ExpectAccessibleAsync();

        provider.LetIn("stranger@goldthread.example", methods: "mfa");
        await page.PressAsync("Sign in with Council account");
        await page.ExpectTextAsync("there is no account here that you can use with it");
        await page.ExpectAccessibleAsync();
        provider.LetIn("callum.reid@goldthread.example", methods: "mfa");
        await page.PressAsync("Sign in with Council account");

        await page.ExpectHeadingAsync("Actions");
        await Assertions.Expect(page.GetByRole(AriaRole.Banner).GetByText("Callum Reid")).ToBeVisibleAsync();
        await page.GotoAsync("/your-sign-in");
        await page.ExpectTextAsync("Council account");
        await page.ExpectAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await page.GotoAsync("/actions");
        await page.ExpectHeadingAsync("Sign in");
    }
}
