using Goldthread.Domain.Dataset;

namespace Goldthread.Domain.Tests.Dataset;

[Trait("feature", "I15")]
public class AreaComparisonTests
{
    private static readonly ComparisonMeasure Share = new(100, IsPercentage: true, Polarity.HighIsGood);

    [Theory]
    [InlineData(Polarity.HighIsGood, 1, 1, "best of 5", "best quarter")]
    [InlineData(Polarity.LowIsGood, 5, 4, "5th best of 5", "worst quarter")]
    [InlineData(Polarity.Neutral, 1, 1, "highest of 5", "highest quarter")]
    public void The_first_is_the_best_or_where_neither_way_is_better_the_highest(Polarity polarity, int rank, int quarter, string words, string ofQuarter)
    {
        var compared = AreaComparison.Of(Areas(10, 20, 30, 40, 90), Share with { Polarity = polarity }, 35);

        var highest = compared.Areas.Single(a => a.Area.Code == "A4");
        Assert.Equal((rank, quarter), (highest.Rank, highest.Quarter));
        Assert.Equal(words, compared.SayRank(highest.Rank, polarity));
        Assert.Equal(ofQuarter, AreaComparison.SayQuarter(highest.Quarter, polarity));
    }

    [Fact]
    public void A_missing_figure_is_last_unranked_and_never_zero()
    {
        var compared = AreaComparison.Of(Areas(10, null, 30, 40, 90), Share, 35);

        var last = compared.Areas[^1];
        Assert.Equal(("A1", null, null, null), (last.Area.Code, last.Rank, last.Quarter, last.Area.Figure.Value));
        Assert.Equal((4, 35.0), (compared.WithFigure, compared.Median));
    }

    [Fact]
    public void The_middle_of_those_that_have_a_figure_can_be_the_benchmark()
    {
        var compared = AreaComparison.Of(Areas(10, null, 30, 90), Share, benchmark: null, useMiddle: true);

        Assert.Equal(30, compared.Benchmark);
        Assert.Equal([Standing.Better, Standing.Similar, Standing.Worse, Standing.NotCompared], compared.Areas.Select(a => a.Standing));
    }

    [Fact]
    public void A_figure_that_can_not_be_right_stays_and_is_not_ranked()
    {
        var compared = AreaComparison.Of(Areas(10, 20, 30, 40, 140), Share, 35);

        var doubtful = compared.Areas.Single(a => a.Area.Code == "A4");
        Assert.Equal((140.0, null, "more than 100%"), (doubtful.Area.Figure.Value, doubtful.Rank, doubtful.Doubt));
        Assert.Equal(4, compared.WithFigure);
    }

