using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.Actions;

/// <summary>An action: what is promised, how it goes, and what shows that it was done.</summary>
[ForEveryoneSignedIn]
public sealed class DetailsModel(BoardDb db, Viewer viewer, TimeProvider clock) : ActionPage(db, clock)
{
    public sealed record Source(Guid Id, string Ref, string Title);

    public Source? Recommendation { get; private set; }
    public Source? Meeting { get; private set; }
    public string? Post { get; private set; }
    public IReadOnlyList<EvidenceLine> EvidenceLines { get; private set; } = [];
    public EvidenceFormModel EvidenceForm { get; private set; } = null!;
    public bool MayReport { get; private set; }
    public bool MayPlan { get; private set; }
    public bool MayDecide { get; private set; }
    public bool MayWithdraw { get; private set; }

    [BindProperty]
    public EvidenceInput Evidence { get; set; } = new();

    public Task<IActionResult> OnPostEvidenceAsync(Guid id, CancellationToken stop) => ChangeAsync(id, "Evidence added", async action =>
    {
        if (!ActionRules.MayReport(action, viewer) && !viewer.May(Right.AcceptActions, action))
            return [new("", "Someone from the agency that does it, or the business office, must add evidence")];
        if (await Evidence.ReadAsync(Db, ModelState, Today, stop) is { } piece) action.Show(piece);
        return [];
    }, stop, prefix: "");

    public override async Task FillAsync(CancellationToken stop)
    {
        await base.FillAsync(stop);
        if (Item.RecommendationId is { } source)
            Recommendation = await Db.Recommendations.Where(r => r.Id == source).Select(r => new Source(r.Id, r.Ref, r.Title)).SingleOrDefaultAsync(stop);
        if (Item.MeetingId is { } meeting)
            Meeting = await Db.Meetings.Where(m => m.Id == meeting).Select(m => new Source(m.Id, "", m.Title)).SingleOrDefaultAsync(stop);
        await Db.LogShownAsync([Recommendation?.Id ?? Guid.Empty, Meeting?.Id ?? Guid.Empty], stop);
        if (Item.PostId is { } post) Post = await Db.Posts.Where(p => p.Id == post).Select(p => p.Name).SingleOrDefaultAsync(stop);
        EvidenceLines = await Db.EvidenceLinesAsync(Item.Evidence, stop);
        MayReport = ActionRules.MayReport(Item, viewer);
        MayPlan = viewer.May(Right.PlanActions, Item);
        MayDecide = Item.Status == ActionStatus.ReportedDone && ActionRules.JudgeProblems(Item, viewer, Names.IsOffice(Item.OwnerId)).Count == 0;
        MayWithdraw = ActionRules.IsOpen(Item.Status) && viewer.May(Right.AcceptActions, Item);
        if (MayReport || MayDecide)
            EvidenceForm = new(Evidence, await Db.EvidenceChoicesAsync(Evidence.Find, stop), Item.Version, !ModelState.IsValid);
    }
}
