using Microsoft.Playwright;

namespace Goldthread.Journeys;

public class ThreadJourneys(Browser browser)
{
    private const string Interviews = "Return home interviews held within 72 hours";
    private const string LateFinding = "Six in ten children wait longer than 72 hours for someone to ask what happened";
    private const string LateAdvice = "Have an independent worker speak with every child within 72 hours of coming home";

    [Theory, InlineData(true), InlineData(false)]
    [Trait("feature", "A4")]
    public async Task A_finding_is_followed_until_its_impact_is_judged(bool javaScript)
    {
        var finding = Known.Of("Nobody rings back on the day after", javaScript);
        var advice = Known.Of("Ring back on the day after", javaScript);
        var work = Known.Of("A rota for ringing back", javaScript);

        var officer = await browser.SignInAsync(Known.BusinessManager, javaScript);
        await officer.FollowAsync("Record a finding");
        await officer.SaveFindingAsync(finding);
        await officer.FollowAsync("Recommend something");
        await RecommendAsync(officer, finding, advice);
        await AddImpactTestAsync(officer);
        var recommendation = officer.Url;

        var lead = await browser.SignInAsync(Known.SocialCareLead, javaScript);
        await lead.GotoAsync(recommendation); // as from the letter
        await lead.FollowAsync($"Respond for {Known.SocialCare}");
        await lead.TickAsync("What is the answer?", "Accepted");
        await lead.PressAsync("Save the answer");
        await lead.ExpectDoneAsync("Answer recorded");
        await PlanAndDoAsync(lead, work);
        var action = lead.Url;

        var chair = await browser.SignInAsync(Known.QualityChair, javaScript);
        await chair.GotoAsync(action);
        await chair.FollowAsync("Accept or send back");
        await chair.ExpectAccessibleAsync();
        await chair.TickAsync("What do you decide?", "It is done: accept it");
        await chair.PressAsync("Save the decision");
        await chair.ExpectTextAsync("Accepted as done");
        await chair.GotoAsync(recommendation);
        await JudgeAsync(chair, work);
    }

    private static async Task RecommendAsync(IPage page, string finding, string advice)
    {
        await page.ExpectHeadingAsync("Recommend something");
        await page.PressAsync("Save recommendation");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Enter what should change, in one line" })).ToBeVisibleAsync();
        await page.ExpectAccessibleAsync();
        await page.WriteAsync("What should change, in one line", advice);
        await page.WriteAsync("What will be different for children?", "A child is heard while it is fresh.");
        await Assertions.Expect(page.GetByRole(AriaRole.Checkbox, new() { Name = finding })).ToBeCheckedAsync();
        await page.TickAsync("Whom is it asked of?", Known.SocialCare);
        await page.PressAsync("Save recommendation");
        await page.ExpectDoneAsync("Recommendation made");
    }

    private static async Task AddImpactTestAsync(IPage page)
    {
        await page.TickAsync("Where will it show?", "Indicator");
        await page.WriteAsync("What will be looked at?", "Share of interviews held in time");
        await page.SelectAsync("Which indicator? (for an indicator)", Interviews);
        await page.WriteAsync("How is it now, before work starts?", "71.3% in July to September 2026");
        await page.WriteAsync("How should it become?", "90%");
        await page.DateAsync("When will it be looked at?", Known.Today);
        await page.PressAsync("Save impact test");
        await page.ExpectDoneAsync("Impact test added");
        await page.ExpectTextAsync("From 71.3% in July to September 2026");
        await page.ExpectAccessibleAsync();
    }

