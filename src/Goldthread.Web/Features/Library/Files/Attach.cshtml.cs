using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Library.Files;

/// <summary>Attaches files to a record of any kind: to an item on a shelf as its content, to a finding, an action or a
/// measure as evidence (F1, F2).</summary>
[Needs(Right.ShelveItems, Right.RecordFindings, Right.ReportProgress, Right.JudgeImpact, Right.MakeRecommendations)]
[RequestSizeLimit(FileStore.FormLimit), RequestFormLimits(MultipartBodyLengthLimit = FileStore.FormLimit)]
public sealed class AttachModel(BoardDb db, Viewer viewer, AttachFiles attach, TimeProvider clock) : BoardPage
{
    private const int KnownShown = 40;
    private ConfidentialRecord record = null!;

    [BindProperty]
    public FilesInput Files { get; set; } = new();

    [BindProperty]
    public AttachInput Input { get; set; } = new();

    public string Label { get; private set; } = "";
    public string Address { get; private set; } = "/";
    public bool IsEvidence { get; private set; }
    public IReadOnlyList<SelectListItem> Known { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string kind, Guid id, CancellationToken stop)
    {
        if (await FindAsync(kind, id, stop) is { } refused) return refused;
        CheckStanding();
        Input.StandsFor = DateInput.Of(record is LibraryItem item ? item.Date : clock.Today());
        await FillAsync(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string kind, Guid id, CancellationToken stop)
    {
        if (await FindAsync(kind, id, stop) is { } refused) return refused;
        CheckStanding();
        if (!ModelState.IsValid) return await AgainAsync(stop);
        var files = await attach.ReceiveAsync(Files, ModelState, "Files.New", stop);
        var known = Input.KnownId is { } chosen ? await db.Files.SingleOrDefaultAsync(f => f.Id == chosen, stop) : null;
        if (known is not null) ModelState.Add(ReadersOfParts.CanServe(known, record));
        if (files.Count == 0 && known is null && ModelState.IsValid) ModelState.AddModelError("Files.New", "Choose a file");
        var standsFor = Input.StandsFor.Read(ModelState, "Input.StandsFor", "the day it stands for");
        if (standsFor > clock.Today()) ModelState.AddModelError("Input.StandsFor", "The day it stands for must be today or in the past");
        if (IsEvidence && string.IsNullOrWhiteSpace(Input.Note)) ModelState.AddModelError("Input.Note", "Say in a sentence what it shows");
        if (!ModelState.IsValid) return await AgainAsync(stop);

        var attached = (await attach.ToAsync(record, kind, files, standsFor!.Value, stop)).ToList();
        if (known is not null)
        {
            attach.Link(known, kind, record);
            attached.Add(known);
        }
        foreach (var file in attached) Rest(file, standsFor.Value);
        db.Touch(record);
        return await SaveAndGoAsync(db, Address, attached.Count == 1 ? "File attached" : $"{attached.Count} files attached", stop);
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        var (list, isRestricted) = (record.AccessListId, record.Confidentiality == Confidentiality.Restricted);
        var files = await db.Files.Where(f => f.Confidentiality != Confidentiality.Restricted || (isRestricted && f.AccessListId == list)) // the others can't serve it
            .OrderByDescending(f => f.UploadedAt).Take(KnownShown).Select(f => new { f.Id, f.Name, f.StandsFor, f.Confidentiality }).ToListAsync(stop);
        await db.LogReadingsAsync<StoredFile>(files.Where(f => f.Confidentiality == Confidentiality.Restricted).Select(f => f.Id), stop);
        Known = [.. files.Select(f => new SelectListItem($"{f.Name}, stands for {f.StandsFor.InWords()}", f.Id.ToString()))];
    }

    // The record if the viewer sees it; and then whether he or she may attach to it.
    private async Task<IActionResult?> FindAsync(string kind, Guid id, CancellationToken stop)
    {
        var found = await db.FindServedAsync(kind, id, stop);
        if (found is null) return NotFound();
        if (!Attaching.MayAttach(viewer, found)) return StatusCode(StatusCodes.Status403Forbidden);
        (record, Label, Address, IsEvidence) = (found, found.Label, Attaching.Address(kind, id), kind != "item");
        return null;
    }

    // What was withdrawn or merged takes no more evidence.
    private void CheckStanding()
    {
        if (record is Finding finding) ModelState.Add(FindingRules.MustStand(finding), prefix: "");
    }

    private void Rest(StoredFile file, DateOnly standsFor)
    {
        if (!IsEvidence) return;
        var piece = new Evidence(EvidenceSource.File, file.Id, standsFor, Input.Note!.Trim(), viewer.Name).AsItStood(file.Number);
        switch (record)
        {
            case Finding finding: finding.RestOn(piece); break;
            case ImprovementAction action: action.Show(piece); break;
            case ImpactMeasure measure: measure.RestOn(piece); break;
        }
    }
}

/// <summary>What is said about the files.</summary>
public sealed class AttachInput
{
    public Guid? KnownId { get; set; }
    public DateInput StandsFor { get; set; } = new();
    public string? Note { get; set; }
}
