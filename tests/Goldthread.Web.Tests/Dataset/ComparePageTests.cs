using System.Net;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Features.Dataset;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Dataset;

[Trait("feature", "I15")]
public class ComparePageTests(Board board) : IClassFixture<Board>
{
    private static readonly PublishedArea London = new(PublishedLevel.Regional, "E12000007", "London", "986");
    private static readonly PublishedArea EastMidlands = new(PublishedLevel.Regional, "E12000004", "East Midlands", "984");
    private static readonly PublishedArea Leeds = new(PublishedLevel.LocalAuthority, "E08000035", "Leeds", "383");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("feature", "I18")]
    public async Task The_page_says_where_the_area_stands_and_the_table_has_everything_about_each()
    {
        await GivenAsync(AnIndicator.Of(601, "CMP1", PublishedPeriodKind.Year), (AnIndicator.Croydon, 90), (AnIndicator.England, 70), (London, 72), (EastMidlands, 10), (Borough(1), 60), (Borough(2), 70), (Leeds, 50), (Borough(3), null));

        var page = await (await board.AsAsync(Somebody.Officer)).OpenAsync("/indicators/CMP1/compare?with=England");
        var region = await (await board.AsAsync(Somebody.Officer)).OpenAsync("/indicators/CMP1/compare?with=Region&against=Region");

        Assert.Contains("In 2015/16 Croydon has 90.0%, the best of 4 and in the best quarter. It is better than England (70.0%), by more than chance explains. The middle of those with a figure is 65.0%.", page.Text, StringComparison.Ordinal);
        var rows = page.Html.QuerySelectorAll("#bars table tbody tr").Select(r => r.TextContent).ToList();
        Assert.Equal(5, rows.Count); // no region and no country among them
        Assert.Contains("hidden by the publisher", rows[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("Leeds", region.Html.QuerySelector("#bars table")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("better than London (72.0%)", region.Text, StringComparison.Ordinal); // the region of the board's area, not the first by name
        Assert.Contains("No funnel is drawn", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_neither_way_is_better_it_is_higher_or_lower()
    {
        var indicator = AnIndicator.Of(602, "CMP2", PublishedPeriodKind.Year);
        indicator.Describe(new("Referrals", "How many.", "Referrals", "Children", 100, "%", 1, Polarity.Neutral, PublishedPeriodKind.Year, Accountability.HowMuch, ""), new("A publisher", "A release", "A licence.", "", false), null, []);
        await GivenAsync(indicator, (AnIndicator.Croydon, 90), (AnIndicator.England, 70), (Borough(1), 60));

        var page = await (await board.AsAsync(Somebody.Officer)).OpenAsync("/indicators/CMP2/compare?with=England");

        Assert.Contains("the highest of 2. It is higher than England", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("better", page.Html.QuerySelector("#bars")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "I17")]
    [Trait("threat", "T06")]
    public async Task A_neighbours_small_count_is_in_no_chart_table_file_rank_or_total()
    {
        // 4 of 100 is hidden; England less the others would give it, so the next smallest, 11, goes as well.
        await GivenAsync(AnIndicator.Of(603, "CMP3", PublishedPeriodKind.Year), [(AnIndicator.England, 99), (AnIndicator.Croydon, 6), (Borough(1), 4), (Borough(2), 11), .. Enumerable.Range(3, 12).Select(i => (Borough(i), (double?)(30 + i)))]);
        var client = await board.AsAsync(Somebody.Officer);

        var page = await client.OpenAsync("/indicators/CMP3/compare?with=England");
        var file = await client.OpenAsync("/indicators/CMP3/compare?with=England&handler=Csv");
        var whole = await client.OpenAsync("/indicators/CMP3/figures.csv");
        var beside = await client.OpenAsync("/indicators/compare?area=E09100001&area=E09100002");

        Assert.Contains("of 13 and in the worst quarter", page.Text, StringComparison.Ordinal); // neither of the two is ranked
        foreach (var hidden in new[] { "Borough 1", "Borough 2" })
        {
            var row = page.Html.QuerySelectorAll("#bars table tbody tr").Single(r => r.QuerySelector("th")!.TextContent == hidden).TextContent;
            Assert.Contains("hidden: a count of 1 to 5, or one that would give it away", row, StringComparison.Ordinal);
            Assert.DoesNotContain(" of 13", row, StringComparison.Ordinal);
            Assert.DoesNotContain(hidden + ":", page.Body, StringComparison.Ordinal); // no mark of a chart
            Assert.DoesNotContain(page.Html.QuerySelectorAll("#funnel table tbody th"), h => h.TextContent == hidden);
            foreach (var csv in new[] { file.Body, whole.Body })
            {
                var line = csv.Split("\r\n").Single(l => l.Contains("," + hidden + ",", StringComparison.Ordinal));
                Assert.Contains("one that would give it away", line, StringComparison.Ordinal);
                Assert.DoesNotContain(",4,", line, StringComparison.Ordinal);
                Assert.DoesNotContain(",11,", line, StringComparison.Ordinal);
            }
        }
        var cells = beside.Html.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains("CMP3", StringComparison.Ordinal)).QuerySelectorAll("td");
        Assert.Equal(2, cells.Count(c => c.TextContent.Contains("one that would give it away", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_country_off_the_scale_of_its_areas_is_pointed_out_and_no_benchmark()
    {
        await GivenAsync(AnIndicator.Of(604, "CMP4", PublishedPeriodKind.Year), [(AnIndicator.England, 95), (AnIndicator.Croydon, 20), .. Enumerable.Range(1, 6).Select(i => (Borough(i), (double?)(20 + i)))]);
        var client = await board.AsAsync(Somebody.Officer);

        var page = await client.OpenAsync("/indicators/CMP4/compare?with=England");
        var details = await client.OpenAsync("/indicators/CMP4?area=E09100001");

        const string Doubt = "England can’t be compared with: its figure, 95.0%, is off the scale of its areas, of which the highest has 26.0%.";
        Assert.Contains(Doubt, page.Text, StringComparison.Ordinal);
        Assert.Contains("similar to the middle of the group", page.Text, StringComparison.Ordinal);
        Assert.Contains(Doubt, details.Text, StringComparison.Ordinal);
        await using var db = board.OpenAll();
        Assert.Equal(95, (await db.Set<Figure>().Where(f => f.IndicatorKey == 604).ToListAsync(Stop)).Max(f => f.Value)); // nothing was changed
    }

    [Fact]
    public async Task Neighbours_are_those_of_the_model_in_force_in_the_period()
    {
        var indicator = AnIndicator.Of(605, "CMP5", PublishedPeriodKind.Year);
        await using (var db = board.OpenAll())
        {
            db.Add(indicator);
            await AnIndicator.ImportAsync(db, board, [.. indicator.Years(AnIndicator.Croydon, 50, 51, 52), .. indicator.Years(Borough(51), 40, 41, 42), .. indicator.Years(Borough(52), 60, 61, 62)]);
            var keys = await db.Set<Area>().ToDictionaryAsync(a => a.Name, a => a.Key, Stop);
            ComparatorSet first = new(keys["Croydon"], "Old model", new(2010, 1, 1), new(2017, 3, 31)), second = new(keys["Croydon"], "New model", new(2017, 4, 1), null);
            first.Add(keys["Borough 51"], "Close");
            second.Add(keys["Borough 52"], "Close");
            db.AddRange(first, second);
            await db.SaveAsync(Command.Now("Models"), Stop);
        }
        var client = await board.AsAsync(Somebody.Officer);

        var latest = await client.OpenAsync("/indicators/CMP5/compare");
        var before = await client.OpenAsync("/indicators/CMP5/compare?period=2017-03-31&neighbours=");
        var other = await client.OpenAsync("/indicators/CMP5/compare?neighbours=Old%20model");

        Assert.Contains("Borough 52", latest.Html.QuerySelector("#bars")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Borough 51", latest.Html.QuerySelector("#bars")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Borough 51", before.Html.QuerySelector("#bars")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Old model model, in force from 1 January 2010 to 31 March 2017", other.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "I18")]
    public async Task A_funnel_names_who_lies_beyond_its_limits_and_each_point_leads_to_its_row()
    {
        await GivenAsync(AnIndicator.Of(606, "CMP6", PublishedPeriodKind.Year), [(AnIndicator.Croydon, 95), .. Enumerable.Range(1, 20).Select(i => (Borough(i), (double?)(48 + i % 5)))]);
        var client = await board.AsAsync(Somebody.Officer);

        var page = await client.OpenAsync("/indicators/CMP6/compare?with=England");
        var word = await client.OpenAsync("/indicators/CMP6/compare?with=England&handler=Word");

        Assert.Contains("Croydon lies above the 99.8% limit. Above the 99.8% limit: Croydon. Below it: none.", page.Text, StringComparison.Ordinal);
        Assert.Contains("The limits ", page.Html.QuerySelector("#funnel")!.TextContent, StringComparison.Ordinal);
        var stops = page.Html.QuerySelectorAll("#funnel svg a");
        Assert.Equal(21, stops.Length);
        Assert.All(stops, a => Assert.NotNull(page.Html.QuerySelector(a.GetAttribute("href")!)));
        Assert.Contains(stops, a => a.GetAttribute("aria-label") == "Croydon: 95.0%, above the 99.8% limit");
        Assert.Equal(HttpStatusCode.OK, word.Status);
    }

    [Fact]
    public async Task Counts_are_never_judged_against_a_country()
    {
        var indicator = AnIndicator.Of(607, "CMP7", PublishedPeriodKind.Year);
        indicator.Describe(new("Children missing", "How many.", "Children", "", 1, "children", 0, Polarity.LowIsGood, PublishedPeriodKind.Year, Accountability.HowMuch, ""), new("A publisher", "A release", "A licence.", "", false), null, []);
        await GivenAsync(indicator, (AnIndicator.Croydon, 90), (AnIndicator.England, 7000), (Borough(1), 60), (Borough(2), 70));

        var page = await (await board.AsAsync(Somebody.Officer)).OpenAsync("/indicators/CMP7/compare?with=England");

        Assert.Contains("These are counts: a larger area has more of everything.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("7,000", page.Html.QuerySelector("#bars")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("period=yesterday&with=Nobody&against=Nobody&neighbours=None&area=nowhere&area=")]
    [InlineData("period=1900-01-01&with=7&against=9&area=E92000001")]
    public async Task What_does_not_exist_counts_as_not_chosen(string query)
    {
        await GivenAsync(AnIndicator.Of(608 + query.Length % 2, $"CMP8{query.Length % 2}", PublishedPeriodKind.Year), (AnIndicator.Croydon, 90), (AnIndicator.England, 70), (Borough(1), 60));

        var page = await (await board.AsAsync(Somebody.Officer)).OpenAsync($"/indicators/CMP8{query.Length % 2}/compare?{query}");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Croydon has 90.0%", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T05")]
    public async Task A_restricted_indicator_is_compared_for_nobody_else()
    {
        var indicator = AnIndicator.Of(610, "CMPX", PublishedPeriodKind.Year, name: "Hidden comparison");
        AccessList list = new(AccessListOwner.Record, indicator.Id);
        list.Admit(MemberKind.Person, Somebody.Reviewer.Id, new(2020, 1, 1), "tests");
        indicator.LimitTo(Confidentiality.Restricted, list.Id);
        await using (var db = board.OpenAll())
        {
            db.AddRange(list, indicator);
            await AnIndicator.ImportAsync(db, board, indicator.Years(AnIndicator.Croydon, 80, 81));
        }
        var outsider = await board.AsAsync(Somebody.Chair);

        foreach (var handler in new[] { "", "?handler=Csv", "?handler=Excel", "?handler=Word" })
        {
            var denied = await outsider.OpenAsync($"/indicators/CMPX/compare{handler}");
            var missing = await outsider.OpenAsync($"/indicators/NOSUCH/compare{handler}");
            Assert.Equal((HttpStatusCode.NotFound, missing.Text), (denied.Status, denied.Text));
        }
        Assert.DoesNotContain("Hidden comparison", (await outsider.OpenAsync("/indicators/compare")).Text, StringComparison.Ordinal);
        var reader = await board.AsAsync(Somebody.Reviewer);
        Assert.Contains("Hidden comparison", (await reader.OpenAsync("/indicators/CMPX/compare")).Text, StringComparison.Ordinal);
        Assert.Contains("Hidden comparison", (await reader.OpenAsync("/indicators/compare")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("feature", "Z8")]
    [InlineData("/indicators/CMPN/compare?with=England"), InlineData("/indicators/compare"), InlineData("/indicators/compare?each=true")]
    public async Task Pages_ask_the_same_few_commands_however_many_areas_there_are(string address)
    {
        await using (var db = board.OpenAll())
        {
            if (!await db.Indicators.AnyAsync(i => i.Code == "CMPN", Stop))
                await GivenAsync(AnIndicator.Of(611, "CMPN", PublishedPeriodKind.Year), [(AnIndicator.Croydon, 50), .. Enumerable.Range(1, 150).Select(i => (Borough(i), (double?)(40 + i % 20)))]);
        }
        var reader = await board.AsAsync(Somebody.QualityMember);

        Assert.InRange(await CommandCount.OfPageAsync(board, reader, address), 1, 6); // one of them is the viewer's
    }

    private static PublishedArea Borough(int number) => new(PublishedLevel.LocalAuthority, $"E09{100000 + number}", $"Borough {number}", number <= 12 ? $"{301 + number + (number >= 5 ? 1 : 0)}" : $"L{number}");

    private async Task GivenAsync(Indicator indicator, params (PublishedArea Area, double? Numerator)[] figures)
    {
        await using var db = board.OpenAll();
        db.Add(indicator);
        await AnIndicator.ImportAsync(db, board, [.. figures.SelectMany(f => indicator.Years(f.Area, f.Numerator))]);
    }
}
