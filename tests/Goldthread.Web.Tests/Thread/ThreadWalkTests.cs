using System.Net;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Thread.Walk;

namespace Goldthread.Web.Tests.Thread;

[Trait("feature", "A2")]
public class ThreadWalkTests(Board board) : IClassFixture<Board>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("item")]
    [InlineData("finding")]
    [InlineData("recommendation")]
    [InlineData("action")]
    [InlineData("measure")]
    public async Task The_whole_thread_is_walked_from_any_of_its_records(string kind)
    {
        var (item, thread, measure) = await GivenThreadAsync("Whole thread");
        var finding = thread.Before.OfType<Finding>().Single();
        var recommendation = thread.Before.OfType<Recommendation>().Single();
        var id = kind switch { "item" => item.Id, "finding" => finding.Id, "recommendation" => recommendation.Id, "action" => thread.Record.Id, _ => measure.Id };

        var screen = await (await board.AsAsync(Somebody.QualityMember)).OpenAsync($"/thread/{kind}/{id}");

        Assert.Equal(HttpStatusCode.OK, screen.Status);
        Assert.Equal(kind, Kind(Assert.Single(screen.Html.QuerySelectorAll(".gt-node--here")).ClassList));
        foreach (var address in new[] { $"/library/items/{item.Id}", $"/findings/{finding.Id}", $"/recommendations/{recommendation.Id}", $"/actions/{thread.Record.Id}", $"/measures/{measure.Id}" })
            Assert.Contains(address, screen.Links);
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task A_restricted_finding_between_visible_ends_leaves_no_trace()
    {
        var (item, thread, _) = await GivenThreadAsync("Hidden middle", Somebody.Reviewer);
        var finding = thread.Before.OfType<Finding>().Single();
        var recommendation = thread.Before.OfType<Recommendation>().Single();
        var member = await board.AsAsync(Somebody.QualityMember);

        var fromItem = await member.OpenAsync($"/thread/item/{item.Id}");
        var fromRecommendation = await member.OpenAsync($"/thread/recommendation/{recommendation.Id}");
        var itself = await member.OpenAsync($"/thread/finding/{finding.Id}");
        var missing = await member.OpenAsync($"/thread/finding/{Guid.NewGuid()}");

        Assert.Contains("Nothing has come of this yet", fromItem.Text, StringComparison.Ordinal);
        Assert.Contains("No finding", fromRecommendation.Text, StringComparison.Ordinal);
        Assert.All([fromItem, fromRecommendation], screen => Assert.DoesNotContain(finding.Title, screen.Body, StringComparison.Ordinal));
        Assert.All([fromItem, fromRecommendation], screen => Assert.DoesNotContain(finding.Id.ToString(), screen.Body, StringComparison.OrdinalIgnoreCase));
        Assert.Equal((HttpStatusCode.NotFound, missing.Text), (itself.Status, itself.Text));
    }

    [Fact]
    public async Task Who_may_see_the_restricted_finding_walks_through_it()
    {
        var (item, thread, _) = await GivenThreadAsync("Seen middle", Somebody.Reviewer);
        var finding = thread.Before.OfType<Finding>().Single();

        var screen = await (await board.AsAsync(Somebody.Reviewer)).OpenAsync($"/thread/finding/{finding.Id}");

        Assert.Contains(finding.Title, screen.Text, StringComparison.Ordinal);
        Assert.NotNull(item);
    }

    [Fact]
    public async Task Evidence_whose_source_is_hidden_counts_as_none()
    {
        var item = new LibraryItem(Volume.Qualitative, "Case review", "Secret review", new(2026, 8, 1), null);
        var finding = A.Finding("Rests on a secret").Record;
        Finding lonely = new(FindingKind.Risk, "Rests on a secret", new(2026, 9, 1), Somewhere.Quality.Id);
        lonely.RestOn(new(EvidenceSource.LibraryItem, item.Id, item.Date, "It says so", "Rita"));
        Assert.NotEmpty(finding.Evidence);
        var kept = new Built<LibraryItem>(item, []).RestrictedTo(Somebody.Reviewer);
        await board.GivenAsync(kept);
        await board.GivenAsync(new Built<Finding>(lonely, []));

        await using var db = board.Open(Somebody.QualityMember);
        var walked = await db.WalkAsync("finding", lonely.Id, board.Today, Stop);
        await using var all = board.OpenAll();
        var whole = await all.WalkAsync("finding", lonely.Id, board.Today, Stop);

        Assert.Empty(walked!.Rows.Evidence);
        Assert.Equal("Secret review", Assert.Single(whole!.Rows.Evidence).Title);
    }

    [Theory]
    [InlineData("item")]
    [InlineData("recommendation")]
    public async Task The_number_of_commands_does_not_grow_with_the_thread(string kind)
    {
        var (small, smallItem) = await GivenWideThreadAsync(10);
        var (large, largeItem) = await GivenWideThreadAsync(100);
        await using var db = board.OpenAll();
        using var count = new CommandCount(db);

        var less = await db.WalkAsync(kind, kind == "item" ? smallItem : small, board.Today, Stop);
        var forLess = count.Take();
        var more = await db.WalkAsync(kind, kind == "item" ? largeItem : large, board.Today, Stop);
        var forMore = count.Take();

        Assert.Equal((10, 100), (less!.Rows.Actions.Count, more!.Rows.Actions.Count));
        Assert.Equal(forLess, forMore);
        Assert.InRange(forMore, 1, 8);
    }

    [Fact]
    public async Task An_address_of_no_kind_is_not_found()
    {
        var officer = await board.AsAsync(Somebody.Officer);

        Assert.Equal(HttpStatusCode.NotFound, (await officer.OpenAsync($"/thread/minutes/{Guid.NewGuid()}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.OpenAsync($"/thread/action/{Guid.NewGuid()}")).Status);
    }

    private static string Kind(AngleSharp.Dom.ITokenList classes) =>
        classes.First(c => c.StartsWith("gt-node--", StringComparison.Ordinal) && c != "gt-node--here")["gt-node--".Length..] switch { "evidence" => "item", "impact" => "measure", var same => same };

    // Item, finding, recommendation, action and measure in a row; the finding for some eyes only, when they are named.
    private async Task<(LibraryItem Item, Built<ImprovementAction> Thread, ImpactMeasure Measure)> GivenThreadAsync(string name, params Somebody[] only)
    {
        LibraryItem item = new(Volume.Qualitative, "Case audit", $"{name}: audit", new(2026, 8, 1), null);
        var thread = An.Action($"{name}: action");
        var finding = thread.Before.OfType<Finding>().Single();
        finding.Describe(FindingKind.AreaForImprovement, $"{name}: finding", "", "They wait.", EvidenceStrength.Strong, Reach.System, new(2026, 9, 14));
        finding.RestOn(new(EvidenceSource.LibraryItem, item.Id, item.Date, "It says so", "Olive"));
        ImpactMeasure measure = new(thread.Before.OfType<Recommendation>().Single(), MeasureKind.ReAudit, $"{name}: measure", new(2027, 3, 1));
        await board.GivenAsync(new Built<LibraryItem>(item, []));
        if (only.Length > 0)
        {
            var limited = new Built<Finding>(finding, []).RestrictedTo(only);
            thread = thread with { Before = [.. limited.Before, .. thread.Before] };
        }
        await board.GivenAsync(thread);
        await board.GivenAsync(new Built<ImpactMeasure>(measure, []));
        return (item, thread, measure);
    }

    private async Task<(Guid Recommendation, Guid Item)> GivenWideThreadAsync(int actions)
    {
        LibraryItem item = new(Volume.Training, "Training report", $"Wide {actions}", new(2026, 8, 1), null);
        var built = A.Recommendation($"Wide {actions}");
        built.Before.OfType<Finding>().Single().RestOn(new(EvidenceSource.LibraryItem, item.Id, item.Date, "It says so", "Olive"));
        List<ImprovementAction> many = [.. Enumerable.Range(0, actions).Select(n => new ImprovementAction(built.Record, $"Action {n}", Somewhere.SocialCare.Id, new(2026, 12, 31), new(2026, 10, 1)))];
        many[0].Show(new(EvidenceSource.LibraryItem, item.Id, item.Date, "Done", "Sonia"));
        await board.GivenAsync(new Built<LibraryItem>(item, [.. built.Before, built.Record, .. many]));
        return (built.Record.Id, item.Id);
    }
}
