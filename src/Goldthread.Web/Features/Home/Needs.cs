using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Thread.Actions;
using Goldthread.Web.Features.Thread.LooseEnds;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Home;

/// <summary>One thing that waits for this person.</summary>
/// <param name="Verb">What to do: "Respond to".</param>
/// <param name="Title">To what.</param>
/// <param name="Address">Where it is done.</param>
/// <param name="Ref">The record's code.</param>
/// <param name="When">By when.</param>
/// <param name="Id">The record's id.</param>
/// <param name="IsRestricted">For named people alone: that its title was shown goes on the trail.</param>
/// <param name="WhoseId">The agency or group that was asked or does it, or that meets; null where the record alone says it.</param>
public sealed record Need(string Verb, string Title, string Address, string Ref, DateOnly? When, Guid Id, bool IsRestricted, Guid? WhoseId = null)
{
    /// <summary>What is waited for, as reminders count it.</summary>
    public ReminderKind Kind { get; init; } = ReminderKind.Action;

    /// <summary>The colleague who is away and whose work it is; null for one's own.</summary>
    public string? For { get; init; }

    /// <summary>It was reported done and came back.</summary>
    public bool IsSentBack { get; init; }

    /// <summary>When it is to be looked at, seen from a day.</summary>
    public NeedTime TimeOn(DateOnly today) =>
        IsSentBack ? NeedTime.SentBack
        : When is not { } when ? NeedTime.Later
        : when < today ? NeedTime.Late
        : when <= today.AddDays((7 - (int)today.DayOfWeek) % 7) ? NeedTime.ThisWeek
        : NeedTime.Later;
}

/// <summary>How soon something is to be looked at.</summary>
public enum NeedTime
{
    /// <summary>It came back: ahead of all else, whatever its day.</summary>
    SentBack,
    /// <summary>Its day is past.</summary>
    Late,
    /// <summary>Its day is today or not after Sunday.</summary>
    ThisWeek,
    /// <summary>Its day comes later, or it has none.</summary>
    Later,
}

/// <summary>What happened on the thread.</summary>
public sealed record Move(string What, string Title, string Address, string Ref, DateOnly On, Guid Id, bool IsRestricted);

/// <summary>What a home asks of the thread.</summary>
public static class HomeQueries
{
    private const string SentBack = "sentback";

    /// <summary>Meetings stand on a home this many days before they are held.</summary>
    private const int DaysAhead = 14;

    private sealed class Row
    {
        public string Kind { get; init; } = "";
        public Guid Id { get; init; }
        public Guid Other { get; init; }
        public string Ref { get; init; } = "";
        public string Title { get; init; } = "";
        public DateOnly? On { get; init; }
        public int Count { get; init; }
        public bool IsRestricted { get; init; }
    }

    /// <summary>What waits for somebody.</summary>
    /// <param name="First">Soonest first, as many as the page shows.</param>
    /// <param name="OpenActions">How many open actions he or she reports on, also those not shown.</param>
    public sealed record Waiting(IReadOnlyList<Need> First, int OpenActions);

