using Microsoft.Playwright;

namespace Goldthread.Journeys;

/// <summary>Text that tries to become part of the page. A dialog, a refusal by the content security policy or a request to
/// another site fails the test, as in every journey.</summary>
public class HostileTextJourneys(Browser browser)
{
    private static readonly string[] hostile =
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(2)>", "</title></textarea><svg onload=alert(3)>", "' autofocus onfocus=alert(4) x='",
        "<a href=\"javascript:alert(5)\">x</a>", "<iframe srcdoc=\"<script>alert(6)</script>\"></iframe>", "<img src=\"//elsewhere.example/x.png\">", "{{constructor.constructor('alert(7)')()}}",
    ];

    [Fact]
    [Trait("threat", "T04")]
    [Trait("asvs", "V1.2.1")]
    [Trait("asvs", "V1.2.3")]
    public async Task Markup_that_is_typed_stays_text_wherever_it_is_shown()
    {
        var page = await browser.SignInAsync(Known.BusinessManager);
        page.Forgive("status of 400"); // odd numbers in a search box
        page.SetDefaultTimeout(10_000);
        List<string> shown = [];
        foreach (var form in new[] { "/findings/new", "/library/shelve", "/structure/themes", "/structure/priorities", "/groups/new", "/organisations/new" })
        {
            await page.GotoAsync(form);
            await FillAsync(page);
            await page.EvaluateAsync("window.isOld = true");
            await page.Middle().Locator("form[method=post] button.govuk-button").First.ClickAsync();
            await page.WaitForFunctionAsync("() => !window.isOld && document.readyState === 'complete'"); // a form that keeps what is typed asks first whether anybody is there
            Assert.Empty(await page.Locator(".govuk-error-summary__list li").AllInnerTextsAsync());
            shown.Add(new Uri(page.Url).AbsolutePath);
        }
        var finding = shown[0];
        Assert.Matches("^/findings/[0-9a-f-]{36}$", finding);
        Assert.Matches("^/library/items/[0-9a-f-]{36}$", shown[1]);
        await page.GotoAsync($"/files/attach/item/{shown[1].Split('/')[^1]}");
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "<img src=x onerror=alert(8)>.txt", MimeType = "text/plain", Buffer = "plain"u8.ToArray() });
        await page.Middle().Locator("form[method=post] button.govuk-button").First.ClickAsync();

        foreach (var path in new[] { "/", finding, $"/thread/finding/{finding.Split('/')[^1]}", $"/history/finding/{finding.Split('/')[^1]}", $"/recommendations/new?finding={finding.Split('/')[^1]}",
            "/findings", "/library", shown[1], "/themes", "/structure", "/structure/themes", "/structure/priorities", "/organisations", "/audit", "/triangulation", "/loose-ends", "/loose-ends/FindingWithoutRecommendation" }
            .Concat(shown).Concat(hostile.Select(h => $"/search?q={Uri.EscapeDataString(h)}")).Concat(hostile.Select(h => $"/findings?theme={Uri.EscapeDataString(h)}&sort={Uri.EscapeDataString(h)}&from={Uri.EscapeDataString(h)}")))
            await page.GotoAsync(path);
        await page.GotoAsync(finding);

        await Assertions.Expect(page.Middle()).ToContainTextAsync(hostile[0]);
        Assert.Equal(0, await page.Locator("img[src=x], svg[onload], iframe, a[href^=javascript]").CountAsync());
    }

    // Every text of the form is hostile, the title too; what must be chosen is chosen, what must be a date is one.
    private static async Task FillAsync(IPage page)
    {
        var next = 0;
        foreach (var field in await page.Middle().Locator("form[method=post]").First.Locator("input[type=text], input:not([type]), input[type=search], textarea").AllAsync())
        {
            if (await field.GetAttributeAsync("inputmode") == "numeric" || !await field.IsVisibleAsync()) continue;
            var name = await field.GetAttributeAsync("name") ?? "";
            if (name.EndsWith("Address", StringComparison.Ordinal) || name.EndsWith("Link", StringComparison.Ordinal)) continue; // takes none but a web address
            await field.FillAsync(name.EndsWith("ShortName", StringComparison.Ordinal) ? hostile[0] : $"{hostile[0]} {hostile[++next % hostile.Length]}");
        }
        foreach (var group in await page.Middle().GetByRole(AriaRole.Group).AllAsync())
        {
            var box = group.Locator("input[type=radio], input[type=checkbox]").First;
            if (await box.CountAsync() > 0 && await group.Locator("input:checked").CountAsync() == 0 && await box.IsVisibleAsync()) await box.CheckAsync();
            if (await group.GetByLabel("Year").CountAsync() > 0 && await group.GetByLabel("Day").CountAsync() > 0)
                foreach (var (part, value) in new[] { ("Day", "1"), ("Month", "9"), ("Year", "2026") }) await group.GetByLabel(part).FillAsync(value);
        }
        foreach (var select in await page.Middle().Locator("form[method=post]").First.Locator("select").AllAsync())
            if (await select.InputValueAsync() == "" && await select.Locator("option").CountAsync() > 1) await select.SelectOptionAsync(new SelectOptionValue { Index = 1 });
    }
}
