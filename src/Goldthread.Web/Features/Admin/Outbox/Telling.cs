using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Outbox;

/// <summary>Puts mails about records into the outbox, in the save of what causes them.</summary>
public static class Telling
{
    /// <summary>Tells who leads an organisation, or chairs a group; not whoever causes it, and nobody twice in a day about one record.</summary>
    /// <param name="db">The board's database; the caller saves.</param>
    /// <param name="kind">What is told.</param>
    /// <param name="about">About what.</param>
    /// <param name="now">UTC.</param>
    /// <param name="stop">Stops the work.</param>
    public static async Task TellLeadsAsync(this BoardDb db, MailKind kind, MailSubject about, DateTime now, CancellationToken stop)
    {
        var today = BoardCalendar.DayOf(now);
        var midnight = BoardCalendar.StartOfDayUtc(today);
        var leads = await db.RoleHoldings.Where(h => h.ScopeId == about.ForId && h.From <= today && (h.Until == null || h.Until >= today)
                && ((h.Role == Role.AgencyLead && h.Scope == ScopeKind.Organisation) || (h.Role == Role.Chair && h.Scope == ScopeKind.Group))
                && h.PersonId != db.Viewer.PersonId && !db.Outbox.Any(m => m.AboutId == about.Id && m.PersonId == h.PersonId && m.MadeAt >= midnight))
            .Select(h => h.PersonId).Distinct().ToListAsync(stop);
        // Whoever was reminded of it this morning is told tomorrow.
        var reminded = await db.Outbox.Where(m => m.ForDay == today && m.Told.Contains(about.Id)).Select(m => m.PersonId).ToListAsync(stop);
        var tomorrow = BoardCalendar.StartOfDayUtc(today.AddDays(1)).AddHours(Reminders.Hour);
        db.Outbox.AddRange(leads.Select(lead => new Mail(kind, lead, about, now, reminded.Contains(lead) ? tomorrow : null)));
    }
}
