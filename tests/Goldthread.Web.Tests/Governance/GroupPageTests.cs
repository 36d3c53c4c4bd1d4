using System.Net;
using Goldthread.Domain.Admin;

namespace Goldthread.Web.Tests.Governance;

[Trait("feature", "C1")]
public class GroupPageTests(Board board, BoardApp template) : IClassFixture<Board>
{
    private static string Quality => $"/groups/{Somewhere.Quality.Id}";

    [Fact]
    public async Task Picture_and_list_name_the_same_groups_and_their_chairs()
    {
        var screen = await (await board.AsAsync(Somebody.Practitioner)).OpenAsync("/structure");

        var picture = screen.Html.QuerySelectorAll("svg.gt-structure__picture a").Select(a => a.GetAttribute("href")).Order();
        var list = screen.Html.QuerySelectorAll("ol.gt-structure__list a").Select(a => a.GetAttribute("href")).Order();
        Assert.Equal(list, picture);
        Assert.Equal(4, picture.Count());
        Assert.Contains("Chair: Quentin Chair", screen.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/paper")]
    [Trait("feature", "S7")]
    public async Task What_waits_for_the_group_stands_on_its_page_and_in_its_paper(string page)
    {
        await using var board = await Board.NewAsync(template); // the list is short: what others leave waiting must not fill it
        var action = await board.GivenAsync(An.Action($"Waits{page}").ReportedDone());
        await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality));

        var screen = await (await board.AsAsync(Somebody.QualityChair)).OpenAsync(Quality + page);

        Assert.Contains($"Accept “Waits{page}”", screen.Text);
        Assert.Contains($"/actions/{action.Id}", screen.Links);
        Assert.Contains("20 November 2026", screen.Text);
        Assert.DoesNotContain($"Waits{page}", (await (await board.AsAsync(Somebody.QualityChair)).OpenAsync($"/groups/{Somewhere.Training.Id}{page}")).Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/paper")]
    [Trait("threat", "T05")]
    public async Task What_is_restricted_is_neither_shown_nor_counted(string page)
    {
        var chair = await board.AsAsync(Somebody.QualityChair);
        var before = (await chair.OpenAsync(Quality + page)).Text;

        await board.GivenAsync(An.Action($"Guarded{page}", due: new(2026, 11, 1)).ReportedDone().RestrictedTo(Somebody.Reviewer));
        await board.GivenAsync(A.Finding($"Guarded finding{page}").RestrictedTo(Somebody.Reviewer));

        Assert.Equal(before, (await chair.OpenAsync(Quality + page)).Text);
    }

    [Fact]
    [Trait("feature", "A10"), Trait("feature", "Y4")]
    public async Task The_paper_names_what_is_loose_by_title_and_who_is_meant()
    {
        await using var board = await Board.NewAsync(template);
        var overdue = await board.GivenAsync(An.Action("Long overdue", new(2026, 11, 1)));
        await board.GivenAsync(An.Action("Hidden and overdue", new(2026, 11, 1)).RestrictedTo(Somebody.Reviewer));

        var paper = await (await board.AsAsync(Somebody.QualityChair)).OpenAsync(Quality + "/paper");

        var line = paper.Html.QuerySelectorAll("main .gt-lines li").Single(li => li.QuerySelector("a")!.GetAttribute("href") == $"/actions/{overdue.Id}" && li.TextContent.Contains("was due", StringComparison.Ordinal));
        Assert.Equal("Long overdue", line.QuerySelector("a")!.TextContent);
        Assert.Contains("Social Care", line.TextContent);
        Assert.Contains("was due 1 November 2026", line.TextContent);
        Assert.Contains("Overdue actions (1)", paper.Text);
        Assert.DoesNotContain("Hidden and overdue", paper.Text);
    }

    [Fact]
    [Trait("feature", "W3")]
    public async Task Members_are_named_to_those_who_work_with_them()
    {
        var known = await (await board.AsAsync(Somebody.LayMember)).OpenAsync(Quality);
        var outside = await (await board.AsAsync(Somebody.OutsideReader)).OpenAsync(Quality);

        Assert.Contains(Somebody.QualityMember.Name, known.Text);
        Assert.DoesNotContain(Somebody.QualityMember.Name, outside.Text);
        Assert.Contains("Police", outside.Text);
        Assert.Contains(Somebody.QualityChair.Name, outside.Text);
    }

    [Fact]
    [Trait("feature", "C1")]
    public async Task The_group_that_runs_the_framework_shows_how_it_runs()
    {
        await using (var db = board.OpenAll())
        {
            (await db.Groups.FindAsync([Somewhere.Training.Id], TestContext.Current.CancellationToken))!.RunFramework();
            await db.SaveAsync(Goldthread.Web.Storage.Command.Now("Tests"), TestContext.Current.CancellationToken);
        }

        var runs = await (await board.AsAsync(Somebody.Officer)).OpenAsync($"/groups/{Somewhere.Training.Id}");
        var other = await (await board.AsAsync(Somebody.Officer)).OpenAsync(Quality);

        Assert.Contains("Parents and carers", runs.Text);
        Assert.Contains("/triangulation", runs.Links);
        Assert.DoesNotContain("Parents and carers", other.Text);
    }

    [Theory]
    [Trait("feature", "Z1")]
    [InlineData("", 6)]
    [InlineData("/paper", 6)]
    public async Task A_full_table_asks_no_more_of_the_database_than_an_empty_one(string page, int most)
    {
        await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality));
        var officer = await board.AsAsync(Somebody.Officer);
        var few = await CommandCount.OfPageAsync(board, officer, Quality + page);
        for (var n = 0; n < 12; n++) await board.GivenAsync(An.Action($"One of many {page} {n}").ReportedDone());

        var many = await CommandCount.OfPageAsync(board, officer, Quality + page);

        Assert.Equal(few, many);
        Assert.InRange(many, 1, most);
    }

    [Fact]
    public async Task A_group_that_is_not_there_is_not_found()
    {
        var officer = await board.AsAsync(Somebody.Officer);

        Assert.All(await Task.WhenAll(new[] { "", "/paper", "/edit", "/seats", "/terms", "/meetings/new" }.Select(page => officer.OpenAsync($"/groups/{Guid.NewGuid()}{page}"))),
            screen => Assert.Equal(HttpStatusCode.NotFound, screen.Status));
    }
}
