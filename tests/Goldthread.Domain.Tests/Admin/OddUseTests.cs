using Goldthread.Domain.Admin;

namespace Goldthread.Domain.Tests.Admin;

[Trait("threat", "T13")]
public class OddUseTests
{
    [Theory]
    [InlineData(OddKind.Readings, 20, 0, true)]
    [InlineData(OddKind.Readings, 19, 0, false)] // too few to ask about
    [InlineData(OddKind.Readings, 40, 8 * 14, false)] // not three times the usual fourteen
    [InlineData(OddKind.Readings, 43, 8 * 14, true)]
    [InlineData(OddKind.Readings, 150, 8 * 150, true)] // so many always
    [InlineData(OddKind.Exports, 5, 8, true)]
    [InlineData(OddKind.Exports, 5, 16, false)]
    [InlineData(OddKind.OddHours, 1, 0, false)]
    [InlineData(OddKind.OddHours, 2, 0, true)]
    [InlineData(OddKind.OddHours, 4, 8 * 2, false)] // works on Sundays
    public void A_week_is_odd_against_the_weeks_before(OddKind kind, int inWeek, int before, bool isOdd) => Assert.Equal(isOdd, OddUse.IsOdd(kind, inWeek, before));

    [Theory]
    [InlineData("2026-11-23T05:59:00Z", true)]
    [InlineData("2026-11-23T06:00:00Z", false)]
    [InlineData("2026-11-23T22:00:00Z", true)]
    [InlineData("2026-07-06T21:00:00Z", true)] // ten o'clock in London's summer
    [InlineData("2026-11-22T12:00:00Z", true)] // Sunday
    public void Night_and_weekend_are_londons(string at, bool isOdd) =>
        Assert.Equal(isOdd, OddUse.IsOddHour(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime));

    [Theory]
    [InlineData("2026-11-23", "2026-11-16")]
    [InlineData("2026-11-29", "2026-11-16")]
    public void The_last_week_is_a_whole_one(string today, string monday) => Assert.Equal(DateOnly.Parse(monday, System.Globalization.CultureInfo.InvariantCulture), OddUse.LastWeek(DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture)));
}
