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
    public Task Somebody_new_is_invited_chooses_a_password_and_signs_in(bool javaScript) =>
        InviteAsync($"Newcomer {(javaScript ? "One" : "Two")}", $"newcomer.{javaScript}@goldthread.example", javaScript);

    [Theory, InlineData(true), InlineData(false)]
    [Trait("feature", "W7"), Trait("threat", "T15"), Trait("asvs", "V6.3.3"), Trait("asvs", "V7.5.2")]
    public async Task Somebody_sets_up_an_app_signs_in_with_its_code_and_ends_the_other_session(bool javaScript)
    {
        var (name, address) = ($"Careful {(javaScript ? "One" : "Two")}", $"careful.{javaScript}@goldthread.example");
        var first = await InviteAsync(name, address, javaScript);
        await first.GetByRole(AriaRole.Link, new() { Name = "Your sign-in" }).ClickAsync();
        await first.ExpectAccessibleAsync();
        await first.GetByRole(AriaRole.Link, new() { Name = "Set up an authenticator app" }).ClickAsync();
        await first.ExpectAccessibleAsync();
        var key = (await first.Locator("strong.gt-code").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await first.GetByLabel("Code the app shows now").FillAsync(CodeOf(key, browser.Now));
        await first.GetByRole(AriaRole.Button, new() { Name = "Set up this app" }).ClickAsync();
        await Assertions.Expect(first.GetByRole(AriaRole.Heading, new() { Name = "Keep your recovery codes" })).ToBeVisibleAsync();
        await first.ExpectAccessibleAsync();
        await first.GetByRole(AriaRole.Link, new() { Name = "I have kept them: go on" }).ClickAsync();

        var second = await browser.OpenAsync("/sign-in", javaScript);
        await second.GetByLabel("E-mail address").FillAsync(address);
        await second.GetByLabel("Password").FillAsync("four geese in a hurry");
        await second.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await second.ExpectAccessibleAsync();
        await second.GetByLabel("Code of your authenticator app").FillAsync(CodeOf(key, browser.Now.AddSeconds(30))); // the one before was used
        await second.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Assertions.Expect(second.GetByRole(AriaRole.Banner).GetByText(name)).ToBeVisibleAsync();
        await second.GotoAsync("/your-sign-in");
        await second.GetByRole(AriaRole.Button, new() { Name = "Sign out there" }).ClickAsync();
        await Assertions.Expect(second.GetByText("Signed out there")).ToBeVisibleAsync();
        await first.GotoAsync("/findings");

        await Assertions.Expect(first.GetByRole(AriaRole.Heading, new() { Name = "Sign in", Level = 1 })).ToBeVisibleAsync();
    }

    [Fact]
    [Trait("feature", "W7"), Trait("threat", "T15"), Trait("asvs", "V6.3.3")]
    public async Task A_passkey_is_added_signs_in_by_itself_and_is_removed()
    {
        var page = await browser.OpenAsync($"{browser.LocalAddress}/sign-in");
        var authenticator = await page.Context.NewCDPSessionAsync(page);
        await authenticator.SendAsync("WebAuthn.enable");
        await authenticator.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        // Nobody else's: a changed sign-in ends the sessions of whoever is Owen elsewhere.
        await page.GetByRole(AriaRole.Button, new() { Name = "Owen Pryce", Exact = true }).ClickAsync();
        await page.GotoAsync($"{browser.LocalAddress}/your-sign-in/passkeys");
        await page.ExpectAccessibleAsync();
        await page.GetByLabel("Name").FillAsync("Virtual key");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Keep your recovery codes" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Banner).GetByText("Owen Pryce")).ToBeVisibleAsync();
        await page.GotoAsync($"{browser.LocalAddress}/your-sign-in/passkeys");
        await Assertions.Expect(page.GetByText("Virtual key", new() { Exact = true })).ToBeVisibleAsync();
        await page.ExpectAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the passkey Virtual key" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Passkey removed")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();

        await Assertions.Expect(page.GetByText("This passkey does not sign anybody in here").First).ToBeVisibleAsync();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Where_passkeys_cannot_work_the_page_says_so(bool javaScript)
    {
        var page = await browser.SignInAsync("Amara Whitfield", javaScript);

        await page.GotoAsync("/your-sign-in/passkeys");

        await Assertions.Expect(page.GetByText("Passkeys can’t work at this address")).ToBeVisibleAsync();
        await page.ExpectAccessibleAsync();
    }

    // What a phone would show (RFC 6238).
    private static string CodeOf(string key, DateTimeOffset at) => new OtpNet.Totp(OtpNet.Base32Encoding.ToBytes(key)).ComputeTotp(at.UtcDateTime);

    private async Task<IPage> InviteAsync(string name, string address, bool javaScript)
    {
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
        return page;
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
