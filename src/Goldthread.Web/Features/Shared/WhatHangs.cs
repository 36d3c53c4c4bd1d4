using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Admin.Trail;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Shared;

/// <summary>What hangs on a record, whoever may see it: who changes the readers of a record changes those of its parts, also of
/// the parts that are hidden from him. Nothing read here is shown; <see cref="ReadersOfParts"/> says who reads what.</summary>
public sealed class WhatHangs
{
    private readonly BoardDb db;
    private readonly ConfidentialRecord record;
    private readonly DateOnly today;
    private readonly HashSet<Guid> lists;
    private readonly Dictionary<Guid, Meeting> meetings;

    private WhatHangs(BoardDb db, ConfidentialRecord record, ConfidentialRecord? source, IReadOnlyList<ConfidentialRecord> parts, IEnumerable<Meeting> meetings, IEnumerable<Guid> lists, DateOnly today)
    {
        (this.db, this.record, this.today, Source, Parts) = (db, record, today, source, parts);
        this.meetings = meetings.ToDictionary(m => m.Id);
        this.lists = [.. lists];
        if (record is { Confidentiality: Confidentiality.Restricted, AccessListId: { } now }) this.lists.Add(now);
    }

    /// <summary>The record that this one hangs on, whose readers are the most it may have; null for what stands by itself.</summary>
    public ConfidentialRecord? Source { get; }

    /// <summary>Everything, hidden parts too.</summary>
    public IReadOnlyList<ConfidentialRecord> Parts { get; }

    /// <summary>Reads it, as the record is read before anything changes.</summary>
    public static async Task<WhatHangs> LoadAsync(BoardDb db, ConfidentialRecord record, DateOnly today, CancellationToken stop)
    {
        var source = await PastTheFilterAsync(db, () => SourceAsync(db, record, stop));
        var parts = await PastTheFilterAsync(db, () => PartsAsync(db, record, stop));
        var raisedIn = parts.OfType<ImprovementAction>().Select(a => a.MeetingId).OfType<Guid>().Where(id => id != record.Id).Distinct().ToList();
        var meetings = raisedIn.Count == 0 ? [] : await PastTheFilterAsync(db, () => db.Meetings.Where(m => raisedIn.Contains(m.Id)).ToListAsync(stop));
        var lists = await db.AccessLists.Where(l => l.Owner == AccessListOwner.Record && l.OwnerId == record.Id).Select(l => l.Id).ToListAsync(stop);
        return new(db, record, source, parts, meetings, lists, today);
    }

    /// <summary>The parts that go along when the record is restricted or opened.</summary>
    public IReadOnlyList<ConfidentialRecord> GoingAlong => [.. Parts.Where(p => ReadersOfParts.GoesAlong(p, lists))];

    /// <summary>Shuts what goes along, and the files of nothing else, to those whom the record is restricted to now. The caller
    /// has restricted the record.</summary>
    /// <param name="readers">Those people; see <see cref="ReadersAsync"/>.</param>
    /// <param name="stop">Stops the work.</param>
    public async Task RestrictAsync(IReadOnlyCollection<Viewer> readers, CancellationToken stop)
    {
        var along = GoingAlong;
        var files = await FilesAsync(stop);
        foreach (var part in along)
        {
            var meeting = MeetingOf(part);
            var list = ReadersOfParts.IsCloser(meeting) ? CloserList((ImprovementAction)part, meeting!, readers) : record.AccessListId;
            part.LimitTo(Confidentiality.Restricted, list);
        }
        LimitFiles(files);
    }

    /// <summary>Opens what was shut with the record, each as wide as it may be. The caller has opened the record.</summary>
    public async Task OpenAsync(CancellationToken stop)
    {
        var along = GoingAlong;
        var files = await FilesAsync(stop);
        await FollowAsync(along, stop);
        LimitFiles(files);
    }

    /// <summary>Lets the parts that are not restricted, and the files of nothing else, follow the record, whose readers have changed.</summary>
    public async Task FollowAsync(CancellationToken stop)
    {
        var files = await FilesAsync(stop);
        await FollowAsync([.. Parts.Where(p => p.Confidentiality != Confidentiality.Restricted)], stop);
        LimitFiles(files);
    }

    /// <summary>What the notice says besides, once the record is restricted: the files that others go on reading because something else
    /// uses them, as far as this person sees them here; empty for none. Asked before anything is restricted.</summary>
    public async Task<string> StayingOpenAsync(CancellationToken stop)
    {
        var all = Parts.Append(record).Select(r => r.Id).ToList();
        var seen = GoingAlong.Where(p => Access.CanSee(p, db.Viewer)).Append(record).Select(r => r.Id).ToList();
        var names = await db.Files.Where(f => f.Confidentiality != Confidentiality.Restricted && db.FileLinks.Any(l => l.FileId == f.Id && seen.Contains(l.RecordId))
            && db.FileLinks.Any(l => l.FileId == f.Id && !all.Contains(l.RecordId))).OrderBy(f => f.Name).Select(f => f.Name).ToListAsync(stop);
        return names.Count == 0 ? "" : $". Files that stay open because something else uses them too: {string.Join(", ", names)}";
    }

