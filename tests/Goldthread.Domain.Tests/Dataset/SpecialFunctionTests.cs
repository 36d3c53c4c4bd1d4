using CsCheck;
using Goldthread.Domain.Dataset;

namespace Goldthread.Domain.Tests.Dataset;

/// <summary>The special functions against closed forms, and against themselves turned round.</summary>
[Trait("feature", "I15")]
public class SpecialFunctionTests
{
    private static readonly Gen<double> Shares = Gen.Double[0.0005, 0.9995];
    private static readonly Gen<double> Shapes = Gen.Double[0.05, 3000];

    [Fact]
    public void Normal_quantiles_are_those_of_the_tables()
    {
        Assert.Equal(1.959963984540054, SpecialFunction.NormalUpperQuantile(0.025), 1e-14);
        Assert.Equal(3.090232306167814, SpecialFunction.NormalUpperQuantile(0.001), 1e-14);
        Assert.Equal(0, SpecialFunction.NormalUpperQuantile(0.5), 1e-14);
    }

    [Fact]
    public void A_gamma_of_shape_one_is_an_exponential() => Shares.Sample(p =>
        Assert.True(Near(-Math.Log(1 - p), SpecialFunction.GammaQuantile(1, p))));

    [Fact]
    public void Student_with_one_and_two_degrees_has_closed_forms() => Gen.Double[0.0005, 0.4995].Sample(tail =>
    {
        Assert.True(Near(Math.Tan(Math.PI * (0.5 - tail)), SpecialFunction.StudentUpperQuantile(tail, 1)));
        Assert.True(Near((1 - 2 * tail) * Math.Sqrt(2 / (4 * tail * (1 - tail))), SpecialFunction.StudentUpperQuantile(tail, 2)));
    });

    [Fact]
    public void A_beta_with_one_parameter_of_one_is_a_power() => Gen.Select(Shares, Gen.Double[0.2, 200]).Sample((x, a) =>
    {
        Assert.True(Near(Math.Pow(x, a), SpecialFunction.LowerBeta(a, 1, x)));
        Assert.True(Near(1 - Math.Pow(1 - x, a), SpecialFunction.LowerBeta(1, a, x)));
    });

    [Fact]
    public void A_beta_is_its_own_mirror() => Gen.Select(Shapes, Shapes, Shares).Sample((a, b, x) =>
        Assert.Equal(1, SpecialFunction.LowerBeta(a, b, x) + SpecialFunction.LowerBeta(b, a, 1 - x), 1e-9));

    [Fact]
    public void A_quantile_turns_its_distribution_round() => Gen.Select(Shapes, Shapes, Shares).Sample((a, b, p) =>
    {
        Assert.Equal(p, SpecialFunction.LowerGamma(a, SpecialFunction.GammaQuantile(a, p)), 1e-10);
        Assert.Equal(p, SpecialFunction.LowerBeta(a, b, SpecialFunction.BetaQuantile(a, b, p)), 1e-9);
    });

    [Fact]
    public void A_gamma_of_whole_shape_counts_events() => Gen.Select(Gen.Int[1, 60], Gen.Double[0.1, 90]).Sample((shape, mean) =>
    {
        var (term, atLeast) = (Math.Exp(-mean), 1.0);
        for (var k = 0; k < shape; k++) (atLeast, term) = (atLeast - term, term * mean / (k + 1));

        Assert.Equal(atLeast, SpecialFunction.LowerGamma(shape, mean), 1e-12);
    });

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) <= 1e-11 * Math.Abs(expected) + 1e-14;
}
