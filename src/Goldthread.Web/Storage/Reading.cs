using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Goldthread.Web.Storage;

// Single records: found only if this viewer may see them, and a restricted one only after its reading is on the trail.
public abstract partial class BoardDb
{
    private readonly List<AuditChange> readings = [];
    private readonly HashSet<Guid> logged = []; // this context's, and so this request's

    /// <summary>This request has read something that is for named people alone.</summary>
    public bool HasReadRestricted => logged.Count > 0;

    /// <summary>The record, or null when it does not exist or is not for this viewer: nobody can tell which.
    /// The reading of a restricted record is logged before it is shown; if it can't be logged, this throws.</summary>
    public async Task<T?> FindVisibleAsync<T>(Guid id, CancellationToken stop) where T : ConfidentialRecord
    {
        var record = await Set<T>().IgnoreQueryFilters([Standing]).SingleOrDefaultAsync(r => r.Id == id, stop);
        if (record is { Confidentiality: Confidentiality.Restricted } && !Viewer.IsSystem) await LogReadingsAsync([(typeof(T).Name, id)], stop);
        return record;
    }

    /// <summary>Whether a record of any kind that is searched is there for this viewer; its reading is not logged, for nothing of it is shown.</summary>
    public Task<bool> IsFoundAsync(Guid id, CancellationToken stop) => SearchDocuments.AnyAsync(d => d.Id == id, stop);

    /// <summary>Whether a file, or an earlier version of one, has this content: as long as one has, its bytes stay.</summary>
    public Task<bool> UsesContentAsync(string hash, CancellationToken stop) => Files.Select(f => f.Hash).Concat(FileVersions.Select(v => v.Hash)).AnyAsync(h => h == hash, stop);

    /// <summary>Puts on the trail which restricted records a page or a file is about to show beside the one it is about:
    /// one by one, in a single write, before the answer is sent. Asks one command, and no more when there is none.</summary>
    /// <param name="shown">Ids of what is shown; those of other things do no harm.</param>
    /// <param name="stop">Stops the work.</param>
    public async Task LogShownAsync(IEnumerable<Guid> shown, CancellationToken stop)
    {
        List<Guid> ids = [.. shown.Where(id => id != Guid.Empty).Distinct()];
        if (ids.Count == 0 || Viewer.IsSystem) return;
        List<(string Kind, Guid Id)> restricted = [];
        foreach (var some in ids.Chunk(2000))
        {
            restricted.AddRange((await SearchDocuments.Where(d => some.Contains(d.Id) && d.Confidentiality == Confidentiality.Restricted).Select(d => new { d.Kind, d.Id })
                .Concat(Measures.Where(m => some.Contains(m.Id) && m.Confidentiality == Confidentiality.Restricted).Select(m => new { Kind = "Measure", m.Id }))
                .Concat(LibraryItems.Where(i => some.Contains(i.Id) && i.SourceKind != Domain.Library.LibraryItem.ByHand && i.Confidentiality == Confidentiality.Restricted).Select(i => new { Kind = nameof(Domain.Library.LibraryItem), i.Id }))
                .Concat(Indicators.Where(i => some.Contains(i.Id) && i.Confidentiality == Confidentiality.Restricted).Select(i => new { Kind = nameof(Domain.Dataset.Indicator), i.Id }))
                .ToListAsync(stop)).Select(d => (d.Kind, d.Id)));
        }
        await LogReadingsAsync(restricted, stop);
    }

    /// <summary>The same for a list that is taken out as a file: all that match, in one command more.</summary>
    public async Task LogListAsync<T>(IQueryable<T> shown, CancellationToken stop) where T : ConfidentialRecord =>
        await LogReadingsAsync<T>(await shown.Where(r => r.Confidentiality == Confidentiality.Restricted).Select(r => r.Id).ToListAsync(stop), stop);

    /// <summary>The same for records of one kind that are known to be restricted.</summary>
    public Task LogReadingsAsync<T>(IEnumerable<Guid> ids, CancellationToken stop) where T : ConfidentialRecord =>
        LogReadingsAsync([.. ids.Select(id => (typeof(T).Name, id))], stop);

