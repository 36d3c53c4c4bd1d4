using Goldthread.Domain;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Features.Admin.Retention;
using Goldthread.Web.Features.Shared;
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
    /// <param name="erasures">The list of what was removed for good, found with the board's key; null to do without.</param>
    /// <param name="said">"Restored into".</param>
    /// <param name="stop">Stops.</param>
    public static async Task<int> FillAsync(BoardOptions options, string work, Func<IServiceProvider, BoardDb, Task<Manifest>> fill, Func<Task> key, Func<ErasureList, ErasureList.Written>? erasures, string said, CancellationToken stop)
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
            var list = scope.ServiceProvider.GetRequiredService<ErasureList>();
            var erased = erasures?.Invoke(list);
            if (erased is not null) list.Keep(erased);
            var manifest = await fill(scope.ServiceProvider, db);
            var differences = await Restore.CompareAsync(manifest, db, stop);
            await db.BringUpToDateAsync(stop);
            await db.FillSearchAsync(stop);
            var again = await scope.ServiceProvider.GetRequiredService<ForGood>().CatchUpAsync(list, stop);
            db.Viewer = Viewer.System(work);
            var verdict = await db.VerifyAuditTrailAsync(scope.ServiceProvider.GetRequiredService<AuditSeals>(), stop);
            Console.WriteLine($"{said} {Path.GetFullPath(options.Data)}: {BackupVerb.What(manifest)}.");
            if (erased is null) await Console.Error.WriteLineAsync("goldthread: WITHOUT THE LIST of what was removed for good: whatever was removed after this copy was made stands here again. Remove it anew before anybody signs in");
            else if (again == 0) Console.WriteLine($"Nothing that was removed for good came back with this copy, by the list of {erased.At.AtBoard()} ({erased.Path}). If the board ran on after that moment, restore with its newer list.");
            else Console.WriteLine($"{Say.Count(again, "record")} that {(again == 1 ? "was" : "were")} removed for good after this copy was made, and came back with it, {(again == 1 ? "is" : "are")} removed again, by the list of {erased.At.AtBoard()} ({erased.Path}). If the board ran on after that moment, restore with its newer list.");
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

    // Only what came here now: the folder was empty but for a key.
    private static void TakeBack(BoardOptions options, bool wasThere, bool hadKey)
    {
        if (!wasThere) Directory.Delete(options.Data, recursive: true);
        else
        {
            foreach (var folder in Directory.EnumerateDirectories(options.Data).Where(d => !hadKey || Path.GetFileName(d) != "keys")) Directory.Delete(folder, recursive: true);
            foreach (var file in Directory.EnumerateFiles(options.Data)) File.Delete(file);
        }
    }
}
