using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Governance.Groups;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Governance.Organisations;

/// <summary>An organisation in the list, with what it owes as far as the reader may see.</summary>
public sealed record OrganisationLine(Guid Id, string Name, OrganisationType Type, string Duty, int Seats, int Awaited, int OpenActions, int Overdue);

/// <summary>A recommendation that waits for an answer.</summary>
public sealed record AwaitedAnswer(Guid Id, string Ref, string Title, Guid OwnerGroupId, DateOnly AnswerBy);

/// <summary>An action the organisation does.</summary>
public sealed record OwnedAction(Guid Id, string Ref, string Title, ActionStatus Status, DateOnly? Due, int Percent);

/// <summary>A finding about the organisation.</summary>
public sealed record FindingAbout(Guid Id, string Ref, string Title, FindingKind Kind, DateOnly FoundOn);

/// <summary>A seat of the organisation in a group.</summary>
public sealed record SeatOf(Guid GroupId, string Group, string? Who, Role Role, bool IsDeputy);

/// <summary>Somebody who works there or acts for it.</summary>
public sealed record PersonThere(Guid Id, string Name, string Email, string As, bool IsDeputy);

/// <summary>What an organisation answers for and owes (Framework 1.4).</summary>
public static class OrganisationDuties
{
    /// <summary>Organisations that exist on a day, by type, by name or by what is overdue.</summary>
    public static IQueryable<OrganisationLine> OrganisationLines(this BoardDb db, OrganisationType? type, string? sort, DateOnly today)
    {
        var lines =
            from organisation in db.Organisations
            where (organisation.ActiveUntil == null || organisation.ActiveUntil >= today) && (type == null || organisation.Type == type)
            select new
            {
                organisation.Id,
                organisation.Name,
                organisation.Type,
                organisation.Duty,
                Seats = db.RoleHoldings.Count(h => h.Scope == ScopeKind.Group && h.OrganisationId == organisation.Id && h.From <= today && (h.Until == null || h.Until >= today)),
                Awaited = db.Recommendations.Count(r => r.Status == RecommendationStatus.Open && r.Responses.Any(a => a.AskedId == organisation.Id && a.Answer == Answer.Awaited)),
                Open = db.Actions.Count(a => a.OwnerId == organisation.Id && (a.Status == ActionStatus.Planned || a.Status == ActionStatus.UnderWay)),
                Overdue = db.Actions.Count(a => a.OwnerId == organisation.Id && (a.Status == ActionStatus.Planned || a.Status == ActionStatus.UnderWay) && a.Due < today),
            };
        lines = sort switch
        {
            "overdue" => lines.OrderByDescending(l => l.Overdue).ThenBy(l => l.Name),
            "awaited" => lines.OrderByDescending(l => l.Awaited).ThenBy(l => l.Name),
            _ => lines.OrderBy(l => l.Name),
        };
        return lines.Select(l => new OrganisationLine(l.Id, l.Name, l.Type, l.Duty, l.Seats, l.Awaited, l.Open, l.Overdue));
    }

    /// <summary>Recommendations it has not answered yet, soonest first.</summary>
    public static IQueryable<AwaitedAnswer> AwaitedFrom(this BoardDb db, Guid organisationId) =>
        from recommendation in db.Recommendations
        where recommendation.Status == RecommendationStatus.Open
        from response in recommendation.Responses
        where response.AskedId == organisationId && response.Answer == Answer.Awaited
        orderby response.AnswerBy, recommendation.Ref
        select new AwaitedAnswer(recommendation.Id, recommendation.Ref, recommendation.Title, recommendation.OwnerGroupId, response.AnswerBy);

    /// <summary>Actions it has still to do or that wait to be accepted: overdue first, then by date, those without one last.</summary>
    public static IQueryable<OwnedAction> OwedBy(this BoardDb db, Guid organisationId) =>
        from action in db.Actions
        where action.OwnerId == organisationId && (action.Status == ActionStatus.Planned || action.Status == ActionStatus.UnderWay || action.Status == ActionStatus.ReportedDone)
        orderby action.Status == ActionStatus.ReportedDone ? 1 : 0, action.Due == null ? 1 : 0, action.Due, action.Ref
        select new OwnedAction(action.Id, action.Ref, action.Title, action.Status, action.Due, action.Percent);

    /// <summary>How many actions it has, by state.</summary>
    public static async Task<IReadOnlyDictionary<ActionStatus, int>> ActionsByStateAsync(this BoardDb db, Guid organisationId, CancellationToken stop) =>
        await db.Actions.Where(a => a.OwnerId == organisationId).GroupBy(a => a.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);

    /// <summary>Findings that concern it, latest first.</summary>
    public static IQueryable<FindingAbout> FindingsAbout(this BoardDb db, Guid organisationId) =>
        from finding in db.Findings
        where finding.Organisations.Any(o => o.TargetId == organisationId)
        orderby finding.FoundOn descending, finding.Id descending
        select new FindingAbout(finding.Id, finding.Ref, finding.Title, finding.Kind, finding.FoundOn);

    /// <summary>Its seats in groups that meet; without names this reader need not know (W3).</summary>
    public static async Task<IReadOnlyList<SeatOf>> SeatsOfAsync(this BoardDb db, Guid organisationId, DateOnly today, CancellationToken stop)
    {
        var rows = await (
            from seat in db.RoleHoldings
            join person in db.People on seat.PersonId equals person.Id
            join meets in db.Groups on seat.ScopeId equals meets.Id
            where seat.Scope == ScopeKind.Group && seat.OrganisationId == organisationId && seat.From <= today && (seat.Until == null || seat.Until >= today)
                && (meets.ClosedOn == null || meets.ClosedOn >= today)
            orderby meets.Name, seat.IsDeputy, person.Name
            select new SeatOf(meets.Id, meets.Name, person.Name, seat.Role, seat.IsDeputy)).ToListAsync(stop);
        return [.. rows.Select(s => GovernanceRules.MaySeeWho(db.Viewer, s.Role, s.GroupId, organisationId) ? s : s with { Who = null })];
    }

    /// <summary>Who works there or acts for it on a day; nobody for a reader who need not know (W3).</summary>
    public static async Task<IReadOnlyList<PersonThere>> PeopleOfAsync(this BoardDb db, Guid organisationId, DateOnly today, CancellationToken stop)
    {
        if (!GovernanceRules.MaySeePeopleOf(db.Viewer, organisationId)) return [];
        var posts =
            from holding in db.PostHoldings
            join post in db.Posts on holding.PostId equals post.Id
            where post.OrganisationId == organisationId && holding.From <= today && (holding.Until == null || holding.Until >= today)
            select new { holding.PersonId, As = post.Name, holding.IsDeputy };
        var roles =
            from holding in db.RoleHoldings
            where holding.Scope == ScopeKind.Organisation && holding.ScopeId == organisationId && holding.From <= today && (holding.Until == null || holding.Until >= today)
            select new { holding.PersonId, As = holding.Role.ToString(), holding.IsDeputy };
        return await (
            from held in posts.Concat(roles)
            join person in db.People on held.PersonId equals person.Id
            orderby person.Name, held.As
            select new PersonThere(person.Id, person.Name, person.Email, held.As, held.IsDeputy)).ToListAsync(stop);
    }
}
