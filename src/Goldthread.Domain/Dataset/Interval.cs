namespace Goldthread.Domain.Dataset;

/// <summary>The range in which the underlying figure lies, at 95 per cent confidence.</summary>
/// <param name="Lower">Low end, in the unit of the value.</param>
/// <param name="Upper">High end.</param>
public sealed record Interval(double Lower, double Upper)
{
    private const double Z = 1.959963984540054; // Φ⁻¹(0.975)
    private const double Tail = 0.025;

    /// <summary>The interval of a figure worked out from its parts: Wilson's for a percentage, Byar's for a rate, and the
    /// exact one for a rate of fewer than ten events.</summary>
    /// <param name="figure">As shown; without both parts there is none.</param>
    /// <param name="multiplier">Value = numerator ÷ denominator × multiplier.</param>
    /// <param name="isPercentage">The numerator is part of the denominator; else it counts events.</param>
    /// <returns>Null without parts, for a denominator that is not above zero, for a percentage above 100, and for a plain
    /// quotient (multiplier 1), such as children per social worker.</returns>
    /// <remarks>The numbers are those of PHEindicatormethods.</remarks>
    public static Interval? Of(FigureValue figure, double multiplier, bool isPercentage)
    {
        if (figure is not { Numerator: { } x, Denominator: { } n, Value: not null } || n <= 0 || multiplier == 1) return null;
        if (isPercentage) return x > n ? null : Wilson(x, n, multiplier);
        return Byar(x) is { } count ? new(count.Lower / n * multiplier, count.Upper / n * multiplier) : null;
    }

    private static Interval Wilson(double x, double n, double multiplier)
    {
        var middle = 2 * x + Z * Z;
        var width = Z * Math.Sqrt(Z * Z + 4 * x * (1 - x / n));
        return new((middle - width) / (2 * (n + Z * Z)) * multiplier, (middle + width) / (2 * (n + Z * Z)) * multiplier);
    }

    private static Interval? Byar(double x)
    {
        if (x >= 10) return new(x * Math.Pow(1 - 1 / (9 * x) - Z / (3 * Math.Sqrt(x)), 3), (x + 1) * Math.Pow(1 - 1 / (9 * (x + 1)) + Z / (3 * Math.Sqrt(x + 1)), 3));
        if (x < 0) return null;
        // A count with a fraction, as rounding by the publisher leaves it: the same limits by the gamma distribution.
        if (x != Math.Floor(x)) return new(Solve(mean => SpecialFunction.LowerGamma(x, mean) - Tail), Solve(mean => SpecialFunction.LowerGamma(x + 1, mean) - (1 - Tail)));
        return new(x == 0 ? 0 : Solve(mean => 1 - UpTo((int)x - 1, mean) - Tail), Solve(mean => Tail - UpTo((int)x, mean)));
    }

    // How often a Poisson count is at most so many.
    private static double UpTo(int most, double mean)
    {
        var (term, sum) = (Math.Exp(-mean), 0.0);
        for (var k = 0; k <= most; k++)
        {
            sum += term;
            term *= mean / (k + 1);
        }
        return sum;
    }

    // The mean at which a rising function crosses zero; counts below ten have theirs below 25.
    private static double Solve(Func<double, double> rising)
    {
        var (low, high) = (0.0, 25.0);
        for (var i = 0; i < 100; i++)
        {
            var middle = (low + high) / 2;
            if (rising(middle) < 0) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }
}
