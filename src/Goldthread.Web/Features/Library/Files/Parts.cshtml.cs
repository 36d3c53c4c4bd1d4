using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Goldthread.Web.Features.Library.Files;

/// <summary>Takes large files part by part (F6, ADR 19): the script of a file's field begins one, sends its parts, and gets what the form
/// holds in its place. Opened by a person it lists what of his or hers is unfinished. Nobody else's is seen, gone on with or given up.</summary>
[Needs(Right.ShelveItems, Right.RecordFindings, Right.ReportProgress, Right.JudgeImpact, Right.MakeRecommendations)]
[RequestSizeLimit(2 * FileParts.Part)]
public sealed class PartsModel(FileParts parts, AttachFiles attach, Viewer viewer) : PageModel
{
    /// <summary>What is unfinished, the oldest first.</summary>
    public IReadOnlyList<FileInParts> Unfinished { get; private set; } = [];

    private Guid Me => viewer.PersonId!.Value;

    public async Task OnGetAsync(CancellationToken stop) => Unfinished = await parts.UnfinishedAsync(Me, stop);

    public async Task<IActionResult> OnPostBeginAsync(string? name, long length, string? mark, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(name) || string.IsNullOrWhiteSpace(mark) || mark.Length > 400) return BadRequest();
        var (file, refusal) = await parts.BeginAsync(Me, name, length, mark, stop);
        if (file is null) return new JsonResult(new { refusal });
        return new JsonResult(new { id = file.Id, at = file.At, part = FileParts.Part, tail = await parts.TailAsync(Me, file, stop), tailLength = FileParts.Tail });
    }

    public async Task<IActionResult> OnPostAddAsync(Guid id, long at, CancellationToken stop)
    {
        try
        {
            if (await parts.AddAsync(Me, id, at, Request.Body, stop) is not { } taken) return NotFound();
            return new JsonResult(new { at = taken.At, refusal = taken.Refusal, elsewhere = taken.IsElsewhere, held = taken.File is { } file ? attach.Held(file) : null, name = taken.File?.Name, waits = taken.File?.Waits });
        }
        catch (IOException full) when (full is not FileNotFoundException && !stop.IsCancellationRequested && full.HResult is 28 or unchecked((int)0x80070070))
        {
            return new JsonResult(new { at, full = true, refusal = "The board’s disk is full: tell whoever looks after it. What was received stays for a day, and choosing the file again goes on" });
        }
    }

    public IActionResult OnPostGiveUp(Guid id, bool listed)
    {
        parts.GiveUp(Me, id);
        return listed ? RedirectToPage() : new JsonResult(new { });
    }
}
