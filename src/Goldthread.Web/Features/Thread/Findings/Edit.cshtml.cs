using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Features.Thread.Findings;

/// <summary>Changes what a finding says.</summary>
[Needs(Right.RecordFindings)]
public sealed class EditModel(BoardDb db, Viewer viewer, TimeProvider clock) : FindingForm(db, viewer, clock)
{
    public Finding Item { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await Db.FindVisibleAsync<Finding>(id, stop) is not { } finding) return NotFound();
        if (!Viewer.May(Right.RecordFindings, finding)) return StatusCode(StatusCodes.Status403Forbidden);
        (Item, Command.Version, Input) = (finding, finding.Version, FindingInput.Of(finding));
        await FillAsync(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (await Db.FindVisibleAsync<Finding>(id, stop) is not { } finding) return NotFound();
        if (!Viewer.May(Right.RecordFindings, finding)) return StatusCode(StatusCodes.Status403Forbidden);
        Item = finding;
        Db.Expect(finding, Command.Version);
        Input.OwnerGroupId = finding.OwnerGroupId;
        AskForChoices();
        if (ReadDateAndGroup() is not var (foundOn, _)) return await AgainAsync(stop);
        Input.Fill(finding, foundOn);
        ModelState.Add(FindingRules.MustStand(finding));
        ModelState.Add(FindingRules.Check(finding, Today));
        if (!ModelState.IsValid) return await AgainAsync(stop);
        return await SaveAndGoAsync(Db, $"/findings/{id}", "Finding saved", stop);
    }
}
