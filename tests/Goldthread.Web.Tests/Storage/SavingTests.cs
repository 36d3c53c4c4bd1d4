using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Storage;

[Trait("threat", "T23")]
public class SavingTests(Board board) : IClassFixture<Board>
{
    [Fact]
    public async Task A_spoken_code_that_is_taken_is_drawn_again()
    {
        var taken = await board.GivenAsync(A.Finding("Has the code"));
        await using var db = board.Open(Somebody.Officer);
        Finding twin = A.Finding("Drew the same code");
        var other = db.Findings.Add(A.Finding("Drew its own")).Entity;
        db.Findings.Add(twin);
        db.Entry(twin).Property(f => f.Ref).CurrentValue = taken.Ref;

        await db.SaveAsync(Command.Now("Tests: twin"), TestContext.Current.CancellationToken);

        var now = await board.NowAsync(twin);
        Assert.NotEqual(taken.Ref, now.Ref);
        Assert.Equal((1, "Drew its own"), (now.Version, (await board.NowAsync(other)).Title));
        await using var all = board.OpenAll();
        Assert.Contains(now.Ref, (await all.SearchDocuments.SingleAsync(d => d.Id == twin.Id, TestContext.Current.CancellationToken)).Body, StringComparison.Ordinal);
        Assert.Equal(1, await all.AuditEntries.CountAsync(e => e.Deed == "Tests: twin", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    [Trait("threat", "T01")]
    public async Task History_of_a_part_is_sealed_like_its_record_though_only_the_part_was_loaded(bool restricted)
    {
        var finding = await board.GivenAsync(restricted ? A.Finding().RestrictedTo(Somebody.Reviewer) : A.Finding());
        await using var db = board.OpenAll();
        var piece = A.Evidence("Said by an aunt");
        db.Add(piece);
        db.Entry(piece).Property(e => e.FindingId).CurrentValue = finding.Id;

        await db.SaveAsync(Command.Now("Tests: part"), Stop);

        var row = await db.History.AsNoTracking().SingleAsync(r => r.RecordId == finding.Id && r.Kind == nameof(Evidence) && r.Sequence == db.AuditEntries.Max(e => e.Sequence), Stop);
        Assert.Equal((restricted, !restricted), (row.IsSealed, row.Values.Contains("aunt", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_same_command_twice_writes_once_and_says_so()
    {
        var command = Command.Now("Record a finding");
        command.Result = "/findings/first";
        Finding first = A.Finding(), second = A.Finding();
        await SaveAsync(first, command);

        var repeated = await Assert.ThrowsAsync<CommandRepeatedException>(() => SaveAsync(second, command));

        Assert.Equal("/findings/first", repeated.First.Result);
        Assert.Equal(Somebody.Officer.Id, repeated.First.PersonId);
        Assert.True(await ExistsAsync(first));
        Assert.False(await ExistsAsync(second));
    }

    [Fact]
    public async Task Of_two_presses_at_once_one_writes_and_the_other_meets_its_result()
    {
        var findings = Enumerable.Range(0, 8).Select(_ => (Finding)A.Finding()).ToList();
        var id = Guid.CreateVersion7();

        var outcomes = await Task.WhenAll(findings.Select(finding => Task.Run(async () =>
        {
            try
            {
                await SaveAsync(finding, new() { Id = id, Deed = "Record a finding" });
                return "written";
            }
            catch (CommandRepeatedException)
            {
                return "repeated";
            }
        })));

        Assert.Single(outcomes, "written");
        Assert.Equal(7, outcomes.Count(o => o == "repeated"));
        Assert.Single(await Task.WhenAll(findings.Select(ExistsAsync)), true);
    }

    [Fact]
    public async Task Of_two_people_who_change_the_same_version_the_second_is_told()
    {
        var finding = await board.GivenAsync(A.Finding());
        await using var first = board.OpenAll();
        await using var second = board.OpenAll();
        var mine = await first.Findings.SingleAsync(f => f.Id == finding.Id, Stop);
        var theirs = await second.Findings.SingleAsync(f => f.Id == finding.Id, Stop);
        mine.RecommendNothing("It is being done already");
        theirs.RecommendNothing("Not our task");
        await first.SaveAsync(Command.Now("One"), Stop);

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => second.SaveAsync(Command.Now("Two"), Stop));

        var now = await board.NowAsync(finding);
        Assert.Equal(("It is being done already", 2), (now.NoRecommendationReason, now.Version));
    }

    [Fact]
    public async Task A_form_shown_before_another_change_is_refused_by_the_version_it_posts()
    {
        var finding = await board.GivenAsync(A.Finding());
        await ChangeAsync(finding, f => f.RecommendNothing("First"));
        await using var db = board.OpenAll();
        var stored = await db.Findings.SingleAsync(f => f.Id == finding.Id, Stop);
        db.Expect(stored, 1);
        stored.RecommendNothing("Second");

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => db.SaveAsync(Command.Now("Late"), Stop));
    }

    [Fact]
    public async Task A_failed_save_leaves_nothing_and_the_next_one_works()
    {
        await using var db = board.OpenAll();
        Finding good = A.Finding();
        Evidence astray = A.Evidence();
        db.AddRange(good, astray); // evidence of nothing breaks the constraint
        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveAsync(Command.Now("Broken"), Stop));
        var left = await ExistsAsync(good);
        db.Entry(astray).State = EntityState.Detached;

        await db.SaveAsync(Command.Now("Mended"), Stop);

        Assert.False(left);
        Assert.True(await ExistsAsync(good));
        Assert.Equal(1, (await board.NowAsync(good)).Version);
        Assert.Null((await db.VerifyAuditTrailAsync(board.Services.GetRequiredService<AuditSeals>(), Stop)).FirstBroken);
    }

    [Fact]
    public async Task Every_change_raises_the_version_by_one()
    {
        var finding = await board.GivenAsync(A.Finding());

        await ChangeAsync(finding, f => f.RecommendNothing("First"));
        await ChangeAsync(finding, f => f.RecommendNothing("Second"));

        Assert.Equal(3, (await board.NowAsync(finding)).Version);
    }

    [Fact]
    public async Task What_hangs_on_a_record_raises_its_version()
    {
        var finding = await board.GivenAsync(A.Finding(kind: FindingKind.Strength));
        await ChangeAsync(finding, f => f.ShareWith("All schools"));

        await ChangeAsync(finding, f => f.TakeUp(new("A school", board.Today, "Uses it")));
        await ChangeAsync(finding, f => f.TagWith([], [], [Somewhere.Police.Id]));
        await ChangeAsync(finding, f => f.RestOn(A.Evidence("One more")));

        var now = await board.NowAsync(finding);
        Assert.Equal(5, now.Version);
        Assert.Equal((1, 2, 0), (now.Uptakes.Count, now.Evidence.Count, now.Themes.Count));
    }

    [Fact]
    public async Task Two_people_who_change_what_hangs_on_one_record_conflict()
    {
        var finding = await board.GivenAsync(A.Finding());
        await using var first = board.OpenAll();
        await using var second = board.OpenAll();
        (await first.Findings.SingleAsync(f => f.Id == finding.Id, Stop)).RestOn(A.Evidence("Mine"));
        (await second.Findings.SingleAsync(f => f.Id == finding.Id, Stop)).TagWith([], [], []);
        await first.SaveAsync(Command.Now("One"), Stop);

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => second.SaveAsync(Command.Now("Two"), Stop));
    }

    [Fact]
    public async Task Evidence_supports_exactly_one_record()
    {
        var action = await board.GivenAsync(An.Action());
        await using var db = board.OpenAll();
        var finding = await db.Findings.FirstAsync(Stop);
        var evidence = A.Evidence();
        finding.RestOn(evidence);
        db.ChangeTracker.DetectChanges();
        db.Entry(evidence).Property(e => e.ActionId).CurrentValue = action.Id;

        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveAsync(Command.Now("Twice"), Stop));
    }

    [Fact]
    public async Task There_is_no_other_way_to_write()
    {
        await using var db = board.OpenAll();
        db.Add((Finding)A.Finding());

        Assert.Throws<InvalidOperationException>(() => db.SaveChanges());
    }

    [Fact]
    public async Task An_instant_that_is_not_utc_is_refused()
    {
        await using var db = board.OpenAll();
        db.Add(new Session(new(), Goldthread.Domain.Admin.SignInProof.Password, new DateTime(2026, 11, 23, 10, 0, 0, DateTimeKind.Local), "", ""));

        var error = await Assert.ThrowsAnyAsync<Exception>(() => db.SaveAsync(Command.Now("Local"), Stop));

        Assert.Contains("An instant is UTC", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instant_comes_back_as_utc_in_whole_microseconds()
    {
        var at = new DateTime(2026, 11, 23, 10, 0, 0, DateTimeKind.Utc).AddTicks(12_345_678);
        Session session = new(new(), Goldthread.Domain.Admin.SignInProof.Password, at, "", "");
        await using (var db = board.OpenAll())
        {
            db.Add(session);
            await db.SaveAsync(Command.Now("Sign in"), Stop);
        }

        await using var again = board.OpenAll();
        var read = await again.Sessions.SingleAsync(s => s.Id == session.Id, Stop);

        Assert.Equal(at.AddTicks(-8), read.StartedAt);
        Assert.Equal(DateTimeKind.Utc, read.StartedAt.Kind);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task SaveAsync(Finding finding, Command command)
    {
        await using var db = board.Open(Somebody.Officer);
        db.Add(finding);
        await db.SaveAsync(command, Stop);
    }

    private async Task ChangeAsync(Finding finding, Action<Finding> change)
    {
        await using var db = board.OpenAll();
        change(await db.Findings.SingleAsync(f => f.Id == finding.Id, Stop));
        await db.SaveAsync(Command.Now("Change"), Stop);
    }

    private async Task<bool> ExistsAsync(Finding finding)
    {
        await using var db = board.OpenAll();
        return await db.Findings.AnyAsync(f => f.Id == finding.Id, Stop);
    }
}
