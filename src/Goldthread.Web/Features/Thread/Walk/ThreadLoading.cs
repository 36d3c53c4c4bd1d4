using Goldthread.Domain.Dataset;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.Walk;

/// <summary>A thread as seen from one of its records.</summary>
/// <param name="Title">Title of that record.</param>
/// <param name="Address">Its own page; null where it has none.</param>
/// <param name="Rows">Everything the viewer may see of what it came from and what it led to.</param>
/// <param name="AlsoShows">Actions and measures beside these that rest on it, when it is a piece of evidence.</param>
public sealed record WalkedThread(string Title, string? Address, ThreadRows Rows, IReadOnlyList<ThreadLink> AlsoShows);

/// <summary>A record by name.</summary>
/// <param name="Kind">"action" or "measure".</param>
/// <param name="Id">Which.</param>
/// <param name="Title">In one line.</param>
public sealed record ThreadLink(string Kind, Guid Id, string Title);

/// <summary>Loads a thread level by level, in at most eight commands whatever its size.</summary>
public static class ThreadLoading
{
    /// <summary>The thread from a record, both ways; null when there is no such record for this viewer.</summary>
    /// <param name="db">Opened for the viewer: what he may not see is as if absent.</param>
    /// <param name="kind">item, indicator, finding, recommendation, action or measure.</param>
    /// <param name="id">Which.</param>
    /// <param name="today">The date at the board.</param>
    /// <param name="stop">Stops it.</param>
    public static async Task<WalkedThread?> WalkAsync(this BoardDb db, string kind, Guid id, DateOnly today, CancellationToken stop)
    {
        switch (kind)
        {
            case "item":
                return await db.FindVisibleAsync<LibraryItem>(id, stop) is { } item
                    ? await db.FromSourceAsync(EvidenceSource.LibraryItem, id, item.Title, $"/library/items/{id}", today, stop) : null;
            case "indicator":
                return await db.FindVisibleAsync<Indicator>(id, stop) is { } indicator
                    ? await db.FromSourceAsync(EvidenceSource.Indicator, id, indicator.Name, $"/indicators/{indicator.Code}", today, stop) : null;
            case "finding":
                return await db.FindVisibleAsync<Finding>(id, stop) is { } finding
                    ? new(finding.Title, $"/findings/{id}", await db.ForwardAsync([id], today, stop, alsoGone: true), []) : null;
            case "recommendation":
                return await db.FindVisibleAsync<Recommendation>(id, stop) is { } recommendation
                    ? new(recommendation.Title, $"/recommendations/{id}", await db.BackAsync(id, today, stop), []) : null;
            case "action":
                if (await db.FindVisibleAsync<ImprovementAction>(id, stop) is not { } action) return null;
                var actionRows = await db.BackAsync(action.RecommendationId ?? Guid.Empty, today, stop);
                if (actionRows.Recommendations.Count == 0) actionRows = actionRows with { Actions = await db.ActionRows(today, a => a.Id == id).ToListAsync(stop) };
                return new(action.Title, $"/actions/{id}", actionRows, []);
            case "measure":
                if (await db.FindVisibleAsync<ImpactMeasure>(id, stop) is not { } measure) return null;
                var measureRows = await db.BackAsync(measure.RecommendationId, today, stop);
                if (measureRows.Recommendations.Count == 0) measureRows = measureRows with { Measures = await db.MeasureRows(m => m.Id == id).ToListAsync(stop) };
                return new(measure.HowSeen, $"/measures/{id}", measureRows, []);
            default:
                return null;
        }
    }

    /// <summary>Everything that came of some findings, with what they rest on.</summary>
    /// <param name="db">Opened for the viewer.</param>
    /// <param name="findingIds">Which findings.</param>
    /// <param name="today">The date at the board.</param>
    /// <param name="stop">Stops it.</param>
    /// <param name="alsoGone">Those too that were withdrawn or merged: for one that was asked about itself.</param>
    public static async Task<ThreadRows> ForwardAsync(this BoardDb db, IReadOnlyList<Guid> findingIds, DateOnly today, CancellationToken stop, bool alsoGone = false)
    {
        var findings = await db.FindingRowsAsync(findingIds, alsoGone, stop);
        Guid[] seen = [.. findings.Select(f => f.Id)];
        var recommendations = await db.RecommendationRows(db.Recommendations.Where(r => r.Findings.Any(f => seen.Contains(f.TargetId))), today).ToListAsync(stop);
        return await db.CompleteAsync(findings, recommendations, today, stop);
    }