    /// <summary>The same for records already known to be restricted. What a request shows in several places is logged once.</summary>
    /// <param name="records">Kind as the search names it, and id.</param>
    /// <param name="stop">Stops the work.</param>
    public async Task LogReadingsAsync(IReadOnlyCollection<(string Kind, Guid Id)> records, CancellationToken stop)
    {
        var read = records.DistinctBy(r => r.Id).Where(r => !logged.Contains(r.Id)).Select(r => new AuditChange { Kind = KindOnTrail(r.Kind), RecordId = r.Id, State = AuditChange.Read }).ToList();
        if (read.Count == 0 || Viewer.IsSystem) return;
        await LogAsync(read, "Read", stop);
        if (SessionNotInReviews is { } session) await Sessions.Where(s => s.Id == session).ExecuteUpdateAsync(set => set.SetProperty(s => s.InReviews, true), stop);
        SessionNotInReviews = null;
        logged.UnionWith(read.Select(r => r.RecordId));
    }

    /// <summary>Logs what is shown from here on although this request has read it before: somebody saved it since, and what he wrote is
    /// another reading.</summary>
    public void ReadAnew() => logged.Clear();

    // The search names kinds in words; the trail by the name of their table.
    private static string KindOnTrail(string kind) => kind switch
    {
        "Action" => nameof(Domain.Thread.ImprovementAction),
        "Measure" or "Impact test" => nameof(Domain.Thread.ImpactMeasure),
        "Library item" => nameof(Domain.Library.LibraryItem),
        "File" => nameof(Domain.Library.StoredFile),
        _ => kind,
    };

    /// <summary>Puts on the trail that somebody asked where a text stands that is to be taken out; not the text.</summary>
    public Task LogLookAsync(CancellationToken stop) => LogAsync([], "Looked where a text stands", stop);

    /// <summary>Puts on the trail that a list was taken out, or what is written of one record (W5).</summary>
    public Task LogExportAsync(string list, CancellationToken stop, Guid? recordId = null) =>
        LogAsync([new() { Kind = list, RecordId = recordId ?? Guid.Empty, State = AuditChange.Exported }], "Export", stop);

    /// <summary>Puts on the trail that somebody was refused who tried to come in, and as whom if there is such an account.</summary>
    public Task LogAttemptAsync(string deed, Guid? accountId, CancellationToken stop) =>
        LogAsync(accountId is { } id ? [new() { Kind = nameof(Features.Admin.Account), RecordId = id, State = AuditChange.Refused }] : [], deed, stop);

    /// <summary>Puts on the trail that somebody who is signed in was not let into a page: once an hour for each person and page, for who
    /// presses again and again is no news, and fills no trail.</summary>
    public async Task LogRefusalAsync(string page, CancellationToken stop)
    {
        var once = Guid.ParseExact(sealing.Sign($"Goldthread: not let in, {clock.UtcNow():yyyy-MM-dd HH}, {Viewer.PersonId}, {page}")[..32], "N");
        if (await StoredCommands.AnyAsync(c => c.Id == once, stop)) return;
        try
        {
            await LogAsync([], page + AuditEntry.NotLetIn, stop, once);
        }
        catch (CommandRepeatedException)
        {
            // at the same moment, on another node or in another tab
        }
    }

    // In a context of its own: what the caller has changed so far is not his command yet.
    private async Task LogAsync(IEnumerable<AuditChange> read, string deed, CancellationToken stop, Guid? commandId = null)
    {
        await using var beside = (BoardDb)Activator.CreateInstance(GetType(), this.GetService<IDbContextOptions>(), clock, sealing)!;
        (beside.Viewer, beside.From) = (Viewer, From);
        beside.readings.AddRange(read);
        await beside.SaveAsync(new() { Id = commandId ?? Guid.CreateVersion7(), Deed = deed }, stop);
    }
}
