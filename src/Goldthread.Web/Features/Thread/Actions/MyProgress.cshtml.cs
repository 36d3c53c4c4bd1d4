using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Library.Files;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.Actions;

/// <summary>Progress on all of one's open actions from one page: a lead with twenty minutes. Rows left empty are left
/// alone; each row carries the version that was on the screen.</summary>
[Needs(Right.ReportProgress)]
[RequestSizeLimit(FileStore.FormLimit), RequestFormLimits(MultipartBodyLengthLimit = FileStore.FormLimit)]
public sealed class MyProgressModel(BoardDb db, Viewer viewer, SentWorkbook sent, TimeProvider clock) : BoardPage
{
    /// <summary>More than one page could be read in twenty minutes.</summary>
    private const int Most = 40;

    /// <summary>What is typed for one action.</summary>
    public sealed class Line
    {
        public Guid Id { get; set; }
        public int Version { get; set; }
        public string? Text { get; set; }
        public string? Percent { get; set; }
        public string? Evidence { get; set; }
        public bool Done { get; set; }
    }

    [BindProperty]
    public List<Line> Lines { get; set; } = [];

    [BindProperty]
    public FilesInput Files { get; set; } = new();

    /// <summary>How many actions a workbook that was sent back says something about; null when none was.</summary>
    public int? Sent { get; private set; }

    public DateOnly Today { get; } = clock.Today();

    /// <summary>Actions that something was typed for and that are no longer this person's to report on, by name where he may see it.</summary>
    public IReadOnlyDictionary<Guid, string> Gone { get; private set; } = new Dictionary<Guid, string>();

    public IReadOnlyDictionary<Guid, ImprovementAction> Actions { get; private set; } = new Dictionary<Guid, ImprovementAction>();

    public async Task OnGetAsync(CancellationToken stop)
    {
        await FillAsync(stop);
        ShowAll();
    }

    private void ShowAll() =>
        Lines = [.. Actions.Values.OrderBy(a => ActionRules.SentBack(a) is null).ThenBy(a => a.Due is null).ThenBy(a => a.Due).Select(a => new Line { Id = a.Id, Version = a.Version, Percent = $"{a.Percent}" })];

    /// <summary>The same as a workbook, to be filled away from the page and sent back (S4).</summary>
    public async Task<IActionResult> OnGetWorkbookAsync(CancellationToken stop)
    {
        await FillAsync(stop);
        ShowAll();
        return await sent.HandOutAsync("progress", [ProgressSheet.Of(Lines.Select(l => Actions[l.Id]))], stop);
    }

    /// <summary>Puts what a workbook says into the fields: it is looked at, and posted, like what is typed.</summary>
    public async Task<IActionResult> OnPostSentAsync(CancellationToken stop)
    {
        await FillAsync(stop);
        ShowAll();
        foreach (var key in ModelState.Keys.Where(k => k.StartsWith("Lines", StringComparison.Ordinal)).ToList()) ModelState.Remove(key);
        if (await sent.ReadAsync(Files, ModelState, stop) is not { } sheets) return Page();
        var (rows, problems) = ProgressSheet.Read(sheets);
        Files.Kept = []; // what it says stands in the fields now
        foreach (var problem in problems) ModelState.AddModelError("Files.New", problem);
        var byRef = Actions.Values.ToDictionary(a => a.Ref, StringComparer.OrdinalIgnoreCase);
        Sent = 0;
        var elsewhere = rows.Select(r => r.Ref).Where(r => !byRef.ContainsKey(r)).ToList();
        var others = elsewhere.Count == 0 ? [] : await db.Actions.Where(a => elsewhere.Contains(a.Ref) && a.Confidentiality != Confidentiality.Restricted).Select(a => new { a.Ref, a.Status }).ToListAsync(stop);
        foreach (var row in rows)
        {
            if (!byRef.TryGetValue(row.Ref, out var action))
            {
                var why = others.FirstOrDefault(o => o.Ref == row.Ref) is not { } other ? "is none of the actions on this page"
                    : other.Status is ActionStatus.Planned or ActionStatus.UnderWay ? "is somebody else’s to report on" : $"is {Say.InWords(other.Status).ToLowerInvariant()} already";
                ModelState.AddModelError("Files.New", $"Line {row.Line}: {row.Ref} {why}. The other lines were read");
                continue;
            }
            var line = Lines.First(l => l.Id == action.Id);
            (line.Text, line.Percent, line.Evidence, line.Done, line.Version) = (row.Text, row.Percent.Length > 0 ? row.Percent : line.Percent, row.Evidence, row.Done, row.Version ?? line.Version);
            Sent++;
        }
        if (Sent == 0 && ModelState.IsValid) ModelState.AddModelError("Files.New", "Nothing new stands in this workbook: fill the columns for progress first");
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        await FillAsync(stop);
        var typed = Lines.Select((line, index) => (line, index)).Where(x => x.line.Done || !string.IsNullOrWhiteSpace(x.line.Text) || !string.IsNullOrWhiteSpace(x.line.Evidence)
            || (Actions.TryGetValue(x.line.Id, out var action) && ActionRules.ReadPercent(x.line.Percent) != action.Percent)).ToList(); // a new figure alone asks for its words, rather than getting lost
        await TellGoneAsync(typed, stop);
        if (typed.Count == 0) ModelState.AddModelError("", "Type progress on at least one action");
        foreach (var (line, index) in typed)
        {
            if (!Actions.TryGetValue(line.Id, out var action)) continue; // said already
            db.Expect(action, line.Version);
            var problems = line.Done ? action.ReportDone(line.Text, line.Evidence, viewer, Today) : action.ReportProgress(line.Text ?? "", ActionRules.ReadPercent(line.Percent), viewer, Today);
            ModelState.Add(problems.Select(p => p.Of(action.Label)), $"Lines[{index}]");
        }
        if (!ModelState.IsValid)
        {
            db.ChangeTracker.Clear(); // the other lines took what was typed already, and nothing of it is saved
            return await AgainAsync(stop);
        }
        return await SaveAndGoAsync(db, "/my/progress", typed.Count == 1 ? "Progress posted on one action" : $"Progress posted on {typed.Count} actions", stop);
    }

    // Done, withdrawn or given to others since the page was opened, or never this person's: nothing is posted until he has seen it.
    private async Task TellGoneAsync(IReadOnlyList<(Line Line, int Index)> typed, CancellationToken stop)
    {
        var ids = typed.Select(t => t.Line.Id).Where(id => !Actions.ContainsKey(id)).ToList();
        if (ids.Count == 0) return;
        await db.LogShownAsync(ids, stop);
        var seen = await db.Actions.Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.Ref, a.Title }).ToDictionaryAsync(a => a.Id, a => $"{a.Title} ({a.Ref})", stop);
        Gone = ids.Distinct().ToDictionary(id => id, id => seen.GetValueOrDefault(id, "An action that you no longer see"));
        foreach (var (line, index) in typed.Where(t => Gone.ContainsKey(t.Line.Id)))
            ModelState.AddModelError($"Lines[{index}].Text", $"{Gone[line.Id]} is no longer yours to report on. Nothing is posted yet: empty this field to post the rest");
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        Actions = await db.OpenToReport().OrderBy(a => a.Due == null).ThenBy(a => a.Due).Take(Most).ToDictionaryAsync(a => a.Id, stop);
        await db.LogReadingsAsync<ImprovementAction>(Actions.Values.Where(a => a.Confidentiality == Confidentiality.Restricted).Select(a => a.Id), stop);
    }
}
