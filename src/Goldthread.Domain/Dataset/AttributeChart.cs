using System.Globalization;

namespace Goldthread.Domain.Dataset;

/// <summary>What the figures of an attribute chart are.</summary>
public enum AttributeChartKind
{
    /// <summary>p: a share of one, such as visits in time out of visits due.</summary>
    Share,

    /// <summary>p′: a share of large numbers, whose limits allow for more variation than chance gives (Laney).</summary>
    ShareOfMany,

    /// <summary>u: events for a population or for hours, which differ by period.</summary>
    Rate,

    /// <summary>c: events where every period gives the same chance of them.</summary>
    Count,
}

/// <summary>One period of counts.</summary>
/// <param name="Date">The day the period is known by; once per series.</param>
/// <param name="Parts">Events and what they are set against; the latter is not looked at by a chart of counts.</param>
public sealed record DatedParts(DateOnly Date, Parts Parts);

/// <summary>One point of an attribute chart; limits follow the size of each period.</summary>
/// <param name="Date">The date of the row.</param>
/// <param name="Value">A share of one, a rate for one, or a count; null when missing.</param>
/// <param name="Part">The part it belongs to, with the centre.</param>
/// <param name="InBaseline">Whether the centre comes from it.</param>
/// <param name="Limits">Three standard deviations around the centre, not below 0 and, for shares, not above 1.</param>
/// <param name="TwoSigma">The same at two.</param>
public sealed record AttributePoint(DateOnly Date, double? Value, RunPart Part, bool InBaseline, Interval? Limits, Interval? TwoSigma)
{
    /// <summary>Strictly beyond a limit.</summary>
    public bool OutsideLimits => Limits is { } limits && (Value > limits.Upper || Value < limits.Lower);
}

/// <summary>Counts and shares over time, with the limits that their own distribution gives (p, p′, u and c charts).</summary>
/// <remarks>The numbers are those of qicharts2 0.8.1. Centre = Σ numerators ÷ Σ denominators.</remarks>
public sealed class AttributeChart
{
    private AttributeChart(AttributeChartKind kind, IReadOnlyList<AttributePoint> points, IReadOnlyList<RunPart> parts) => (Kind, Points, Parts) = (kind, points, parts);

    /// <summary>What the figures are.</summary>
    public AttributeChartKind Kind { get; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<AttributePoint> Points { get; }

    /// <summary>Oldest first; at least one. They hold centre and run test, and no limits, which each point has of its own.</summary>
    public IReadOnlyList<RunPart> Parts { get; }

    /// <summary>Works out a chart.</summary>
    /// <param name="rows">One per period, in any order.</param>
    /// <param name="kind">What the figures are.</param>
    /// <param name="options">Parts, freeze, exclusions and screening as for a run chart; its line is not looked at. Null for all points.</param>
    /// <exception cref="ArgumentException">No rows, a date twice, impossible parts, or a part or baseline outside the rows.</exception>
    public static AttributeChart Draw(IEnumerable<DatedParts> rows, AttributeChartKind kind, RunChartOptions? options = null)
    {
        options ??= new();
        DatedParts[] given = [.. rows.Select(r => kind == AttributeChartKind.Count ? r with { Parts = new(r.Parts.Numerator, 1) } : r).OrderBy(r => r.Date)];
        foreach (var row in given) Refuse(row, kind);
        DatedValue[] values = DatedValue.InOrder(given.Select(r => new DatedValue(r.Date, r.Parts is { Numerator: { } x, Denominator: { } n } ? x / n : null)));

        List<RunPart> parts = [];
        List<AttributePoint> points = [];
        foreach (var (from, to, frozen) in options.SpansOf(values.Length))
        {
            bool Counts(int i) => values[i].Value is not null && !options.Exclude.Contains(values[i].Date);
            int[] baseline = [.. Enumerable.Range(from, frozen).Where(Counts)];
            double? centre = baseline.Length == 0 ? null : baseline.Sum(i => given[i].Parts.Numerator!.Value) / baseline.Sum(i => given[i].Parts.Denominator!.Value);
            double? Sigma(int i) => centre is { } c && given[i].Parts.Denominator is { } n ? Math.Sqrt((IsShare(kind) ? c * (1 - c) : c) / n) : null;
            var widened = kind != AttributeChartKind.ShareOfMany ? 1
                : MovingRanges.Average([.. Enumerable.Range(from, frozen).Select(i => Counts(i) ? (values[i].Value - centre) / Sigma(i) : null)], options.ScreenedMovingRange) / 1.128;
            Interval? Band(int i, int sigmas) => centre is { } c && sigmas * Sigma(i) * widened is { } reach
                ? new(Math.Max(0, c - reach), IsShare(kind) ? Math.Min(1, c + reach) : c + reach)
                : null;

            var part = RunPart.Around(centre, parts.Count + 1, [.. Enumerable.Range(from, to - from).Select(i => Counts(i) ? values[i].Value : null)]);
            parts.Add(part);
            points.AddRange(Enumerable.Range(from, to - from).Select(i =>
                new AttributePoint(values[i].Date, values[i].Value, part, i < from + frozen && !options.Exclude.Contains(values[i].Date), Band(i, 3), Band(i, 2))));
        }
        return new(kind, points, parts);
    }

    private static bool IsShare(AttributeChartKind kind) => kind is AttributeChartKind.Share or AttributeChartKind.ShareOfMany;

    private static void Refuse(DatedParts row, AttributeChartKind kind)
    {
        try
        {
            row.Parts.Refuse(IsShare(kind));
        }
        catch (ArgumentException refusal)
        {
            throw new ArgumentException($"{row.Date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}: {refusal.Message}", refusal);
        }
    }
}
