using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Governance.Meetings;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Thread;
using Goldthread.Web.Features.Thread.LooseEnds;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Governance.Groups;

/// <summary>Reads the report: five commands, however much a group has on its table. Lists of one part come in one command,
/// each row naming its list; enums cross the set operation as text.</summary>
public static class GroupReportQuery
{
    // What a list has no use for is filled with what is at hand: inside a cut-off part of a union PostgreSQL takes a bare null
    // for text.
    private sealed class Row
    {
        public string List { get; init; } = "";
        public Guid Id { get; init; }
        public Guid? OtherId { get; init; }
        public string Ref { get; init; } = "";
        public string Title { get; init; } = "";
        public string What { get; init; } = "";
        public DateOnly? On { get; init; }
        public DateOnly? Until { get; init; }
        public bool Is { get; init; }
        public int A { get; init; }
        public int B { get; init; }
        public int C { get; init; }
        public int D { get; init; }
        public int E { get; init; }
        public string? Verdict { get; init; }
    }

    /// <summary>The report; null when there is no such group.</summary>
    /// <param name="db">The board's database.</param>
    /// <param name="id">The group.</param>
    /// <param name="today">The date at the board.</param>
    /// <param name="withLastMeeting">Also what the last meeting recorded, as its paper shows.</param>
    /// <param name="stop">Stops the work.</param>
    public static async Task<GroupReport?> GroupReportAsync(this BoardDb db, Guid id, DateOnly today, bool withLastMeeting, CancellationToken stop)
    {
        if (await db.Groups.AsNoTracking().SingleOrDefaultAsync(g => g.Id == id, stop) is not { } group) return null;
        var names = await Names.LoadAsync(db, stop);
        var place = (await db.PlaceOf(id, group.RunsFramework).ToListAsync(stop)).ToLookup(r => r.List);
        List<MeetingLine> meetings = [.. place["meeting"].Select(r => new MeetingLine(r.Id, r.On!.Value, r.Title, r.A, r.B)).OrderByDescending(m => m.HeldOn).ThenByDescending(m => m.Id)];
        var last = meetings.FirstOrDefault(m => m.HeldOn < today);
        var since = GovernanceRules.NewSince(last?.HeldOn, today);
        var table = (await db.TableOf(id, since, withLastMeeting ? last?.Id : null).ToListAsync(stop)).ToLookup(r => r.List);
        List<(string Kind, Guid Id)> restricted = [.. place["meeting"].Where(r => r.Is).Select(r => (nameof(Meeting), r.Id)), .. table.SelectMany(list => list.Where(r => r.Is).Select(r => (KindOf(list.Key), r.Id)))];
        var (loose, looseRows) = withLastMeeting
            ? await db.LooseEndsAsync(today, new(GroupId: id), GroupReport.LooseShown, stop)
            : (await db.LooseEndCountsAsync(today, new(GroupId: id), stop), Array.Empty<LooseEndRow>().ToLookup(_ => LooseEnd.ActionOverdue));
        await db.LogReadingsAsync([.. restricted, .. looseRows.SelectMany(rows => rows).Where(r => r.IsRestricted).Select(r => (KindOf(r.Target), r.Id))], stop);
        return new()
        {
            Group = group,
            Today = today,
            Names = names,
            Below = names.Under(id, today),
            Meetings = meetings,
            Since = since,
            Seats = Guarded(db.Viewer, id, place["seat"].Select(r => new SeatLine(r.Id, r.Title, Enum.Parse<Role>(r.What), r.OtherId, r.Is, r.On!.Value, r.Until))),
            Shelves = [.. place["shelf"].Select(r => new ShelfLine(Enum.Parse<Volume>(r.What), r.A, r.On!.Value))],
            Waiting = [.. table["waiting"].OrderBy(r => r.On).ThenBy(r => r.Id).Select(r => new WaitingAction(r.Id, r.Ref, r.Title, r.OtherId!.Value, r.On, r.A))],
            News = [.. table["finding"].Concat(table["recommendation"]).Concat(table["action"]).Concat(table["measure"])
                .OrderByDescending(r => r.On).ThenBy(r => r.Ref, StringComparer.Ordinal).Take(GroupReport.Shown).Select(r => new NewLine(r.List, r.Id, r.Ref, r.Title, r.On!.Value, r.What))],
            Recommendations = [.. table["owned"].OrderBy(r => r.What == nameof(RecommendationStatus.Open) ? 0 : 1).ThenByDescending(r => r.On).ThenByDescending(r => r.Id)
                .Select(r => new OwnedRecommendation(r.Id, r.Ref, r.Title, r.On!.Value, Enum.Parse<RecommendationStatus>(r.What), r.A, r.B, r.C, r.D, r.E,
                    r.Verdict is { Length: > 0 } verdict ? Enum.Parse<Judgement>(verdict) : null))],
            Decisions = [.. table["decision"].OrderBy(r => r.A).Select(r => new DecisionLine(r.Id, r.A, r.Title, r.On, r.What, null, r.Is))],
            Raised = [.. table["raised"].OrderBy(r => r.Id).Select(r => new RaisedAction(r.Id, r.Ref, r.Title, r.OtherId!.Value, r.On, Enum.Parse<ActionStatus>(r.What)))],
            Loose = loose,
            LooseRows = looseRows,
        };
    }

