using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Thread.Actions;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.LooseEnds;

/// <summary>Whose loose ends are meant; nothing set means everybody's.</summary>
/// <param name="GroupId">The group that answers for it.</param>
/// <param name="OrganisationId">The organisation asked, acting or concerned.</param>
/// <param name="ThemeId">The theme of the findings it goes back to.</param>
public sealed record LooseEndFilter(Guid? GroupId = null, Guid? OrganisationId = null, Guid? ThemeId = null);

/// <summary>A place where the thread breaks.</summary>
public sealed class LooseEndRow
{
    /// <summary>First part of the record's address: findings, recommendations, actions, measures, themes, priorities.</summary>
    public string Target { get; init; } = "";

    /// <summary>The record.</summary>
    public Guid Id { get; init; }

    /// <summary>Its spoken code; empty for a theme or priority.</summary>
    public string Ref { get; init; } = "";

    /// <summary>In one line.</summary>
    public string Title { get; init; } = "";

    /// <summary>The group that answers for it.</summary>
    public Guid? GroupId { get; init; }

    /// <summary>The organisation, or group, that was asked or does it.</summary>
    public Guid? WhoId { get; init; }

    /// <summary>Loose since when: what the date is, <see cref="LooseEndQueries.SinceHeading"/> says; null where no date tells.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>For named people alone: that its title was shown goes on the trail.</summary>
    public bool IsRestricted { get; init; }
}

/// <summary>The loose ends of the thread: one named query for each kind, on what the viewer may see (A10). Home, group
/// papers and the page of loose ends all ask here.</summary>
public static class LooseEndQueries
{
    /// <summary>Years after which a volume that said nothing on a theme counts as silent.</summary>
    public const int SilentYears = 3;

    /// <summary>How many of each kind the viewer may be told of there are, in one command; other kinds are left out.</summary>
    public static async Task<IReadOnlyDictionary<LooseEnd, int>> LooseEndCountsAsync(this BoardDb db, DateOnly today, LooseEndFilter filter, CancellationToken stop)
    {
        var told = Enum.GetValues<LooseEnd>().Where(kind => Domain.Thread.LooseEnds.MayBeTold(kind, db.Viewer)).ToList();
        var counts = told
            .Select(kind => (Number: (int)kind, Rows: db.LooseEndsOf(kind, today, filter)))
            .Select(k => k.Rows.GroupBy(_ => k.Number).Select(g => new { g.Key, Count = g.Count() }))
            .Aggregate((all, one) => all.Concat(one));
        var found = await counts.ToDictionaryAsync(c => (LooseEnd)c.Key, c => c.Count, stop);
        return told.ToDictionary(kind => kind, kind => found.GetValueOrDefault(kind));
    }

    /// <summary>How many of each kind the viewer may be told of there are, and the longest loose of each by title, in one command: what a paper prints.
    /// Silent themes are counted alone: they have no date, and are nobody's in particular.</summary>
    /// <param name="db">The board's database.</param>
    /// <param name="today">The date at the board.</param>
    /// <param name="filter">Whose.</param>
    /// <param name="most">How many of each kind at the most.</param>
    /// <param name="stop">Stops the work.</param>
    public static async Task<(IReadOnlyDictionary<LooseEnd, int> Counts, ILookup<LooseEnd, LooseEndRow> Rows)> LooseEndsAsync(
        this BoardDb db, DateOnly today, LooseEndFilter filter, int most, CancellationToken stop)
    {
        var told = Enum.GetValues<LooseEnd>().Where(kind => Domain.Thread.LooseEnds.MayBeTold(kind, db.Viewer)).ToList();
        var all = told.Select(kind => (Kind: kind, Number: (int)kind, Rows: db.LooseEndsOf(kind, today, filter))).ToList();
        var (day, none) = ((DateOnly?)today, Guid.Empty); // as constants they would be texts for PostgreSQL
        var counts = all.Select(k => k.Rows.GroupBy(_ => k.Number)
            .Select(g => new { Kind = g.Key, Count = g.Count(), Target = "", Id = none, Ref = "", Title = "", WhoId = none, Since = day, IsRestricted = false }));
        var first = all.Where(k => k.Kind != LooseEnd.SilentTheme).Select(k => k.Rows.OrderBy(r => r.Since).ThenBy(r => r.Ref).Take(most)
            .Select(r => new { Kind = k.Number, Count = 0, r.Target, r.Id, r.Ref, r.Title, WhoId = r.WhoId ?? none, r.Since, r.IsRestricted }));
        var found = await counts.Concat(first).Aggregate((one, other) => one.Concat(other)).ToListAsync(stop);
        return (
            told.ToDictionary(kind => kind, kind => found.Where(f => f.Kind == (int)kind).Sum(f => f.Count)),
            found.Where(f => f.Count == 0).OrderBy(f => f.Since).ThenBy(f => f.Ref, StringComparer.Ordinal).ToLookup(f => (LooseEnd)f.Kind, f => new LooseEndRow
            { Target = f.Target, Id = f.Id, Ref = f.Ref, Title = f.Title, WhoId = f.WhoId == Guid.Empty ? null : f.WhoId, Since = f.Since, IsRestricted = f.IsRestricted }));
    }

