using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Storage;

namespace Goldthread.Web.Features.Thread;

/// <summary>That a finding on a theme rests on a volume. Enums as text: a set operation would misread them.</summary>
public sealed class SaidRow
{
    public Guid ThemeId { get; init; }
    public Guid FindingId { get; init; }
    public string Volume { get; init; } = "";
    public string Kind { get; init; } = "";
}

/// <summary>Which part of the evidence is looked at.</summary>
/// <param name="From">First day; null for any.</param>
/// <param name="To">Last day; null for any.</param>
/// <param name="OrganisationId">Findings that concern it and items that are its own; null for all.</param>
public sealed record SourceFilter(DateOnly? From = null, DateOnly? To = null, Guid? OrganisationId = null);

/// <summary>What volumes say on themes, as the viewer may see it.</summary>
public static class Sources
{
    /// <summary>A row for each theme of a finding and each piece of evidence it rests on. An indicator counts as
    /// quantitative information.</summary>
    public static IQueryable<SaidRow> Said(this BoardDb db, SourceFilter filter) => db.SaidByItems(filter).Concat(db.SaidByIndicators(filter));

    /// <summary>The part of <see cref="Said"/> that rests on items of the library.</summary>
    public static IQueryable<SaidRow> SaidByItems(this BoardDb db, SourceFilter filter) =>
        from finding in db.FindingsIn(filter)
        from theme in finding.Themes
        from piece in finding.Evidence
        where piece.Source == EvidenceSource.LibraryItem
        join item in db.LibraryItems on piece.SourceId equals item.Id
        select new SaidRow { ThemeId = theme.TargetId, FindingId = finding.Id, Volume = item.Volume.ToString(), Kind = finding.Kind.ToString() };

    /// <summary>The part of <see cref="Said"/> that rests on indicators.</summary>
    public static IQueryable<SaidRow> SaidByIndicators(this BoardDb db, SourceFilter filter)
    {
        var quantitative = nameof(Volume.Quantitative);
        return from finding in db.FindingsIn(filter)
               from theme in finding.Themes
               from piece in finding.Evidence
               where piece.Source == EvidenceSource.Indicator
               join indicator in db.Indicators on piece.SourceId equals indicator.Id
               select new SaidRow { ThemeId = theme.TargetId, FindingId = finding.Id, Volume = quantitative, Kind = finding.Kind.ToString() };
    }

    /// <summary>Findings of a period that concern an organisation.</summary>
    public static IQueryable<Finding> FindingsIn(this BoardDb db, SourceFilter filter)
    {
        IQueryable<Finding> findings = db.Findings;
        if (filter.From is { } from) findings = findings.Where(f => f.FoundOn >= from);
        if (filter.To is { } to) findings = findings.Where(f => f.FoundOn <= to);
        if (filter.OrganisationId is { } organisation) findings = findings.Where(f => f.Organisations.Any(o => o.TargetId == organisation));
        return findings;
    }

    /// <summary>Library items of a period that are an organisation's.</summary>
    public static IQueryable<LibraryItem> ItemsIn(this BoardDb db, SourceFilter filter)
    {
        IQueryable<LibraryItem> items = db.LibraryItems;
        if (filter.From is { } from) items = items.Where(i => i.Date >= from);
        if (filter.To is { } to) items = items.Where(i => i.Date <= to);
        if (filter.OrganisationId is { } organisation) items = items.Where(i => i.OrganisationId == organisation);
        return items;
    }
}
