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

        /// <summary>Ticked by whoever has laid the two side by side: it can't be taken back.</summary>
        public bool Compared { get; set; }
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
            db.Touch(into); // whoever merges it away at this moment is told so, or both would be gone
            if (!Input.Compared) ModelState.AddModelError("Input.Compared", "Compare the two, and tick that you have");
            if (ModelState.IsValid) ModelState.Add(finding.MergeInto(into, Input.Reason, recommendations, later, viewer, clock.Today()));
            else ModelState.Add(FindingRules.CanMerge(finding, into, Input.Reason, recommendations, viewer));
            if (ModelState.IsValid) await MoveFilesAsync(id, chosen, stop);
        }
        else
        {
            ModelState.AddModelError("Input.IntoId", "Choose the finding that goes on");
        }
        if (!ModelState.IsValid) return await AgainAsync(stop);
        return await SaveAndGoAsync(db, $"/findings/{Input.IntoId}", $"{Item.Ref} is merged into this finding", stop);
    }

    // Its files go along. A link left behind would count as another record that the file serves, and keep it open when the
    // finding that goes on is restricted.
    private async Task MoveFilesAsync(Guid from, Guid to, CancellationToken stop)
    {
        var links = await db.FileLinks.Where(l => l.RecordId == from || l.RecordId == to).ToListAsync(stop);
        var there = links.Where(l => l.RecordId == to).Select(l => l.FileId).ToHashSet();
        foreach (var link in links.Where(l => l.RecordId == from))
        {
            db.FileLinks.Remove(link);
            if (there.Add(link.FileId)) db.FileLinks.Add(new FileLink(link.FileId, "finding", to));
        }
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        var themes = Item.Themes.Select(t => t.TargetId).ToList();
        var isStrength = Item.Kind == FindingKind.Strength;
        var alike = await db.Findings.Where(f => f.Id != Item.Id && f.Confidentiality == Item.Confidentiality && f.AccessListId == Item.AccessListId
                && (f.Kind == FindingKind.Strength) == isStrength && f.Themes.Any(t => themes.Contains(t.TargetId)))
            .OrderByDescending(f => f.FoundOn).Take(Most).Select(f => new { f.Id, f.Ref, f.Title, f.FoundOn, f.OwnerGroupId }).ToListAsync(stop);
        var offered = alike.Where(f => viewer.MayIn(f.OwnerGroupId, Right.RecordFindings)).ToList();
        if (Item.Confidentiality == Confidentiality.Restricted) await db.LogReadingsAsync<Finding>(offered.Select(f => f.Id), stop); // and so are they
        Choices = [.. offered.Select(f => new SelectListItem($"{f.Title} ({f.Ref}, {f.FoundOn.Year})", f.Id.ToString()))];
    }
}
