using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Storage;

[Trait("feature", "W5")]
[Trait("threat", "T13")]
public class ReadingTests(Board board, BoardApp app) : IClassFixture<Board>
{
    [Fact]
    public async Task Reading_a_restricted_record_is_logged_once()
    {
        var finding = await board.GivenAsync(A.Finding().RestrictedTo(Somebody.Reviewer));
        await using var db = board.Open(Somebody.Reviewer.WhoSees(finding));

        var read = await db.FindVisibleAsync<Finding>(finding.Id, Stop);

        var entry = Assert.Single(await ReadingsAsync(finding));
        Assert.Equal(finding.Id, read!.Id);
        Assert.Equal((Somebody.Reviewer.Id, Somebody.Reviewer.Name, "Read"), (entry.PersonId, entry.Actor, entry.Deed));
    }

    [Fact]
    public async Task Whoever_may_not_see_a_record_gets_what_a_missing_one_gives()
    {
        var finding = await board.GivenAsync(A.Finding().RestrictedTo(Somebody.Reviewer));
        await using var db = board.Open(Somebody.Officer);

        Assert.Null(await db.FindVisibleAsync<Finding>(finding.Id, Stop));
        Assert.Null(await db.FindVisibleAsync<Finding>(Guid.NewGuid(), Stop));
        Assert.Empty(await ReadingsAsync(finding));
    }

    [Fact]
    public async Task Reading_what_the_board_may_read_is_not_logged()
    {
        var finding = await board.GivenAsync(A.Finding());
        await using var db = board.Open(Somebody.Officer);

        Assert.NotNull(await db.FindVisibleAsync<Finding>(finding.Id, Stop));
        Assert.Empty(await ReadingsAsync(finding));
    }

    [Fact]
    [Trait("asvs", "V16.5.3")]
    public async Task A_reading_that_cannot_be_logged_does_not_happen()
    {
        await using var spoilt = await Board.NewAsync(app);
        var finding = await spoilt.GivenAsync(A.Finding().RestrictedTo(Somebody.Reviewer));
        await using var db = spoilt.Open(Somebody.Reviewer.WhoSees(finding));
        await db.Database.ExecuteSqlRawAsync("alter table audit_entries rename to away", Stop);

        await Assert.ThrowsAsync<DbUpdateException>(() => db.FindVisibleAsync<Finding>(finding.Id, Stop));
        // Nor is anything kept of which the trail says nothing.
        await using var all = spoilt.OpenAll();
        Finding unsaid = A.Finding();
        all.Add(unsaid);
        await Assert.ThrowsAsync<DbUpdateException>(() => all.SaveAsync(Command.Now("Unsaid"), Stop));
        Assert.False(await spoilt.OpenAll().Findings.AnyAsync(f => f.Id == unsaid.Id, Stop));
    }

    [Fact]
    public async Task Reading_a_restricted_record_saves_nothing_that_is_pending()
    {
        var pending = await board.GivenAsync(A.Finding());
        var restricted = await board.GivenAsync(A.Finding().RestrictedTo(Somebody.Reviewer));
        await using var db = board.Open(Somebody.Reviewer.WhoSees(restricted));
        var changed = await db.FindVisibleAsync<Finding>(pending.Id, Stop);
        changed!.RecommendNothing("Not decided yet");

        await db.FindVisibleAsync<Finding>(restricted.Id, Stop);

        Assert.Null((await board.NowAsync(pending)).NoRecommendationReason);
        Assert.Single(await ReadingsAsync(restricted));
    }

    [Fact]
    public async Task A_search_that_shows_restricted_records_logs_each_in_one_entry()
    {
        var (first, second) = (await board.GivenAsync(A.Finding("Xylophone one").RestrictedTo(Somebody.Reviewer)), await board.GivenAsync(A.Finding("Xylophone two").RestrictedTo(Somebody.Reviewer)));
        var open = await board.GivenAsync(A.Finding("Xylophone three"));
        var reader = await board.AsAsync(Somebody.Reviewer);
        var stranger = await board.AsAsync(Somebody.Officer);

        var found = await reader.OpenAsync("/search?q=xylophone");
        await stranger.OpenAsync("/search?q=xylophone");

        Assert.Contains("Xylophone one", found.Text, StringComparison.Ordinal);
        var entry = Assert.Single(await ReadingsAsync(first));
        Assert.Equal(Somebody.Reviewer.Id, entry.PersonId);
        Assert.Equal(new[] { first.Id, second.Id }.Order(), entry.Changes.Select(c => c.RecordId).Order());
        Assert.All(entry.Changes, c => Assert.Equal((nameof(Finding), "read"), (c.Kind, c.State)));
        Assert.Empty(await ReadingsAsync(open));
    }

