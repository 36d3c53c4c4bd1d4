using System.Data.Common;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Commands;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Goldthread.Web.Storage.Copies;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Jobs;

/// <summary>Backs the board up once a day and takes old backups away. Of several nodes the one that gets the lock does it.</summary>
internal sealed class KeepBackups(IServiceScopeFactory scopes, BoardOptions options, TimeProvider clock, ILogger<KeepBackups> log) : Round(KeepBackups.Period, clock, log, "The backup of the schedule could not be made")
{
    private const long Lock = 0x476F6C64_6B75706B; // any number that nothing else takes
    private readonly SemaphoreSlim alone = new(1);

    /// <summary>Time between two looks at the clock.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    public override void Dispose()
    {
        alone.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override bool IsIdle => options.Backups is null;

    /// <inheritdoc/>
    protected override Task DoAsync(CancellationToken stop) => RoundAsync(stop);

    /// <summary>Makes a backup if one is due.</summary>
    /// <returns>What came of it; null when none was due, or another node is at it.</returns>
    public async Task<BackupRun?> RoundAsync(CancellationToken stop)
    {
        if (options.Backups is not { } schedule) return null;
        await alone.WaitAsync(stop);
        try
        {
            return await RoundAsync(schedule, stop);
        }
        finally
        {
            alone.Release();
        }
    }

    private async Task<BackupRun?> RoundAsync(BackupSchedule schedule, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
        db.Viewer = Viewer.System("Backup");
        if (!await IsDueAsync(db, schedule, stop)) return null;
        await using var turn = await TakeTurnAsync(stop);
        if (turn is null || !await IsDueAsync(db, schedule, stop)) return null; // another node has made it meanwhile
        var at = Clock.UtcNow();
        try
        {
            Directory.CreateDirectory(schedule.Folder);
            foreach (var left in Directory.EnumerateFiles(schedule.Folder, "goldthread-*.part")) File.Delete(left); // of a node that died at it
            var (run, _) = await scope.ServiceProvider.GetRequiredService<Backup>().MakeAsync(schedule.PathOf(at), schedule.Key(), isScheduled: true, Progress.Unwatched, stop);
            foreach (var old in BackupRules.TooMany(schedule.Made(), schedule.Kept)) File.Delete(schedule.PathOf(old));
            return run;
        }
        catch (Exception problem) when (!stop.IsCancellationRequested)
        {
            Log.LogWarning("The backup of the schedule could not be made: {Problem}", problem.GetType().Name);
            BackupRun failed = new(at, (Clock.UtcNow() - at).TotalSeconds, Path.GetFileName(schedule.PathOf(at)), 0, problem is UsageException ? problem.Message : $"It could not be made ({problem.GetType().Name})", isScheduled: true);
            db.ChangeTracker.Clear();
            db.Add(failed);
            await db.SaveAsync(Command.Now("Backup failed"), stop);
            return failed;
        }
    }

    private async Task<bool> IsDueAsync(BoardDb db, BackupSchedule schedule, CancellationToken stop)
    {
        var last = await db.BackupRuns.Where(r => r.IsScheduled).OrderByDescending(r => r.At).Select(r => new { r.At, r.Length }).FirstOrDefaultAsync(stop);
        return BackupRules.IsDue(Clock.UtcNow(), schedule.Hour, last is null ? null : (last.At, last.Length > 0));
    }

    // The embedded database has one node. On PostgreSQL the lock ends with its transaction, and that with the node.
    private async Task<IAsyncDisposable?> TakeTurnAsync(CancellationToken stop)
    {
        var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
        if (db.Database.IsSqlite()) return scope;
        await db.Database.OpenConnectionAsync(stop);
        var transaction = await db.Database.GetDbConnection().BeginTransactionAsync(stop);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        (command.CommandText, command.Transaction) = ("select pg_try_advisory_xact_lock(@number)", transaction);
        command.Parameters.Add(new Npgsql.NpgsqlParameter("number", Lock));
        var held = new Held(scope, transaction);
        if (await command.ExecuteScalarAsync(stop) is true) return held;
        await held.DisposeAsync();
        return null;
    }

    private sealed class Held(AsyncServiceScope scope, DbTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await scope.DisposeAsync();
        }
    }
}
