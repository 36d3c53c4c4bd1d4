namespace Goldthread.Domain.Dataset;

/// <summary>A rate, a percentage or a mean with how sure it is.</summary>
/// <param name="Value">In its unit; null when something it is worked out from is missing.</param>
/// <param name="Method">How the intervals were worked out; null when there are none.</param>
/// <param name="Intervals">One for each confidence that was asked for, in that order; empty without a value.</param>
/// <remarks>The numbers are those of PHEindicatormethods 2.1.0.</remarks>
public sealed record Estimate(double? Value, IntervalMethod? Method, IReadOnlyList<Interval> Intervals)
{
    /// <summary>Events for a population, such as children for 10,000.</summary>
    /// <param name="parts">Events and population.</param>
    /// <param name="multiplier">For how many; above zero.</param>
    /// <param name="levels">The confidences.</param>
    /// <exception cref="ArgumentException">Events below zero, or a population that is not above zero.</exception>
    public static Estimate Rate(Parts parts, double multiplier, IEnumerable<Confidence> levels)
    {
        ArgumentNullException.ThrowIfNull(parts);
        parts.Refuse(isPercentage: false);
        return parts is { Numerator: { } x, Denominator: { } n }
            ? new(x / n * multiplier, Interval.MethodOfCount(x), [.. levels.Select(c => Interval.OfCount(x, c).Times(multiplier / n))])
            : new(null, null, []);
    }

    /// <summary>A part of a whole.</summary>
    /// <param name="parts">Part and whole.</param>
    /// <param name="multiplier">100 for per cent, 1 for a share of one.</param>
    /// <param name="levels">The confidences.</param>
    /// <exception cref="ArgumentException">A part below zero or larger than its whole, or a whole that is not above zero.</exception>
    public static Estimate Percentage(Parts parts, double multiplier, IEnumerable<Confidence> levels)
    {
        ArgumentNullException.ThrowIfNull(parts);
        parts.Refuse(isPercentage: true);
        return parts is { Numerator: { } x, Denominator: { } n }
            ? new(x / n * multiplier, IntervalMethod.Wilson, [.. levels.Select(c => Interval.OfShare(x, n, c).Times(multiplier))])
            : new(null, IntervalMethod.Wilson, []);
    }

    /// <summary>The mean of values with its interval by Student's t.</summary>
    /// <param name="sample">The values.</param>
    /// <param name="levels">The confidences.</param>
    /// <returns>No value when one is missing; no interval for fewer than two values.</returns>
    public static Estimate Mean(Sample sample, IEnumerable<Confidence> levels)
    {
        ArgumentNullException.ThrowIfNull(sample);
        if (sample.Mean is not { } mean) return new(null, IntervalMethod.Student, []);
        if (sample.StandardDeviation is not { } deviation) return new(mean, IntervalMethod.Student, []);
        var error = deviation / Math.Sqrt(sample.Count);
        return new(mean, IntervalMethod.Student, [.. levels.Select(c => SpecialFunction.StudentUpperQuantile(c.Tail, sample.Count - 1) * error).Select(half => new Interval(mean - half, mean + half))]);
    }
}

/// <summary>Some values, and what a mean needs of them.</summary>
/// <param name="Count">How many, missing ones counted.</param>
/// <param name="Sum">Null when one is missing.</param>
/// <param name="Mean">Null when one is missing, or there are none.</param>
/// <param name="StandardDeviation">Of a sample (n − 1); null when one is missing, or with fewer than two.</param>
public sealed record Sample(int Count, double? Sum, double? Mean, double? StandardDeviation)
{
    /// <summary>Reads values.</summary>
    /// <param name="values">In any order, missing ones as null.</param>
    public static Sample Of(IReadOnlyCollection<double?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        double[] known = [.. values.OfType<double>()];
        if (known.Length < values.Count || CompensatedMean.Of(known) is not { } mean) return new(values.Count, null, null, null);
        double? deviation = known.Length < 2 ? null : Math.Sqrt(known.Sum(v => (v - mean) * (v - mean)) / (known.Length - 1));
        return new(known.Length, known.Sum(), mean, deviation);
    }
}
