using CsCheck;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;

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
            if (!Calendar.IsWorkingDay(day) || !Reminders.Falls(Due, last, day, isNew: false, ReminderDays.Usual, Calendar)) continue;
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
        Assert.Equal(falls, Reminders.Falls(Due, Day(last), Day(today), isNew: false, ReminderDays.Usual, Calendar));

    [Theory]
    [InlineData("2026-12-05", "2026-12-04")] // Saturday
    [InlineData("2026-12-28", "2026-12-24")] // a bank holiday behind Christmas and a weekend
    public void What_falls_on_a_day_when_offices_are_closed_is_recalled_on_the_last_day_before(string due, string recalled)
    {
        var dayBefore = Day(recalled).AddDays(-1);

        Assert.False(Reminders.Falls(Day(due), dayBefore.AddDays(-1), dayBefore, isNew: false, new(0, 7), Calendar));
        Assert.True(Reminders.Falls(Day(due), dayBefore, Day(recalled), isNew: false, new(0, 7), Calendar));
        Assert.True(Reminders.IsTold(Day(due), Day(recalled), isNew: false, new(0, 7), Calendar));
        Assert.False(Reminders.Falls(Day(due), Day(recalled), Day(due).AddDays(1), isNew: false, new(0, 7), Calendar));
    }

    [Fact]
    public void What_is_new_is_told_at_once_and_what_has_no_date_once()
    {
        Assert.True(Reminders.Falls(null, Day("2026-11-30"), Day("2026-12-01"), isNew: true, ReminderDays.Usual, Calendar));
        Assert.False(Reminders.Falls(null, Day("2026-11-30"), Day("2026-12-01"), isNew: false, ReminderDays.Usual, Calendar));
        Assert.False(Reminders.IsTold(null, Day("2026-12-01"), isNew: false, ReminderDays.Usual, Calendar));
        Assert.True(Reminders.IsTold(Due, Due.AddDays(-7), isNew: false, ReminderDays.Usual, Calendar));
        Assert.False(Reminders.IsTold(Due, Due.AddDays(-8), isNew: false, ReminderDays.Usual, Calendar));
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
            var falls = Reminders.Falls(Of(due), Of(last), Of(last + later), isNew: false, ReminderDays.Usual, Calendar);
            due = Calendar.OnOrBefore(Of(due)).DayNumber - Of(0).DayNumber;
            // What is late has been told within the last week at the latest.
            if (last >= due && later >= ReminderDays.Usual.Between) Assert.True(falls);
            // And not again before the next of its days.
            if (last >= due && last + later < due + ((last - due) / ReminderDays.Usual.Between + 1) * ReminderDays.Usual.Between) Assert.False(falls);
            return true;
        });
    }

    [Fact]
    public void Each_kind_has_days_of_its_own()
    {
        ReminderDays patient = new(0, 30), pressing = new(21, 2);
        List<(DateOnly Day, ReminderDays Days)> recalled = [];
        foreach (var days in new[] { patient, pressing })
        {
            DateOnly? last = Due.AddDays(-60);
            for (var day = Due.AddDays(-30); day <= Due.AddDays(5); day = day.AddDays(1))
            {
                if (!Reminders.Falls(Due, last, day, isNew: false, days, Calendar)) continue;
                recalled.Add((day, days));
                last = day;
            }
        }

        Assert.Equal([(Due, patient), (Due.AddDays(-21), pressing), (Due, pressing), (Due.AddDays(2), pressing), (Due.AddDays(4), pressing)], recalled);
        Assert.True(Reminders.IsTold(Due, Due.AddDays(-21), isNew: false, pressing, Calendar));
        Assert.False(Reminders.IsTold(Due, Due.AddDays(-1), isNew: false, patient, Calendar));
    }

    [Theory]
    [InlineData(ReminderKind.Answer, 0, 1, "")]
    [InlineData(ReminderKind.Action, 60, 60, "")]
    [InlineData(ReminderKind.Check, 61, 0, "CheckBefore CheckBetween")]
    [InlineData(ReminderKind.Action, -1, 61, "ActionBefore ActionBetween")]
    [InlineData(ReminderKind.Answer, null, null, "AnswerBefore AnswerBetween")]
    [InlineData(ReminderKind.Meeting, 14, null, "")]
    [InlineData(ReminderKind.Meeting, 15, null, "MeetingBefore")]
    public void Days_have_limits(ReminderKind kind, int? before, int? between, string fields)
    {
        BoardSettings settings = new();
        var was = settings.RemindersOf(kind);

        var problems = settings.DecideReminders(kind, before, between);

        Assert.Equal(fields, string.Join(' ', problems.Select(p => p.Field)));
        Assert.Equal(problems.Count > 0 ? was : new(before!.Value, between ?? 7), settings.RemindersOf(kind));
        Assert.All(Enum.GetValues<ReminderKind>().Where(k => k != kind), other => Assert.Equal(ReminderDays.Usual, settings.RemindersOf(other)));
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", null);
}
