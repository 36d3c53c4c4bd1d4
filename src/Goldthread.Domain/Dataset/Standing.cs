namespace Goldthread.Domain.Dataset;

/// <summary>How an area's figure stands against a benchmark, such as England's.</summary>
public enum Standing
{
    /// <summary>No interval or no benchmark, so no judgement.</summary>
    NotCompared,

    /// <summary>Beyond it in the good direction, by more than chance explains.</summary>
    Better,

    /// <summary>The interval holds the benchmark.</summary>
    Similar,

    /// <summary>Beyond it in the bad direction.</summary>
    Worse,

    /// <summary>Above it, where neither way is good in itself.</summary>
    Higher,

    /// <summary>Below it, where neither way is good in itself.</summary>
    Lower,
}

/// <summary>The published rule for comparing areas: only an interval that lies wholly, and not just by touching, on one side of the benchmark
/// says anything. The benchmark's own interval is not used.</summary>
public static class BenchmarkRule
{
    /// <summary>Higher, lower, similar or not compared.</summary>
    /// <param name="interval">Of the area; null when it has none.</param>
    /// <param name="benchmark">In the same unit; null when missing.</param>
    public static Standing PositionOf(Interval? interval, double? benchmark) => (interval, benchmark) switch
    {
        ({ } i, { } level) when i.Lower > level => Standing.Higher,
        ({ } i, { } level) when i.Upper < level => Standing.Lower,
        (not null, not null) => Standing.Similar,
        _ => Standing.NotCompared,
    };

    /// <summary>The same as good or bad news, where the indicator has a good direction.</summary>
    /// <param name="interval">Of the area; null when it has none.</param>
    /// <param name="benchmark">In the same unit; null when missing.</param>
    /// <param name="polarity">Which way is better.</param>
    public static Standing StandingOf(Interval? interval, double? benchmark, Polarity polarity) => (PositionOf(interval, benchmark), polarity) switch
    {
        (Standing.Higher, Polarity.HighIsGood) or (Standing.Lower, Polarity.LowIsGood) => Standing.Better,
        (Standing.Lower, Polarity.HighIsGood) or (Standing.Higher, Polarity.LowIsGood) => Standing.Worse,
        var (position, _) => position,
    };
}
