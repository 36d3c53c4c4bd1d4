using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Settings;

/// <summary>When people are reminded of what waits for them, for each kind of thing (X1).</summary>
[Needs(Right.RunTheSystem)]
public sealed class RemindersModel(BoardDb db, BoardContext board) : BoardPage
{
    public sealed class RemindersInput
    {
        public int? AnswerBefore { get; set; }
        public int? AnswerBetween { get; set; }
        public int? ActionBefore { get; set; }
        public int? ActionBetween { get; set; }
        public int? CheckBefore { get; set; }
        public int? CheckBetween { get; set; }
        public int? EvidenceBefore { get; set; }
        public int? EvidenceBetween { get; set; }
        public int? MeetingBefore { get; set; }
    }

    [BindProperty]
    public RemindersInput Input { get; set; } = new();

    public override IReadOnlyList<string> FieldOrder => [.. typeof(RemindersInput).GetProperties().Select(p => p.Name)];

    public async Task OnGetAsync(CancellationToken stop)
    {
        var settings = await FindAsync(stop);
        Command.Version = settings.Version;
        Input = new()
        {
            AnswerBefore = settings.AnswerDaysBefore,
            AnswerBetween = settings.AnswerDaysBetween,
            ActionBefore = settings.ActionDaysBefore,
            ActionBetween = settings.ActionDaysBetween,
            CheckBefore = settings.CheckDaysBefore,
            CheckBetween = settings.CheckDaysBetween,
            EvidenceBefore = settings.EvidenceDaysBefore,
            EvidenceBetween = settings.EvidenceDaysBetween,
            MeetingBefore = settings.MeetingDaysBefore,
        };
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        var settings = await FindAsync(stop);
        (ReminderKind Kind, int? Before, int? Between)[] kinds = [(ReminderKind.Answer, Input.AnswerBefore, Input.AnswerBetween), (ReminderKind.Action, Input.ActionBefore, Input.ActionBetween),
            (ReminderKind.Check, Input.CheckBefore, Input.CheckBetween), (ReminderKind.Evidence, Input.EvidenceBefore, Input.EvidenceBetween), (ReminderKind.Meeting, Input.MeetingBefore, null)];
        ModelState.Add(kinds.SelectMany(k => settings.DecideReminders(k.Kind, k.Before, k.Between)).Where(p => ModelState[$"Input.{p.Field}"]?.Errors.Count is not > 0)); // what could not be read is told already
        if (!ModelState.IsValid) return await AgainAsync(stop);
        if (settings.Version > 0) db.Expect(settings, Command.Version);
        var answer = await SaveAndGoAsync(db, "/settings/reminders", "Settings saved. They hold from the next letter on", stop);
        board.Refresh();
        return answer;
    }

    private async Task<BoardSettings> FindAsync(CancellationToken stop) => await db.Settings.OrderBy(s => s.Id).FirstOrDefaultAsync(stop) ?? db.Settings.Add(new()).Entity;
}
