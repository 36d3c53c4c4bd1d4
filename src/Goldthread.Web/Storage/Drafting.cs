using System.Security.Cryptography;
using System.Text.Json;
using Goldthread.Domain.Admin;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Storage;

/// <summary>A draft as its owner gets it.</summary>
/// <param name="Version">Raised each time it is kept.</param>
/// <param name="KeptAt">When it was kept, UTC.</param>
/// <param name="Fields">Names with what stands in them.</param>
public sealed record KeptDraft(int Version, DateTime KeptAt, IReadOnlyDictionary<string, string[]> Fields);

// What is typed and not sent (ADR 15). Beside the one way to write, for nothing is done by it: no deed, no entry on the trail, no
// command id, and one row that its owner alone reads.
public abstract partial class BoardDb
{
    /// <summary>What this person has typed into a form and not sent; null when there is nothing, or it can't be read any more.</summary>
    public async Task<KeptDraft?> FindDraftAsync(DraftPlace place, CancellationToken stop)
    {
        var since = clock.UtcNow() - DraftRules.Lasts;
        return await At(place).AsNoTracking().SingleOrDefaultAsync(d => d.KeptAt > since, stop) is { } draft && Open(draft.Fields) is { } fields ? new(draft.Version, draft.KeptAt, fields) : null;
    }

    /// <summary>Keeps what this person types. What another page of his or hers has kept meanwhile is left as it is.</summary>
    /// <param name="seen">The form, and what its page knows of its draft.</param>
    /// <param name="fields">The fields as JSON.</param>
    /// <param name="stop">Stops the work.</param>
    /// <returns>Whether it was kept, and the version and the moment of what is kept now.</returns>
    public async Task<(bool IsKept, int Version, DateTime At)> KeepDraftAsync(DraftSeen seen, string fields, CancellationToken stop)
    {
        var (place, person, now, hidden) = (seen.Place!, Viewer.PersonId!.Value, clock.UtcNow(), sealing.Seal(fields));
        for (var isFirst = true; ; isFirst = false)
        {
            // One statement: whoever was first is seen by whoever comes second.
            if (await Seen(seen).ExecuteUpdateAsync(set => set.SetProperty(d => d.Fields, hidden).SetProperty(d => d.Writer, seen.Writer).SetProperty(d => d.KeptAt, now).SetProperty(d => d.Version, d => d.Version + 1), stop) > 0
                || !isFirst || await At(place).AnyAsync(stop))
            {
                var kept = await At(place).Select(d => new { d.Version, d.KeptAt, d.Writer }).SingleOrDefaultAsync(stop);
                return (kept?.Writer == seen.Writer, kept?.Version ?? 0, kept?.KeptAt ?? now);
            }
            var draft = Drafts.Add(new(person, place, hidden, seen.Writer, now));
            draft.Property(d => d.Version).CurrentValue = 1;
            try
            {
                await base.SaveChangesAsync(acceptAllChangesOnSuccess: true, stop);
                await DropOldestAsync(stop);
                return (true, 1, now);
            }
            catch (DbUpdateException)
            {
                draft.State = EntityState.Detached; // another page was first
            }
        }
    }

    /// <summary>Takes away what was kept of a form, unless another page has kept something else meanwhile.</summary>
    public Task DiscardDraftAsync(DraftSeen seen, CancellationToken stop) => Seen(seen).ExecuteDeleteAsync(stop);

    /// <summary>Takes away what was given up long ago, whoever typed it.</summary>
    public Task<int> SweepDraftsAsync(CancellationToken stop)
    {
        var since = clock.UtcNow() - DraftRules.Lasts;
        return Drafts.IgnoreQueryFilters([Own]).Where(d => d.KeptAt <= since).ExecuteDeleteAsync(stop);
    }

