namespace Goldthread.Domain.Dataset;

/// <summary>Denominators at which a number of events would just lie on a limit.</summary>
/// <param name="OnLower">On the lower limit: the larger of the two.</param>
/// <param name="OnUpper">On the upper limit.</param>
public sealed record FunnelDenominators(double OnLower, double OnUpper);

/// <summary>One place along a funnel.</summary>
/// <param name="Position">The denominator of a percentage; the number of events of a rate or a ratio.</param>
/// <param name="Inner">Limits at 95 per cent, in the unit of the statistic.</param>
/// <param name="Outer">Limits at 99.8 per cent.</param>
/// <param name="InnerDenominators">Population of one year, or events expected, on the inner limits; null for percentages.</param>
/// <param name="OuterDenominators">The same on the outer limits.</param>
public sealed record FunnelPlace(double Position, Interval Inner, Interval Outer, FunnelDenominators? InnerDenominators = null, FunnelDenominators? OuterDenominators = null);

/// <summary>The lines of a funnel, for drawing: 100 places, closer together where the lines bend.</summary>
/// <param name="Places">From the smallest on.</param>
/// <param name="Average">Of all areas, in the unit of the statistic; null for ratios, whose average is 1.</param>
/// <remarks>The numbers are those of calculate_funnel_limits (PHEindicatormethods 2.1.0), with exact Poisson limits.</remarks>
public sealed record FunnelLines(IReadOnlyList<FunnelPlace> Places, double? Average)
{
    private const int PlacesDrawn = 100;

    /// <summary>Works out the lines around areas.</summary>
    /// <param name="areas">All of the funnel.</param>
    /// <param name="statistic">What is compared.</param>
    /// <param name="multiplier">Value = numerator ÷ denominator × multiplier; above zero.</param>
    /// <param name="years">Years that the events of a rate were counted in; not looked at otherwise.</param>
    /// <exception cref="ArgumentException">No area with figures, impossible parts, a rate that is missing, or fewer than one year.</exception>
    public static FunnelLines Of(IEnumerable<FunnelArea> areas, FunnelStatistic statistic, double multiplier, int years = 1)
    {
        if (years < 1) throw new ArgumentException($"The years of data are {years}. Give a whole number of 1 or more.");
        var read = FunnelArea.Read(areas, statistic, multiplier);
        var average = FunnelArea.AverageOf(read);
        double[] sizes = [.. read.OfType<(double Numerator, double Denominator)>().Select(a => a.Denominator)];
        return statistic switch
        {
            FunnelStatistic.Percentage => new([.. Positions(Axis(sizes), later: 1).Select(n => new FunnelPlace(n, Drawn(average, n, Confidence.NinetyFive, multiplier), Drawn(average, n, Confidence.NinetyNinePointEight, multiplier)))], average * multiplier),
            FunnelStatistic.Rate => new([.. Positions(Events(Axis([.. sizes.Select(n => n / years)]), average * years), later: 1).Select(x => OfEvents(x, average, years, multiplier))], average * multiplier),
            FunnelStatistic.Ratio => new([.. Positions(Axis(sizes), later: 0).Select(x => OfEvents(x, 1, 1, multiplier))], null),
        };
    }

    /// <summary>Between which shares chance explains the figure of an area: the shares whose Wilson limit would touch the average.</summary>
    /// <param name="average">A share of one.</param>
    /// <param name="size">The area's denominator; above zero.</param>
    /// <param name="confidence">How sure.</param>
    /// <returns>Not cut at 0 and 1.</returns>
    internal static Interval AroundShare(double average, double size, Confidence confidence)
    {
        var reach = confidence.Z * Math.Sqrt(average * (1 - average) / size);
        return new(average - reach, average + reach);
    }

    // Cut at 0 and 100 whatever the multiplier, as the package has it.
    private static Interval Drawn(double average, double size, Confidence confidence, double multiplier)
    {
        var limits = AroundShare(average, size, confidence).Times(multiplier);
        return new(Math.Max(0, limits.Lower), Math.Min(100, limits.Upper));
    }

    private static FunnelPlace OfEvents(double events, double average, int years, double multiplier)
    {
        (Interval Limits, FunnelDenominators Denominators) At(Confidence confidence)
        {
            var expected = Interval.ExactOfCount(events, confidence);
            return (new(events / expected.Upper * average * multiplier, events / expected.Lower * average * multiplier),
                new(expected.Upper / average / years, expected.Lower / average / years));
        }
        var (inner, outer) = (At(Confidence.NinetyFive), At(Confidence.NinetyNinePointEight));
        return new(events, inner.Limits, outer.Limits, inner.Denominators, outer.Denominators);
    }

    private static (double From, double To) Axis(double[] sizes)
    {
        var (least, most) = (sizes.Min(), sizes.Max());
        return (most > 2 * least ? 0 : Rounded(0.95 * least, 1, Math.Floor), Rounded(1.05 * most, 2, Math.Ceiling));
    }

    private static (double From, double To) Events((double From, double To) axis, double average) => (Math.Floor(axis.From * average), Math.Ceiling(axis.To * average));

    private static double Rounded(double value, int figures, Func<double, double> way)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(value)) - figures + 1);
        return way(value / unit) * unit;
    }

    // Each place is the same share further than the last, at least one; ratios begin a step behind the others in the published package.
    private static IEnumerable<double> Positions((double From, double To) axis, int later)
    {
        var position = Math.Max(1, axis.From);
        yield return position;
        for (var i = 1; i < PlacesDrawn; i++)
        {
            var next = Math.Round(Math.Pow(axis.To / position, 1.0 / (PlacesDrawn + 1 - i - later)) * position, MidpointRounding.ToEven);
            position = Math.Max(position + 1, next);
            yield return position;
        }
    }
}
