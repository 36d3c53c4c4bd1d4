using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.Recommendations;

/// <summary>A recommendation: where it comes from, who answered what, what is done and what changed.</summary>
[ForEveryoneSignedIn]
public sealed class DetailsModel(BoardDb db, Viewer viewer, TimeProvider clock) : BoardPage
{
    public sealed record From(Guid Id, string Ref, string Title, FindingKind Kind, DateOnly? GoneOn, Guid? MergedIntoId, bool IsRestricted);
    public sealed record Doing(Guid Id, string Ref, string Title, ActionStatus Status, DateOnly? Due, DateOnly? FirstDue, Guid OwnerId, Mechanism Mechanism, bool IsRestricted);
    public sealed record Seeing(Guid Id, string Ref, string HowSeen, string Baseline, string Target, string Result, DateOnly CheckOn, DateOnly? JudgedOn, Judgement Judgement, bool IsRestricted);

    public Recommendation Item { get; private set; } = null!;
    public Names Names { get; private set; } = null!;
    public DateOnly Today { get; } = clock.Today();
    public IReadOnlyList<From> ComesFrom { get; private set; } = [];
    public IReadOnlyList<Doing> Actions { get; private set; } = [];
    public IReadOnlyList<Seeing> Measures { get; private set; } = [];
    public bool MayEdit { get; private set; }
    public bool MayJudge { get; private set; }
    public bool MayPlan { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await db.FindVisibleAsync<Recommendation>(id, stop) is not { } recommendation) return NotFound();
        (Item, Command.Version) = (recommendation, recommendation.Version);
        return await AgainAsync(stop);
    }

    /// <summary>May this person answer for one that was asked, or for them?</summary>
    public bool MayAnswer(Response response) => Item.Status == RecommendationStatus.Open
        && ((RecommendationRules.SpeaksFor(viewer, response.AskedId) && viewer.MayIn(response.AskedId, Right.Respond)) || viewer.May(Right.ActOnBehalf, Item));

    public override async Task FillAsync(CancellationToken stop)
    {
        Names = await Names.LoadAsync(db, stop);
        var findingIds = Item.Findings.Select(f => f.TargetId).ToList();
        ComesFrom = await db.Findings.IgnoreQueryFilters([BoardDb.Standing]).Where(f => findingIds.Contains(f.Id)).OrderBy(f => f.FoundOn).Select(f => new From(f.Id, f.Ref, f.Title, f.Kind, f.GoneOn, f.MergedIntoId, f.Confidentiality == Confidentiality.Restricted)).ToListAsync(stop);
        Actions = await db.Actions.Where(a => a.RecommendationId == Item.Id).OrderBy(a => a.PlannedOn).ThenBy(a => a.Id)
            .Select(a => new Doing(a.Id, a.Ref, a.Title, a.Status, a.Due, a.FirstDue, a.OwnerId, a.Mechanism, a.Confidentiality == Confidentiality.Restricted)).ToListAsync(stop);
        Measures = await db.Measures.Where(m => m.RecommendationId == Item.Id).OrderBy(m => m.CheckOn).ThenBy(m => m.Id)
            .Select(m => new Seeing(m.Id, m.Ref, m.HowSeen, m.Baseline, m.Target, m.Result, m.CheckOn, m.JudgedOn, m.Judgement, m.Confidentiality == Confidentiality.Restricted)).ToListAsync(stop);
        await db.LogReadingsAsync([.. ComesFrom.Where(f => f.IsRestricted).Select(f => ("Finding", f.Id)), .. Actions.Where(a => a.IsRestricted).Select(a => ("Action", a.Id)),
            .. Measures.Where(m => m.IsRestricted).Select(m => ("Measure", m.Id))], stop);
        MayEdit = viewer.May(Right.MakeRecommendations, Item);
        MayJudge = viewer.May(Right.JudgeImpact, Item);
        MayPlan = Item.Status == RecommendationStatus.Open && viewer.May(Right.PlanActions, Item);
    }
}
