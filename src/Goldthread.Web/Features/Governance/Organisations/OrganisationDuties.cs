using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Thread;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Governance.Organisations;

/// <summary>An organisation in the list, with what it owes as far as the reader may see.</summary>
public sealed record OrganisationLine(Guid Id, string Name, OrganisationType Type, DutyBasis Basis, string Duty, int Seats, int Awaited, int OpenActions, int Overdue);

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

/// <summary>What an organisation owes, and what was found about it, as far as the reader may see.</summary>
/// <param name="Awaited">Recommendations it has not answered yet, soonest first.</param>
/// <param name="Actions">Actions it has still to do or that wait to be accepted: overdue first, then by date, those without one last.</param>
/// <param name="ByState">How many actions it has, by state.</param>
/// <param name="Findings">Findings that concern it, latest first.</param>
public sealed record OrganisationOwes(IReadOnlyList<AwaitedAnswer> Awaited, IReadOnlyList<OwnedAction> Actions,
    IReadOnlyDictionary<ActionStatus, int> ByState, IReadOnlyList<FindingAbout> Findings);

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
                organisation.Basis,
                organisation.Duty,
                Seats = db.RoleHoldings.Count(h => h.Scope == ScopeKind.Group && h.OrganisationId == organisation.Id && h.From <= today && (h.Until == null || h.Until >= today)),
                Awaited = db.Recommendations.Where(r => r.Status == RecommendationStatus.Open).SelectMany(r => r.Responses).Count(a => a.AskedId == organisation.Id && a.Answer == Answer.Awaited),
                Open = db.Actions.Count(a => a.OwnerId == organisation.Id && (a.Status == ActionStatus.Planned || a.Status == ActionStatus.UnderWay)),
                Overdue = db.Actions.Count(a => a.OwnerId == organisation.Id && (a.Status == ActionStatus.Planned || a.Status == ActionStatus.UnderWay) && a.Due < today),
            };
        lines = sort switch
        {
            "overdue" => lines.OrderByDescending(l => l.Overdue).ThenBy(l => l.Name),
            "awaited" => lines.OrderByDescending(l => l.Awaited).ThenBy(l => l.Name),
            _ => lines.OrderBy(l => l.Name),
        };
        return lines.Select(l => new OrganisationLine(l.Id, l.Name, l.Type, l.Basis, l.Duty, l.Seats, l.Awaited, l.Open, l.Overdue));
    }

    /// <summary>Rows of each list of the page; the lists themselves are a link away.</summary>
    public const int Shown = 20;

    private sealed class Row
    {
        public string List { get; init; } = "";
        public Guid Id { get; init; }
        public Guid? OtherId { get; init; }
        public string Ref { get; init; } = "";
        public string Title { get; init; } = "";
        public string What { get; init; } = "";
        public DateOnly? On { get; init; }
        public int Number { get; init; }
        public bool Is { get; init; }
    }

    /// <summary>What it owes and what was found about it; one command. The reading of what is restricted is logged.</summary>
    public static async Task<OrganisationOwes> OwesAsync(this BoardDb db, Guid organisationId, CancellationToken stop)
    {
        var awaited = db.Recommendations.Where(r => r.Status == RecommendationStatus.Open)
            .SelectMany(r => r.Responses, (r, response) => new { r.Id, r.OwnerGroupId, r.Ref, r.Title, r.Confidentiality, response.AskedId, response.Answer, response.AnswerBy })
            .Where(a => a.AskedId == organisationId && a.Answer == Answer.Awaited).OrderBy(a => a.AnswerBy).ThenBy(a => a.Ref).Take(Shown)
            .Select(a => new Row { List = "awaited", Id = a.Id, OtherId = a.OwnerGroupId, Ref = a.Ref, Title = a.Title, What = "", On = a.AnswerBy, Number = 0, Is = a.Confidentiality == Confidentiality.Restricted });
        // Overdue first, then by date, those without one last; what waits to be accepted is done as far as they go.
        var actions = db.Actions.Where(a => a.OwnerId == organisationId && (a.Status == ActionStatus.Planned || a.Status == ActionStatus.UnderWay || a.Status == ActionStatus.ReportedDone))
            .OrderBy(a => a.Status == ActionStatus.ReportedDone ? 1 : 0).ThenBy(a => a.Due == null ? 1 : 0).ThenBy(a => a.Due).ThenBy(a => a.Ref).Take(Shown)
            .Select(a => new Row { List = "action", Id = a.Id, OtherId = a.Id, Ref = a.Ref, Title = a.Title, What = a.Status.ToString(), On = a.Due, Number = a.Percent, Is = a.Confidentiality == Confidentiality.Restricted });
        var findings = db.Findings.Where(f => f.Organisations.Any(o => o.TargetId == organisationId)).OrderByDescending(f => f.FoundOn).ThenByDescending(f => f.Id).Take(Shown)
            .Select(f => new Row { List = "finding", Id = f.Id, OtherId = f.Id, Ref = f.Ref, Title = f.Title, What = f.Kind.ToString(), On = f.FoundOn, Number = 0, Is = f.Confidentiality == Confidentiality.Restricted });
        var states = db.Actions.Where(a => a.OwnerId == organisationId).GroupBy(a => a.Status)
            .Select(g => new Row { List = "state", Id = Guid.Empty, OtherId = Guid.Empty, Ref = "", Title = "", What = g.Key.ToString(), On = null, Number = g.Count(), Is = false });
        var rows = (await awaited.Concat(actions).Concat(findings).Concat(states).ToListAsync(stop)).ToLookup(r => r.List);
        await db.LogReadingsAsync([.. new[] { ("awaited", nameof(Recommendation)), ("action", nameof(ImprovementAction)), ("finding", nameof(Finding)) }
            .SelectMany(list => rows[list.Item1].Where(r => r.Is).Select(r => (list.Item2, r.Id)))], stop);
        return new(
            [.. rows["awaited"].OrderBy(r => r.On).ThenBy(r => r.Ref, StringComparer.Ordinal).Select(r => new AwaitedAnswer(r.Id, r.Ref, r.Title, r.OtherId!.Value, r.On!.Value))],
            [.. rows["action"].Select(r => new OwnedAction(r.Id, r.Ref, r.Title, Enum.Parse<ActionStatus>(r.What), r.On, r.Number))
                .OrderBy(a => a.Status == ActionStatus.ReportedDone ? 1 : 0).ThenBy(a => a.Due is null ? 1 : 0).ThenBy(a => a.Due).ThenBy(a => a.Ref, StringComparer.Ordinal)],
            rows["state"].ToDictionary(r => Enum.Parse<ActionStatus>(r.What), r => r.Number),
            [.. rows["finding"].OrderByDescending(r => r.On).ThenByDescending(r => r.Id).Select(r => new FindingAbout(r.Id, r.Ref, r.Title, Enum.Parse<FindingKind>(r.What), r.On!.Value))]);
    }

    /// <summary>Its seats in groups that meet, and who works there or acts for it on a day; one command. Without the names, or
    /// the people, that this reader need not know (W3).</summary>
    public static async Task<(IReadOnlyList<SeatOf> Seats, IReadOnlyList<PersonThere> People)> WhoOfAsync(this BoardDb db, Guid organisationId, DateOnly today, CancellationToken stop)
    {
        var seats =
            from seat in db.RoleHoldings
            join person in db.People on seat.PersonId equals person.Id
            join meets in db.Groups on seat.ScopeId equals meets.Id
            where seat.Scope == ScopeKind.Group && seat.OrganisationId == organisationId && seat.From <= today && (seat.Until == null || seat.Until >= today)
                && (meets.ClosedOn == null || meets.ClosedOn >= today)
            select new Row { List = "seat", Id = meets.Id, Ref = meets.Name, Title = person.Name, What = seat.Role.ToString(), Is = seat.IsDeputy };
        if (GovernanceRules.MaySeePeopleOf(db.Viewer, organisationId))
        {
            var posts =
                from holding in db.PostHoldings
                join post in db.Posts on holding.PostId equals post.Id
                join person in db.People on holding.PersonId equals person.Id
                where post.OrganisationId == organisationId && holding.From <= today && (holding.Until == null || holding.Until >= today)
                select new Row { List = "person", Id = person.Id, Ref = person.Email, Title = person.Name, What = post.Name, Is = holding.IsDeputy };
            var roles =
                from holding in db.RoleHoldings
                join person in db.People on holding.PersonId equals person.Id
                where holding.Scope == ScopeKind.Organisation && holding.ScopeId == organisationId && holding.From <= today && (holding.Until == null || holding.Until >= today)
                select new Row { List = "person", Id = person.Id, Ref = person.Email, Title = person.Name, What = holding.Role.ToString(), Is = holding.IsDeputy };
            seats = seats.Concat(posts).Concat(roles);
        }
        var rows = (await seats.ToListAsync(stop)).ToLookup(r => r.List);
        return (
            [.. rows["seat"].OrderBy(r => r.Ref, StringComparer.OrdinalIgnoreCase).ThenBy(r => r.Is).ThenBy(r => r.Title, StringComparer.OrdinalIgnoreCase)
                .Select(r => new SeatOf(r.Id, r.Ref, r.Title, Enum.Parse<Role>(r.What), r.Is))
                .Select(s => GovernanceRules.MaySeeWho(db.Viewer, s.Role, s.GroupId, organisationId) ? s : s with { Who = null })],
            [.. rows["person"].OrderBy(r => r.Title, StringComparer.OrdinalIgnoreCase).ThenBy(r => r.What, StringComparer.Ordinal)
                .Select(r => new PersonThere(r.Id, r.Title, r.Ref, r.What, r.Is))]);
    }
}
