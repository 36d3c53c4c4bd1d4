using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Admin.Downloads;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Jobs;

/// <summary>Makes the files of long lists, one after another, oldest first. Several nodes may do so at once: whoever moves a list's time on
/// has it, and a node that dies with it leaves it to the next.</summary>
internal sealed class MakeDownloads(IServiceScopeFactory scopes, DownloadFiles files, TimeProvider clock, ILogger<MakeDownloads> log) : Round(MakeDownloads.Period, clock, log, "Long lists could not be made")
{
    /// <summary>Time between two looks.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override Task DoAsync(CancellationToken stop) => RoundAsync(stop);

    /// <summary>Makes all that wait, and takes away the files of what was taken back.</summary>
    /// <returns>How many were made.</returns>
    public async Task<int> RoundAsync(CancellationToken stop)
    {
        for (var made = 0; ;)
        {
            await using var scope = scopes.CreateAsyncScope(); // each for itself: one reader's sight is not the next one's
            var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
            var now = Clock.UtcNow();
            var all = db.Downloads.IgnoreQueryFilters([BoardDb.Own]);
            var open = all.Where(d => (d.State == DownloadState.Waiting && d.HeldUntil <= now) || (d.State == DownloadState.TakenBack && d.Length > 0));
            if (await open.OrderBy(d => d.AskedAt).Select(d => (Guid?)d.Id).FirstOrDefaultAsync(stop) is not { } id) return made;
            var isMine = await open.Where(d => d.Id == id).ExecuteUpdateAsync(set => set.SetProperty(d => d.HeldUntil, now + DownloadRules.Lease).SetProperty(d => d.Tries, d => d.Tries + 1), stop) == 1;
            if (!isMine) continue;
            var download = await all.SingleAsync(d => d.Id == id, stop);
            db.Viewer = Viewer.System("Long lists");
            if (download.State == DownloadState.TakenBack)
            {
                files.Remove(id);
                download.Emptied();
                await db.SaveAsync(Command.Now("Took a long list away"), stop);
            }
            else if (download.Tries > DownloadRules.MostTries)
            {
                download.Fails(now);
                await db.SaveAsync(Command.Now("Gave up a long list"), stop);
            }
            else
            {
                await scope.ServiceProvider.GetRequiredService<MakeDownload>().MakeAsync(download, stop);
                made++;
            }
        }
    }

    /// <summary>Takes away what is no longer to be fetched; once a day.</summary>
    public async Task SweepAsync(BoardDb db, CancellationToken stop)
    {
        var since = Clock.UtcNow() - DownloadRules.Lasts;
        var all = db.Downloads.IgnoreQueryFilters([BoardDb.Own]);
        await all.Where(d => d.AskedAt < since).ExecuteDeleteAsync(stop);
        files.KeepOnly((await all.Where(d => d.State == DownloadState.Ready).Select(d => d.Id).ToListAsync(stop)).ToHashSet(), Clock.UtcNow() - DownloadRules.Lease);
    }
}
