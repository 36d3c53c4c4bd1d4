using System.Net;
using Goldthread.Web.Site;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Site;

[Trait("threat", "T07")]
public class PlainTextTests(Board board) : IClassFixture<Board>
{
    [Fact]
    public async Task Control_characters_typed_into_a_form_are_left_out_and_the_rest_is_kept()
    {
        var officer = await board.AsAsync(Somebody.Officer);
        var form = await officer.OpenAsync("/findings/new");

        var answer = await officer.OverpostAsync(form, "Save finding", ("Input.Title", "Plans\u0001 come\u0007 late\u007F"), ("Input.Detail", "one\ttwo\nthree\u001B"), ("Input.MeaningForChildren", "They wait"),
            ("Input.OwnerGroupId", $"{Somewhere.Quality.Id}"), ("Input.Themes", $"{Somewhere.Neglect.Id}"), ("Input.Kind", "Risk"), ("Input.Strength", "Moderate"), ("Input.Reach", "System"), ("Input.Confidentiality", "Board"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        await using var db = board.OpenAll();
        var finding = await db.Findings.SingleAsync(f => f.Title == "Plans come late", TestContext.Current.CancellationToken);
        Assert.Equal("one\ttwo\nthree", finding.Detail.ReplaceLineEndings("\n"));
    }

    [Fact]
    [Trait("asvs", "V1.1.1"), Trait("asvs", "V1.2.9"), Trait("asvs", "V1.3.1"), Trait("asvs", "V1.3.5"), Trait("asvs", "V1.3.7"), Trait("threat", "T04")]
    public async Task Text_is_decoded_once_and_is_text_on_a_page_and_in_a_filter()
    {
        string[] odd = ["%253Cscript%253E", "&amp;lt;b&amp;gt;", "<b onclick=x>bold</b>", "# [x](javascript:alert(1)) **md**", "{{7*7}} @(7*7) ${7*7}", "a_b 50% c\\d \"e\" f* (g"];
        var officer = await board.AsAsync(Somebody.Officer);
        foreach (var text in odd)
        {
            var kept = await officer.OverpostAsync(await officer.OpenAsync("/findings/new"), "Save finding", ("Input.Title", text), ("Input.Detail", text), ("Input.MeaningForChildren", "They wait"),
                ("Input.OwnerGroupId", $"{Somewhere.Quality.Id}"), ("Input.Themes", $"{Somewhere.Neglect.Id}"), ("Input.Kind", "Risk"), ("Input.Strength", "Moderate"), ("Input.Reach", "System"), ("Input.Confidentiality", "Board"));

            Assert.Contains(text, kept.Text, StringComparison.Ordinal);
            Assert.Empty(kept.Html.QuerySelectorAll("main b, main [onclick], main a[href^=javascript]"));
            await using var db = board.OpenAll();
            Assert.Equal(text, await db.Findings.OrderByDescending(f => f.Id).Select(f => f.Detail).FirstAsync(TestContext.Current.CancellationToken));
        }
        // Signs of a pattern are none: they find themselves, or nothing.
        foreach (var pattern in new[] { "%", "a_b", "\\", "\"e", "f*", "(g", "' or 1=1" }) Assert.Equal(HttpStatusCode.OK, (await officer.OpenAsync($"/search?q={Uri.EscapeDataString(pattern)}")).Status);
        Assert.Contains("entry 1", (await officer.OpenAsync("/audit?deed=tests")).Text, StringComparison.Ordinal);
        foreach (var pattern in new[] { "%", "t_sts", "t%s" }) Assert.DoesNotContain("entry ", (await officer.OpenAsync($"/audit?deed={Uri.EscapeDataString(pattern)}")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/findings/new"), InlineData("/library/shelve"), InlineData("/groups/new"), InlineData("/organisations/new"), InlineData("/structure/priorities"), InlineData("/structure/themes"), InlineData("/mail/new")]
    [Trait("asvs", "V1.3.3")]
    public async Task Every_text_has_a_longest_length_that_is_told_at_its_field(string address)
    {
        var officer = await board.AsAsync(Somebody.Officer);
        var form = await officer.OpenAsync(address);
        const string texts = "main form[method=post] textarea[name], main form[method=post] input[type=text][name]:not([inputmode]), main form[method=post] input:not([type])[name]:not([inputmode])";
        var names = form.Html.QuerySelectorAll(texts).Select(f => f.GetAttribute("name")!).Distinct().ToList();

        var button = Screen.Words(form.Html.QuerySelector("main form[method=post] button.govuk-button")!);
        var answer = await officer.PressAsync(form, button, [.. names.Select(name => (name, new string('x', PlainText.Longest + 1)))]);

        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains("--error", answer.Html.QuerySelector($"main [name='{name}']")?.ClassName ?? "gone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_null_byte_in_an_ordinary_form_is_refused_in_words()
    {
        var officer = await board.AsAsync(Somebody.Officer);
        var form = await officer.OpenAsync("/findings/new");

        var answer = await officer.OverpostAsync(form, "Save finding", ("Input.Title", "Plans\0 come late"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("a character that no text may hold", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_null_byte_in_a_form_with_files_is_left_out()
    {
        var officer = await board.AsAsync(Somebody.Officer);
        var form = await officer.OpenAsync("/library/shelve");

        var answer = await officer.PressAsync(form, "Save", ("Input.Volume", "Qualitative"), ("Input.Kind", "Case audit"), ("Input.Title", "Twelve\0 cases"), ("Input.Date.Day", "1"), ("Input.Date.Month", "9"), ("Input.Date.Year", "2026"),
            ("Input.Confidentiality", "Board"));

        Assert.Equal((HttpStatusCode.OK, ""), (answer.Status, string.Join("; ", answer.Errors)));
        await using var db = board.OpenAll();
        Assert.True(await db.LibraryItems.AnyAsync(i => i.Title == "Twelve cases", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/search?q=neg%00lect"), InlineData("/search?q=neglect&kind=Find%00ing"), InlineData("/people?name=Ol%00ive"), InlineData("/audit?deed=sign%00in&kind=%00"), InlineData("/audit?ref=F-%007"), InlineData("/indicators/MIS%0001")]
    public async Task No_address_with_a_null_byte_breaks_a_page(string address)
    {
        var officer = await board.AsAsync(Somebody.Officer);

        var answer = await officer.OpenAsync(address);

        Assert.Contains(answer.Status, new[] { HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.BadRequest });
    }

    [Theory]
    [InlineData("a\0b\u0001c", "abc"), InlineData("one\ttwo\r\nthree", "one\ttwo\r\nthree"), InlineData("é😀", "é😀"), InlineData("\0", ""),
        InlineData("a\u0085b\u009Fc\u202Ed\u2066e\u2069", "abcde"), InlineData("one\u2028two\u2029three", "one\ntwo\nthree"), InlineData("\u00A0\u200F\u202F", "\u00A0\u200F\u202F")]
    public void Tabs_and_line_ends_stay(string typed, string kept) => Assert.Equal(kept, PlainText.Of(typed));
}
