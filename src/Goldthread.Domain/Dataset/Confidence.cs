using System.Globalization;

namespace Goldthread.Domain.Dataset;

/// <summary>How sure an interval is to hold the underlying figure.</summary>
public sealed record Confidence
{
    private Confidence(double level) => (Level, Z) = (level, SpecialFunction.NormalUpperQuantile((1 - level) / 2));

    /// <summary>95 per cent, the usual one.</summary>
    public static Confidence NinetyFive { get; } = Of(0.95);

    /// <summary>99.8 per cent, the outer one of a funnel.</summary>
    public static Confidence NinetyNinePointEight { get; } = Of(0.998);

    /// <summary>As a share of one.</summary>
    public double Level { get; }

    /// <summary>How many standard deviations of a normal distribution it reaches on each side: 1.9600 for 95 per cent, 3.0902 for 99.8.</summary>
    public double Z { get; }

    /// <summary>What is left on each side, as a share of one.</summary>
    public double Tail => (1 - Level) / 2;

    /// <summary>Checks a level of confidence.</summary>
    /// <param name="level">A share from 0.9, or a percentage from 90; below all of it.</param>
    /// <exception cref="ArgumentException">Anything else.</exception>
    public static Confidence Of(double level) => level switch
    {
        >= 0.9 and < 1 => new(level),
        >= 90 and < 100 => new(level / 100),
        _ => throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The confidence {level} can't be used. Give a share from 0.9 to below 1, or a percentage from 90 to below 100.")),
    };

    /// <summary>Such as "99.8%".</summary>
    public override string ToString() => (Level * 100).ToString("0.######", CultureInfo.InvariantCulture) + "%";
}
