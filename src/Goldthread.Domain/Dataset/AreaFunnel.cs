namespace Goldthread.Domain.Dataset;

/// <summary>Where an area lies in a funnel of areas.</summary>
public enum FunnelPlacing
{
    /// <summary>Within both limits.</summary>
    Within,
    /// <summary>Above the 95 per cent limit, within the outer one.</summary>
    HighInner,
    /// <summary>Above the 99.8 per cent limit.</summary>
    HighOuter,
    /// <summary>Below the 95 per cent limit, within the outer one.</summary>
    LowInner,
    /// <summary>Below the 99.8 per cent limit.</summary>
    LowOuter,
}

/// <summary>One area of such a funnel.</summary>
/// <param name="Code">Of the area.</param>
/// <param name="Name">Of the area.</param>
/// <param name="Size">Denominator.</param>
/// <param name="Value">In the indicator's unit.</param>
/// <param name="Limits">In use, in the same unit.</param>
/// <param name="Placing">Where it lies.</param>
public sealed record AreaInFunnel(string Code, string Name, double Size, double Value, FunnelLimits Limits, FunnelPlacing Placing);

/// <summary>Authorities against limits that follow their size: a small one strays further by chance (I15). Shares by the arcsine of their root;
/// rates as events seen against those expected at the rate of all, by their root, which stands zero events.</summary>
/// <param name="Areas">Smallest first.</param>
/// <param name="Centre">All areas together, in the indicator's unit.</param>
/// <param name="Dispersion">1 when chance explains how far they lie apart.</param>
/// <param name="IsWidened">Limits hold what areas differ by beyond chance.</param>
/// <param name="LeftOut">Areas with a figure but without usable parts.</param>
public sealed record AreaFunnel(IReadOnlyList<AreaInFunnel> Areas, double Centre, double Dispersion, bool IsWidened, int LeftOut)
{
    /// <summary>A funnel of fewer areas says less than the bars do.</summary>
    public const int FewestAreas = 10;

    /// <summary>Draws it; null with fewer than ten areas that have usable parts, for a plain quotient (multiplier 1) and where nobody has an event.</summary>
    /// <param name="areas">Of one level and period, small counts hidden.</param>
    /// <param name="measure">How they are compared.</param>
    public static AreaFunnel? Of(IReadOnlyList<AreaFigure> areas, ComparisonMeasure measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        if (measure.Multiplier == 1) return null;
        AreaFigure[] usable = [.. areas.Where(a => a.Figure is { Numerator: >= 0, Denominator: > 0, Value: not null } f && (!measure.IsPercentage || f.Numerator <= f.Denominator))];
        if (usable.Length < FewestAreas) return null;
        var all = usable.Sum(a => a.Figure.Numerator!.Value) / usable.Sum(a => a.Figure.Denominator!.Value);
        if (all == 0 || (measure.IsPercentage && all >= 1)) return null;

        var scale = measure.IsPercentage ? measure.Multiplier : all * measure.Multiplier;
        var funnel = Funnel.Of(usable.Select(a => (a.Code, new Parts(a.Figure.Numerator, a.Figure.Denominator * (measure.IsPercentage ? 1 : all)))),
            new() { Method = measure.IsPercentage ? FunnelMethod.Percentage : FunnelMethod.ObservedRoot, Multiplier = scale });
        var drawn = usable.Zip(funnel.Points, (area, point) =>
        {
            var limits = funnel.UsesAdjusted ? point.Adjusted : point.Unadjusted;
            var value = point.Ratio * scale;
            return new AreaInFunnel(area.Code, area.Name, area.Figure.Denominator!.Value, value, new(Cut(limits.Inner), Cut(limits.Outer)), Place(value, limits));
        });
        return new([.. drawn.OrderBy(a => a.Size).ThenBy(a => a.Code, StringComparer.Ordinal)], all * measure.Multiplier, funnel.Phi, funnel.UsesAdjusted,
            areas.Count(a => a.Figure.Value is not null) - usable.Length);

        Interval Cut(Interval limits) => new(Math.Max(0, limits.Lower), measure.IsPercentage ? Math.Min(measure.Multiplier, limits.Upper) : limits.Upper);
    }

    /// <summary>Whether the limits were widened, and why, as a sentence.</summary>
    public string SayLimits() => IsWidened
        ? $"The limits were widened: these areas differ by more than chance alone explains (dispersion {Dispersion:0.0}, where 1 would be chance), because places and practice differ. An area beyond the limits stands out even so."
        : $"The limits are those of chance alone: these areas differ by no more than that (dispersion {Dispersion:0.0}, where 1 is chance).";

    /// <summary>A place in words.</summary>
    /// <param name="placing">Which.</param>
    public static string Say(FunnelPlacing placing) => placing switch
    {
        FunnelPlacing.Within => "within the limits",
        FunnelPlacing.HighInner => "above the 95% limit",
        FunnelPlacing.HighOuter => "above the 99.8% limit",
        FunnelPlacing.LowInner => "below the 95% limit",
        FunnelPlacing.LowOuter => "below the 99.8% limit",
    };

    private static FunnelPlacing Place(double value, FunnelLimits limits) =>
        value > limits.Outer.Upper ? FunnelPlacing.HighOuter
        : value < limits.Outer.Lower ? FunnelPlacing.LowOuter
        : value > limits.Inner.Upper ? FunnelPlacing.HighInner
        : value < limits.Inner.Lower ? FunnelPlacing.LowInner
        : FunnelPlacing.Within;
}
