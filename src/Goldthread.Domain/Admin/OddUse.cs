namespace Goldthread.Domain.Admin;

/// <summary>What somebody may do oddly much, or at odd times.</summary>
public enum OddKind
{
    /// <summary>Readings of restricted records.</summary>
    Readings,

    /// <summary>Lists and files taken out.</summary>
    Exports,

    /// <summary>Sign-ins at night or at a weekend.</summary>
    OddHours,
}

/// <summary>What is unlike somebody's usual week, for whoever looks after the board to ask about: a question and no verdict
/// (threat T13).</summary>
public static class OddUse
{
    /// <summary>The weeks before, against which a week is held.</summary>
    public const int WeeksBefore = 8;

    /// <summary>So many times the usual week are odd.</summary>
    public const int Times = 3;

    // Fewer in a week are nobody's concern; as many always are, also of somebody who does it each week.
    private static (int Fewest, int Always) Limits(OddKind kind) => kind switch
    {
        OddKind.Readings => (20, 150),
        OddKind.Exports => (5, 30),
        OddKind.OddHours => (2, 5),
    };

    /// <summary>Whether a week is odd.</summary>
    /// <param name="kind">What is counted.</param>
    /// <param name="inWeek">How often it was done in the week.</param>
    /// <param name="inWeeksBefore">How often in the <see cref="WeeksBefore"/> weeks before, together.</param>
    public static bool IsOdd(OddKind kind, int inWeek, int inWeeksBefore)
    {
        var (fewest, always) = Limits(kind);
        return inWeek >= always || (inWeek >= fewest && inWeek * WeeksBefore > Times * inWeeksBefore);
    }

    /// <summary>Whether an instant lies at night, from ten in the evening to six, or at a weekend, on the wall in London.</summary>
    /// <param name="utc">UTC.</param>
    public static bool IsOddHour(DateTime utc) =>
        BoardCalendar.ToBoardTime(utc) is var local && (local.Hour is < 6 or >= 22 || local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>The Monday of the last whole week before a day.</summary>
    public static DateOnly LastWeek(DateOnly today) => Reminders.MondayOf(today).AddDays(-7);
}
