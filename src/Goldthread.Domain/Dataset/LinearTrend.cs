namespace Goldthread.Domain.Dataset;

/// <summary>The chi-squared test for a linear trend in shares, without continuity correction.</summary>
/// <param name="ChiSquared">The statistic, with one degree of freedom; no number when nothing varies.</param>
/// <param name="PValue">How often chance alone would give so much trend.</param>
/// <param name="Slope">Above zero when the shares rise with the scores, below when they fall; its size has no unit of use.</param>
/// <remarks>The numbers are those of R's prop.trend.test.</remarks>
public sealed record LinearTrend(double ChiSquared, double PValue, double Slope)
{
    /// <summary>Tests shares in their order.</summary>
    /// <param name="shares">Part, whole and score of each, such as 1 to 5 for five years.</param>
    /// <returns>No number for all three where nothing or everything is counted, or all scores are equal.</returns>
    public static LinearTrend Of(IReadOnlyCollection<(double Part, double Whole, double Score)> shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        double n = 0, x = 0, nScore = 0, xScore = 0, nScore2 = 0;
        foreach (var (part, whole, score) in shares)
        {
            (n, x) = (n + whole, x + part);
            (nScore, xScore, nScore2) = (nScore + whole * score, xScore + part * score, nScore2 + whole * score * score);
        }
        var mean = x / n;
        var slope = xScore - mean * nScore;
        var chiSquared = slope * slope / (mean * (1 - mean) * (nScore2 - nScore * nScore / n));
        return new(chiSquared, double.IsFinite(chiSquared) ? SpecialFunction.UpperChiSquaredOneDegree(chiSquared) : double.NaN, slope);
    }
}
