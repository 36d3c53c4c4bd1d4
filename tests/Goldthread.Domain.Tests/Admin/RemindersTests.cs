using CsCheck;
using Goldthread.Domain.Admin;

namespace Goldthread.Domain.Tests.Admin;

[Trait("feature", "X1"), Trait("feature", "X2")]
public class RemindersTests
{
    private static readonly DateOnly Due = new(2026, 12, 9);
    private static readonly WorkingDays Calendar = new([new(new(2026, 12, 25), "Christmas Day"), new(new(2026, 12, 28), "Boxing Day (substitute day)")]);

    [Fact]
    public void Something_is_recalled_a_week_before_on_its_day_and_each_week_after_until_it_is_done()
    {
        List<DateOnly> recalled = [];
        DateOnly? last = Due.AddDays(-30);
        for (var day = Due.AddDays(-29); day <= Due.AddDays(22); day = day.AddDays(1))
        {
            if (!Calendar.IsWorkingDay(day) || !Reminders.Falls(Due, last, day, isNew: false)) continue;
            recalled.Add(day);
            last = day;
        }

        Assert.Equal([new(2026, 12, 2), new(2026, 12, 9), new(2026, 12, 16), new(2026, 12, 23), new(2026, 12, 30)], recalled);
    }

    [Theory]
    [InlineData("2026-12-02", "2026-11-30", true)]
    [InlineData("2026-12-03", "2026-12-02", false)] // told yesterday
    [InlineData("2026-12-07", "2026-12-01", true)] // its day was missed: Monday catches up
    [InlineData("2026-12-01", "2026-11-01", false)]
    public void What_fell_while_no_letter_was_written_falls_at_the_next(string today, string last, bool falls) =>
        Assert.Equal(falls, Reminders.Falls(Due, Day(last), Day(today), isNew: false));

    [Fact]
    public void What_is_new_is_told_at_once_and_what_has_no_date_once()
    {
        Assert.True(Reminders.Falls(null, Day("2026-11-30"), Day("2026-12-01"), isNew: true));
        Assert.False(Reminders.Falls(null, Day("2026-11-30"), Day("2026-12-01"), isNew: false));
        Assert.False(Reminders.IsTold(null, Day("2026-12-01"), isNew: false));
        Assert.True(Reminders.IsTold(Due, Due.AddDays(-7), isNew: false));
        Assert.False(Reminders.IsTold(Due, Due.AddDays(-8), isNew: false));
    }

    [Theory]
    [InlineData("2026-11-30", true, true)] // Monday
    [InlineData("2026-12-01", true, false)]
    [InlineData("2026-12-05", false, false)] // Saturday
    [InlineData("2026-12-28", false, false)] // Monday, a bank holiday
    [InlineData("2026-12-29", true, true)]
    [InlineData("2026-12-25", false, false)]
    public void Letters_are_written_on_working_days_or_on_the_first_of_a_week(string day, bool daily, bool weekly) =>
        Assert.Equal((daily, weekly), (Reminders.IsDay(DigestRhythm.Daily, Day(day), Calendar), Reminders.IsDay(DigestRhythm.Weekly, Day(day), Calendar)));

    [Fact]
    public void Nothing_is_recalled_twice_within_a_week_after_its_day_nor_left_for_longer()
    {
        Gen.Select(Gen.Int[0, 400], Gen.Int[0, 400], Gen.Int[1, 60]).Sample((due, last, later) =>
        {
            DateOnly Of(int day) => new DateOnly(2026, 1, 1).AddDays(day);
            var falls = Reminders.Falls(Of(due), Of(last), Of(last + later), isNew: false);
            // What is late has been told within the last week at the latest.
            if (last >= due && later >= Reminders.DaysBetween) Assert.True(falls);
            // And not again before the next of its days.
            if (last >= due && last + later < due + ((last - due) / Reminders.DaysBetween + 1) * Reminders.DaysBetween) Assert.False(falls);
            return true;
        });
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", null);
}
