using System.Globalization;
using System.Text.Json;
using Goldthread.Domain.Dataset;

namespace Goldthread.Domain.Tests.Dataset;

/// <summary>The 58 cases of NHSRplotthedots, point by point.</summary>
[Trait("feature", "I11")]
[Trait("feature", "I12")]
[Trait("feature", "I13")]
public class ProcessChartReferenceTests
{
    public static TheoryData<string> Cases => [.. Enumerable.Range(1, 58).Select(i => $"spc-{i:000}")];

    [Theory, MemberData(nameof(Cases))]
    public void The_chart_agrees_with_the_package(string id)
    {
        var reference = ReferenceCases.Get("spc", id);
        if (id == "spc-053") return; // the package fails here; a test of its own says what we do

        if (reference.IsError)
        {
            Assert.Throws<ArgumentException>(() => Charts(reference));
            return;
        }

        var charts = Charts(reference);

        var rows = reference.InputRows.ToDictionary(r => r["row"]);
        reference.Compare(cell => Actual(cell, charts, rows, reference.MustMatch), "point", "group", "series");
    }

    [Fact]
    public void Every_case_of_the_folder_is_tested()
    {
        _ = ReferenceCases.Get("spc", "spc-001");

        Assert.Equal(Cases.Select(c => c.Data).Order(), ReferenceCases.Ids("spc", "spc-").Order());
    }

    [Fact]
    public void Two_of_three_with_one_beyond_the_limit_follows_the_rule_in_use()
    {
        var reference = ReferenceCases.Get("spc", "spc-012");

        var published = Charts(reference)[""];
        var national = Charts(reference, o => o with { TwoOfThree = TwoOfThreeRule.BeyondTwoSigma })[""];

        Assert.Equal(1, published.Points.Count(p => p.Cause != SpecialCause.None));
        Assert.Equal(2, national.Points.Count(p => p.Cause != SpecialCause.None));
        Assert.Single(national.Points, p => p.Cause == SpecialCause.TwoOfThreeHigh);
    }

    [Fact]
    public void Equal_figures_have_a_mean_no_limits_and_are_held_against_the_target_themselves()
    {
        var chart = Charts(ReferenceCases.Get("spc", "spc-013"))[""];

        Assert.Equal(12, chart.Segments[0].Mean);
        Assert.Null(chart.Segments[0].UpperLimit);
        Assert.Equal(Variation.CommonCause, chart.Variation);
        Assert.Equal(Assurance.Pass, chart.Assurance);
        Assert.Contains(chart.Warnings, w => w.Kind == ChartWarningKind.NoLimits);
    }

    [Theory, InlineData("spc-018"), InlineData("spc-019")]
    public void One_or_two_points_have_no_icon(string id)
    {
        var chart = Charts(ReferenceCases.Get("spc", id))[""];

        Assert.Null(chart.Variation);
        Assert.Null(chart.Assurance);
    }

    [Fact]
    public void The_icon_comes_from_the_latest_date_with_a_figure()
    {
        var reference = ReferenceCases.Get("spc", "spc-021");

        var chart = Charts(reference)[""];

        Assert.Null(chart.Points[^1].Value);
        Assert.Equal(chart.Points[^2], chart.Latest);
        Assert.Equal(PointType.CommonCause, chart.Latest!.Type);
        Assert.Equal(Variation.CommonCause, chart.Variation);
    }

    [Fact]
    public void A_series_without_a_target_has_no_assurance_icon()
    {
        var charts = Charts(ReferenceCases.Get("spc", "spc-045"));

        Assert.Null(charts["Child in need"].Assurance);
        Assert.NotNull(charts["Early help"].Assurance);
    }

    [Fact]
    public void A_missing_value_breaks_a_trend_and_nothing_fails()
    {
        var reference = ReferenceCases.Get("spc", "spc-053");

        var chart = Charts(reference)[""];

        Assert.Equal(reference.InputRows.Count(), chart.Points.Count);
        Assert.NotNull(chart.Segments[0].UpperLimit);
        foreach (var trend in chart.Signals.Where(s => s.Rule == SignalRule.Trend))
            Assert.All(trend.Marked, i => Assert.NotNull(chart.Points[i].Value));
    }

    [Theory, InlineData("spc-057"), InlineData("spc-024")]
    public void A_series_of_mostly_zeros_carries_a_warning(string id)
    {
        var reference = ReferenceCases.Get("spc", id);
        var zeros = reference.InputRows.Count(r => r["value"] == "0");

        var chart = Charts(reference)[""];

        Assert.Equal(zeros * 2 >= chart.Points.Count, chart.Warnings.Any(w => w.Kind == ChartWarningKind.MostlyZero));
    }

    [Fact]
    public void Percentages_held_at_100_carry_a_warning()
    {
        var chart = Charts(ReferenceCases.Get("spc", "spc-049"))[""];

        Assert.Contains(chart.Warnings, w => w.Kind == ChartWarningKind.HeldAtHighest);
    }

    [Fact]
    public void Periods_without_a_row_carry_a_warning()
    {
        var chart = Charts(ReferenceCases.Get("spc", "spc-022"))[""];

        Assert.Contains(chart.Warnings, w => w.Kind == ChartWarningKind.MissingPeriods);
        Assert.DoesNotContain(Charts(ReferenceCases.Get("spc", "spc-001"))[""].Warnings, w => w.Kind == ChartWarningKind.MissingPeriods);
    }

