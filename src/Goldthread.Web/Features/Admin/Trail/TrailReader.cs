using System.Globalization;
using System.Text.Json;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Trail;

/// <summary>One entry of the trail, as this viewer may read it.</summary>
/// <param name="Deed">Where it was done: "Findings: edit".</param>
/// <param name="Sentence">What was done, in plain words.</param>
public sealed record TrailEntry(long Sequence, DateTime At, string Actor, string From, string Deed, string Sentence, IReadOnlyList<TrailChange> Changes, int More);

/// <summary>One record of an entry. Of a record that the viewer may not see, only its kind is told.</summary>
/// <param name="RecordId">Which one; for the page, never shown.</param>
/// <param name="Kind">In words.</param>
/// <param name="State">One of the words of <see cref="AuditChange"/>.</param>
/// <param name="Title">What the record is called; null when it is hidden or has no name.</param>
/// <param name="Address">Its page.</param>
/// <param name="History">The page of its history.</param>
/// <param name="IsHidden">The viewer may not see it.</param>
/// <param name="Fields">What changed.</param>
/// <param name="Note">Why values are missing.</param>
/// <param name="IsPart">Something that hangs on a record: a theme of a finding.</param>
/// <param name="IsOwn">The page is this record's own: its name stands above, and not in every line.</param>
public sealed record TrailChange(Guid RecordId, string Kind, string State, string? Title, string? Address, string? History, bool IsHidden, IReadOnlyList<FieldChange> Fields, string? Note,
    bool IsPart = false, bool IsOwn = false);

/// <summary>The record whose own page it is.</summary>
/// <param name="Id">Which one.</param>
/// <param name="Type">Of what kind: changes of another kind are none of its.</param>
public sealed record TrailOf(Guid Id, Type Type);

/// <summary>One field, before and after; both null when the values are not shown.</summary>
public sealed record FieldChange(string Field, string? Before, string? After);

/// <summary>Puts entries of the trail into words. Values come from history, and only of records that the viewer may see;
/// those of restricted records only on the record's own page, where the reading is logged.</summary>
public sealed class TrailReader(BoardDb db, Sealing sealing)
{
    private const int ShownPerEntry = 20;

    private sealed record Subject(Type Type, string Title, bool IsRestricted);

