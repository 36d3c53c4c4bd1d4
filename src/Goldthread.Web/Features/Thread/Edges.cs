using Goldthread.Domain.Thread;
using Goldthread.Web.Storage;

namespace Goldthread.Web.Features.Thread;

/// <summary>An edge of the thread.</summary>
public sealed class Edge
{
    /// <summary>Nearer to the evidence.</summary>
    public Guid From { get; init; }

    /// <summary>Nearer to the impact.</summary>
    public Guid To { get; init; }
}

/// <summary>Edges as pairs, for questions asked of many rows at once: a pair is found from either end by an index, while
/// "any recommendation whose findings hold this one" reads every recommendation for each finding.</summary>
public static class Edges
{
    /// <summary>Which finding led to which recommendation that the viewer may see.</summary>
    public static IQueryable<Edge> LedTo(this BoardDb db) =>
        from recommendation in db.Recommendations
        from finding in recommendation.Findings
        select new Edge { From = finding.TargetId, To = recommendation.Id };

    /// <summary>Which library item stands behind which finding that the viewer may see; once for each piece of evidence.</summary>
    public static IQueryable<Edge> Raised(this BoardDb db) =>
        from finding in db.Findings
        from piece in finding.Evidence
        where piece.Source == EvidenceSource.LibraryItem
        select new Edge { From = piece.SourceId, To = finding.Id };

    /// <summary>Those recommendations that come from a finding on a theme that the viewer may see.</summary>
    public static IQueryable<Recommendation> OnTheme(this IQueryable<Recommendation> recommendations, BoardDb db, Guid themeId) =>
        recommendations.Where(r => r.Findings.Any(t => db.Findings.Any(f => f.Id == t.TargetId && f.Themes.Any(x => x.TargetId == themeId))));
}
