using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.Actions;

/// <summary>Progress on all of one's open actions from one page: a lead with twenty minutes. Rows left empty are left
/// alone; each row carries the version that was on the screen.</summary>
[Needs(Right.ReportProgress)]
public sealed class MyProgressModel(BoardDb db, Viewer viewer, TimeProvider clock) : BoardPage
{
    /// <summary>More than one page could be read in twenty minutes.</summary>
    private const int Most = 40;

    /// <summary>What is typed for one action.</summary>
    public sealed class Line
    {
        public Guid Id { get; set; }
        public int Version { get; set; }
        public string? Text { get; set; }
        public int? Percent { get; set; }
        public bool Done { get; set; }
    }

    [BindProperty]
    public List<Line> Lines { get; set; } = [];

    public DateOnly Today { get; } = clock.Today();
    public IReadOnlyDictionary<Guid, ImprovementAction> Actions { get; private set; } = new Dictionary<Guid, ImprovementAction>();

    public async Task OnGetAsync(CancellationToken stop)
    {
        await FillAsync(stop);
        Lines = [.. Actions.Values.OrderBy(a => a.Due is null).ThenBy(a => a.Due).Select(a => new Line { Id = a.Id, Version = a.Version, Percent = a.Percent })];
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        await FillAsync(stop);
        var typed = Lines.Select((line, index) => (line, index)).Where(x => x.line.Done || !string.IsNullOrWhiteSpace(x.line.Text)
            || (Actions.TryGetValue(x.line.Id, out var action) && x.line.Percent != action.Percent)).ToList(); // a new figure alone asks for its words, rather than getting lost
        if (typed.Count == 0) ModelState.AddModelError("", "Type progress on at least one action");
        foreach (var (line, index) in typed)
        {
            if (!Actions.TryGetValue(line.Id, out var action)) continue; // gone, done meanwhile, or never this person's
            db.Expect(action, line.Version);
            ModelState.Add(line.Done ? action.ReportDone(line.Text ?? "", viewer, Today) : action.ReportProgress(line.Text ?? "", line.Percent ?? -1, viewer, Today), $"Lines[{index}]");
        }
        if (!ModelState.IsValid) return Page();
        return await SaveAndGoAsync(db, "/my/progress", typed.Count == 1 ? "Progress posted on one action" : $"Progress posted on {typed.Count} actions", stop);
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        var mine = viewer.Roles.Where(held => held.ScopeId is not null && RoleRights.Grants(held.Role, Right.ReportProgress)).Select(held => held.ScopeId!.Value).ToList();
        Actions = await db.Actions.Open().Where(a => mine.Contains(a.OwnerId)).OrderBy(a => a.Due == null).ThenBy(a => a.Due).Take(Most).ToDictionaryAsync(a => a.Id, stop);
    }
}