    /// <summary>All loose ends of a kind, in no order; none of a kind that the viewer may not be told of.</summary>
    public static IQueryable<LooseEndRow> LooseEndsOf(this BoardDb db, LooseEnd kind, DateOnly today, LooseEndFilter filter)
    {
        var rows = db.RowsOf(kind, today, filter);
        return Domain.Thread.LooseEnds.MayBeTold(kind, db.Viewer) ? rows : rows.Where(_ => false);
    }

    private static IQueryable<LooseEndRow> RowsOf(this BoardDb db, LooseEnd kind, DateOnly today, LooseEndFilter filter) => kind switch
    {
        LooseEnd.FindingWithoutRecommendation => FindingRows(db.FindingsWithoutRecommendation(filter)),
        LooseEnd.FindingWithoutEvidence => FindingRows(db.FindingsWithoutEvidence(filter)),
        LooseEnd.NoResponse => db.NoResponses(today, filter),
        LooseEnd.RecommendationWithoutAction => RecommendationRows(db.RecommendationsWithoutAction(filter)),
        LooseEnd.RecommendationWithoutImpactTest => RecommendationRows(db.RecommendationsWithoutImpactTest(filter)),
        LooseEnd.ActionWithoutOwnerOrDate => ActionRows(db.ActionsWithoutOwnerOrDate(today, filter), a => a.PlannedOn),
        LooseEnd.ActionOverdue => ActionRows(db.OverdueActions(today, filter), a => a.Due),
        LooseEnd.ActionStuck => ActionRows(db.StuckActions(today, filter), a => a.LastHeardOn),
        LooseEnd.ActionNotAccepted => ActionRows(db.ActionsNotAccepted(filter), a => a.ReportedOn),
        LooseEnd.ImpactNotJudged => MeasureRows(db.ImpactNotJudged(today, filter), m => m.CheckOn),
        LooseEnd.ImpactWithoutMovement => MeasureRows(db.ImpactWithoutMovement(filter), m => m.JudgedOn),
        LooseEnd.SilentTheme => db.SilentThemes(today, filter),
    };

    /// <summary>What the date of a row is.</summary>
    public static string SinceHeading(LooseEnd kind) => kind switch
    {
        LooseEnd.FindingWithoutRecommendation or LooseEnd.FindingWithoutEvidence => "Found",
        LooseEnd.NoResponse => "Answer was due",
        LooseEnd.RecommendationWithoutAction or LooseEnd.RecommendationWithoutImpactTest => "Made",
        LooseEnd.ActionWithoutOwnerOrDate => "Planned",
        LooseEnd.ActionOverdue => "Was due",
        LooseEnd.ActionStuck => "Last heard of",
        LooseEnd.ActionNotAccepted => "Reported done",
        LooseEnd.ImpactNotJudged => "Check was due",
        LooseEnd.ImpactWithoutMovement => "Judged",
        LooseEnd.SilentTheme => "",
    };

    /// <summary>Findings, strengths apart, that lead nowhere and don't say why.</summary>
    public static IQueryable<Finding> FindingsWithoutRecommendation(this BoardDb db, LooseEndFilter filter)
    {
        var led = db.LedTo();
        return db.FindingsOf(filter).Where(f => f.Kind != FindingKind.Strength && f.NoRecommendationReason == null && !led.Any(e => e.From == f.Id));
    }

