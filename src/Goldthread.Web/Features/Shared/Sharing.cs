using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Thread;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Shared;

/// <summary>Asking an organisation or group to do something makes it a reader of that record, and of what hangs on it;
/// never of a restricted one, which is opened to named people only.</summary>
public static class Sharing
{
    /// <summary>Lets those asked read a record. A list shared with other records is never widened: the record gets its own.</summary>
    /// <param name="db">The board's database.</param>
    /// <param name="record">The record; what hangs on it takes over the result with <c>LimitLike</c>.</param>
    /// <param name="asked">Organisations and groups.</param>
    /// <param name="today">First day of reading.</param>
    /// <param name="stop">Stops the work.</param>
    public static async Task LetReadAsync(this BoardDb db, ConfidentialRecord record, IReadOnlyCollection<(Guid Id, bool IsGroup)> asked, DateOnly today, CancellationToken stop)
    {
        if (record.Confidentiality is Confidentiality.Restricted or Confidentiality.Public || asked.Count == 0) return;
        var list = await db.OwnListAsync(record, today, stop);
        foreach (var (askedId, isGroup) in asked)
            list.Admit(isGroup ? MemberKind.Group : MemberKind.Organisation, askedId, today, db.Viewer.Name);
    }

    /// <summary>The list of a record alone, with those on the list it shared until now; of a restricted record its list as it is.</summary>
    public static async Task<AccessList> OwnListAsync(this BoardDb db, ConfidentialRecord record, DateOnly today, CancellationToken stop)
    {
        var list = record.AccessListId is { } id ? await db.AccessLists.SingleAsync(l => l.Id == id, stop) : null;
        if (list is { Owner: AccessListOwner.Record } && list.OwnerId == record.Id) return list;
        if (list is not null && record.Confidentiality == Confidentiality.Restricted) return list;
        var own = new AccessList(AccessListOwner.Record, record.Id);
        foreach (var member in (list?.Members ?? []).Where(m => m.Until is null || m.Until >= today))
            own.Admit(member.Kind, member.MemberId, member.From, member.GrantedBy, member.Until);
        db.AccessLists.Add(own);
        record.LimitTo(record.Confidentiality, own.Id);
        return own;
    }

    /// <summary>Ends the reading of those no longer asked, from the next request on. Whoever governs the record, or does one of
    /// its actions, goes on reading it.</summary>
    public static async Task StopReadingAsync(this BoardDb db, Recommendation record, IReadOnlyCollection<Guid> unasked, DateOnly today, CancellationToken stop)
    {
        if (unasked.Count == 0 || record.AccessListId is not { } id) return;
        var list = await db.AccessLists.SingleAsync(l => l.Id == id, stop);
        if (list.Owner != AccessListOwner.Record || list.OwnerId != record.Id) return;
        // Whole records: one that passes to another in this save already says so.
        var acting = await db.Actions.Where(a => a.RecommendationId == record.Id && unasked.Contains(a.OwnerId)).ToListAsync(stop);
        foreach (var gone in unasked.Except(acting.Select(a => a.OwnerId)).Except(record.GoverningScopes))
        {
            list.RemoveNow(MemberKind.Organisation, gone, today);
            list.RemoveNow(MemberKind.Group, gone, today);
        }
    }

    /// <summary>Limits a new record as its maker chose: to everybody, the board, the group that owns it, or the maker alone until he
    /// names others. Who only writes it, and could not close it to himself later, is not alone with it from the start: the chair of
    /// the group reads it too, or where it has none the board's office.</summary>
    public static async Task LimitAsync(this BoardDb db, ConfidentialRecord record, Confidentiality chosen, Guid ownerGroupId, DateOnly today, CancellationToken stop)
    {
        if (chosen is Confidentiality.Restricted)
        {
            // Closed until its maker names the others, on a page of its own.
            var own = db.AccessLists.Add(new(AccessListOwner.Record, record.Id)).Entity.Admit(MemberKind.Person, db.Viewer.PersonId!.Value, today, db.Viewer.Name);
            foreach (var keeper in RestrictionRules.Keeps(record, db.Viewer) ? [] : await KeepersAsync(db, ownerGroupId, today, stop))
                own.Admit(MemberKind.Person, keeper, today, db.Viewer.Name);
            record.LimitTo(chosen, own.Id);
            return;
        }
        var list = chosen == Confidentiality.Group ? await db.Groups.Where(g => g.Id == ownerGroupId).Select(g => (Guid?)g.AccessListId).SingleAsync(stop) : null;
        record.LimitTo(chosen, list);
    }

