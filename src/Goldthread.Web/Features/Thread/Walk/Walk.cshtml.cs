using Goldthread.Domain;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared.Word;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Goldthread.Web.Features.Thread.Walk;

/// <summary>The whole thread from any of its records, both ways (A2), with what was done and what it changed (A11).</summary>
[ForEveryoneSignedIn]
public sealed class WalkModel(BoardDb db, Viewer viewer, WordExport word, TimeProvider clock) : PageModel
{
    public WalkedThread Walked { get; private set; } = null!;
    public ThreadPicture Picture { get; private set; } = null!;
    public EffortAndEffect Both { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string kind, Guid id, CancellationToken stop) => await ReadAsync(kind, id, stop) ? Page() : NotFound();

    /// <summary>The same in Word, its picture as a list (Y4).</summary>
    public async Task<IActionResult> OnGetWordAsync(string kind, Guid id, CancellationToken stop)
    {
        if (!await ReadAsync(kind, id, stop)) return NotFound();
        return await word.WriteAsync("thread", (RecordOf(kind), id), $"The thread of {Walked.Title}", filter: null, paper =>
        {
            paper.Write(Walked, Picture, Both, viewer.SeesTheBoard);
            return Task.CompletedTask;
        }, stop);
    }

    // The thread's kinds as the trail names records.
    private static string RecordOf(string kind) => kind switch
    {
        "item" => nameof(LibraryItem),
        "indicator" => nameof(Indicator),
        "finding" => nameof(Finding),
        "recommendation" => nameof(Recommendation),
        "action" => nameof(ImprovementAction),
        _ => nameof(ImpactMeasure),
    };

    private async Task<bool> ReadAsync(string kind, Guid id, CancellationToken stop)
    {
        var today = clock.Today();
        if (await db.WalkAsync(kind, id, today, stop) is not { } walked) return false;
        Walked = walked;
        var rows = walked.Rows;
        await db.LogShownAsync(rows.Findings.Select(f => f.Id).Concat(rows.Recommendations.Select(r => r.Id)).Concat(rows.Actions.Select(a => a.Id)).Concat(rows.Measures.Select(m => m.Id))
            .Concat(rows.Evidence.Select(e => e.SourceId)).Concat(walked.AlsoShows.Select(l => l.Id)).Where(other => other != id), stop);
        Picture = ThreadPicture.Of(rows, id, today, viewer.SeesTheBoard);
        Both = EffortAndEffect.Of(walked.Rows.Actions, walked.Rows.Measures);
        return true;
    }
}