    /// <summary>Findings that rest on nothing the viewer may see, unless their source is held elsewhere.</summary>
    public static IQueryable<Finding> FindingsWithoutEvidence(this BoardDb db, LooseEndFilter filter)
    {
        var seen = db.SeenEvidence();
        return db.FindingsOf(filter).Where(f => !f.SourceHeldElsewhere && !seen.Any(e => e.FindingId == f.Id));
    }

    /// <summary>Answers that should have come; one row for each who was asked.</summary>
    public static IQueryable<LooseEndRow> NoResponses(this BoardDb db, DateOnly today, LooseEndFilter filter)
    {
        var rows = from r in db.RecommendationsOf(filter with { OrganisationId = null })
                   from asked in r.Responses
                   where r.Status == RecommendationStatus.Open && asked.Answer == Answer.Awaited && asked.AnswerBy < today
                   select new LooseEndRow { Target = "recommendations", Id = r.Id, Ref = r.Ref, Title = r.Title, GroupId = r.OwnerGroupId, WhoId = asked.AskedId, Since = asked.AnswerBy, IsRestricted = r.Confidentiality == Confidentiality.Restricted };
        return filter.OrganisationId is { } organisation ? rows.Where(r => r.WhoId == organisation) : rows;
    }

    /// <summary>Open recommendations that somebody accepted and nobody acts on; a withdrawn action counts as none.</summary>
    public static IQueryable<Recommendation> RecommendationsWithoutAction(this BoardDb db, LooseEndFilter filter) =>
        db.RecommendationsOf(filter).Where(r => r.Status == RecommendationStatus.Open
            && r.Responses.Any(a => a.Answer == Answer.Accepted || a.Answer == Answer.PartlyAccepted)
            && !db.Actions.Any(a => a.RecommendationId == r.Id && a.Status != ActionStatus.Withdrawn));

    /// <summary>Open recommendations without an impact measure.</summary>
    public static IQueryable<Recommendation> RecommendationsWithoutImpactTest(this BoardDb db, LooseEndFilter filter) =>
        db.RecommendationsOf(filter).Where(r => r.Status == RecommendationStatus.Open && !db.Measures.Any(m => m.RecommendationId == r.Id));

    /// <summary>Open actions that nobody carries, there being no post or nobody who holds it, or without a date.</summary>
    public static IQueryable<ImprovementAction> ActionsWithoutOwnerOrDate(this BoardDb db, DateOnly today, LooseEndFilter filter) =>
        db.ActionsOf(filter).Open().Where(a => a.PostId == null || a.Due == null || !db.PostHoldings.Any(h => h.PostId == a.PostId && h.From <= today && (h.Until == null || h.Until >= today)));

    /// <summary>Open actions past their date.</summary>
    public static IQueryable<ImprovementAction> OverdueActions(this BoardDb db, DateOnly today, LooseEndFilter filter) => db.ActionsOf(filter).Overdue(today);

    /// <summary>Open actions whose owner has said nothing for <see cref="ActionRules.QuietDays"/>.</summary>
    public static IQueryable<ImprovementAction> StuckActions(this BoardDb db, DateOnly today, LooseEndFilter filter) => db.ActionsOf(filter).Quiet(today);

    /// <summary>Reported done, waiting to be accepted.</summary>
    public static IQueryable<ImprovementAction> ActionsNotAccepted(this BoardDb db, LooseEndFilter filter) =>
        db.ActionsOf(filter).Where(a => a.Status == ActionStatus.ReportedDone);

    /// <summary>Measures whose date of checking has passed without a judgement.</summary>
    public static IQueryable<ImpactMeasure> ImpactNotJudged(this BoardDb db, DateOnly today, LooseEndFilter filter) =>
        db.MeasuresOf(filter).ToBeJudged(today);

    /// <summary>Those of them whose date of checking has passed without a judgement: <see cref="MeasureRules.IsDue"/> for the database.</summary>
    public static IQueryable<ImpactMeasure> ToBeJudged(this IQueryable<ImpactMeasure> measures, DateOnly today) =>
        measures.Where(m => m.CheckOn <= today && (m.JudgedOn == null || m.JudgedOn < m.CheckOn));

