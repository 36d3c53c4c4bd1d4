using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Trail;

/// <summary>What became of one record: who, when, from what to what (W6), for whoever may see the record. Of a restricted
/// one also who has read it.</summary>
[ForEveryoneSignedIn]
public sealed class HistoryModel(BoardDb db, Viewer viewer, Sealing sealing) : PageModel
{
    public string Kind { get; private set; } = "";
    public string Label { get; private set; } = "";
    public string? Address { get; private set; }
    public bool IsRestricted { get; private set; }
    public long? Before { get; private set; }
    public bool HasOlder { get; private set; }
    public IReadOnlyList<TrailEntry> Entries { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string kind, Guid id, long? before, CancellationToken stop)
    {
        if (RecordKinds.FromSlug(db.Model, kind) is not { } type) return NotFound();
        if (!RecordKinds.IsForEveryone(type) && !viewer.Holds(Right.ReadAuditTrail)) return NotFound();
        var record = typeof(ConfidentialRecord).IsAssignableFrom(type) ? await db.FindVisibleAsync(type, id, stop) : null;
        if (record is null && typeof(ConfidentialRecord).IsAssignableFrom(type)) return NotFound();
        if (type == typeof(Domain.Admin.AccessList) && (await db.KnownListsAsync([id], stop)).Count == 0) return NotFound();
        if (RecordKinds.IsOpen(type) && !await db.ExistsAsync(type, id, stop)) return NotFound();
        (Kind, Address, Before) = (RecordKinds.InWords(type), RecordKinds.Address(type, id), before);
        IsRestricted = record?.Confidentiality == Confidentiality.Restricted;
        var page = await EntriesOf(type, id).NewestAsync(before, AuditSearch.PageSize + 1, stop);
        if (page.Count == 0 && record is null && before is null) return NotFound();
        HasOlder = page.Count > AuditSearch.PageSize;
        Entries = await new TrailReader(db, sealing).ReadAsync([.. page.Take(AuditSearch.PageSize)], record, new HashSet<Guid> { id }, stop, new(id, type));
        Label = record?.Label ?? Entries.SelectMany(e => e.Changes).Select(c => c.Title).FirstOrDefault(t => t is { Length: > 0 }) ?? RecordKinds.InWords(type).ToLowerInvariant();
        return Page();
    }

    // Changes are found by the index of history; readings leave only an entry, and only a restricted record has any.
    // An id in the address is any record's: only what belongs to a record of this kind counts.
    private IQueryable<AuditEntry> EntriesOf(Type type, Guid id)
    {
        var kinds = RecordKinds.KindsOf(db.Model, type);
        var sequences = db.History.Where(r => r.RecordId == id && kinds.Contains(r.Kind)).Select(r => r.Sequence);
        return IsRestricted
            ? db.AuditEntries.AsNoTracking().Where(e => sequences.Contains(e.Sequence) || (e.Deed == "Read" && ((string)(object)e.Changes).Contains(id.ToString())))
            : db.AuditEntries.AsNoTracking().Where(e => sequences.Contains(e.Sequence));
    }
}