    private static async Task PlanAndDoAsync(IPage page, string work)
    {
        await page.FollowAsync("Plan an action");
        await page.WriteAsync("What will be done, in one line", work);
        await page.SelectAsync("By what means?", "Monitoring");
        await page.SelectAsync("Who does it?", Known.SocialCare);
        await page.DateAsync("When is it due?", Known.Today.AddDays(14));
        await page.PressAsync("Save action");
        await page.ExpectDoneAsync("Action planned");

        await page.FollowAsync("Say how it goes");
        await page.WriteAsync("What has been done, and what is next?", "Six workers have put their names down.");
        await page.WriteAsync("How much is done, in per cent", "40");
        await page.PressAsync("Post it");
        await page.ExpectDoneAsync("Progress posted");
        await page.ExpectTextAsync("40% done");

        await page.FollowAsync("Say how it goes");
        await page.WriteAsync("What has been done, and what is next?", "The rota runs.");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = $"It is done: ask {Known.Quality} to accept it" }).CheckAsync();
        await page.PressAsync("Post it");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Say what shows that it was done" })).ToBeVisibleAsync();
        await page.ExpectAccessibleAsync();
        await page.WriteAsync("What shows that it was done?", "The rota hangs in the office.");
        await page.PressAsync("Post it");
        await page.ExpectDoneAsync("Reported done");

        await page.UnfoldAsync("Add evidence");
        await page.WriteAsync("What it shows", "The rota of the first four weeks, with every call.");
        await page.PressAsync("Add evidence");
        await page.ExpectDoneAsync("Evidence added");
        await page.ExpectTextAsync("The rota of the first four weeks, with every call.");
        await page.ExpectAccessibleAsync();
    }

    private static async Task JudgeAsync(IPage page, string work)
    {
        await page.FollowAsync("Share of interviews held in time");
        await page.FollowAsync("Judge the impact");
        await page.ExpectTextAsync("71.3% in July to September 2026");
        await page.ExpectLinkAsync(work);
        await page.ExpectTextAsync("What the figures say.");
        await page.ExpectAccessibleAsync();
        await page.WriteAsync("What it shows (optional)", "Eight in ten in the first weeks.");
        await page.WriteAsync("What is seen now?", "80% in the first four weeks");
        await page.TickAsync("What became of it?", "Improving");
        await page.WriteAsync("Why do you judge it so?", "More children are heard in time, and the rota holds.");
        await page.PressAsync("Record the judgement");
        await page.ExpectDoneAsync("Judgement recorded");
        await Assertions.Expect(page.Middle().GetByRole(AriaRole.Definition).Filter(new() { HasText = "71.3% in July to September 2026" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Middle().GetByRole(AriaRole.Definition).Filter(new() { HasText = "80% in the first four weeks" })).ToBeVisibleAsync();
        await page.ExpectAccessibleAsync();
    }

    [Fact]
    [Trait("feature", "A2")]
    public async Task Arrow_keys_walk_along_the_thread()
    {
        var page = await OpenThreadAsync(javaScript: true);

        await page.Middle().GetByRole(AriaRole.Listitem).GetByRole(AriaRole.Link, new() { Name = Interviews, Exact = true }).First.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(page.Locator(":focus")).ToHaveTextAsync(LateFinding);
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(page.Locator(":focus")).ToHaveTextAsync(LateAdvice);
        await page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(page.Locator(":focus")).ToHaveTextAsync(LateFinding);
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Enter");
        await page.ExpectHeadingAsync(LateAdvice);
    }

    [Fact]
    [Trait("feature", "A2")]
    public async Task Links_walk_along_the_thread()
    {
        var page = await OpenThreadAsync(javaScript: false);

        await page.FollowAsync(LateAdvice);
        await page.ExpectHeadingAsync(LateAdvice);
        await page.FollowAsync("Commission an independent service for return home interviews");
        await page.FollowAsync("Walk the thread");
        await page.ExpectHeadingAsync("Commission an independent service for return home interviews");
        await page.ExpectLinkAsync(LateFinding);
    }

    private async Task<IPage> OpenThreadAsync(bool javaScript)
    {
        var page = await browser.SignInAsync(Known.BusinessManager, javaScript);
        await page.SearchAsync("six in ten children wait longer");
        await page.FollowAsync(LateFinding);
        await page.FollowAsync("Walk the thread");
        await page.ExpectHeadingAsync(LateFinding);
        await page.ExpectAccessibleAsync();
        return page;
    }

    [Theory, InlineData(true), InlineData(false)]
    [Trait("feature", "A10")]
    public async Task Loose_ends_and_cells_of_the_triangulation_open(bool javaScript)
    {
        var page = await browser.SignInAsync(Known.BusinessManager, javaScript);

        await page.ChooseAsync("Loose ends");
        await page.FollowAsync("Overdue actions");
        await page.ExpectHeadingAsync("Overdue actions");
        await page.ExpectAccessibleAsync();

        await page.ChooseAsync("Triangulation");
        await page.ExpectHeadingAsync("Triangulation");
        await page.ExpectAccessibleAsync();
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Missing" }).GetByRole(AriaRole.Cell).GetByRole(AriaRole.Link).First.ClickAsync();
        await page.ExpectHeadingAsync("Findings");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Remove filter: Missing" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Link).First).ToBeVisibleAsync();
    }

    [Theory, InlineData(true), InlineData(false)]
    [Trait("feature", "Z4")]
    public async Task Two_people_who_change_one_finding_see_each_others_words(bool javaScript)
    {
        var title = Known.Of("Minutes arrive after the next meeting", javaScript);
        var mine = await browser.SignInAsync(Known.BusinessManager, javaScript);
        await mine.FollowAsync("Record a finding");
        await mine.SaveFindingAsync(title);
        var theirs = await browser.SignInAsync(Known.QualityOfficer, javaScript);
        await theirs.GotoAsync(mine.Url);
        await mine.FollowAsync("Change");
        await theirs.FollowAsync("Change");

        await theirs.WriteAsync("What it means for children", "What was agreed for a child is not known in time.");
        await theirs.PressAsync("Save finding");
        await theirs.ExpectDoneAsync("Finding saved");
        await mine.WriteAsync("What it means for children", "Nobody does what was agreed for a child.");
        await mine.PressAsync("Save finding");

        await Assertions.Expect(mine.GetByRole(AriaRole.Heading, new() { Name = "Somebody else saved this while you were typing" })).ToBeVisibleAsync();
        await Assertions.Expect(mine.GetByRole(AriaRole.Definition).Filter(new() { HasText = "What was agreed for a child is not known in time." })).ToBeVisibleAsync();
        await Assertions.Expect(mine.GetByRole(AriaRole.Definition).Filter(new() { HasText = "Nobody does what was agreed for a child." })).ToBeVisibleAsync();
        await Assertions.Expect(mine.GetByLabel("What it means for children")).ToHaveValueAsync("Nobody does what was agreed for a child.");
        await mine.ExpectAccessibleAsync();

        await mine.PressAsync("Save finding");
        await mine.ExpectDoneAsync("Finding saved");
        await mine.ExpectTextAsync("Nobody does what was agreed for a child.");
        await mine.FollowAsync("History of this record");
        await Assertions.Expect(mine.Middle().GetByText("What was agreed for a child is not known in time.").First).ToBeAttachedAsync();
    }

    [Theory, InlineData(true), InlineData(false)]
    [Trait("feature", "Z2")]
    public async Task A_lead_posts_progress_on_every_action_on_a_phone(bool javaScript)
    {
        var page = await browser.SignInAsync(Known.PoliceLead, javaScript, width: 390);
        await page.ExpectHeadingAsync(Known.PoliceLead);
        await page.ExpectAccessibleAsync();
        var menu = page.GetByRole(AriaRole.Navigation, new() { Name = "Menu" });
        if (javaScript)
        {
            await Assertions.Expect(menu.GetByRole(AriaRole.Link, new() { Name = "Actions" })).ToBeHiddenAsync();
            await menu.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
        }
        await page.ChooseAsync("Actions");
        await page.ExpectHeadingAsync("Actions");
        await page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Link, new() { Name = "Goldthread" }).ClickAsync();

        await page.FollowAsync("Post progress");
        await page.ExpectHeadingAsync("Post progress");
        await page.PressAsync("Post it");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "There is a problem" })).ToBeVisibleAsync();
        await page.ExpectAccessibleAsync();
        var news = page.GetByLabel("What has been done, and what is next?");
        var actions = await news.CountAsync();
        for (var i = 0; i < actions; i++) await news.Nth(i).FillAsync("Told the team; the next step follows on Friday.");
        await page.PressAsync("Post it");

        await page.ExpectDoneAsync($"Progress posted on {(actions == 1 ? "one action" : $"{actions} actions")}");
        Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, 390);
    }
}