    // What a recommendation comes from and what came of it.
    private static async Task<ThreadRows> BackAsync(this BoardDb db, Guid recommendationId, DateOnly today, CancellationToken stop)
    {
        var recommendations = await db.RecommendationRows(db.Recommendations.Where(r => r.Id == recommendationId), today).ToListAsync(stop);
        var findings = await db.FindingRowsAsync([.. recommendations.SelectMany(r => r.FindingIds)], alsoGone: true, stop);
        return await db.CompleteAsync(findings, recommendations, today, stop);
    }

    private static async Task<WalkedThread> FromSourceAsync(this BoardDb db, EvidenceSource source, Guid id, string title, string address, DateOnly today, CancellationToken stop)
    {
        var uses = await db.Evidence.Where(e => e.SourceId == id && e.Source == source).Select(e => new { e.FindingId, e.ActionId, e.MeasureId }).ToListAsync(stop);
        var rows = await db.ForwardAsync([.. uses.Select(u => u.FindingId).OfType<Guid>().Distinct()], today, stop);
        Guid[] actionIds = [.. uses.Select(u => u.ActionId).OfType<Guid>().Except(rows.Actions.Select(a => a.Id))];
        Guid[] measureIds = [.. uses.Select(u => u.MeasureId).OfType<Guid>().Except(rows.Measures.Select(m => m.Id))];
        var also = actionIds.Length + measureIds.Length == 0 ? [] : await db.Actions.Where(a => actionIds.Contains(a.Id)).Select(a => new { Kind = "action", a.Id, a.Title })
            .Concat(db.Measures.Where(m => measureIds.Contains(m.Id)).Select(m => new { Kind = "measure", m.Id, Title = m.HowSeen })).ToListAsync(stop);
        return new(title, address, rows, [.. also.Select(a => new ThreadLink(a.Kind, a.Id, a.Title))]);
    }

    private static async Task<ThreadRows> CompleteAsync(this BoardDb db, IReadOnlyList<FindingRow> findings, IReadOnlyList<RecommendationRow> recommendations, DateOnly today, CancellationToken stop)
    {
        Guid[] findingIds = [.. findings.Select(f => f.Id)];
        Guid[] ids = [.. recommendations.Select(r => r.Id)];
        return new(
            findingIds.Length == 0 ? [] : await db.EvidenceRowsAsync(findingIds, stop), findings, recommendations,
            ids.Length == 0 ? [] : await db.ActionRows(today, a => a.RecommendationId != null && ids.Contains(a.RecommendationId.Value)).ToListAsync(stop),
            ids.Length == 0 ? [] : await db.MeasureRows(m => ids.Contains(m.RecommendationId)).ToListAsync(stop));
    }

    private static async Task<List<FindingRow>> FindingRowsAsync(this BoardDb db, IReadOnlyList<Guid> ids, bool alsoGone, CancellationToken stop)
    {
        if (ids.Count == 0) return [];
        var findings = alsoGone ? db.Findings.IgnoreQueryFilters([BoardDb.Standing]) : db.Findings;
        var rows = await findings.Where(f => ids.Contains(f.Id))
            .Select(f => new { f.Id, f.Ref, f.Title, f.Kind, f.FoundOn, f.SourceHeldElsewhere, f.NoRecommendationReason, f.GoneOn, f.MergedIntoId }).ToListAsync(stop);
        return [.. rows.Select(f => new FindingRow(f.Id, f.Ref, f.Title, f.Kind, f.FoundOn, f.SourceHeldElsewhere, f.NoRecommendationReason,
            f.MergedIntoId is not null ? FindingStatus.Merged : f.GoneOn is not null ? FindingStatus.Withdrawn : FindingStatus.Standing))];
    }

