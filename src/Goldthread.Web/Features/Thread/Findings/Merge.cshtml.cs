using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.Findings;

/// <summary>Makes two findings that say the same one: the other takes over what hangs on this.</summary>
[Needs(Right.RecordFindings)]
public sealed class MergeModel(BoardDb db, Viewer viewer, TimeProvider clock) : BoardPage
{
    private const int Most = 100;

    public sealed class MergeInput
    {
        public Guid? IntoId { get; set; }
        public string? Reason { get; set; }
    }

    public Finding Item { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Choices { get; private set; } = [];

    [BindProperty]
    public MergeInput Input { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await db.FindVisibleAsync<Finding>(id, stop) is not { } finding) return NotFound();
        if (!viewer.May(Right.RecordFindings, finding)) return StatusCode(StatusCodes.Status403Forbidden);
        (Item, Command.Version) = (finding, finding.Version);
        return await AgainAsync(stop);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (await db.FindVisibleAsync<Finding>(id, stop) is not { } finding) return NotFound();
        if (!viewer.May(Right.RecordFindings, finding)) return StatusCode(StatusCodes.Status403Forbidden);
        Item = finding;
        db.Expect(finding, Command.Version);
        if (Input.IntoId is { } chosen && await db.FindVisibleAsync<Finding>(chosen, stop) is { } into)
        {
            var recommendations = await db.Recommendations.Where(r => r.Findings.Any(f => f.TargetId == id)).ToListAsync(stop);
            var later = await db.Findings.Where(f => f.Repeats.Any(r => r.TargetId == id)).ToListAsync(stop);
            ModelState.Add(finding.MergeInto(into, Input.Reason, recommendations, later, viewer, clock.Today()));
            db.Touch(into); // whoever merges it away at this moment is told so, or both would be gone
            // A file goes on being one of the record that cites it.
            var files = into.Evidence.Where(e => e.Source == EvidenceSource.File).Select(e => e.SourceId).ToList();
            foreach (var file in await db.FileLinks.Where(l => l.RecordId == id && files.Contains(l.FileId)).Select(l => l.FileId).Distinct().ToListAsync(stop))
                db.FileLinks.Add(new FileLink(file, "finding", chosen));
        }
        else
        {
            ModelState.AddModelError("Input.IntoId", "Choose the finding that goes on");
        }
        if (!ModelState.IsValid) return await AgainAsync(stop);
        return await SaveAndGoAsync(db, $"/findings/{Input.IntoId}", $"{Item.Ref} is merged into this finding", stop);
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        var themes = Item.Themes.Select(t => t.TargetId).ToList();
        var isStrength = Item.Kind == FindingKind.Strength;
        var alike = await db.Findings.Where(f => f.Id != Item.Id && f.Confidentiality == Item.Confidentiality && f.AccessListId == Item.AccessListId
                && (f.Kind == FindingKind.Strength) == isStrength && f.Themes.Any(t => themes.Contains(t.TargetId)))
            .OrderByDescending(f => f.FoundOn).Take(Most).Select(f => new { f.Id, f.Ref, f.Title, f.FoundOn, f.OwnerGroupId }).ToListAsync(stop);
        Choices = [.. alike.Where(f => viewer.MayIn(f.OwnerGroupId, Right.RecordFindings)).Select(f => new SelectListItem($"{f.Title} ({f.Ref}, {f.FoundOn.Year})", f.Id.ToString()))];
    }
}
