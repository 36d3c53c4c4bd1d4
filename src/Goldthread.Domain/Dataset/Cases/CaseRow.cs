using System.Globalization;

namespace Goldthread.Domain.Dataset.Cases;

/// <summary>One row of a case.</summary>
/// <param name="Number">From 1, in the order the figures were given.</param>
/// <param name="Cells">Texts by field; an empty one is missing.</param>
public sealed record CaseRow(int Number, IReadOnlyDictionary<string, string> Cells)
{
    internal string Text(string field) => Cells.TryGetValue(field, out var text) ? text
        : throw new ArgumentException($"Row {Number} has no field {field}. Add it to input.csv, with an empty value if it is missing.");

    internal double? Figure(string field) => Text(field) is not { Length: > 0 } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? Bounded(number, field)
        : throw new ArgumentException($"Row {Number}: the {field} \"{text}\" is not a number. Write it in digits with a full stop, or leave it empty if it is missing.");

    // Beyond it sums lose whole numbers, and squares end in infinity.
    private double Bounded(double number, string field) => Math.Abs(number) <= CaseOptions.Largest ? number
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Row {Number}: the {field} {number} is too large to work with. Give it in a larger unit, so that it has at most 15 digits."));

    internal DateOnly Date(string field) => DateOnly.TryParseExact(Text(field), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : throw new ArgumentException($"Row {Number}: the {field} \"{Text(field)}\" is not a date. Write it as yyyy-mm-dd, such as 2026-03-31.");

    internal Parts Parts => new(Figure("numerator"), Figure("denominator"));

    // Says which row a refusal is about.
    internal T Judge<T>(Func<CaseRow, T> work)
    {
        try
        {
            return work(this);
        }
        catch (ArgumentException refusal) when (refusal.GetType() == typeof(ArgumentException) && !refusal.Message.StartsWith("Row ", StringComparison.Ordinal))
        {
            throw new ArgumentException($"Row {Number}: {char.ToLowerInvariant(refusal.Message[0])}{refusal.Message[1..]}", refusal);
        }
    }
}
