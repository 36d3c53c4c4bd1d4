using Goldthread.Domain.Dataset;

namespace Goldthread.Domain.Tests.Dataset;

[Trait("feature", "I11")]
public class ProcessChartTests
{
    [Fact]
    public void Limits_lie_2_66_average_moving_ranges_from_the_mean()
    {
        var chart = ProcessChart.Draw(A.Series(10, 12, 10, 12), Polarity.HighIsGood);

        var segment = Assert.Single(chart.Segments);
        Assert.Equal(11, segment.Mean);
        Assert.Equal(11 + 2.66 * 2, segment.UpperLimit!.Value, 12);
        Assert.Equal(11 - 2.66 * 2, segment.LowerLimit!.Value, 12);
    }

    [Fact]
    public void A_moving_range_is_not_taken_across_a_missing_value()
    {
        var chart = ProcessChart.Draw(A.Series(10, 12, null, 100, 102), Polarity.HighIsGood);

        Assert.Equal(chart.Segments[0].Mean!.Value + 2.66 * 2, chart.Segments[0].UpperLimit!.Value, 12);
    }

    [Theory]
    [InlineData(Polarity.HighIsGood, PointType.Improvement, Variation.ImprovementHigh)]
    [InlineData(Polarity.LowIsGood, PointType.Concern, Variation.ConcernHigh)]
    [InlineData(Polarity.Neutral, PointType.NeutralHigh, Variation.NeutralHigh)]
    public void A_high_outlier_is_coloured_by_what_is_good_for_children(Polarity polarity, PointType type, Variation variation)
    {
        var chart = ProcessChart.Draw(A.SteadySeriesThen(75), polarity);

        Assert.Equal(SpecialCause.AboveUpperLimit, chart.Points[^1].Cause);
        Assert.Equal(type, chart.Points[^1].Type);
        Assert.Equal(variation, chart.Variation);
    }

    [Theory, InlineData(6, false), InlineData(7, true), InlineData(9, true)]
    public void A_shift_needs_seven_points_on_one_side_of_the_mean(int points, bool signals)
    {
        var options = new ProcessChartOptions { FixAfter = 12 };

        var chart = ProcessChart.Draw(A.SteadySeriesThen([.. Enumerable.Range(0, points).Select(i => i % 2 == 0 ? 51.0 : 51.5).Cast<double?>()]), Polarity.HighIsGood, options);

        Assert.Equal(signals ? points : 0, chart.Points.Count(p => p.Cause == SpecialCause.RunAbove));
    }

    [Theory, InlineData(6, 0), InlineData(7, 7), InlineData(8, 8)]
    public void A_trend_needs_seven_rising_points(int points, int marked)
    {
        var chart = ProcessChart.Draw(A.Series([30, 29, 28, .. Enumerable.Range(0, points).Select(i => 20.0 + i).Cast<double?>(), 15, 22, 14]), Polarity.HighIsGood);

        Assert.Equal(marked, chart.Points.Count(p => p.Cause == SpecialCause.Rising));
    }

    [Fact]
    public void Two_points_near_opposite_limits_do_not_signal()
    {
        var steady = ProcessChart.Draw(A.SteadySeriesThen(), Polarity.HighIsGood);
        var (high, low) = (steady.Segments[0].UpperTwoSigma!.Value + 0.1, steady.Segments[0].LowerTwoSigma!.Value - 0.1);

        var chart = ProcessChart.Draw(A.SteadySeriesThen(high, 50.5, low), Polarity.HighIsGood, new() { FixAfter = 12 });

        Assert.DoesNotContain(chart.Signals, s => s.Rule == SignalRule.TwoOfThree);
    }

    [Fact]
    public void Two_of_three_near_one_limit_signal_and_the_middle_one_is_not_marked()
    {
        var steady = ProcessChart.Draw(A.SteadySeriesThen(), Polarity.HighIsGood);
        var high = steady.Segments[0].UpperTwoSigma!.Value + 0.1;

        var chart = ProcessChart.Draw(A.SteadySeriesThen(high, 50.5, high), Polarity.HighIsGood, new() { FixAfter = 12 });

        Assert.Equal([12, 14], Assert.Single(chart.Signals, s => s.Rule == SignalRule.TwoOfThree).Marked);
        Assert.Equal(SpecialCause.None, chart.Points[13].Cause);
    }

    [Theory]
    [Trait("feature", "I12")]
    [InlineData(11, false), InlineData(12, true)]
    public void A_baseline_is_fixed_to_twelve_points_or_more(int points, bool allowed)
    {
        var draw = () => ProcessChart.Draw(A.SteadySeriesThen(60, 61), Polarity.HighIsGood, new() { FixAfter = points });

        if (allowed) Assert.Equal(50, draw().Segments[0].Mean);
        else Assert.Contains("at least 12", Assert.Throws<ArgumentException>(draw).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "I12")]
    public void Baseline_and_step_change_work_together_for_each_stretch()
    {
        double?[] second = [.. Enumerable.Range(0, 12).Select(i => 70.0 + i % 3).Cast<double?>(), 90];

        var chart = ProcessChart.Draw(A.SteadySeriesThen([55, .. second]), Polarity.HighIsGood, new() { FixAfter = 12, RebaseDates = [A.Month(13)] });

        Assert.Equal([50.0, 71.0], chart.Segments.Select(s => s.Mean));
        Assert.Equal([false, true], [chart.Points[12].InBaseline, chart.Points[13].InBaseline]);
    }

