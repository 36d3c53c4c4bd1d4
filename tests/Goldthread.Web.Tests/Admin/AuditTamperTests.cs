using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Admin;

/// <summary>What an operator of the database might do to the trail, and that the check names the first broken entry.</summary>
[Trait("feature", "W5")]
[Trait("threat", "T12")]
[Trait("asvs", "V16.4.2")]
public class AuditTamperTests(BoardApp app)
{
    [Fact]
    public async Task A_trail_that_nobody_touched_is_whole()
    {
        await using var board = await WithEntriesAsync();

        var verdict = await VerifyAsync(board);

        Assert.Equal((7, null), ((int)verdict.Entries, verdict.FirstBroken));
    }

    [Theory]
    [InlineData("""update audit_entries set "Actor" = 'Somebody else' where "Sequence" = 3""", 3, "text was changed")]
    [InlineData("""update audit_entries set "At" = (select "At" from audit_entries where "Sequence" = 1), "From" = '10.0.0.9' where "Sequence" = 4""", 4, "text was changed")]
    [InlineData("""update audit_entries set "Changes" = replace("Changes", 'added', 'changed') where "Sequence" = 5""", 5, "text was changed")]
    [InlineData("""delete from audit_entries where "Sequence" = 4""", 4, "entry 4 is missing")]
    [InlineData("""delete from audit_entries where "Sequence" = 4; update audit_entries set "Sequence" = 4 where "Sequence" = 5; update audit_entries set "Sequence" = 5 where "Sequence" = 6; update audit_entries set "Sequence" = 6 where "Sequence" = 7; update audit_head set "Sequence" = 6""", 4, "does not follow")]
    [InlineData("""delete from audit_entries where "Sequence" > 5""", 6, "end of the trail was cut off")]
    [InlineData("""update history set "Values" = replace("Values", 'Plans', 'Plants') where "Sequence" = 6""", 6, "history")]
    [InlineData("""delete from history where "Sequence" = 6""", 6, "history")]
    [InlineData("""update history set "IsSealed" = not "IsSealed" where "Sequence" = 6""", 6, "marked as encrypted")]
    [InlineData("""update audit_entries set "Sequence" = 9999999 where "Sequence" = 7; update audit_head set "Sequence" = 6, "Hash" = (select "Hash" from audit_entries where "Sequence" = 6)""", 7, "beyond the ends")]
    [InlineData("""update audit_entries set "Sequence" = -5 where "Sequence" = 7; update audit_head set "Sequence" = 6, "Hash" = (select "Hash" from audit_entries where "Sequence" = 6)""", 7, "beyond the ends")]
    [InlineData("""update history set "Sequence" = 0 where "Sequence" = 6""", 6, "history")]
    public async Task Tampering_is_found_at_the_first_broken_entry(string sql, long firstBroken, string what)
    {
        await using var board = await WithEntriesAsync();
        await using (var db = board.OpenAll()) await db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal), Stop);

        var verdict = await VerifyAsync(board);

        Assert.Equal(firstBroken, verdict.FirstBroken);
        Assert.Contains(what, verdict.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_erased_without_an_entry_that_says_so_break_the_trail()
    {
        await using var board = await WithEntriesAsync();
        await using (var db = board.OpenAll())
        {
            (await db.History.FirstAsync(h => h.Sequence == 6, Stop)).Erase(new DateTime(2026, 11, 23, 10, 0, 0, DateTimeKind.Utc), "Olive Office", "A child's name");
            await db.SaveAsync(Command.Now("Take out text"), Stop);
        }

        var verdict = await VerifyAsync(board);

        Assert.Equal(6, verdict.FirstBroken);
    }

    [Theory]
    [InlineData("""update history set "ErasedBy" = 'Somebody else' where "Sequence" = 6""")]
    [InlineData("""update history set "ErasedReason" = 'Tidying' where "Sequence" = 6""")]
    [InlineData("""update history set "Values" = '{{}}' where "Sequence" = 6 and "ErasedBy" is not null""")]
    public async Task Who_erased_and_why_cannot_be_rewritten(string sql)
    {
        await using var board = await WithEntriesAsync();
        await using (var db = board.OpenAll())
        {
            db.EraseHistory(await db.History.FirstAsync(h => h.Sequence == 6, Stop), "A child's name");
            await db.SaveAsync(Command.Now("Take out text"), Stop);
            Assert.Null((await VerifyAsync(board)).FirstBroken);
            await db.Database.ExecuteSqlRawAsync(sql, Stop);
        }

        var verdict = await VerifyAsync(board);

        Assert.Equal(6, verdict.FirstBroken);
        Assert.Contains("by whom it was erased or why", verdict.What, StringComparison.Ordinal);
    }

    [Theory, InlineData(0), InlineData(1)]
    public async Task What_was_erased_cannot_be_put_back(int erasures)
    {
        await using var board = await WithEntriesAsync();
        List<(Guid Id, string Values, DateTime? At, string? By, string? Reason)> stood = [];
        for (var i = 0; i < 2; i++)
        {
            await using var db = board.OpenAll();
            var row = await db.History.OrderBy(h => h.Kind).FirstAsync(h => h.Sequence == 6, Stop);
            stood.Add((row.Id, row.Values, row.ErasedAt, row.ErasedBy, row.ErasedReason));
            db.EraseHistory(row, $"Time {i}", left: $$"""{"Title":[null,"what was left {{i}}"]}""");
            await db.SaveAsync(Command.Now("Take out text"), Stop);
        }
        Assert.Null((await VerifyAsync(board)).FirstBroken);
        var back = stood[erasures];
        await using (var db = board.OpenAll())
            await db.History.Where(h => h.Id == back.Id).ExecuteUpdateAsync(set => set.SetProperty(h => h.Values, back.Values).SetProperty(h => h.ErasedAt, back.At).SetProperty(h => h.ErasedBy, back.By).SetProperty(h => h.ErasedReason, back.Reason), Stop);

        var verdict = await VerifyAsync(board);

        Assert.NotNull(verdict.FirstBroken);
        Assert.Contains("stands there again", verdict.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_of_a_restricted_record_cannot_be_read_in_the_database()
    {
        await using var board = await Board.NewAsync(app);
        var finding = await board.GivenAsync(A.Finding("The marker word is quixotry").RestrictedTo(Somebody.Reviewer));
        await using var db = board.OpenAll();

        var rows = await db.History.Where(h => h.RecordId == finding.Id).ToListAsync(Stop);

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.True(row.IsSealed));
        Assert.DoesNotContain(rows, row => row.Values.Contains("quixotry", StringComparison.Ordinal));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // The first entry is the cast; each finding is one more.
    private async Task<Board> WithEntriesAsync()
    {
        var board = await Board.NewAsync(app);
        for (var i = 0; i < 6; i++) await board.GivenAsync(A.Finding());
        return board;
    }

    private static async Task<AuditVerdict> VerifyAsync(Board board)
    {
        await using var db = board.OpenAll();
        return await db.VerifyAuditTrailAsync(board.Services.GetRequiredService<AuditSeals>(), Stop);
    }
}
