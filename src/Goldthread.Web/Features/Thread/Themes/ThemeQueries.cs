using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.Themes;

/// <summary>Something tagged with a theme.</summary>
public sealed class TaggedRow
{
    /// <summary>First part of its address: "library/items" or "findings".</summary>
    public string Target { get; init; } = "";

    public Guid Id { get; init; }
    public string Ref { get; init; } = "";
    public string Title { get; init; } = "";
    public DateOnly Date { get; init; }

    /// <summary>Kind of item, or the name of the kind of finding.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Volume by name; empty for a finding.</summary>
    public string Volume { get; init; } = "";

    /// <summary>Its reading is logged.</summary>
    public bool IsRestricted { get; init; }
}

/// <summary>How many things of a source bear a theme in a year.</summary>
/// <param name="Year">Calendar year.</param>
/// <param name="Volume">The volume; null for findings.</param>
/// <param name="Count">How many.</param>
public sealed record TaggedCount(int Year, Volume? Volume, int Count);

/// <summary>What bears a theme, as the viewer may see it (A7).</summary>
public static class ThemeQueries
{
    /// <summary>Library items and findings that bear a theme.</summary>
    public static IQueryable<TaggedRow> TaggedWith(this BoardDb db, Guid themeId) =>
        db.LibraryItems.Where(i => i.Themes.Any(t => t.TargetId == themeId))
            .Select(i => new TaggedRow { Target = "library/items", Id = i.Id, Ref = i.Ref, Title = i.Title, Date = i.Date, Kind = i.Kind, Volume = i.Volume.ToString(), IsRestricted = i.Confidentiality == Confidentiality.Restricted })
        .Concat(db.Findings.Where(f => f.Themes.Any(t => t.TargetId == themeId))
            .Select(f => new TaggedRow { Target = "findings", Id = f.Id, Ref = f.Ref, Title = f.Title, Date = f.FoundOn, Kind = f.Kind.ToString(), Volume = "", IsRestricted = f.Confidentiality == Confidentiality.Restricted }));

    /// <summary>Counts by year and source, in one command.</summary>
    public static async Task<IReadOnlyList<TaggedCount>> TaggedCountsAsync(this BoardDb db, Guid themeId, CancellationToken stop) =>
        [.. (await db.TaggedWith(themeId).GroupBy(t => new { t.Date.Year, t.Volume }).Select(g => new { g.Key.Year, g.Key.Volume, Count = g.Count() }).ToListAsync(stop))
            .Select(c => new TaggedCount(c.Year, c.Volume.Length == 0 ? null : Enum.Parse<Volume>(c.Volume), c.Count))];

    /// <summary>What was done and what it changed, for the recommendations of a theme's findings; one command. Enums cross the set
    /// operation as text.</summary>
    public static async Task<EffortAndEffect> EffortAndEffectAsync(this BoardDb db, Guid themeId, CancellationToken stop)
    {
        var about = db.Recommendations.OnTheme(db, themeId);
        var rows = await db.Actions.Where(a => about.Any(r => r.Id == a.RecommendationId))
            .Select(a => new { First = a.Status.ToString(), Second = a.Mechanism.ToString(), InTime = a.ReportedOn <= a.FirstDue ? 1 : 0, Late = a.ReportedOn > a.FirstDue ? 1 : 0 })
            .Concat(db.Measures.Where(m => about.Any(r => r.Id == m.RecommendationId))
                .Select(m => new { First = m.Judgement.ToString(), Second = "", InTime = 0, Late = 0 }))
            .GroupBy(x => new { x.First, x.Second })
            .Select(g => new { g.Key.First, g.Key.Second, Count = g.Count(), InTime = g.Sum(x => x.InTime), Late = g.Sum(x => x.Late) }).ToListAsync(stop);
        return new(
            [.. rows.Where(r => r.Second.Length > 0).Select(r => new ActionTally(Enum.Parse<ActionStatus>(r.First), Enum.Parse<Mechanism>(r.Second), r.Count, r.InTime, r.Late))],
            [.. rows.Where(r => r.Second.Length == 0).Select(r => new JudgementTally(Enum.Parse<Judgement>(r.First), r.Count))]);
    }
}
