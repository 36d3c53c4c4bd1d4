using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Dataset;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.Findings;

/// <summary>Records a finding, with the evidence it was seen in.</summary>
[Needs(Right.RecordFindings)]
public sealed class NewModel(BoardDb db, Viewer viewer, TimeProvider clock, BoardContext board) : FindingForm(db, viewer, clock)
{
    public async Task OnGetAsync(Guid? item, Guid? indicator, CancellationToken stop)
    {
        (Input.ItemId, Input.IndicatorId, Input.FoundOn) = (item, indicator, DateInput.Of(Today));
        if (item is { } id && await Db.LibraryItems.Where(i => i.Id == id).Select(i => new { i.OrganisationId, i.Confidentiality, Themes = i.Themes.Select(t => t.TargetId).ToList() }).SingleOrDefaultAsync(stop) is { } source)
        {
            Input.Themes = source.Themes;
            if (source.Confidentiality == Confidentiality.Restricted) Input.Confidentiality = Confidentiality.Restricted; // wider only when somebody chooses so
            if (source.OrganisationId is { } organisation) Input.Organisations = [organisation];
        }
        else if (indicator is { } figures && await Db.Indicators.Where(i => i.Id == figures).Select(i => new { i.OwnerId, Themes = i.Themes.Select(t => t.TargetId).ToList() }).SingleOrDefaultAsync(stop) is { } measured)
        {
            Input.Themes = measured.Themes;
            if (measured.OwnerId is { } owner) Input.Organisations = [owner];
        }
        await FillAsync(stop);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        var (foundOn, group) = ReadDateAndGroup() ?? (Today, Guid.Empty); // goes on, to tell all problems at once
        AskForChoices();
        var finding = new Finding(Input.Kind ?? default, Input.Title?.Trim() ?? "", foundOn, group);
        Input.Fill(finding, foundOn);
        ModelState.Add(FindingRules.Check(finding, Today));
        if (group != Guid.Empty && !Viewer.MayIn(group, Right.RecordFindings)) ModelState.AddModelError("Input.OwnerGroupId", "Choose a group you record findings for");
        else if (group != Guid.Empty) ModelState.Add(PublishingRules.Check(Input.Confidentiality, group, Viewer));
        await AttachAsync(finding, foundOn, stop);
        if (!ModelState.IsValid) return await AgainAsync(stop);
        await Db.LimitAsync(finding, Input.Confidentiality, group, Today, stop);
        Db.Findings.Add(finding);
        return await SaveAndGoAsync(Db, $"/findings/{finding.Id}", "Finding recorded", stop);
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        IsNew = true;
        await base.FillAsync(stop);
        await Db.LogShownAsync([Input.ItemId ?? Input.IndicatorId ?? Guid.Empty], stop);
        if (Input.ItemId is { } item) EvidenceName = await Db.LibraryItems.Where(i => i.Id == item).Select(i => i.Title).SingleOrDefaultAsync(stop);
        else if (Input.IndicatorId is { } indicator) EvidenceName = await Db.Indicators.Where(i => i.Id == indicator).Select(i => i.Name).SingleOrDefaultAsync(stop);
    }

    // What may not be seen can't be cited either.
    private async Task AttachAsync(Finding finding, DateOnly foundOn, CancellationToken stop)
    {
        var note = Input.EvidenceNote?.Trim() ?? "";
        if (Input.ItemId is { } item && await Db.LibraryItems.Where(i => i.Id == item).Select(i => (DateOnly?)i.Date).SingleOrDefaultAsync(stop) is { } date)
            finding.RestOn(new(EvidenceSource.LibraryItem, item, date, note, Viewer.Name));
        else if (Input.IndicatorId is { } indicator && await Db.Indicators.AnyAsync(i => i.Id == indicator, stop))
        {
            Evidence piece = new(EvidenceSource.Indicator, indicator, foundOn, note, Viewer.Name);
            finding.RestOn(piece.Showing(await ChartSnapshot.TakeAsync(Db, board.Settings.Area, piece, Today, stop)));
        }
        else if (note.Length > 0) finding.RestOn(new(EvidenceSource.Statement, null, foundOn, note, Viewer.Name));
    }
}
