using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Features.Thread.Actions;

/// <summary>The owning group accepts, on evidence, that an action is done, or sends it back with what is missing.</summary>
[Needs(Right.AcceptActions)]
public sealed class VerifyModel(BoardDb db, Viewer viewer, TimeProvider clock) : ActionPage(db, clock)
{
    public sealed class VerifyInput
    {
        public string? Reason { get; set; }
    }

    [BindProperty]
    public VerifyInput Input { get; set; } = new();

    public IReadOnlyList<EvidenceLine> EvidenceLines { get; private set; } = [];
    public IReadOnlyList<Problem> WhyNot { get; private set; } = [];

    public Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop) =>
        ChangeAsync(id, "Action accepted as done", action => Task.FromResult(action.Verify(viewer, Today)), stop);

    public Task<IActionResult> OnPostSendBackAsync(Guid id, CancellationToken stop) =>
        ChangeAsync(id, "Sent back", action => Task.FromResult(action.SendBack(Input.Reason, viewer, Today)), stop);

    public override async Task FillAsync(CancellationToken stop)
    {
        await base.FillAsync(stop);
        EvidenceLines = await Db.EvidenceLinesAsync(Item.Evidence, stop);
        WhyNot = ActionRules.CanVerify(Item, viewer);
    }
}