    [Fact]
    public void Whatever_the_figures_each_has_a_rank_no_worse_than_those_it_beats()
    {
        Random random = new(7);
        for (var round = 0; round < 200; round++)
        {
            double?[] values = [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(6) == 0 ? (double?)null : random.Next(0, 100))];
            var polarity = (Polarity)random.Next(3);

            var compared = AreaComparison.Of(Areas(values), Share with { Polarity = polarity }, 50);

            var ranked = compared.Areas.Where(a => a.Rank is not null).ToList();
            Assert.Equal(values.Count(v => v is not null), ranked.Count);
            foreach (var area in ranked)
                Assert.Equal(1 + ranked.Count(o => polarity == Polarity.LowIsGood ? o.Area.Figure.Value < area.Area.Figure.Value : o.Area.Figure.Value > area.Area.Figure.Value), area.Rank);
            Assert.All(ranked, a => Assert.True(a.Quarter is null or (>= 1 and <= 4)));
            Assert.Equal(ranked.OrderBy(a => a.Rank).Select(a => a.Rank), compared.Areas.Take(ranked.Count).Select(a => a.Rank));
        }
    }

    [Theory]
    [InlineData(3071, new double[] { 100, 157, 200, 250, 318 }, true)] // first-time entrants to youth justice, as published
    [InlineData(200, new double[] { 100, 157, 200, 250, 318 }, false)]
    [InlineData(330, new double[] { 100, 157, 200, 250, 318 }, false)] // rounding and areas that are missing
    [InlineData(20, new double[] { 100, 157, 200, 250, 318 }, true)]
    [InlineData(0, new double[] { 0, 1, 2, 3, 4 }, false)]
    [InlineData(3071, new double[] { 100, 157, 200, 250 }, false)] // too few to tell the scale
    public void A_country_off_the_scale_of_its_areas_is_doubtful(double country, double[] areas, bool doubtful) =>
        Assert.Equal(doubtful, DoubtfulFigure.BesideItsAreas(country, areas.Select(a => (double?)a)) is not null);

    [Fact]
    public void A_rate_of_all_areas_together_is_never_doubtful()
    {
        Random random = new(11);
        for (var round = 0; round < 300; round++)
        {
            var areas = Enumerable.Range(0, random.Next(5, 60)).Select(_ => (X: random.Next(0, 500), N: random.Next(500, 5000))).ToList();
            var whole = 100.0 * areas.Sum(a => a.X) / areas.Sum(a => a.N);

            Assert.Null(DoubtfulFigure.BesideItsAreas(whole, areas.Select(a => (double?)(100.0 * a.X / a.N))));
        }
    }

    [Theory]
    [InlineData(-1.0, 100.0, -1.0, false, "a count below zero")]
    [InlineData(120.0, 100.0, 120.0, true, "more than 100%")]
    [InlineData(120.0, 100.0, 120.0, false, null)]
    [InlineData(0.0, 100.0, 0.0, true, null)]
    public void A_figure_may_be_doubtful_by_itself(double x, double n, double value, bool isPercentage, string? why) =>
        Assert.Equal(why, DoubtfulFigure.ByItself(new(x, n, value, PublishedSymbol.None, FigureStatus.Final), isPercentage));

    [Fact]
    public void Limits_are_widened_where_areas_differ_by_more_than_chance_and_said_to_be()
    {
        Random random = new(3);
        double?[] alike = [.. Enumerable.Range(0, 40).Select(_ => (double?)(50 + Math.Round(random.NextDouble() * 2 - 1)))];
        double?[] apart = [.. Enumerable.Range(0, 40).Select(i => (double?)(20 + 60 * (i % 8) / 7))];

        var (chance, wide) = (AreaFunnel.Of(Areas(alike), Share)!, AreaFunnel.Of(Areas(apart), Share)!);

        Assert.False(chance.IsWidened);
        Assert.Contains("chance alone", chance.SayLimits(), StringComparison.Ordinal);
        Assert.True(wide.IsWidened);
        Assert.Contains("were widened", wide.SayLimits(), StringComparison.Ordinal);
        Assert.True(wide.Areas[0].Limits.Outer.Upper > chance.Areas[0].Limits.Outer.Upper);
    }

    [Theory]
    [InlineData(true, 300, FunnelPlacing.Within)]
    [InlineData(true, 900, FunnelPlacing.HighOuter)]
    [InlineData(false, 300, FunnelPlacing.Within)]
    [InlineData(false, 900, FunnelPlacing.HighOuter)]
    public void Only_what_lies_beyond_the_limits_stands_out_for_shares_and_rates(bool isPercentage, double events, FunnelPlacing placing)
    {
        ComparisonMeasure measure = new(isPercentage ? 100 : 10000, isPercentage, Polarity.Neutral);
        AreaFigure[] areas = [.. Enumerable.Range(0, 30).Select(i => Area($"A{i}", i == 0 ? events : 300 + (i % 5) * 8 - 16, 1000, measure.Multiplier))];

        var funnel = AreaFunnel.Of(areas, measure)!;

        Assert.Equal(placing, funnel.Areas.Single(a => a.Code == "A0").Placing);
        Assert.All(funnel.Areas, a => Assert.True(a.Limits.Outer.Lower <= a.Limits.Inner.Lower && a.Limits.Inner.Upper <= a.Limits.Outer.Upper));
        Assert.All(funnel.Areas, a => Assert.InRange(funnel.Centre, a.Limits.Inner.Lower, a.Limits.Inner.Upper));
    }

    [Fact]
    public void Areas_without_usable_parts_are_left_out_of_a_funnel_and_counted()
    {
        AreaFigure[] areas = [.. Areas([.. Enumerable.Range(0, 12).Select(i => (double?)(40 + i))]), new("X", "Rate alone", new(null, null, 45, PublishedSymbol.None, FigureStatus.Final)), Area("Y", 130, 100, 100)];

        Assert.Equal((12, 2), (AreaFunnel.Of(areas, Share)!.Areas.Count, AreaFunnel.Of(areas, Share)!.LeftOut));
        Assert.Null(AreaFunnel.Of(areas[..9], Share));
        Assert.Null(AreaFunnel.Of(areas, Share with { Multiplier = 1 }));
    }

    [Theory]
    [InlineData("306", "E12000007")] // Croydon: London, not its outer half
    [InlineData("383", "E12000003")]
    [InlineData("", null)]
    public void An_authority_lies_in_one_region(string oldCode, string? region) => Assert.Equal(region, EnglishRegion.Of(oldCode));

    private static AreaFigure[] Areas(params double?[] values) => [.. values.Select((v, i) => v is { } x ? Area($"A{i}", x, 100, 100) : new($"A{i}", $"Area {i}", new(null, null, null, PublishedSymbol.Confidential, FigureStatus.Final)))];

    private static AreaFigure Area(string code, double x, double n, double multiplier) => new(code, $"Area {code[1..]}", new(x, n, x / n * multiplier, PublishedSymbol.None, FigureStatus.Final));
}
