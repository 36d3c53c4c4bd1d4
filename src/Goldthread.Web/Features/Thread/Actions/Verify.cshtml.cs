using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Goldthread.Web.Features.Thread.Actions;

/// <summary>The owning group accepts, on evidence, that an action is done, or sends it back with what is missing: one form.</summary>
[Needs(Right.AcceptActions, Right.AcceptOfficeWork)]
public sealed class VerifyModel(BoardDb db, Viewer viewer, TimeProvider clock) : ActionPage(db, clock)
{
    private const string Accept = "Accept", SendBack = "SendBack", TakeBack = "TakeBack";

    public sealed class VerifyInput
    {
        public string? Decision { get; set; }
        public string? Reason { get; set; }
    }

    [BindProperty]
    public VerifyInput Input { get; set; } = new();

    public IReadOnlyList<EvidenceLine> EvidenceLines { get; private set; } = [];
    public IReadOnlyList<Problem> WhyNot { get; private set; } = [];

    /// <summary>This person may say whether it is done.</summary>
    public bool MayDecide { get; private set; }

    /// <summary>What sending back is called now. Of an action that is accepted it takes the acceptance back.</summary>
    public string Back => Item.Status == ActionStatus.Verified ? TakeBack : SendBack;

    /// <summary>To accept is offered only while it can be accepted.</summary>
    public IReadOnlyList<SelectListItem> Choices =>
        [.. WhyNot.Count == 0 ? new SelectListItem[] { new("It is done: accept it", Accept) } : [], new(Back == TakeBack ? "Take the acceptance back: something is missing" : "Something is missing: send it back", Back)];

    public Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop) =>
        ChangeAsync(id, Input.Decision switch { Accept => "Action accepted as done", TakeBack => "Acceptance taken back", _ => "Action sent back" }, async action =>
        {
            if (Input.Decision is SendBack or TakeBack) Decided(Input.Decision);
            var isOffice = await Db.IsOfficeAsync(action.OwnerId, stop);
            return Input.Decision switch
            {
                Accept => action.Verify(viewer, Today, isOffice),
                SendBack => action.SendBack(Input.Reason, viewer, Today, isOffice),
                TakeBack => action.TakeBack(Input.Reason, viewer, Today, isOffice),
                _ => [new("Decision", "Choose whether to accept it or to send it back")],
            };
        }, stop);

    public override async Task FillAsync(CancellationToken stop)
    {
        await base.FillAsync(stop);
        var isOffice = Names.IsOffice(Item.OwnerId);
        EvidenceLines = await Db.EvidenceLinesAsync(Item.Evidence, stop);
        WhyNot = ActionRules.CanVerify(Item, viewer, isOffice);
        MayDecide = ActionRules.JudgeProblems(Item, viewer, isOffice).Count == 0 && Item.Status is ActionStatus.ReportedDone or ActionStatus.Verified;
    }
}
