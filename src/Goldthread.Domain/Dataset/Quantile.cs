namespace Goldthread.Domain.Dataset;

/// <summary>Areas in groups of about equal size by their figure, such as tenths.</summary>
public static class Quantile
{
    /// <summary>Puts each area in its group.</summary>
    /// <param name="values">One for each area; null when missing.</param>
    /// <param name="groups">How many groups; at least 1.</param>
    /// <param name="highestFirst">The first group holds the highest values; else the lowest.</param>
    /// <returns>For each area, in the same order, a group from 1 on; null for a missing value, and for all when fewer areas than groups
    /// have one. Equal values share the better place.</returns>
    /// <exception cref="ArgumentException">Fewer than one group.</exception>
    /// <remarks>The numbers are those of phe_quantile (PHEindicatormethods 2.1.0).</remarks>
    public static IReadOnlyList<int?> Of(IReadOnlyList<double?> values, int groups, bool highestFirst)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (groups < 1) throw new ArgumentException($"Areas can't be put in {groups} groups. Give a whole number of 1 or more.");
        double[] ordered = [.. values.OfType<double>().Order()];
        if (ordered.Length < groups) return [.. values.Select(_ => (int?)null)];
        int? Group(double value)
        {
            var rank = 1 + (highestFirst ? ordered.Length - Spread.Below(ordered, value, orEqual: true) : Spread.Below(ordered, value, orEqual: false));
            return Math.Max(1, groups + 1 - (int)Math.Ceiling((ordered.Length + 1 - rank) / ((double)ordered.Length / groups)));
        }
        return [.. values.Select(v => v is { } value ? Group(value) : null)];
    }
}
