namespace Goldthread.Domain.Tests;

public class DateTextTests
{
    [Theory]
    [Trait("feature", "Z2")]
    [InlineData("1 nov 26"), InlineData("1/11/26"), InlineData("01.11.2026"), InlineData("1st November 2026"), InlineData("1-11-2026"), InlineData(" 1  November,  2026 "), InlineData("2026-11-01")]
    public void The_day_comes_first_in_every_form(string typed) => Assert.Equal(new DateOnly(2026, 11, 1), DateText.Read(typed));

    [Theory]
    [InlineData("27 sep 26", 9), InlineData("27 sept 2026", 9), InlineData("27 May 2026", 5), InlineData("27 ju 2026", null), InlineData("27 juni 2026", null)]
    public void A_month_is_known_by_three_letters(string typed, int? month) => Assert.Equal(month is { } m ? new DateOnly(2026, m, 27) : null, DateText.Read(typed));

    [Theory]
    [InlineData(null), InlineData(""), InlineData("tomorrow"), InlineData("31 2 2026"), InlineData("0 1 2026"), InlineData("11/13/2026"), InlineData("1 11"), InlineData("1 11 1900"), InlineData("1 11 20266"), InlineData("١ 11 2026")]
    public void What_is_no_date_is_none(string? typed) => Assert.Null(DateText.Read(typed));

    [Theory]
    [InlineData("1/3/98", null), InlineData("1/3/1998", 1998), InlineData("1998-03-01", 1998)]
    public void Where_old_dates_are_listed_a_year_is_read_in_full_alone(string typed, int? year) => Assert.Equal(year, DateText.Read(typed, inFull: true)?.Year);
}