    private static Dictionary<string, ProcessChart> Charts(ReferenceCase reference, Func<ProcessChartOptions, ProcessChartOptions>? change = null) =>
        reference.InputRows.GroupBy(r => r.GetValueOrDefault("series", "")).ToDictionary(
            series => series.Key,
            series => ProcessChart.Draw(
                series.Select(r => new DatedValue(Date(r["date"]), ReferenceCase.Number(r["value"]))),
                reference.Options.GetProperty("improvement_direction").GetString() switch
                {
                    "increase" => Polarity.HighIsGood,
                    "decrease" => Polarity.LowIsGood,
                    _ => Polarity.Neutral,
                },
                (change ?? (o => o))(Options(reference.Options, series.Key))));

    private static ProcessChartOptions Options(JsonElement options, string series) => new()
    {
        Screening = options.GetProperty("screen_outliers").GetBoolean(),
        FixAfter = options.GetProperty("fix_after_n_points") is { ValueKind: JsonValueKind.Number } n ? n.GetInt32() : null,
        RebaseDates = [.. (ForSeries(options.GetProperty("rebase_dates"), series)?.EnumerateArray() ?? default).Select(d => Date(d.GetString()!))],
        Targets = ForSeries(options.GetProperty("target"), series) is { } target ? [new(target.GetDouble())] : [],
    };

    private static JsonElement? ForSeries(JsonElement option, string series) => option.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Object => option.TryGetProperty(series, out var own) ? own : null,
        _ => option,
    };

    private static object? Actual(Cell cell, Dictionary<string, ProcessChart> charts, Dictionary<string, Dictionary<string, string>> rows, bool mustMatch)
    {
        var chart = charts[cell.Series];
        return cell.Scope switch
        {
            "point" => OfPoint(cell.Field, chart.Points.Single(p => p.Date == Date(rows[cell.Row]["date"]))),
            "group" => OfSegment(cell.Field, chart, chart.Segments.Single(s => s.Number.ToString(CultureInfo.InvariantCulture) == cell.Row), mustMatch),
            _ when !mustMatch => ReferenceCase.Unchecked.It,
            _ => cell.Field == "variation_icon" ? Text(chart.Variation) : Text(chart.Assurance),
        };
    }

    private static object? OfPoint(string field, ProcessPoint point) => field switch
    {
        "date" => point.Date,
        "value" => point.Value,
        "rebase_group" => point.Segment.Number,
        "mean" => point.Segment.Mean,
        "lower_limit" => point.Segment.LowerLimit,
        "upper_limit" => point.Segment.UpperLimit,
        "in_baseline" => point.InBaseline,
        "outside_limits" => point.OutsideLimits,
        "close_to_limits" => point.CloseToLimits,
        "relative_to_mean" => point.RelativeToMean,
        "special_cause_type" => Text(point.Cause),
        "special_cause_flag" => point.Cause != SpecialCause.None,
        "point_type" => Text(point.Type),
        "short_group_warning" => point.Segment.IsShort,
        "target" => point.Target,
        _ => throw new ArgumentException(field),
    };

    private static object? OfSegment(string field, ProcessChart chart, ProcessSegment segment, bool mustMatch)
    {
        var points = chart.Points.Where(p => p.Segment == segment).ToList();
        var isLast = segment == chart.Segments[^1];
        return field switch
        {
            "n" => segment.Rows,
            "mean" => segment.Mean,
            "lower_limit" => segment.LowerLimit,
            "upper_limit" => segment.UpperLimit,
            "common_cause" => points.Count(p => p.Type == PointType.CommonCause),
            "special_cause_improvement" => points.Count(p => p.Type == PointType.Improvement),
            "special_cause_concern" => points.Count(p => p.Type == PointType.Concern),
            "variation_type" => Text(points[^1].Type),
            "assurance_type" when !mustMatch => ReferenceCase.Unchecked.It,
            "assurance_type" => isLast && Text(chart.Assurance) is { } text ? text is "pass" or "fail" ? $"consistent_{text}" : text : null,
            _ => throw new ArgumentException(field),
        };
    }

    private static string Text(SpecialCause cause) => cause switch
    {
        SpecialCause.None => "Common Cause",
        SpecialCause.AboveUpperLimit => "Above UCL",
        SpecialCause.BelowLowerLimit => "Below LCL",
        SpecialCause.Rising => "7 Point Trend (Increasing)",
        SpecialCause.Falling => "7 Point Trend (Decreasing)",
        SpecialCause.TwoOfThreeHigh => "2 in 3 Above CL",
        SpecialCause.TwoOfThreeLow => "2 in 3 Below CL",
        SpecialCause.RunAbove => "7 Points Above CL",
        SpecialCause.RunBelow => "7 Points Below CL",
    };

    private static string Text(PointType type) => type switch
    {
        PointType.CommonCause => "common_cause",
        PointType.Improvement => "special_cause_improvement",
        PointType.Concern => "special_cause_concern",
        PointType.NeutralHigh => "special_cause_neutral_high",
        PointType.NeutralLow => "special_cause_neutral_low",
    };

    private static string? Text(Variation? variation) => variation switch
    {
        null => null,
        Variation.CommonCause => "common_cause",
        Variation.ImprovementHigh => "improvement_high",
        Variation.ImprovementLow => "improvement_low",
        Variation.ConcernHigh => "concern_high",
        Variation.ConcernLow => "concern_low",
        Variation.NeutralHigh => "neutral_high",
        _ => "neutral_low",
    };

    private static string? Text(Assurance? assurance) => assurance?.ToString().ToLowerInvariant();

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
