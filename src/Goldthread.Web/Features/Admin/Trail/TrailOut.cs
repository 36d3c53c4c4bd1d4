using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Trail;

/// <summary>The audit trail as a file, newest first: who did what, without values (W5). Each record of an entry has a line.</summary>
public sealed class TrailOut(BoardDb db, Sealing sealing) : ListOut<AuditFilter>
{
    /// <inheritdoc/>
    public override string Name => "audit-trail";

    /// <inheritdoc/>
    public override bool MayBeTakenBy(Viewer viewer) => viewer.Holds(Right.ReadAuditTrail);

    /// <inheritdoc/>
    public override async Task<OpenedList> OpenAsync(AuditFilter filter, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(filter);
        filter.Before = null;
        var person = filter.Person is { } id ? await db.People.Where(p => p.Id == id).Select(p => p.Name).SingleOrDefaultAsync(stop) : null;
        var matching = await db.MatchingAsync(filter, stop);
        return new(Name, FilterWords.InWords(filter, _ => person ?? "somebody"), ["Entry", "When (UTC)", "Who", "From", "What was done", "Where", "Kind", "Record", "State", "Fields"],
            token => matching is null ? Task.FromResult(0) : matching.CountAsync(token), _ => Task.CompletedTask, LinesAsync(matching, stop));
    }

    private async IAsyncEnumerable<object?[]> LinesAsync(IQueryable<AuditEntry>? matching, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        TrailReader reader = new(db, sealing);
        long? before = null;
        while (matching is not null && await matching.NewestAsync(before, 500, stop) is { Count: > 0 } page)
        {
            foreach (var entry in await reader.ReadAsync(page, null, null, stop))
            {
                object?[] start = [entry.Sequence, entry.At, entry.Actor, entry.From, entry.Sentence, entry.Deed];
                if (entry.Changes.Count == 0) yield return [.. start, "", "", "", ""];
                foreach (var change in entry.Changes)
                    yield return [.. start, change.Kind, change.IsHidden ? "a record you may not see" : change.Title ?? "", change.State, string.Join("; ", change.Fields.Select(f => f.Field))];
            }
            before = page[^1].Sequence;
        }
    }
}
