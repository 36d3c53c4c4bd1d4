using Goldthread.Domain;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Goldthread.Web.Features.Thread.Recommendations;

/// <summary>Which recommendations to list; stands in the address.</summary>
public sealed class RecommendationFilter
{
    public RecommendationStatus? Status { get; set; }
    public Guid? Agency { get; set; }
    public Guid? Group { get; set; }
    public Guid? Theme { get; set; }
    public string? Sort { get; set; }
}

/// <summary>A recommendation as one line: effort and effect side by side (A11).</summary>
public sealed record RecommendationLine(Guid Id, string Ref, string Title, DateOnly MadeOn, RecommendationStatus Status, Guid OwnerGroupId,
    int Answered, int Asked, int ActionsDone, int Actions, Judgement? Judged, bool IsRestricted) : IListLine;

/// <summary>All recommendations the reader may see.</summary>
[ForEveryoneSignedIn]
public sealed class IndexModel(BoardDb db, ListExport export, RecommendationsOut list, TimeProvider clock) : PageModel
{
    public RecommendationFilter Filter { get; private set; } = new();
    public Listing<RecommendationLine> Recommendations { get; private set; } = null!;
    public Names Names { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];

    public async Task OnGetAsync([FromQuery] RecommendationFilter filter, int p, CancellationToken stop)
    {
        Filter = filter;
        Recommendations = await Listed(db, filter).PageAsync(all => AsLines(all, db), p, stop);
        await db.LogReadingsAsync<Recommendation>(Recommendations.Rows.Where(r => r.IsRestricted).Select(r => r.Id), stop);
        Names = await Names.LoadAsync(db, stop);
        Organisations = Names.Current("organisations", clock.Today());
    }

    /// <summary>Everything that matches, as a file safe to open (Y3, Y5).</summary>
    public Task<IActionResult> OnGetCsvAsync([FromQuery] RecommendationFilter filter, CancellationToken stop) => export.TakeAsync(list, ListFormat.Csv, filter, stop);

    /// <inheritdoc cref="OnGetCsvAsync"/>
    public Task<IActionResult> OnGetExcelAsync([FromQuery] RecommendationFilter filter, CancellationToken stop) => export.TakeAsync(list, ListFormat.Excel, filter, stop);

    /// <summary>Recommendations that match, newest first unless asked otherwise.</summary>
    public static IQueryable<Recommendation> Listed(BoardDb db, RecommendationFilter filter)
    {
        IQueryable<Recommendation> all = db.Recommendations;
        if (filter.Status is { } status) all = all.Where(r => r.Status == status);
        if (filter.Agency is { } agency) all = all.Where(r => r.Responses.Any(x => x.AskedId == agency));
        if (filter.Group is { } group) all = all.Where(r => r.OwnerGroupId == group);
        if (filter.Theme is { } theme) all = all.OnTheme(db, theme);
        return filter.Sort switch
        {
            "title" => all.OrderBy(r => r.Title).ThenBy(r => r.Id),
            "oldest" => all.OrderBy(r => r.MadeOn).ThenBy(r => r.Id),
            _ => all.OrderByDescending(r => r.MadeOn).ThenByDescending(r => r.Id),
        };
    }

    /// <summary>As lines of a list, with what the viewer may see of what hangs on them.</summary>
    public static IQueryable<RecommendationLine> AsLines(IQueryable<Recommendation> recommendations, BoardDb db)
    {
        return recommendations.Select(r => new RecommendationLine(r.Id, r.Ref, r.Title, r.MadeOn, r.Status, r.OwnerGroupId,
            r.Responses.Count(x => x.Answer != Answer.Awaited), r.Responses.Count,
            db.Actions.Count(a => a.RecommendationId == r.Id && a.Status == ActionStatus.Verified),
            db.Actions.Count(a => a.RecommendationId == r.Id && a.Status != ActionStatus.Withdrawn),
            db.Measures.Where(m => m.RecommendationId == r.Id).OrderByDescending(m => m.JudgedOn != null).ThenByDescending(m => m.JudgedOn).Select(m => (Judgement?)m.Judgement).FirstOrDefault(),
            r.Confidentiality == Confidentiality.Restricted));
    }
}
