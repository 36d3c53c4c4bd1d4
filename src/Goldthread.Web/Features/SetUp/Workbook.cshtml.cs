using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.SetUp;
using Goldthread.Web.Features.Library.Files;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.SetUp;

/// <summary>Organisations, groups, people, roles, priorities and themes from one workbook: read and shown first, and kept whole or not at
/// all.</summary>
[Needs(Right.EditStructure)]
[RequestSizeLimit(FileStore.FormLimit), RequestFormLimits(MultipartBodyLengthLimit = FileStore.FormLimit)]
public sealed class WorkbookModel(BoardDb db, Viewer viewer, BoardContext board, SentWorkbook sent, TimeProvider clock) : BoardPage
{
    [BindProperty]
    public FilesInput Files { get; set; } = new();

    public BoardPlan? Plan { get; private set; }

    public void OnGet() { }

    public async Task<IActionResult> OnGetEmptyAsync(CancellationToken stop) =>
        await sent.HandOutAsync("set-up-workbook", WorkbookForm.Empty(await db.Themes.AnyAsync(stop), board.Words), stop);

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        await ReadAsync(stop);
        return Page();
    }

    [ConfirmFirst]
    public async Task<IActionResult> OnPostKeepAsync(CancellationToken stop)
    {
        await ReadAsync(stop);
        if (Plan is not { Lines.Count: > 0 } || !ModelState.IsValid) return Page();
        foreach (var (organisation, list) in Plan.Organisations) db.AddRange(list, organisation);
        foreach (var (group, list) in Plan.Groups) db.AddRange(list, group);
        db.People.AddRange(Plan.People);
        foreach (var (post, holding) in Plan.Posts) db.AddRange(post, holding);
        db.RoleHoldings.AddRange(Plan.Roles);
        db.Priorities.AddRange(Plan.Priorities);
        db.Themes.AddRange(Plan.Themes);
        return await SaveAndGoAsync(db, "/set-up", $"{Say.Count(Plan.Lines.Count, "line")} brought in", stop);
    }

    private async Task ReadAsync(CancellationToken stop)
    {
        if (await sent.ReadAsync(Files, ModelState, stop) is not { } sheets) return;
        Plan = BoardWorkbook.Read(sheets, await db.AsItIsAsync(board.Words, clock.Today(), stop), viewer);
        if (Plan.Problems.Count > 0) ModelState.AddModelError("faults", $"{Say.Count(Plan.Problems.Count, "cell")} {(Plan.Problems.Count == 1 ? "is" : "are")} not right: mend the workbook and bring it in again. Nothing was kept");
        else if (Plan.Lines.Count == 0) ModelState.AddModelError("Files.New", Plan.Known > 0 ? "The board has everything already that stands in this workbook" : "Nothing stands in this workbook: type into its sheets first");
    }
}