    /// <summary>What somebody has typed on the pages of some records, by everybody but these people: to be removed with the deed that
    /// takes the records from them.</summary>
    public async Task<IReadOnlyList<Draft>> DraftsAboutAsync(IEnumerable<Guid> records, IReadOnlyCollection<Guid> butNotOf, CancellationToken stop)
    {
        List<string> ids = [.. records.SelectMany(id => new[] { id.ToString("D"), id.ToString("N") })]; // an address takes both
        var others = await Drafts.IgnoreQueryFilters([Own]).Where(d => !butNotOf.Contains(d.PersonId)).Select(d => new { d.Id, d.Address }).ToListAsync(stop);
        List<Guid> about = [.. others.Where(d => ids.Exists(id => d.Address.Contains(id, StringComparison.OrdinalIgnoreCase))).Select(d => d.Id)];
        return about.Count == 0 ? [] : await Drafts.IgnoreQueryFilters([Own]).Where(d => about.Contains(d.Id)).ToListAsync(stop);
    }

    // The one form that asks about many records in rows.
    private const string ManyAtOnce = "/my/progress";

    /// <summary>Takes the rows about some records out of what others have typed on forms that ask about many; the caller saves.</summary>
    public async Task EmptyRowsAboutAsync(IEnumerable<Guid> records, IReadOnlyCollection<Guid> butNotOf, CancellationToken stop)
    {
        List<string> rows = [.. records.Select(id => $"[{id:N}].")];
        foreach (var draft in await Drafts.IgnoreQueryFilters([Own]).Where(d => !butNotOf.Contains(d.PersonId) && d.Address == ManyAtOnce).ToListAsync(stop))
        {
            if (Open(draft.Fields) is not { } fields) continue;
            var left = fields.Where(f => !rows.Exists(row => f.Key.Contains(row, StringComparison.Ordinal))).ToDictionary();
            if (left.Count < fields.Count) draft.Leave(sealing.Seal(JsonSerializer.Serialize(left, AsRead)));
        }
    }

    /// <summary>Takes something out of every draft, whoever typed it; the caller saves. An opened page that goes on from what stood
    /// there is told that another text is kept.</summary>
    /// <param name="clean">A text without it.</param>
    /// <param name="stop">Stops the work.</param>
    public async Task CleanDraftsAsync(Func<string, string> clean, CancellationToken stop)
    {
        foreach (var draft in await Drafts.IgnoreQueryFilters([Own]).ToListAsync(stop))
        {
            if (Open(draft.Fields) is not { } fields) continue;
            var left = fields.ToDictionary(f => f.Key, f => f.Value.Select(clean).ToArray());
            if (fields.Any(f => !f.Value.SequenceEqual(left[f.Key]))) draft.Leave(sealing.Seal(JsonSerializer.Serialize(left, AsRead)));
        }
    }

    // With the command that sends the form, in its transaction.
    private Task SentAsync(DraftSeen seen, CancellationToken stop) =>
        seen is { Version: > 0, Place: not null } && Viewer.PersonId is not null ? DiscardDraftAsync(seen, stop) : Task.CompletedTask;

    private IQueryable<Draft> At(DraftPlace place) => Drafts.Where(d => d.Address == place.Address && d.Form == place.Form);

    // An answer that was lost on the way leaves the page a version behind what it kept itself.
    private IQueryable<Draft> Seen(DraftSeen seen) => At(seen.Place!).Where(d => d.Version == seen.Version || (seen.Writer != Guid.Empty && d.Writer == seen.Writer));

    private async Task DropOldestAsync(CancellationToken stop)
    {
        var tooMany = await Drafts.OrderByDescending(d => d.KeptAt).Skip(DraftRules.Most).Select(d => d.Id).ToListAsync(stop);
        if (tooMany.Count > 0) await Drafts.Where(d => tooMany.Contains(d.Id)).ExecuteDeleteAsync(stop);
    }

    // Encrypted with another key, as after a restore that lost it, it is as good as gone.
    private Dictionary<string, string[]>? Open(string fields)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string[]>>(sealing.Open(fields));
        }
        catch (Exception problem) when (problem is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }
}
