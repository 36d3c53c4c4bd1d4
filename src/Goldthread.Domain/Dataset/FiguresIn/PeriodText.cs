using System.Globalization;
using System.Text.RegularExpressions;

namespace Goldthread.Domain.Dataset.FiguresIn;

/// <summary>A period as a file writes it in one text.</summary>
/// <param name="Period">What it means.</param>
/// <param name="Status">What stands behind it in brackets: "(prov)", "(Rev)".</param>
public readonly record struct ReadPeriod(PublishedPeriod Period, FigureStatus Status);

/// <summary>Reads the many ways in which files write a period in one text.</summary>
public static partial class PeriodText
{
    /// <summary>What is accepted, for messages.</summary>
    public const string Accepted = "a period such as 2025, 2024/25, 2024-25, 2020-22, 2024/25 Q1, Q1 2025, March 2025, Mar-25, 2025-03, 202503, 31/03/2025 or Autumn 2024/25";

    private const int Longest = 60;

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>Reads a period.</summary>
    /// <param name="text">As it stands in the file, blanks round it allowed.</param>
    /// <param name="years">What the file means by a year.</param>
    /// <returns>Null when it is none; "0" is none.</returns>
    public static ReadPeriod? Read(string text, YearKind years)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > Longest) return null; // no period is: the patterns below are not asked about pages of blanks
        var note = Note().Match(text);
        var status = note.Groups[1].Value.ToLowerInvariant() switch { "prov" or "provisional" or "p" => FigureStatus.Provisional, "rev" or "revised" or "r" => FigureStatus.Revised, _ => FigureStatus.Final };
        var bare = (note.Success ? text[..note.Index] : text).Trim();
        return (YearOf(bare, years) ?? SeveralOf(bare, years) ?? QuarterOf(bare, years) ?? TermOf(bare) ?? MonthOf(bare)) is { } period ? new(period, status) : null;
    }

    /// <summary>Reads the heading of a column of figures: as <see cref="Read"/>, but a bare year or a number alone is taken only as a period
    /// where the other headings are periods too, which the caller knows.</summary>
    public static bool IsHeading(string text) => Read(text, YearKind.Financial) is not null;

    /// <summary>The twelve months of a year.</summary>
    /// <param name="year">The year in which they end, for <see cref="YearKind.Calendar"/> the year itself.</param>
    /// <param name="years">Which.</param>
    public static (DateOnly Start, DateOnly End) Twelve(int year, YearKind years) => years switch
    {
        YearKind.Financial => (new(year - 1, 4, 1), new(year, 3, 31)),
        YearKind.Academic => (new(year - 1, 9, 1), new(year, 8, 31)),
        YearKind.Calendar => (new(year, 1, 1), new(year, 12, 31)),
    };

    private static PublishedPeriod? YearOf(string text, YearKind years)
    {
        if (Single().IsMatch(text) && IsYear(int.Parse(text, CultureInfo.InvariantCulture), out var single))
        {
            var (start, end) = Twelve(single, years);
            return new(PublishedPeriodKind.Year, start, end, text);
        }
        // Two calendar years side by side are one year that runs over the turn, whatever kind a single one is.
        if (Pair().Match(text) is { Success: true } pair && IsYear(Number(pair.Groups[1]), out var first) && Follows(first, pair.Groups[2].Value))
        {
            var (start, end) = Twelve(first + 1, years == YearKind.Calendar ? YearKind.Financial : years);
            return new(PublishedPeriodKind.Year, start, end, $"{first}/{(first + 1) % 100:00}");
        }
        return null;
    }

    // "2020-22" is three years; "2021/22-23/24" too.
    private static PublishedPeriod? SeveralOf(string text, YearKind years)
    {
        if (Pair().Match(text) is { Success: true } pair && IsYear(Number(pair.Groups[1]), out var first) && IsYear(Whole(first, pair.Groups[2].Value), out var last) && last > first + 1 && last <= first + 9)
            return new(PublishedPeriodKind.SeveralYears, Twelve(first, YearKind.Calendar).Start, Twelve(last, YearKind.Calendar).End, text);
        if (PairToPair().Match(text) is { Success: true } pairs && IsYear(Number(pairs.Groups[1]), out var from) && Follows(from, pairs.Groups[2].Value))
        {
            var until = Whole(from, pairs.Groups[3].Value);
            if (Follows(until, pairs.Groups[4].Value) && until > from && until <= from + 9)
            {
                var split = years == YearKind.Academic ? YearKind.Academic : YearKind.Financial;
                return new(PublishedPeriodKind.SeveralYears, Twelve(from + 1, split).Start, Twelve(until + 1, split).End, text);
            }
        }
        return null;
    }

    private static PublishedPeriod? QuarterOf(string text, YearKind years)
    {
        var match = QuarterFirst().Match(text) is { Success: true } first ? first : QuarterLast().Match(text);
        if (!match.Success || !IsYear(Number(match.Groups["year"]), out var year)) return null;
        var number = match.Groups["q"].Value[0] - '0';
        if (match.Groups["next"] is { Success: true, Value: var next })
        {
            if (!Follows(year, next)) return null;
            var start = new DateOnly(year, 4, 1).AddMonths(3 * (number - 1));
            return new(PublishedPeriodKind.Quarter, start, start.AddMonths(3).AddDays(-1), $"{year}/{(year + 1) % 100:00} Q{number}");
        }
        if (years != YearKind.Calendar) return null; // the first quarter of 2025: of which year?
        var begin = new DateOnly(year, 1, 1).AddMonths(3 * (number - 1));
        return new(PublishedPeriodKind.Quarter, begin, begin.AddMonths(3).AddDays(-1), $"{year} Q{number}");
    }

    private static PublishedPeriod? TermOf(string text)
    {
        var match = Term().Match(text);
        if (!match.Success) return null;
        var name = char.ToUpperInvariant(match.Groups[1].Value[0]) + match.Groups[1].Value[1..].ToLowerInvariant();
        return PublishedPeriod.Read(match.Groups[2].Value + match.Groups[3].Value, $"{name} term");
    }

    private static PublishedPeriod? MonthOf(string text)
    {
        if (Numbers().Match(text) is { Success: true } numbers) return Month(Number(numbers.Groups[1]), Number(numbers.Groups[2]), numbers.Groups[3] is { Success: true } day ? Number(day) : 1);
        if (Day().Match(text) is { Success: true } written) return Month(Number(written.Groups[3]), Number(written.Groups[2]), Number(written.Groups[1]));
        if (Named().Match(text) is { Success: true } named)
            return Month(named.Groups[2].Length == 2 ? 2000 + Number(named.Groups[2]) : Number(named.Groups[2]), 1 + Array.IndexOf(Months, named.Groups[1].Value[..3].ToLowerInvariant()), 1);
        return null;

        static PublishedPeriod? Month(int year, int month, int day)
        {
            if (!IsYear(year, out _) || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return null;
            DateOnly first = new(year, month, 1);
            return new(PublishedPeriodKind.Month, first, first.AddMonths(1).AddDays(-1), first.ToString("MMMM yyyy", CultureInfo.InvariantCulture));
        }
    }

    private static bool IsYear(int number, out int year) => (year = number) is >= 1900 and <= 2200;

    private static bool Follows(int year, string next) => Whole(year, next) == year + 1;

    // "25" behind 2024 is 2025; "00" behind 1999 is 2000.
    private static int Whole(int near, string text)
    {
        var number = int.Parse(text, CultureInfo.InvariantCulture);
        if (text.Length == 4) return number;
        var whole = near / 100 * 100 + number;
        return whole < near ? whole + 100 : whole;
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\s*\(([A-Za-z]+)\)\s*$")]
    private static partial Regex Note();

    [GeneratedRegex("^[0-9]{4}$")]
    private static partial Regex Single();

    [GeneratedRegex(@"^([0-9]{4})\s*[/–-]\s*([0-9]{4}|[0-9]{2})$")]
    private static partial Regex Pair();

    [GeneratedRegex(@"^([0-9]{4})/([0-9]{2})\s*[–-]\s*([0-9]{4}|[0-9]{2})/([0-9]{2})$")]
    private static partial Regex PairToPair();

    [GeneratedRegex(@"^(?:quarter|q)\s*(?<q>[1-4])\s*[ ,/-]?\s*(?<year>[0-9]{4})(?:[/–-](?<next>[0-9]{4}|[0-9]{2}))?$", RegexOptions.IgnoreCase)]
    private static partial Regex QuarterFirst();

    [GeneratedRegex(@"^(?<year>[0-9]{4})(?:[/–-](?<next>[0-9]{4}|[0-9]{2}))?\s*[ ,-]?\s*(?:quarter|q)\s*(?<q>[1-4])$", RegexOptions.IgnoreCase)]
    private static partial Regex QuarterLast();

    [GeneratedRegex(@"^(autumn|spring|summer)(?: term)?\s*([0-9]{4})[/–-]?([0-9]{2})$", RegexOptions.IgnoreCase)]
    private static partial Regex Term();

    [GeneratedRegex(@"^([0-9]{4})-?([0-9]{2})(?:-([0-9]{2})(?:[T ]00:00:00)?)?$")]
    private static partial Regex Numbers();

    [GeneratedRegex("^([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})$")]
    private static partial Regex Day();

    [GeneratedRegex(@"^(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august|september|october|november|december)[ -]'?([0-9]{4}|[0-9]{2})$", RegexOptions.IgnoreCase)]
    private static partial Regex Named();
}