    private async Task FollowAsync(IReadOnlyList<ConfidentialRecord> parts, CancellationToken stop)
    {
        var owners = parts.OfType<ImprovementAction>().Select(a => a.OwnerId).Distinct().ToList();
        var groups = owners.Count == 0 ? [] : await db.Groups.Where(g => owners.Contains(g.Id)).Select(g => g.Id).ToListAsync(stop);
        foreach (var part in parts)
        {
            var source = ReadersOfParts.Source(part, record, MeetingOf(part));
            if (part is ImprovementAction action) await LetOwnerReadAsync(db, action, source, groups.Contains(action.OwnerId), today, stop);
            else part.LimitTo(source.Confidentiality, source.AccessListId);
        }
    }

    /// <summary>Gives an action the readers of a record, and who does it besides; of a restricted record only its own.</summary>
    public static async Task LetOwnerReadAsync(BoardDb db, ImprovementAction action, ConfidentialRecord source, bool ownerIsGroup, DateOnly today, CancellationToken stop)
    {
        var wasRestricted = action.Confidentiality == Confidentiality.Restricted;
        var now = action.AccessListId is { } own ? await ListAsync(db, own, stop) : null;
        var kind = ownerIsGroup ? MemberKind.Group : MemberKind.Organisation;
        var theirs = source.AccessListId is { } id ? await ListAsync(db, id, stop) : null;
        var members = theirs?.Members.Where(m => m.Until is null || m.Until >= today).ToList() ?? [];
        var list = !wasRestricted && now is { Owner: AccessListOwner.Record } && now.OwnerId == action.Id ? now : null;
        // Also where it takes over another list: a file that serves another record too is still read by this one.
        if (source.Confidentiality != Confidentiality.Public)
            foreach (var gone in (list?.Members ?? []).Where(m => (m.Until is null || m.Until >= today) && !(m.Kind == kind && m.MemberId == action.OwnerId) && !members.Any(t => t.Kind == m.Kind && t.MemberId == m.MemberId && t.Until == m.Until)).ToList())
                list!.RemoveNow(gone.Kind, gone.MemberId, today);
        if (source.Confidentiality is Confidentiality.Restricted or Confidentiality.Public || members.Any(m => m.Kind == kind && m.MemberId == action.OwnerId))
        {
            action.LimitTo(source.Confidentiality, source.AccessListId);
            return;
        }
        list ??= db.AccessLists.Add(new(AccessListOwner.Record, action.Id)).Entity;
        foreach (var member in members) list.Admit(member.Kind, member.MemberId, member.From, member.GrantedBy, member.Until);
        list.Admit(kind, action.OwnerId, today, db.Viewer.Name);
        action.LimitTo(source.Confidentiality, list.Id);
    }

    /// <summary>People as readers of the record: with the lists of what it hangs on and of the meetings in question.</summary>
    public Task<IReadOnlyList<Viewer>> ReadersAsync(IReadOnlyCollection<Guid> people, CancellationToken stop) =>
        db.AsReadersAsync(people, [.. meetings.Values.Append(Source).Select(r => r?.AccessListId).OfType<Guid>().Distinct()], today, stop);

    private Meeting? MeetingOf(ConfidentialRecord part) => part is ImprovementAction { MeetingId: { } id } && meetings.TryGetValue(id, out var meeting) ? meeting : null;

    // Of those chosen, who read the action before. Where that is nobody it is shut to all until somebody who was there is chosen, or
    // the record opened: nobody reads it who was not chosen, or not there.
    private Guid CloserList(ImprovementAction action, Meeting meeting, IReadOnlyCollection<Viewer> readers)
    {
        var list = db.AccessLists.Add(new(AccessListOwner.Record, record.Id)).Entity;
        foreach (var reader in readers.Where(r => ReadersOfParts.GoesOnReading(action, meeting, r))) list.Admit(MemberKind.Person, reader.PersonId!.Value, today, db.Viewer.Name);
        return list.Id;
    }

    // Files that serve the record or what goes along, and nothing else, with what each serves.
    private async Task<IReadOnlyList<(StoredFile File, IReadOnlyList<ConfidentialRecord> Serves)>> FilesAsync(CancellationToken stop)
    {
        List<ConfidentialRecord> all = [record, .. Parts];
        var ids = all.Select(r => r.Id).ToList();
        var links = await db.FileLinks.Where(l => ids.Contains(l.RecordId) && !db.FileLinks.Any(o => o.FileId == l.FileId && !ids.Contains(o.RecordId))).ToListAsync(stop);
        var fileIds = links.Select(l => l.FileId).Distinct().ToList();
        var files = fileIds.Count == 0 ? [] : await PastTheFilterAsync(db, () => db.Files.Where(f => fileIds.Contains(f.Id)).ToListAsync(stop));
        return [.. files.Where(f => ReadersOfParts.GoesAlong(f, lists))
            .Select(f => (f, (IReadOnlyList<ConfidentialRecord>)[.. all.Where(r => links.Any(l => l.FileId == f.Id && l.RecordId == r.Id))]))];
    }

