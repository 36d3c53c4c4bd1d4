using CsCheck;
using Goldthread.Domain.Dataset;

namespace Goldthread.Domain.Tests.Dataset;

[Trait("feature", "I15"), Trait("feature", "I22")]
public class EstimatePropertyTests
{
    private static readonly Confidence[] Both = [Confidence.NinetyFive, Confidence.NinetyNinePointEight];
    private static readonly Gen<Parts> Shares = Gen.Select(Gen.Int[1, 5000], Gen.Double[0, 1]).Select((n, p) => new Parts(Math.Round(n * p), n));
    private static readonly Gen<Parts> Events = Gen.Select(Gen.Int[0, 400], Gen.Int[1, 90_000]).Select((x, n) => new Parts(x, n));

    [Fact]
    public void An_interval_holds_its_value_and_a_surer_one_holds_the_other() => Gen.Select(Shares, Events).Sample((share, events) =>
    {
        foreach (var estimate in new[] { Estimate.Percentage(share, 100, Both), Estimate.Rate(events, 10_000, Both) })
        {
            var (inner, outer) = (estimate.Intervals[0], estimate.Intervals[1]);
            Assert.True(inner.Lower <= estimate.Value + 1e-9 && estimate.Value <= inner.Upper + 1e-9);
            Assert.True(outer.Lower <= inner.Lower + 1e-9 && inner.Upper <= outer.Upper + 1e-9);
            Assert.True(outer.Lower >= -1e-9);
        }
    });

    [Fact]
    public void A_percentage_stays_between_none_and_all_and_is_surer_of_more_cases() => Shares.Sample(share =>
    {
        var few = Estimate.Percentage(share, 100, Both).Intervals[0];
        var many = Estimate.Percentage(new(share.Numerator * 4, share.Denominator * 4), 100, Both).Intervals[0];

        Assert.True(few.Lower >= -1e-9 && few.Upper <= 100 + 1e-9);
        Assert.True(many.Upper - many.Lower < few.Upper - few.Lower);
    });

    [Fact]
    public void The_multiplier_is_a_unit_and_nothing_else() => Events.Sample(events =>
    {
        var (one, many) = (Estimate.Rate(events, 1, Both), Estimate.Rate(events, 10_000, Both));

        Assert.Equal(one.Value!.Value * 10_000, many.Value!.Value, 1e-9 * many.Value.Value + 1e-12);
        Assert.All(one.Intervals.Zip(many.Intervals), pair => Assert.Equal(pair.First.Upper * 10_000, pair.Second.Upper, 1e-9 * pair.Second.Upper));
    });

    [Fact]
    public void A_sum_of_areas_lies_between_them_and_a_missing_member_makes_it_incomplete_not_smaller() => Events.Array[1, 8].Sample(areas =>
    {
        var rates = areas.Select(a => Estimate.Rate(a, 1000, Both).Value!.Value).ToList();
        var sum = Parts.Sum(areas);
        var lacking = Parts.Sum([.. areas, new(null, 500)]);

        Assert.InRange(Estimate.Rate(sum, 1000, Both).Value!.Value, rates.Min() - 1e-9, rates.Max() + 1e-9);
        Assert.Equal((0, 1), (sum.Incomplete, lacking.Incomplete));
        Assert.Null(Estimate.Rate(lacking, 1000, Both).Value);
    });

    [Fact]
    public void The_count_itself_decides_between_exact_and_approximate_limits()
    {
        Assert.Equal(IntervalMethod.Exact, Estimate.Rate(new(9.999, 100), 1, Both).Method);
        Assert.Equal(IntervalMethod.Byar, Estimate.Rate(new(10, 100), 1, Both).Method);
    }

    [Theory, InlineData(1e6, 0), InlineData(1e6, 1), InlineData(1e9, 1)]
    public void Limits_of_a_million_events_are_had_another_way_and_stay_the_same(double events, int level)
    {
        var exact = (SpecialFunction.GammaQuantile(events, Both[level].Tail), SpecialFunction.GammaQuantile(events + 1, 1 - Both[level].Tail));

        var limits = Interval.ExactOfCount(events, Both[level]);

        Assert.Equal(exact.Item1, limits.Lower, 1e-9 * events);
        Assert.Equal(exact.Item2, limits.Upper, 1e-9 * events);
    }

    [Fact]
    public void Turning_good_into_bad_turns_better_into_worse() => Gen.Select(Shares, Gen.Double[0, 100]).Sample((share, benchmark) =>
    {
        var interval = Estimate.Percentage(share, 100, Both).Intervals[0];
        var (high, low) = (BenchmarkRule.StandingOf(interval, benchmark, Polarity.HighIsGood), BenchmarkRule.StandingOf(interval, benchmark, Polarity.LowIsGood));

        Assert.Equal(high, low switch { Standing.Better => Standing.Worse, Standing.Worse => Standing.Better, var same => same });
        Assert.Equal(BenchmarkRule.PositionOf(interval, benchmark), BenchmarkRule.StandingOf(interval, benchmark, Polarity.Neutral));
    });

