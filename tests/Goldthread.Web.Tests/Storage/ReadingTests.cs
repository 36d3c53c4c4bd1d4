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
    public async Task A_reading_that_cannot_be_logged_does_not_happen()
    {
        await using var spoilt = await Board.NewAsync(app);
        var finding = await spoilt.GivenAsync(A.Finding().RestrictedTo(Somebody.Reviewer));
        await using var db = spoilt.Open(Somebody.Reviewer.WhoSees(finding));
        await db.Database.ExecuteSqlRawAsync("alter table audit_entries rename to away", Stop);

        await Assert.ThrowsAsync<DbUpdateException>(() => db.FindVisibleAsync<Finding>(finding.Id, Stop));
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

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<List<AuditEntry>> ReadingsAsync(Finding finding)
    {
        await using var db = board.OpenAll();
        return [.. (await db.AuditEntries.ToListAsync(Stop)).Where(e => e.Changes.Any(c => c.RecordId == finding.Id && c.State == "read"))];
    }
}
