using Goldthread.Domain.Dataset;

namespace Goldthread.Domain.Tests.Dataset;

[Trait("feature", "I14")]
public class RunChartTests
{
    [Fact]
    public void A_short_series_is_drawn_with_its_median_and_says_that_limits_need_more()
    {
        var chart = RunChart.Draw(A.Series(4, null, 2, 10, 6));

        Assert.Equal(5, chart.Parts[0].Centre);
        Assert.Null(chart.Parts[0].UpperLimit);
        Assert.Equal("There are too few points for limits (4 of the 13 needed), and the figures go up and down around a median of 5 with no sign of real change.", ChartReading.Of(chart, v => FormattableString.Invariant($"{v}")));
    }

    [Fact]
    public void Points_on_the_median_are_not_counted_for_runs()
    {
        var part = RunChart.Draw(A.Series(5, 5, 4, 6, 5)).Parts[0];

        Assert.Equal((5, 2, 1), (part.Observations, part.Useful, part.Crossings));
    }

    [Fact]
    public void A_series_with_no_useful_point_signals_nothing()
    {
        Assert.False(RunChart.Draw(A.Series(5, 5, 5)).Parts[0].RunsSignal);
        Assert.False(RunChart.Draw(A.Series(null, null)).Parts[0].RunsSignal);
    }

    [Fact]
    public void An_excluded_point_is_drawn_but_moves_nothing()
    {
        var chart = RunChart.Draw(A.Series(4, 5, 6, 1000), new() { Exclude = [A.Month(3)] });

        Assert.Equal(5, chart.Parts[0].Centre);
        Assert.Equal(1000, chart.Points[3].Value);
        Assert.False(chart.Points[3].InBaseline);
    }

    [Theory, InlineData(0), InlineData(4)]
    public void A_part_that_ends_outside_the_series_is_refused(int after) =>
        Assert.Throws<ArgumentException>(() => RunChart.Draw(A.Series(1, 2, 3, 4), new() { PartAfter = [after] }));
}
