using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Trail;

/// <summary>What somebody did to a record while another had it open.</summary>
/// <param name="Sentence">Who did what, and when: "Tom Okafor accepted this action at 4:46pm".</param>
/// <param name="Details">What it changed, a field a line.</param>
/// <param name="IsOwn">It was the reader, elsewhere.</param>
public sealed record DeedSince(string Sentence, IReadOnlyList<string> Details, bool IsOwn);

/// <summary>A record that was saved while somebody had it open.</summary>
/// <param name="Type">Of what kind.</param>
/// <param name="Id">Which one.</param>
/// <param name="Seen">The version that was on the screen.</param>
/// <param name="Now">The version that is saved.</param>
public sealed record Overtaken(Type Type, Guid Id, int Seen, int Now);

/// <summary>Tells, from the trail, what was done to a record since a version of it was on somebody's screen (Z4).</summary>
public static class TrailSince
{
    private const int Most = 10;

    // Of an update the sentence tells what happened, and the action itself how much is done.
    private static readonly HashSet<string> ToldBeside = [FieldWords.Of(nameof(Domain.Thread.ActionUpdate), nameof(Domain.Thread.ActionUpdate.Kind)), FieldWords.Of(nameof(Domain.Thread.ActionUpdate), nameof(Domain.Thread.ActionUpdate.Percent))];

    /// <summary>In the order in which it was done; nothing about a record that the viewer may not see, or no longer.</summary>
    public static async Task<IReadOnlyList<DeedSince>> TellAsync(BoardDb db, Sealing sealing, Overtaken record, DateOnly today, CancellationToken stop)
    {
        var (type, id) = (record.Type, record.Id);
        var opened = typeof(ConfidentialRecord).IsAssignableFrom(type) ? await db.FindVisibleAsync(type, id, stop) : null;
        if (record.Now <= record.Seen || (opened is null && !RecordKinds.IsOpen(type))) return [];
        var kinds = RecordKinds.KindsOf(db.Model, type);
        // Each save raised the version by one and left at least one row, all of one entry.
        var sequences = await db.History.Where(r => r.RecordId == id && kinds.Contains(r.Kind)).Select(r => r.Sequence).Distinct()
            .OrderByDescending(s => s).Take(Math.Min(Most, record.Now - record.Seen)).ToListAsync(stop);
        var entries = await db.AuditEntries.AsNoTracking().Where(e => sequences.Contains(e.Sequence)).OrderBy(e => e.Sequence).ToListAsync(stop);
        var own = entries.Where(e => e.PersonId is not null && e.PersonId == db.Viewer.PersonId).Select(e => e.Sequence).ToHashSet();
        var told = await new TrailReader(db, sealing).ReadAsync(entries, opened, new HashSet<Guid> { id }, stop, new(id, type));
        return [.. told.Select(entry => new DeedSince($"{entry.Actor} {char.ToLowerInvariant(entry.Sentence[0])}{entry.Sentence[1..]} {When(entry.At, today)}",
            [.. entry.Changes.OrderBy(c => c.IsPart).SelectMany(c => c.Fields.Where(f => Tells(f, entry) && !(c.IsPart && ToldBeside.Contains(f.Field))), (c, f) => (c, f))
                .DistinctBy(x => x.f.After is { Length: > 0 } after ? after : x.f.Field).Select(x => Line(x.c, x.f))], own.Contains(entry.Sequence)))];
    }

    private static string When(DateTime at, DateOnly today) =>
        BoardCalendar.DayOf(at) == today ? $"at {at.AtBoard().Split(", ")[1]}" : $"on {at.AtBoard()}";

    // Who and when stand in the sentence already.
    private static bool Tells(FieldChange field, TrailEntry entry) =>
        (field.After is { Length: > 0 } after && after != "no" && after != entry.Actor && after != entry.At.DayAtBoard()) || field.Before is { Length: > 0 };

    private static string Line(TrailChange change, FieldChange field) =>
        $"{field.Field}: {(field.After is { Length: > 0 } after ? after : "nothing")}{(change.State == AuditChange.Changed ? $" (before: {(field.Before is { Length: > 0 } before ? before : "nothing")})" : "")}";
}
