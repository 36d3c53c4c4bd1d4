using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Goldthread.Domain.Admin;

/// <summary>One entry of the audit trail: one command, or one reading of a restricted record. Chained to the one
/// before, so that a change shows.</summary>
public sealed class AuditEntry
{
    /// <summary>What stands behind the page in the deed of somebody whom it did not let in.</summary>
    public const string NotLetIn = " · Not let in";

    private AuditEntry() { }

    /// <summary>Writes an entry behind another.</summary>
    /// <param name="sequence">Place in the chain, from 1 without gaps.</param>
    /// <param name="at">Instant, UTC, whole microseconds.</param>
    /// <param name="personId">Who; null for the system.</param>
    /// <param name="actor">The person's name then, or the system's work.</param>
    /// <param name="from">Network address it came from; empty for the system.</param>
    /// <param name="deed">What was done: the page or command.</param>
    /// <param name="changes">What it changed.</param>
    /// <param name="previousHash">Hash of the entry before; 32 zero bytes for the first.</param>
    public AuditEntry(long sequence, DateTime at, Guid? personId, string actor, string from, string deed,
        IReadOnlyList<AuditChange> changes, byte[] previousHash)
    {
        (Sequence, At, PersonId, Actor, From, Deed, PreviousHash) = (sequence, at, personId, actor, from, deed, previousHash);
        Changes = [.. changes];
        Hash = Compute();
    }

    /// <summary>Place in the chain.</summary>
    public long Sequence { get; private set; }

    /// <summary>Instant, UTC.</summary>
    public DateTime At { get; private set; }

    /// <summary>Who.</summary>
    public Guid? PersonId { get; private set; }

    /// <summary>Name then.</summary>
    public string Actor { get; private set; } = "";

    /// <summary>Network address.</summary>
    public string From { get; private set; } = "";

    /// <summary>What was done.</summary>
    public string Deed { get; private set; } = "";

    /// <summary>What it changed: ids, names of fields, hashes of the history rows; never values.</summary>
    public List<AuditChange> Changes { get; private set; } = [];

    /// <summary>Hash of the entry before.</summary>
    public byte[] PreviousHash { get; private set; } = [];

    /// <summary>Hash of this entry and, through it, of all before.</summary>
    public byte[] Hash { get; private set; } = [];

    /// <summary>The hash this entry ought to have: SHA-256 over the previous hash, the sequence, the time in ticks and
    /// every text with its length and every list with its count before it, so that text can't move between fields.</summary>
    public byte[] Compute()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[8];
        hash.AppendData(PreviousHash);
        BinaryPrimitives.WriteInt64BigEndian(number, Sequence);
        hash.AppendData(number);
        BinaryPrimitives.WriteInt64BigEndian(number, At.Ticks);
        hash.AppendData(number);
        Text(PersonId?.ToString("N") ?? "");
        Text(Actor);
        Text(From);
        Text(Deed);
        Count(Changes.Count);
        foreach (var change in Changes)
        {
            Text(change.Kind);
            Text(change.RecordId.ToString("N"));
            Text(change.State);
            Count(change.Fields.Count);
            foreach (var field in change.Fields) Text(field);
            Text(change.HistoryHash);
        }
        return hash.GetHashAndReset();

        void Text(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            Count(bytes.Length);
            hash.AppendData(bytes);
        }

        void Count(int count)
        {
            Span<byte> four = stackalloc byte[4];
            BinaryPrimitives.WriteInt32BigEndian(four, count);
            hash.AppendData(four);
        }
    }
}

/// <summary>One record that a command changed.</summary>
public sealed class AuditChange
{
    /// <summary>Kind of record: "Finding".</summary>
    public string Kind { get; set; } = "";

    /// <summary>Which one.</summary>
    public Guid RecordId { get; set; }

