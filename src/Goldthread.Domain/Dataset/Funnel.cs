using System.Globalization;

namespace Goldthread.Domain.Dataset;

/// <summary>What the areas of a funnel with over-dispersion are compared by.</summary>
public enum FunnelMethod
{
    /// <summary>Part of a whole, by the arcsine of its root.</summary>
    Percentage,

    /// <summary>Ratio of two counts, by its logarithm.</summary>
    RatioOfCounts,

    /// <summary>Observed ÷ expected by its logarithm, as in the Summary Hospital-level Mortality Indicator; extremes are left out.</summary>
    ObservedLog,

    /// <summary>Observed ÷ expected by its root, as the Care Quality Commission does it; extremes are pulled in.</summary>
    ObservedRoot,
}

/// <summary>How a funnel is worked out; the defaults are those of FunnelPlotR.</summary>
public sealed record FunnelOptions
{
    /// <summary>What is compared.</summary>
    public required FunnelMethod Method { get; init; }

    /// <summary>Limits widened by what the areas differ by beyond chance.</summary>
    public bool Adjusted { get; init; } = true;

    /// <summary>Limits that chance alone gives.</summary>
    public bool Unadjusted { get; init; }

    /// <summary>An outlier lies beyond the outer limits (99.8 per cent); else beyond the inner ones (95).</summary>
    public bool OuterLimits { get; init; } = true;

    /// <summary>The share at each end that is pulled in or left out before the dispersion is measured; from 0 to below ½.</summary>
    public double TrimBy { get; init; } = 0.1;

    /// <summary>Of the limits: they hold numerator ÷ denominator × multiplier; above zero.</summary>
    public double Multiplier { get; init; } = 1;
}

/// <summary>A pair of limits around the centre of a funnel, with the multiplier.</summary>
/// <param name="Inner">95 per cent.</param>
/// <param name="Outer">99.8 per cent.</param>
public sealed record FunnelLimits(Interval Inner, Interval Outer);

/// <summary>One area of a funnel.</summary>
/// <param name="Name">Of the area.</param>
/// <param name="Numerator">Sum of its rows.</param>
/// <param name="Denominator">Sum of its rows; rounded to two decimals by the log method.</param>
/// <param name="Ratio">Numerator ÷ denominator, without the multiplier, which the limits have.</param>
/// <param name="Z">How many standard deviations from the centre.</param>
/// <param name="TrimmedZ">As it counts for the dispersion; null when left out.</param>
/// <param name="Unadjusted">What chance alone gives.</param>
/// <param name="Adjusted">With what the areas differ by beyond it.</param>
/// <param name="IsOutlier">Strictly beyond the limits in use.</param>
public sealed record FunnelPoint(string Name, double Numerator, double Denominator, double Ratio, double Z, double? TrimmedZ, FunnelLimits Unadjusted, FunnelLimits Adjusted, bool IsOutlier);

/// <summary>Areas against limits that follow their size, widened where areas differ by more than chance (Spiegelhalter 2012).</summary>
/// <param name="Points">One for each area, in the order of its first row.</param>
/// <param name="Phi">Dispersion: 1 when chance explains the differences; 0 when adjusted limits are not asked for.</param>
/// <param name="TauSquared">Variance between areas on the transformed scale; zero or more.</param>
/// <param name="UsesAdjusted">Adjusted limits are in use. They are not when only they were asked for and the dispersion is 1 or less.</param>
/// <param name="UsesUnadjusted">Unadjusted limits are drawn.</param>
/// <remarks>The numbers are those of FunnelPlotR 0.5.0. For rates with small counts <see cref="FunnelSignificance"/> is the better picture.</remarks>
public sealed record Funnel(IReadOnlyList<FunnelPoint> Points, double Phi, double TauSquared, bool UsesAdjusted, bool UsesUnadjusted)
{
    // As the package has them, not at full precision.
    private const double InnerZ = 1.959964;
    private const double OuterZ = 3.090232;

    /// <summary>Works out a funnel.</summary>
    /// <param name="rows">Area and its parts; rows of one area are added together.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">No rows, a missing or impossible part, no limits asked for, or a log of no events.</exception>
    public static Funnel Of(IEnumerable<(string Area, Parts Parts)> rows, FunnelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.Adjusted && !options.Unadjusted) throw new ArgumentException("No limits are asked for. Ask for adjusted limits, unadjusted limits, or both.");
        if (options.TrimBy is not (>= 0 and < 0.5)) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Trimming by {options.TrimBy} is not possible. Give a share from 0 to below 0.5."));
        var areas = rows.GroupBy(r => r.Area).Select(g => (Name: g.Key, Parts: Whole(g.Key, Parts.Sum([.. g.Select(r => r.Parts)]), options.Method))).ToArray();
        if (areas.Length == 0) throw new ArgumentException("A funnel needs at least one area.");