    [Fact]
    public async Task Restricted_neighbours_on_a_thread_are_logged_with_it()
    {
        var action = await board.GivenAsync(An.Action("Restricted neighbours").RestrictedTo(Somebody.Reviewer));
        var reader = await board.AsAsync(Somebody.Reviewer);

        var page = await reader.OpenAsync($"/thread/action/{action.Id}");

        Assert.Equal(System.Net.HttpStatusCode.OK, page.Status);
        await using var db = board.OpenAll();
        var entries = (await db.AuditEntries.OrderBy(e => e.Sequence).ToListAsync(Stop)).Where(e => e.Deed == "Read" && e.PersonId == Somebody.Reviewer.Id).TakeLast(2).ToList();
        Assert.Equal(action.Id, Assert.Single(entries[0].Changes).RecordId);
        Assert.Equal(["Finding", "Recommendation"], entries[1].Changes.Select(c => c.Kind).Order(StringComparer.Ordinal));
        Assert.Contains(action.RecommendationId!.Value, entries[1].Changes.Select(c => c.RecordId));
    }

    [Fact]
    public async Task Restricted_records_in_a_list_of_loose_ends_are_logged_whatever_their_number_in_as_many_commands()
    {
        var reader = await board.AsAsync(Somebody.Reviewer);
        var first = await board.GivenAsync(An.Action("Loose one", due: new(2026, 10, 1)).RestrictedTo(Somebody.Reviewer));
        var few = await CommandCount.OfPageAsync(board, reader, "/loose-ends/actionoverdue");
        for (var i = 0; i < 6; i++) await board.GivenAsync(An.Action($"Loose {i}", due: new(2026, 10, 1)).RestrictedTo(Somebody.Reviewer));

        var many = await CommandCount.OfPageAsync(board, reader, "/loose-ends/actionoverdue");

        Assert.Equal(few, many);
        Assert.NotEmpty(await ReadingsAsync(first));
    }

    [Theory]
    [InlineData("/findings?handler=Csv", "Finding"), InlineData("/recommendations?handler=Excel", "Recommendation")]
    [InlineData("/findings", "Finding"), InlineData("/recommendations", "Recommendation"), InlineData("/actions", "ImprovementAction"), InlineData("/actions?handler=Csv", "ImprovementAction"), InlineData("/actions?handler=Word", "ImprovementAction")]
    [InlineData("/groups/{quality}", "ImprovementAction"), InlineData("/groups/{quality}", "Recommendation"), InlineData("/groups/{quality}/paper", "Recommendation"), InlineData("/groups/{quality}/paper?handler=Word", "ImprovementAction")]
    [InlineData("/library/qualitative", "LibraryItem"), InlineData("/library/qualitative?handler=Csv", "LibraryItem"), InlineData("/", "ImprovementAction"), InlineData("/recommendations/{recommendation}", "ImpactMeasure"), InlineData("/search?q=twelve", "ImpactMeasure")]
    public async Task Restricted_titles_in_a_list_are_logged_in_one_entry_and_nothing_when_there_are_none(string address, string kind)
    {
        await using var fresh = await Board.NewAsync(app);
        var reader = await fresh.AsAsync(Somebody.Reviewer);
        var open = await fresh.GivenAsync(A.Measure());
        await fresh.GivenAsync(An.Action("Open").ReportedDone());
        string At(Guid recommendation) => address.Replace("{quality}", $"{Somewhere.Quality.Id}", StringComparison.Ordinal).Replace("{recommendation}", $"{recommendation}", StringComparison.Ordinal);
        async Task<List<AuditEntry>> ReadAsync()
        {
            await using var db = fresh.OpenAll();
            return [.. (await db.AuditEntries.ToListAsync(Stop)).Where(e => e.Deed == "Read" && e.PersonId == Somebody.Reviewer.Id)];
        }
        if (!address.Contains("{recommendation}", StringComparison.Ordinal)) await reader.OpenAsync(At(open.RecommendationId));
        Assert.Empty(await ReadAsync());

        var built = An.Action("Restricted in a list").ReportedDone().RestrictedTo(Somebody.Reviewer);
        var action = await fresh.GivenAsync(built);
        var list = action.AccessListId!.Value;
        Domain.Library.LibraryItem item = new(Domain.Library.Volume.Qualitative, "Case audit", "Restricted on a shelf", new(2026, 9, 1), null);
        Domain.Thread.ImpactMeasure measure = new(built.Before.OfType<Recommendation>().Single(), MeasureKind.ReAudit, "Twelve forms", new(2027, 3, 1));
        foreach (var record in new Domain.ConfidentialRecord[] { item, measure }) record.LimitTo(Domain.Confidentiality.Restricted, list);
        await fresh.GivenAsync(new Built<Domain.Library.LibraryItem>(item, [measure]));
        var screen = await reader.OpenAsync(At(action.RecommendationId!.Value));

        Assert.Equal(System.Net.HttpStatusCode.OK, screen.Status);
        var entries = await ReadAsync();
        Assert.Single(entries, e => e.Changes.Any(c => c.Kind == kind && c.State == "read"));
        Assert.Equal(entries.SelectMany(e => e.Changes).Count(), entries.SelectMany(e => e.Changes).Select(c => c.RecordId).Distinct().Count());
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<List<AuditEntry>> ReadingsAsync(Record record)
    {
        await using var db = board.OpenAll();
        return [.. (await db.AuditEntries.ToListAsync(Stop)).Where(e => e.Changes.Any(c => c.RecordId == record.Id && c.State == "read"))];
    }
}
