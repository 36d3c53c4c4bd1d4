using Goldthread.Domain.Admin;

namespace Goldthread.Domain.Tests.Admin;

[Trait("feature", "Z6")]
public class BackupRulesTests
{
    private static readonly DateTime monday = Utc(2026, 11, 23, 10);

    [Fact]
    public void A_backup_is_due_at_its_hour_at_the_boards_clock()
    {
        Assert.Equal(Utc(2026, 11, 23, 2), BackupRules.LastDue(monday, 2)); // winter
        Assert.Equal(Utc(2026, 7, 1, 1), BackupRules.LastDue(Utc(2026, 7, 1, 12), 2)); // summer
        Assert.Equal(Utc(2026, 11, 22, 2), BackupRules.LastDue(Utc(2026, 11, 23, 1), 2)); // before today's
        Assert.Equal(Utc(2026, 11, 23, 2), BackupRules.LastDue(Utc(2026, 11, 23, 2), 2)); // at that moment
    }

    [Fact]
    public void An_hour_that_the_clock_leaves_out_or_shows_twice_still_gives_one_backup()
    {
        Assert.Equal(Utc(2027, 3, 28, 1), BackupRules.LastDue(Utc(2027, 3, 28, 12), 1)); // there is no 1:00 that day: 2:00
        Assert.Equal(Utc(2026, 10, 25, 1), BackupRules.LastDue(Utc(2026, 10, 25, 12), 1)); // 1:00 comes twice: the second
    }

    [Fact]
    public void It_is_made_once_and_one_that_failed_is_tried_again_after_an_hour()
    {
        Assert.True(BackupRules.IsDue(monday, 2, null));
        Assert.True(BackupRules.IsDue(monday, 2, (Utc(2026, 11, 23, 1), true)));
        Assert.False(BackupRules.IsDue(monday, 2, (Utc(2026, 11, 23, 2), true)));
        Assert.False(BackupRules.IsDue(monday, 2, (Utc(2026, 11, 23, 9, 30), false)));
        Assert.True(BackupRules.IsDue(monday, 2, (Utc(2026, 11, 23, 9), false)));
    }

    [Fact]
    public void One_older_than_two_periods_is_a_worry()
    {
        Assert.Equal("There is no backup yet", BackupRules.Worry(monday, null));
        Assert.Null(BackupRules.Worry(monday, monday - BackupRules.TooOld));
        Assert.Equal("The newest backup is 2 days old", BackupRules.Worry(monday, monday - BackupRules.TooOld - TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void The_newest_stay_and_the_last_of_each_week_and_month()
    {
        var daily = Enumerable.Range(0, 500).Select(day => monday.AddDays(-day)).ToList();

        var stays = daily.Except(BackupRules.TooMany(daily, 14)).ToList();

        Assert.Equal(daily.Take(14), stays.Take(14));
        Assert.Equal(8, stays.Where(m => m.DayOfWeek == DayOfWeek.Sunday || m == monday).Where(m => m > monday.AddDays(-50)).Count());
        Assert.Equal(12, stays.Select(m => (m.Year, m.Month)).Distinct().Count());
        Assert.Contains(Utc(2025, 12, 31, 10), stays);
        Assert.DoesNotContain(Utc(2025, 11, 30, 10), stays); // the thirteenth month
        Assert.Empty(BackupRules.TooMany([monday], 0)); // the only one always stays
    }

    private static DateTime Utc(int year, int month, int day, int hour, int minute = 0) => new(year, month, day, hour, minute, 0, DateTimeKind.Utc);
}
