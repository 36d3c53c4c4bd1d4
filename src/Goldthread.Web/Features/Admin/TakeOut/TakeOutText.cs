using System.Text.Json;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Library;
using Goldthread.Web.Features.Admin.Downloads;
using Goldthread.Web.Features.Admin.Trail;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Goldthread.Web.Features.Admin.TakeOut;

/// <summary>What lies ready beside the records and may hold any text: it is taken away whole when a text is taken out everywhere.</summary>
public interface ILiesReady
{
    /// <summary>Takes it away. Goes with the caller's save.</summary>
    /// <returns>What is left to do once that is saved.</returns>
    Task<Action> TakeBackAsync(BoardDb db, CancellationToken stop);
}

/// <summary>Where a text stands, for whoever asked.</summary>
/// <param name="Kind">In words.</param>
/// <param name="Label">The record.</param>
/// <param name="Address">Its page.</param>
/// <param name="Fields">In which of its fields.</param>
/// <param name="Id">The record's; never shown.</param>
/// <param name="Count">How many texts of it would be cleaned, its parts' included.</param>
public sealed record Place(string Kind, string Label, string? Address, IReadOnlyList<string> Fields, Guid Id, int Count);

/// <summary>Takes a text out everywhere at once: records and their parts, search, names of files, history, and what anybody has typed
/// and not sent.
/// Places that the person may not see are cleaned with the rest and neither named nor counted, or a name typed here would
/// tell whose case the board holds. Records restricted to named people are left alone by everyone else.</summary>
public sealed class TakeOutText(BoardDb db, Sealing sealing, TimeProvider clock, IEnumerable<ILiesReady>? ready = null)
{
    /// <summary>How the audit trail names it.</summary>
    public const string Deed = "Take out personal details";

    private sealed record Hit(TextTable Table, Guid RootId, IReadOnlyList<string> Fields);

