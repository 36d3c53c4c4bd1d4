using Microsoft.Playwright;

namespace Goldthread.Journeys;

/// <summary>What people do and look for on many pages, found by role and visible name.</summary>
internal static class Steps
{
    /// <summary>Follows a link in the page's own part.</summary>
    public static Task FollowAsync(this IPage page, string link) => page.Middle().GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).First.ClickAsync();

    /// <summary>Follows a link of the menu.</summary>
    public static Task ChooseAsync(this IPage page, string text) =>
        page.GetByRole(AriaRole.Navigation, new() { Name = "Menu" }).GetByRole(AriaRole.Link, new() { Name = text, Exact = true }).ClickAsync();

    public static Task PressAsync(this IPage page, string button) => page.Middle().GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    public static Task WriteAsync(this IPage page, string field, string text) => page.Middle().GetByLabel(field, new() { Exact = true }).FillAsync(text);

    public static Task TickAsync(this IPage page, string group, string choice) => page.GetByRole(AriaRole.Group, new() { Name = group }).GetByLabel(choice, new() { Exact = true }).CheckAsync();

    public static Task SelectAsync(this IPage page, string field, string choice) => page.Middle().GetByLabel(field, new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = choice });

    public static async Task DateAsync(this IPage page, string field, DateOnly date)
    {
        var group = page.GetByRole(AriaRole.Group, new() { Name = field });
        await group.GetByLabel("Day").FillAsync($"{date.Day}");
        await group.GetByLabel("Month").FillAsync($"{date.Month}");
        await group.GetByLabel("Year").FillAsync($"{date.Year}");
    }

    /// <summary>Looks for words with the search at the head of the page.</summary>
    public static async Task SearchAsync(this IPage page, string words)
    {
        var search = page.GetByRole(AriaRole.Banner);
        await search.GetByRole(AriaRole.Searchbox, new() { Name = "Search" }).FillAsync(words);
        await search.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await page.ExpectHeadingAsync("Search");
    }

    /// <summary>Unfolds a list's filter, which the script has done already on a wide screen.</summary>
    public static Task OpenFilterAsync(this IPage page, bool javaScript) => javaScript
        ? Assertions.Expect(page.Middle().GetByRole(AriaRole.Button, new() { Name = "Filter", Exact = true })).ToBeVisibleAsync()
        : page.UnfoldAsync("Filter");

    /// <summary>Opens something that a click on its summary unfolds.</summary>
    public static Task UnfoldAsync(this IPage page, string summary) => page.Middle().GetByText(summary, new() { Exact = true }).First.ClickAsync();

    public static Task ExpectHeadingAsync(this IPage page, string heading) =>
        Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = heading, Level = 1 })).ToBeVisibleAsync();

    public static Task ExpectDoneAsync(this IPage page, string what) => Assertions.Expect(page.GetByRole(AriaRole.Alert).GetByText(what)).ToBeVisibleAsync();

    public static Task ExpectLinkAsync(this IPage page, string link) => Assertions.Expect(page.Middle().GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).First).ToBeVisibleAsync();

    public static Task ExpectTextAsync(this IPage page, string text) => Assertions.Expect(page.Middle().GetByText(text).First).ToBeVisibleAsync();

    /// <summary>Fills the form for a new finding, as far as every finding needs it, and saves it.</summary>
    public static async Task SaveFindingAsync(this IPage page, string title)
    {
        await page.ExpectHeadingAsync("Record a finding");
        await page.TickAsync("What kind of finding is it?", "Area for improvement");
        await page.TickAsync("How strong is the evidence?", "Moderate");
        await page.TickAsync("Is it about one case, or the way agencies work?", "The system");
        await page.WriteAsync("What was found, in one line", title);
        await page.WriteAsync("What it means for children", "Children wait longer than they need to.");
        await page.TickAsync("Themes", "Missing");
        await page.SelectAsync("Which group answers for it?", Known.Quality);
        await page.PressAsync("Save finding");
        await page.ExpectDoneAsync("Finding recorded");
        await page.ExpectHeadingAsync(title);
    }

    public static ILocator Middle(this IPage page) => page.GetByRole(AriaRole.Main);
}

/// <summary>People and groups of the demonstration.</summary>
internal static class Known
{
    public const string BusinessManager = "Amara Whitfield";
    public const string Administrator = "Ruth Ansel";
    public const string QualityOfficer = "Joel Prentice";
    public const string SocialCareLead = "Helen Marsh";
    public const string QualityChair = "Sunita Rao";
    public const string PoliceLead = "Det Supt Tom Okafor";
    public const string Reviewer = "Eleanor Voss";
    public const string Quality = "Quality Assurance and Performance Group";
    public const string SocialCare = "Harrowdown Children's Social Care";

    /// <summary>The demonstration's date in the browser's run.</summary>
    public static readonly DateOnly Today = new(2026, 11, 23);

    /// <summary>The run with script and the one without each keep records of their own.</summary>
    public static string Of(string title, bool javaScript) => $"{title} ({(javaScript ? "with" : "without")} script)";
}
