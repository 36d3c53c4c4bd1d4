namespace Goldthread.Domain.Dataset;

/// <summary>The few functions of statistics that the base library lacks.</summary>
/// <remarks>Written here because the domain uses the base library alone; the tests hold them against printed tables and R.</remarks>
public static class SpecialFunction
{
    // A fraction needs about as many steps as the root of its larger argument; none of ours comes near this.
    private const int MostSteps = 100_000;

    /// <summary>How often a chi-squared value with one degree of freedom is at least this large by chance.</summary>
    /// <param name="x">The statistic; zero or more.</param>
    /// <returns>Between 0 and 1; relative error below 1e-10 for statistics up to 1,000.</returns>
    public static double UpperChiSquaredOneDegree(double x) => ComplementaryError(Math.Sqrt(x / 2));

    /// <summary>The complementary error function: 2/√π times the integral of exp(−t²) from z upwards.</summary>
    /// <param name="z">Zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Below zero, or not a number.</exception>
    public static double ComplementaryError(double z)
    {
        if (!(z >= 0)) throw new ArgumentOutOfRangeException(nameof(z), z, "Must be zero or more.");
        return z < 2 ? 1 - ErrorSeries(z) : ErrorFraction(z);
    }

    // erf z = 2/√π · exp(−z²) · Σ 2ᵏ z²ᵏ⁺¹ / (1·3·5…(2k+1)): all terms positive, nothing cancels.
    private static double ErrorSeries(double z)
    {
        var (term, sum) = (z, z);
        for (var k = 1; term > sum * 1e-17; k++)
        {
            term *= 2 * z * z / (2 * k + 1);
            sum += term;
        }
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-z * z) * sum;
    }

    // Laplace's continued fraction, evaluated from its tail; 120 steps are more than enough from 2 upwards.
    private static double ErrorFraction(double z)
    {
        var tail = 0.0;
        for (var k = 120; k > 0; k--) tail = k / 2.0 / (z + tail);
        return Math.Exp(-z * z) / Math.Sqrt(Math.PI) / (z + tail);
    }

    /// <summary>The regularised lower incomplete gamma function P(a, x): the share of a gamma distribution of shape a that lies
    /// below x.</summary>
    /// <param name="a">Above zero.</param>
    /// <param name="x">Zero or more.</param>
    public static double LowerGamma(double a, double x)
    {
        if (x <= 0) return 0;
        var scale = Math.Exp(a * Math.Log(x) - x - LogGamma(a));
        if (x < a + 1)
        {
            var (term, sum) = (1 / a, 1 / a);
            for (var n = 1; Math.Abs(term) > Math.Abs(sum) * 1e-17; n++) sum += term *= x / (a + n);
            return sum * scale;
        }
        // Beyond the middle the continued fraction of the upper part, by Lentz.
        const double tiny = 1e-300;
        var b = x + 1 - a;
        var (c, d) = (1 / tiny, 1 / b);
        var fraction = d;
        for (var i = 1; i < MostSteps; i++)
        {
            var an = i * (a - i);
            b += 2;
            d = an * d + b;
            if (Math.Abs(d) < tiny) d = tiny;
            c = b + an / c;
            if (Math.Abs(c) < tiny) c = tiny;
            d = 1 / d;
            fraction *= d * c;
            if (Math.Abs(d * c - 1) < 1e-16) break;
        }
        return 1 - scale * fraction;
    }

    /// <summary>The logarithm of the gamma function, by Lanczos.</summary>
    /// <param name="a">Above zero.</param>
    public static double LogGamma(double a)
    {
        double[] weights = [676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7];
        var x = a - 1;
        var sum = 0.99999999999980993;
        for (var i = 0; i < weights.Length; i++) sum += weights[i] / (x + i + 1);
        var t = x + 7.5;
        return 0.5 * Math.Log(2 * Math.PI) + (x + 0.5) * Math.Log(t) - t + Math.Log(sum);
    }

    /// <summary>The regularised incomplete beta function I(x; a, b): the share of a beta distribution that lies below x.</summary>
    /// <param name="a">Above zero.</param>
    /// <param name="b">Above zero.</param>
    /// <param name="x">From 0 to 1; beyond, the nearer of the two.</param>
    public static double LowerBeta(double a, double b, double x)
    {
        if (x <= 0) return 0;
        if (x >= 1) return 1;
        var scale = Math.Exp(a * Math.Log(x) + b * Math.Log(1 - x) + LogGamma(a + b) - LogGamma(a) - LogGamma(b));
        return x < (a + 1) / (a + b + 2) ? scale * BetaFraction(a, b, x) / a : 1 - scale * BetaFraction(b, a, 1 - x) / b;
    }

    /// <summary>The value that a standard normal variable exceeds with a given chance; Φ⁻¹(1 − tail).</summary>
    /// <param name="tail">Above 0, at most ½.</param>
    public static double NormalUpperQuantile(double tail) => Root(z => tail - ComplementaryError(z / Math.Sqrt(2)) / 2, 1);

    /// <summary>The value that Student's t exceeds with a given chance.</summary>
    /// <param name="tail">Above 0, at most ½.</param>
    /// <param name="degrees">Degrees of freedom; above zero.</param>
    public static double StudentUpperQuantile(double tail, double degrees) =>
        Root(t => tail - LowerBeta(degrees / 2, 0.5, degrees / (degrees + t * t)) / 2, 1);

    /// <summary>The value below which a given share of a gamma distribution (scale 1) lies; half a chi-squared quantile of 2a degrees.</summary>
    /// <param name="a">Its shape; above zero.</param>
    /// <param name="share">Above 0, below 1.</param>
    public static double GammaQuantile(double a, double share) => Root(x => LowerGamma(a, x) - share, a + 1);

    /// <summary>The value below which a given share of a beta distribution lies.</summary>
    /// <param name="a">Above zero.</param>
    /// <param name="b">Above zero.</param>
    /// <param name="share">Above 0, below 1.</param>
    public static double BetaQuantile(double a, double b, double share) => Root(x => LowerBeta(a, b, x) - share, 1);

    // Lentz's evaluation of the fraction that belongs to the incomplete beta function.
    private static double BetaFraction(double a, double b, double x)
    {
        const double tiny = 1e-300;
        double Safe(double value) => Math.Abs(value) < tiny ? tiny : value;
        var (c, d) = (1.0, 1 / Safe(1 - (a + b) * x / (a + 1)));
        var fraction = d;
        for (var m = 1; m < MostSteps; m++)
        {
            foreach (var term in new[] { m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)) })
            {
                d = 1 / Safe(1 + term * d);
                c = Safe(1 + term / c);
                fraction *= d * c;
            }
            if (Math.Abs(d * c - 1) < 1e-16) break;
        }
        return fraction;
    }

    // Where a rising function crosses zero above zero: the bracket is halved until no number lies within it.
    private static double Root(Func<double, double> rising, double high)
    {
        var low = 0.0;
        while (rising(high) < 0) (low, high) = (high, 2 * high);
        for (var middle = low + (high - low) / 2; middle > low && middle < high; middle = low + (high - low) / 2)
        {
            if (rising(middle) < 0) low = middle;
            else high = middle;
        }
        return high;
    }
}