    // As the record it serves; of several as the one that is read by others than the record is.
    private void LimitFiles(IReadOnlyList<(StoredFile File, IReadOnlyList<ConfidentialRecord> Serves)> files)
    {
        foreach (var (file, serves) in files)
        {
            var like = serves.FirstOrDefault(r => r.Confidentiality == Confidentiality.Restricted && r.AccessListId != record.AccessListId)
                ?? serves.FirstOrDefault(r => r.AccessListId != record.AccessListId) ?? record;
            file.LimitTo(like.Confidentiality, like.AccessListId);
        }
    }

    private static async Task<AccessList> ListAsync(BoardDb db, Guid id, CancellationToken stop) =>
        db.AccessLists.Local.FirstOrDefault(l => l.Id == id) ?? await db.AccessLists.SingleAsync(l => l.Id == id, stop);

    private static async Task<T> PastTheFilterAsync<T>(BoardDb db, Func<Task<T>> read)
    {
        var me = db.Viewer;
        try
        {
            db.Viewer = Viewer.System("What hangs on a record");
            return await read();
        }
        finally
        {
            db.Viewer = me;
        }
    }

    private static async Task<ConfidentialRecord?> SourceAsync(BoardDb db, ConfidentialRecord part, CancellationToken stop)
    {
        switch (part)
        {
            case ImprovementAction action:
                var answers = action.RecommendationId is { } recommendation ? await db.Recommendations.SingleOrDefaultAsync(r => r.Id == recommendation, stop) : null;
                return action.MeetingId is { } raisedIn ? ActionRules.Narrower(await db.Meetings.SingleAsync(m => m.Id == raisedIn, stop), answers) : answers;
            case ImpactMeasure measure:
                return await db.Recommendations.SingleAsync(r => r.Id == measure.RecommendationId, stop);
            case Decision decision:
                return await db.Meetings.SingleAsync(m => m.Id == decision.MeetingId, stop);
            case Finding { MergedIntoId: { } into }:
                return await db.FindVisibleAsync<Finding>(into, stop);
            case LibraryItem { SourceKind: not LibraryItem.ByHand } card:
                return await db.Indicators.SingleOrDefaultAsync(i => i.Id == card.SourceId, stop);
            case StoredFile file:
                List<ConfidentialRecord> serves = [];
                foreach (var link in await db.FileLinks.Where(l => l.FileId == file.Id).Select(l => new { l.RecordKind, l.RecordId }).Distinct().ToListAsync(stop))
                    if (await db.FindVisibleAsync(RecordKinds.FromSlug(db.Model, link.RecordKind)!, link.RecordId, stop) is { } served) serves.Add(served);
                return ReadersOfParts.SourceOf(file, serves);
            default:
                return null;
        }
    }

    private static async Task<IReadOnlyList<ConfidentialRecord>> PartsAsync(BoardDb db, ConfidentialRecord record, CancellationToken stop) => record switch
    {
        Recommendation => [.. await db.Actions.Where(a => a.RecommendationId == record.Id).ToListAsync(stop), .. await db.Measures.Where(m => m.RecommendationId == record.Id).ToListAsync(stop)],
        // An action that answers a recommendation hangs on that.
        Meeting => [.. await db.Decisions.Where(d => d.MeetingId == record.Id).ToListAsync(stop), .. await db.Actions.Where(a => a.MeetingId == record.Id && a.RecommendationId == null).ToListAsync(stop)],
        Finding => await MergedIntoAsync(db, record.Id, stop),
        Indicator => [.. await db.LibraryItems.Where(i => i.SourceId == record.Id && i.SourceKind != LibraryItem.ByHand).ToListAsync(stop)],
        _ => [],
    };

    // What was merged into one that was merged into it, as well.
    private static async Task<IReadOnlyList<ConfidentialRecord>> MergedIntoAsync(BoardDb db, Guid id, CancellationToken stop)
    {
        List<ConfidentialRecord> all = [];
        for (List<Guid> last = [id]; last.Count > 0;)
        {
            var merged = await db.Findings.IgnoreQueryFilters([BoardDb.Standing]).Where(f => f.MergedIntoId != null && last.Contains(f.MergedIntoId.Value)).ToListAsync(stop);
            all.AddRange(merged);
            last = [.. merged.Select(f => f.Id)];
        }
        return all;
    }
}
