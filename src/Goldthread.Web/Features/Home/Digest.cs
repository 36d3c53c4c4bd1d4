using System.Text;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Features.Admin.Outbox;
using Goldthread.Web.Features.Admin.Trail;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Thread.LooseEnds;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Home;

/// <summary>The one letter on what waits for somebody: the lines of his or her home, by code and date and without a word of a case; for
/// the business office also what is late across the board (X2), for administrators once a week how many used it oddly (T13).</summary>
public sealed class Digest(BoardDb db, BoardOptions options, BoardContext board, WorkingDays calendar, TimeProvider clock) : ILetter
{
    private const int Most = 60;

    // A letter older than this is forgotten: what it told of is told again as new.
    private const int DaysRemembered = 120;

    private sealed record Line(Guid Id, string Words, string Address, DateOnly? On, NeedTime Time, ReminderKind Kind, bool IsOwn);

    /// <inheritdoc/>
    public MailKind Kind => MailKind.Digest;

    /// <summary>The mail for a day; null when nothing falls to be told. The caller keeps it.</summary>
    public async Task<Mail?> MakeAsync(Guid person, DigestRhythm rhythm, DateOnly today, CancellationToken stop)
    {
        var (told, last) = await EarlierAsync(person, today, stop);
        var lines = (await LinesAsync(person, today, stop)).Where(l => Reminders.IsTold(l.On, today, isNew: !told.Contains(l.Id), board.Settings.RemindersOf(l.Kind), calendar)).ToList();
        var isDue = rhythm == DigestRhythm.Weekly ? lines.Count > 0 : lines.Any(l => Reminders.Falls(l.On, last, today, isNew: !told.Contains(l.Id), board.Settings.RemindersOf(l.Kind), calendar));
        return isDue || await OddAsync(today, stop) > 0 ? new(person, today, lines.Select(l => l.Id).Distinct(), clock.UtcNow()) : null;
    }

    /// <inheritdoc/>
    public async Task<(string Subject, string Text)?> WriteAsync(Mail mail, Account account, CancellationToken stop)
    {
        var today = clock.Today();
        if (mail.ForDay != today) return null; // it waited for a mail server: that day's letter is no longer wanted
        var (told, _) = await EarlierAsync(account.PersonId, today, stop);
        var midnight = BoardCalendar.StartOfDayUtc(today);
        var elsewhere = await db.Outbox.Where(m => m.PersonId == account.PersonId && m.AboutId != null && (m.EndedAt >= midnight || m.State == MailState.Waiting)).Select(m => m.AboutId!.Value).ToListAsync(stop);
        var lines = (await LinesAsync(account.PersonId, today, stop))
            .Where(l => !elsewhere.Contains(l.Id) && Reminders.IsTold(l.On, today, isNew: !told.Contains(l.Id), board.Settings.RemindersOf(l.Kind), calendar)).ToList();
        var odd = await OddAsync(today, stop);
        return lines.Count == 0 && odd == 0 ? null : Say(lines, odd, today, account.Digest);
    }

    private (string Subject, string Text) Say(List<Line> lines, int odd, DateOnly today, DigestRhythm rhythm)
    {
        var own = lines.Where(l => l.IsOwn).ToList();
        StringBuilder text = new();
        foreach (var time in own.GroupBy(l => l.Time).OrderBy(g => g.Key)) Add(text, time.Key.InWords(), time);
        Add(text, "Late elsewhere", lines.Where(l => !l.IsOwn));
        if (odd > 0) text.AppendLine("Odd use last week").Append("- ").Append(Shared.Say.Count(odd, "line")).AppendLine(" to look at").Append("  ").Append(options.PublicAddress).Append("/audit/odd-use?week=").AppendLine(OddUse.LastWeek(today).ToString("yyyy-MM-dd", BoardCalendar.British)).AppendLine();
        var often = rhythm == DigestRhythm.Daily ? "at most once a day, when something is new, near or late" : "once a week";
        return (lines.Count == 0 ? $"{board.Settings.Name}: odd use last week" : own.Count == 0 ? $"{board.Settings.Name}: what is late" : $"{board.Settings.Name}: {Shared.Say.Count(own.Count, "thing waits", "things wait")} for you", $"""
            {text.ToString().TrimEnd()}

            Each opens after you sign in. You get this letter {often}. Choose how often:
            {options.PublicAddress}/your-mail
            """);
    }

