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
}