        var scale = FunnelScale.Of(options.Method, [.. areas.Select(a => a.Parts)]);
        double[] z = [.. scale.Areas.Select(a => (a.Y - scale.Centre) / a.Deviation)];
        var trimmed = options.Method == FunnelMethod.ObservedLog ? LeftOut(z, options.TrimBy) : PulledIn(z, options.TrimBy);
        var (phi, tau) = options.Adjusted ? Dispersion(areas, scale, trimmed) : (0, 0);
        var usesAdjusted = options.Adjusted && (options.Unadjusted || phi > 1);

        var adjusted = Limits(scale, options.Multiplier, (size, deviations, _) => scale.Around(size, deviations, tau));
        var unadjusted = Limits(scale, options.Multiplier, (size, deviations, confidence) => scale.ByChance(size, deviations, confidence));
        return new([.. areas.Select((area, i) =>
        {
            var ratio = area.Parts.Numerator / area.Parts.Denominator;
            var value = ratio * options.Multiplier;
            var used = usesAdjusted ? adjusted[i] : unadjusted[i];
            var pair = options.OuterLimits ? used.Outer : used.Inner;
            return new FunnelPoint(area.Name, area.Parts.Numerator, scale.Areas[i].Size, ratio, z[i], trimmed[i], unadjusted[i], adjusted[i], value < pair.Lower || value > pair.Upper);
        })], phi, tau, usesAdjusted, options.Unadjusted || !usesAdjusted);
    }

    private static (double Numerator, double Denominator) Whole(string area, Parts parts, FunnelMethod method)
    {
        try
        {
            parts.Refuse(method == FunnelMethod.Percentage);
        }
        catch (ArgumentException refusal)
        {
            throw new ArgumentException($"{area}: {refusal.Message}", refusal);
        }
        return parts is { Numerator: { } x, Denominator: { } n } ? (x, n) : throw new ArgumentException($"{area} lacks a numerator or a denominator. Leave the area out of the funnel, or fill it in.");
    }

    private static double?[] PulledIn(double[] z, double share)
    {
        Spread spread = new(z.Select(v => (double?)v));
        var (low, high) = (spread.Percentile(share)!.Value, spread.Percentile(1 - share)!.Value);
        return [.. z.Select(v => (double?)Math.Clamp(v, low, high))];
    }

    // Areas in k groups by rank, the first and the last of which are left out; equal values share their average rank.
    private static double?[] LeftOut(double[] z, double share)
    {
        if (share == 0) return [.. z.Select(v => (double?)v)];
        var groups = 1 / share;
        double[] ordered = [.. z.Order()];
        double RankOf(double value) => (Spread.Below(ordered, value, orEqual: false) + Spread.Below(ordered, value, orEqual: true) + 1) / 2.0;
        double Group(double value) => Math.Floor(RankOf(value) * groups / (z.Length + 1));
        return [.. z.Select(v => Group(v) is var group && group > 0 && group < groups - 1 ? (double?)v : null)];
    }

    private static (double Phi, double TauSquared) Dispersion((string Name, (double, double) Parts)[] areas, FunnelScale scale, double?[] trimmed)
    {
        var (n, squares, w, w2) = (0, 0.0, 0.0, 0.0);
        for (var i = 0; i < trimmed.Length; i++)
        {
            if (trimmed[i] is not { } z) continue;
            if (!double.IsFinite(z)) throw new ArgumentException($"{areas[i].Name} has no events, whose logarithm does not exist. Use the square-root method.");
            var weight = 1 / (scale.Areas[i].Deviation * scale.Areas[i].Deviation);
            (n, squares, w, w2) = (n + 1, squares + z * z, w + weight, w2 + weight * weight);
        }
        if (n == 0) throw new ArgumentException("Trimming leaves no area to measure the dispersion by. Trim less, or give more areas.");
        return (squares / n, squares < n - 1 || n == 1 ? 0 : Math.Max(0, (squares - (n - 1)) / (w - w2 / w)));
    }

    private static FunnelLimits[] Limits(FunnelScale scale, double multiplier, Func<double, double, Confidence, Interval> at)
    {
        double[] sizes = [.. scale.Areas.Select(a => a.Size)];
        Interval[] Pair(double deviations, Confidence confidence) => [.. scale.Straightened(sizes, size => at(size, deviations, confidence)).Select(i => i.Times(multiplier))];
        return [.. Pair(InnerZ, Confidence.NinetyFive).Zip(Pair(OuterZ, Confidence.NinetyNinePointEight), (inner, outer) => new FunnelLimits(inner, outer))];
    }
}
