using System.Net;
using Goldthread.Domain.Admin;
using Goldthread.Web.Jobs;
using Goldthread.Web.Storage.Copies;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Copies;

/// <summary>The board backs itself up, and says so where it is looked for.</summary>
[Trait("feature", "Z6")]
[Trait("threat", "T23")]
public class ScheduleTests(BoardApp app)
{
    private readonly string folder = Place.NewName("");

    [Fact]
    public async Task It_makes_one_a_day_at_its_hour_and_takes_old_ones_away()
    {
        await using var board = await NewAsync();

        Assert.True((await RoundAsync(board))!.IsMade); // a board without any does not wait for the night
        Assert.Null(await RoundAsync(board));
        board.Clock.Advance(TimeSpan.FromHours(15)); // one in the morning
        Assert.Null(await RoundAsync(board));
        for (var day = 0; day < 4; day++)
        {
            board.Clock.Advance(day == 0 ? TimeSpan.FromHours(2) : TimeSpan.FromDays(1));
            Assert.True((await RoundAsync(board))!.IsMade);
        }

        // Two of the newest; the last of the week and of the month is among them.
        Assert.Equal(["goldthread-2026-11-26T0300Z.backup", "goldthread-2026-11-27T0300Z.backup"], Directory.GetFiles(folder, "*.backup").Select(Path.GetFileName).Order());
        var (bundle, manifest) = await Restore.ProveAsync(Path.Combine(folder, "goldthread-2026-11-27T0300Z.backup"), Place.Open, Progress.Unwatched);
        bundle.Dispose();
        Assert.DoesNotContain(manifest.Parts, p => p.Name == Backup.MasterKey);
    }

    [Fact]
    public async Task Two_nodes_at_the_same_moment_make_one()
    {
        await using var board = await NewAsync();

        // Each node has a job of its own; an embedded database has one node, whose job does one round after the other.
        var jobs = Enumerable.Range(0, BoardApp.IsPostgres ? 4 : 1).Select(_ => ActivatorUtilities.CreateInstance<KeepBackups>(board.Services)).ToList();
        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => jobs[i % jobs.Count].RoundAsync(Place.Stop))));

        Assert.Single(runs, r => r is not null);
        Assert.Single(Directory.GetFiles(folder, "*.backup"));
    }

    [Fact]
    public async Task One_that_fails_is_told_and_tried_again_and_an_old_one_worries_without_failing()
    {
        await using var board = await NewAsync();
        await File.WriteAllTextAsync(folder, "in the way", Place.Stop);

        var failed = (await RoundAsync(board))!;
        Assert.False(failed.IsMade);
        Assert.Null(await RoundAsync(board));
        var administrator = await board.AsAsync(Somebody.Administrator);
        var page = await administrator.OpenAsync("/backups");
        Assert.Contains("There is no backup yet", page.Text, StringComparison.Ordinal);
        Assert.Contains("Failed", page.Text, StringComparison.Ordinal);
        Assert.Contains("every day at 2am", page.Text, StringComparison.Ordinal);
        Assert.Contains("Degraded: ", (await administrator.OpenAsync("/health/ready")).Body, StringComparison.Ordinal);

        File.Delete(folder);
        board.Clock.Advance(BackupRules.TryAgainAfter);
        Assert.True((await RoundAsync(board))!.IsMade);
        Assert.DoesNotContain("no backup yet", (await administrator.OpenAsync("/health/ready")).Body, StringComparison.Ordinal);

        board.Clock.Advance(TimeSpan.FromDays(3));
        var later = await board.AsAsync(Somebody.Administrator);
        var ready = await later.OpenAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, ready.Status);
        Assert.Contains("The newest backup is 3 days old", ready.Body, StringComparison.Ordinal);
        Assert.Contains("The newest backup is 3 days old", (await later.OpenAsync("/backups")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await board.AsAsync(Somebody.Officer)).OpenAsync("/backups")).Status);
    }

    private Task<Board> NewAsync() => Board.NewAsync(app, options => options with
    {
        Backups = new(folder, 2, 2, () =>
        {
            var (key, how) = BundleKeys.FromPassphrase(Place.Passphrase);
            return new(key, how, null);
        }),
    });

    private static Task<BackupRun?> RoundAsync(Board board) => board.Services.GetRequiredService<KeepBackups>().RoundAsync(Place.Stop);
}
