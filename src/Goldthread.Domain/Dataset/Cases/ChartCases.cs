using System.Text.Json;

namespace Goldthread.Domain.Dataset.Cases;

/// <summary>Process charts and run charts as cases.</summary>
internal static class ChartCases
{
    private static readonly (string? Word, Polarity Meaning)[] Directions =
        [("increase", Polarity.HighIsGood), ("decrease", Polarity.LowIsGood), ("neutral", Polarity.Neutral)];

    private static readonly (string? Word, AttributeChartKind? Meaning)[] Charts =
        [("run", null), ("i", null), ("p", AttributeChartKind.Share), ("pp", AttributeChartKind.ShareOfMany), ("u", AttributeChartKind.Rate), ("c", AttributeChartKind.Count)];

    public static IEnumerable<CaseAnswer> Process(StatisticsCase given)
    {
        var options = given.Choose("improvement_direction", "target", "rebase_dates", "fix_after_n_points", "screen_outliers", "series_column");
        var polarity = options.Word("improvement_direction", Directions);
        List<CaseAnswer> answers = [];
        foreach (var (series, rows) in given.Groups(options.Text("series_column")))
        {
            var chart = ProcessChart.Draw(rows.Select(r => new DatedValue(r.Date("date"), r.Figure("value"))), polarity, OptionsOf(options, series));
            var numbers = rows.ToDictionary(r => r.Date("date"), r => r.Number);
            answers.AddRange(chart.Points.OrderBy(p => numbers[p.Date]).SelectMany(p => OfPoint(series, numbers[p.Date], p)));
            answers.AddRange(chart.Segments.SelectMany(s => OfSegment(series, chart, s)));
            answers.AddRange(CaseAnswer.Of("series", series, null, ("variation_icon", Text(chart.Variation))));
            if (chart.Assurance is not null) answers.AddRange(CaseAnswer.Of("series", series, null, ("assurance_icon", Text(chart.Assurance))));
            if (chart.Warnings.Count > 0)
                answers.AddRange(CaseAnswer.Of("case", "", null, ("warning_message", (series.Length > 0 ? series + ": " : "") + string.Join(' ', chart.Warnings.Select(w => w.Message)))));
        }
        return Together(answers);
    }

    public static IEnumerable<CaseAnswer> Run(StatisticsCase given)
    {
        var options = given.Choose("chart", "part_after", "freeze_after", "exclude", "screened_moving_range");
        var kind = options.Word("chart", Charts);
        DateOnly[] dates = [.. given.Rows.Select(r => r.Date("date")).Order()];
        RunChartOptions drawn = new()
        {
            Centre = options.Text("chart") == "run" ? RunChartCentre.Median : RunChartCentre.MeanWithLimits,
            PartAfter = options.Wholes("part_after"),
            FreezeAfter = options.Whole("freeze_after"),
            Exclude = [.. options.Wholes("exclude").Select(i => i >= 1 && i <= dates.Length ? dates[i - 1] : throw CaseOptions.Wrong("exclude", $"points from 1 to {dates.Length}", $"{i}"))],
            ScreenedMovingRange = options.Flag("screened_moving_range", false),
        };
        var numbers = new Dictionary<DateOnly, int>();
        foreach (var row in given.Rows) numbers.TryAdd(row.Date("date"), row.Number);
        if (kind is { } attribute)
        {
            var counts = AttributeChart.Draw(given.Rows.Select(r => new DatedParts(r.Date("date"), new(r.Figure("value"), attribute == AttributeChartKind.Count ? 1 : r.Figure("denominator")))), attribute, drawn);
            return counts.Points.OrderBy(p => numbers[p.Date]).SelectMany(p => OfPoint(numbers[p.Date], p.Date, p.Value, p.Part, p.Limits, p.TwoSigma, p.OutsideLimits, p.InBaseline)).Concat(counts.Parts.SelectMany(OfPart));
        }
        var chart = RunChart.Draw(given.Rows.Select(r => new DatedValue(r.Date("date"), r.Figure("value"))), drawn);
        return chart.Points.OrderBy(p => numbers[p.Date]).SelectMany(p => OfPoint(numbers[p.Date], p.Date, p.Value, p.Part,
            Between(p.Part.LowerLimit, p.Part.UpperLimit), Between(p.Part.LowerTwoSigma, p.Part.UpperTwoSigma), p.OutsideLimits, p.InBaseline)).Concat(chart.Parts.SelectMany(OfPart));
    }

