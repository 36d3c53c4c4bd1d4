using System.ComponentModel.DataAnnotations;
using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.Findings;

/// <summary>Which findings to list; stands in the address.</summary>
public sealed class FindingFilter
{
    public FindingKind? Kind { get; set; }
    public Guid? Theme { get; set; }
    public Guid? Priority { get; set; }
    public Guid? Agency { get; set; }
    public Guid? Group { get; set; }
    public Volume? Volume { get; set; }
    [Range(1901, 2199)]
    public int? From { get; set; }
    [Range(1901, 2199)]
    public int? To { get; set; }
    /// <summary>Those withdrawn or merged, which other lists leave out.</summary>
    public FindingStatus? State { get; set; }
    public StrengthSharing? Sharing { get; set; }
    public string? Sort { get; set; }
}

/// <summary>Strengths by how far they have spread.</summary>
public enum StrengthSharing
{
    /// <summary>Marked as worth sharing.</summary>
    WorthSharing,
    /// <summary>Marked so, and nobody has taken it up.</summary>
    NotTakenUp,
}

/// <summary>A finding as one line of a list.</summary>
public sealed record FindingLine(Guid Id, string Ref, FindingKind Kind, string Title, DateOnly FoundOn, EvidenceStrength Strength, Guid OwnerGroupId,
    int Evidence, int Recommendations, int Repeats, bool IsRestricted) : IListLine;

/// <summary>Questions asked of the findings.</summary>
public static class FindingList
{
    /// <summary>Findings this viewer may see that match, newest first unless asked otherwise.</summary>
    public static IQueryable<Finding> FindingsListed(this BoardDb db, FindingFilter filter)
    {
        var findings = db.FindingsMatching(filter);
        return filter.Sort switch
        {
            "oldest" => findings.OrderBy(f => f.FoundOn).ThenBy(f => f.Id),
            "title" => findings.OrderBy(f => f.Title).ThenBy(f => f.Id),
            _ => findings.OrderByDescending(f => f.FoundOn).ThenByDescending(f => f.Id),
        };
    }

    /// <summary>As lines of a list, with what the viewer may see of what hangs on them.</summary>
    public static IQueryable<FindingLine> AsLines(this IQueryable<Finding> findings, BoardDb db)
    {
        var (seen, led) = (db.SeenEvidence(), db.LedTo());
        return findings.Select(f => new FindingLine(f.Id, f.Ref, f.Kind, f.Title, f.FoundOn, f.Strength, f.OwnerGroupId, seen.Count(e => e.FindingId == f.Id),
            led.Count(e => e.From == f.Id), f.Repeats.Count(t => db.Findings.Any(x => x.Id == t.TargetId)),
            f.Confidentiality == Confidentiality.Restricted));
    }

    /// <summary>The findings a filter means, in no order.</summary>
    public static IQueryable<Finding> FindingsMatching(this BoardDb db, FindingFilter filter)
    {
        IQueryable<Finding> findings = filter.State switch
        {
            FindingStatus.Withdrawn => db.Findings.IgnoreQueryFilters([BoardDb.Standing]).Where(f => f.GoneOn != null && f.MergedIntoId == null),
            FindingStatus.Merged => db.Findings.IgnoreQueryFilters([BoardDb.Standing]).Where(f => f.MergedIntoId != null),
            _ => db.Findings,
        };
        if (filter.Kind is { } kind) findings = findings.Where(f => f.Kind == kind);
        if (filter.Theme is { } theme) findings = findings.Where(f => f.Themes.Any(t => t.TargetId == theme));
        if (filter.Priority is { } priority) findings = findings.Where(f => f.Priorities.Any(t => t.TargetId == priority));
        if (filter.Agency is { } agency) findings = findings.Where(f => f.Organisations.Any(o => o.TargetId == agency));
        if (filter.Sharing is not null) findings = findings.Where(f => f.WorthSharingWith != null);
        if (filter.Sharing == StrengthSharing.NotTakenUp) findings = findings.Where(f => f.Uptakes.Count == 0);
        if (filter.Group is { } group) findings = findings.Where(f => f.OwnerGroupId == group);
        if (filter.From is > 1900 and < 2200 and var from) findings = findings.Where(f => f.FoundOn >= new DateOnly(from, 1, 1));
        if (filter.To is > 1900 and < 2200 and var to) findings = findings.Where(f => f.FoundOn <= new DateOnly(to, 12, 31));
        if (filter.Volume is { } volume)
        {
            findings = volume == Volume.Quantitative
                ? findings.Where(f => f.Evidence.Any(e => e.Source == EvidenceSource.Indicator || db.LibraryItems.Any(i => i.Id == e.SourceId && i.Volume == volume)))
                : findings.Where(f => f.Evidence.Any(e => db.LibraryItems.Any(i => i.Id == e.SourceId && i.Volume == volume)));
        }
        return findings;
    }
}