    private static string KindOf(string list) => list switch
    {
        "finding" or "findings" => nameof(Finding),
        "recommendation" or "owned" or "recommendations" => nameof(Recommendation),
        "measure" or "measures" => nameof(ImpactMeasure),
        "decision" => nameof(Decision),
        _ => nameof(ImprovementAction),
    };

    /// <summary>Seats of a group, chair first, past ones last; without names this reader need not know (W3).</summary>
    public static async Task<IReadOnlyList<SeatLine>> SeatsAsync(this BoardDb db, Guid groupId, CancellationToken stop) =>
        Guarded(db.Viewer, groupId, await (
            from seat in db.RoleHoldings
            join person in db.People on seat.PersonId equals person.Id
            where seat.Scope == ScopeKind.Group && seat.ScopeId == groupId
            select new SeatLine(seat.Id, person.Name, seat.Role, seat.OrganisationId, seat.IsDeputy, seat.From, seat.Until)).ToListAsync(stop));

    private static IReadOnlyList<SeatLine> Guarded(Viewer viewer, Guid groupId, IEnumerable<SeatLine> seats) =>
        [.. seats.OrderBy(s => s.Role == Role.Chair ? 0 : 1).ThenBy(s => s.Until is null ? 0 : 1).ThenBy(s => s.IsDeputy).ThenBy(s => s.Who, StringComparer.OrdinalIgnoreCase)
            .Select(s => GovernanceRules.MaySeeWho(viewer, s.Role, groupId, s.OrganisationId) ? s : s with { Who = null })];

    // Who sits there, when it met, and for the group that runs the framework how full and how fresh each shelf is.
    private static IQueryable<Row> PlaceOf(this BoardDb db, Guid groupId, bool runsFramework)
    {
        var seats =
            from seat in db.RoleHoldings
            join person in db.People on seat.PersonId equals person.Id
            where seat.Scope == ScopeKind.Group && seat.ScopeId == groupId
            select new Row { List = "seat", Id = seat.Id, OtherId = seat.OrganisationId, Title = person.Name, What = seat.Role.ToString(), On = seat.From, Until = seat.Until, Is = seat.IsDeputy, A = 0, B = 0 };
        var meetings =
            (from meeting in db.Meetings
             where meeting.GroupId == groupId
             orderby meeting.HeldOn descending, meeting.Id descending
             select meeting).Take(GroupReport.Shown)
            .Select(m => new Row
            {
                List = "meeting",
                Id = m.Id,
                OtherId = m.Id,
                Title = m.Title,
                What = "",
                On = m.HeldOn,
                Until = m.HeldOn,
                Is = m.Confidentiality == Confidentiality.Restricted,
                A = db.Decisions.Count(d => d.MeetingId == m.Id && d.WithdrawnOn == null),
                B = db.Actions.Count(a => a.MeetingId == m.Id),
            });
        if (!runsFramework) return seats.Concat(meetings);
        var shelves = db.LibraryItems.GroupBy(i => i.Volume)
            .Select(shelf => new Row { List = "shelf", Id = Guid.Empty, OtherId = null, Title = "", What = shelf.Key.ToString(), On = shelf.Max(i => i.Date), Until = null, Is = false, A = shelf.Count(), B = 0 });
        return seats.Concat(meetings).Concat(shelves);
    }

