using System.Globalization;
using System.Text.RegularExpressions;

namespace Goldthread.Domain;

/// <summary>Dates as people in Britain type them: day, month, year.</summary>
public static partial class DateText
{
    private static readonly string[] Months = [.. CultureInfo.InvariantCulture.DateTimeFormat.MonthNames.Where(name => name.Length > 0)];

    /// <summary>Reads "27 3 2026", "27/3/26", "27 mar 26", "27th March 2026" or "2026-03-27". A year of two digits is of this
    /// century. Null for what is no such date, or lies outside the years 1901 to 2199.</summary>
    /// <param name="typed">The text.</param>
    /// <param name="inFull">Takes a year of four digits alone: in a list that goes back ten years and more, 98 may be 1998.</param>
    public static DateOnly? Read(string? typed, bool inFull = false)
    {
        if (AsTyped().Match(typed?.Trim() ?? "") is not { Success: true } found) return null;
        var year = int.Parse(found.Groups["year"].Value, CultureInfo.InvariantCulture);
        if (found.Groups["year"].Length == 2)
        {
            if (inFull) return null;
            year += 2000;
        }
        var day = int.Parse(found.Groups["day"].Value, CultureInfo.InvariantCulture);
        return Month(found.Groups["month"].Value) is { } month && year is > 1900 and < 2200 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day) : null;
    }

    // A number, or the beginning of a name, three letters at least: "Sep", "Sept", "september".
    private static int? Month(string typed)
    {
        if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number is >= 1 and <= 12 ? number : null;
        var index = typed.Length < 3 ? -1 : Array.FindIndex(Months, name => name.StartsWith(typed, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? null : index + 1;
    }

    [GeneratedRegex(@"^(?:(?<day>[0-9]{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s./-]+(?<month>[0-9]{1,2}|[a-z]{3,9})[\s.,/-]+(?<year>[0-9]{4}|[0-9]{2})|(?<year>[0-9]{4})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2}))$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AsTyped();
}
