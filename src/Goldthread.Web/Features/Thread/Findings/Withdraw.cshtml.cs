using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Features.Thread.Findings;

/// <summary>Takes a finding back with a reason, or brings it back.</summary>
[Needs(Right.RecordFindings)]
public sealed class WithdrawModel(BoardDb db, Viewer viewer, TimeProvider clock) : BoardPage
{
    public sealed class WithdrawInput
    {
        public string? Reason { get; set; }
    }

    public Finding Item { get; private set; } = null!;

    public bool IsWithdrawn => Item.Status == FindingStatus.Withdrawn;

    [BindProperty]
    public WithdrawInput Input { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await db.FindVisibleAsync<Finding>(id, stop) is not { } finding) return NotFound();
        if (!viewer.May(Right.RecordFindings, finding)) return StatusCode(StatusCodes.Status403Forbidden);
        (Item, Command.Version) = (finding, finding.Version);
        return Page();
    }

    public Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop) => ChangeAsync(id, "Finding withdrawn", finding => finding.Withdraw(Input.Reason, viewer, clock.Today()), stop);

    public Task<IActionResult> OnPostBackAsync(Guid id, CancellationToken stop) => ChangeAsync(id, "The finding stands again", finding => finding.BringBack(viewer), stop);

    private async Task<IActionResult> ChangeAsync(Guid id, string done, Func<Finding, IReadOnlyList<Problem>> change, CancellationToken stop)
    {
        if (await db.FindVisibleAsync<Finding>(id, stop) is not { } finding) return NotFound();
        if (!viewer.May(Right.RecordFindings, finding)) return StatusCode(StatusCodes.Status403Forbidden);
        Item = finding;
        db.Expect(finding, Command.Version);
        ModelState.Add(change(finding));
        if (!ModelState.IsValid) return await AgainAsync(stop);
        return await SaveAndGoAsync(db, $"/findings/{id}", done, stop);
    }
}
