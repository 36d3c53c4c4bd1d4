namespace Goldthread.Domain.Dataset;

/// <summary>One period of a series: its date and its figure.</summary>
/// <param name="Date">The day the period is known by, usually its last or first day; once per series.</param>
/// <param name="Value">In the indicator's unit; null when the figure is missing or hidden, which is not zero.</param>
public sealed record DatedValue(DateOnly Date, double? Value)
{
    /// <summary>Sorts a series by date and refuses what no chart can be drawn from.</summary>
    /// <param name="values">In any order, gaps as null.</param>
    /// <returns>Oldest first.</returns>
    /// <exception cref="ArgumentException">No row, a date twice, or a value that is not a finite number.</exception>
    internal static DatedValue[] InOrder(IEnumerable<DatedValue> values)
    {
        DatedValue[] ordered = [.. values.OrderBy(v => v.Date)];
        if (ordered.Length == 0) throw new ArgumentException("A chart needs at least one row.", nameof(values));
        for (var i = 0; i < ordered.Length; i++)
        {
            if (i > 0 && ordered[i].Date == ordered[i - 1].Date)
                throw new ArgumentException($"The date {ordered[i].Date:d MMMM yyyy} stands twice in this series. Keep one row for each date.", nameof(values));
            if (ordered[i].Value is { } value && !double.IsFinite(value))
                throw new ArgumentException($"The value for {ordered[i].Date:d MMMM yyyy} is not a number. Leave it empty if it is missing.", nameof(values));
        }
        return ordered;
    }
}
