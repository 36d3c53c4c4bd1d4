using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Admin.Outbox;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Features.Thread.Actions;

/// <summary>Says how an action goes, or that it is done.</summary>
[Needs(Right.ReportProgress, Right.ActOnBehalf)]
public sealed class ProgressModel(BoardDb db, Viewer viewer, TimeProvider clock) : ActionPage(db, clock)
{
    public sealed class ProgressInput
    {
        public string? Text { get; set; }
        public string? Percent { get; set; }
        public string? Evidence { get; set; }
        public bool Done { get; set; }
    }

    [BindProperty]
    public ProgressInput Input { get; set; } = new();

    public Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop) => ChangeAsync(id, Input.Done ? "Reported done: the owning group decides" : "Progress posted", async action =>
    {
        var problems = Input.Done ? Done(action) : action.ReportProgress(Input.Text ?? "", ActionRules.ReadPercent(Input.Percent), viewer, Today);
        if (problems.Count == 0 && !RecommendationRules.SpeaksFor(viewer, action.OwnerId))
            await Db.TellLeadsAsync(MailKind.ProgressTakenDown, new(id, action.Ref, $"/actions/{id}", action.OwnerId), Clock.UtcNow(), stop);
        return problems;
    }, stop);

    protected override void Show() => Input.Percent = $"{Item.Percent}";

    private IReadOnlyList<Problem> Done(ImprovementAction action)
    {
        Decided("ReportedDone");
        return action.ReportDone(Input.Text, Input.Evidence, viewer, Today);
    }
}
