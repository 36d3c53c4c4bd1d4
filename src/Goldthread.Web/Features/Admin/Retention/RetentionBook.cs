using System.Security.Cryptography;
using System.Text;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Retention;

/// <summary>A record with what the rules say of it.</summary>
public sealed record Judged(RetentionFacts Facts, RetentionVerdict Verdict);

/// <summary>What the rules of retention say of the board's records. What rests upon a record counts whoever may see it, so facts are read
/// past everybody's sight; what of it is shown is asked with the viewer's (<see cref="RetentionList"/>).</summary>
public sealed class RetentionBook(BoardDb db, TimeProvider clock)
{
    private const int Some = 2000; // ids in one command

    /// <summary>Every rule that was ever adopted.</summary>
    public Task<List<RetentionRule>> RulesAsync(CancellationToken stop) => db.RetentionRules.AsNoTracking().OrderBy(r => r.From).ThenBy(r => r.AdoptedAt).ToListAsync(stop);

    /// <summary>Holds that are not lifted.</summary>
    public Task<List<LegalHold>> HoldsAsync(CancellationToken stop) => db.Holds.AsNoTracking().Where(h => h.LiftedOn == null).OrderBy(h => h.From).ThenBy(h => h.Id).ToListAsync(stop);

    /// <summary>What the rules say, today, of every record of a kind that has a rule; nothing is asked where no rule was adopted.</summary>
    /// <param name="only">Of these records alone; null for all.</param>
    /// <param name="stop">Stops the work.</param>
    public async Task<IReadOnlyList<Judged>> JudgeAsync(IReadOnlyCollection<Guid>? only, CancellationToken stop)
    {
        var today = clock.Today();
        var rules = await RulesAsync(stop);
        if (only is { Count: 0 } || (only is null && !rules.Exists(r => r.From <= today && r.Months is not null))) return [];
        var holds = await HoldsAsync(stop);
        var me = db.Viewer;
        try
        {
            db.Viewer = Viewer.System("What rests upon a record");
            List<RetentionFacts> all = [];
            foreach (var facts in new Func<IReadOnlyCollection<Guid>?, CancellationToken, Task<List<Unit>>>[] { FindingsAsync, RecommendationsAsync, MeetingActionsAsync, MeetingsAsync, ItemsAsync, FormerUsersAsync })
                all.AddRange(await WithChangesAsync(await facts(only, stop), rules, today, stop));
            if (holds.Exists(h => h.Scope == HoldScope.Organisation)) all = await WithAboveAsync(all, stop);
            return [.. all.Select(f => new Judged(f, RetentionRules.Judge(f, rules, holds, today)))];
        }
        finally
        {
            db.Viewer = me;
        }
    }

    // What concerns a service concerns its organisation: a hold over that keeps it.
    private async Task<List<RetentionFacts>> WithAboveAsync(List<RetentionFacts> all, CancellationToken stop)
    {
        var parts = await db.Organisations.Select(o => new StructurePart(o.Id, o.ParentId)).ToListAsync(stop);
        var below = parts.Where(p => p.ReportsToId is not null).Select(p => p.ReportsToId!.Value).Distinct().ToDictionary(id => id, id => StructurePart.WithAllBelow([id], parts));
        return below.Count == 0 ? all : [.. all.Select(f => f with { Scopes = [.. f.Scopes.Union(below.Where(b => b.Value.Overlaps(f.Scopes)).Select(b => b.Key))] })];
    }

    // A record with what goes with it.
    private sealed record Unit(RetentionFacts Facts, IReadOnlyList<(Guid Id, string Version)> Parts);

    // When it was last changed is asked of those alone whose time is counted from there and could be over.
    private async Task<IReadOnlyList<RetentionFacts>> WithChangesAsync(List<Unit> units, List<RetentionRule> rules, DateOnly today, CancellationToken stop)
    {
        var asked = units.Where(u => RetentionRules.RuleFor(u.Facts.IsRestricted ? RetentionKind.Restricted : u.Facts.Kind, rules, today) is { Counted: RetentionEvent.LastChanged, Months: { } months } && u.Facts.On.AddMonths(months) <= today).ToList();
        Dictionary<Guid, DateOnly> changed = [];
        foreach (var some in asked.SelectMany(u => u.Parts.Select(p => p.Id)).Distinct().Chunk(Some))
        {
            var last = await db.History.Where(h => some.Contains(h.RecordId)).GroupBy(h => h.RecordId).Select(g => new { g.Key, Last = g.Max(h => h.Sequence) }).ToListAsync(stop);
            foreach (var few in last.Chunk(Some))
            {
                var numbers = few.Select(l => l.Last).ToList();
                var at = await db.AuditEntries.Where(e => numbers.Contains(e.Sequence)).Select(e => new { e.Sequence, e.At }).ToDictionaryAsync(e => e.Sequence, e => e.At, stop);
                foreach (var one in few) changed[one.Key] = BoardCalendar.DayOf(at[one.Last]);
            }
        }
        return [.. units.Select(u => u.Facts with
        {
            ChangedOn = u.Parts.Select(p => changed.GetValueOrDefault(p.Id)).Append(u.Facts.On).Max(),
            Parts = [.. u.Parts.Select(p => p.Id).Where(id => id != u.Facts.Id)],
            Stamp = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', u.Parts.Select(p => $"{p.Id:N}:{p.Version}").Order(StringComparer.Ordinal))))),
        })];
    }

