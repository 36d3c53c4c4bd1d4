using System.Globalization;
using System.Text.RegularExpressions;

namespace Goldthread.Domain.Dataset;

/// <summary>What length of time a published period is.</summary>
public enum PublishedPeriodKind
{
    /// <summary>Twelve months.</summary>
    Year,

    /// <summary>Three months.</summary>
    Quarter,

    /// <summary>A school term.</summary>
    Term,

    /// <summary>A calendar month.</summary>
    Month,

    /// <summary>A week from Monday to Sunday.</summary>
    Week,

    /// <summary>Several years taken together; they overlap, and are no series of separate years.</summary>
    SeveralYears,
}

/// <summary>A period as the Department for Education writes it, with the days it means.</summary>
/// <param name="Kind">Its length.</param>
/// <param name="Start">Its first day.</param>
/// <param name="End">Its last day; series are sorted by it, since labels do not sort ("Week 2" comes after "Week 37").</param>
/// <param name="Label">For people: "2024/25", "2025", "Week 37 2022", "March 2024".</param>
public sealed partial record PublishedPeriod(PublishedPeriodKind Kind, DateOnly Start, DateOnly End, string Label)
{
    private static readonly string[] Months = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[..12];

    /// <summary>What an identifier may say, for messages.</summary>
    public const string AcceptedIdentifiers =
        "Reporting year, Academic year, Financial year, Calendar year, Financial year Q1 to Q4, Calendar year Q1 to Q4, Autumn term, Spring term, Summer term, January to December, Week 1 to Week 53";

    /// <summary>Reads the two columns <c>time_period</c> and <c>time_identifier</c>.</summary>
    /// <param name="timePeriod">A year (2025), or two that follow each other (202425).</param>
    /// <param name="identifier">One of <see cref="AcceptedIdentifiers"/>. A reporting year is the publisher's own;
    /// in children's social care it is the year that ends on 31 March.</param>
    /// <returns>Null when the two make no period.</returns>
    public static PublishedPeriod? Read(string timePeriod, string identifier)
    {
        ArgumentNullException.ThrowIfNull(timePeriod);
        ArgumentNullException.ThrowIfNull(identifier);
        if (YearOf(timePeriod) is not { } year) return null;
        var split = timePeriod.Length == 6;
        var label = split ? $"{timePeriod[..4]}/{timePeriod[4..]}" : timePeriod;
        return (identifier, split) switch
        {
            ("Reporting year", false) => new(PublishedPeriodKind.Year, new(year - 1, 4, 1), new(year, 3, 31), label),
            ("Reporting year" or "Financial year", true) => new(PublishedPeriodKind.Year, new(year, 4, 1), new(year + 1, 3, 31), label),
            ("Academic year", true) => new(PublishedPeriodKind.Year, new(year, 9, 1), new(year + 1, 8, 31), label),
            ("Calendar year", false) => new(PublishedPeriodKind.Year, new(year, 1, 1), new(year, 12, 31), label),
            ("Autumn term", true) => new(PublishedPeriodKind.Term, new(year, 9, 1), new(year, 12, 31), $"Autumn {label}"),
            ("Spring term", true) => new(PublishedPeriodKind.Term, new(year + 1, 1, 1), new(year + 1, 3, 31), $"Spring {label}"),
            ("Summer term", true) => new(PublishedPeriodKind.Term, new(year + 1, 4, 1), new(year + 1, 8, 31), $"Summer {label}"),
            _ => QuarterOf(identifier, year, split, label) ?? WeekOf(identifier, year, split) ?? MonthOf(identifier, year, split),
        };
    }

    private static int? YearOf(string timePeriod)
    {
        if (!YearOrTwo().IsMatch(timePeriod)) return null;
        var year = int.Parse(timePeriod.AsSpan(0, 4), CultureInfo.InvariantCulture);
        if (year is < 1900 or > 2200) return null;
        var follows = timePeriod.Length == 4 || int.Parse(timePeriod.AsSpan(4), CultureInfo.InvariantCulture) == (year + 1) % 100;
        return follows ? year : null;
    }

    private static PublishedPeriod? QuarterOf(string identifier, int year, bool split, string label)
    {
        var match = Quarter().Match(identifier);
        if (!match.Success || (match.Groups[1].Value == "Financial year") != split) return null;
        var number = match.Groups[2].Value[0] - '0';
        var start = new DateOnly(year, split ? 4 : 1, 1).AddMonths(3 * (number - 1));
        return new(PublishedPeriodKind.Quarter, start, start.AddMonths(3).AddDays(-1), $"{label} Q{number}");
    }

    private static PublishedPeriod? WeekOf(string identifier, int year, bool split)
    {
        var match = Week().Match(identifier);
        if (!match.Success || split) return null;
        var week = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        if (week < 1 || week > ISOWeek.GetWeeksInYear(year)) return null;
        var monday = DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday));
        return new(PublishedPeriodKind.Week, monday, monday.AddDays(6), $"Week {week} {year}");
    }

    private static PublishedPeriod? MonthOf(string identifier, int year, bool split)
    {
        var month = Array.IndexOf(Months, identifier) + 1;
        if (month == 0 || split) return null;
        var first = new DateOnly(year, month, 1);
        return new(PublishedPeriodKind.Month, first, first.AddMonths(1).AddDays(-1), $"{identifier} {year}");
    }

    [GeneratedRegex("^[0-9]{4}([0-9]{2})?$")]
    private static partial Regex YearOrTwo();

    [GeneratedRegex("^(Financial year|Calendar year) Q([1-4])$")]
    private static partial Regex Quarter();

    [GeneratedRegex("^Week ([0-9]{1,2})$")]
    private static partial Regex Week();
}
