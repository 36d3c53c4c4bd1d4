using System.Globalization;
using CsCheck;
using Goldthread.Domain;

namespace Goldthread.Domain.Tests;

public class WorkingDaysTests
{
    private static readonly WorkingDays England = Load();
    private static readonly Gen<DateOnly> Days = Gen.Int[new DateOnly(2013, 1, 1).DayNumber, new DateOnly(2027, 12, 31).DayNumber].Select(DateOnly.FromDayNumber);

    [Theory]
    [InlineData("2024-03-28", 1, "2024-04-02")] // Maundy Thursday, over Good Friday and Easter Monday
    [InlineData("2026-04-02", 5, "2026-04-13")]
    [InlineData("2022-06-01", 1, "2022-06-06")] // the jubilee: spring holiday moved to Thursday, Friday added
    [InlineData("2022-05-20", 10, "2022-06-07")] // the last Monday of May was a working day that year
    [InlineData("2022-09-16", 1, "2022-09-20")] // the Queen's funeral
    [InlineData("2020-05-01", 5, "2020-05-11")] // early May holiday moved to Friday 8 for VE Day
    [InlineData("2021-12-24", 1, "2021-12-29")] // Christmas on a Saturday: Monday and Tuesday instead
    [InlineData("2022-12-23", 1, "2022-12-28")] // Christmas on a Sunday: Boxing Day keeps Monday
    [InlineData("2026-12-21", 15, "2027-01-14")] // a rapid review over new year; Boxing Day is a Saturday
    [InlineData("2026-11-21", 1, "2026-11-23")] // a clock that starts on a Saturday
    [InlineData("2024-04-02", -1, "2024-03-28")]
    [InlineData("2024-03-29", 0, "2024-03-29")]
    public void Working_days_pass_over_weekends_and_bank_holidays(string start, int days, string expected)
    {
        Assert.Equal(Day(expected), England.Add(Day(start), days));
    }

    [Theory]
    [InlineData("2026-12-25", "2026-12-29", ". Friday 25 December 2026 is not a working day: change the date if it should be one")]
    [InlineData("2026-11-22", "2026-11-23", ". Sunday 22 November 2026 is not a working day: change the date if it should be one")]
    [InlineData("2026-11-23", "2026-11-23", "")]
    public void A_day_on_which_offices_are_closed_is_told_and_gives_way_to_the_next_working_day(string day, string next, string said)
    {
        Assert.Equal(Day(next), England.OnOrAfter(Day(day)));
        Assert.Equal(said, England.Note(Day(day)));
    }

    [Theory]
    [InlineData("2024-03-28", "2024-04-02", 1)]
    [InlineData("2024-04-02", "2024-03-28", -1)]
    [InlineData("2024-03-29", "2024-04-01", 0)] // Good Friday to Easter Monday
    [InlineData("2026-12-21", "2027-01-14", 15)]
    [InlineData("2026-11-23", "2026-11-23", 0)]
    public void Working_days_between_two_days_leave_out_the_first(string from, string to, int expected)
    {
        Assert.Equal(expected, England.Between(Day(from), Day(to)));
    }

    [Fact]
    public void Adding_what_lies_between_leads_to_the_same_working_day()
    {
        Days.Select(Gen.Int[-60, 60]).Sample((start, days) =>
        {
            var end = England.Add(start, days);

            return England.Between(start, end) == days && (days == 0 || England.IsWorkingDay(end));
        });
    }

    [Fact]
    public void Adding_in_two_steps_is_adding_once()
    {
        Gen.Select(Days, Gen.Int[0, 40], Gen.Int[0, 40]).Sample((start, first, then) =>
            England.Add(England.Add(start, first), then) == England.Add(start, first + then));
    }

    [Fact]
    public void A_day_counts_when_it_is_a_weekday_and_no_holiday()
    {
        var holidays = England.BankHolidays.Select(holiday => holiday.Date).ToHashSet();
        Days.Sample(day =>
            England.IsWorkingDay(day) == (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !holidays.Contains(day))
            && England.Between(day.AddDays(-1), day) == (England.IsWorkingDay(day) ? 1 : 0));
    }

    [Fact]
    public void The_products_list_has_every_holiday_of_every_year_on_a_weekday()
    {
        var years = England.BankHolidays.GroupBy(holiday => holiday.Date.Year).ToDictionary(year => year.Key, year => year.Count());

        Assert.Equal(Enumerable.Range(2012, 17), years.Keys.Order());
        Assert.All(years, year => Assert.Equal(year.Key switch { 2012 or 2023 => 9, 2022 => 10, _ => 8 }, year.Value));
        Assert.DoesNotContain(England.BankHolidays, holiday => holiday.Date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        Assert.Equal(2028, England.LastYear);
    }

    [Fact]
    public void Bad_rows_of_a_list_are_all_named_and_nothing_is_taken()
    {
        var problems = WorkingDays.Read(new StringReader("date,name\n2026-12-25,Christmas Day\n25/12/2027,Christmas Day\n2028-12-25,\n"), out var holidays);

        Assert.Equal(["Line 3", "Line 4"], problems.Select(problem => problem.Field));
        Assert.Empty(holidays);
    }

    [Fact]
    public void A_list_without_its_headings_is_refused()
    {
        var problems = WorkingDays.Read(new StringReader("2026-12-25,Christmas Day\n"), out _);

        Assert.Equal("Line 1", Assert.Single(problems).Field);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static WorkingDays Load()
    {
        using var text = File.OpenText(SourceFolder.File("src/Goldthread.Web/Features/Admin/bank-holidays.csv"));
        var problems = WorkingDays.Read(text, out var holidays);
        Assert.Empty(problems);
        return new(holidays);
    }
}