    /// <summary>What happened to the record, or to its history, as <see cref="State"/> says it.</summary>
    public const string Added = "added", Changed = "changed", Removed = "removed", Read = "read", Exported = "exported", Erased = "erased", Refused = "refused";

    /// <summary>The state of a line that vouches for what an erasure left of a history row, and for who erased and why.</summary>
    public const string Kept = "kept";

    /// <summary>One of the words above; stored so, and part of the entry's hash.</summary>
    public string State { get; set; } = "";

    /// <summary>Names of the fields that changed.</summary>
    public List<string> Fields { get; set; } = [];

    /// <summary>SHA-256 of the history row with the values, hex; empty when none is kept.</summary>
    public string HistoryHash { get; set; } = "";
}

/// <summary>The values before and after one change. Kept apart from the trail so that they can be erased with a reason
/// without breaking the chain.</summary>
public sealed class HistoryRow
{
    private HistoryRow() { }

    /// <summary>Keeps the values of a change.</summary>
    public HistoryRow(long sequence, string kind, Guid recordId, string values, bool isSealed) =>
        (Sequence, Kind, RecordId, Values, IsSealed) = (sequence, kind, recordId, values, isSealed);

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>The audit entry it belongs to.</summary>
    public long Sequence { get; private set; }

    /// <summary>Kind of record.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>Which one.</summary>
    public Guid RecordId { get; private set; }

    /// <summary>JSON of field to [before, after]; encrypted for a restricted record; empty once all is erased.</summary>
    public string Values { get; private set; } = "";

    /// <summary>Whether the values are encrypted.</summary>
    public bool IsSealed { get; private set; }

    /// <summary>When they were erased, UTC.</summary>
    public DateTime? ErasedAt { get; private set; }

    /// <summary>Who erased them.</summary>
    public string? ErasedBy { get; private set; }

    /// <summary>Why.</summary>
    public string? ErasedReason { get; private set; }

    /// <summary>SHA-256 of the values as they are stored and, once something was erased, of when, by whom and why;
    /// lower-case hex.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        ErasedAt is { } at ? $"{Values.Length} {Values} {at.Ticks} {ErasedBy?.Length} {ErasedBy} {ErasedReason}" : Values)));

    /// <summary>Values that say they are encrypted and are not, or the other way round: the mark stands beside the text
    /// and is not hashed with it.</summary>
    public bool IsWronglyMarked => Values.Length > 0 && IsSealed == Values.StartsWith('{');

    /// <summary>Takes values out for good. The trail's hash of them stays.</summary>
    /// <param name="at">When, UTC.</param>
    /// <param name="by">Who.</param>
    /// <param name="reason">Why.</param>
    /// <param name="left">What is left, as it is stored; empty for nothing.</param>
    public void Erase(DateTime at, string by, string reason, string left = "") => (Values, ErasedAt, ErasedBy, ErasedReason) = (left, at, by, reason);
}

/// <summary>What the check of the audit trail found.</summary>
/// <param name="Entries">How many entries were checked.</param>
/// <param name="FirstBroken">The first entry that is not as it was written; null when all is well.</param>
/// <param name="What">What is wrong with it, or that all is well.</param>
public sealed record AuditVerdict(long Entries, long? FirstBroken, string What);

/// <summary>Checks the chain, entry after entry.</summary>
public static class AuditChain
{
    /// <summary>The hash before the first entry.</summary>
    public static byte[] Start => new byte[32];

    /// <summary>What is wrong with an entry, given its predecessor's sequence and hash; null when nothing is.</summary>
    public static string? Fault(AuditEntry entry, long previousSequence, byte[] previousHash)
    {
        if (entry.Sequence != previousSequence + 1) return $"entry {previousSequence + 1} is missing";
        if (!entry.PreviousHash.AsSpan().SequenceEqual(previousHash)) return "it does not follow the entry before it";
        if (!entry.Hash.AsSpan().SequenceEqual(entry.Compute())) return "its text was changed after it was written";
        return null;
    }
}
