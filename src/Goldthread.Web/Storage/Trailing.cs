using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Library;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Goldthread.Web.Storage;

// What a save says of itself: an entry of the trail, and in history the values that it vouches for.
public abstract partial class BoardDb
{
    /// <summary>How values stand in history: as they are read, or a text to be taken out would not be found.</summary>
    internal static readonly JsonSerializerOptions AsRead = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<AuditChange> erasures = [];
    private readonly Dictionary<Guid, bool> guarded = [];

    /// <summary>What is done to values before history keeps them: a text that is being taken out must not come in again
    /// as what stood there before. Null for every other deed.</summary>
    internal Func<string, string>? Redaction { get; set; }

    /// <summary>What this save takes away goes for good: history keeps no value of it, and the trail only its id and the names of its fields.</summary>
    internal bool IsForGood { get; set; }

    /// <summary>Erases a row of history, or some of its values; the entry of the pending command says so, with the hash it had
    /// and the hash of what is left.</summary>
    internal void EraseHistory(HistoryRow row, string reason, string left = "")
    {
        erasures.Add(new() { Kind = row.Kind, RecordId = row.RecordId, State = AuditChange.Erased, HistoryHash = row.Hash() });
        row.Erase(clock.UtcNow(), Viewer.Name, reason, left);
        erasures.Add(new() { Kind = row.Kind, RecordId = row.RecordId, State = AuditChange.Kept, HistoryHash = row.Hash() });
    }

    private AuditEntry Trail(Command command, AuditHead head, DateTime at)
    {
        List<AuditChange> changes = [];
        foreach (var entry in ChangeTracker.Entries().Where(IsPending).Where(e => !e.Metadata.IsWithoutTrail()).ToList())
            changes.Add(Describe(entry, head.Sequence + 1));
        changes.AddRange(readings);
        changes.AddRange(erasures);
        var deed = command.Deed.Length > 0 ? command.Deed : "Change";
        return Remember(new AuditEntry(head.Sequence + 1, at, Viewer.PersonId, Viewer.Signs, From, deed, changes, head.Hash));
    }

    private AuditChange Describe(EntityEntry entry, long sequence)
    {
        var changed = entry.Properties.Where(p => entry.State != EntityState.Modified || p.IsModified).ToList();
        var kept = entry.Metadata.HistoryColumns();
        var values = changed.Where(p => kept.Contains(p.Metadata.Name)).ToDictionary(p => p.Metadata.Name, p => new[]
        {
            entry.State == EntityState.Added ? null : Keep(p.OriginalValue),
            entry.State == EntityState.Deleted ? null : Keep(p.CurrentValue),
        });
        if (IsForGood && entry.State != EntityState.Added && entry.Entity is not Removal) values.Clear();
        var reason = entry.Entity is Record subject ? reasons.GetValueOrDefault(subject.Id) : null;
        if (reason is not null) values["Reason"] = [null, Keep(reason)];
        var (id, restricted) = Owner(entry);
        var hash = "";
        // A record that only got something new hung on it keeps that it was: each version of it has a row.
        if (values.Count > 0 || entry is { Entity: Record, State: EntityState.Modified })
        {
            var json = JsonSerializer.Serialize(values, AsRead);
            hash = Remember(new HistoryRow(sequence, entry.Metadata.DisplayName(), id, restricted ? sealing.Seal(json) : json, restricted)).Hash();
        }
        return new()
        {
            Kind = entry.Metadata.DisplayName(),
            RecordId = id,
            State = entry.State switch { EntityState.Added => AuditChange.Added, EntityState.Deleted => AuditChange.Removed, _ => AuditChange.Changed },
            Fields = [.. changed.Select(p => p.Metadata.Name).Where(name => name != nameof(Record.Version)).Concat(reason is null ? [] : ["Reason"]).Order(StringComparer.Ordinal)],
            HistoryHash = hash,
        };
    }

    // A part is told under its record's id, and as guarded as the record.
    private (Guid Id, bool Restricted) Owner(EntityEntry entry)
    {
        if (entry.Entity is ConfidentialRecord record) return (record.Id, IsOrWasRestricted(entry));
        foreach (var fk in entry.Metadata.OwningKeys())
        {
            if (fk.Properties.Select(p => entry.Property(p.Name).CurrentValue).OfType<Guid>().FirstOrDefault() is var id && id != Guid.Empty)
            {
                if (TrackedOwner(id) is { } owner) return (id, IsOrWasRestricted(owner));
                return (id, guarded.GetValueOrDefault(id, IsGuarded(fk.PrincipalEntityType)));
            }
        }
        return (entry.Metadata.FindPrimaryKey()?.Properties.Select(p => entry.Property(p.Name).CurrentValue).OfType<Guid>().FirstOrDefault() ?? Guid.Empty, false);
    }

    // Whether what hangs on a record that was not loaded is restricted is asked of the database; where it can't tell, it is.
    private async Task LearnOwnersAsync(CancellationToken stop)
    {
        guarded.Clear();
        foreach (var entry in ChangeTracker.Entries().Where(IsPending).Where(e => e.Entity is not ConfidentialRecord && !e.Metadata.IsWithoutTrail()).ToList())
        {
            foreach (var fk in entry.Metadata.OwningKeys().Where(fk => IsGuarded(fk.PrincipalEntityType)))
            {
                if (entry.Property(fk.Properties[0].Name).CurrentValue is not Guid id || guarded.ContainsKey(id) || TrackedOwner(id) is not null) continue;
                var ask = typeof(BoardDb).GetMethod(nameof(IsRestrictedAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!;
                guarded[id] = await (Task<bool>)ask.MakeGenericMethod(fk.PrincipalEntityType.ClrType).Invoke(this, [id, stop])!;
            }
        }
    }

    private async Task<bool> IsRestrictedAsync<T>(Guid id, CancellationToken stop) where T : ConfidentialRecord =>
        await Set<T>().IgnoreQueryFilters().AsNoTracking().Where(r => r.Id == id).Select(r => (Confidentiality?)r.Confidentiality).SingleOrDefaultAsync(stop)
            is null or Confidentiality.Restricted;

    // The save that opens a record still tells what stood in it, and hung on it, while it was restricted: its new readers never had that.
    private static bool IsOrWasRestricted(EntityEntry record)
    {
        var confidentiality = record.Property(nameof(ConfidentialRecord.Confidentiality));
        return Confidentiality.Restricted.Equals(confidentiality.CurrentValue) || Confidentiality.Restricted.Equals(confidentiality.OriginalValue);
    }

    private EntityEntry<Record>? TrackedOwner(Guid id) => tracked.TryGetValue(id, out var owner) && owner.Entity is ConfidentialRecord ? owner : null;

    private static bool IsGuarded(IReadOnlyEntityType type) => typeof(ConfidentialRecord).IsAssignableFrom(type.ClrType);

    private string? Keep(object? value) => Say(value) is { } text && Redaction is { } redact ? redact(text) : Say(value);

    private static string? Say(object? value) => value switch
    {
        null => null,
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime at => at.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        string text => text,
        System.Collections.IEnumerable many => JsonSerializer.Serialize(many, AsRead),
        _ => value.ToString(),
    };
}