    [Fact]
    [Trait("feature", "I12")]
    public void A_step_change_could_be_considered_but_is_never_made()
    {
        var chart = ProcessChart.Draw(A.SteadySeriesThen(60, 61, 62, 60, 61, 62, 61), Polarity.HighIsGood, new() { FixAfter = 12 });

        Assert.Single(chart.Segments);
        Assert.Equal(A.Month(12), chart.StepChangeToConsider);
        Assert.Null(ProcessChart.Draw(A.SteadySeriesThen(50, 51), Polarity.HighIsGood).StepChangeToConsider);
    }

    [Fact]
    [Trait("feature", "I12")]
    public void The_suggested_period_is_the_first_of_the_new_level()
    {
        var chart = ProcessChart.Draw(A.SteadySeriesThen(60, 70, 71, 69, 70, 72, 70, 71, 69), Polarity.HighIsGood);

        Assert.Equal(60, chart.Points[12].Value);
        Assert.True(chart.Points[12].RelativeToMean > 0);
        Assert.Equal(A.Month(13), chart.StepChangeToConsider);
        Assert.DoesNotContain(ProcessChart.Draw(A.SteadySeriesThen(60, 70, 71, 69, 70, 72, 70, 71, 69), Polarity.HighIsGood, new() { RebaseDates = [A.Month(13)] }).Points.Skip(13),
            p => p.Type == PointType.Concern);
    }

    [Fact]
    [Trait("feature", "I12")]
    public void New_limits_say_what_the_mean_was_before()
    {
        var chart = ProcessChart.Draw(A.SteadySeriesThen(70, 71, 69, 70, 72, 70, 71, 69), Polarity.HighIsGood, new() { RebaseDates = [A.Month(12)] });

        var says = ChartReading.Of(chart, value => $"{value:0} %", day => $"month {day:MM/yyyy}");

        Assert.EndsWith(" Since month 01/2025 the mean is 70 %, before 50 %.", says, StringComparison.Ordinal);
        Assert.DoesNotContain("Since", ChartReading.Of(ProcessChart.Draw(A.SteadySeriesThen(50), Polarity.HighIsGood), value => $"{value:0} %"), StringComparison.Ordinal);
    }

    [Theory]
    [Trait("feature", "I13")]
    [InlineData(Polarity.HighIsGood, 70, Assurance.Fail)]
    [InlineData(Polarity.HighIsGood, 30, Assurance.Pass)]
    [InlineData(Polarity.LowIsGood, 70, Assurance.Pass)]
    [InlineData(Polarity.LowIsGood, 0, Assurance.Fail)]
    [InlineData(Polarity.HighIsGood, 50, Assurance.Inconsistent)]
    [InlineData(Polarity.Neutral, 70, null)]
    public void The_target_is_held_against_the_limits(Polarity polarity, double target, Assurance? expected)
    {
        var chart = ProcessChart.Draw(A.SteadySeriesThen(), polarity, new() { Targets = [new(target)] });

        Assert.Equal(expected, chart.Assurance);
    }

    [Fact]
    [Trait("feature", "I13")]
    public void A_target_changes_over_time_and_the_latest_one_is_judged()
    {
        var options = new ProcessChartOptions { Targets = [new(70, A.Month(6)), new(30, A.Month(2))] };

        var chart = ProcessChart.Draw(A.SteadySeriesThen(), Polarity.HighIsGood, options);

        Assert.Equal([null, 30.0, 70.0], [chart.Points[1].Target, chart.Points[2].Target, chart.Points[6].Target]);
        Assert.Equal(Assurance.Fail, chart.Assurance);
    }

    [Fact]
    public void What_no_chart_can_be_drawn_from_is_refused_in_plain_words()
    {
        var twice = Assert.Throws<ArgumentException>(() => ProcessChart.Draw([new(A.Start, 1), new(A.Start, 2)], Polarity.Neutral));
        var infinite = Assert.Throws<ArgumentException>(() => ProcessChart.Draw(A.Series(1, double.PositiveInfinity), Polarity.Neutral));
        var nothing = Assert.Throws<ArgumentException>(() => ProcessChart.Draw([], Polarity.Neutral));

        Assert.StartsWith("The date 1 January 2024 stands twice", twice.Message, StringComparison.Ordinal);
        Assert.Contains("is not a number", infinite.Message, StringComparison.Ordinal);
        Assert.Contains("at least one row", nothing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_series_without_any_figure_is_drawn_empty()
    {
        var chart = ProcessChart.Draw(A.Series(null, null), Polarity.HighIsGood, new() { Targets = [new(5)] });

        Assert.Null(chart.Segments[0].Mean);
        Assert.Null(chart.Variation);
        Assert.Equal("There are no figures yet.", ChartReading.Of(chart, Show));
    }

    [Fact]
    [Trait("feature", "I18")]
    public void The_reading_states_change_and_target_in_one_sentence()
    {
        var steady = ProcessChart.Draw(A.SteadySeriesThen(), Polarity.HighIsGood, new() { Targets = [new(70)] });
        var better = ProcessChart.Draw(A.SteadySeriesThen(75), Polarity.HighIsGood);

        Assert.Equal("The latest figure, 49%, is within the usual range of 44.2% to 55.8%, with no sign of real change; the target of 70% will not be met unless something changes.", ChartReading.Of(steady, Show));
        Assert.Equal("This is getting better: the latest figure, 75%, is above the upper limit.", ChartReading.Of(better, Show));
    }

    private static string Show(double value) => FormattableString.Invariant($"{value:0.#}%");
}
