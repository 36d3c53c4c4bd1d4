using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Dataset;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.Findings;

/// <summary>A finding: what it rests on, what it led to, and what it repeats.</summary>
[ForEveryoneSignedIn]
public sealed class DetailsModel(BoardDb db, Viewer viewer, TimeProvider clock, BoardContext board) : BoardPage
{
    /// <summary>A recommendation that came of it.</summary>
    public sealed record Led(Guid Id, string Ref, string Title, RecommendationStatus Status);

    /// <summary>An earlier finding, linked or offered.</summary>
    public sealed record Earlier(Guid Id, string Ref, string Title, DateOnly FoundOn);

    public Finding Item { get; private set; } = null!;
    public bool MayRecord { get; private set; }
    public bool MayBringBack { get; private set; }

    /// <summary>The finding that took this one over, if this reader may see it.</summary>
    public Earlier? MergedInto { get; private set; }

    /// <summary>Findings merged into this one, each with the day of it, as far as this reader may see them.</summary>
    public IReadOnlyList<Earlier> TookOver { get; private set; } = [];

    /// <summary>Charts of cited indicators as they stood then, with the address of each live one.</summary>
    public IReadOnlyList<(ChartSnapshot Chart, string Live)> Charts { get; private set; } = [];

    public Names Names { get; private set; } = null!;
    public IReadOnlyList<EvidenceLine> EvidenceLines { get; private set; } = [];
    public EvidenceFormModel EvidenceForm { get; private set; } = null!;
    public IReadOnlyList<Led> LedTo { get; private set; } = [];
    public IReadOnlyList<Earlier> Repeated { get; private set; } = [];
    public IReadOnlyList<Earlier> Offered { get; private set; } = [];

    public IEnumerable<SelectListItem> OfferedChoices => Offered.Select(o => new SelectListItem($"{o.Title} ({o.FoundOn.Year})", o.Id.ToString()));

    [BindProperty]
    public EvidenceInput Evidence { get; set; } = new();

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Audience { get; set; }

    [BindProperty]
    public string? Who { get; set; }

    [BindProperty]
    public string? What { get; set; }

    [BindProperty]
    public List<Guid> EarlierIds { get; set; } = [];

