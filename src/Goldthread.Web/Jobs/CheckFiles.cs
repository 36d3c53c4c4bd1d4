using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Jobs;

/// <summary>Asks the scanner again, each minute, about files that came in while it did not answer: they are opened to nobody before it
/// has called them clean. What it finds something in is taken out of the store, and the record of the file says so.</summary>
internal sealed class CheckFiles(FileStore store, FileScanner scanner, IServiceScopeFactory scopes, TimeProvider clock, ILogger<CheckFiles> log) : Round(TimeSpan.FromMinutes(1), clock, log, "Files could not be checked")
{
    /// <inheritdoc/>
    protected override bool IsIdle => !scanner.IsThere;

    /// <inheritdoc/>
    protected override Task DoAsync(CancellationToken stop) => CheckAsync(stop);

    /// <summary>Asks about all that wait.</summary>
    /// <returns>How many the scanner has answered about.</returns>
    public async Task<int> CheckAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
        db.Viewer = Viewer.System("Check files"); // a file that is hidden from most is checked like any other
        var answered = 0;
        var waiting = await db.Files.Where(f => f.Check == FileCheck.Waiting).Select(f => new { f.Id, f.Hash })
            .Concat(db.FileVersions.Where(v => v.Check == FileCheck.Waiting).Select(v => new { v.Id, v.Hash })).OrderBy(f => f.Id).Take(100).Select(f => f.Hash).ToListAsync(stop);
        foreach (var hash in waiting.Distinct())
        {
            await using var content = await store.OpenWholeAsync(hash, stop);
            if (content is null) continue; // the store is away: that is no word about the file
            var (check, what) = await scanner.AskAsync(content, stop);
            if (check == FileCheck.Waiting) break; // it still does not answer
            // What is refused today is refused wherever else it was taken for clean.
            var files = await db.Files.Where(f => f.Hash == hash && (f.Check == FileCheck.Waiting || check == FileCheck.Refused)).ToListAsync(stop);
            var versions = await db.FileVersions.Where(v => v.Hash == hash && (v.Check == FileCheck.Waiting || check == FileCheck.Refused)).ToListAsync(stop);
            foreach (var file in files) file.Checked(check, what);
            foreach (var version in versions) version.Checked(check, what);
            await db.SaveAsync(Command.Now("Check files"), stop);
            if (check == FileCheck.Refused) store.Discard(hash);
            answered += files.Count + versions.Count;
        }
        return answered;
    }
}