    /// <summary>Judged no change or worse, and the recommendation was left closed, or since then no action was planned
    /// and none taken up again. On the day of the judgement, what was made after it counts.</summary>
    public static IQueryable<ImpactMeasure> ImpactWithoutMovement(this BoardDb db, LooseEndFilter filter) =>
        from m in db.MeasuresOf(filter)
        where m.Judgement == Judgement.NoChange || m.Judgement == Judgement.Worse
        join r in db.Recommendations on m.RecommendationId equals r.Id
        where r.Status != RecommendationStatus.Open || !db.Actions.Any(a => a.RecommendationId == r.Id
            && (a.Updates.Any(u => u.Kind == UpdateKind.Reopened && u.On >= m.JudgedOn)
                || (a.Status != ActionStatus.Withdrawn && (a.PlannedOn > m.JudgedOn || (a.PlannedOn == m.JudgedOn && !m.Verdicts.Any(v => v.Id.CompareTo(a.Id) > 0))))))
        select m;

    /// <summary>Themes in use, and priorities in force, on which some volumes spoke in the last <see cref="SilentYears"/> years
    /// and others did not. They are nobody's in particular: with a group or an organisation chosen there are none.</summary>
    public static IQueryable<LooseEndRow> SilentThemes(this BoardDb db, DateOnly today, LooseEndFilter filter)
    {
        var since = new SourceFilter(From: today.AddYears(-SilentYears));
        var all = Volumes.All.Count;
        var heard = db.VolumesHeard(since).Distinct().GroupBy(h => h.AboutId).Select(g => new { g.Key, Volumes = g.Count() });
        var themes = db.Themes.Where(t => !t.IsRetired && filter.GroupId == null && filter.OrganisationId == null && (filter.ThemeId == null || t.Id == filter.ThemeId));
        var priorities = db.Priorities.Where(p => (p.Until == null || p.Until >= today) && filter.GroupId == null && filter.OrganisationId == null && filter.ThemeId == null);
        return from about in themes.Select(t => new { t.Id, Title = t.Name, Target = "themes" }).Concat(priorities.Select(p => new { p.Id, p.Title, Target = "priorities" }))
               join spoken in heard on about.Id equals spoken.Key
               where spoken.Volumes < all
               select new LooseEndRow { Target = about.Target, Id = about.Id, Ref = "", Title = about.Title, GroupId = null, WhoId = null, Since = null, IsRestricted = false };
    }

    /// <summary>Which volumes have an item or a finding on a theme, or a finding on a priority.</summary>
    public static IQueryable<HeardRow> VolumesHeard(this BoardDb db, SourceFilter filter)
    {
        var quantitative = nameof(Volume.Quantitative);
        // Each part takes its last shape before it is joined to the next: renamed afterwards, a column loses its name.
        return db.SaidByItems(filter).Select(s => new HeardRow { AboutId = s.ThemeId, Volume = s.Volume })
            .Concat(db.SaidByIndicators(filter).Select(s => new HeardRow { AboutId = s.ThemeId, Volume = s.Volume }))
            .Concat(from item in db.ItemsIn(filter) from theme in item.Themes select new HeardRow { AboutId = theme.TargetId, Volume = item.Volume.ToString() })
            .Concat(from finding in db.FindingsIn(filter)
                    from priority in finding.Priorities
                    from piece in finding.Evidence
                    where piece.Source == EvidenceSource.LibraryItem
                    join item in db.LibraryItems on piece.SourceId equals item.Id
                    select new HeardRow { AboutId = priority.TargetId, Volume = item.Volume.ToString() })
            .Concat(from finding in db.FindingsIn(filter)
                    from priority in finding.Priorities
                    from piece in finding.Evidence
                    where piece.Source == EvidenceSource.Indicator
                    join indicator in db.Indicators on piece.SourceId equals indicator.Id
                    select new HeardRow { AboutId = priority.TargetId, Volume = quantitative });
    }

    private static IQueryable<LooseEndRow> FindingRows(IQueryable<Finding> findings) => findings.Select(f => new LooseEndRow
    { Target = "findings", Id = f.Id, Ref = f.Ref, Title = f.Title, GroupId = f.OwnerGroupId, WhoId = null, Since = f.FoundOn, IsRestricted = f.Confidentiality == Confidentiality.Restricted });

    private static IQueryable<LooseEndRow> RecommendationRows(IQueryable<Recommendation> recommendations) => recommendations.Select(r => new LooseEndRow
    { Target = "recommendations", Id = r.Id, Ref = r.Ref, Title = r.Title, GroupId = r.OwnerGroupId, WhoId = null, Since = r.MadeOn, IsRestricted = r.Confidentiality == Confidentiality.Restricted });

