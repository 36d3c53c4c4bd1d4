using System.Net;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset;

namespace Goldthread.Web.Tests.Dataset;

public class IndicatorPageTests(Board board) : IClassFixture<Board>
{
    [Theory]
    [Trait("feature", "I11")]
    [Trait("feature", "I14")]
    [InlineData(12, false)]
    [InlineData(13, true)]
    public async Task Limits_are_drawn_from_thirteen_quarters_on(int quarters, bool limits)
    {
        var indicator = AnIndicator.Of(200 + quarters, $"LIM{quarters}");
        await GivenAsync(indicator, indicator.Quarters([.. Enumerable.Range(0, quarters).Select(i => (double?)(70 + i % 3))]));

        var page = await (await board.AsAsync(Somebody.Officer)).OpenAsync($"/indicators/LIM{quarters}");

        Assert.Equal(limits, page.Text.Contains("Upper limit", StringComparison.Ordinal));
        Assert.Equal(!limits, page.Text.Contains("too few points for limits", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("feature", "I11a")]
    public async Task Yearly_figures_never_get_limits_but_a_tested_trend()
    {
        var indicator = AnIndicator.Of(220, "YEARS", PublishedPeriodKind.Year);
        await GivenAsync(indicator, [.. indicator.Years(AnIndicator.Croydon, [.. Enumerable.Range(0, 14).Select(i => (double?)(20 + 4 * i))]), .. indicator.Years(AnIndicator.England, 50, 50)]);

        var page = await (await board.AsAsync(Somebody.Officer)).OpenAsync("/indicators/YEARS");

        Assert.DoesNotContain("Upper limit", page.Text, StringComparison.Ordinal);
        Assert.Contains("Rising over the latest 14 years, and getting better.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "I17")]
    [Trait("feature", "Y5")]
    public async Task Small_counts_and_what_gives_them_away_are_hidden_on_page_and_in_the_file()
    {
        var indicator = AnIndicator.Of(230, "SMALL", name: "=Visits", isInvented: true);
        await GivenAsync(indicator, indicator.Quarters(0, 4, 60, null));
        var client = await board.AsAsync(Somebody.Officer);

        var page = await client.OpenAsync("/indicators/SMALL");
        var file = (await client.OpenAsync("/indicators/SMALL/figures.csv")).Body.Split("\r\n");

        Assert.Contains("hidden: a count of 1 to 5", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("4.0%", page.Text, StringComparison.Ordinal);
        Assert.Contains("0.0%", page.Text, StringComparison.Ordinal);
        Assert.Contains(",0,100,0,%,,Final,true,", file[1], StringComparison.Ordinal);
        Assert.Contains(",,100,,%,\"hidden: a count of 1 to 5, or one that would give it away\",Final,true,", file[2], StringComparison.Ordinal);
        Assert.Contains(",,,,%,hidden by the publisher,Final,true,", file[4], StringComparison.Ordinal);
        Assert.All(file[1..5], row => Assert.StartsWith("SMALL,\"'=Visits\",", row, StringComparison.Ordinal));
        Assert.All(file[1..5], row => Assert.EndsWith("The licence line of the release.", row, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("threat", "T05")]
    public async Task A_restricted_indicator_does_not_exist_for_others()
    {
        var indicator = AnIndicator.Of(240, "SECRET", name: "Hidden series");
        AccessList list = new(AccessListOwner.Record, indicator.Id);
        list.Admit(MemberKind.Person, Somebody.Reviewer.Id, new(2020, 1, 1), "tests");
        indicator.LimitTo(Confidentiality.Restricted, list.Id);
        await using (var db = board.OpenAll())
        {
            db.AddRange(list, indicator);
            await AnIndicator.ImportAsync(db, board, indicator.Quarters(80, 81));
        }
        var outsider = await board.AsAsync(Somebody.Chair);

        var denied = await outsider.OpenAsync("/indicators/SECRET");
        var missing = await outsider.OpenAsync("/indicators/NOSUCH");
        var file = await outsider.OpenAsync("/indicators/SECRET/figures.csv");
        var all = await outsider.OpenAsync("/indicators");
        var shown = await (await board.AsAsync(Somebody.Reviewer)).OpenAsync("/indicators/SECRET");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (denied.Status, file.Status));
        Assert.Equal(missing.Text, denied.Text);
        Assert.DoesNotContain("Hidden series", all.Text, StringComparison.Ordinal);
        Assert.Contains("Hidden series", shown.Text, StringComparison.Ordinal);
    }

    private async Task GivenAsync(Indicator indicator, IReadOnlyList<Features.Dataset.FigureLine> lines)
    {
        await using var db = board.OpenAll();
        db.Add(indicator);
        await AnIndicator.ImportAsync(db, board, lines);
    }
}
