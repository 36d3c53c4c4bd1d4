using CsCheck;
using Goldthread.Domain.Dataset;

namespace Goldthread.Domain.Tests.Dataset;

[Trait("feature", "I15")]
public class FunnelPropertyTests
{
    private static readonly Gen<(string Area, Parts Parts)[]> Areas = Gen.Select(Gen.Int[20, 3000], Gen.Double[0.05, 0.95]).Array[3, 40]
        .Select(areas => areas.Select((a, i) => ($"Area {i}", new Parts(Math.Round(a.Item1 * a.Item2), a.Item1))).ToArray());

    private static readonly Gen<FunnelMethod> Methods = A.OneOf(FunnelMethod.Percentage, FunnelMethod.RatioOfCounts, FunnelMethod.ObservedLog, FunnelMethod.ObservedRoot);

    [Fact]
    public void Limits_hold_each_other_and_are_narrower_for_larger_areas() => Areas.Sample(areas =>
    {
        var funnel = Funnel.Of(areas, new() { Method = FunnelMethod.RatioOfCounts, Unadjusted = true });

        Assert.All(funnel.Points, p =>
        {
            Assert.True(p.Unadjusted.Outer.Lower < p.Unadjusted.Inner.Lower && p.Unadjusted.Inner.Upper < p.Unadjusted.Outer.Upper);
            Assert.True(p.Adjusted.Inner.Lower <= p.Unadjusted.Inner.Lower && p.Adjusted.Inner.Upper >= p.Unadjusted.Inner.Upper);
        });
        var bySize = funnel.Points.OrderBy(p => p.Denominator).ToList();
        Assert.All(bySize.Zip(bySize.Skip(1)), pair => Assert.True(pair.First.Unadjusted.Inner.Upper >= pair.Second.Unadjusted.Inner.Upper));
    });

    [Fact]
    public void The_order_of_the_rows_and_how_an_area_is_split_do_not_matter() => Gen.Select(Areas, Methods).Sample((areas, method) =>
    {
        var whole = Funnel.Of(areas, new() { Method = method });
        var halves = Funnel.Of(areas.Concat(areas).Reverse().Select(a => (a.Area, new Parts(a.Parts.Numerator / 2, a.Parts.Denominator / 2))), new() { Method = method });

        Assert.Equal(whole.Phi, halves.Phi, 1e-9 * whole.Phi);
        Assert.Equal(whole.Points.Where(p => p.IsOutlier).Select(p => p.Name).Order(), halves.Points.Where(p => p.IsOutlier).Select(p => p.Name).Order());
    });

    [Fact]
    public void The_multiplier_changes_neither_dispersion_nor_outliers() => Gen.Select(Areas, Methods).Sample((areas, method) =>
    {
        var (one, hundred) = (Funnel.Of(areas, new() { Method = method }), Funnel.Of(areas, new() { Method = method, Multiplier = 100 }));

        Assert.Equal((one.Phi, one.TauSquared), (hundred.Phi, hundred.TauSquared));
        Assert.All(one.Points.Zip(hundred.Points), p => Assert.Equal(p.First.Adjusted.Inner.Upper * 100, p.Second.Adjusted.Inner.Upper, 1e-9));
    });

    [Fact]
    public void Without_more_than_chance_the_limits_fall_back_to_those_of_chance()
    {
        (string, Parts)[] alike = [.. Enumerable.Range(1, 12).Select(i => ($"Area {i}", new Parts(i * 30, i * 100)))];

        var only = Funnel.Of(alike, new() { Method = FunnelMethod.Percentage });
        var both = Funnel.Of(alike, new() { Method = FunnelMethod.Percentage, Unadjusted = true });

        Assert.Equal((false, true), (only.UsesAdjusted, only.UsesUnadjusted));
        Assert.Equal((true, true), (both.UsesAdjusted, both.UsesUnadjusted));
        Assert.Equal(0, only.TauSquared);
        Assert.DoesNotContain(only.Points, p => p.IsOutlier);
    }

    [Fact]
    public void An_area_at_the_average_is_never_significant_and_a_far_one_is() => Gen.Int[5, 300].Sample(tens =>
    {
        FunnelArea[] areas = [new(new(tens * 10, tens * 100)), new(new(tens * 5, tens * 100)), new(new(tens * 15, tens * 100)), new(new(null, 100))];

        var zones = FunnelSignificance.Of(areas, FunnelStatistic.Percentage);

        Assert.Equal(FunnelZone.NotSignificant, zones[0]);
        Assert.Equal((FunnelZone.LowOuter, FunnelZone.HighOuter), (zones[1], zones[2]));
        Assert.Null(zones[3]);
    });

    [Fact]
    public void Lines_go_outwards_in_a_hundred_places_and_close_in_on_the_average() => Gen.Select(Areas, A.OneOf(FunnelStatistic.Percentage, FunnelStatistic.Ratio)).Sample((areas, statistic) =>
    {
        var lines = FunnelLines.Of(areas.Select(a => new FunnelArea(a.Parts)), statistic, 100);

        Assert.Equal(100, lines.Places.Count);
        Assert.All(lines.Places.Zip(lines.Places.Skip(1)), pair =>
        {
            Assert.True(pair.First.Position < pair.Second.Position);
            Assert.True(pair.First.Inner.Upper >= pair.Second.Inner.Upper && pair.First.Outer.Lower <= pair.Second.Outer.Lower);
        });
        Assert.All(lines.Places, p => Assert.InRange(lines.Average ?? 100, p.Inner.Lower, p.Inner.Upper));
    });

    [Fact]
    public void What_no_funnel_can_be_made_of_is_refused()
    {
        FunnelOptions log = new() { Method = FunnelMethod.ObservedLog, TrimBy = 0 };

        Assert.Throws<ArgumentException>(() => Funnel.Of([], log));
        Assert.Contains("A lacks", Assert.Throws<ArgumentException>(() => Funnel.Of([("A", new(null, 3))], log)).Message, StringComparison.Ordinal);
        Assert.Contains("A has no events", Assert.Throws<ArgumentException>(() => Funnel.Of([("A", new(0, 3)), ("B", new(3, 3))], log)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Funnel.Of([("A", new(1, 3))], log with { Adjusted = false }));
        Assert.Throws<ArgumentException>(() => Funnel.Of([("A", new(1, 3))], log with { TrimBy = 0.5 }));
        Assert.Throws<ArgumentException>(() => FunnelLines.Of([new(new(1, 3), null)], FunnelStatistic.Rate, 1000));
        Assert.Throws<ArgumentException>(() => FunnelLines.Of([new(new(1, 3))], FunnelStatistic.Ratio, 1, years: 0));
        Assert.Throws<ArgumentException>(() => FunnelSignificance.Of([new(new(null, 3))], FunnelStatistic.Ratio));
    }
}
