using CsCheck;
using Goldthread.Domain.Dataset;

namespace Goldthread.Domain.Tests.Dataset;

[Trait("feature", "I11")]
public class ProcessChartPropertyTests
{
    // Whole numbers, so that shifting, mirroring and doubling are exact and no tie is made or broken by rounding.
    private static readonly Gen<double?[]> Figures =
        Gen.Frequency((12, Gen.Int[0, 64].Select(v => (double?)v)), (1, Gen.Const((double?)null))).Array[1, 60];

    private static readonly Gen<ProcessChartOptions> Ways = Gen.Select(Gen.Bool, Gen.Int[0, 59].Array[0, 3], Gen.Bool, Gen.Int[12, 30])
        .Select((screened, steps, isFixed, rows) => new ProcessChartOptions
        {
            Screening = screened,
            RebaseDates = [.. steps.Select(A.Month)],
            FixAfter = isFixed ? rows : null,
        });

    [Fact]
    public void Adding_a_constant_moves_mean_and_limits_by_it() => Gen.Select(Figures, Ways).Sample((figures, way) =>
    {
        var (chart, moved) = (Draw(figures, way), Draw([.. figures.Select(v => v + 1024)], way));

        Assert.All(chart.Segments.Zip(moved.Segments), pair =>
        {
            Assert.True(Near(pair.First.Mean + 1024, pair.Second.Mean));
            Assert.True(Near(pair.First.UpperLimit + 1024, pair.Second.UpperLimit));
            Assert.True(Near(pair.First.LowerLimit + 1024, pair.Second.LowerLimit));
        });
    });

    [Fact]
    public void Mirrored_figures_have_mirrored_labels() => Gen.Select(Figures, Ways).Sample((figures, way) =>
    {
        var (chart, mirrored) = (Draw(figures, way), Draw([.. figures.Select(v => -v)], way));

        Assert.Equal(chart.Signals.Select(s => (s.Rule, !s.IsHigh, s.First, s.Last)), mirrored.Signals.Select(s => (s.Rule, s.IsHigh, s.First, s.Last)));
        Assert.Equal(chart.Points.Select(p => p.Cause).Where(c => c is not (SpecialCause.Rising or SpecialCause.Falling)).Select(Mirror),
            mirrored.Points.Select(p => p.Cause).Where(c => c is not (SpecialCause.Rising or SpecialCause.Falling)));
    });

    [Fact]
    public void Turning_good_into_bad_swaps_improvement_and_concern() => Gen.Select(Figures, Ways).Sample((figures, way) =>
    {
        var high = ProcessChart.Draw(A.Series(figures), Polarity.HighIsGood, way);
        var low = ProcessChart.Draw(A.Series(figures), Polarity.LowIsGood, way);

        Assert.Equal(
            high.Points.Select(p => p.Type),
            low.Points.Select(p => p.Type == PointType.Improvement ? PointType.Concern : p.Type == PointType.Concern ? PointType.Improvement : p.Type));
    });

    [Fact]
    public void The_order_of_the_rows_does_not_matter() => Gen.Select(Figures, Ways, Gen.Int).Sample((figures, way, seed) =>
    {
        var rows = A.Series(figures);
        DatedValue[] shuffled = [.. rows];
        new Random(seed).Shuffle(shuffled);

        Assert.Equal(
            ProcessChart.Draw(rows, Polarity.HighIsGood, way).Points,
            ProcessChart.Draw(shuffled, Polarity.HighIsGood, way).Points);
    });

    [Fact]
    public void No_signal_crosses_a_step_change_or_marks_a_missing_value() => Gen.Select(Figures, Ways).Sample((figures, way) =>
    {
        var chart = Draw(figures, way);

        Assert.All(chart.Signals, signal =>
        {
            Assert.Equal(chart.Points[signal.First].Segment.Number, chart.Points[signal.Last].Segment.Number);
            Assert.All(signal.Marked, i => Assert.NotNull(chart.Points[i].Value));
        });
        Assert.Equal(chart.Signals.SelectMany(s => s.Marked).Distinct().Order(), Enumerable.Range(0, chart.Points.Count).Where(i => chart.Points[i].Cause != SpecialCause.None));
    });

    [Fact]
    public void The_mean_is_right_to_the_last_place() => Gen.Int[-100_000, 100_000].Array[1, 40].Sample(parts =>
        // Sixty-fourths add up exactly, so that one division gives the correctly rounded mean.
        Assert.Equal(parts.Sum() / 64.0 / parts.Length, CompensatedMean.Of([.. parts.Select(p => p / 64.0)])));

    [Fact]
    public void A_constant_series_has_exactly_its_value_as_mean() => Gen.Select(Gen.Double[-1e6, 1e6], Gen.Int[1, 50]).Sample((value, n) =>
        Assert.Equal(value, CompensatedMean.Of([.. Enumerable.Repeat(value, n)])));

    private static ProcessChart Draw(double?[] figures, ProcessChartOptions way) => ProcessChart.Draw(A.Series(figures), Polarity.HighIsGood, way);

    private static bool Near(double? a, double? b) => a is null ? b is null : Math.Abs(a.Value - b!.Value) < 1e-9;

    private static SpecialCause Mirror(SpecialCause cause) => cause switch
    {
        SpecialCause.None => SpecialCause.None,
        SpecialCause.AboveUpperLimit => SpecialCause.BelowLowerLimit,
        SpecialCause.BelowLowerLimit => SpecialCause.AboveUpperLimit,
        SpecialCause.Rising => SpecialCause.Falling,
        SpecialCause.Falling => SpecialCause.Rising,
        SpecialCause.TwoOfThreeHigh => SpecialCause.TwoOfThreeLow,
        SpecialCause.TwoOfThreeLow => SpecialCause.TwoOfThreeHigh,
        SpecialCause.RunAbove => SpecialCause.RunBelow,
        SpecialCause.RunBelow => SpecialCause.RunAbove,
    };
}
