namespace Goldthread.Web.Features.Shared.Charts;

/// <summary>A scale with round ends and round steps that holds every value given.</summary>
/// <param name="From">The low end.</param>
/// <param name="To">The high end.</param>
/// <param name="Step">From tick to tick.</param>
public sealed record Axis(double From, double To, double Step)
{
    private const int StepsWanted = 5;

    /// <summary>Every tick from the low end to the high one.</summary>
    public IEnumerable<double> Ticks =>
        Enumerable.Range(0, (int)Math.Round((To - From) / Step) + 1).Select(i => Math.Round(From + i * Step, 10));

    /// <summary>An axis for these values; it starts at zero when zero is not far.</summary>
    /// <param name="values">Whatever is drawn; none at all gives 0 to 1.</param>
    /// <param name="fromZero">Bars must start at zero.</param>
    /// <param name="most">No value can be higher, so the axis ends there: 100 for percentages; null for no such end.</param>
    public static Axis For(IEnumerable<double> values, bool fromZero = false, double? most = null)
    {
        double[] all = [.. values];
        if (all.Length == 0) return new(0, 1, 0.2);
        var (low, high) = (all.Min(), all.Max());
        if (fromZero || (low > 0 && low < 0.35 * high)) (low, high) = (Math.Min(0, low), Math.Max(0, high));
        if (high - low < 1e-9) (low, high) = low == 0 ? (0, 1) : (low - Math.Abs(low) * 0.1, high + Math.Abs(high) * 0.1);
        // A point on the very edge would sit on the axis line.
        var air = (high - low) * 0.03;
        if (low != 0) low -= air;
        if (high != 0) high = high <= most ? Math.Min(high + air, most.Value) : high + air;
        var step = RoundStep((high - low) / StepsWanted);
        return new(Math.Floor(low / step + 1e-9) * step, Math.Ceiling(high / step - 1e-9) * step, step);
    }

    /// <summary>Where a value lies, from 0 at the low end to 1 at the high one.</summary>
    public double Share(double value) => (value - From) / (To - From);

    private static double RoundStep(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return new[] { 1, 2, 2.5, 5, 10 }.First(m => m * power >= step * 0.999) * power;
    }
}
