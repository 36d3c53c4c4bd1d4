namespace Goldthread.Domain.Dataset;

/// <summary>How many indicators answer each of the three questions of outcome-based accountability. Most boards count much of
/// what is done, and little of whether it helps.</summary>
/// <param name="HowMuch">How much was done.</param>
/// <param name="HowWell">How well it was done.</param>
/// <param name="BetterOff">Whether children are better off.</param>
public sealed record AccountabilityShares(int HowMuch, int HowWell, int BetterOff)
{
    /// <summary>All of them.</summary>
    public int Total => HowMuch + HowWell + BetterOff;

    /// <summary>Those that do not say whether children are better off: the gap.</summary>
    public int Gap => HowMuch + HowWell;

    /// <summary>In per cent of all, rounded; zero when there are none.</summary>
    /// <param name="number">One of the numbers above.</param>
    public int Percent(int number) => Total == 0 ? 0 : (int)Math.Round(100.0 * number / Total, MidpointRounding.AwayFromZero);
}
