using Goldthread.Domain.Dataset;

namespace Goldthread.Domain.Tests.Dataset;

[Trait("feature", "I11")]
public class ShiftAfterTests
{
    private static readonly ProcessChartOptions Fixed = new() { FixAfter = 12 };
    private static readonly double?[] Higher = [53, 54, 53, 54, 53, 54, 53];

    [Theory]
    [InlineData(Polarity.HighIsGood, ShiftVerdict.ImprovementFollowed)]
    [InlineData(Polarity.LowIsGood, ShiftVerdict.WorseningFollowed)]
    [InlineData(Polarity.Neutral, ShiftVerdict.ChangeFollowed)]
    public void A_shift_that_began_at_the_date_counts_in_its_direction(Polarity polarity, ShiftVerdict expected)
    {
        var answer = ShiftAfter.Judge(ProcessChart.Draw(A.SteadySeriesThen(Higher), polarity, Fixed), A.Month(12));

        Assert.Equal(expected, answer.Verdict);
        Assert.Equal(A.Month(12), answer.FirstPoint!.Date);
    }

    [Fact]
    public void A_shift_that_had_begun_before_does_not_count()
    {
        var chart = ProcessChart.Draw(A.SteadySeriesThen([.. Higher, 53, 54]), Polarity.HighIsGood, Fixed);

        var answer = ShiftAfter.Judge(chart, A.Month(14));

        Assert.Equal(ShiftVerdict.NoChangeSeen, answer.Verdict);
        Assert.Null(answer.FirstPoint);
    }

    [Fact]
    public void A_single_point_outside_counts_when_nothing_lasting_is_seen()
    {
        var chart = ProcessChart.Draw(A.SteadySeriesThen(50, 70, 49), Polarity.LowIsGood, Fixed);

        var answer = ShiftAfter.Judge(chart, A.Month(12));

        Assert.Equal(ShiftVerdict.WorseningFollowed, answer.Verdict);
        Assert.Equal(A.Month(13), answer.FirstPoint!.Date);
    }

    [Fact]
    public void The_latest_direction_counts_when_a_change_was_lost_again()
    {
        var chart = ProcessChart.Draw(A.SteadySeriesThen([.. Higher, 47, 46, 47, 46, 47, 46, 47]), Polarity.HighIsGood, Fixed);

        var answer = ShiftAfter.Judge(chart, A.Month(12));

        Assert.Equal(ShiftVerdict.WorseningFollowed, answer.Verdict);
        Assert.Equal(A.Month(19), answer.FirstPoint!.Date);
    }

    [Fact]
    public void A_step_change_made_for_the_action_does_not_hide_its_effect()
    {
        var chart = ProcessChart.Draw(A.SteadySeriesThen(Higher), Polarity.HighIsGood, new() { RebaseDates = [A.Month(12)] });

        Assert.Empty(chart.Signals);
        Assert.Equal(ShiftVerdict.ImprovementFollowed, ShiftAfter.Judge(chart, A.Month(12)).Verdict);
    }

    [Theory, InlineData(6, ShiftVerdict.TooFewPoints), InlineData(7, ShiftVerdict.NoChangeSeen)]
    public void Without_a_signal_seven_figures_are_needed_to_say_so(int figures, ShiftVerdict expected)
    {
        var chart = ProcessChart.Draw(A.SteadySeriesThen([.. Enumerable.Range(0, figures).Select(i => i % 2 == 0 ? 51.0 : 49.0).Cast<double?>()]), Polarity.HighIsGood);

        Assert.Equal(expected, ShiftAfter.Judge(chart, A.Month(12)).Verdict);
    }

    [Fact]
    public void A_short_series_tells_nothing()
    {
        var chart = ProcessChart.Draw(A.Series(1, 2, 1, 2, 1, 2, 50, 51), Polarity.HighIsGood);

        Assert.Equal(ShiftVerdict.TooFewPoints, ShiftAfter.Judge(chart, A.Month(6)).Verdict);
    }
}
