using Goldthread.Domain;
using Goldthread.Domain.Governance;
using Goldthread.Web.Features.Shared.Word;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Goldthread.Web.Features.Governance.Groups;

/// <summary>The page of a group as one paper for its meeting, to be printed on A4.</summary>
[ForEveryoneSignedIn]
public sealed class PaperModel(BoardDb db, WordExport word, TimeProvider clock) : PageModel
{
    public GroupReport Report { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop) => await ReadAsync(id, stop) ? Page() : NotFound();

    /// <summary>The same in Word (S8, Y4).</summary>
    public async Task<IActionResult> OnGetWordAsync(Guid id, CancellationToken stop)
    {
        if (!await ReadAsync(id, stop)) return NotFound();
        return await word.WriteAsync("group-paper", (nameof(Group), id), Report.Group.Name, filter: null, paper =>
        {
            paper.Write(Report);
            return Task.CompletedTask;
        }, stop);
    }

    private async Task<bool> ReadAsync(Guid id, CancellationToken stop)
    {
        if (await db.GroupReportAsync(id, clock.Today(), withLastMeeting: true, stop) is not { } report) return false;
        Report = report;
        return true;
    }
}