    private static Unit Of(RetentionKind kind, Guid id, Confidentiality confidentiality, DateOnly on, DateOnly? endedOn, bool isLiving, int restOnIt, IEnumerable<Guid?> scopes, IEnumerable<Guid> governing, IEnumerable<(Guid Id, string Version)> parts) =>
        new(new(kind, id, confidentiality == Confidentiality.Restricted, on, endedOn, on, isLiving, restOnIt, [.. scopes.OfType<Guid>().Distinct()], [.. governing], [], ""), [.. parts]);

    private static IQueryable<T> Only<T>(IQueryable<T> all, IReadOnlyCollection<Guid>? only) where T : Record => only is null ? all : all.Where(r => only.Contains(r.Id));

    private async Task<List<Unit>> FindingsAsync(IReadOnlyCollection<Guid>? only, CancellationToken stop)
    {
        var rows = await Only(db.Findings.IgnoreQueryFilters([BoardDb.Standing]), only).IgnoreAutoIncludes()
            .Select(f => new { f.Id, f.Confidentiality, f.FoundOn, f.GoneOn, f.OwnerGroupId, f.Version, Concerns = f.Organisations.Select(o => o.TargetId).ToList() }).ToListAsync(stop);
        if (rows.Count == 0) return [];
        var recommended = (await db.Recommendations.SelectMany(r => r.Findings.Select(t => t.TargetId)).ToListAsync(stop)).CountBy(id => id).ToDictionary();
        var merged = (await db.Findings.IgnoreQueryFilters([BoardDb.Standing]).Where(f => f.MergedIntoId != null).Select(f => f.MergedIntoId!.Value).ToListAsync(stop)).CountBy(id => id).ToDictionary();
        return [.. rows.Select(f => Of(RetentionKind.Finding, f.Id, f.Confidentiality, f.FoundOn, f.GoneOn, isLiving: false, recommended.GetValueOrDefault(f.Id) + merged.GetValueOrDefault(f.Id),
            [f.OwnerGroupId, .. f.Concerns], [f.OwnerGroupId], [(f.Id, $"{f.Version}")]))];
    }

    private sealed record ActionRow(Guid Id, Confidentiality Confidentiality, Guid? RecommendationId, Guid? MeetingId, DateOnly PlannedOn, ActionStatus Status, DateOnly? VerifiedOn, DateOnly? WithdrawnOn, Guid OwnerId, Guid AcceptedById, int Version)
    {
        public bool IsOpen => Status is not (ActionStatus.Verified or ActionStatus.Withdrawn);
    }

    private static IQueryable<ActionRow> Rows(IQueryable<ImprovementAction> actions) => actions.IgnoreAutoIncludes().Select(a => new ActionRow(a.Id, a.Confidentiality, a.RecommendationId, a.MeetingId, a.PlannedOn, a.Status, a.VerifiedOn,
        a.Updates.Where(u => u.Kind == UpdateKind.Withdrawn).Max(u => (DateOnly?)u.On), a.OwnerId, a.AcceptedById, a.Version));

    private async Task<List<Unit>> RecommendationsAsync(IReadOnlyCollection<Guid>? only, CancellationToken stop)
    {
        var rows = await Only(db.Recommendations, only).Select(r => new { r.Id, r.Confidentiality, r.MadeOn, r.ClosedOn, r.Status, r.OwnerGroupId, r.Version, Asked = r.Responses.Select(a => a.AskedId).ToList() }).ToListAsync(stop);
        if (rows.Count == 0) return [];
        var actions = (await Rows(db.Actions.Where(a => a.RecommendationId != null && (only == null || only.Contains(a.RecommendationId.Value)))).ToListAsync(stop)).ToLookup(a => a.RecommendationId!.Value);
        var measures = (await db.Measures.IgnoreAutoIncludes().Where(m => only == null || only.Contains(m.RecommendationId)).Select(m => new { m.Id, m.RecommendationId, m.Confidentiality, m.Version }).ToListAsync(stop)).ToLookup(m => m.RecommendationId);
        return [.. rows.Select(r => Of(RetentionKind.Recommendation, r.Id,
            // With a part for named people alone it goes by their rule.
            actions[r.Id].Select(a => a.Confidentiality).Concat(measures[r.Id].Select(m => m.Confidentiality)).Any(c => c == Confidentiality.Restricted) ? Confidentiality.Restricted : r.Confidentiality,
            r.MadeOn, r.ClosedOn, r.Status == RecommendationStatus.Open || actions[r.Id].Any(a => a.IsOpen), 0,
            [r.OwnerGroupId, .. r.Asked, .. actions[r.Id].SelectMany(a => new Guid?[] { a.OwnerId, a.AcceptedById })], [r.OwnerGroupId],
            [(r.Id, $"{r.Version}"), .. actions[r.Id].Select(a => (a.Id, $"{a.Version}")), .. measures[r.Id].Select(m => (m.Id, $"{m.Version}"))]))];
    }

