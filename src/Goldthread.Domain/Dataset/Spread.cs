using System.Globalization;

namespace Goldthread.Domain.Dataset;

/// <summary>How far areas lie apart, and where each stands among them.</summary>
public sealed class Spread
{
    private readonly double[] _ordered;

    /// <summary>Takes the figures of all areas.</summary>
    /// <param name="values">In any order; missing ones are left out.</param>
    public Spread(IEnumerable<double?> values) => _ordered = [.. values.OfType<double>().Order()];

    /// <summary>The value that a share of the areas does not pass, between two areas in a straight line: position 1 + (n − 1) × share (R's type 7).</summary>
    /// <param name="share">From 0, the lowest, to 1, the highest.</param>
    /// <returns>In the unit of the figures; null without any.</returns>
    /// <exception cref="ArgumentException">A share below 0 or above 1.</exception>
    public double? Percentile(double share)
    {
        if (share is not (>= 0 and <= 1)) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The share {share} is not a probability. Give one from 0 to 1."));
        if (_ordered.Length == 0) return null;
        var position = (_ordered.Length - 1) * share;
        var below = (int)position;
        return below + 1 < _ordered.Length ? _ordered[below] + (position - below) * (_ordered[below + 1] - _ordered[below]) : _ordered[below];
    }

    /// <summary>1 for the lowest value; equal values share the lower rank.</summary>
    /// <param name="value">Of one of the areas; null when missing.</param>
    public int? Rank(double? value) => value is { } v ? 1 + Below(_ordered, v, orEqual: false) : null;

    /// <summary>The share of the other areas that are lower: (rank − 1) ÷ (n − 1).</summary>
    /// <param name="value">Of one of the areas; null when missing.</param>
    /// <returns>From 0 to 1; null for a missing value, and for the only one.</returns>
    public double? PercentRank(double? value) => _ordered.Length > 1 && Rank(value) is { } rank ? (rank - 1.0) / (_ordered.Length - 1) : null;

    /// <summary>How many of the ordered values are below one, or equal to it.</summary>
    internal static int Below(double[] ordered, double value, bool orEqual)
    {
        var (low, high) = (0, ordered.Length);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (ordered[middle] < value || (orEqual && ordered[middle] == value)) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