    private static async Task<List<EvidenceRow>> EvidenceRowsAsync(this BoardDb db, Guid[] findingIds, CancellationToken stop)
    {
        var rows = await (
            from piece in db.Evidence
            where piece.FindingId != null && findingIds.Contains(piece.FindingId.Value)
            join i in db.LibraryItems on piece.SourceId equals i.Id into items
            from item in items.DefaultIfEmpty()
            join f in db.Files on piece.SourceId equals f.Id into files
            from file in files.DefaultIfEmpty()
            join x in db.Indicators on piece.SourceId equals x.Id into indicators
            from indicator in indicators.DefaultIfEmpty()
            select new
            {
                piece.Id,
                piece.FindingId,
                piece.Source,
                piece.SourceId,
                piece.Note,
                piece.StandsFor,
                Title = item == null ? null : item.Title,
                Kind = item == null ? null : item.Kind,
                Volume = item == null ? (Volume?)null : item.Volume,
                File = file == null ? null : file.Name,
                Indicator = indicator == null ? null : indicator.Name,
                Code = indicator == null ? null : indicator.Code,
            }).ToListAsync(stop);
        return [.. rows.Where(r => r.Source switch
            {
                EvidenceSource.LibraryItem => r.Title is not null, // a source that is hidden is as if absent
                EvidenceSource.File => r.File is not null,
                EvidenceSource.Indicator => r.Indicator is not null,
                EvidenceSource.Statement => true,
            }).Select(r => new EvidenceRow(r.Id, r.FindingId!.Value, r.Source, r.SourceId, r.Title ?? r.File ?? r.Indicator ?? r.Note,
                r.Volume is { } volume ? $"{Volumes.Name(volume)} · {r.Kind}" : r.Source.InWords(), r.StandsFor, r.Code))];
    }

    private static IQueryable<RecommendationRow> RecommendationRows(this BoardDb db, IQueryable<Recommendation> recommendations, DateOnly today) =>
        from r in recommendations
        select new RecommendationRow(r.Id, r.Ref, r.Title, r.MadeOn, db.Groups.Where(g => g.Id == r.OwnerGroupId).Select(g => g.ShortName).FirstOrDefault() ?? "", r.Status,
            r.Responses.Count(a => a.Answer == Answer.Accepted || a.Answer == Answer.PartlyAccepted),
            r.Responses.Count(a => a.Answer == Answer.Awaited),
            r.Responses.Count(a => a.Answer == Answer.Awaited && a.AnswerBy < today),
            r.Findings.Select(f => f.TargetId).ToList());

    private static IQueryable<ActionRow> ActionRows(this BoardDb db, DateOnly today, System.Linq.Expressions.Expression<Func<ImprovementAction, bool>> which) =>
        from a in db.Actions.Where(which)
        select new ActionRow(a.Id, a.Ref, a.Title, a.RecommendationId,
            db.Organisations.Where(o => o.Id == a.OwnerId).Select(o => o.ShortName).FirstOrDefault() ?? db.Groups.Where(g => g.Id == a.OwnerId).Select(g => g.ShortName).FirstOrDefault() ?? "",
            a.Mechanism, a.Status, a.PostId != null && db.PostHoldings.Any(h => h.PostId == a.PostId && h.From <= today && (h.Until == null || h.Until >= today)), a.PlannedOn, a.Due, a.FirstDue, a.LastHeardOn, a.ReportedOn,
            a.Updates.Where(u => u.Kind == UpdateKind.Reopened).Max(u => (DateOnly?)u.On));

    private static IQueryable<MeasureRow> MeasureRows(this BoardDb db, System.Linq.Expressions.Expression<Func<ImpactMeasure, bool>> which) =>
        from m in db.Measures.Where(which)
        select new MeasureRow(m.Id, m.Ref, m.HowSeen, m.RecommendationId, m.Baseline, m.Target, m.Result, m.CheckOn, m.Judgement, m.JudgedOn,
            m.Verdicts.OrderByDescending(v => v.Id).Select(v => (Guid?)v.Id).FirstOrDefault());
}
