using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.Recommendations;

/// <summary>What the forms for a new recommendation and for changing one share.</summary>
public abstract class RecommendationForm(BoardDb db, Viewer viewer, TimeProvider clock) : BoardPage
{
    private HashSet<Guid> groupIds = [];

    /// <summary>The board's database.</summary>
    protected BoardDb Db { get; } = db;

    /// <summary>Who is typing.</summary>
    protected Viewer Viewer { get; } = viewer;

    /// <summary>The date at the board.</summary>
    protected DateOnly Today { get; } = clock.Today();

    [BindProperty]
    public RecommendationInput Input { get; set; } = new();

    public IReadOnlyList<SelectListItem> Groups { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Asked { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Findings { get; private set; } = [];
    public bool IsNew { get; protected set; }

    /// <summary>Who may see it, as far as this person may choose.</summary>
    public IReadOnlyList<SelectListItem> Audiences => Publishing.Audiences(Viewer, Input.Confidentiality);

    public override async Task FillAsync(CancellationToken stop)
    {
        var groups = await Db.GroupsAsync(Today, stop);
        Groups = [.. groups.Where(g => Viewer.MayIn(Guid.Parse(g.Value), Right.MakeRecommendations))];
        Asked = [.. await Db.OrganisationsAsync(Today, stop), .. groups];
        // Those chosen, and the newest ones that still lead nowhere.
        var led = Db.LedTo();
        var findings = await Db.Findings
            .Where(f => Input.Findings.Contains(f.Id) || (f.Kind != FindingKind.Strength && f.NoRecommendationReason == null && !led.Any(e => e.From == f.Id)))
            .OrderByDescending(f => Input.Findings.Contains(f.Id)).ThenByDescending(f => f.FoundOn).Take(40)
            .Select(f => new { f.Id, f.Ref, f.Title, f.FoundOn, f.Confidentiality }).ToListAsync(stop);
        await Db.LogReadingsAsync<Finding>(findings.Where(f => f.Confidentiality == Confidentiality.Restricted).Select(f => f.Id), stop);
        Findings = [.. findings.Select(f => new SelectListItem($"{f.Title} ({f.Ref}, {f.FoundOn.Year})", f.Id.ToString()))];
    }

    /// <summary>Puts what was typed into a recommendation. Only findings this person may see, and bodies that exist, are taken.</summary>
    protected async Task FillRecommendationAsync(Recommendation recommendation, DateOnly answerBy, CancellationToken stop)
    {
        recommendation.Describe(Input.Title?.Trim() ?? "", Input.Detail?.Trim() ?? "", Input.DifferenceForChildren);
        var visible = await Db.Findings.Where(f => Input.Findings.Contains(f.Id)).Select(f => f.Id).ToListAsync(stop);
        var kept = recommendation.Findings.Select(f => f.TargetId).ToList();
        var keptAndVisible = await Db.Findings.Where(f => kept.Contains(f.Id)).Select(f => f.Id).ToListAsync(stop);
        recommendation.ComeFrom(visible.Union(kept.Except(keptAndVisible))); // a link this person can't see stays
        groupIds = [.. await Db.Groups.Where(g => Input.Asked.Contains(g.Id)).Select(g => g.Id).ToListAsync(stop)];
        var organisations = await Db.Organisations.Where(o => Input.Asked.Contains(o.Id)).Select(o => o.Id).ToListAsync(stop);
        foreach (var id in recommendation.Responses.Select(r => r.AskedId).Except(Input.Asked).ToList()) recommendation.Unask(id);
        foreach (var id in groupIds) recommendation.Ask(id, true, answerBy);
        foreach (var id in organisations) recommendation.Ask(id, false, answerBy);
    }

    /// <summary>Those asked, for the access list.</summary>
    protected IReadOnlyCollection<(Guid Id, bool IsGroup)> AskedBy(Recommendation recommendation) =>
        [.. recommendation.Responses.Select(r => (r.AskedId, r.IsGroup))];
}
