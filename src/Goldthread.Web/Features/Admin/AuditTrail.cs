using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin;

/// <summary>Checks of the audit trail against the database and against the seals outside it.</summary>
public static class AuditTrail
{
    private const int Batch = 500;

    /// <summary>The same without seals: finds every change but a tail rewritten with fresh hashes.</summary>
    public static Task<AuditVerdict> VerifyAuditTrailAsync(this BoardDb db, CancellationToken stop) => db.VerifyAuditTrailAsync([], stop);

    /// <summary>Walks the whole chain and the history rows it vouches for, and compares it with every seal. Memory holds
    /// some hundred entries at a time, the seals, and what was erased; a board that works on meanwhile does no harm.</summary>
    public static async Task<AuditVerdict> VerifyAuditTrailAsync(this BoardDb db, AuditSeals seals, CancellationToken stop)
    {
        IReadOnlyList<AuditSeal> sealedEnds;
        try
        {
            sealedEnds = seals.Read(); // before the head: a seal written later than it would seem to outrun it
        }
        catch (InvalidDataException fault)
        {
            return new(0, 0, $"the seals can't be relied on: {fault.Message}");
        }
        var verdict = await db.VerifyAuditTrailAsync(sealedEnds, stop);
        return verdict.FirstBroken is null && await db.MissingSealsAsync(seals, sealedEnds, stop) is { } missing ? new(verdict.Entries, 0, missing) : verdict;
    }

    // The database says how many seals were made: a file that was deleted or cut would else pass as one that never was.
    private static async Task<string?> MissingSealsAsync(this BoardDb db, AuditSeals seals, IReadOnlyList<AuditSeal> there, CancellationToken stop)
    {
        if (await db.Set<AuditHead>().AsNoTracking().SingleAsync(stop) is not { Seals: > 0 } head || there.Count >= head.Seals) return null;
        var made = $"{Say.Count(head.Seals, "seal was", "seals were")} made, the last at entry {head.SealedTo}, but {seals.Path}";
        // One may have been written while we looked: the file is read again before it is accused.
        var now = seals.Read().Count;
        return now >= head.Seals ? null : now == 0
            ? $"{made} is missing or empty: without it nobody can tell whether the trail was written anew. Put the file back from your copy"
            : $"{made} holds {now}: some were taken away. Put the file back from your copy";
    }

    private static async Task<AuditVerdict> VerifyAuditTrailAsync(this BoardDb db, IReadOnlyList<AuditSeal> sealedEnds, CancellationToken stop)
    {
        var head = await db.Set<AuditHead>().AsNoTracking().SingleAsync(stop);
        var walk = new Walk(sealedEnds);
        while (walk.Sequence < head.Sequence)
        {
            var from = walk.Sequence;
            var entries = await db.AuditEntries.AsNoTracking().Where(e => e.Sequence > from && e.Sequence <= head.Sequence).OrderBy(e => e.Sequence).Take(Batch).ToListAsync(stop);
            if (entries.Count == 0) return walk.Broken("the end of the trail was cut off");
            var to = entries[^1].Sequence;
            var rows = await db.History.AsNoTracking().Where(r => r.Sequence > from && r.Sequence <= to).ToListAsync(stop);
            var history = rows.ToLookup(r => r.Sequence);
            foreach (var entry in entries)
                if (walk.Fault(entry, [.. history[entry.Sequence]]) is { } fault) return walk.Broken(fault);
        }
        // Asked of the database as it is by now, for a board works on meanwhile.
        if (await db.Set<AuditHead>().Where(h => db.AuditEntries.Any(e => e.Sequence > h.Sequence || e.Sequence < 1) || db.History.Any(r => r.Sequence > h.Sequence || r.Sequence < 1)).AnyAsync(stop))
            return walk.Broken("there are entries, or values, that stand beyond the ends of the trail");
        if (!head.Hash.AsSpan().SequenceEqual(walk.Hash)) return walk.Broken("the end of the trail was changed after it was written");
        return walk.Close();
    }

    private sealed class Walk(IReadOnlyList<AuditSeal> seals)
    {
        private readonly Outstanding erased = new(); // values that are not there, until a line says that they were erased
        private readonly Outstanding left = new(); // what erasures left standing, until a line vouches for it
        private readonly Outstanding vouched = new(); // what such a line said was left, until that is erased in its turn
        private readonly Outstanding stands = new(); // that which still stands so
        // A board that nobody has begun is sealed as well: there is no entry yet that such a seal could be compared with.
        private int nextSeal = seals.TakeWhile(s => s.Sequence == 0 && s.Hash == Convert.ToHexStringLower(AuditChain.Start)).Count();
        private int erasedWithReason;

