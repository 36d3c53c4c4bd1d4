using System.Globalization;

namespace Goldthread.Domain;

/// <summary>A day on which offices in England and Wales are closed by law or proclamation.</summary>
/// <param name="Date">The day itself; the substitute day when the feast falls on a weekend.</param>
/// <param name="Name">As published, such as "Boxing Day".</param>
public sealed record BankHoliday(DateOnly Date, string Name);

/// <summary>Counts working days: Monday to Friday, except the bank holidays it was given.
/// Statutory clocks (15 working days for a rapid review, 5 for a notification) run in these.</summary>
/// <remarks>The holidays are data, since Parliament and the Crown move them: see 2020 and 2022.</remarks>
public sealed class WorkingDays
{
    private readonly HashSet<DateOnly> _closed;

    /// <summary>A calendar that knows the given holidays.</summary>
    /// <param name="bankHolidays">In any order; the same day twice does no harm.</param>
    public WorkingDays(IEnumerable<BankHoliday> bankHolidays)
    {
        ArgumentNullException.ThrowIfNull(bankHolidays);
        BankHolidays = [.. bankHolidays.OrderBy(holiday => holiday.Date)];
        _closed = [.. BankHolidays.Select(holiday => holiday.Date)];
    }

    /// <summary>The holidays, earliest first.</summary>
    public IReadOnlyList<BankHoliday> BankHolidays { get; }

    /// <summary>The last year whose holidays are known; 0 when none are. A deadline beyond it may
    /// fall a day early or late, and a page that shows one should say so.</summary>
    public int LastYear => BankHolidays.Count == 0 ? 0 : BankHolidays[^1].Date.Year;

    /// <summary>Whether offices are open on this day.</summary>
    /// <param name="day">A date at the Board.</param>
    public bool IsWorkingDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_closed.Contains(day);

    /// <summary>This day if offices are open on it, else the next one on which they are.</summary>
    public DateOnly OnOrAfter(DateOnly day) => Add(day.AddDays(-1), 1);

    /// <summary>This day if offices are open on it, else the last one before on which they were.</summary>
    public DateOnly OnOrBefore(DateOnly day) => Add(day.AddDays(1), -1);

    /// <summary>What to say behind a date that somebody chose: that it is no working day; nothing for a working day or none.</summary>
    public string Note(DateOnly? day) =>
        day is { } date && !IsWorkingDay(date) ? string.Create(BoardCalendar.British, $". {date:dddd d MMMM yyyy} is not a working day: change the date if it should be one") : "";

    /// <summary>The day on which a number of working days have passed. The first day counted is the
    /// one after <paramref name="start"/>, so 1 from a Friday is the Monday.</summary>
    /// <param name="start">The day on which the clock starts; need not be a working day.</param>
    /// <param name="days">How many; negative counts back; 0 answers <paramref name="start"/> itself.</param>
    public DateOnly Add(DateOnly start, int days)
    {
        var step = Math.Sign(days);
        var day = start;
        for (var left = Math.Abs(days); left > 0;)
        {
            day = day.AddDays(step);
            if (IsWorkingDay(day)) left--;
        }
        return day;
    }

    /// <summary>How many working days lie after one day up to and including another: what
    /// <see cref="Add"/> was given to get from the first to the second.</summary>
    /// <param name="from">Not counted itself.</param>
    /// <param name="to">Counted if it is a working day.</param>
    /// <returns>Negative when <paramref name="to"/> is the earlier day; then <paramref name="to"/> is counted
    /// and <paramref name="from"/> is not. 0 for the same day.</returns>
    public int Between(DateOnly from, DateOnly to)
    {
        var step = Math.Sign(to.DayNumber - from.DayNumber);
        var count = 0;
        for (var day = from; day != to;)
        {
            day = day.AddDays(step);
            if (IsWorkingDay(day)) count += step;
        }
        return count;
    }

    /// <summary>Reads a list of bank holidays: columns "date" (2026-12-25) and "name"; others are ignored.</summary>
    /// <param name="csv">Comma-separated text with a header row.</param>
    /// <param name="holidays">What was read; empty when there is a problem.</param>
    /// <returns>Every bad row with its line; empty when all is well.</returns>
    public static IReadOnlyList<Problem> Read(TextReader csv, out IReadOnlyList<BankHoliday> holidays)
    {
        List<Problem> problems = [];
        List<BankHoliday> read = [];
        holidays = [];
        try
        {
            using var rows = Csv.Read(csv).GetEnumerator();
            var header = rows.MoveNext() ? rows.Current.Fields.ToList() : [];
            var (date, name) = (header.IndexOf("date"), header.IndexOf("name"));
            if (date < 0 || name < 0) return [new("Line 1", "The first row must have the column names date and name")];
            while (rows.MoveNext())
            {
                var row = rows.Current;
                var found = row[date];
                if (DateOnly.TryParseExact(found, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && row[name].Length > 0)
                    read.Add(new(day, row[name]));
                else
                    problems.Add(new($"Line {row.Line}", $"“{found}, {row[name]}” must be a date such as 2026-12-25 and the name of the holiday"));
            }
        }
        catch (CsvFormatException broken)
        {
            problems.Add(new($"Line {broken.Line}", broken.Message));
        }
        if (problems.Count == 0) holidays = read;
        return problems;
    }
}