    [Fact]
    public void A_benchmark_on_the_end_of_an_interval_is_similar_and_no_interval_is_not_compared()
    {
        Assert.Equal(Standing.Similar, BenchmarkRule.PositionOf(new(40, 60), 60));
        Assert.Equal(Standing.Similar, BenchmarkRule.PositionOf(new(40, 60), 40));
        Assert.Equal(Standing.NotCompared, BenchmarkRule.StandingOf(null, 40, Polarity.HighIsGood));
        Assert.Equal(Standing.NotCompared, BenchmarkRule.StandingOf(new(40, 60), null, Polarity.HighIsGood));
    }

    [Fact]
    public void After_against_before_is_before_against_after_turned_round() => Gen.Select(Gen.Int[1, 80], Gen.Int[1, 80], Gen.Int[90, 9000], Gen.Int[90, 9000]).Sample((x0, x1, n0, n1) =>
    {
        var (rates, back) = (BeforeAndAfter.OfRates(new(x0, n0), new(x1, n1), Both[0]), BeforeAndAfter.OfRates(new(x1, n1), new(x0, n0), Both[0]));
        var (shares, turned) = (BeforeAndAfter.OfPercentages(new(x0, n0), new(x1, n1), Both[0]), BeforeAndAfter.OfPercentages(new(x1, n1), new(x0, n0), Both[0]));

        Assert.Equal(1, rates.Change * back.Change, 1e-9);
        Assert.Equal(1, rates.Interval.Lower * back.Interval.Upper, 1e-7);
        Assert.Equal(rates.PValue!.Value, back.PValue!.Value, 1e-9);
        Assert.Equal(shares.Change, -turned.Change, 1e-12);
        Assert.Equal(shares.Interval.Lower, -turned.Interval.Upper, 1e-12);
        Assert.InRange(rates.Change, rates.Interval.Lower, rates.Interval.Upper);
    });

    [Fact]
    public void Nothing_before_leaves_the_ratio_open_above_and_nothing_at_all_is_no_comparison()
    {
        Assert.Equal(double.PositiveInfinity, BeforeAndAfter.OfRates(new(0, 100), new(5, 100), Both[0]).Interval.Upper);
        Assert.Equal(0, BeforeAndAfter.OfRates(new(5, 100), new(0, 100), Both[0]).Interval.Lower);
        Assert.Null(BeforeAndAfter.OfPercentages(new(0, 100), new(0, 50), Both[0]).PValue);
        Assert.Throws<ArgumentException>(() => BeforeAndAfter.OfRates(new(0, 100), new(0, 100), Both[0]));
        Assert.Throws<ArgumentException>(() => BeforeAndAfter.OfRates(new(1, 100), new(null, 100), Both[0]));
    }

    [Fact]
    public void Quantiles_follow_the_values_and_equal_values_stay_together() => Gen.Select(Gen.Int[0, 30].Array[1, 60], Gen.Int[1, 10]).Sample((figures, groups) =>
    {
        double?[] values = [.. figures.Select(f => (double?)f), null];
        var placed = Quantile.Of(values, groups, highestFirst: false);

        Assert.Null(placed[^1]);
        if (figures.Length < groups)
        {
            Assert.All(placed, Assert.Null);
            return;
        }
        Assert.All(placed.SkipLast(1), q => Assert.InRange(q!.Value, 1, groups));
        var ordered = figures.Zip(placed).OrderBy(p => p.First).ToList();
        Assert.All(ordered.Zip(ordered.Skip(1)), pair => Assert.True(pair.First.Second <= pair.Second.Second));
        Assert.All(figures.Zip(placed).GroupBy(p => p.First), same => Assert.Single(same.Select(p => p.Second).Distinct()));
    });

    [Fact]
    public void Percentiles_rise_from_the_lowest_to_the_highest_value() => Gen.Select(Gen.Double[-100, 100].Array[1, 40], Gen.Double[0, 1], Gen.Double[0, 1]).Sample((values, p, q) =>
    {
        Spread spread = new(values.Select(v => (double?)v));

        Assert.Equal((values.Min(), values.Max()), (spread.Percentile(0), spread.Percentile(1)));
        Assert.True(spread.Percentile(Math.Min(p, q)) <= spread.Percentile(Math.Max(p, q)));
        Assert.Equal(1, spread.Rank(values.Min()));
        Assert.Null(spread.Rank(null));
    });
}
