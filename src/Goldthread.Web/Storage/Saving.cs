using System.Data.Common;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Library;
using Goldthread.Web.Features.Admin;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;

namespace Goldthread.Web.Storage;

// The one way to write (ADR 7): command id, audit entry, history, search text and the change itself in one transaction.
public abstract partial class BoardDb
{
    private readonly List<object> trailOfLastAttempt = [];
    private readonly Dictionary<Guid, string> reasons = [];
    private readonly HashSet<ConfidentialRecord> hungOn = [];
    private Dictionary<Guid, EntityEntry<Record>> tracked = []; // this and the next while a save runs, by the record's id
    private Dictionary<Guid, SearchDocument> documents = [];

    /// <summary>Asked once the save has its turn and before anything is written: what it reads then, nobody changes before the commit. It
    /// stops the save by throwing. Asked anew in each attempt.</summary>
    internal Func<CancellationToken, Task>? BehindTheLock { get; set; }

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
    /// <exception cref="LastAdministratorException">It would leave nobody to run the system; nothing is written.</exception>
    /// <exception cref="CommandRepeatedException">This command was carried out before; nothing is written.</exception>
    public async Task SaveAsync(Command command, CancellationToken stop, Func<DbConnection, DbTransaction, CancellationToken, Task>? alsoInTransaction = null)
    {
        const int draws = 4;
        try
        {
            for (var draw = 1; ; draw++)
            {
                await PrepareAsync(stop);
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
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
            (tracked, documents) = ([], []);
        }
        ChangeTracker.AcceptAllChanges();
        trailOfLastAttempt.Clear();
        erasures.Clear();
        reasons.Clear();
        hungOn.Clear();
        BehindTheLock = null;
    }

    /// <summary>Carries out a command that puts one mail into the outbox; where the same command was carried out before, the mail alone is
    /// put there, without another entry on the trail.</summary>
    public async Task SaveOrQueueAsync(Command command, Mail mail, CancellationToken stop)
    {
        Outbox.Add(mail);
        try
        {
            await SaveAsync(command, stop);
        }
        catch (CommandRepeatedException)
        {
            await base.SaveChangesAsync(acceptAllChangesOnSuccess: true, stop);
        }
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
        if (BehindTheLock is { } ask) await ask(stop);
        var at = clock.UtcNow();
        foreach (var record in hungOn) await RaiseOnTopAsync(record, stop);
        await NumberAsync(stop);
        await LearnOwnersAsync(stop);
        var entry = Trail(command, head, at);
        (head.Sequence, head.Hash) = (entry.Sequence, entry.Hash);
        Remember(new StoredCommand(command, Viewer.PersonId, at));
        ChangeTracker.DetectChanges();
        await base.SaveChangesAsync(acceptAllChangesOnSuccess: false, stop);
        await SentAsync(command.Draft, stop);
        if (await EndsAnAdministratorAsync(stop) && !await IsRunAsync(BoardCalendar.DayOf(at), stop)) throw new LastAdministratorException();
        if (alsoInTransaction is not null) await alsoInTransaction(Database.GetDbConnection(), transaction.GetDbTransaction(), stop);
        await transaction.CommitAsync(stop);
    }

    private async Task<bool> EndsAnAdministratorAsync(CancellationToken stop)
    {
        if (ChangeTracker.Entries<RoleHolding>().Any(e => e.State is EntityState.Modified or EntityState.Deleted && e.Entity.Role == Role.Administrator)) return true;
        var ended = ChangeTracker.Entries<Account>().Where(e => e.State == EntityState.Modified && e.Entity.EndedAt is not null && e.Property(a => a.EndedAt).IsModified).Select(e => e.Entity.PersonId).ToList();
        return ended.Count > 0 && await RoleHoldings.AnyAsync(h => h.Role == Role.Administrator && ended.Contains(h.PersonId), stop);
    }

    // Asked behind the lock: of two administrators who end each other at one moment, both found the other still there before it.
    private Task<bool> IsRunAsync(DateOnly today, CancellationToken stop) =>
        RoleHoldings.AnyAsync(h => h.Role == Role.Administrator && h.From <= today && (h.Until == null || h.Until >= today) && Users.Any(a => a.PersonId == h.PersonId && a.EndedAt == null), stop);

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

    private async Task PrepareAsync(CancellationToken stop)
    {
        ChangeTracker.DetectChanges();
        if (ChangeTracker.Entries<ConfidentialRecord>().Any(MovesReaders)) await TakeBackDownloadsAsync(stop);
        ChangeTracker.AutoDetectChangesEnabled = false; // else every look at what is tracked compares all of it anew: a save would cost the square of its rows
        tracked = ChangeTracker.Entries<Record>().Where(e => e.Entity is not SearchDocument).ToDictionary(e => e.Entity.Id);
        documents = ChangeTracker.Entries<SearchDocument>().ToDictionary(e => e.Entity.Id, e => e.Entity);
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

    /// <summary>Takes back every list that is made or in the making: something that may be in one is not to be read as before. Goes with the
    /// save that changes who reads a record; what removes one asks for it.</summary>
    internal async Task TakeBackDownloadsAsync(CancellationToken stop)
    {
        foreach (var download in await Downloads.IgnoreQueryFilters([Own]).Where(d => d.State == DownloadState.Ready || d.State == DownloadState.Waiting).ToListAsync(stop)) download.TakeBack(clock.UtcNow());
    }

    private static bool MovesReaders(EntityEntry<ConfidentialRecord> entry) => entry.State == EntityState.Modified && entry.Entity is not SearchDocument
        && (entry.Property(r => r.Confidentiality).IsModified || entry.Property(r => r.AccessListId).IsModified);

    // What is owned by a record, or hangs on it, changes the record: its version tells the next person so.
    private void TouchOwners(EntityEntry entry)
    {
        foreach (var fk in entry.Metadata.OwningKeys())
        {
            var key = entry.Property(fk.Properties[0].Name);
            if ((key.CurrentValue ?? key.OriginalValue) is Guid id && tracked.TryGetValue(id, out var owner) && owner.Metadata == fk.PrincipalEntityType) Touch(owner.Entity);
        }
    }

    private void WriteSearchText(ConfidentialRecord record, ISearched searched)
    {
        var isNew = Entry(record).State == EntityState.Added;
        var document = documents.GetValueOrDefault(record.Id);
        if (document is null)
        {
            document = new(record.Id);
            // An upsert without a read: the row of an existing record is there, whatever its version says.
            if (isNew) Add(document);
            else Attach(document);
        }
        var text = searched.ToSearch();
        document.Fill(record, text);
        if (isNew) return;
        var entry = Entry(document);
        PropertyEntry[] body = [entry.Property(nameof(SearchDocument.Body)), entry.Property(nameof(SearchDocument.FoldedBody))];
        var stays = body.Where(p => text.Body is null && !p.IsModified).ToList();
        entry.State = EntityState.Modified;
        foreach (var property in stays) property.IsModified = false;
    }

    private static bool IsPending(EntityEntry entry) => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted;

    private T Remember<T>(T row) where T : class
    {
        Add(row);
        trailOfLastAttempt.Add(row);
        return row;
    }
}
