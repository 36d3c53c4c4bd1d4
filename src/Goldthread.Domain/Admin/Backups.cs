namespace Goldthread.Domain.Admin;

/// <summary>One try to back the board up.</summary>
public sealed class BackupRun
{
    private BackupRun() { }

    /// <summary>Notes how it ended.</summary>
    /// <param name="at">When it began, UTC.</param>
    /// <param name="seconds">How long it took.</param>
    /// <param name="file">Name of the file, without its folder.</param>
    /// <param name="length">Bytes of it; 0 when there is none.</param>
    /// <param name="problem">Why there is none, or what it lacks; empty when all is well.</param>
    /// <param name="isScheduled">Made by the schedule and not by a person.</param>
    public BackupRun(DateTime at, double seconds, string file, long length, string problem, bool isScheduled) =>
        (At, Seconds, File, Length, Problem, IsScheduled) = (at, seconds, file, length, problem.Length > LongestProblem ? problem[..LongestProblem] : problem, isScheduled);

    /// <summary>Letters a problem may have.</summary>
    public const int LongestProblem = 500;

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>When it began, UTC.</summary>
    public DateTime At { get; private set; }

    /// <summary>How long it took, in seconds.</summary>
    public double Seconds { get; private set; }

    /// <summary>Name of the file, without its folder.</summary>
    public string File { get; private set; } = "";

    /// <summary>Bytes of the file; 0 when there is none.</summary>
    public long Length { get; private set; }

    /// <summary>Why there is no file, or what it lacks; empty when all is well.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>Made by the schedule and not by a person.</summary>
    public bool IsScheduled { get; private set; }

    /// <summary>Whether there is a backup.</summary>
    public bool IsMade => Length > 0;
}

/// <summary>When the schedule makes a backup, and when there is reason to worry.</summary>
public static class BackupRules
{
    /// <summary>Time between two backups of the schedule.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromDays(1);

    /// <summary>Time after which a backup that failed is tried again.</summary>
    public static readonly TimeSpan TryAgainAfter = TimeSpan.FromHours(1);

    /// <summary>Age at which the newest backup is too old: twice its period (operations, "Alerts").</summary>
    public static readonly TimeSpan TooOld = 2 * Period;

    /// <summary>The moment at which the last backup was due: the latest that is not in the future.</summary>
    /// <param name="now">UTC.</param>
    /// <param name="hour">Hour at the board's clock, 0 to 23; when the clock is put forward over it, the hour after.</param>
    /// <returns>UTC.</returns>
    public static DateTime LastDue(DateTime now, int hour)
    {
        var day = DateOnly.FromDateTime(BoardCalendar.ToBoardTime(now));
        var due = BoardCalendar.HourUtc(day, hour);
        return due <= now ? due : BoardCalendar.HourUtc(day.AddDays(-1), hour);
    }

    /// <summary>Whether a backup is to be made now.</summary>
    /// <param name="now">UTC.</param>
    /// <param name="hour">Hour at the board's clock.</param>
    /// <param name="lastTry">When the schedule last tried, UTC, and whether it made one; null before the first.</param>
    public static bool IsDue(DateTime now, int hour, (DateTime At, bool IsMade)? lastTry)
    {
        if (lastTry is not { } last) return true; // a board that has none does not wait for the night
        return last.At < LastDue(now, hour) || (!last.IsMade && last.At + TryAgainAfter <= now);
    }

    /// <summary>Why to worry about the newest backup; null when there is no reason.</summary>
    /// <param name="now">UTC.</param>
    /// <param name="newest">When it was begun, UTC; null when there is none.</param>
    public static string? Worry(DateTime now, DateTime? newest)
    {
        if (newest is not { } at) return "There is no backup yet";
        var age = now - at;
        return age <= TooOld ? null : $"The newest backup is {(int)age.TotalDays} days old";
    }

    /// <summary>Which of these backups go: the newest stay, and beside them the last of each of the newest 8 weeks and 12 months
    /// that have any.</summary>
    /// <param name="made">When they were made, in any order.</param>
    /// <param name="kept">How many of the newest stay; at least 1.</param>
    public static IReadOnlyList<DateTime> TooMany(IEnumerable<DateTime> made, int kept)
    {
        const int weeks = 8, months = 12;
        var newestFirst = made.Distinct().OrderDescending().ToList();
        var stays = newestFirst.Take(Math.Max(1, kept))
            .Concat(newestFirst.GroupBy(m => (System.Globalization.ISOWeek.GetYear(m), System.Globalization.ISOWeek.GetWeekOfYear(m))).Take(weeks).Select(g => g.First()))
            .Concat(newestFirst.GroupBy(m => (m.Year, m.Month)).Take(months).Select(g => g.First())).ToHashSet();
        return [.. newestFirst.Where(m => !stays.Contains(m))];
    }
}
