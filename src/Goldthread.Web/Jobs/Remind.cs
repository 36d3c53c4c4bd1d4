using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Home;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Jobs;

/// <summary>Puts the letters of a day into the outbox, once for everybody to whom something is to be told. A node that starts again, or
/// another beside it, writes nobody a second one.</summary>
internal sealed class Remind(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Remind> log) : Round(TimeSpan.FromMinutes(1), clock, log, "The letters of the day could not all be written")
{
    private DateOnly done;

    /// <inheritdoc/>
    protected override Task DoAsync(CancellationToken stop) => RoundAsync(stop);

    /// <summary>Writes the letters of today, if it is time and they are not written.</summary>
    /// <returns>How many were written.</returns>
    public async Task<int> RoundAsync(CancellationToken stop)
    {
        var now = Clock.UtcNow();
        var today = BoardCalendar.DayOf(now);
        if (done == today || BoardCalendar.ToBoardTime(now).Hour < Reminders.Hour) return 0;
        await using var scope = scopes.CreateAsyncScope();
        var calendar = scope.ServiceProvider.GetRequiredService<WorkingDays>();
        var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
        List<Mail> letters = [];
        if (calendar.IsWorkingDay(today))
        {
            var people = await db.Users.Where(a => a.EndedAt == null && !db.Outbox.Any(m => m.PersonId == a.PersonId && m.ForDay == today)).OrderBy(a => a.Id).Select(a => new { a.PersonId, a.Digest }).ToListAsync(stop);
            foreach (var person in people.Where(p => Reminders.IsDay(p.Digest, today, calendar)))
            {
                await using var own = scopes.CreateAsyncScope(); // one reader's sight is not the next one's
                if (await own.ServiceProvider.GetRequiredService<Digest>().MakeAsync(person.PersonId, person.Digest, today, stop) is { } letter) letters.Add(letter);
            }
        }
        if (letters.Count > 0)
        {
            db.Viewer = Viewer.System("Reminders");
            db.Outbox.AddRange(letters);
            await db.SaveAsync(Command.Now("Reminders"), stop);
        }
        done = today;
        return letters.Count;
    }
}
