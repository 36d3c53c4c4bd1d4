using Microsoft.Playwright;

namespace Goldthread.Journeys;

public class GovernanceJourneys(Browser browser)
{
    [Theory, InlineData(true), InlineData(false)]
    [Trait("feature", "C1")]
    public async Task The_structure_leads_to_a_group_and_its_paper(bool javaScript)
    {
        var page = await browser.SignInAsync(Known.BusinessManager, javaScript);

        await page.ChooseAsync("Structure");
        await page.ExpectHeadingAsync("Structure");
        await Assertions.Expect(page.GetByLabel("Groups and their reporting lines")).ToBeVisibleAsync();
        await page.ExpectAccessibleAsync();

        await page.FollowAsync(Known.Quality);
        await page.ExpectHeadingAsync(Known.Quality);
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Waiting for this group" })).ToBeVisibleAsync();
        await page.ExpectAccessibleAsync();

        await page.FollowAsync("Paper for the meeting");
        await page.ExpectTextAsync("To accept or send back");
        await page.ExpectAccessibleAsync();
    }

    [Theory, InlineData(true), InlineData(false)]
    [Trait("feature", "C6")]
    public async Task A_meeting_is_written_down_line_by_line(bool javaScript)
    {
        var title = Known.Of("Extraordinary meeting", javaScript);
        var page = await browser.SignInAsync(Known.BusinessManager, javaScript);
        await page.ChooseAsync("Structure");
        await page.FollowAsync(Known.Quality);
        await page.FollowAsync("Add a meeting");
        await page.WriteAsync("What it is called", title);
        await page.DateAsync("When", Known.Today);
        await page.TickAsync("Who may read its record", "Every member");
        await page.PressAsync("Add the meeting");
        await page.ExpectHeadingAsync(title);

        await page.PressAsync("Add to the record");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "There is a problem" })).ToBeVisibleAsync();
        await page.ExpectAccessibleAsync();

        await page.WriteAsync("What was decided, or what will be done", "decision: Ask for the autumn's figures every month");
        await page.PressAsync("Add to the record");
        await Assertions.Expect(page.Middle().GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Ask for the autumn's figures every month" })).ToBeVisibleAsync();

        await page.TickAsync("Add to the record", "Action");
        await page.WriteAsync("What was decided, or what will be done", Known.Of("Send the autumn's figures", javaScript));
        await page.SelectAsync("For an action: who", Known.SocialCare);
        await page.WriteAsync("For an action: due", "+10");
        await page.PressAsync("Add to the record");
        await page.ExpectLinkAsync(Known.Of("Send the autumn's figures", javaScript));
        await page.ExpectTextAsync("7 December 2026");
        await page.ExpectAccessibleAsync();
    }

    [Theory, InlineData(true), InlineData(false)]
    [Trait("feature", "Z4")]
    public async Task A_line_typed_while_the_session_ends_is_sent_after_signing_in_in_another_tab(bool javaScript)
    {
        var line = Known.Of("Keep what was typed", javaScript);
        var page = await browser.SignInAsync(Known.BusinessManager, javaScript);
        await page.ChooseAsync("Structure");
        await page.FollowAsync(Known.Quality);
        await page.FollowAsync("12 October 2026");
        await page.WriteAsync("What was decided, or what will be done", line);

        Visit.Of(page).Forgive("401"); // what the browser says of an answer that this is about
        await page.Context.ClearCookiesAsync(new() { Name = "goldthread" });
        await page.PressAsync("Add to the record");
        await page.ExpectHeadingAsync("You were signed out before this was sent");
        await Assertions.Expect(page.GetByLabel("What you wrote, 1")).ToHaveValueAsync(line);
        await page.ExpectAccessibleAsync();

        var tab = await page.Context.RunAndWaitForPageAsync(() => page.FollowAsync("Sign in (opens in a new tab)"));
        await tab.GetByRole(AriaRole.Button, new() { NameRegex = new(Known.BusinessManager) }).ClickAsync();
        await tab.ExpectHeadingAsync(Known.BusinessManager);
        await page.PressAsync("Send it again");
        await Assertions.Expect(page.Middle().GetByRole(AriaRole.Listitem).Filter(new() { HasText = line })).ToBeVisibleAsync();
    }
}
