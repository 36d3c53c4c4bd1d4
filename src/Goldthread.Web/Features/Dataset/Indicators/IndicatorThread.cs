using Goldthread.Domain;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Library;
using Goldthread.Web.Features.Shared.Charts;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Dataset.Indicators;

/// <summary>A finding, measure or action that has to do with an indicator.</summary>
/// <param name="Kind">"finding", "measure" or "action".</param>
/// <param name="State">Kind of a finding, judgement of a measure, status of an action.</param>
/// <param name="OwnerId">Group or organisation.</param>
/// <param name="IsRestricted">Its reading is logged.</param>
public sealed record IndicatorLink(string Kind, Guid Id, string Ref, string Title, DateOnly Date, string State, Guid OwnerId, bool IsRestricted);

/// <summary>Where the thread touches an indicator, as far as this viewer may see it (A1).</summary>
public sealed class IndicatorThread
{
    private IndicatorThread(IReadOnlyList<IndicatorLink> links) => Links = links;

    private IReadOnlyList<IndicatorLink> Links { get; }

    /// <summary>Findings that rest on it, newest first.</summary>
    public IEnumerable<IndicatorLink> Findings => Links.Where(l => l.Kind == "finding").OrderByDescending(l => l.Date);

    /// <summary>Impact measures that look at it, by date of the check.</summary>
    public IEnumerable<IndicatorLink> Measures => Links.Where(l => l.Kind == "measure").OrderBy(l => l.Date);

    /// <summary>Actions whose effect it shall show, by date.</summary>
    public IEnumerable<IndicatorLink> Actions => Links.Where(l => l.Kind == "action").OrderBy(l => l.Date);

    /// <summary>Those restricted to named people, for the log of readings.</summary>
    public IReadOnlyCollection<(string Kind, Guid Id)> Restricted =>
        [.. Links.Where(l => l.IsRestricted).Select(l => (l.Kind switch { "finding" => nameof(Finding), "measure" => nameof(ImpactMeasure), _ => nameof(ImprovementAction) }, l.Id))];

    /// <summary>The actions as marks of a chart: on the day each was reported done, else when it was planned.</summary>
    public IReadOnlyList<TimeMark> Marks => [.. Actions.Select(a => new TimeMark(a.Date, $"{a.Title}, {WhenOf(a)}"))];

    /// <summary>Reads them in one command.</summary>
    public static async Task<IndicatorThread> LoadAsync(BoardDb db, Guid indicatorId, CancellationToken stop)
    {
        // An enum crosses a set operation as text and is read back after: why, SignedIn says.
        var findings = db.Findings
            .Where(f => f.Evidence.Any(e => (e.Source == EvidenceSource.Indicator && e.SourceId == indicatorId)
                || (e.Source == EvidenceSource.LibraryItem && db.LibraryItems.Any(i => i.Id == e.SourceId && i.SourceKind == Shelf.Indicator && i.SourceId == indicatorId))))
            .Select(f => new { Kind = "finding", f.Id, f.Ref, f.Title, Date = f.FoundOn, State = f.Kind.ToString(), OwnerId = f.OwnerGroupId, IsRestricted = f.Confidentiality == Confidentiality.Restricted });
        var measures = db.Measures.Where(m => m.IndicatorId == indicatorId)
            .Select(m => new { Kind = "measure", m.Id, m.Ref, Title = m.HowSeen, Date = m.CheckOn, State = m.Judgement.ToString(), OwnerId = m.OwnerGroupId, IsRestricted = m.Confidentiality == Confidentiality.Restricted });
        var actions = db.Actions
            .Where(a => a.Status != ActionStatus.Withdrawn && db.Recommendations.Any(r => r.Id == a.RecommendationId)
                && db.Measures.Any(m => m.IndicatorId == indicatorId && m.RecommendationId == a.RecommendationId))
            .Select(a => new { Kind = "action", a.Id, a.Ref, a.Title, Date = a.ReportedOn ?? a.PlannedOn, State = a.Status.ToString(), a.OwnerId, IsRestricted = a.Confidentiality == Confidentiality.Restricted });
        var rows = await findings.Concat(measures).Concat(actions).ToListAsync(stop);
        return new([.. rows.Select(r => new IndicatorLink(r.Kind, r.Id, r.Ref, r.Title, r.Date, r.State, r.OwnerId, r.IsRestricted))]);
    }

    /// <summary>What the date of an action is: when it was done, or planned.</summary>
    public static string WhenOf(IndicatorLink action) => Enum.Parse<ActionStatus>(action.State) switch
    {
        ActionStatus.ReportedDone or ActionStatus.Verified => "done",
        ActionStatus.Planned => "planned",
        ActionStatus.UnderWay => "planned, now under way",
        ActionStatus.Withdrawn => "planned, then withdrawn",
    };
}
