using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Goldthread.Web.Tests.Admin;

[Trait("feature", "W5")]
[Trait("threat", "T12")]
public class AuditSealTests
{
    [Fact]
    public async Task An_untouched_trail_is_all_as_it_was_written()
    {
        await using var board = await SmallBoard.MakeAsync();
        await board.SaveThemesAsync(5);
        await board.SealAsync();

        var verdict = await board.VerifyAsync();

        Assert.Null(verdict.FirstBroken);
        Assert.Equal(5, verdict.Entries);
        Assert.Contains("1 seal agrees, the last of 1 June 2026, 10:00am", verdict.What, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T22")]
    public async Task Seals_and_their_copies_are_their_owners_alone()
    {
        if (OperatingSystem.IsWindows()) return; // it has no such rights
        var copies = Directory.CreateTempSubdirectory("goldthread-seals");
        await using var board = await SmallBoard.MakeAsync(copies.FullName);
        await board.SaveThemesAsync(1);
        await board.SealAsync();

        string[] written = [board.Seals.Path, .. Directory.GetFiles(copies.FullName, "*", SearchOption.AllDirectories)];

        Assert.Equal(2, written.Length);
        foreach (var path in written) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        copies.Delete(recursive: true);
    }

    [Fact]
    public async Task A_board_that_was_sealed_before_anything_was_done_is_all_as_it_was_written()
    {
        await using var board = await SmallBoard.MakeAsync();
        await board.SealAsync();
        Assert.Null((await board.VerifyAsync()).FirstBroken);
        await board.SaveThemesAsync(3);
        await board.SealAsync();

        var verdict = await board.VerifyAsync();

        Assert.Null(verdict.FirstBroken);
        Assert.Equal(3, verdict.Entries);
    }

    [Theory]
    [InlineData("update audit_entries set Actor = 'Somebody else' where Sequence = 3", 3)]
    [InlineData("delete from audit_entries where Sequence = 3", 3)]
    [InlineData("delete from audit_entries where Sequence = 5", 5)]
    [InlineData("update audit_entries set Changes = replace(Changes, 'added', 'changed') where Sequence = 2", 2)]
    [InlineData("update history set \"Values\" = replace(\"Values\", 'Practice', 'Family') where Sequence = 4", 4)]
    [InlineData("delete from history where Sequence = 4", 4)]
    [InlineData("update history set \"Values\" = '', ErasedAt = '2026-06-01 09:00:00', ErasedBy = 'me' where Sequence = 4", 4)]
    [InlineData("insert into history (Id, Sequence, Kind, RecordId, \"Values\", IsSealed) select 'A0000000-0000-0000-0000-000000000001', 2, Kind, RecordId, 'planted', 0 from history where Sequence = 2", 2)]
    public async Task Tampering_is_named_by_its_first_entry(string sql, long broken)
    {
        await using var board = await SmallBoard.MakeAsync();
        await board.SaveThemesAsync(5);

        await board.TamperAsync(sql);

        Assert.Equal(broken, (await board.VerifyAsync()).FirstBroken);
    }

    [Fact]
    public async Task A_cut_tail_with_a_cut_head_is_found_by_the_seal()
    {
        await using var board = await SmallBoard.MakeAsync();
        await board.SaveThemesAsync(5);
        await board.SealAsync();

        await board.TamperAsync("delete from history where Sequence = 5");
        await board.TamperAsync("delete from audit_entries where Sequence = 5");
        await board.TamperAsync("update audit_head set Sequence = 4, Hash = (select Hash from audit_entries where Sequence = 4)");

        var verdict = await board.VerifyAsync();
        Assert.Equal(5, verdict.FirstBroken);
        Assert.Contains("vouches for entry 5", verdict.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tail_rewritten_with_fresh_hashes_passes_the_chain_and_is_found_by_the_seal_alone()
    {
        await using var board = await SmallBoard.MakeAsync();
        await board.SaveThemesAsync(5);
        await RewriteTailAsync(board, from: 3);
        Assert.Null((await board.VerifyAsync()).FirstBroken);

        await using var sealedBoard = await SmallBoard.MakeAsync();
        await sealedBoard.SaveThemesAsync(5);
        await sealedBoard.SealAsync();
        await RewriteTailAsync(sealedBoard, from: 3);

        var verdict = await sealedBoard.VerifyAsync();
        Assert.Equal(5, verdict.FirstBroken);
        Assert.Contains("written anew", verdict.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seal_made_without_the_key_is_not_believed()
    {
        await using var board = await SmallBoard.MakeAsync();
        await board.SaveThemesAsync(2);
        await board.SealAsync();
        var line = await File.ReadAllTextAsync(board.Seals.Path, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(board.Seals.Path, line.Replace("\"Sequence\":2", "\"Sequence\":1", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var verdict = await board.VerifyAsync();

        Assert.Equal(0, verdict.FirstBroken);
        Assert.Contains("was not signed", verdict.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seals_that_were_deleted_are_missed()
    {
        await using var board = await SmallBoard.MakeAsync();
        await board.SaveThemesAsync(2);
        await board.SealAsync();
        File.Delete(board.Seals.Path);

        var deleted = await board.VerifyAsync();
        await board.SealAsync();
        var begunAnew = await board.VerifyAsync();

        Assert.Equal((0, 0), (deleted.FirstBroken, begunAnew.FirstBroken));
        Assert.Contains("1 seal was made, the last at entry 2", deleted.What, StringComparison.Ordinal);
        Assert.Contains("missing", deleted.What, StringComparison.Ordinal);
        Assert.Contains("some were taken away", begunAnew.What, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "Z6")]
    public async Task Seals_that_go_with_a_copy_end_where_the_copy_ends()
    {
        await using var board = await SmallBoard.MakeAsync();
        await board.SaveThemesAsync(2);
        await board.SealAsync();
        await board.SaveThemesAsync(1);
        await board.SealAsync();

        var lines = board.Seals.LinesUpTo(2);

        Assert.Equal((await File.ReadAllLinesAsync(board.Seals.Path, TestContext.Current.CancellationToken))[0] + "\n", lines);
    }

    [Fact]
    public async Task The_command_verify_fails_when_seals_are_gone()
    {
        await using var board = await SmallBoard.MakeAsync();
        await board.SaveThemesAsync(1);
        await board.SealAsync();
        var whole = await Goldthread.Web.Commands.CommandLine.RunAsync(["verify", "--data", board.Folder]);
        File.Delete(board.Seals.Path);

        var without = await Goldthread.Web.Commands.CommandLine.RunAsync(["verify", "--data", board.Folder]);

        Assert.Equal((0, 1), (whole, without));
    }

    [Fact]
    public async Task A_seal_half_written_at_a_power_cut_is_left_out_and_the_next_one_stands()
    {
        await using var board = await SmallBoard.MakeAsync();
        await board.SaveThemesAsync(1);
        await board.SealAsync();
        await File.AppendAllTextAsync(board.Seals.Path, "{\"Sequence\":1,\"Ha", TestContext.Current.CancellationToken);

        await board.SealAsync();

        Assert.Equal(2, board.Seals.Read().Count);
        Assert.Null((await board.VerifyAsync()).FirstBroken);
    }

    [Fact]
    public async Task The_board_seals_at_start_every_hour_and_at_its_end()
    {
        await using var board = await SmallBoard.MakeAsync();
        var job = board.Services.GetServices<IHostedService>().Single(s => s.GetType().Name == "SealTrail");

        await job.StartAsync(TestContext.Current.CancellationToken);
        await SealsComeToAsync(board, 1);
        var sealedAt = board.Clock.GetUtcNow();
        while (board.Seals.Read().Count < 2 && board.Clock.GetUtcNow() < sealedAt.AddHours(4)) // the job may begin to wait only after some of it
        {
            board.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        Assert.True(board.Clock.GetUtcNow() >= sealedAt + TimeSpan.FromHours(1));
        await job.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, board.Seals.Read().Count);
    }

    [Fact]
    [Trait("asvs", "V16.4.2")]
    public async Task A_thousand_rewritten_entries_are_found_by_the_seals_of_the_second_place_though_all_beside_the_database_was_changed()
    {
        const int entries = 1100, rewritten = 1000;
        var elsewhere = Directory.CreateTempSubdirectory("goldthread-seals");
        try
        {
            await using var board = await SmallBoard.MakeAsync(elsewhere.FullName);
            await board.SaveThemesAsync(entries);
            await board.SealAsync();
            await RewriteTailAsync(board, from: entries - rewritten + 1);
            File.Delete(board.Seals.Path);
            await board.TamperAsync("update audit_head set Seals = 0, SealedTo = 0");

            var verdict = await board.VerifyAsync();
            elsewhere.Delete(recursive: true);
            var withoutIt = await board.VerifyAsync();

            Assert.Equal(entries, verdict.FirstBroken);
            Assert.Contains("written anew", verdict.What, StringComparison.Ordinal);
            Assert.Null(withoutIt.FirstBroken); // nothing else could tell
        }
        finally
        {
            if (Directory.Exists(elsewhere.FullName)) elsewhere.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task The_second_place_is_made_good_when_it_comes_back()
    {
        var elsewhere = Path.Combine(Path.GetTempPath(), $"goldthread-seals-{Guid.NewGuid():n}");
        await File.WriteAllTextAsync(elsewhere, "a file where the folder should be", TestContext.Current.CancellationToken);
        try
        {
            await using var board = await SmallBoard.MakeAsync(elsewhere);
            await board.SaveThemesAsync(1);
            await board.SealAsync();
            Assert.Contains(elsewhere, board.Seals.CopyProblem, StringComparison.Ordinal);
            File.Delete(elsewhere);
            board.Clock.Advance(TimeSpan.FromHours(1));
            await board.SealAsync();

            Assert.Null(board.Seals.CopyProblem);
            Assert.Equal(await File.ReadAllTextAsync(board.Seals.Path, TestContext.Current.CancellationToken), await File.ReadAllTextAsync(board.Seals.CopyPath!, TestContext.Current.CancellationToken));
            File.Delete(board.Seals.Path);
            Assert.Null((await board.VerifyAsync()).FirstBroken); // what was taken away here stands there
        }
        finally
        {
            if (Directory.Exists(elsewhere)) Directory.Delete(elsewhere, recursive: true);
        }
    }

    [Fact]
    [Trait("feature", "Z5")]
    public async Task Health_says_when_the_trail_was_not_sealed_and_mail_waits()
    {
        await using var board = await SmallBoard.MakeAsync();
        await board.SaveThemesAsync(1);
        await board.SealAsync();
        await board.AsSystemAsync(async db =>
        {
            db.Outbox.Add(new Mail(MailKind.Message, null, board.Clock.UtcNow(), "somebody@tests.example"));
            await db.SaveAsync(Command.Now("Mail"), TestContext.Current.CancellationToken);
        });
        var checks = board.Services.GetRequiredService<Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckService>();
        var fresh = (await checks.CheckHealthAsync(TestContext.Current.CancellationToken)).Entries["ready"].Description ?? "";
        board.Clock.Advance(TimeSpan.FromMinutes(121));

        var later = (await checks.CheckHealthAsync(TestContext.Current.CancellationToken)).Entries["ready"].Description ?? "";

        Assert.DoesNotContain("sealed", fresh, StringComparison.Ordinal);
        Assert.DoesNotContain("Mail", fresh, StringComparison.Ordinal);
        Assert.Contains("The audit trail was not sealed since 1 June 2026, 10:00am", later, StringComparison.Ordinal);
        Assert.Contains("Mail waits for more than an hour", later, StringComparison.Ordinal);
    }

    private static async Task SealsComeToAsync(SmallBoard board, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (board.Seals.Read().Count < count)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static Task RewriteTailAsync(SmallBoard board, long from) => board.AsSystemAsync(async db =>
    {
        var tail = await db.AuditEntries.AsNoTracking().Where(e => e.Sequence >= from).OrderBy(e => e.Sequence).ToListAsync();
        var previous = tail[0].PreviousHash;
        foreach (var old in tail)
        {
            var forged = new AuditEntry(old.Sequence, old.At, old.PersonId, "Somebody else", old.From, old.Deed, old.Changes, previous);
            await db.Database.ExecuteSqlAsync($"update audit_entries set Actor = {forged.Actor}, PreviousHash = {forged.PreviousHash}, Hash = {forged.Hash} where Sequence = {forged.Sequence}");
            previous = forged.Hash;
        }
        await db.Database.ExecuteSqlAsync($"update audit_head set Hash = {previous}");
    });
}
