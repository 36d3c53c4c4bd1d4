using Goldthread.Domain;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Goldthread.Web.Storage.Copies;
using Microsoft.Data.Sqlite;

namespace Goldthread.Web.Commands;

/// <summary>Fills a new place with a board, or leaves it as it was.</summary>
internal static class NewPlace
{
    /// <summary>Carries it out, compares, brings up to date and verifies.</summary>
    /// <param name="options">The place; its folder is empty, but perhaps for a key.</param>
    /// <param name="work">As the trail names it.</param>
    /// <param name="fill">Puts the board there.</param>
    /// <param name="key">Sees to the master key, before anything else is written.</param>
    /// <param name="said">"Restored into".</param>
    /// <param name="stop">Stops.</param>
    public static async Task<int> FillAsync(BoardOptions options, string work, Func<IServiceProvider, BoardDb, Task<Manifest>> fill, Func<Task> key, string said, CancellationToken stop)
    {
        var wasThere = Directory.Exists(options.Data);
        var hadKey = File.Exists(options.MasterKeyFile);
        try
        {
            OwnerOnly.MakeFolder(options.Data);
            await key();
            await using var app = WebBoard.Build(options, builder => builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None)); // an empty database is asked for tables that it has not
            await using var scope = app.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
            db.Viewer = Viewer.System(work);
            var manifest = await fill(scope.ServiceProvider, db);
            var differences = await Restore.CompareAsync(manifest, db, stop);
            var verdict = await SinceAsync(db, scope.ServiceProvider, stop);
            Console.WriteLine($"{said} {Path.GetFullPath(options.Data)}: {BackupVerb.What(manifest)}.");
            foreach (var difference in differences) await Console.Error.WriteLineAsync($"goldthread: {difference}");
            foreach (var missing in manifest.MissingFiles) await Console.Error.WriteLineAsync($"goldthread: the file {missing} was missing or damaged already when the copy was made");
            Console.WriteLine(verdict.FirstBroken is null ? $"{verdict.Entries} entries of the audit trail checked: {verdict.What}." : $"The audit trail is broken at entry {verdict.FirstBroken}: {verdict.What}.");
            return verdict.FirstBroken is null && differences.Count == 0 && manifest.MissingFiles.Count == 0 ? 0 : 1;
        }
        catch (Exception problem)
        {
            TakeBack(options, wasThere, hadKey);
            if (problem is IOException or UnauthorizedAccessException or SqliteException { SqliteErrorCode: 13 }) throw new UsageException($"it can't be written: {problem.Message.TrimEnd('.')}. Nothing of it is left");
            throw;
        }
    }

    private static async Task<Domain.Admin.AuditVerdict> SinceAsync(BoardDb db, IServiceProvider services, CancellationToken stop)
    {
        await db.BringUpToDateAsync(stop);
        await db.FillSearchAsync(stop);
        return await db.VerifyAuditTrailAsync(services.GetRequiredService<AuditSeals>(), stop);
    }

    // Only what came here now: the folder was empty but for a key.
    private static void TakeBack(BoardOptions options, bool wasThere, bool hadKey)
    {
        SqliteConnection.ClearAllPools();
        if (!wasThere) Directory.Delete(options.Data, recursive: true);
        else
        {
            foreach (var folder in Directory.EnumerateDirectories(options.Data).Where(d => !hadKey || Path.GetFileName(d) != "keys")) Directory.Delete(folder, recursive: true);
            foreach (var file in Directory.EnumerateFiles(options.Data)) File.Delete(file);
        }
    }
}
