namespace Goldthread.Domain.Dataset;

/// <summary>How an interval was worked out.</summary>
public enum IntervalMethod
{
    /// <summary>Exact limits of a Poisson count, for fewer than ten events.</summary>
    Exact,

    /// <summary>Byar's approximation to them, from ten events on.</summary>
    Byar,

    /// <summary>Wilson's score interval of a percentage.</summary>
    Wilson,

    /// <summary>Student's t distribution, for a mean.</summary>
    Student,
}

/// <summary>The range in which the underlying figure lies.</summary>
/// <param name="Lower">Low end, in the unit of the value.</param>
/// <param name="Upper">High end.</param>
/// <remarks>The numbers are those of PHEindicatormethods.</remarks>
public sealed record Interval(double Lower, double Upper)
{
    private const double FewestForByar = 10;
    private const double FewestForSpeed = 1e6;

    /// <summary>The interval at 95 per cent of a figure worked out from its parts: Wilson's for a percentage, Byar's for a rate, and
    /// the exact one for a rate of fewer than ten events.</summary>
    /// <param name="figure">As shown; without both parts there is none.</param>
    /// <param name="multiplier">Value = numerator ÷ denominator × multiplier.</param>
    /// <param name="isPercentage">The numerator is part of the denominator; else it counts events.</param>
    /// <returns>Null without parts, for a negative count, for a denominator that is not above zero, for a percentage above 100, and for a
    /// plain quotient (multiplier 1), such as children per social worker.</returns>
    public static Interval? Of(FigureValue figure, double multiplier, bool isPercentage)
    {
        if (figure is not { Numerator: { } x, Denominator: { } n, Value: not null } || n <= 0 || multiplier == 1) return null;
        if (isPercentage) return x > n ? null : OfShare(x, n, Confidence.NinetyFive).Times(multiplier);
        return x < 0 ? null : OfCount(x, Confidence.NinetyFive).Times(multiplier / n);
    }

    /// <summary>The limits of a count of events: exact below ten, Byar's from ten on.</summary>
    /// <param name="events">Zero or more; a fraction, as rounding by a publisher leaves it, is allowed.</param>
    /// <param name="confidence">How sure.</param>
    /// <returns>In events; the lower limit of no events is 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Below zero, or not a number.</exception>
    public static Interval OfCount(double events, Confidence confidence)
    {
        ArgumentNullException.ThrowIfNull(confidence);
        if (!(events >= 0)) throw new ArgumentOutOfRangeException(nameof(events), events, "Must be zero or more.");
        return MethodOfCount(events) == IntervalMethod.Exact ? ExactOfCount(events, confidence) : ByarOfCount(events, confidence.Z);
    }

    /// <summary>The exact limits of a Poisson count. From a million events on Byar's, which are then the same to nine digits and are
    /// had at once.</summary>
    /// <param name="events">Zero or more.</param>
    /// <param name="confidence">How sure.</param>
    public static Interval ExactOfCount(double events, Confidence confidence)
    {
        ArgumentNullException.ThrowIfNull(confidence);
        if (events >= FewestForSpeed) return ByarOfCount(events, confidence.Z);
        return new(events == 0 ? 0 : SpecialFunction.GammaQuantile(events, confidence.Tail), SpecialFunction.GammaQuantile(events + 1, 1 - confidence.Tail));
    }

    /// <summary>Which limits a count gets; it is the value itself that decides, so that 9.999 is exact.</summary>
    /// <param name="events">Zero or more.</param>
    public static IntervalMethod MethodOfCount(double events) => events < FewestForByar ? IntervalMethod.Exact : IntervalMethod.Byar;

    /// <summary>Wilson's interval of a share.</summary>
    /// <param name="part">From 0 to the whole.</param>
    /// <param name="whole">Above zero.</param>
    /// <param name="confidence">How sure.</param>
    /// <returns>Shares of one; none of a whole has 0 below and more than 0 above.</returns>
    public static Interval OfShare(double part, double whole, Confidence confidence)
    {
        ArgumentNullException.ThrowIfNull(confidence);
        var z = confidence.Z;
        var middle = 2 * part + z * z;
        var width = z * Math.Sqrt(z * z + 4 * part * (1 - part / whole));
        return new((middle - width) / (2 * (whole + z * z)), (middle + width) / (2 * (whole + z * z)));
    }

    private static Interval ByarOfCount(double events, double z)
    {
        var above = events + 1;
        return new(
            events * Math.Pow(1 - 1 / (9 * events) - z / (3 * Math.Sqrt(events)), 3),
            above * Math.Pow(1 - 1 / (9 * above) + z / (3 * Math.Sqrt(above)), 3));
    }

    /// <summary>The same in another unit.</summary>
    /// <param name="factor">Above zero.</param>
    public Interval Times(double factor) => new(Lower * factor, Upper * factor);
}
