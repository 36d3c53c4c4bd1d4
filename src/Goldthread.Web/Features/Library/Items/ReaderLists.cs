using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Library;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Library.Items;

/// <summary>Turns the choice of who shall read an item into confidentiality and access list. Whoever shelves an item
/// goes on seeing it, and so does the organisation in whose name it stands on a board-wide shelf.</summary>
internal static class ReaderLists
{
    /// <summary>Sets who reads the item. The caller has asked <see cref="ShelvingRules"/> and saves.</summary>
    /// <param name="db">The board's database.</param>
    /// <param name="item">A new or loaded item, its organisation set.</param>
    /// <param name="readers">The choice; a chosen list must be a group's or an organisation's.</param>
    /// <param name="today">First day of reading.</param>
    /// <param name="stop">Stops the work.</param>
    public static async Task LetReadAsync(this BoardDb db, LibraryItem item, Readers readers, DateOnly today, CancellationToken stop)
    {
        var me = db.Viewer;
        switch (readers.Confidentiality)
        {
            case Confidentiality.Public:
                item.LimitTo(Confidentiality.Public, null);
                break;
            case Confidentiality.Board:
                var own = item.OrganisationId is { } whose ? (await db.Organisations.FindAsync([whose], stop))?.AccessListId : null;
                if (me.IsBoardMember || (own is { } list && me.AccessLists.Contains(list))) item.LimitTo(Confidentiality.Board, own);
                else item.LimitTo(Confidentiality.Board, await OwnListAsync(db, item, [(MemberKind.Person, me.PersonId!.Value), .. Organisation(item)], today, stop));
                break;
            case Confidentiality.Group:
                var chosen = readers.ListId!.Value;
                if (me.AccessLists.Contains(chosen)) item.LimitTo(Confidentiality.Group, chosen);
                else item.LimitTo(Confidentiality.Group, await OwnListAsync(db, item, [(MemberKind.Person, me.PersonId!.Value), await OwnerOfAsync(db, chosen, stop)], today, stop));
                break;
            case Confidentiality.Restricted:
                item.LimitTo(Confidentiality.Restricted, await OwnListAsync(db, item, [(MemberKind.Person, me.PersonId!.Value), .. readers.PersonIds.Select(id => (MemberKind.Person, id))], today, stop));
                break;
        }
    }

    /// <summary>What is chosen on the form for an item that is kept: the other way round.</summary>
    public static async Task<Readers> ReadersOfAsync(this BoardDb db, LibraryItem item, DateOnly today, CancellationToken stop)
    {
        if (item.AccessListId is not { } id || item.Confidentiality is Confidentiality.Board or Confidentiality.Public) return new(item.Confidentiality, null, []);
        var list = await db.AccessLists.SingleAsync(l => l.Id == id, stop);
        if (list.Owner is AccessListOwner.Group or AccessListOwner.Organisation) return new(item.Confidentiality, id, []);
        var members = list.Members.Where(m => m.From <= today && (m.Until is null || m.Until >= today)).ToList();
        var body = members.FirstOrDefault(m => m.Kind != MemberKind.Person);
        var listId = body is null ? null : await db.Groups.Where(g => g.Id == body.MemberId).Select(g => (Guid?)g.AccessListId)
            .Concat(db.Organisations.Where(o => o.Id == body.MemberId).Select(o => (Guid?)o.AccessListId)).FirstOrDefaultAsync(stop);
        return new(item.Confidentiality, listId, [.. members.Where(m => m.Kind == MemberKind.Person).Select(m => m.MemberId)]);
    }

    private static IEnumerable<(MemberKind, Guid)> Organisation(LibraryItem item) => item.OrganisationId is { } id ? [(MemberKind.Organisation, id)] : [];

    private static async Task<(MemberKind, Guid)> OwnerOfAsync(BoardDb db, Guid listId, CancellationToken stop) =>
        db.Groups.Local.FirstOrDefault(g => g.AccessListId == listId) is { } known ? (MemberKind.Group, known.Id)
        : db.Organisations.Local.FirstOrDefault(o => o.AccessListId == listId) is { } body ? (MemberKind.Organisation, body.Id)
        : await db.Groups.Where(g => g.AccessListId == listId).Select(g => (Guid?)g.Id).SingleOrDefaultAsync(stop) is { } group
            ? (MemberKind.Group, group)
            : (MemberKind.Organisation, await db.Organisations.Where(o => o.AccessListId == listId).Select(o => o.Id).SingleAsync(stop));

    // One list per item, used again when the choice changes; it keeps the names it once held.
    private static async Task<Guid> OwnListAsync(BoardDb db, LibraryItem item, IReadOnlyList<(MemberKind Kind, Guid Id)> wanted, DateOnly today, CancellationToken stop)
    {
        var isNew = db.Entry(item).State is EntityState.Detached or EntityState.Added;
        var list = (isNew ? null : await db.AccessLists.Where(l => l.Owner == AccessListOwner.Record && l.OwnerId == item.Id)
                .OrderByDescending(l => l.Id == item.AccessListId).ThenByDescending(l => l.Id).FirstOrDefaultAsync(stop)) // restricting it elsewhere may have made a second
            ?? db.AccessLists.Add(new(AccessListOwner.Record, item.Id)).Entity;
        // Yesterday was the last day: whoever is taken off can't open it from the next request on.
        foreach (var member in list.Members.Where(m => m.Until is null && !wanted.Contains((m.Kind, m.MemberId))).ToList())
            list.Remove(member.Kind, member.MemberId, today.AddDays(-1));
        foreach (var (kind, id) in wanted.Distinct()) list.Admit(kind, id, today, db.Viewer.Name);
        return list.Id;
    }
}
