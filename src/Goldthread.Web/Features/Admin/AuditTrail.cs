using Goldthread.Domain.Admin;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin;

/// <summary>Checks of the audit trail against the database.</summary>
public static class AuditTrail
{
    /// <summary>Walks the whole chain and the history rows it vouches for; memory does not grow with its length.</summary>
    public static async Task<AuditVerdict> VerifyAuditTrailAsync(this BoardDb db, CancellationToken stop)
    {
        var head = await db.Set<AuditHead>().AsNoTracking().SingleAsync(stop);
        long previous = 0;
        var hash = AuditChain.Start;
        HashSet<string> erasedWithReason = [];
        await foreach (var entry in db.AuditEntries.AsNoTracking().OrderBy(e => e.Sequence).AsAsyncEnumerable().WithCancellation(stop))
        {
            if (AuditChain.Fault(entry, previous, hash) is { } fault) return new(previous, previous + 1, fault);
            foreach (var change in entry.Changes.Where(c => c.State == "erased")) erasedWithReason.Add(change.HistoryHash);
            (previous, hash) = (entry.Sequence, entry.Hash);
        }
        if (head.Sequence != previous || !head.Hash.AsSpan().SequenceEqual(hash)) return new(previous, previous + 1, "the end of the trail was cut off");
        return await VerifyHistoryAsync(db, previous, erasedWithReason, stop);
    }

    private static async Task<AuditVerdict> VerifyHistoryAsync(BoardDb db, long entries, HashSet<string> erasedWithReason, CancellationToken stop)
    {
        var erased = 0;
        Dictionary<long, List<HistoryRow>> rows = [];
        await foreach (var row in db.History.AsNoTracking().OrderBy(r => r.Sequence).AsAsyncEnumerable().WithCancellation(stop))
        {
            if (!rows.TryGetValue(row.Sequence, out var list)) rows[row.Sequence] = list = [];
            list.Add(row);
        }
        await foreach (var entry in db.AuditEntries.AsNoTracking().OrderBy(e => e.Sequence).AsAsyncEnumerable().WithCancellation(stop))
        {
            var kept = rows.GetValueOrDefault(entry.Sequence) ?? [];
            foreach (var change in entry.Changes.Where(c => c.HistoryHash.Length > 0 && c.State != "erased"))
            {
                if (kept.Any(r => r.RecordId == change.RecordId && r.Hash() == change.HistoryHash)) continue;
                if (erasedWithReason.Contains(change.HistoryHash) && kept.Any(r => r.RecordId == change.RecordId && r.ErasedAt != null)) erased++;
                else return new(entries, entry.Sequence, $"the history of {change.Kind} {change.RecordId} was changed after it was written");
            }
        }
        return new(entries, null, erased == 0 ? "all as it was written" : $"all as it was written; {erased} values erased with a reason");
    }
}