    private async Task<List<Unit>> MeetingActionsAsync(IReadOnlyCollection<Guid>? only, CancellationToken stop)
    {
        var rows = await Rows(Only(db.Actions.Where(a => a.RecommendationId == null), only)).ToListAsync(stop);
        return [.. rows.Select(a => Of(RetentionKind.MeetingAction, a.Id, a.Confidentiality, a.PlannedOn, a.VerifiedOn ?? a.WithdrawnOn, a.IsOpen, 0, [a.OwnerId, a.AcceptedById], [a.AcceptedById], [(a.Id, $"{a.Version}")]))];
    }

    private async Task<List<Unit>> MeetingsAsync(IReadOnlyCollection<Guid>? only, CancellationToken stop)
    {
        var rows = await Only(db.Meetings, only).Select(m => new { m.Id, m.Confidentiality, m.HeldOn, m.GroupId, m.Version }).ToListAsync(stop);
        if (rows.Count == 0) return [];
        var decisions = (await db.Decisions.Where(d => only == null || only.Contains(d.MeetingId)).Select(d => new { d.Id, d.MeetingId, d.Confidentiality, d.Version }).ToListAsync(stop)).ToLookup(d => d.MeetingId);
        var raised = (await db.Actions.IgnoreAutoIncludes().Where(a => a.MeetingId != null).Select(a => a.MeetingId!.Value).ToListAsync(stop)).CountBy(id => id).ToDictionary();
        return [.. rows.Select(m => Of(RetentionKind.Meeting, m.Id, decisions[m.Id].Any(d => d.Confidentiality == Confidentiality.Restricted) ? Confidentiality.Restricted : m.Confidentiality,
            m.HeldOn, null, isLiving: false, raised.GetValueOrDefault(m.Id), [m.GroupId], [m.GroupId], [(m.Id, $"{m.Version}"), .. decisions[m.Id].Select(d => (d.Id, $"{d.Version}"))]))];
    }

    private async Task<List<Unit>> ItemsAsync(IReadOnlyCollection<Guid>? only, CancellationToken stop)
    {
        // The card of what another part made goes with that.
        var rows = await Only(db.LibraryItems.Where(i => i.SourceKind == LibraryItem.ByHand), only).Select(i => new { i.Id, i.Confidentiality, i.Date, i.OrganisationId, i.Version }).ToListAsync(stop);
        if (rows.Count == 0) return [];
        var cited = (await db.Evidence.Where(e => e.Source == EvidenceSource.LibraryItem).Select(e => e.SourceId).ToListAsync(stop)).CountBy(id => id).ToDictionary();
        return [.. rows.Select(i => Of(RetentionKind.LibraryItem, i.Id, i.Confidentiality, i.Date, null, isLiving: false, cited.GetValueOrDefault(i.Id), [i.OrganisationId], i.OrganisationId is { } whose ? [whose] : [], [(i.Id, $"{i.Version}")]))];
    }

    private async Task<List<Unit>> FormerUsersAsync(IReadOnlyCollection<Guid>? only, CancellationToken stop)
    {
        var today = clock.Today();
        var rows = await db.Users.Where(a => a.EndedAt != null && (only == null || only.Contains(a.PersonId))).Select(a => new
        {
            a.PersonId,
            a.EndedAt,
            a.ConcurrencyStamp,
            People = db.People.Where(p => p.Id == a.PersonId).Select(p => p.Version).FirstOrDefault(),
            Roles = db.RoleHoldings.Where(h => h.PersonId == a.PersonId).Select(h => new { h.ScopeId, IsOpen = h.Until == null || h.Until >= today }).ToList(),
            Posts = db.PostHoldings.Where(h => h.PersonId == a.PersonId).Select(h => db.Posts.Where(p => p.Id == h.PostId).Select(p => (Guid?)p.OrganisationId).FirstOrDefault()).ToList(),
        }).ToListAsync(stop);
        return [.. rows.Select(a => Of(RetentionKind.FormerUser, a.PersonId, Confidentiality.Board, BoardCalendar.DayOf(a.EndedAt!.Value), BoardCalendar.DayOf(a.EndedAt.Value), a.Roles.Exists(r => r.IsOpen), 0,
            [.. a.Roles.Select(r => r.ScopeId), .. a.Posts], [], [(a.PersonId, $"{a.People} {a.ConcurrencyStamp}")]))];
    }
}