    /// <summary>People as readers: the roles and organisations they have today, and which of these lists they are on.</summary>
    public static async Task<IReadOnlyList<Viewer>> AsReadersAsync(this BoardDb db, IReadOnlyCollection<Guid> people, IReadOnlyCollection<Guid> lists, DateOnly today, CancellationToken stop)
    {
        var roles = await (from holding in db.RoleHoldings
                           where people.Contains(holding.PersonId) && holding.From <= today && (holding.Until == null || holding.Until >= today)
                           join meets in db.Groups on holding.ScopeId equals meets.Id into groups
                           from meets in groups.DefaultIfEmpty()
                           select new { holding.PersonId, holding.Role, holding.Scope, holding.ScopeId, Kind = (GroupKind?)meets!.Kind }).ToListAsync(stop);
        var posts = await (from holding in db.PostHoldings
                           join post in db.Posts on holding.PostId equals post.Id
                           where people.Contains(holding.PersonId) && holding.From <= today && (holding.Until == null || holding.Until >= today)
                           select new { holding.PersonId, post.OrganisationId }).ToListAsync(stop);
        var names = await db.People.Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, stop); // what a reader does beside a request bears a name on the trail
        var members = lists.Count == 0 ? [] : await db.AccessListMembers.Where(m => lists.Contains(m.AccessListId) && m.From <= today && (m.Until == null || m.Until >= today)).ToListAsync(stop);
        return [.. people.Select(person => Viewer.Of(person, names.GetValueOrDefault(person, ""), [.. roles.Where(r => r.PersonId == person).Select(r => new RoleHeld(r.Role, r.Scope, r.ScopeId, r.Kind))],
            posts.Where(p => p.PersonId == person).Select(p => p.OrganisationId), members))];
    }

    /// <summary>Lets a job see what a person sees at this moment, and no more: for what is sent to people when they are not there. Whoever
    /// need not have a second factor, and has none, sees what is public, as when he or she signs in.</summary>
    public static async Task SeeAsAsync(this BoardDb db, Guid person, DateOnly today, CancellationToken stop)
    {
        var plain = (await db.AsReadersAsync([person], [], today, stop))[0];
        var whom = await db.Settings.Select(s => (SecondFactorFor?)s.SecondFactor).FirstOrDefaultAsync(stop) ?? default;
        if (!SignInRules.IsCompelled(whom, plain.Roles) && !await db.Users.AnyAsync(a => a.PersonId == person && a.TwoFactorEnabled, stop))
        {
            db.Viewer = plain;
            return;
        }
        Guid[] bodies = [person, .. plain.OrganisationIds, .. plain.Roles.Select(r => r.ScopeId).OfType<Guid>()];
        var lists = await db.AccessListMembers.Where(m => bodies.Contains(m.MemberId)).Select(m => m.AccessListId).Distinct().ToListAsync(stop);
        var reader = (await db.AsReadersAsync([person], lists, today, stop))[0];
        var colleagues = await (from delegation in db.Delegations
                                where delegation.ToId == person && delegation.From <= today && delegation.Until >= today && db.Users.Any(a => a.PersonId == delegation.FromId && a.EndedAt == null)
                                join colleague in db.People on delegation.FromId equals colleague.Id
                                join held in db.RoleHoldings on delegation.FromId equals held.PersonId
                                where held.Scope == ScopeKind.Organisation && held.From <= today && (held.Until == null || held.Until >= today)
                                select new ActingFor(colleague.Id, colleague.Name, held.ScopeId!.Value, held.Role, delegation.Until)).ToListAsync(stop);
        db.Viewer = colleagues.Count == 0 ? reader : reader.AlsoFor(colleagues);
    }

    private static async Task<IReadOnlyList<Guid>> KeepersAsync(BoardDb db, Guid groupId, DateOnly today, CancellationToken stop)
    {
        var holders = await db.RoleHoldings.Where(h => h.From <= today && (h.Until == null || h.Until >= today)
            && ((h.Role == Role.Chair && h.ScopeId == groupId) || (h.Role == Role.BoardOfficer && h.Scope == ScopeKind.Board))).ToListAsync(stop);
        return [.. holders.Where(h => h.Role == Role.Chair || holders.All(o => o.Role != Role.Chair)).Select(h => h.PersonId)];
    }
}
