using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Downloads;

/// <summary>The long lists that somebody asked for as files: what is being made, and what can be fetched.</summary>
[ForEveryoneSignedIn]
public sealed class IndexModel(BoardDb db, DownloadFiles files, IServiceScopeFactory scopes, TimeProvider clock) : BoardPage
{
    public Listing<Download> Downloads { get; private set; } = null!;

    /// <summary>Something is still being made: the list looks again by itself.</summary>
    public bool IsWaiting => Downloads.Rows.Any(d => d.State == DownloadState.Waiting);

    public async Task OnGetAsync(int p, CancellationToken stop) =>
        Downloads = await db.Downloads.AsNoTracking().OrderByDescending(d => d.AskedAt).ThenBy(d => d.Id).PageAsync(p, stop);

    /// <summary>The file, for who asked and as long as he or she may see what is in it.</summary>
    public async Task<IActionResult> OnGetFileAsync(Guid id, CancellationToken stop)
    {
        if (await db.Downloads.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id && d.State == DownloadState.Ready, stop) is not { } download || download.AskedAt + DownloadRules.Lasts < clock.UtcNow()) return NotFound();
        await using (var scope = scopes.CreateAsyncScope())
        {
            var beside = scope.ServiceProvider.GetRequiredService<BoardDb>(); // seen as when it was made, which a session's own sight may differ from
            await beside.SeeAsAsync(download.PersonId, clock.Today(), stop);
            if (MakeDownload.SightOf(beside.Viewer) != download.Sight)
            {
                TempData["Done"] = "What you may see has changed since that list was made: ask for it again";
                return LocalRedirect("/downloads");
            }
        }
        if (files.Open(id) is not { } content) return NotFound();
        await db.LogExportAsync($"{download.List}, made on {download.EndedAt!.Value.AtBoard()}", stop);
        return File(content, ListExport.MediaType(Enum.Parse<ListFormat>(download.Format)), download.File);
    }

    /// <summary>Takes one off the list, and its file away.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(Guid id, CancellationToken stop)
    {
        if (await db.Downloads.SingleOrDefaultAsync(d => d.Id == id, stop) is not { } download) return NotFound();
        db.Downloads.Remove(download);
        var answer = await SaveAndGoAsync(db, "/downloads", "The list is removed", stop);
        files.Remove(id);
        return answer;
    }
}

/// <summary>What others do to downloads.</summary>
internal static class DownloadQueries
{
    /// <summary>Takes back every list when a text is taken out; whoever looked for that text has asked for nothing any more. Goes with the
    /// caller's save.</summary>
    public static async Task TakeBackDownloadsAsync(this BoardDb db, Func<string, string> without, DateTime now, CancellationToken stop)
    {
        foreach (var download in await db.Downloads.IgnoreQueryFilters([BoardDb.Own]).ToListAsync(stop))
        {
            if (without(download.Title) != download.Title || without(download.Filter) != download.Filter) db.Downloads.Remove(download);
            else download.TakeBack(now);
        }
    }
}
