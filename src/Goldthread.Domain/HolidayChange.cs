namespace Goldthread.Domain;

/// <summary>What a board's settings say of a day beside the bank holidays that come with the product: that it is one, or
/// that it is not. Never changed: the latest word on a day counts.</summary>
public sealed class HolidayChange : Record
{
    private HolidayChange() { }

    /// <summary>Says it of a day.</summary>
    /// <param name="date">The day.</param>
    /// <param name="name">What it is called; as it was, when it is taken out.</param>
    /// <param name="isHoliday">Offices are closed; else a working day like others.</param>
    /// <param name="reason">On whose word: a proclamation, a mistake in the list.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="at">When, UTC.</param>
    public HolidayChange(DateOnly date, string name, bool isHoliday, string reason, string by, DateTime at) =>
        (Date, Name, IsHoliday, Reason, By, At) = (date, name, isHoliday, reason, by, at);

    /// <summary>The day.</summary>
    public DateOnly Date { get; private set; }

    /// <summary>What it is called.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Offices are closed.</summary>
    public bool IsHoliday { get; private set; }

    /// <summary>Why.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Who said so.</summary>
    public string By { get; private set; } = "";

    /// <summary>When, UTC.</summary>
    public DateTime At { get; private set; }

    /// <summary>What is wrong with a change; empty when nothing is.</summary>
    /// <param name="date">As typed; null when it is no date.</param>
    /// <param name="name">What the day is called.</param>
    /// <param name="reason">Why.</param>
    /// <param name="isHoliday">Added; else taken out.</param>
    /// <param name="calendar">As it stands now.</param>
    public static IReadOnlyList<Problem> Problems(DateOnly? date, string? name, string? reason, bool isHoliday, WorkingDays calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        List<Problem> problems = [];
        var known = date is { } day && calendar.BankHolidays.Any(h => h.Date == day);
        if (isHoliday && known) problems.Add(new(nameof(Date), "This day is a bank holiday already"));
        if (!isHoliday && date is not null && !known) problems.Add(new(nameof(Date), "This day is not in the list"));
        if (isHoliday && date is { DayOfWeek: DayOfWeek.Saturday or DayOfWeek.Sunday }) problems.Add(new(nameof(Date), "This is a weekend: enter the substitute day, if there is one"));
        if (isHoliday && string.IsNullOrWhiteSpace(name)) problems.Add(new(nameof(Name), "Enter what the day is called"));
        else if (name?.Length > 80) problems.Add(new(nameof(Name), "Shorten the name to 80 characters"));
        if (string.IsNullOrWhiteSpace(reason)) problems.Add(new(nameof(Reason), "Say why: it stays on the audit trail"));
        else if (reason.Length > 300) problems.Add(new(nameof(Reason), "Shorten the reason to 300 characters"));
        return problems;
    }

    /// <summary>A calendar with what a board said added to it.</summary>
    /// <param name="product">As it comes with the product.</param>
    /// <param name="changes">In any order; the latest on a day counts.</param>
    public static WorkingDays Apply(WorkingDays product, IEnumerable<HolidayChange> changes)
    {
        ArgumentNullException.ThrowIfNull(product);
        var days = product.BankHolidays.ToLookup(h => h.Date).ToDictionary(h => h.Key, h => h.ToList());
        foreach (var change in changes.OrderBy(c => c.At).ThenBy(c => c.Id))
        {
            if (change.IsHoliday) days[change.Date] = [new(change.Date, change.Name)];
            else days.Remove(change.Date);
        }
        return new(days.Values.SelectMany(d => d));
    }
}
