using Goldthread.Web.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Goldthread.Journeys;

/// <summary>On a board of its own, whose clock it moves.</summary>
public class RetentionJourneys
{
    [Theory, InlineData(true), InlineData(false)]
    [Trait("feature", "W8")]
    public async Task A_rule_is_adopted_two_people_decide_and_a_certificate_tells_what_was_removed(bool javaScript)
    {
        await using Browser browser = new();
        await browser.InitializeAsync();
        var administrator = await browser.SignInAsync(Known.Administrator, javaScript);
        await administrator.GotoAsync("/settings");
        await administrator.FollowAsync("How long records are kept");
        await administrator.SelectAsync("For what", "Meeting");
        await administrator.TickAsync("How long", "For a time");
        await administrator.WriteAsync("Months", "12");
        await administrator.SelectAsync("Counted from", "The day it stands for");
        await administrator.WriteAsync("Where the rule comes from", "Retention policy 2026, point 4; Board, decision 7");
        await administrator.WriteAsync("Days in which a confirmed removal can be called back", "7");
        await administrator.PressAsync("Adopt this rule");
        await administrator.ExpectDoneAsync("Rule kept");
        await administrator.ExpectAccessibleAsync();

        var officer = await browser.SignInAsync(Known.BusinessManager, javaScript);
        await officer.GetByRole(AriaRole.Contentinfo).GetByRole(AriaRole.Link, new() { Name = "Retention" }).ClickAsync();
        await officer.ExpectHeadingAsync("Retention");
        await officer.ExpectAccessibleAsync();
        var first = officer.Middle().GetByRole(AriaRole.Row).Nth(1);
        var title = await first.GetByRole(AriaRole.Link).First.InnerTextAsync();
        await first.GetByRole(AriaRole.Checkbox).CheckAsync();
        await officer.PressAsync("Approve removal of those chosen");
        await officer.ExpectDoneAsync("1 record approved");

        var second = await browser.SignInAsync(Known.QualityOfficer, javaScript);
        await second.GotoAsync("/retention?show=ToConfirm");
        await second.Middle().GetByRole(AriaRole.Checkbox).First.CheckAsync();
        await second.ExpectAccessibleAsync();
        await second.PressAsync("Confirm removal of those chosen");
        await second.ExpectDoneAsync("1 removal confirmed");

        browser.Pass(TimeSpan.FromDays(7));
        Assert.Equal(1, await browser.Services.GetRequiredService<RemoveForGood>().RoundAsync(TestContext.Current.CancellationToken));
        var after = await browser.SignInAsync(Known.BusinessManager, javaScript);
        await after.GotoAsync("/retention/certificates");
        await after.Middle().GetByRole(AriaRole.Row).Nth(1).GetByRole(AriaRole.Link).First.ClickAsync();
        await after.ExpectTextAsync("Retention policy 2026, point 4");
        await after.ExpectTextAsync(Known.QualityOfficer);
        await Assertions.Expect(after.GetByText(title)).ToHaveCountAsync(0);
        await after.ExpectAccessibleAsync();
    }
}
