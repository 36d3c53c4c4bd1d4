namespace Goldthread.Domain.Dataset;

/// <summary>Which year's estimate of a population a figure is set against. Estimates are for 30 June of each year.</summary>
public enum PopulationYearRule
{
    /// <summary>The last mid-year before the year ends: the year to 31 March 2025 is set against mid-2024. Most of the published rates do this.</summary>
    MidYearBefore,

    /// <summary>The mid-year of the calendar year in which the year ends: the year to 31 March 2025 is set against mid-2025.</summary>
    SameYear,
}

/// <summary>When a year begins in which an agency or a file counts. A single year in a file is the one in which it ends: "2025" is the year to
/// 31 March 2025.</summary>
public enum YearKind
{
    /// <summary>1 April to 31 March.</summary>
    Financial,

    /// <summary>1 January to 31 December.</summary>
    Calendar,

    /// <summary>1 September to 31 August.</summary>
    Academic,
}

/// <summary>A part of the people who live in an area, as the tables of population name it.</summary>
/// <param name="Code">In the tables: "0-17", "F16+".</param>
/// <param name="Name">In words: "children aged 0 to 17".</param>
public sealed record Population(string Code, string Name)
{
    /// <summary>All that an indicator can be set against.</summary>
    public static IReadOnlyList<Population> All { get; } =
    [
        new("0-17", "children aged 0 to 17"),
        new("0-4", "children aged 0 to 4"),
        new("0-14", "children aged 0 to 14"),
        new("5-15", "children aged 5 to 15"),
        new("10-17", "children aged 10 to 17"),
        new("F16+", "women aged 16 and over"),
        new("all", "everybody who lives in the area"),
    ];

    /// <summary>The population of a code; null when there is none.</summary>
    public static Population? Of(string code) => All.FirstOrDefault(p => p.Code == code);

    /// <summary>The day whose estimate a figure is set against. All months, quarters and terms of a year share one, so that
    /// they can be added up to the year's own rate.</summary>
    /// <param name="rule">The indicator's rule.</param>
    /// <param name="year">The year in which its agency counts.</param>
    /// <param name="end">Last day of the period.</param>
    /// <returns>A 30 June.</returns>
    public static DateOnly MidYearFor(PopulationYearRule rule, YearKind year, DateOnly end)
    {
        var yearEnd = EndOfYear(year, end);
        DateOnly midYear = new(yearEnd.Year, 6, 30);
        return rule == PopulationYearRule.MidYearBefore && midYear >= yearEnd ? midYear.AddYears(-1) : midYear;
    }

    /// <summary>Last day of the year in which a day lies.</summary>
    /// <param name="year">When years begin.</param>
    /// <param name="day">Any day.</param>
    public static DateOnly EndOfYear(YearKind year, DateOnly day)
    {
        var month = year switch { YearKind.Financial => 3, YearKind.Calendar => 12, YearKind.Academic => 8 };
        return new(day.Month <= month ? day.Year : day.Year + 1, month, 31);
    }
}