    /// <summary>What waits for this person, what was sent back ahead and else soonest first; one command. Only what he or she may see and may do.</summary>
    /// <param name="db">The board's database.</param>
    /// <param name="today">The date at the board.</param>
    /// <param name="most">How many at the most.</param>
    /// <param name="stop">Stops the work.</param>
    public static async Task<Waiting> NeedsAsync(this BoardDb db, DateOnly today, int most, CancellationToken stop)
    {
        var viewer = db.Viewer;
        var answerFor = viewer.ScopesOf(Right.Respond);
        var reportFor = viewer.ScopesOf(Right.ReportProgress);
        // Whom he or she speaks for: the rule is RecommendationRules.SpeaksFor.
        var own = viewer.OrganisationIds.Concat(viewer.Roles.Where(r => r.Scope != ScopeKind.Board).Select(r => r.ScopeId).OfType<Guid>()).Distinct().ToList();
        var isOfficer = viewer.Is(Role.BoardOfficer);
        var (acceptFor, acceptAll) = (viewer.ScopesOf(Right.AcceptActions), viewer.HoldsForBoard(Right.AcceptActions));
        var officeFor = viewer.ScopesOf(Right.AcceptOfficeWork);
        var (judgeFor, judgeAll) = (viewer.ScopesOf(Right.JudgeImpact), viewer.HoldsForBoard(Right.JudgeImpact));

        var responses = db.Recommendations.Where(r => r.Status == RecommendationStatus.Open)
            .SelectMany(r => r.Responses, (r, response) => new { r.Id, r.Ref, r.Title, response.AskedId, response.AnswerBy, response.Answer, IsRestricted = r.Confidentiality == Confidentiality.Restricted })
            .Where(x => x.Answer == Answer.Awaited && answerFor.Contains(x.AskedId))
            .Select(x => new Row { Kind = "respond", Id = x.Id, Other = x.AskedId, Ref = x.Ref, Title = x.Title, On = x.AnswerBy, IsRestricted = x.IsRestricted });
        var actions = db.OpenToReport()
            .Select(a => new Row { Kind = a.Status == ActionStatus.UnderWay && a.Updates.Any(u => u.Kind == UpdateKind.SentBack || u.Kind == UpdateKind.Reopened) ? SentBack : "progress", Id = a.Id, Other = a.OwnerId, Ref = a.Ref, Title = a.Title, On = a.Due, IsRestricted = a.Confidentiality == Confidentiality.Restricted });
        var accept = db.Actions.Where(a => a.Status == ActionStatus.ReportedDone && (acceptAll || acceptFor.Contains(a.AcceptedById)
                    || (officeFor.Contains(a.AcceptedById) && db.Organisations.Any(o => o.Id == a.OwnerId && o.Type == OrganisationType.BoardOffice)))
                && !own.Contains(a.OwnerId) && a.ReportedById != viewer.PersonId
                && !(isOfficer && db.Organisations.Any(o => o.Id == a.OwnerId && o.Type == OrganisationType.BoardOffice)))
            .Select(a => new Row { Kind = "accept", Id = a.Id, Other = a.OwnerId, Ref = a.Ref, Title = a.Title, On = a.ReportedOn, IsRestricted = a.Confidentiality == Confidentiality.Restricted });
        var judge = db.Measures.ToBeJudged(today).Where(m => judgeAll || judgeFor.Contains(m.OwnerGroupId))
            .Select(m => new Row { Kind = "judge", Id = m.Id, Other = m.RecommendationId, Ref = m.Ref, Title = m.HowSeen, On = m.CheckOn, IsRestricted = m.Confidentiality == Confidentiality.Restricted });
        Guid[] groups = [.. viewer.Roles.Where(r => r.Scope == ScopeKind.Group && r.Role != Role.OutsideReader).Select(r => r.ScopeId).OfType<Guid>()];
        var soon = today.AddDays(DaysAhead);
        var meetings = db.Meetings.Where(m => m.HeldOn >= today && m.HeldOn <= soon && (isOfficer || groups.Contains(m.GroupId)))
            .Select(m => new Row { Kind = "meeting", Id = m.Id, Other = m.GroupId, Ref = "", Title = m.Title, On = m.HeldOn, IsRestricted = m.Confidentiality == Confidentiality.Restricted });
        var all = responses.Concat(actions).Concat(accept).Concat(judge).Concat(meetings);
        // What he or she looks after and lapses; told only while it is seen.
        var lapse = today.AddDays(Reminders.DaysBefore(ReminderKind.Evidence).Most);
        all = all.Concat(db.LibraryItems.Where(i => i.KeeperId == viewer.PersonId && i.KeepUntil <= lapse)
                .Select(i => new Row { Kind = "review-item", Id = i.Id, Other = i.Id, Ref = i.Ref, Title = i.Title, On = i.KeepUntil, IsRestricted = i.Confidentiality == Confidentiality.Restricted }))
            .Concat(db.Evidence.Where(e => e.OwnerId == viewer.PersonId && e.KeepUntil <= lapse).Join(db.Actions, e => e.ActionId, a => a.Id, (e, a) => new Row { Kind = "review-evidence", Id = a.Id, Other = e.Id, Ref = a.Ref, Title = a.Title, On = e.KeepUntil, IsRestricted = a.Confidentiality == Confidentiality.Restricted }));
        var week = today.AddDays(OutsideReading.DaysBefore);
        if (isOfficer)
            all = all.Concat(from held in db.RoleHoldings
                             where held.Role == Role.OutsideReader && held.From <= today && held.Until >= today && held.Until <= week
                             join person in db.People on held.PersonId equals person.Id
                             select new Row { Kind = "ends", Id = held.Id, Other = person.Id, Ref = "", Title = person.Name, On = held.Until, IsRestricted = false });
        var leads = viewer.ScopesOf(Right.InviteColleagues);
        var asked = AccessCheckRules.LastAskedAgain(today);
        if (leads.Count > 0)
            all = all.Concat(from organisation in db.Organisations
                             where leads.Contains(organisation.Id) && (organisation.ActiveUntil == null || organisation.ActiveUntil >= today)
                             let last = db.AccessChecks.Where(c => c.OrganisationId == organisation.Id).Max(c => (DateOnly?)c.On)
                                 ?? db.RoleHoldings.Where(h => h.ScopeId == organisation.Id && h.Role == Role.AgencyLead).Min(h => (DateOnly?)h.From)
                             where last <= asked
                             select new Row { Kind = "check", Id = organisation.Id, Other = organisation.Id, Ref = "", Title = organisation.Name, On = last!.Value.AddYears(1), IsRestricted = false });
        var first = all.OrderBy(r => r.Kind == SentBack ? 0 : 1).ThenBy(r => r.On == null).ThenBy(r => r.On).ThenBy(r => r.Id).Take(most)
            .Select(r => new Row { Kind = r.Kind, Id = r.Id, Other = r.Other, Ref = r.Ref, Title = r.Title, On = r.On, Count = 0, IsRestricted = r.IsRestricted });
        var open = db.OpenToReport().GroupBy(_ => 1)
            .Select(g => new Row { Kind = "open", Id = Guid.Empty, Other = Guid.Empty, Ref = "", Title = "", On = g.Max(a => a.Due), Count = g.Count(), IsRestricted = false });
        var rows = await first.Concat(open).ToListAsync(stop);
        return new([.. rows.Where(r => r.Kind != "open").OrderBy(r => r.Kind != SentBack).ThenBy(r => r.On is null).ThenBy(r => r.On).ThenBy(r => r.Id).Select(r => r.Kind switch
        {
            "respond" => new Need("Respond to", r.Title, $"/recommendations/{r.Id}/respond/{r.Other}", r.Ref, r.On, r.Id, r.IsRestricted, r.Other) { Kind = ReminderKind.Answer, For = viewer.ForWhom(Right.Respond, r.Other) },
            "progress" => new Need("Say how it goes:", r.Title, $"/actions/{r.Id}/progress", r.Ref, r.On, r.Id, r.IsRestricted, r.Other) { For = viewer.ForWhom(Right.ReportProgress, r.Other) },
            SentBack => new Need("Sent back: say what changed in", r.Title, $"/actions/{r.Id}/progress", r.Ref, r.On, r.Id, r.IsRestricted, r.Other) { IsSentBack = true, For = viewer.ForWhom(Right.ReportProgress, r.Other) },
            "accept" => new Need("Accept or send back:", r.Title, $"/actions/{r.Id}/verify", r.Ref, r.On, r.Id, r.IsRestricted, r.Other),
            "check" => new Need("Confirm who has access for", r.Title, $"/organisations/{r.Id}/people/check", "", r.On, r.Id, r.IsRestricted, r.Other),
            "ends" => new Need("The access of an outside reader ends:", r.Title, $"/people/{r.Other}", "", r.On, r.Id, r.IsRestricted),
            "review-item" => new Need("Does it still hold?", r.Title, $"/library/items/{r.Id}/review", r.Ref, r.On, r.Id, r.IsRestricted) { Kind = ReminderKind.Evidence },
            "review-evidence" => new Need("Does its evidence still hold?", r.Title, $"/evidence/{r.Other}/review", r.Ref, r.On, r.Id, r.IsRestricted) { Kind = ReminderKind.Evidence },
            "meeting" => new Need("Meeting:", r.Title, $"/meetings/{r.Id}", r.Ref, r.On, r.Id, r.IsRestricted, r.Other) { Kind = ReminderKind.Meeting },
            _ => new Need("Say what changed:", r.Title, $"/measures/{r.Id}/judge", r.Ref, r.On, r.Id, r.IsRestricted) { Kind = ReminderKind.Check },
        })], rows.Where(r => r.Kind == "open").Sum(r => r.Count));
    }

