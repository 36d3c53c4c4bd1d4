using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Library;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Goldthread.Web.Storage;

// The one way to write (ADR 7): command id, audit entry, history, search text and the change itself in one transaction.
public abstract partial class BoardDb
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly List<object> trailOfLastAttempt = [];
    private readonly List<AuditChange> erasures = [];
    private readonly Dictionary<Guid, bool> guarded = [];
    private readonly Dictionary<Guid, string> reasons = [];
    private readonly HashSet<ConfidentialRecord> hungOn = [];

    /// <summary>What is done to values before history keeps them: a text that is being taken out must not come in again
    /// as what stood there before. Null for every other deed.</summary>
    internal Func<string, string>? Redaction { get; set; }

    /// <summary>Erases a row of history, or some of its values; the entry of the pending command says so, with the hash it had
    /// and the hash of what is left.</summary>
    internal void EraseHistory(HistoryRow row, string reason, string left = "")
    {
        erasures.Add(new() { Kind = row.Kind, RecordId = row.RecordId, State = "erased", HistoryHash = row.Hash() });
        row.Erase(clock.UtcNow(), Viewer.Name, reason, left);
        erasures.Add(new() { Kind = row.Kind, RecordId = row.RecordId, State = AuditChange.Kept, HistoryHash = row.Hash() });
    }

    /// <summary>Says why a record is changed, in its history, and so only to those who may read the record.</summary>
    public void Because(Record record, string reason)
    {
        Touch(record);
        reasons[record.Id] = reason.Trim();
    }

    /// <summary>The version the person saw: the save fails with <see cref="DbUpdateConcurrencyException"/> when another is stored.</summary>
    public void Expect(Record record, int version) => Entry(record).Property(r => r.Version).OriginalValue = version;

    /// <summary>Raises a record's version though only something hanging on it changed.</summary>
    public void Touch(Record record)
    {
        var version = Entry(record).Property(r => r.Version);
        if (Entry(record).State == EntityState.Unchanged) version.IsModified = true;
    }

    /// <summary>Says that something new hangs on a record and takes over its readers: both who restricts the record at this moment
    /// and who hangs something on it while it is restricted meet another version. Two who hang something on it don't disturb
    /// each other.</summary>
    public void HangOn(ConfidentialRecord record)
    {
        Touch(record);
        hungOn.Add(record);
    }

    /// <summary>Carries out everything pending as one command.</summary>
    /// <param name="command">What is done, and its id.</param>
    /// <param name="stop">Stops the work.</param>
    /// <param name="alsoInTransaction">Bound statements for rows too many to track, run after everything pending is written and
    /// before the commit. Run anew in each attempt of the strategy: it must write the same each time. The trail knows nothing
    /// of these rows, so something pending has to stand for them (an import's batch).</param>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else saved first; nothing is written.</exception>
    /// <exception cref="CommandRepeatedException">This command was carried out before; nothing is written.</exception>
    public async Task SaveAsync(Command command, CancellationToken stop, Func<DbConnection, DbTransaction, CancellationToken, Task>? alsoInTransaction = null)
    {
        const int draws = 4;
        for (var draw = 1; ; draw++)
        {
            Prepare();
            try
            {
                await CarryOutAsync(command, alsoInTransaction, stop);
                break;
            }
            catch (DbUpdateException twin) when (draw < draws && IsTwinReference(twin))
            {
                DrawReferencesAgain();
            }
        }
        ChangeTracker.AcceptAllChanges();
        trailOfLastAttempt.Clear();
        erasures.Clear();
        reasons.Clear();
        hungOn.Clear();
    }

    private Task<bool> CarryOutAsync(Command command, Func<DbConnection, DbTransaction, CancellationToken, Task>? alsoInTransaction, CancellationToken stop) =>
        Database.CreateExecutionStrategy().ExecuteAsync(
            command,
            async (_, _, token) =>
            {
                await AttemptAsync(command, alsoInTransaction, token);
                return true;
            },
            async (_, _, token) => new(await StoredCommands.AsNoTracking().AnyAsync(c => c.Id == command.Id, token), true),
            stop);

    // Spoken codes are drawn by chance: of five hundred new ones beside five thousand, one in ten sets holds a twin.
    private static bool IsTwinReference(DbUpdateException failure) => failure.InnerException switch
    {
        Microsoft.Data.Sqlite.SqliteException { SqliteExtendedErrorCode: 2067 } unique => unique.Message.Contains(".Ref'", StringComparison.Ordinal),
        Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation } unique => unique.ConstraintName?.EndsWith("_Ref", StringComparison.Ordinal) == true,
        _ => false,
    };

    private void DrawReferencesAgain()
    {
        foreach (var entry in ChangeTracker.Entries<Record>().Where(e => e.State == EntityState.Added).ToList())
        {
            if (entry.Metadata.FindProperty("Ref") is not { } property) continue;
            var reference = entry.Property(property.Name);
            reference.CurrentValue = Reference.New(((string)reference.CurrentValue!)[0]);
        }
    }

    /// <summary>Identity's own writes go the same way.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (!ChangeTracker.HasChanges()) return 0;
        await SaveAsync(Command.Now("Account"), cancellationToken);
        return 1;
    }

    /// <summary>Only the framework's data-protection keys are saved synchronously, outside the trail.</summary>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        ChangeTracker.Entries().Where(e => e.State != EntityState.Unchanged).All(e => e.Entity is DataProtectionKey)
            ? base.SaveChanges(acceptAllChangesOnSuccess)
            : throw new InvalidOperationException("Use SaveAsync: it is the one way to write.");

    private async Task AttemptAsync(Command command, Func<DbConnection, DbTransaction, CancellationToken, Task>? alsoInTransaction, CancellationToken stop)
    {
        foreach (var row in trailOfLastAttempt) Entry(row).State = EntityState.Detached;
        trailOfLastAttempt.Clear();
        await using var transaction = await Database.BeginTransactionAsync(stop);
        var head = await LockHeadAsync(stop);
        // Asked again behind the lock: two presses at once both passed the page filter.
        if (await StoredCommands.AsNoTracking().FirstOrDefaultAsync(c => c.Id == command.Id, stop) is { } first)
            throw new CommandRepeatedException(first);
        var at = clock.UtcNow();
        foreach (var record in hungOn) await RaiseOnTopAsync(record, stop);
        await NumberAsync(stop);
        await LearnOwnersAsync(stop);
        var entry = Trail(command, head, at);
        (head.Sequence, head.Hash) = (entry.Sequence, entry.Hash);
        Remember(new StoredCommand(command, Viewer.PersonId, at));
        await base.SaveChangesAsync(acceptAllChangesOnSuccess: false, stop);
        if (alsoInTransaction is not null) await alsoInTransaction(Database.GetDbConnection(), transaction.GetDbTransaction(), stop);
        await transaction.CommitAsync(stop);
    }

    private async Task<AuditHead> LockHeadAsync(CancellationToken stop)
    {
        foreach (var stale in ChangeTracker.Entries<AuditHead>().ToList()) stale.State = EntityState.Detached;
        // SQLite has one writer and its transactions begin IMMEDIATE; on PostgreSQL the row is the queue.
        return Database.IsNpgsql()
            ? await Set<AuditHead>().FromSql($"select * from audit_head for update").SingleAsync(stop)
            : await Set<AuditHead>().SingleAsync(stop);
    }

    // Behind the lock nobody else writes. Where nothing but the version has moved, others hung something on the record too, and
    // ours goes on top of theirs; else the old version stands, and the save ends as a lost race.
    private async Task RaiseOnTopAsync(ConfidentialRecord record, CancellationToken stop)
    {
        var entry = Entry(record);
        var version = entry.Property(r => r.Version);
        if (entry.State != EntityState.Modified || entry.Properties.Any(p => p.IsModified && p.Metadata != version.Metadata)) return;
        var stored = await entry.GetDatabaseValuesAsync(stop);
        if (await ReadersMovedAsync(record, stop)) return;
        if (stored is null || stored.Properties.Any(p => p != version.Metadata && !p.GetValueComparer().Equals(stored[p], entry.OriginalValues[p]))) return;
        version.OriginalValue = stored.GetValue<int>(version.Metadata);
        version.CurrentValue = version.OriginalValue + 1;
    }

    // Who was taken off the list meanwhile must not come in again with the readers that what is new has taken over.
    private async Task<bool> ReadersMovedAsync(ConfidentialRecord record, CancellationToken stop) =>
        AccessLists.Local.FirstOrDefault(l => l.Id == record.AccessListId) is { } list
        && await AccessLists.Where(l => l.Id == list.Id).Select(l => l.Version).SingleAsync(stop) != Entry(list).Property(l => l.Version).OriginalValue;

    // Numbers within a meeting are given here, or two who write its record at once would give the same. Past the filter: a decision
    // that is restricted to others has its number too, and tells no more than that.
    private async Task NumberAsync(CancellationToken stop)
    {
        foreach (var added in ChangeTracker.Entries<Decision>().Where(e => e.State == EntityState.Added).GroupBy(e => e.Entity.MeetingId).ToList())
        {
            var last = await Decisions.IgnoreQueryFilters().Where(d => d.MeetingId == added.Key).MaxAsync(d => (int?)d.Number, stop) ?? 0;
            foreach (var number in added.Select(e => e.Property(d => d.Number)))
                last = number.CurrentValue = Math.Max(number.CurrentValue, last + 1);
        }
    }

    private void Prepare()
    {
        ChangeTracker.DetectChanges();
        foreach (var entry in ChangeTracker.Entries().Where(IsPending).ToList()) TouchOwners(entry);
        foreach (var entry in ChangeTracker.Entries<Record>()
            .Where(e => e.State is EntityState.Added or EntityState.Modified && e.Entity is not SearchDocument).ToList())
        {
            var version = entry.Property(r => r.Version);
            version.CurrentValue = entry.State == EntityState.Added ? 1 : version.OriginalValue + 1;
            if (entry.Entity is ISearched { IsFound: true } searched and ConfidentialRecord record) WriteSearchText(record, searched);
        }
        ChangeTracker.DetectChanges();
    }

    // What is owned by a record, or hangs on it, changes the record: its version tells the next person so.
    private void TouchOwners(EntityEntry entry)
    {
        var owners = entry.Metadata.GetForeignKeys().Where(fk => fk.IsOwnership || fk[Mapping.PartOf] is true);
        foreach (var fk in owners)
        {
            var key = fk.Properties.Select(p => entry.Property(p.Name).CurrentValue ?? entry.Property(p.Name).OriginalValue).ToArray();
            var owner = ChangeTracker.Entries().FirstOrDefault(e => e.Metadata == fk.PrincipalEntityType
                && fk.PrincipalKey.Properties.Select(p => e.Property(p.Name).CurrentValue).SequenceEqual(key));
            if (owner?.Entity is Record record) Touch(record);
        }
    }

    private void WriteSearchText(ConfidentialRecord record, ISearched searched)
    {
        var isNew = Entry(record).State == EntityState.Added;
        var document = ChangeTracker.Entries<SearchDocument>().FirstOrDefault(e => e.Entity.Id == record.Id)?.Entity;
        if (document is null)
        {
            document = new(record.Id);
            // An upsert without a read: the row of an existing record is there, whatever its version says.
            if (isNew) Add(document);
            else Attach(document);
        }
        document.Fill(record, searched.ToSearch());
        if (!isNew) Entry(document).State = EntityState.Modified;
    }

    private static bool IsPending(EntityEntry entry) => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted;

    private AuditEntry Trail(Command command, AuditHead head, DateTime at)
    {
        List<AuditChange> changes = [];
        foreach (var entry in ChangeTracker.Entries().Where(IsPending).Where(e => !e.Metadata.IsWithoutTrail()).ToList())
            changes.Add(Describe(entry, head.Sequence + 1));
        changes.AddRange(readings);
        changes.AddRange(erasures);
        var deed = command.Deed.Length > 0 ? command.Deed : "Change";
        return Remember(new AuditEntry(head.Sequence + 1, at, Viewer.PersonId, Viewer.Name, From, deed, changes, head.Hash));
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
        var reason = entry.Entity is Record subject ? reasons.GetValueOrDefault(subject.Id) : null;
        if (reason is not null) values["Reason"] = [null, Keep(reason)];
        var (id, restricted) = Owner(entry);
        var hash = "";
        // A record that only got something new hung on it keeps that it was: each version of it has a row.
        if (values.Count > 0 || entry is { Entity: Record, State: EntityState.Modified })
        {
            var json = JsonSerializer.Serialize(values, Plain);
            hash = Remember(new HistoryRow(sequence, entry.Metadata.DisplayName(), id, restricted ? sealing.Seal(json) : json, restricted)).Hash();
        }
        return new()
        {
            Kind = entry.Metadata.DisplayName(),
            RecordId = id,
            State = entry.State switch { EntityState.Added => "added", EntityState.Deleted => "removed", _ => "changed" },
            Fields = [.. changed.Select(p => p.Metadata.Name).Where(name => name != nameof(Record.Version)).Concat(reason is null ? [] : ["Reason"]).Order(StringComparer.Ordinal)],
            HistoryHash = hash,
        };
    }

    // A part is told under its record's id, and as guarded as the record.
    private (Guid Id, bool Restricted) Owner(EntityEntry entry)
    {
        if (entry.Entity is ConfidentialRecord record) return (record.Id, IsOrWasRestricted(entry));
        foreach (var fk in entry.Metadata.GetForeignKeys().Where(fk => fk.IsOwnership || fk[Mapping.PartOf] is true))
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
            foreach (var fk in entry.Metadata.GetForeignKeys().Where(fk => (fk.IsOwnership || fk[Mapping.PartOf] is true) && IsGuarded(fk.PrincipalEntityType)))
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

    private EntityEntry<ConfidentialRecord>? TrackedOwner(Guid id) => ChangeTracker.Entries<ConfidentialRecord>().FirstOrDefault(e => e.Entity is not SearchDocument && e.Entity.Id == id);

    private static bool IsGuarded(IReadOnlyEntityType type) => typeof(ConfidentialRecord).IsAssignableFrom(type.ClrType);

    private string? Keep(object? value) => Say(value) is { } text && Redaction is { } redact ? redact(text) : Say(value);

    private static string? Say(object? value) => value switch
    {
        null => null,
        DateOnly date => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        DateTime at => at.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        string text => text,
        System.Collections.IEnumerable many => JsonSerializer.Serialize(many, Plain),
        _ => value.ToString(),
    };

    private T Remember<T>(T row) where T : class
    {
        Add(row);
        trailOfLastAttempt.Add(row);
        return row;
    }
}