    public Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop) => ShowAsync(id, stop);

    public Task<IActionResult> OnPostEvidenceAsync(Guid id, CancellationToken stop) => ChangeAsync(id, "Evidence added", async finding =>
    {
        if (await Evidence.ReadAsync(db, ModelState, clock.Today(), stop) is { } piece) finding.RestOn(piece.Showing(await ChartSnapshot.TakeAsync(db, board.Settings.Area, piece, clock.Today(), stop)));
        return [];
    }, stop);

    public Task<IActionResult> OnPostNoneAsync(Guid id, CancellationToken stop) =>
        ChangeAsync(id, "Recorded that nothing is recommended", finding => Task.FromResult(finding.RecommendNothing(Reason ?? "")), stop);

    public Task<IActionResult> OnPostShareAsync(Guid id, CancellationToken stop) =>
        ChangeAsync(id, "Marked as worth sharing", finding => Task.FromResult(finding.ShareWith(Audience ?? "")), stop);

    public Task<IActionResult> OnPostUptakeAsync(Guid id, CancellationToken stop) => ChangeAsync(id, "Recorded who took it up", finding =>
    {
        if (string.IsNullOrWhiteSpace(Who)) return Task.FromResult<IReadOnlyList<Problem>>([new("Who", "Say who took it up")]);
        return Task.FromResult(finding.TakeUp(new(Who.Trim(), clock.Today(), What?.Trim() ?? "")));
    }, stop);

    public Task<IActionResult> OnPostRepeatsAsync(Guid id, CancellationToken stop) => ChangeAsync(id, "Earlier findings linked", async finding =>
    {
        // Only what this person may see can be linked; what is linked already stays.
        var visible = await db.Findings.Where(f => EarlierIds.Contains(f.Id) && f.FoundOn <= finding.FoundOn && f.Id != id).Select(f => f.Id).ToListAsync(stop);
        finding.Repeat(finding.Repeats.Select(r => r.TargetId).Union(visible));
        return [];
    }, stop);

    private async Task<IActionResult> ChangeAsync(Guid id, string done, Func<Finding, Task<IReadOnlyList<Problem>>> change, CancellationToken stop)
    {
        if (await db.FindVisibleAsync<Finding>(id, stop) is not { } finding) return NotFound();
        if (!viewer.May(Right.RecordFindings, finding)) return StatusCode(StatusCodes.Status403Forbidden);
        Item = finding;
        db.Expect(finding, Command.Version);
        ModelState.Add(FindingRules.MustStand(finding), prefix: "");
        if (ModelState.IsValid) ModelState.Add(await change(finding), prefix: "");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        return await SaveAndGoAsync(db, $"/findings/{id}", done, stop);
    }

    private async Task<IActionResult> ShowAsync(Guid id, CancellationToken stop)
    {
        if (await db.FindVisibleAsync<Finding>(id, stop) is not { } finding) return NotFound();
        (Item, Command.Version) = (finding, finding.Version);
        return await AgainAsync(stop);
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        MayRecord = Item.Status == FindingStatus.Standing && viewer.May(Right.RecordFindings, Item);
        MayBringBack = FindingRules.CanBringBack(Item, viewer).Count == 0;
        if (Item.MergedIntoId is { } into) MergedInto = await db.Findings.IgnoreQueryFilters([BoardDb.Standing]).Where(f => f.Id == into).Select(f => new Earlier(f.Id, f.Ref, f.Title, f.FoundOn)).SingleOrDefaultAsync(stop);
        TookOver = await db.Findings.IgnoreQueryFilters([BoardDb.Standing]).Where(f => f.MergedIntoId == Item.Id).OrderBy(f => f.GoneOn).ThenBy(f => f.Ref)
            .Select(f => new Earlier(f.Id, f.Ref, f.Title, f.GoneOn ?? f.FoundOn)).ToListAsync(stop);
        Names = await Names.LoadAsync(db, stop);
        EvidenceLines = await db.EvidenceLinesAsync(Item.Evidence, stop);
        var drawn = EvidenceLines.Where(line => line.Chart is not null).Select((line, number) => (Line: line, Chart: ChartSnapshot.Read(line.Chart!, $"as-it-stood-{number + 1}"))).Where(d => d.Chart is not null).ToList();
        var charts = await ChartSnapshot.NameAsync(db, [.. drawn.Select(d => d.Chart!)], stop);
        Charts = [.. charts.Zip(drawn, (chart, d) => (chart, $"/indicators/{d.Line.SourceId}"))];
        LedTo = await db.Recommendations.Where(r => r.Findings.Any(f => f.TargetId == Item.Id)).OrderBy(r => r.MadeOn)
            .Select(r => new Led(r.Id, r.Ref, r.Title, r.Status)).ToListAsync(stop);
        var themes = Item.Themes.Select(t => t.TargetId).ToList();
        var organisations = Item.Organisations.Select(o => o.TargetId).ToList();
        var linked = Item.Repeats.Select(r => r.TargetId).ToList();
        var earlier = await db.Findings
            .Where(f => f.Id != Item.Id && f.FoundOn <= Item.FoundOn && (linked.Contains(f.Id)
                || (f.Themes.Any(t => themes.Contains(t.TargetId)) && f.Organisations.Any(o => organisations.Contains(o.TargetId)))))
            .OrderByDescending(f => f.FoundOn).Take(30).Select(f => new Earlier(f.Id, f.Ref, f.Title, f.FoundOn)).ToListAsync(stop);
        await db.LogShownAsync([MergedInto?.Id ?? Guid.Empty, .. TookOver.Select(f => f.Id), .. LedTo.Select(r => r.Id), .. earlier.Where(f => MayRecord || linked.Contains(f.Id)).Select(f => f.Id)], stop);
        Repeated = [.. earlier.Where(f => linked.Contains(f.Id)).OrderBy(f => f.FoundOn)];
        if (!MayRecord) return;
        Offered = [.. earlier.Where(f => !linked.Contains(f.Id)).Take(8)];
        EvidenceForm = new(Evidence, await db.EvidenceChoicesAsync(Evidence.Find, stop), Item.Version, ModelState.Keys.Any(key => key.StartsWith("Evidence", StringComparison.Ordinal)) && !ModelState.IsValid);
    }
}
