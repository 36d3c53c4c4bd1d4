using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Thread;
using Goldthread.Web.Features.Thread.LooseEnds;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Governance.Groups;

/// <summary>A seat in a group.</summary>
/// <param name="Id">The holding.</param>
/// <param name="Who">Its holder; null when this reader need not know (W3).</param>
public sealed record SeatLine(Guid Id, string? Who, Role Role, Guid? OrganisationId, bool IsDeputy, DateOnly From, DateOnly? Until);

/// <summary>A recommendation of the group and how it stands.</summary>
public sealed record OwnedRecommendation(Guid Id, string Ref, string Title, DateOnly MadeOn, RecommendationStatus Status, int Asked, int Answered,
    int Actions, int ActionsDone, int Measures, Judgement? Judgement);

/// <summary>An action that waits for the group.</summary>
public sealed record WaitingAction(Guid Id, string Ref, string Title, Guid OwnerId, DateOnly? ReportedOn, int Evidence);

/// <summary>Something new since the last meeting.</summary>
/// <param name="Kind">"finding", "recommendation", "action" or "measure".</param>
/// <param name="Detail">Kind of finding or judgement, as stored.</param>
public sealed record NewLine(string Kind, Guid Id, string Ref, string Title, DateOnly On, string Detail);

/// <summary>A meeting in a list.</summary>
public sealed record MeetingLine(Guid Id, DateOnly HeldOn, string Title, int Decisions, int Actions);

/// <summary>A shelf and its latest item.</summary>
public sealed record ShelfLine(Volume Volume, int Items, DateOnly Latest);

/// <summary>An action that a meeting raised.</summary>
public sealed record RaisedAction(Guid Id, string Ref, string Title, Guid OwnerId, DateOnly? Due, ActionStatus Status);

/// <summary>Everything the page of a group and its paper show: the same reading, so that they can't disagree.</summary>
public sealed class GroupReport
{
    /// <summary>Rows of each list; the lists themselves are a link away.</summary>
    public const int Shown = 20;

    public required Group Group { get; init; }
    public required DateOnly Today { get; init; }
    public required Names Names { get; init; }
    public required IReadOnlyList<Guid> Below { get; init; }
    public required IReadOnlyList<SeatLine> Seats { get; init; }
    public required IReadOnlyList<MeetingLine> Meetings { get; init; }
    public required DateOnly Since { get; init; }
    public required IReadOnlyList<WaitingAction> Waiting { get; init; }
    public required IReadOnlyList<NewLine> News { get; init; }
    public required IReadOnlyList<OwnedRecommendation> Recommendations { get; init; }
    public required IReadOnlyDictionary<LooseEnd, int> Loose { get; init; }
    public required IReadOnlyList<ShelfLine> Shelves { get; init; }

    /// <summary>The last meeting before today; null when none is on record.</summary>
    public MeetingLine? LastMeeting => Meetings.FirstOrDefault(m => m.HeldOn < Today);

    /// <summary>The next one from today on.</summary>
    public MeetingLine? NextMeeting => Meetings.LastOrDefault(m => m.HeldOn >= Today);

    /// <summary>Current seats, chair first.</summary>
    public IEnumerable<SeatLine> Sitting => Seats.Where(s => s.From <= Today && (s.Until is null || s.Until >= Today));

    /// <summary>Who chairs, by name.</summary>
    public IReadOnlyList<string> Chairs => [.. Sitting.Where(s => s is { Role: Role.Chair, Who: not null }).Select(s => s.IsDeputy ? $"{s.Who} (deputy)" : s.Who!)];
}

/// <summary>Reads the report: a fixed number of commands, however much a group has on its table.</summary>
public static class GroupReportQuery
{
    /// <summary>The report; null when there is no such group.</summary>
    public static async Task<GroupReport?> GroupReportAsync(this BoardDb db, Guid id, DateOnly today, CancellationToken stop)
    {
        if (await db.Groups.AsNoTracking().SingleOrDefaultAsync(g => g.Id == id, stop) is not { } group) return null;
        var meetings = await db.MeetingsOf(id).Take(GroupReport.Shown).ToListAsync(stop);
        var since = GovernanceRules.NewSince(meetings.FirstOrDefault(m => m.HeldOn < today)?.HeldOn, today);
        return new()
        {
            Group = group,
            Today = today,
            Meetings = meetings,
            Since = since,
            Names = await Names.LoadAsync(db, stop),
            Below = await db.Groups.Where(g => g.ReportsToId == id && (g.ClosedOn == null || g.ClosedOn >= today)).OrderBy(g => g.Name).Select(g => g.Id).ToListAsync(stop),
            Seats = await db.SeatsAsync(id, stop),
            Waiting = await db.WaitingFor(id).Take(GroupReport.Shown).ToListAsync(stop),
            News = await db.NewTo(id, since).Take(GroupReport.Shown).ToListAsync(stop),
            Recommendations = await db.OwnedBy(id).Take(GroupReport.Shown).ToListAsync(stop),
            Loose = await db.LooseEndCountsAsync(today, new(GroupId: id), stop),
            Shelves = group.RunsFramework ? await db.Shelves().ToListAsync(stop) : [],
        };
    }

