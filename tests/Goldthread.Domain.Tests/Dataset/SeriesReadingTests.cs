using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset;

namespace Goldthread.Domain.Tests.Dataset;

[Trait("feature", "I11")]
public class SeriesReadingTests
{
    [Fact]
    public void A_latest_year_that_goes_against_the_trend_is_said_in_one_breath_with_it()
    {
        var points = Years([.. Enumerable.Range(0, 11).Select(i => 20.0 + 4 * i), 55]);

        var says = SeriesReading.OfYears(points, Polarity.LowIsGood, 70, v => $"{v:0.0}%", v => $"{v:0.0}%");

        Assert.Equal("Rising over the latest 12 years, and getting worse, though the latest year went the other way: 55.0% in 2026, down from 60.0% in 2025. England’s is higher, at 70.0%.", says);
    }

    [Fact]
    public void A_latest_year_that_goes_with_the_trend_comes_first()
    {
        var says = SeriesReading.OfYears(Years([.. Enumerable.Range(0, 12).Select(i => 20.0 + 4 * i)]), Polarity.LowIsGood, null, v => $"{v:0.0}%", v => $"{v:0.0}%");

        Assert.Equal("The figure for 2026 is 64.0%, up from 60.0% in 2025. Rising over the latest 12 years, and getting worse.", says);
    }

    [Fact]
    public void While_limits_lag_behind_a_change_nothing_is_said_of_the_target()
    {
        var values = Enumerable.Range(0, 20).Select(i => new DatedValue(new DateOnly(2020, 1, 31).AddMonths(i), i < 10 ? 50 + i % 2 : 80 + i % 2));
        var chart = ProcessChart.Draw(values, Polarity.HighIsGood, new() { Targets = [new(95)] });

        var says = ChartReading.Of(chart, v => $"{v:0}%");

        Assert.NotNull(chart.StepChangeToConsider);
        Assert.EndsWith("; whether the target of 95% will be met can’t be told until the limits follow the change.", says, StringComparison.Ordinal);
    }

    [Fact]
    public void Decisions_in_force_draw_the_chart_and_withdrawn_ones_do_not()
    {
        Indicator indicator = new(1, "X");
        Viewer analyst = new(Guid.NewGuid(), "Anna", [new(Role.Analyst, ScopeKind.Board, null)], [], [], false), reader = new(Guid.NewGuid(), "Rita", [], [], [], false);
        var points = Quarters(20);

        Assert.NotEmpty(indicator.Decide(7, StepKind.NewLimits, points[9].End, "A new service", points, reader, default));
        Assert.Equal(["Reason"], indicator.Decide(7, StepKind.NewLimits, points[9].End, " ", points, analyst, default).Select(p => p.Field));
        Assert.Equal(["Period"], indicator.Decide(7, StepKind.NewLimits, points[0].End, "Why", points, analyst, default).Select(p => p.Field));
        Assert.Equal(["Period"], indicator.Decide(7, StepKind.FixedBaseline, points[10].End, "Why", points, analyst, default).Select(p => p.Field));
        Assert.Empty(indicator.Decide(7, StepKind.NewLimits, points[9].End, "A new service", points, analyst, default));
        Assert.Equal(["Period"], indicator.Decide(7, StepKind.NewLimits, points[9].End, "Again", points, analyst, default).Select(p => p.Field));
        Assert.Equal(2, SeriesReading.Process(points, Polarity.HighIsGood, [], indicator.StepsInForce(7))!.Segments.Count);
        Assert.Single(SeriesReading.Process(points, Polarity.HighIsGood, [], indicator.StepsInForce(8))!.Segments);

        Assert.Empty(indicator.WithdrawStep(indicator.Steps[0].Id, "It was no change", analyst, default));

        Assert.Single(SeriesReading.Process(points, Polarity.HighIsGood, [], indicator.StepsInForce(7))!.Segments);
        Assert.Equal("It was no change", Assert.Single(indicator.Steps).WithdrawnReason);
        Assert.Empty(indicator.Decide(7, StepKind.FixedBaseline, points[12].End, "Before the pilot", points, analyst, default));
        Assert.Equal(13, SeriesReading.Process(points, Polarity.HighIsGood, [], indicator.StepsInForce(7))!.Options.FixAfter);
    }

    private static SeriesPoint[] Years(double[] values) => [.. values.Select((v, i) => new SeriesPoint(PublishedPeriodKind.Year, new(2015 + i, 1, 1), new(2015 + i, 12, 31), $"{2015 + i}",
        new(v * 10, 1000, v, PublishedSymbol.None, FigureStatus.Final)))];

    private static SeriesPoint[] Quarters(int count) => [.. Enumerable.Range(0, count).Select(i => new DateOnly(2019, 4, 1).AddMonths(3 * i)).Select((start, i) => new SeriesPoint(PublishedPeriodKind.Quarter, start, start.AddMonths(3).AddDays(-1), $"Q{i + 1}",
        new(50 + i % 3, 100, 50 + i % 3, PublishedSymbol.None, FigureStatus.Final)))];
}