    // What waits, what is new, what it owns, and what its last meeting recorded.
    private static IQueryable<Row> TableOf(this BoardDb db, Guid groupId, DateOnly since, Guid? meetingId)
    {
        var seen = db.SeenEvidence();
        var waiting = db.Actions.Where(a => a.AcceptedById == groupId && a.Status == ActionStatus.ReportedDone).OrderBy(a => a.ReportedOn).ThenBy(a => a.Id).Take(GroupReport.Shown)
            .Select(a => new Row { List = "waiting", Id = a.Id, Is = a.Confidentiality == Confidentiality.Restricted, OtherId = a.OwnerId, Ref = a.Ref, Title = a.Title, What = "", On = a.ReportedOn, A = seen.Count(e => e.ActionId == a.Id), B = 0, C = 0, D = 0, E = 0, Verdict = "" });
        var findings = db.Findings.Where(f => f.OwnerGroupId == groupId && f.FoundOn >= since).OrderByDescending(f => f.FoundOn).ThenBy(f => f.Ref).Take(GroupReport.Shown)
            .Select(f => new Row { List = "finding", Id = f.Id, Is = f.Confidentiality == Confidentiality.Restricted, OtherId = f.Id, Ref = f.Ref, Title = f.Title, What = f.Kind.ToString(), On = f.FoundOn, A = 0, B = 0, C = 0, D = 0, E = 0, Verdict = "" });
        var made = db.Recommendations.Where(r => r.OwnerGroupId == groupId && r.MadeOn >= since).OrderByDescending(r => r.MadeOn).ThenBy(r => r.Ref).Take(GroupReport.Shown)
            .Select(r => new Row { List = "recommendation", Id = r.Id, Is = r.Confidentiality == Confidentiality.Restricted, OtherId = r.Id, Ref = r.Ref, Title = r.Title, What = r.Status.ToString(), On = r.MadeOn, A = 0, B = 0, C = 0, D = 0, E = 0, Verdict = "" });
        var reported = db.Actions.Where(a => a.AcceptedById == groupId && a.ReportedOn >= since && a.Status == ActionStatus.ReportedDone).OrderByDescending(a => a.ReportedOn).ThenBy(a => a.Ref).Take(GroupReport.Shown)
            .Select(a => new Row { List = "action", Id = a.Id, Is = a.Confidentiality == Confidentiality.Restricted, OtherId = a.Id, Ref = a.Ref, Title = a.Title, What = a.Status.ToString(), On = a.ReportedOn, A = 0, B = 0, C = 0, D = 0, E = 0, Verdict = "" });
        var judged = db.Measures.Where(m => m.OwnerGroupId == groupId && m.JudgedOn >= since).OrderByDescending(m => m.JudgedOn).ThenBy(m => m.Ref).Take(GroupReport.Shown)
            .Select(m => new Row { List = "measure", Id = m.Id, Is = m.Confidentiality == Confidentiality.Restricted, OtherId = m.Id, Ref = m.Ref, Title = m.HowSeen, What = m.Judgement.ToString()!, On = m.JudgedOn, A = 0, B = 0, C = 0, D = 0, E = 0, Verdict = "" });
        var owned = db.Recommendations.Where(r => r.OwnerGroupId == groupId)
            .OrderBy(r => r.Status == RecommendationStatus.Open ? 0 : 1).ThenByDescending(r => r.MadeOn).ThenByDescending(r => r.Id).Take(GroupReport.Shown)
            .Select(r => new Row
            {
                List = "owned",
                Id = r.Id,
                Is = r.Confidentiality == Confidentiality.Restricted,
                OtherId = r.Id,
                Ref = r.Ref,
                Title = r.Title,
                What = r.Status.ToString(),
                On = r.MadeOn,
                A = r.Responses.Count,
                B = r.Responses.Count(a => a.Answer != Answer.Awaited),
                C = db.Actions.Count(a => a.RecommendationId == r.Id && a.Status != ActionStatus.Withdrawn),
                D = db.Actions.Count(a => a.RecommendationId == r.Id && a.Status == ActionStatus.Verified),
                E = db.Measures.Count(m => m.RecommendationId == r.Id),
                Verdict = db.Measures.Where(m => m.RecommendationId == r.Id && m.JudgedOn != null).OrderByDescending(m => m.JudgedOn).Select(m => m.Judgement.ToString()).FirstOrDefault(),
            });
        var table = waiting.Concat(findings).Concat(made).Concat(reported).Concat(judged).Concat(owned);
        if (meetingId is null) return table;
        return table
            .Concat(db.Decisions.Where(d => d.MeetingId == meetingId)
                .Select(d => new Row { List = "decision", Id = d.Id, Is = d.Confidentiality == Confidentiality.Restricted, OtherId = d.Id, Ref = "", Title = d.Text, What = d.WithdrawnBecause ?? "", On = d.WithdrawnOn, A = d.Number, B = 0, C = 0, D = 0, E = 0, Verdict = "" }))
            .Concat(db.Actions.Where(a => a.MeetingId == meetingId)
                .Select(a => new Row { List = "raised", Id = a.Id, Is = a.Confidentiality == Confidentiality.Restricted, OtherId = a.OwnerId, Ref = a.Ref, Title = a.Title, What = a.Status.ToString(), On = a.Due, A = 0, B = 0, C = 0, D = 0, E = 0, Verdict = "" }));
    }

    /// <summary>What happened, in words.</summary>
    public static string What(this NewLine line) => line.Kind switch
    {
        "finding" or "findings" => Enum.Parse<FindingKind>(line.Detail).InWords() + " found",
        "recommendation" => "Recommendation made",
        "action" => "Action reported done",
        _ => "Impact judged: " + MeasureRules.Say(Enum.Parse<Judgement>(line.Detail)),
    };
}