    /// <summary>Seats of a group, chair first, past ones last; without names this reader need not know (W3).</summary>
    public static async Task<IReadOnlyList<SeatLine>> SeatsAsync(this BoardDb db, Guid groupId, CancellationToken stop)
    {
        var rows = await (
            from seat in db.RoleHoldings
            join person in db.People on seat.PersonId equals person.Id
            where seat.Scope == ScopeKind.Group && seat.ScopeId == groupId
            orderby seat.Until == null ? 0 : 1, seat.IsDeputy, person.Name
            select new SeatLine(seat.Id, person.Name, seat.Role, seat.OrganisationId, seat.IsDeputy, seat.From, seat.Until)).ToListAsync(stop);
        return [.. rows.Select(s => GovernanceRules.MaySeeWho(db.Viewer, s.Role, groupId, s.OrganisationId) ? s : s with { Who = null }).OrderBy(s => s.Role == Role.Chair ? 0 : 1)];
    }

    /// <summary>Meetings of a group, latest first, those to come included.</summary>
    public static IQueryable<MeetingLine> MeetingsOf(this BoardDb db, Guid groupId) =>
        from meeting in db.Meetings
        where meeting.GroupId == groupId
        orderby meeting.HeldOn descending, meeting.Id descending
        select new MeetingLine(meeting.Id, meeting.HeldOn, meeting.Title, db.Decisions.Count(d => d.MeetingId == meeting.Id), db.Actions.Count(a => a.MeetingId == meeting.Id));

    /// <summary>Actions reported done that this group accepts or sends back, longest waiting first.</summary>
    public static IQueryable<WaitingAction> WaitingFor(this BoardDb db, Guid groupId)
    {
        var seen = db.SeenEvidence();
        return from action in db.Actions
               where action.AcceptedById == groupId && action.Status == ActionStatus.ReportedDone
               orderby action.ReportedOn, action.Id
               select new WaitingAction(action.Id, action.Ref, action.Title, action.OwnerId, action.ReportedOn, seen.Count(e => e.ActionId == action.Id));
    }

    /// <summary>Recommendations the group owns, open ones first, then the latest.</summary>
    public static IQueryable<OwnedRecommendation> OwnedBy(this BoardDb db, Guid groupId) =>
        from recommendation in db.Recommendations
        where recommendation.OwnerGroupId == groupId
        orderby recommendation.Status == RecommendationStatus.Open ? 0 : 1, recommendation.MadeOn descending, recommendation.Id descending
        select new OwnedRecommendation(recommendation.Id, recommendation.Ref, recommendation.Title, recommendation.MadeOn, recommendation.Status,
            recommendation.Responses.Count, recommendation.Responses.Count(r => r.Answer != Answer.Awaited),
            db.Actions.Count(a => a.RecommendationId == recommendation.Id && a.Status != ActionStatus.Withdrawn),
            db.Actions.Count(a => a.RecommendationId == recommendation.Id && a.Status == ActionStatus.Verified),
            db.Measures.Count(m => m.RecommendationId == recommendation.Id),
            db.Measures.Where(m => m.RecommendationId == recommendation.Id && m.JudgedOn != null).OrderByDescending(m => m.JudgedOn).Select(m => (Judgement?)m.Judgement).FirstOrDefault());

    /// <summary>Findings, recommendations, actions reported done and verdicts of a group from a day on, latest first. Enums
    /// cross the set operation as text.</summary>
    public static IQueryable<NewLine> NewTo(this BoardDb db, Guid groupId, DateOnly since) =>
        db.Findings.Where(f => f.OwnerGroupId == groupId && f.FoundOn >= since)
            .Select(f => new { What = "finding", f.Id, f.Ref, f.Title, On = f.FoundOn, Detail = f.Kind.ToString() })
        .Concat(db.Recommendations.Where(r => r.OwnerGroupId == groupId && r.MadeOn >= since)
            .Select(r => new { What = "recommendation", r.Id, r.Ref, r.Title, On = r.MadeOn, Detail = r.Status.ToString() }))
        .Concat(db.Actions.Where(a => a.AcceptedById == groupId && a.ReportedOn >= since && a.Status == ActionStatus.ReportedDone)
            .Select(a => new { What = "action", a.Id, a.Ref, a.Title, On = a.ReportedOn!.Value, Detail = a.Status.ToString() }))
        .Concat(db.Measures.Where(m => m.OwnerGroupId == groupId && m.JudgedOn >= since)
            .Select(m => new { What = "measure", m.Id, m.Ref, Title = m.HowSeen, On = m.JudgedOn!.Value, Detail = m.Judgement.ToString() }))
        .OrderByDescending(n => n.On).ThenBy(n => n.Ref)
        .Select(n => new NewLine(n.What, n.Id, n.Ref, n.Title, n.On, n.Detail));

    /// <summary>What happened, in words.</summary>
    public static string What(this NewLine line) => line.Kind switch
    {
        "finding" => Enum.Parse<FindingKind>(line.Detail).InWords() + " found",
        "recommendation" => "Recommendation made",
        "action" => "Action reported done",
        _ => "Impact judged: " + MeasureRules.Say(Enum.Parse<Judgement>(line.Detail)),
    };

    /// <summary>How full and how fresh each shelf of the library is; an empty shelf is missing.</summary>
    public static IQueryable<ShelfLine> Shelves(this BoardDb db) =>
        db.LibraryItems.GroupBy(i => i.Volume).Select(shelf => new ShelfLine(shelf.Key, shelf.Count(), shelf.Max(i => i.Date)));
}
