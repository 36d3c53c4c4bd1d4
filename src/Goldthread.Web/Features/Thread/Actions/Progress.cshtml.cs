using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
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

    public Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop) => ChangeAsync(id, Input.Done ? "Reported done: the owning group decides" : "Progress posted", action =>
        Task.FromResult(Input.Done ? Done(action) : action.ReportProgress(Input.Text ?? "", ActionRules.ReadPercent(Input.Percent), viewer, Today)), stop);

    protected override void Show() => Input.Percent = $"{Item.Percent}";

    private IReadOnlyList<Problem> Done(ImprovementAction action)
    {
        var lacking = ActionRules.LacksEvidence(action, Input.Evidence);
        if (lacking.Count > 0) return [.. ActionRules.CanReportDone(action, Input.Text, viewer), .. lacking];
        Decided("ReportedDone");
        if (!string.IsNullOrWhiteSpace(Input.Evidence)) action.Show(new(EvidenceSource.Statement, null, Today, Input.Evidence.Trim(), viewer.Name));
        return action.ReportDone(Input.Text ?? "", viewer, Today);
    }
}
