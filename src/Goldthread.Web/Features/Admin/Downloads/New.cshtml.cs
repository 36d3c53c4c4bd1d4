using System.Text.Json;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Downloads;

/// <summary>Asks for a long list as a file: how long it is, and with what filter.</summary>
[ForEveryoneSignedIn]
public sealed class NewModel(BoardDb db, Viewer viewer, IEnumerable<IListOut> lists, TimeProvider clock) : BoardPage
{
    private OpenedList opened = null!;

    [FromQuery]
    public string? List { get; set; }

    [FromQuery]
    public ListFormat Format { get; set; }

    [FromQuery]
    public string? Filter { get; set; }

    public int Lines { get; private set; }
    public string Name => Say.ListName(opened.Name);
    public string InWords => opened.Filter;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => await OpenAsync(stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (!await OpenAsync(stop)) return NotFound();
        ModelState.Add(DownloadRules.Check(await db.Downloads.CountAsync(d => d.State == DownloadState.Waiting, stop)));
        if (!ModelState.IsValid) return Page();
        var title = $"{Name}: {InWords}";
        db.Downloads.Add(new(viewer.PersonId!.Value, List!, $"{Format}", Filter!, title.Length <= DownloadRules.LongestTitle ? title : title[..DownloadRules.LongestTitle], clock.UtcNow()));
        return await SaveAndGoAsync(db, "/downloads", "The list is being made", stop);
    }

    private async Task<bool> OpenAsync(CancellationToken stop)
    {
        if (lists.SingleOrDefault(l => l.Name == List) is not { } list || !list.MayBeTakenBy(viewer) || Filter is not { Length: > 0 and <= DownloadRules.LongestFilter } || !Enum.IsDefined(Format)) return false;
        try
        {
            opened = await list.OpenAsync(Filter, stop);
        }
        catch (JsonException)
        {
            return false;
        }
        Lines = await opened.CountAsync(stop);
        return true;
    }
}
