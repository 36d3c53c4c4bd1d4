namespace Goldthread.Domain.Admin;

/// <summary>How often somebody is written to about what waits for him or her.</summary>
public enum DigestRhythm
{
    /// <summary>On each working day on which there is something to be reminded of.</summary>
    Daily,

    /// <summary>On the first working day of a week.</summary>
    Weekly,
}

/// <summary>What somebody is reminded of.</summary>
public enum ReminderKind
{
    /// <summary>A recommendation that waits for an answer.</summary>
    Answer,

    /// <summary>An action to be told of, or to be accepted.</summary>
    Action,

    /// <summary>An impact test to be judged.</summary>
    Check,

    /// <summary>A meeting to come; once it is held, nothing of it waits.</summary>
    Meeting,

    /// <summary>Evidence that is to be looked at again, or lapses.</summary>
    Evidence,
}

/// <summary>When something is recalled.</summary>
/// <param name="Before">Days before its day on which it is recalled for the first time; 0 for its day alone.</param>
/// <param name="Between">Days between reminders of what is late.</param>
public sealed record ReminderDays(int Before, int Between)
{
    /// <summary>A week before, and each week after, unless a board says otherwise.</summary>
    public static ReminderDays Usual { get; } = new(7, 7);
}

/// <summary>When somebody is reminded of what: before its day, on it, and after it until it is done; in one letter, and not of the same
/// thing every morning.</summary>
public static class Reminders
{
    /// <summary>Hour of the day, in London, from which on letters are written.</summary>
    public const int Hour = 7;

    /// <summary>How many days before its day something may be recalled. A meeting is on nobody's list sooner than two weeks before.</summary>
    /// <param name="kind">Of what.</param>
    public static (int Least, int Most) DaysBefore(ReminderKind kind) => (0, kind == ReminderKind.Meeting ? 14 : 60);

    /// <summary>How many days may lie between reminders of what is late.</summary>
    public static readonly (int Least, int Most) DaysBetween = (1, 60);

    /// <summary>Why the days of a kind can't be set so. Fields are "AnswerBefore", "AnswerBetween" and so on.</summary>
    /// <param name="kind">Of what.</param>
    /// <param name="before">Days before; null for nothing typed.</param>
    /// <param name="between">Days between; of a meeting nothing.</param>
    public static IReadOnlyList<Problem> Check(ReminderKind kind, int? before, int? between)
    {
        List<Problem> problems = [];
        if (before is not { } first || !IsWithin(first, DaysBefore(kind))) problems.Add(new($"{kind}Before", Say(DaysBefore(kind))));
        if (kind != ReminderKind.Meeting && (between is not { } next || !IsWithin(next, DaysBetween))) problems.Add(new($"{kind}Between", Say(DaysBetween)));
        return problems;

        static bool IsWithin(int days, (int Least, int Most) limits) => days >= limits.Least && days <= limits.Most;
        static string Say((int Least, int Most) limits) => $"Enter a whole number of days from {limits.Least} to {limits.Most}";
    }

    /// <summary>Whether letters are written on a day to those who want them so often.</summary>
    public static bool IsDay(DigestRhythm rhythm, DateOnly day, WorkingDays calendar) => rhythm switch
    {
        DigestRhythm.Daily => calendar.IsWorkingDay(day),
        DigestRhythm.Weekly => calendar.OnOrAfter(MondayOf(day)) == day,
    };

    /// <summary>Whether something falls to be recalled between two letters.</summary>
    /// <param name="on">Its day; null when it has none.</param>
    /// <param name="after">Day of the last letter, which recalled what fell until then; null when there was none.</param>
    /// <param name="today">The date at the board.</param>
    /// <param name="isNew">No letter has told of it yet.</param>
    /// <param name="days">When things of its kind are recalled.</param>
    /// <param name="calendar">What falls on a day when offices are closed is recalled on the last one before, while it can still be done.</param>
    public static bool Falls(DateOnly? on, DateOnly? after, DateOnly today, bool isNew, ReminderDays days, WorkingDays calendar)
    {
        ArgumentNullException.ThrowIfNull(days);
        ArgumentNullException.ThrowIfNull(calendar);
        if (isNew) return true;
        if (on is not { } its) return false;
        var day = calendar.OnOrBefore(its);
        var latest = today < day.AddDays(-days.Before) ? (DateOnly?)null
            : today < day ? day.AddDays(-days.Before)
            : day.AddDays((today.DayNumber - day.DayNumber) / days.Between * days.Between);
        return latest > after;
    }

    /// <summary>Whether something stands in a letter that is written for whatever reason.</summary>
    public static bool IsTold(DateOnly? on, DateOnly today, bool isNew, ReminderDays days, WorkingDays calendar)
    {
        ArgumentNullException.ThrowIfNull(days);
        ArgumentNullException.ThrowIfNull(calendar);
        return isNew || (on is { } its && calendar.OnOrBefore(its) <= today.AddDays(days.Before));
    }

    /// <summary>The Monday of a day's week.</summary>
    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
