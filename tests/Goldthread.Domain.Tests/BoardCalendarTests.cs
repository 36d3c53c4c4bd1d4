using CsCheck;
using Goldthread.Domain;

namespace Goldthread.Domain.Tests;

public class BoardCalendarTests
{
    [Theory]
    [InlineData("2026-06-30T22:59:59Z", "2026-06-30")]
    [InlineData("2026-06-30T23:30:00Z", "2026-07-01")] // half past midnight, summer time
    [InlineData("2026-12-31T23:30:00Z", "2026-12-31")]
    [InlineData("2026-03-28T23:30:00Z", "2026-03-28")] // the clocks go forward on the 29th
    [InlineData("2026-03-29T23:30:00Z", "2026-03-30")]
    [InlineData("2026-10-24T23:30:00Z", "2026-10-25")] // the clocks go back on the 25th
    [InlineData("2026-10-25T23:30:00Z", "2026-10-25")]
    public void Today_is_the_date_on_a_wall_in_London(string instant, string expected)
    {
        var clock = new StoppedClock(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(expected, clock.Today().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_day_starts_an_hour_before_utc_midnight_while_summer_time_runs()
    {
        Assert.Equal(new DateTime(2026, 6, 30, 23, 0, 0, DateTimeKind.Utc), BoardCalendar.StartOfDayUtc(new(2026, 7, 1)));
        Assert.Equal(new DateTime(2026, 12, 1, 0, 0, 0, DateTimeKind.Utc), BoardCalendar.StartOfDayUtc(new(2026, 12, 1)));
    }

    [Fact]
    public void Every_day_starts_on_itself_and_not_before()
    {
        Gen.Int[new DateOnly(2012, 1, 1).DayNumber, new DateOnly(2030, 12, 31).DayNumber].Select(DateOnly.FromDayNumber).Sample(day =>
        {
            var start = BoardCalendar.StartOfDayUtc(day);

            return new StoppedClock(start).Today() == day && new StoppedClock(start.AddTicks(-1)).Today() == day.AddDays(-1);
        });
    }

    [Fact]
    public void An_instant_that_is_not_marked_as_utc_is_refused()
    {
        Assert.Throws<ArgumentException>(() => BoardCalendar.ToBoardTime(new(2026, 6, 30)));
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
