using Microsoft.Playwright;

namespace Goldthread.Journeys;

/// <summary>Every page that the business manager, or the administrator, can reach by links.</summary>
[Trait("category", "long")]
public partial class EveryPageJourneys(Browser browser)
{
    [Theory, InlineData(Known.BusinessManager), InlineData(Known.Administrator)]
    [Trait("feature", "Z1")]
    public async Task Every_page_opens_and_puts_up_no_barrier(string person)
    {
        var page = await browser.SignInAsync(person);
        List<string> faults = [];

        await new Walk(page, browser.Address).ToEachAsync(async (path, response) =>
        {
            if (response.Status != 200) faults.Add($"{path}: {response.Status}");
            faults.AddRange(Visit.Of(page).TakeComplaints().Where(c => response.Status == 200).Select(c => $"{path}: {c}"));
            faults.AddRange((await page.FindBarriersAsync()).Select(b => $"{path}: {b}"));
            if (await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).CountAsync() != 1) faults.Add($"{path}: not one main heading");
        });

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory, InlineData(Known.BusinessManager), InlineData(Known.Administrator)]
    [Trait("feature", "Z1")]
    public async Task No_page_scrolls_sideways_at_four_times_its_size(string person)
    {
        var page = await browser.SignInAsync(person, width: 320); // 1280 px at 400 %
        List<string> faults = [];

        await new Walk(page, browser.Address).ToEachAsync(async (path, _) =>
        {
            Visit.Of(page).TakeComplaints(); // told by the other test
            var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            if (width > 320) faults.Add($"{path}: {width} px wide");
        });

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>Not a test: pictures to look at. ./test shots</summary>
    [Theory, Trait("category", "shots")]
    [InlineData(Known.BusinessManager, ""), InlineData(Known.Administrator, "administrator")]
    public async Task Pictures_of_every_page(string person, string under)
    {
        var folder = Environment.GetEnvironmentVariable("GOLDTHREAD_SHOTS");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "Started by ./test shots");
        var page = await browser.SignInAsync(person);
        List<string> paths = [];
        await new Walk(page, browser.Address).ToEachAsync((path, _) =>
        {
            paths.Add(path);
            return Task.CompletedTask;
        });

        foreach (var width in new[] { 1280, 390 })
        {
            await page.SetViewportSizeAsync(width, 900);
            foreach (var path in paths)
            {
                await page.GotoAsync(path);
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{width}", under, $"{Name(path)}.png"), FullPage = true });
            }
        }
        Visit.Of(page).TakeComplaints();
    }

    private static string Name(string path) => path == "/" ? "home" : Unspeakable().Replace(Walk.Kind(path).ToLowerInvariant(), "-").Trim('-');

    [System.Text.RegularExpressions.GeneratedRegex("[^a-z0-9]+")]
    private static partial System.Text.RegularExpressions.Regex Unspeakable();
}
