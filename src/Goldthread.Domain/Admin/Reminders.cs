namespace Goldthread.Domain.Admin;

/// <summary>How often somebody is written to about what waits for him or her.</summary>
public enum DigestRhythm
{
    /// <summary>On each working day on which there is something to be reminded of.</summary>
    Daily,

    /// <summary>On the first working day of a week.</summary>
    Weekly,
}

/// <summary>When somebody is reminded of what: before its day, on it, and after it until it is done; in one letter, and not of the same
/// thing every morning.</summary>
public static class Reminders
{
    /// <summary>Hour of the day, in London, from which on letters are written.</summary>
    public const int Hour = 7;

    /// <summary>Days before its day on which something is recalled for the first time.</summary>
    public const int DaysBefore = 7;

    /// <summary>Days between reminders of what is late.</summary>
    public const int DaysBetween = 7;

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
    public static bool Falls(DateOnly? on, DateOnly? after, DateOnly today, bool isNew)
    {
        if (isNew) return true;
        if (on is not { } day) return false;
        var latest = today < day.AddDays(-DaysBefore) ? (DateOnly?)null
            : today < day ? day.AddDays(-DaysBefore)
            : day.AddDays((today.DayNumber - day.DayNumber) / DaysBetween * DaysBetween);
        return latest > after;
    }

    /// <summary>Whether something stands in a letter that is written for whatever reason.</summary>
    public static bool IsTold(DateOnly? on, DateOnly today, bool isNew) => isNew || on <= today.AddDays(DaysBefore);

    private static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