    /// <summary>What happened since a day, newest first; one command.</summary>
    public static async Task<IReadOnlyList<Move>> MovesAsync(this BoardDb db, DateOnly since, int most, CancellationToken stop)
    {
        var findings = db.Findings.Where(f => f.FoundOn >= since).Select(f => new Row { Kind = "finding", Id = f.Id, Ref = f.Ref, Title = f.Title, On = f.FoundOn, IsRestricted = f.Confidentiality == Confidentiality.Restricted });
        var recommendations = db.Recommendations.Where(r => r.MadeOn >= since).Select(r => new Row { Kind = "recommendation", Id = r.Id, Ref = r.Ref, Title = r.Title, On = r.MadeOn, IsRestricted = r.Confidentiality == Confidentiality.Restricted });
        var done = db.Actions.Where(a => a.VerifiedOn >= since).Select(a => new Row { Kind = "accepted", Id = a.Id, Ref = a.Ref, Title = a.Title, On = a.VerifiedOn, IsRestricted = a.Confidentiality == Confidentiality.Restricted });
        var heard = db.Actions.Where(a => a.LastHeardOn >= since && a.LastHeardOn > a.PlannedOn).Select(a => new Row { Kind = "progress", Id = a.Id, Ref = a.Ref, Title = a.Title, On = a.LastHeardOn, IsRestricted = a.Confidentiality == Confidentiality.Restricted });
        var judged = db.Measures.Where(m => m.JudgedOn >= since).Select(m => new Row { Kind = "judged", Id = m.Id, Ref = m.Ref, Title = m.HowSeen, On = m.JudgedOn, IsRestricted = m.Confidentiality == Confidentiality.Restricted });
        var rows = await findings.Concat(recommendations).Concat(done).Concat(heard).Concat(judged).OrderByDescending(r => r.On).ThenBy(r => r.Id).Take(most).ToListAsync(stop);
        return [.. rows.Select(r => r.Kind switch
        {
            "finding" => new Move("Found", r.Title, $"/findings/{r.Id}", r.Ref, r.On!.Value, r.Id, r.IsRestricted),
            "recommendation" => new Move("Recommended", r.Title, $"/recommendations/{r.Id}", r.Ref, r.On!.Value, r.Id, r.IsRestricted),
            "accepted" => new Move("Accepted as done", r.Title, $"/actions/{r.Id}", r.Ref, r.On!.Value, r.Id, r.IsRestricted),
            "judged" => new Move("Judged", r.Title, $"/measures/{r.Id}", r.Ref, r.On!.Value, r.Id, r.IsRestricted),
            _ => new Move("Progress", r.Title, $"/actions/{r.Id}", r.Ref, r.On!.Value, r.Id, r.IsRestricted),
        })];
    }

    /// <summary>The day of the last visit on a former day; null for one who was not here before. Signing in twice on one
    /// day empties nothing.</summary>
    public static async Task<DateOnly?> LastVisitAsync(this BoardDb db, DateOnly today, CancellationToken stop)
    {
        return await seenBefore.For(db)(db, db.Viewer.PersonId ?? Guid.Empty, BoardCalendar.StartOfDayUtc(today), stop) is { } at ? BoardCalendar.DayOf(at) : null;
    }

    private static readonly OncePerEngine<Func<BoardDb, Guid, DateTime, CancellationToken, Task<DateTime?>>> seenBefore = new(() => EF.CompileAsyncQuery((BoardDb db, Guid person, DateTime midnight, CancellationToken _) =>
        db.Sessions.Where(s => s.PersonId == person && s.SeenAt < midnight).OrderByDescending(s => s.SeenAt).Select(s => (DateTime?)s.SeenAt).FirstOrDefault()));
}
