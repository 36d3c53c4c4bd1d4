using Goldthread.Domain.Dataset;

namespace Goldthread.Domain.Tests.Dataset;

[Trait("feature", "I15")]
public class IntervalTests
{
    [Theory] // Poisson limits of printed tables (Ulm 1990) and Wilson's own formula
    [InlineData(0, 0, 3.6889)]
    [InlineData(1, 0.0253, 5.5716)]
    [InlineData(5, 1.6235, 11.6683)]
    [InlineData(9, 4.1154, 17.0848)]
    public void Few_events_get_the_exact_interval(double events, double lower, double upper)
    {
        var interval = Interval.Of(new(events, 1000, events, PublishedSymbol.None, FigureStatus.Final), 1000, isPercentage: false)!;

        Assert.Equal(lower, interval.Lower, 4);
        Assert.Equal(upper, interval.Upper, 4);
    }

    [Fact]
    public void A_percentage_gets_an_interval_that_stays_between_zero_and_a_hundred()
    {
        var none = Interval.Of(new(0, 20, 0, PublishedSymbol.None, FigureStatus.Final), 100, isPercentage: true)!;
        var half = Interval.Of(new(50, 100, 50, PublishedSymbol.None, FigureStatus.Final), 100, isPercentage: true)!;

        Assert.Equal((0, 16.1125), (none.Lower, Math.Round(none.Upper, 4)));
        Assert.Equal((40.3832, 59.6168), (Math.Round(half.Lower, 4), Math.Round(half.Upper, 4)));
    }

    [Fact]
    public void A_figure_without_parts_a_quotient_and_an_impossible_percentage_get_none()
    {
        Assert.Null(Interval.Of(new(null, null, 12, PublishedSymbol.None, FigureStatus.Final), 100, isPercentage: true));
        Assert.Null(Interval.Of(new(50, 10, 5, PublishedSymbol.None, FigureStatus.Final), 1, isPercentage: false));
        Assert.Null(Interval.Of(new(11, 10, 110, PublishedSymbol.None, FigureStatus.Final), 100, isPercentage: true));
    }
}
