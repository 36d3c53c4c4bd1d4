using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Trail;

/// <summary>Which entries of the trail to show; stands in the address.</summary>
public sealed class AuditFilter
{
    public Guid? Person { get; set; }
    public bool System { get; set; }
    public string? Ref { get; set; }
    public string? Kind { get; set; }
    public string? Deed { get; set; }
    public DateOnly? From { get; set; }
    public DateOnly? To { get; set; }
    public bool Readings { get; set; }

    /// <summary>Only entries older than this one: the pages of the list follow the key, however long the trail.</summary>
    public long? Before { get; set; }
}

/// <summary>Questions asked of the trail.</summary>
public static class AuditSearch
{
    /// <summary>Entries on a page.</summary>
    public const int PageSize = 20;

    /// <summary>Entries that match, in no order. A record is looked for by its id in the stored text of the changes:
    /// readings and erasures leave no other trace.</summary>
    public static IQueryable<AuditEntry> Matching(this BoardDb db, AuditFilter filter, Guid? record)
    {
        var entries = db.AuditEntries.AsNoTracking();
        if (filter.Person is { } person) entries = entries.Where(e => e.PersonId == person);
        if (filter.System) entries = entries.Where(e => e.PersonId == null);
        if (filter.Readings) entries = entries.Where(e => e.Deed == "Read");
        if (!string.IsNullOrWhiteSpace(filter.Deed))
        {
            // Deeds are stored as pages are named: "Findings/Edit". Both ways to begin a word are asked for, on both databases alike.
            string lower = filter.Deed.Trim().ToLowerInvariant().Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_").Replace(' ', '_'), first = char.ToUpperInvariant(lower[0]) + lower[1..];
            entries = entries.Where(e => EF.Functions.Like(e.Deed, $"%{lower}%", "\\") || EF.Functions.Like(e.Deed, $"%{first}%", "\\"));
        }
        if (filter.From is { } from)
        {
            var first = BoardCalendar.StartOfDayUtc(from);
            entries = entries.Where(e => e.At >= first);
        }
        if (filter.To is { } to && to < DateOnly.MaxValue)
        {
            var end = BoardCalendar.StartOfDayUtc(to.AddDays(1));
            entries = entries.Where(e => e.At < end);
        }
        // Of what kind the records were from which a text was taken out is not told: they may be hidden from who asks.
        if (!string.IsNullOrWhiteSpace(filter.Kind)) entries = entries.Where(e => e.Deed != TakeOut.TakeOutText.Deed).Mentioning($"\"Kind\":\"{filter.Kind}\"");
        if (record is { } id) entries = entries.Mentioning(id.ToString());
        return entries;
    }

    /// <summary>The same, the record by its spoken reference; null when this viewer sees none of that name.</summary>
    public static async Task<IQueryable<AuditEntry>?> MatchingAsync(this BoardDb db, AuditFilter filter, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(filter.Ref)) return db.Matching(filter, null);
        return await db.FindByReferenceAsync(filter.Ref, stop) is { } record ? db.Matching(filter, record) : null;
    }

    /// <summary>Entries whose changes hold this text as it is stored.</summary>
    public static IQueryable<AuditEntry> Mentioning(this IQueryable<AuditEntry> entries, string text) =>
        entries.Where(e => ((string)(object)e.Changes).Contains(text));

    /// <summary>One page, newest first; one entry more than is shown tells whether there are older ones.</summary>
    public static Task<List<AuditEntry>> NewestAsync(this IQueryable<AuditEntry> entries, long? before, int count, CancellationToken stop)
    {
        if (before is { } sequence) entries = entries.Where(e => e.Sequence < sequence);
        return entries.OrderByDescending(e => e.Sequence).Take(count).ToListAsync(stop);
    }

    /// <summary>The record with this spoken reference, if the viewer may see it.</summary>
    public static async Task<Guid?> FindByReferenceAsync(this BoardDb db, string reference, CancellationToken stop)
    {
        var wanted = reference.Trim().ToUpperInvariant();
        foreach (var type in db.Model.GetEntityTypes().Where(t => typeof(ConfidentialRecord).IsAssignableFrom(t.ClrType) && t.FindProperty("Ref") is not null))
        {
            var ask = (Task<Guid?>)typeof(AuditSearch).GetMethod(nameof(AskAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
                .MakeGenericMethod(type.ClrType).Invoke(null, [db, wanted, stop])!;
            if (await ask is { } id) return id;
        }
        return null;
    }

    private static async Task<Guid?> AskAsync<T>(BoardDb db, string reference, CancellationToken stop) where T : ConfidentialRecord =>
        await db.Set<T>().Where(r => EF.Property<string>(r, "Ref") == reference).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(stop);
}
