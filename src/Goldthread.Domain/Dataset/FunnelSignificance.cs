using System.Globalization;

namespace Goldthread.Domain.Dataset;

/// <summary>What a funnel compares.</summary>
public enum FunnelStatistic
{
    /// <summary>A part of a whole.</summary>
    Percentage,

    /// <summary>Events for a population.</summary>
    Rate,

    /// <summary>Events seen against events expected.</summary>
    Ratio,
}

/// <summary>One area of a funnel.</summary>
/// <param name="Parts">Events and population, part and whole, or events seen and expected; null when missing.</param>
/// <param name="Published">Of a rate: as it was published, for the multiplier's number of people. The population is worked out from it.</param>
public sealed record FunnelArea(Parts Parts, double? Published = null)
{
    // A published rate was rounded, and often made from a population that the table does not show.
    internal double? DenominatorOf(FunnelStatistic statistic, double multiplier) =>
        statistic != FunnelStatistic.Rate || Parts.Numerator is null or 0 ? Parts.Denominator
        : Published is > 0 ? multiplier * Parts.Numerator / Published
        : throw new ArgumentException("A funnel of rates needs the published rate, above zero, of every area that has events.");

    internal static (double Numerator, double Denominator)?[] Read(IEnumerable<FunnelArea> areas, FunnelStatistic statistic, double multiplier) => [.. areas.Select((area, i) =>
    {
        try
        {
            area.Parts.Refuse(statistic == FunnelStatistic.Percentage);
            return area.Parts.Numerator is { } x && area.DenominatorOf(statistic, multiplier) is { } n ? (x, n) : ((double, double)?)null;
        }
        catch (ArgumentException refusal)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Area {i + 1} of the funnel: {refusal.Message}"), refusal);
        }
    })];

    internal static double AverageOf(IEnumerable<(double Numerator, double Denominator)?> areas)
    {
        var (x, n) = (0.0, 0.0);
        foreach (var (numerator, denominator) in areas.OfType<(double, double)>()) (x, n) = (x + numerator, n + denominator);
        return n > 0 ? x / n : throw new ArgumentException("A funnel needs at least one area with a numerator and a denominator.");
    }
}

/// <summary>Where an area lies in a funnel.</summary>
public enum FunnelZone
{
    /// <summary>Within the limits that chance explains.</summary>
    NotSignificant,

    /// <summary>Below the outer limit (99.8 per cent).</summary>
    LowOuter,

    /// <summary>Below the inner limit (95 per cent).</summary>
    LowInner,

    /// <summary>Above the outer limit.</summary>
    HighOuter,

    /// <summary>Above the inner limit.</summary>
    HighInner,
}

/// <summary>Which areas differ from the average of all by more than chance explains, as the Fingertips funnel says it.</summary>
/// <remarks>The labels are those of assign_funnel_significance (PHEindicatormethods 2.1.0).</remarks>
public static class FunnelSignificance
{
    /// <summary>Judges every area.</summary>
    /// <param name="areas">All of the funnel, since their sum is the average. For ratios the average is 1.</param>
    /// <param name="statistic">What is compared.</param>
    /// <param name="multiplier">Of published rates; not looked at otherwise.</param>
    /// <returns>One for each area, in their order; null where a part is missing.</returns>
    /// <exception cref="ArgumentException">No area with figures, impossible parts, or a rate that is missing.</exception>
    public static IReadOnlyList<FunnelZone?> Of(IEnumerable<FunnelArea> areas, FunnelStatistic statistic, double multiplier = 1)
    {
        var read = FunnelArea.Read(areas, statistic, multiplier);
        var average = FunnelArea.AverageOf(read);
        return [.. read.Select(area => area is not { } a ? (FunnelZone?)null
            : statistic == FunnelStatistic.Percentage ? ZoneOf(a.Numerator / a.Denominator, c => FunnelLines.AroundShare(average, a.Denominator, c))
            : ZoneOfCount(a.Numerator, a.Denominator * (statistic == FunnelStatistic.Ratio ? 1 : average)))];
    }

    private static FunnelZone ZoneOf(double value, Func<Confidence, Interval> limits)
    {
        var (inner, outer) = (limits(Confidence.NinetyFive), limits(Confidence.NinetyNinePointEight));
        return value < outer.Lower ? FunnelZone.LowOuter
            : value < inner.Lower ? FunnelZone.LowInner
            : value > outer.Upper ? FunnelZone.HighOuter
            : value > inner.Upper ? FunnelZone.HighInner
            : FunnelZone.NotSignificant;
    }

    // The interval of the count against what the average would give: the whole interval below it is a low area.
    private static FunnelZone ZoneOfCount(double events, double expected)
    {
        var (inner, outer) = (Interval.OfCount(events, Confidence.NinetyFive), Interval.OfCount(events, Confidence.NinetyNinePointEight));
        return expected > outer.Upper ? FunnelZone.LowOuter
            : expected > inner.Upper ? FunnelZone.LowInner
            : expected < outer.Lower ? FunnelZone.HighOuter
            : expected < inner.Lower ? FunnelZone.HighInner
            : FunnelZone.NotSignificant;
    }
}
