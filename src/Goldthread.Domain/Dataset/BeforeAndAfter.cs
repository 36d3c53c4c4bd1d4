namespace Goldthread.Domain.Dataset;

/// <summary>A figure of the time after an action against the time before it. Chance is weighed; other causes are not.</summary>
/// <param name="Change">For rates after ÷ before; for percentages after − before, as a share of one.</param>
/// <param name="Interval">In the same unit; the upper end of a ratio is infinite when there was no event before.</param>
/// <param name="PValue">How often chance alone would give so much difference; null when nothing varies.</param>
public sealed record BeforeAndAfter(double Change, Interval Interval, double? PValue)
{
    // Two tables that are equally likely must count as such, though their chances were rounded on different ways. R uses the same.
    private const double AsLikely = 1 + 1e-7;

    private const double MostEvents = 10_000_000;

    /// <summary>Two rates by the exact conditional test: given all events, how many of them would fall after by chance.</summary>
    /// <param name="before">Events and population, or person-years, before.</param>
    /// <param name="after">The same after.</param>
    /// <param name="confidence">Of the interval.</param>
    /// <exception cref="ArgumentException">Missing or impossible parts, no event at all, or a count that is not whole.</exception>
    /// <remarks>The numbers are those of R's poisson.test.</remarks>
    public static BeforeAndAfter OfRates(Parts before, Parts after, Confidence confidence)
    {
        ArgumentNullException.ThrowIfNull(confidence);
        var ((x0, n0), (x1, n1)) = (Both(before, isPercentage: false), Both(after, isPercentage: false));
        if (x0 != Math.Floor(x0) || x1 != Math.Floor(x1)) throw new ArgumentException("Events must be whole numbers for an exact test.");
        if (x0 + x1 == 0) throw new ArgumentException("There is no event before and none after, so there is nothing to compare.");
        var total = x0 + x1;
        if (total > MostEvents) throw new ArgumentException("There are more than ten million events, too many for an exact test. Compare the intervals of the two rates.");
        var lower = x1 == 0 ? 0 : SpecialFunction.BetaQuantile(x1, x0 + 1, confidence.Tail);
        var upper = x0 == 0 ? 1 : SpecialFunction.BetaQuantile(x1 + 1, x0, 1 - confidence.Tail);
        var scale = n0 / n1;
        return new(x1 / n1 / (x0 / n0), new(lower / (1 - lower) * scale, upper / (1 - upper) * scale), TwoSided(x1, total, n1 / (n0 + n1)));
    }

    /// <summary>Two percentages by their difference, with Wald's interval and the chi-squared test without continuity correction.</summary>
    /// <param name="before">Part and whole before.</param>
    /// <param name="after">The same after.</param>
    /// <param name="confidence">Of the interval.</param>
    /// <exception cref="ArgumentException">Missing or impossible parts.</exception>
    /// <remarks>The numbers are those of R's prop.test with correct = FALSE.</remarks>
    public static BeforeAndAfter OfPercentages(Parts before, Parts after, Confidence confidence)
    {
        ArgumentNullException.ThrowIfNull(confidence);
        var ((x0, n0), (x1, n1)) = (Both(before, isPercentage: true), Both(after, isPercentage: true));
        var (p0, p1, all) = (x0 / n0, x1 / n1, (x0 + x1) / (n0 + n1));
        var half = confidence.Z * Math.Sqrt(p0 * (1 - p0) / n0 + p1 * (1 - p1) / n1);
        var z = (p1 - p0) / Math.Sqrt(all * (1 - all) * (1 / n0 + 1 / n1));
        return new(p1 - p0, new(Math.Max(-1, p1 - p0 - half), Math.Min(1, p1 - p0 + half)), all is 0 or 1 ? null : SpecialFunction.UpperChiSquaredOneDegree(z * z));
    }

    private static (double Numerator, double Denominator) Both(Parts parts, bool isPercentage)
    {
        ArgumentNullException.ThrowIfNull(parts);
        parts.Refuse(isPercentage);
        return parts is { Numerator: { } x, Denominator: { } n } ? (x, n) : throw new ArgumentException("Both numerators and both denominators are needed to compare before with after.");
    }

    // The chance of every split of the events that is no more likely than the one seen.
    private static double TwoSided(double seen, double total, double share)
    {
        var all = SpecialFunction.LogGamma(total + 1);
        double Chance(double k) => Math.Exp(all - SpecialFunction.LogGamma(k + 1) - SpecialFunction.LogGamma(total - k + 1) + k * Math.Log(share) + (total - k) * Math.Log(1 - share));
        var limit = Chance(seen) * AsLikely;
        var sum = 0.0;
        for (var k = 0.0; k <= total; k++)
        {
            var chance = Chance(k);
            if (chance <= limit) sum += chance;
        }
        return Math.Min(1, sum);
    }
}
