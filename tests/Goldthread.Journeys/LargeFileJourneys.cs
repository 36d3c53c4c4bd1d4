using Microsoft.Playwright;

namespace Goldthread.Journeys;

/// <summary>A large file goes on after a break, and is kept with the form (F6).</summary>
public class LargeFileJourneys(Browser browser)
{
    private const string Title = "Recordings of sixty interviews, written down";

    [Fact]
    [Trait("feature", "F6"), Trait("threat", "T25")]
    public async Task A_large_file_goes_on_where_the_connection_broke_and_is_kept()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("goldthread-large").FullName, "interviews.txt");
        await File.WriteAllTextAsync(path, string.Concat(Enumerable.Range(0, 6_000_000).Select(i => $"{i,9}\n")), TestContext.Current.CancellationToken);
        var page = await browser.SignInAsync(Known.BusinessManager);
        await page.GotoAsync("/library/shelve");
        page.Forgive("net::ERR");
        var sent = 0;
        await page.RouteAsync("**/files/parts?handler=Add*", async route =>
        {
            if (Interlocked.Increment(ref sent) == 7) // in the middle
            {
                await page.Context.SetOfflineAsync(true);
                await route.AbortAsync("internetdisconnected");
            }
            else await route.ContinueAsync();
        });

        await page.Locator("input[name='Files.New']").SetInputFilesAsync(path);

        await page.ExpectTextAsync("The connection broke. “interviews.txt” goes on by itself when it is back; 24.0 MB of 60.0 MB are there");
        await page.ExpectAccessibleAsync();
        await page.Context.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator(".gt-part")).ToContainTextAsync("“interviews.txt” is received", new() { Timeout = 60_000 });
        Assert.InRange(sent, 16, 20); // fifteen parts and the tries while it was broken; from the beginning it would be more
        await page.SelectAsync("Which shelf does it belong on?", "3 Qualitative information");
        await page.WriteAsync("What sort of thing is it?", "Case audit");
        await page.WriteAsync("Title", Title);
        await page.DateAsync("The date it stands for", new(2026, 9, 1));
        await page.PressAsync("Save");
        await page.ExpectHeadingAsync(Title);
        await page.ExpectTextAsync("(TXT, 60.0 MB)");
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }
}