    // For this reader, in the first letter of a week: counted anew when it is sent, never told who.
    private async Task<int> OddAsync(DateOnly today, CancellationToken stop) =>
        db.Viewer.Is(Role.Administrator) && Reminders.IsDay(DigestRhythm.Weekly, today, calendar) ? (await db.OddUseAsync(OddUse.LastWeek(today), stop)).Count : 0;

    private void Add(StringBuilder text, string heading, IEnumerable<Line> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0) return;
        text.AppendLine(heading);
        foreach (var line in all) text.Append("- ").AppendLine(line.Words).Append("  ").Append(options.PublicAddress).AppendLine(line.Address);
        text.AppendLine();
    }

    // What was told in earlier letters, and the day of the last.
    private async Task<(HashSet<Guid> Told, DateOnly? Last)> EarlierAsync(Guid person, DateOnly today, CancellationToken stop)
    {
        var since = today.AddDays(-DaysRemembered);
        var earlier = await db.Outbox.AsNoTracking().Where(m => m.PersonId == person && m.ForDay < today && m.ForDay >= since && (m.State == MailState.Sent || m.State == MailState.Waiting))
            .Select(m => new { m.ForDay, m.Told }).ToListAsync(stop);
        return ([.. earlier.SelectMany(m => m.Told)], earlier.Max(m => m.ForDay));
    }

    private async Task<List<Line>> LinesAsync(Guid person, DateOnly today, CancellationToken stop)
    {
        await db.SeeAsAsync(person, today, stop);
        var names = await Names.LoadAsync(db, stop);
        List<Line> lines = [.. (await db.NeedsAsync(today, Most, stop)).First.Select(n => new Line(n.Id, Words($"{n.Verb} {n.Ref}".TrimEnd().TrimEnd(':'), n.IsRestricted ? null : n.WhoseId, n.When, n.For), n.Address, n.When, n.TimeOn(today), n.Kind, IsOwn: true))];
        if (!db.Viewer.Is(Role.BoardOfficer)) return lines;
        var late = await db.LooseEndsOf(LooseEnd.ActionOverdue, today, new()).Select(r => new { r.Id, r.Ref, r.WhoId, r.Since, r.IsRestricted, Kind = 0 })
            .Concat(db.LooseEndsOf(LooseEnd.NoResponse, today, new()).Select(r => new { r.Id, r.Ref, r.WhoId, r.Since, r.IsRestricted, Kind = 1 }))
            .OrderBy(r => r.Since).Take(Most).ToListAsync(stop);
        lines.AddRange(late.Where(r => lines.TrueForAll(l => l.Id != r.Id))
            .Select(r => new Line(r.Id, Words($"{(r.Kind == 0 ? "To be done" : "To be answered")}: {r.Ref}", r.IsRestricted ? null : r.WhoId, r.Since), $"/{(r.Kind == 0 ? "actions" : "recommendations")}/{r.Id}", r.Since, NeedTime.Late, r.Kind == 0 ? ReminderKind.Action : ReminderKind.Answer, IsOwn: false)));
        return lines;

        string Words(string what, Guid? whose, DateOnly? on, string? forWhom = null) => $"{what}{(whose is { } id ? $" ({names.Brief(id)})" : "")}{(forWhom is null ? "" : $", for {forWhom}")}{(on is { } day ? $", {day.InWords()}" : "")}";
    }
}