    /// <summary>Reads entries in words.</summary>
    /// <param name="entries">As they stand on the trail.</param>
    /// <param name="opened">The record whose own page this is: found visible and, if restricted, logged as read.</param>
    /// <param name="only">Leaves out what an entry did to other records; null for everything.</param>
    /// <param name="stop">Stops the work.</param>
    /// <param name="of">Leaves out what belongs to a record of another kind; null on pages about many.</param>
    public async Task<IReadOnlyList<TrailEntry>> ReadAsync(IReadOnlyList<AuditEntry> entries, ConfidentialRecord? opened, IReadOnlySet<Guid>? only, CancellationToken stop, TrailOf? of = null)
    {
        var told = entries.ToDictionary(e => e.Sequence, e => e.Changes.Where(c => c.State != AuditChange.Kept && (only is null || only.Contains(c.RecordId))
            && (of is null || (c.RecordId == of.Id && RecordKinds.Roots(db.Model, c.Kind).Contains(of.Type)))).ToList());
        var shown = told.ToDictionary(e => e.Key, e => e.Value.Take(ShownPerEntry).ToList());
        List<long> sequences = [.. shown.Keys];
        List<Guid> ids = [.. shown.Values.SelectMany(c => c).Select(c => c.RecordId).Distinct()];
        var history = (await db.History.AsNoTracking().Where(r => sequences.Contains(r.Sequence) && ids.Contains(r.RecordId)).ToListAsync(stop)).ToLookup(r => r.Sequence);
        var values = history.SelectMany(r => r).Where(r => !r.IsSealed || IsOpen(r, opened)).ToDictionary(r => r.Id, Values);
        var mentioned = values.Values.SelectMany(v => v.Values).SelectMany(v => v).Select(v => Guid.TryParse(v, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty);
        var names = await NamesAsync([.. ids.Concat(mentioned).Distinct()], stop);
        var subjects = await SubjectsAsync(shown.Values.SelectMany(c => c), names, opened, stop);
        var changes = entries.ToDictionary(e => e.Sequence, List<TrailChange> (e) =>
            [.. shown[e.Sequence].Select(c => Change(e, c, history[e.Sequence], values, subjects, names, opened, of)).OfType<TrailChange>()
                .DistinctBy(c => c.IsHidden ? (object)(c.Kind, c.State) : c)]); // not even how many hidden ones there are
        return [.. entries.Select(e => new TrailEntry(e.Sequence, e.At, e.Actor, e.From, DeedInWords(e.Deed), TrailSentence.Of(e.Deed, changes[e.Sequence]), changes[e.Sequence],
            only is null && e.Deed != TakeOut.TakeOutText.Deed ? told[e.Sequence].Count - shown[e.Sequence].Count : 0))];
    }

    private TrailChange? Change(AuditEntry entry, AuditChange change, IEnumerable<HistoryRow> history, Dictionary<Guid, Dictionary<string, string?[]>> values,
        Dictionary<Guid, Subject> subjects, Dictionary<Guid, string> names, ConfidentialRecord? opened, TrailOf? of)
    {
        var kind = RecordKinds.InWords(db.Model, change.Kind);
        var subject = subjects.GetValueOrDefault(change.RecordId);
        if (subject is null && RecordKinds.Roots(db.Model, change.Kind).Any(RecordKinds.IsGuarded))
            // Where a name was taken out and the reader may not look, the trail must not say that it stood there.
            return entry.Deed == TakeOut.TakeOutText.Deed ? null : new(change.RecordId, kind, change.State, null, null, null, true, [], null);
        var rows = history.Where(r => r.RecordId == change.RecordId && r.Kind == change.Kind).ToList();
        var row = rows.Find(r => r.ErasedAt is null && r.Hash() == change.HistoryHash) ?? rows.Find(r => r.ErasedAt is not null);
        var address = subject is null ? null : RecordKinds.Address(subject.Type, change.RecordId);
        var page = subject is null ? null : $"/history/{RecordKinds.Slug(subject.Type)}/{change.RecordId}";
        var note = row switch
        {
            { ErasedAt: { } at } => $"{(row.Values.Length > 0 ? "Some values were erased" : "Values erased")} on {at.DayAtBoard()} by {row.ErasedBy}: {row.ErasedReason}",
            { IsSealed: true } when subject is { IsRestricted: false } => "It was restricted to named people then: what it said before it was opened is not shown",
            { IsSealed: true } when !values.ContainsKey(row.Id) => "Restricted to named people: its values stand on its own history page, for those who may read it",
            _ => null,
        };
        var before = row is not null && values.TryGetValue(row.Id, out var kept) && (subject is not { IsRestricted: true } || opened is not null) ? kept : [];
        // Where a text was taken out of a value, what stood before and what stands now read the same: only the field is named.
        var fields = change.Fields.Where(f => f != "Id").Select(f => before.TryGetValue(f, out var pair) && (pair[0] != pair[1] || string.IsNullOrEmpty(pair[0]))
            ? new FieldChange(RecordKinds.FieldInWords(db.Model, change.Kind, f), InWords(change.Kind, f, pair[0], names), InWords(change.Kind, f, pair[1], names))
            : new FieldChange(RecordKinds.FieldInWords(db.Model, change.Kind, f), null, null)).ToList();
        return new(change.RecordId, kind, change.State, subject?.Title ?? names.GetValueOrDefault(change.RecordId), address, page, false, fields, note,
            RecordKinds.IsPart(db.Model, change.Kind), of?.Id == change.RecordId);
    }

    private static bool IsOpen(HistoryRow row, ConfidentialRecord? opened) => opened is { AccessListId: not null, Confidentiality: Confidentiality.Restricted } && row.RecordId == opened.Id;

    private Dictionary<string, string?[]> Values(HistoryRow row) => row.Values.Length == 0 ? []
        : JsonSerializer.Deserialize<Dictionary<string, string?[]>>(row.IsSealed ? sealing.Open(row.Values) : row.Values)!;

    // Names of what the trail may speak of to anyone who reads it; records only where the filter lets them through.
    private async Task<Dictionary<Guid, string>> NamesAsync(List<Guid> ids, CancellationToken stop)
    {
        var rows = await db.Organisations.Where(o => ids.Contains(o.Id)).Select(o => new { o.Id, o.Name })
            .Concat(db.Groups.Where(g => ids.Contains(g.Id)).Select(g => new { g.Id, g.Name }))
            .Concat(db.Themes.Where(t => ids.Contains(t.Id)).Select(t => new { t.Id, t.Name }))
            .Concat(db.Priorities.Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, Name = p.Title }))
            .Concat(db.People.Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Name }))
            .Concat(db.Posts.Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Name }))
            .Concat(db.SearchDocuments.Where(d => ids.Contains(d.Id) && d.Confidentiality != Confidentiality.Restricted).Select(d => new { d.Id, Name = d.Title }))
            .ToListAsync(stop);
        return rows.DistinctBy(r => r.Id).ToDictionary(r => r.Id, r => r.Name);
    }

    private async Task<Dictionary<Guid, Subject>> SubjectsAsync(IEnumerable<AuditChange> changes, Dictionary<Guid, string> names, ConfidentialRecord? opened, CancellationToken stop)
    {
        if (opened is not null) return new() { [opened.Id] = new(opened.GetType(), opened.Label, opened.Confidentiality == Confidentiality.Restricted) };
        Dictionary<Guid, Subject> subjects = [];
        var byRoot = changes.SelectMany(c => RecordKinds.Roots(db.Model, c.Kind).Select(type => (type, c.RecordId))).ToLookup(x => x.type, x => x.RecordId);
        foreach (var root in byRoot)
        {
            List<Guid> ids = [.. root.Distinct()];
            if (typeof(ConfidentialRecord).IsAssignableFrom(root.Key))
            {
                foreach (var record in await db.VisibleAsync(root.Key, ids, stop))
                {
                    var restricted = record.Confidentiality == Confidentiality.Restricted;
                    subjects[record.Id] = new(root.Key, restricted ? "a record restricted to named people" : names.GetValueOrDefault(record.Id, record.Label), restricted);
                }
            }
            else if (root.Key == typeof(AccessList))
            {
                foreach (var id in await db.KnownListsAsync(ids, stop)) subjects.TryAdd(id, new(root.Key, "", false));
            }
            else if (typeof(Record).IsAssignableFrom(root.Key))
            {
                foreach (var id in ids) subjects.TryAdd(id, new(root.Key, names.GetValueOrDefault(id, ""), false));
            }
        }
        return subjects;
    }

    private string? InWords(string kind, string field, string? value, Dictionary<Guid, string> names)
    {
        if (string.IsNullOrEmpty(value)) return "";
        if (Guid.TryParse(value, out var id)) return names.GetValueOrDefault(id, "another record");
        var type = RecordKinds.FieldType(db.Model, kind, field);
        type = type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
        if (type is { IsEnum: true } && Enum.TryParse(type, value, out var member)) return ((Enum)member).InWords();
        if (type == typeof(bool)) return value is "True" or "true" ? "yes" : "no";
        if (type == typeof(DateOnly) && DateOnly.TryParseExact(value, "yyyy-MM-dd", out var date)) return date.InWords();
        if (type == typeof(DateTime) && DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at)) return at.AtBoard();
        return value;
    }

    /// <summary>"Thread/Findings/Edit" as "Findings: edit"; a deed that has words already keeps them.</summary>
    public static string DeedInWords(string deed)
    {
        if (deed == "Read") return "Read a restricted record";
        if (!deed.Contains('/', StringComparison.Ordinal)) return deed;
        var parts = deed.Split(" · ");
        var path = parts[0].Split('/').Skip(1).Select(RecordKinds.Words).ToList();
        if (parts.Length > 1) path.Add(RecordKinds.Words(parts[1]));
        if (path.Count > 1 && path[^1] == "Index") path.RemoveAt(path.Count - 1);
        return path.Count == 1 ? path[0] : $"{path[0]}: {string.Join(", ", path.Skip(1)).ToLowerInvariant()}";
    }
}