    /// <summary>The places this person may see. That somebody looked is on the trail, the text is not. What is hidden takes as long
    /// whether the text stands there or not.</summary>
    public async Task<IReadOnlyList<Place>> FindAsync(TextPattern pattern, CancellationToken stop)
    {
        await db.LogLookAsync(stop);
        List<(string Kind, Guid Id)> restricted = [];
        try
        {
            var tables = TextTable.All(db.Model);
            var places = new Dictionary<Guid, Place>();
            foreach (var hit in await HitsAsync(tables, pattern, await VisibleAsync(tables, stop), stop))
            {
                if (await LoadAsync(hit, stop) is not { } loaded) continue;
                // Search repeats what stands elsewhere, but for the text of a file.
                if (loaded is SearchDocument document && (document.Kind != "File" || !hit.Fields.Contains(nameof(SearchDocument.Body)))) continue;
                var root = loaded is SearchDocument { Id: var fileId } ? await db.Files.SingleAsync(f => f.Id == fileId, stop) : loaded;
                var shown = await GuardOfAsync(root, stop) is { } record ? (object)record : root;
                var id = shown is Record known ? known.Id : hit.RootId;
                var fields = loaded is SearchDocument ? ["what the file itself says"] : hit.Fields.Select(RecordKinds.Words);
                var label = shown is ConfidentialRecord { Label: var name } ? pattern.TakeOutOf(name) : "";
                if (shown is ConfidentialRecord { Confidentiality: Confidentiality.Restricted }) restricted.Add((shown.GetType().Name, id));
                var place = places.GetValueOrDefault(id);
                places[id] = new(RecordKinds.InWords(shown.GetType()), label, RecordKinds.Address(shown.GetType(), id), [.. (place?.Fields ?? []).Concat(fields).Distinct()], id, (place?.Count ?? 0) + (loaded is SearchDocument ? 1 : hit.Fields.Count));
            }
            await db.LogReadingsAsync(restricted, stop);
            return [.. places.Values.OrderBy(p => p.Kind, StringComparer.Ordinal).ThenBy(p => p.Label, StringComparer.Ordinal)];
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>Takes it out, in one command.</summary>
    public async Task CarryOutAsync(Command command, TextPattern pattern, string reason, CancellationToken stop)
    {
        var me = db.Viewer;
        await db.BeginWipingAsync(stop);
        db.Viewer = Viewer.System(Deed);
        var history = await HistoryHitsAsync(pattern, stop);
        foreach (var hit in await HitsAsync(TextTable.All(db.Model), pattern, null, stop))
        {
            if (await LoadAsync(hit, stop) is not { } root || !MayClean(await GuardOfAsync(root, stop), me)) continue;
            Clean(pattern, root);
            if (root is SearchDocument { Kind: "File", Id: var id } && hit.Fields.Contains(nameof(SearchDocument.Body))) (await db.Files.SingleAsync(f => f.Id == id, stop)).TextCleaned();
        }
        await db.CleanDraftsAsync(pattern.TakeOutOf, stop);
        await db.TakeBackDownloadsAsync(pattern.TakeOutOf, clock.UtcNow(), stop);
        List<Action> takenBack = [];
        foreach (var one in ready ?? []) takenBack.Add(await one.TakeBackAsync(db, stop));
        var erasable = await ErasableAsync(history, me, stop);
        db.Viewer = me;
        foreach (var row in erasable) db.EraseHistory(row, reason, LeftOf(row, pattern));
        db.Redaction = pattern.TakeOutOf;
        command.Deed = Deed;
        await db.SaveAsync(command, stop);
        db.Redaction = null;
        await db.EndWipingAsync(stop);
        foreach (var away in takenBack) away();
    }

    private static bool MayClean(ConfidentialRecord? guard, Viewer me) => guard is not { Confidentiality: Confidentiality.Restricted } || Access.CanSee(guard, me);

    // Every record that this person may see, of each confidential kind that texts hang on.
    private async Task<IReadOnlyDictionary<Type, HashSet<Guid>>> VisibleAsync(IEnumerable<TextTable> tables, CancellationToken stop)
    {
        Dictionary<Type, HashSet<Guid>> visible = [];
        foreach (var kind in tables.SelectMany(t => t.Guards).Select(g => g.Kind).Distinct())
            visible[kind] = await (Task<HashSet<Guid>>)typeof(TakeOutText).GetMethod(nameof(VisibleOfAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(kind).Invoke(null, [db, stop])!;
        return visible;
    }

    private static Task<HashSet<Guid>> VisibleOfAsync<T>(BoardDb db, CancellationToken stop) where T : ConfidentialRecord =>
        db.Set<T>().IgnoreQueryFilters([BoardDb.Standing]).Select(r => r.Id).ToHashSetAsync(stop);

    private async Task<List<Hit>> HitsAsync(IReadOnlyList<TextTable> tables, TextPattern pattern, IReadOnlyDictionary<Type, HashSet<Guid>>? visible, CancellationToken stop)
    {
        List<Hit> hits = [];
        await db.Database.OpenConnectionAsync(stop);
        foreach (var table in tables)
            hits.AddRange((await table.FindAsync(db.Database.GetDbConnection(), pattern, visible, stop)).Select(h => new Hit(table, h.RootId, h.Fields)));
        await db.Database.CloseConnectionAsync();
        return hits;
    }

    private async Task<object?> LoadAsync(Hit hit, CancellationToken stop)
    {
        var load = (Task<object?>)typeof(TakeOutText).GetMethod(nameof(LoadOneAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(hit.Table.Root).Invoke(null, [db, hit.RootId, stop])!;
        return await load;
    }

    private static async Task<object?> LoadOneAsync<T>(BoardDb db, Guid id, CancellationToken stop) where T : class =>
        await db.Set<T>().IgnoreQueryFilters([BoardDb.Standing]).AsSplitQuery().FirstOrDefaultAsync(r => EF.Property<Guid>(r, nameof(Record.Id)) == id, stop);

    // The record whose readers count: itself, or what it is part of.
    private async Task<ConfidentialRecord?> GuardOfAsync(object root, CancellationToken stop)
    {
        if (root is ConfidentialRecord record) return record;
        var entry = db.Entry(root);
        foreach (var fk in entry.Metadata.GetForeignKeys().Where(fk => fk[Mapping.PartOf] is true))
        {
            if (entry.Property(fk.Properties[0].Name).CurrentValue is Guid owner && typeof(ConfidentialRecord).IsAssignableFrom(fk.PrincipalEntityType.ClrType))
                return await LoadAsync(new(new(fk.PrincipalEntityType.ClrType, fk.PrincipalEntityType, "", [], []), owner, []), stop) as ConfidentialRecord;
        }
        return null;
    }

    private void Clean(TextPattern pattern, object root)
    {
        var id = db.Entry(root).Property(nameof(Record.Id)).CurrentValue;
        foreach (var entry in db.ChangeTracker.Entries().Where(e => ReferenceEquals(e.Entity, root) || IsOwnedBy(e, id)).ToList())
        {
            foreach (var property in entry.Properties.Where(p => p.CurrentValue is string && !p.Metadata.IsKey()))
            {
                var before = (string)property.CurrentValue!;
                var text = TextTable.TakeOutOf(pattern, entry.Metadata, property.Metadata.Name, before);
                if (text == before) continue;
                property.CurrentValue = property.Metadata.GetMaxLength() is { } most && text.Length > most ? text[..most] : text;
            }
        }
    }

    private static bool IsOwnedBy(EntityEntry entry, object? id) =>
        entry.Metadata.FindOwnership() is { } ownership && Equals(entry.Property(ownership.Properties[0].Name).CurrentValue, id);

    private async Task<List<(Guid RowId, string Kind, Guid RecordId)>> HistoryHitsAsync(TextPattern pattern, CancellationToken stop)
    {
        List<(Guid, string, Guid)> hits = [];
        await db.Database.OpenConnectionAsync(stop);
        await using (var command = db.Database.GetDbConnection().CreateCommand())
        {
            command.CommandText = "select \"Id\", \"Kind\", \"RecordId\", \"Values\", \"IsSealed\" from history where \"Values\" <> ''";
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop))
            {
                var json = Convert.ToBoolean(reader.GetValue(4), System.Globalization.CultureInfo.InvariantCulture) ? sealing.Open(reader.GetString(3)) : reader.GetString(3);
                var kind = reader.GetString(1);
                if (Pairs(json).Any(pair => Holds(pattern, kind, pair))) hits.Add((TextTable.ReadGuid(reader, 0), kind, TextTable.ReadGuid(reader, 2)));
            }
        }
        await db.Database.CloseConnectionAsync();
        return hits;
    }

    private static Dictionary<string, string?[]> Pairs(string json) => JsonSerializer.Deserialize<Dictionary<string, string?[]>>(json)!;

    // A date or a number that reads like the text is none.
    private bool Holds(TextPattern pattern, string kind, KeyValuePair<string, string?[]> pair) =>
        pair.Value.Any(pattern.IsIn) && (RecordKinds.FieldType(db.Model, kind, pair.Key) ?? typeof(string)) == typeof(string);

    // What history goes on holding of an entry: the other fields.
    private string LeftOf(HistoryRow row, TextPattern pattern)
    {
        var pairs = Pairs(row.IsSealed ? sealing.Open(row.Values) : row.Values);
        var left = pairs.Where(pair => !Holds(pattern, row.Kind, pair)).ToDictionary();
        if (left.Count == 0) return "";
        var json = JsonSerializer.Serialize(left, BoardDb.AsRead);
        return row.IsSealed ? sealing.Seal(json) : json;
    }

    // Names of the people who work here stay in the history of accounts and roles, as they stay in those tables.
    private async Task<List<HistoryRow>> ErasableAsync(List<(Guid RowId, string Kind, Guid RecordId)> hits, Viewer me, CancellationToken stop)
    {
        HashSet<Guid> closed = [];
        foreach (var type in hits.SelectMany(h => RecordKinds.Roots(db.Model, h.Kind)).Distinct().Where(typeof(ConfidentialRecord).IsAssignableFrom))
        {
            List<Guid> ids = [.. hits.Select(h => h.RecordId).Distinct()];
            foreach (var record in await db.VisibleAsync(type, ids, stop))
                if (!MayClean(record, me)) closed.Add(record.Id);
        }
        var kept = TextTable.LeftAlone.Select(t => t.Name).ToHashSet();
        List<Guid> rows = [.. hits.Where(h => !closed.Contains(h.RecordId) && !kept.Contains(h.Kind)).Select(h => h.RowId)];
        List<HistoryRow> found = [];
        foreach (var some in rows.Chunk(500)) found.AddRange(await db.History.Where(r => some.Contains(r.Id)).ToListAsync(stop));
        return found;
    }
}
