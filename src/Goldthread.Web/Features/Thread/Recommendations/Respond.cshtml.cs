using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Admin.Outbox;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.Recommendations;

/// <summary>Answers a recommendation, for one's own body or on behalf of another.</summary>
[Needs(Right.Respond, Right.ActOnBehalf)]
public sealed class RespondModel(BoardDb db, Viewer viewer, TimeProvider clock) : BoardPage
{
    public sealed class ResponseInput
    {
        public Answer Answer { get; set; }
        public string? Reason { get; set; }
    }

    /// <summary>A finding the recommendation comes from.</summary>
    public sealed record From(Guid Id, string Ref, string Title, FindingKind Kind);

    public Recommendation Item { get; private set; } = null!;
    public Response Asked { get; private set; } = null!;
    public DateOnly Today { get; } = clock.Today();
    public string AskedName { get; private set; } = "";
    public bool OnBehalf { get; private set; }
    public Names Names { get; private set; } = null!;

    /// <summary>Findings it answers, as far as this reader sees them.</summary>
    public IReadOnlyList<From> ComesFrom { get; private set; } = [];

    [BindProperty]
    public ResponseInput Input { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(Guid id, Guid asked, CancellationToken stop)
    {
        if (await FindAsync(id, asked, stop) is not { } recommendation) return NotFound();
        (Command.Version, Input.Answer, Input.Reason) = (recommendation.Version, Asked.Answer, Asked.Reason);
        return await AgainAsync(stop);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, Guid asked, CancellationToken stop)
    {
        if (await FindAsync(id, asked, stop) is not { } recommendation) return NotFound();
        db.Expect(recommendation, Command.Version);
        ModelState.Add(recommendation.Respond(asked, Input.Answer, Input.Reason, viewer, Today));
        if (!ModelState.IsValid) return await AgainAsync(stop);
        Decided($"Answer{Input.Answer}");
        if (OnBehalf) await db.TellLeadsAsync(MailKind.AnswerTakenDown, new(id, recommendation.Ref, $"/recommendations/{id}", asked), clock.UtcNow(), stop);
        return await SaveAndGoAsync(db, $"/recommendations/{id}", "Answer recorded", stop);
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        Names = await Names.LoadAsync(db, stop);
        AskedName = Names[Asked.AskedId];
        var findings = Item.Findings.Select(f => f.TargetId).ToList();
        ComesFrom = await db.Findings.Where(f => findings.Contains(f.Id)).OrderBy(f => f.FoundOn).Select(f => new From(f.Id, f.Ref, f.Title, f.Kind)).ToListAsync(stop);
        await db.LogShownAsync(ComesFrom.Select(f => f.Id), stop);
    }

    private async Task<Recommendation?> FindAsync(Guid id, Guid asked, CancellationToken stop)
    {
        if (await db.FindVisibleAsync<Recommendation>(id, stop) is not { } recommendation) return null;
        if (recommendation.Responses.FirstOrDefault(r => r.AskedId == asked) is not { } response) return null;
        (Item, Asked, OnBehalf) = (recommendation, response, !RecommendationRules.SpeaksFor(viewer, asked));
        return recommendation;
    }
}
