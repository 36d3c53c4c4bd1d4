using CsCheck;
using Goldthread.Domain.Dataset;

namespace Goldthread.Domain.Tests.Dataset;

/// <summary>The p, p′, u and c charts; their numbers are held against qicharts2 in <see cref="CaseReferenceTests"/>.</summary>
[Trait("feature", "I14")]
public class AttributeChartTests
{
    private static readonly Gen<Parts[]> Rows = Gen.Select(Gen.Int[10, 900], Gen.Double[0, 1]).Select((n, p) => new Parts(Math.Round(n * p), n)).Array[2, 30];

    [Fact]
    public void Limits_of_a_share_stay_between_none_and_all_and_are_narrower_for_larger_periods() => Rows.Sample(rows =>
    {
        var points = Draw(AttributeChartKind.Share, rows).Points.Zip(rows).OrderBy(p => p.Second.Denominator).ToList();

        Assert.All(points, p => Assert.True(p.First.Limits is { Lower: >= 0, Upper: <= 1 }));
        Assert.All(points.Zip(points.Skip(1)), pair => Assert.True(pair.First.First.Limits!.Upper >= pair.Second.First.Limits!.Upper));
    });

    [Fact]
    public void A_count_needs_no_denominator_and_its_limits_are_three_roots_of_the_mean()
    {
        var chart = Draw(AttributeChartKind.Count, new(4, null), new(9, null), new(14, null), new(null, null));

        Assert.Equal(9, chart.Parts[0].Centre);
        Assert.Equal(new Interval(0, 18), chart.Points[0].Limits);
        Assert.Null(chart.Points[3].Value);
        Assert.False(chart.Points[3].OutsideLimits);
    }

    [Fact]
    public void A_point_that_is_left_out_changes_no_limit_and_is_still_drawn()
    {
        Parts[] rows = [new(10, 100), new(12, 100), new(90, 100)];

        var chart = AttributeChart.Draw(rows.Select((p, i) => new DatedParts(A.Month(i), p)), AttributeChartKind.Share, new() { Exclude = [A.Month(2)] });

        Assert.Equal(0.11, chart.Parts[0].Centre!.Value, 1e-12);
        Assert.True(chart.Points[2].OutsideLimits);
        Assert.False(chart.Points[2].InBaseline);
    }

    [Fact]
    public void More_than_all_is_refused_with_its_date() =>
        Assert.Contains("1 February 2024", Assert.Throws<ArgumentException>(() => Draw(AttributeChartKind.Share, new(1, 2), new(3, 2))).Message, StringComparison.Ordinal);

    private static AttributeChart Draw(AttributeChartKind kind, params Parts[] rows) => AttributeChart.Draw(rows.Select((p, i) => new DatedParts(A.Month(i), p)), kind);
}