        public long Sequence { get; private set; }

        public byte[] Hash { get; private set; } = AuditChain.Start;

        public AuditVerdict Broken(string what) => new(Sequence, Sequence + 1, what);

        public string? Fault(AuditEntry entry, List<HistoryRow> history)
        {
            if (AuditChain.Fault(entry, Sequence, Hash) is { } fault) return fault;
            foreach (var change in entry.Changes)
                if (Fault(entry, change, history) is { } lost) return lost;
            if (history.Count > 0) return $"the history of {history[0].Kind} {history[0].RecordId} holds values that no entry vouches for";
            while (nextSeal < seals.Count && seals[nextSeal].Sequence == entry.Sequence)
            {
                var seal = seals[nextSeal++];
                if (seal.Hash != Convert.ToHexStringLower(entry.Hash))
                    return $"the trail was written anew up to here: the seal of {seal.At.AtBoard()} says otherwise";
            }
            (Sequence, Hash) = (entry.Sequence, entry.Hash);
            return null;
        }

        // An entry that erases comes behind the one whose values it erased: until then they count as missing.
        private string? Fault(AuditEntry entry, AuditChange change, List<HistoryRow> history)
        {
            if (change.HistoryHash.Length == 0) return null;
            if (change.State == AuditChange.Kept)
            {
                vouched.Add(Key(change), entry.Sequence, "");
                if (left.Take(Key(change))) stands.Add(Key(change), entry.Sequence, "");
                return null;
            }
            if (change.State == AuditChange.Erased)
            {
                if (stands.Take(Key(change))) return StandsAgain(change);
                if (erased.Take(Key(change))) erasedWithReason++;
                else if (!vouched.Take(Key(change))) return StandsAgain(change);
                return null;
            }
            var row = history.Find(r => Belongs(r, change) && r.ErasedAt is null && r.Hash() == change.HistoryHash)
                ?? history.Find(r => Belongs(r, change) && r.ErasedAt is not null);
            if (row is null) return $"the history of {change.Kind} {change.RecordId} was changed after it was written";
            history.Remove(row);
            if (row.ErasedAt is not null) erased.Add(Key(change), entry.Sequence, $"the history of {change.Kind} {change.RecordId} was erased without a reason on the trail");
            if (row.IsWronglyMarked) return $"the history of {change.Kind} {change.RecordId} is marked as encrypted and is not, or the other way round";
            if (row.ErasedAt is not null)
                left.Add($"{change.Kind} {change.RecordId} {row.Hash()}", entry.Sequence, $"what was left of the history of {change.Kind} {change.RecordId}, by whom it was erased or why, was changed after it was written");
            return null;
        }

        public AuditVerdict Close()
        {
            if (nextSeal < seals.Count) return Broken($"the end of the trail was cut off: the seal of {seals[nextSeal].At.AtBoard()} vouches for entry {seals[nextSeal].Sequence}");
            if (erased.All.Concat(left.All).OrderBy(e => e.Sequence).FirstOrDefault() is { What: { } what } first) return new(Sequence, first.Sequence, what);
            var says = "all as it was written";
            if (erasedWithReason > 0) says += $"; {Say.Count(erasedWithReason, "set of values", "sets of values")} erased with a reason";
            says += seals.Count > 0 ? $"; {Say.Count(seals.Count, "seal agrees", "seals agree")}, the last of {seals[^1].At.AtBoard()}" : "; no seal to compare it with";
            return new(Sequence, null, says);
        }

        private static string StandsAgain(AuditChange change) => $"what was erased here of the history of {change.Kind} {change.RecordId} stands there again";

        private static bool Belongs(HistoryRow row, AuditChange change) => row.RecordId == change.RecordId && row.Kind == change.Kind;

        private static string Key(AuditChange change) => $"{change.Kind} {change.RecordId} {change.HistoryHash}";
    }

    // By their hashes; two rows with the same values count as two.
    private sealed class Outstanding
    {
        private readonly Dictionary<string, Queue<(long Sequence, string What)>> waiting = [];

        public IEnumerable<(long Sequence, string What)> All => waiting.Values.SelectMany(q => q);

        public void Add(string key, long sequence, string what)
        {
            if (!waiting.TryGetValue(key, out var queue)) waiting.Add(key, queue = []);
            queue.Enqueue((sequence, what));
        }

        public bool Take(string key)
        {
            if (!waiting.TryGetValue(key, out var queue)) return false;
            queue.Dequeue();
            if (queue.Count == 0) waiting.Remove(key);
            return true;
        }
    }
}
