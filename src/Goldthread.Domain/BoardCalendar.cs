using System.Globalization;

namespace Goldthread.Domain;

/// <summary>The date and time at the Board. Instants are stored in UTC; days, deadlines and
/// "today" are those of a wall clock in London, which in summer runs an hour ahead.</summary>
public static class BoardCalendar
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>How the Board writes and reads dates and numbers.</summary>
    public static CultureInfo British { get; } = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>Today's date at the Board. At 23:30 UTC in June it is already tomorrow there.</summary>
    /// <param name="clock">Where the present instant comes from.</param>
    public static DateOnly Today(this TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return DayOf(clock.GetUtcNow().UtcDateTime);
    }

    /// <summary>The date at the Board at an instant.</summary>
    /// <param name="utc">An instant marked as UTC.</param>
    /// <exception cref="ArgumentException">The instant is not marked as UTC.</exception>
    public static DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(ToBoardTime(utc));

    /// <summary>What a clock on the wall in London shows at an instant.</summary>
    /// <param name="utc">An instant marked as UTC.</param>
    /// <returns>Local time, of kind <see cref="DateTimeKind.Unspecified"/>.</returns>
    /// <exception cref="ArgumentException">The instant is not marked as UTC.</exception>
    public static DateTime ToBoardTime(DateTime utc)
    {
        if (utc.Kind != DateTimeKind.Utc) throw new ArgumentException("An instant is stored and passed in UTC", nameof(utc));
        return TimeZoneInfo.ConvertTimeFromUtc(utc, London);
    }

    /// <summary>The first instant of a day at the Board: 23:00 UTC of the day before while summer time runs.</summary>
    /// <param name="day">A date at the Board.</param>
    public static DateTime StartOfDayUtc(DateOnly day) =>
        TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), London); // the clocks never change at midnight

    /// <summary>The instant at which a clock on the wall in London shows a full hour. An hour that the clock leaves out in spring is the
    /// one after; of an hour that comes twice in autumn it is the second.</summary>
    /// <param name="day">A date at the Board.</param>
    /// <param name="hour">0 to 23.</param>
    public static DateTime HourUtc(DateOnly day, int hour)
    {
        var local = day.ToDateTime(new(hour, 0));
        return TimeZoneInfo.ConvertTimeToUtc(London.IsInvalidTime(local) ? local.AddHours(1) : local, London);
    }
}
