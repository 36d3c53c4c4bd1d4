namespace Goldthread.Domain.Dataset;

/// <summary>The transformed scale on which the areas of a funnel vary alike, whatever their level.</summary>
internal sealed class FunnelScale
{
    private const int FirstSize = 3;
    private const int Sizes = 1000;

    private readonly FunnelMethod _method;

    private FunnelScale(FunnelMethod method) => _method = method;

    /// <summary>The centre of all areas on this scale.</summary>
    public double Centre { get; private init; }

    /// <summary>Of each area its value, the standard deviation that chance gives it, and its denominator.</summary>
    public required IReadOnlyList<(double Y, double Deviation, double Size)> Areas { get; init; }

    public static FunnelScale Of(FunnelMethod method, IReadOnlyList<(double X, double N)> areas)
    {
        var total = areas.Sum(a => a.X) / areas.Sum(a => a.N);
        return method switch
        {
            FunnelMethod.Percentage => new(method)
            {
                Centre = Math.Asin(Math.Sqrt(total)),
                Areas = [.. areas.Select(a => (Math.Asin(Math.Sqrt(a.X / a.N)), 1 / (2 * Math.Sqrt(a.N)), a.N))],
            },
            FunnelMethod.RatioOfCounts => new(method)
            {
                Centre = Math.Log(total),
                Areas = [.. areas.Select(a => (Math.Log((a.X + 0.5) / (a.N + 0.5)), Math.Sqrt(a.X / Square(a.X + 0.5) + a.N / Square(a.N + 0.5)), a.N))],
            },
            FunnelMethod.ObservedLog => new(method)
            {
                Centre = 0,
                Areas = [.. areas.Select(a => (X: a.X, E: RoundedToTwo(a.N))).Select(a => (Math.Log(a.X / a.E), 1 / Math.Sqrt(a.E), a.E))],
            },
            FunnelMethod.ObservedRoot => new(method)
            {
                Centre = 1,
                Areas = [.. areas.Select(a => (Math.Sqrt(a.X / a.N), 1 / (2 * Math.Sqrt(a.N)), a.N))],
            },
        };
    }

    /// <summary>Limits so many deviations from the centre, with a variance between areas, on the plain scale before the multiplier.</summary>
    public Interval Around(double size, double deviations, double tauSquared)
    {
        var chance = _method == FunnelMethod.ObservedLog ? 1 / size : 1 / (4 * size);
        var reach = deviations * Math.Sqrt(chance + tauSquared);
        return _method switch
        {
            FunnelMethod.Percentage => new(Square(Math.Sin(Centre - reach)), Square(Math.Sin(Centre + reach))),
            FunnelMethod.RatioOfCounts or FunnelMethod.ObservedLog => new(Math.Exp(Centre - reach), Math.Exp(Centre + reach)),
            FunnelMethod.ObservedRoot => new(Centre - reach, Centre + reach),
        };
    }

    /// <summary>Limits that chance alone gives: exact Poisson for observed against expected.</summary>
    public Interval ByChance(double size, double deviations, Confidence confidence)
    {
        if (_method is FunnelMethod.Percentage or FunnelMethod.RatioOfCounts) return Around(size, deviations, 0);
        return Interval.ExactOfCount(size, confidence).Times(1 / size);
    }

    /// <summary>Limits for areas of these sizes. With few cases the sine of a percentage turns back: from there on the limit is 0 or all.</summary>
    public Interval[] Straightened(double[] sizes, Func<double, Interval> at)
    {
        if (_method != FunnelMethod.Percentage) return [.. sizes.Select(at)];
        var step = (sizes.Max() - FirstSize) / (Sizes - 1);
        double[] curve = [.. sizes.Concat(Enumerable.Range(0, Sizes).Select(i => FirstSize + i * step)).Distinct().Order()];
        Interval[] limits = [.. curve.Select(at)];
        Dictionary<double, Interval> straight = [];
        for (var i = 0; i < curve.Length; i++)
        {
            var next = limits[Math.Min(i + 1, curve.Length - 1)];
            straight[curve[i]] = new(limits[i].Lower > next.Lower ? 0 : limits[i].Lower, limits[i].Upper < next.Upper ? 1 : limits[i].Upper);
        }
        return [.. sizes.Select(size => straight[size])];
    }

    // To the nearer of the two neighbours, as R rounds; scaling first would round 1.115 up, which lies below the middle.
    private static double RoundedToTwo(double value)
    {
        var (below, above) = (Math.Floor(value * 100) / 100, Math.Ceiling(value * 100) / 100);
        var (down, up) = (value - below, above - value);
        return down < up || (down == up && Math.Floor(value * 100) % 2 == 0) ? below : above;
    }

    private static double Square(double value) => value * value;
}
