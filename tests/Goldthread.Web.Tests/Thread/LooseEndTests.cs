using System.Net;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Thread.LooseEnds;
using Goldthread.Web.Features.Thread.Triangulate;
using Goldthread.Web.Features.Thread.Walk;
using Goldthread.Web.Storage;
using Goldthread.Web.Tests.Demonstration;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Thread;

[Trait("feature", "A10")]
public class LooseEndTests(Board board) : IClassFixture<Board>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<LooseEnd> Kinds => [.. Enum.GetValues<LooseEnd>()];

    [Fact]
    public async Task The_counts_are_those_of_the_lists_and_take_one_command()
    {
        await GivenLooseAsync();
        await using var db = board.OpenAll();
        foreach (var filter in new LooseEndFilter[] { new(), new(GroupId: Somewhere.Quality.Id), new(OrganisationId: Somewhere.SocialCare.Id), new(ThemeId: Somewhere.Neglect.Id) })
        {
            using var count = new CommandCount(db);

            var counts = await db.LooseEndCountsAsync(board.Today, filter, Stop);

            Assert.Equal(1, count.Take());
            foreach (var kind in Enum.GetValues<LooseEnd>())
                Assert.Equal(await db.LooseEndsOf(kind, board.Today, filter).CountAsync(Stop), counts[kind]);
            if (filter != new LooseEndFilter()) continue;
            Assert.All(Enum.GetValues<LooseEnd>(), kind => Assert.True(counts[kind] > 0, kind.ToString()));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_kind_opens_as_a_list_and_as_a_file(LooseEnd kind)
    {
        await GivenLooseAsync();
        var officer = await board.AsAsync(Somebody.Officer);

        foreach (var sort in new[] { "", "?sort=title", "?sort=newest" })
            Assert.Equal(HttpStatusCode.OK, (await officer.OpenAsync($"/loose-ends/{kind}{sort}")).Status);
        var file = await officer.OpenAsync($"/loose-ends/{kind}?handler=Csv");

        Assert.Equal("text/csv", file.MediaType);
        Assert.Contains(kind == LooseEnd.SilentTheme ? "Silent volumes" : "Reference,Title", file.Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T21")]
    public async Task A_title_that_is_a_formula_is_harmless_in_the_file()
    {
        Finding finding = new(FindingKind.Risk, "=HYPERLINK(\"http://evil\")", new(2026, 9, 1), Somewhere.Quality.Id);
        await board.GivenAsync(new Built<Finding>(finding, []));

        var file = await (await board.AsAsync(Somebody.Officer)).OpenAsync("/loose-ends/FindingWithoutEvidence?handler=Csv");

        Assert.Contains("'=HYPERLINK", file.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3")]
    [InlineData("Nothing")]
    public async Task What_is_no_kind_is_not_found(string kind)
    {
        Assert.Equal(HttpStatusCode.NotFound, (await (await board.AsAsync(Somebody.Officer)).OpenAsync($"/loose-ends/{kind}")).Status);
    }

    [Fact]
    public async Task Loose_ends_that_a_person_may_not_see_are_not_counted_for_her()
    {
        Finding finding = new(FindingKind.Risk, "For the reviewer alone", new(2026, 9, 1), Somewhere.Quality.Id);
        await board.GivenAsync(new Built<Finding>(finding, []).RestrictedTo(Somebody.Reviewer));
        await using var all = board.OpenAll();
        await using var member = board.Open(Somebody.QualityMember);

        var everything = await all.LooseEndsOf(LooseEnd.FindingWithoutEvidence, board.Today, new()).Select(r => r.Id).ToListAsync(Stop);
        var hers = await member.LooseEndsOf(LooseEnd.FindingWithoutEvidence, board.Today, new()).Select(r => r.Id).ToListAsync(Stop);

        Assert.Contains(finding.Id, everything);
        Assert.DoesNotContain(finding.Id, hers);
    }

    [Fact]
    [Trait("feature", "A9")]
    public async Task The_grid_counts_a_finding_once_in_a_sum_and_takes_three_commands()
    {
        LibraryItem children = new(Volume.Children, "Forum", "Grid: forum", new(2019, 5, 1), null), parents = new(Volume.Parents, "Forum", "Grid: parents", new(2019, 5, 2), null);
        children.Describe("Forum", "Grid: forum", children.Date, null, "", null, [Somewhere.Neglect.Id]);
        Finding finding = new(FindingKind.Strength, "Grid: finding", new(2019, 6, 1), Somewhere.Quality.Id);
        finding.TagWith([Somewhere.Neglect.Id], [], [Somewhere.Police.Id]);
        foreach (var item in new[] { children, parents }) finding.RestOn(new(EvidenceSource.LibraryItem, item.Id, item.Date, "Said", "Olive"));
        await board.GivenAsync(new Built<Finding>(finding, [children, parents]));
        await using var db = board.OpenAll();
        using var count = new CommandCount(db);

        var (grid, themes) = await db.TriangulateAsync(new(new(2019, 1, 1), new(2019, 12, 31), null), Stop);

        Assert.Equal(3, count.Take());
        Assert.Contains(themes, t => t.Id == Somewhere.Neglect.Id);
        Assert.Equal((1, 0, 1), (grid[Somewhere.Neglect.Id, Volume.Children].Strengths, grid[Somewhere.Neglect.Id, Volume.Children].Concerns, grid[Somewhere.Neglect.Id, Volume.Children].Items));
        Assert.Equal((1, 1), (grid[Somewhere.Neglect.Id, null].Findings, grid[null, null].Findings));
        Assert.True(grid[Somewhere.Neglect.Id, Volume.Public].IsSilent);
        var (elsewhere, _) = await db.TriangulateAsync(new(new(2019, 1, 1), new(2019, 12, 31), Somewhere.Hospital.Id), Stop);
        Assert.Equal(0, elsewhere[null, null].Findings);
    }

    [Theory]
    [InlineData("/triangulation")]
    [InlineData("/triangulation?from=2019&to=2026")]
    [InlineData("/themes")]
    [InlineData("/loose-ends")]
    public async Task Pages_about_the_whole_thread_open(string path)
    {
        await GivenLooseAsync();

        Assert.Equal(HttpStatusCode.OK, (await (await board.AsAsync(Somebody.Officer)).OpenAsync(path)).Status);
    }

    [Fact]
    [Trait("feature", "A7")]
    public async Task A_theme_opens_with_everything_that_bears_it()
    {
        await GivenLooseAsync();

        var screen = await (await board.AsAsync(Somebody.Officer)).OpenAsync($"/themes/{Somewhere.Neglect.Id}?source=findings&year=2026");

        Assert.Equal(HttpStatusCode.OK, screen.Status);
        Assert.Contains("Loose: nothing follows", screen.Text, StringComparison.Ordinal);
        Assert.Contains("Is any child better off?", screen.Text, StringComparison.Ordinal);
    }

    // One of every kind, once for the class.
    private async Task GivenLooseAsync()
    {
        await using var db = board.OpenAll();
        if (await db.Findings.AnyAsync(f => f.Title == "Loose: nothing follows", Stop)) return;
        LibraryItem heard = new(Volume.Children, "Forum", "Loose: heard", new(2026, 6, 1), null);
        heard.Describe("Forum", "Loose: heard", heard.Date, null, "", null, [Somewhere.Neglect.Id]);
        var nothing = A.Finding("Loose: nothing follows").Record;
        Finding bare = new(FindingKind.Risk, "Loose: bare", new(2026, 9, 1), Somewhere.Quality.Id);
        var unanswered = A.Recommendation("Loose: unanswered");
        var accepted = A.Recommendation("Loose: accepted");
        Assert.Empty(accepted.Record.Respond(Somewhere.SocialCare.Id, Answer.Accepted, null, Somebody.SocialCareLead.WhoSees(accepted.Record), A.Today));
        var overdue = An.Action("Loose: overdue", new(2026, 10, 2));
        var quiet = An.Action("Loose: quiet");
        ImprovementAction old = new(quiet.Before.OfType<Recommendation>().Single(), "Loose: old", Somewhere.SocialCare.Id, new(2026, 12, 31), new(2026, 5, 1));
        var done = An.Action("Loose: done").ReportedDone();
        ImpactMeasure due = new(accepted.Record, MeasureKind.Voice, "Loose: due", new(2026, 11, 1));
        ImpactMeasure stuck = new(unanswered.Record, MeasureKind.Voice, "Loose: stuck", new(2026, 11, 1));
        Assert.Empty(stuck.Judge(Judgement.Worse, "4 of 12", "Fewer", "Look again", null, Somebody.Officer.WhoSees(stuck), A.Today));
        db.AddRange([heard, nothing, bare, .. unanswered.Before, unanswered.Record, .. accepted.Before, accepted.Record, .. overdue.Before, overdue.Record,
            .. quiet.Before, quiet.Record, old, .. done.Before, done.Record, due, stuck]);
        await db.SaveAsync(Command.Now("Tests: loose"), Stop);
    }
}

public class ToldThreadTests(ToldBoard board) : IClassFixture<ToldBoard>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("feature", "A10")]
    public async Task The_picture_breaks_exactly_where_the_lists_say()
    {
        var listed = await board.AskAsync(async db =>
        {
            HashSet<(LooseEnd, Guid)> all = [];
            foreach (var kind in Enum.GetValues<LooseEnd>().Where(k => k != LooseEnd.SilentTheme))
                all.UnionWith((await db.LooseEndsOf(kind, ToldBoard.Today, new()).Select(r => r.Id).ToListAsync(Stop)).Select(id => (kind, id)));
            return all;
        });
        var rows = await board.AskAsync(async db => await db.ForwardAsync(await db.Findings.Select(f => f.Id).ToListAsync(Stop), ToldBoard.Today, Stop));
        var adrift = await board.AskAsync(async db => await db.Actions.Where(a => a.RecommendationId == null).Select(a => a.Id).ToListAsync(Stop));

        HashSet<(LooseEnd, Guid)> drawn = [];
        foreach (var finding in rows.Findings)
            drawn.UnionWith(ThreadBreaks.Of(finding, rows.Evidence.Count(e => e.FindingId == finding.Id), rows.Recommendations.Count(r => r.FindingIds.Contains(finding.Id))).Select(b => (b, finding.Id)));
        foreach (var recommendation in rows.Recommendations)
        {
            var actions = rows.Actions.Where(a => a.RecommendationId == recommendation.Id).ToList();
            var measures = rows.Measures.Where(m => m.RecommendationId == recommendation.Id).ToList();
            drawn.UnionWith(ThreadBreaks.Of(recommendation, actions, measures).Select(b => (b, recommendation.Id)));
            foreach (var action in actions) drawn.UnionWith(ThreadBreaks.Of(action, ToldBoard.Today).Select(b => (b, action.Id)));
            foreach (var measure in measures) drawn.UnionWith(ThreadBreaks.Of(measure, recommendation, actions, ToldBoard.Today).Select(b => (b, measure.Id)));
        }

        Assert.NotEmpty(drawn);
        Assert.Equal(listed.Where(l => !adrift.Contains(l.Item2)).Order(), drawn.Order());
    }
}