    private static ProcessChartOptions OptionsOf(CaseOptions options, string series) => new()
    {
        Screening = options.Flag("screen_outliers", true),
        FixAfter = options.Whole("fix_after_n_points"),
        Targets = options.For("target", series) is { } target ? [new(CaseOptions.NumberOf("target", target))] : [],
        RebaseDates = options.For("rebase_dates", series) switch
        {
            null => [],
            { ValueKind: JsonValueKind.Array } dates => [.. dates.EnumerateArray().Select(d => CaseOptions.DateOf("rebase_dates", d))],
            { } date => [CaseOptions.DateOf("rebase_dates", date)],
        },
    };

    private static IEnumerable<CaseAnswer> OfPoint(string series, int row, ProcessPoint point) => CaseAnswer.Of("point", series, row,
        ("date", point.Date), ("value", point.Value), ("rebase_group", point.Segment.Number), ("mean", point.Segment.Mean),
        ("lower_limit", point.Segment.LowerLimit ?? double.NaN), ("upper_limit", point.Segment.UpperLimit ?? double.NaN),
        ("in_baseline", point.InBaseline), ("outside_limits", point.OutsideLimits), ("close_to_limits", point.CloseToLimits), ("relative_to_mean", point.RelativeToMean),
        ("special_cause_type", Text(point.Cause)), ("special_cause_flag", point.Cause != SpecialCause.None), ("point_type", Text(point.Type)),
        ("short_group_warning", point.Segment.IsShort), ("target", point.Target));

    private static IEnumerable<CaseAnswer> OfSegment(string series, ProcessChart chart, ProcessSegment segment)
    {
        ProcessPoint[] points = [.. chart.Points.Where(p => p.Segment == segment)];
        var assurance = segment == chart.Segments[^1] ? chart.Assurance : null;
        return CaseAnswer.Of("group", series, segment.Number,
            ("n", segment.Rows), ("mean", segment.Mean), ("lower_limit", segment.LowerLimit ?? double.NaN), ("upper_limit", segment.UpperLimit ?? double.NaN),
            ("common_cause", points.Count(p => p.Type == PointType.CommonCause)),
            ("special_cause_improvement", points.Count(p => p.Type == PointType.Improvement)),
            ("special_cause_concern", points.Count(p => p.Type == PointType.Concern)),
            ("variation_type", Text(points[^1].Type)),
            ("assurance_type", assurance is Assurance.Pass or Assurance.Fail ? $"consistent_{Text(assurance)}" : Text(assurance)));
    }

    private static IEnumerable<CaseAnswer> OfPoint(int row, DateOnly date, double? value, RunPart part, Interval? limits, Interval? twoSigma, bool isOutside, bool inBaseline) => CaseAnswer.Of("point", "", row,
        ("date", date), ("value", value), ("part", part.Number), ("centre_line", part.Centre), ("lower_limit", limits?.Lower), ("upper_limit", limits?.Upper),
        ("lower_limit_2sigma", twoSigma?.Lower), ("upper_limit_2sigma", twoSigma?.Upper), ("sigma_signal", isOutside), ("in_baseline", inBaseline));

    private static IEnumerable<CaseAnswer> OfPart(RunPart part) => CaseAnswer.Of("group", "", part.Number,
        ("n_observations", part.Observations), ("n_useful", part.Useful), ("longest_run", part.LongestRun), ("longest_run_max", part.LongestRunMax),
        ("crossings", part.Crossings), ("crossings_min", part.CrossingsMin), ("runs_signal", part.RunsSignal));

    private static Interval? Between(double? lower, double? upper) => lower is { } from && upper is { } to ? new(from, to) : null;

    // A case has one warning, whatever number of series it is about.
    private static IEnumerable<CaseAnswer> Together(List<CaseAnswer> answers)
    {
        var warnings = answers.Where(a => a.Field == "warning_message").Select(a => a.Text).ToList();
        var others = answers.Where(a => a.Field != "warning_message");
        return warnings.Count == 0 ? others : others.Prepend(new("case", "", "", "warning_message", string.Join(' ', warnings)));
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

    private static string? Text(Variation? variation) => variation is not { } known ? null : known switch
    {
        Variation.CommonCause => "common_cause",
        Variation.ImprovementHigh => "improvement_high",
        Variation.ImprovementLow => "improvement_low",
        Variation.ConcernHigh => "concern_high",
        Variation.ConcernLow => "concern_low",
        Variation.NeutralHigh => "neutral_high",
        Variation.NeutralLow => "neutral_low",
    };

    private static string? Text(Assurance? assurance) => assurance is not { } known ? null : known switch
    {
        Assurance.Pass => "pass",
        Assurance.Inconsistent => "inconsistent",
        Assurance.Fail => "fail",
    };
}
