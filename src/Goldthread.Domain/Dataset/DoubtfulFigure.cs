using System.Globalization;

namespace Goldthread.Domain.Dataset;

/// <summary>Published figures that can't be right. They are pointed out and never used as a benchmark; nothing is changed or hidden.</summary>
public static class DoubtfulFigure
{
    /// <summary>Fewer areas than this say nothing about the scale of a country.</summary>
    public const int FewestAreas = 5;

    private const double WideMargin = 2;

    /// <summary>Why a figure can't be right by itself; null when nothing speaks against it.</summary>
    /// <param name="figure">As published.</param>
    /// <param name="isPercentage">The numerator is part of the denominator.</param>
    public static string? ByItself(FigureValue figure, bool isPercentage) => figure switch
    {
        { Numerator: < 0 } or { Denominator: < 0 } => "a count below zero",
        { Denominator: not null, Value: < 0 } => "a rate below zero",
        _ when isPercentage && figure.Value < 0 => "a percentage below zero",
        _ when isPercentage && figure.Value > 100 => "more than 100%",
        _ => null,
    };

    /// <summary>Why the figure of a country or a region can't be right beside those of its areas: a rate of all of them together lies among
    /// theirs. It must be more than twice the highest, or less than half of the lowest: rounding and areas that are missing never do that.</summary>
    /// <param name="whole">Of the country or region, in the unit of the areas; null when missing.</param>
    /// <param name="areas">Of its areas; missing ones are left out.</param>
    /// <param name="show">Writes a figure.</param>
    /// <returns>Null when nothing speaks against it, or when fewer than <see cref="FewestAreas"/> areas have a figure. Never ask it about counts,
    /// of which a country has more than any area.</returns>
    public static string? BesideItsAreas(double? whole, IEnumerable<double?> areas, Func<double, string>? show = null)
    {
        double[] known = [.. areas.OfType<double>()];
        if (whole is not { } value || known.Length < FewestAreas) return null;
        show ??= v => v.ToString("0.##", CultureInfo.InvariantCulture);
        var (low, high) = (known.Min(), known.Max());
        if (value > high && value > WideMargin * Math.Abs(high)) return $"its figure, {show(value)}, is off the scale of its areas, of which the highest has {show(high)}";
        return value < low && WideMargin * value < low && low > 0 ? $"its figure, {show(value)}, is off the scale of its areas, of which the lowest has {show(low)}" : null;
    }
}