    private static IQueryable<LooseEndRow> ActionRows(IQueryable<ImprovementAction> actions, System.Linq.Expressions.Expression<Func<ImprovementAction, DateOnly?>> since) =>
        Rows(actions, a => new LooseEndRow { Target = "actions", Id = a.Id, Ref = a.Ref, Title = a.Title, GroupId = a.AcceptedById, WhoId = a.OwnerId, IsRestricted = a.Confidentiality == Confidentiality.Restricted }, since);

    private static IQueryable<LooseEndRow> MeasureRows(IQueryable<ImpactMeasure> measures, System.Linq.Expressions.Expression<Func<ImpactMeasure, DateOnly?>> since) =>
        Rows(measures, m => new LooseEndRow { Target = "measures", Id = m.Id, Ref = m.Ref, Title = m.HowSeen, GroupId = m.OwnerGroupId, WhoId = null, IsRestricted = m.Confidentiality == Confidentiality.Restricted }, since);

    // The kinds of one record differ in which of its dates tells since when.
    private static IQueryable<LooseEndRow> Rows<T>(IQueryable<T> source, System.Linq.Expressions.Expression<Func<T, LooseEndRow>> row,
        System.Linq.Expressions.Expression<Func<T, DateOnly?>> since)
    {
        var shape = (System.Linq.Expressions.MemberInitExpression)row.Body;
        var date = Microsoft.EntityFrameworkCore.Query.ReplacingExpressionVisitor.Replace(since.Parameters[0], row.Parameters[0], since.Body);
        var whole = System.Linq.Expressions.Expression.MemberInit(shape.NewExpression,
            [.. shape.Bindings, System.Linq.Expressions.Expression.Bind(typeof(LooseEndRow).GetProperty(nameof(LooseEndRow.Since))!, date)]);
        return source.Select(System.Linq.Expressions.Expression.Lambda<Func<T, LooseEndRow>>(whole, row.Parameters[0]));
    }

    private static IQueryable<Finding> FindingsOf(this BoardDb db, LooseEndFilter filter)
    {
        IQueryable<Finding> findings = db.Findings;
        if (filter.GroupId is { } group) findings = findings.Where(f => f.OwnerGroupId == group);
        if (filter.OrganisationId is { } organisation) findings = findings.Where(f => f.Organisations.Any(o => o.TargetId == organisation));
        if (filter.ThemeId is { } theme) findings = findings.Where(f => f.Themes.Any(t => t.TargetId == theme));
        return findings;
    }

    private static IQueryable<Recommendation> RecommendationsOf(this BoardDb db, LooseEndFilter filter)
    {
        IQueryable<Recommendation> recommendations = db.Recommendations;
        if (filter.GroupId is { } group) recommendations = recommendations.Where(r => r.OwnerGroupId == group);
        if (filter.OrganisationId is { } organisation) recommendations = recommendations.Where(r => r.Responses.Any(a => a.AskedId == organisation));
        if (filter.ThemeId is { } theme) recommendations = recommendations.OnTheme(db, theme);
        return recommendations;
    }

    private static IQueryable<ImprovementAction> ActionsOf(this BoardDb db, LooseEndFilter filter)
    {
        IQueryable<ImprovementAction> actions = db.Actions;
        if (filter.GroupId is { } group) actions = actions.Where(a => a.AcceptedById == group);
        if (filter.OrganisationId is { } organisation) actions = actions.Where(a => a.OwnerId == organisation);
        if (filter.ThemeId is not null)
        {
            var about = db.RecommendationsOf(new(ThemeId: filter.ThemeId));
            actions = actions.Where(a => about.Any(r => r.Id == a.RecommendationId));
        }
        return actions;
    }

    private static IQueryable<ImpactMeasure> MeasuresOf(this BoardDb db, LooseEndFilter filter)
    {
        IQueryable<ImpactMeasure> measures = db.Measures;
        if (filter.GroupId is { } group) measures = measures.Where(m => m.OwnerGroupId == group);
        if (filter.OrganisationId is not null || filter.ThemeId is not null)
        {
            var about = db.RecommendationsOf(filter with { GroupId = null });
            measures = measures.Where(m => about.Any(r => r.Id == m.RecommendationId));
        }
        return measures;
    }
}

/// <summary>That a volume speaks of a theme or priority.</summary>
public sealed class HeardRow
{
    public Guid AboutId { get; init; }
    public string Volume { get; init; } = "";
}
