using System.Globalization;

namespace Goldthread.Domain.Dataset.Cases;

/// <summary>Rates, percentages and means as cases, for each row or for groups, or against a benchmark.</summary>
internal static class RateCases
{
    private static readonly (string? Word, Polarity Meaning)[] Polarities =
        [("neutral", Polarity.Neutral), (null, Polarity.Neutral), ("high_is_good", Polarity.HighIsGood), ("low_is_good", Polarity.LowIsGood)];

    public static IEnumerable<CaseAnswer> Estimates(StatisticsCase given, bool isPercentage)
    {
        var options = given.Choose("confidence", "multiplier", "group_by", "benchmark_area", "polarity");
        var multiplier = options.Multiplier(isPercentage ? 1 : 100_000);
        var levels = options.Confidences();
        Estimate Of(Parts parts) => isPercentage ? Estimate.Percentage(parts, multiplier, levels) : Estimate.Rate(parts, multiplier, levels);
        var statistic = !isPercentage ? "rate per " + multiplier.ToString(CultureInfo.InvariantCulture) : multiplier == 100 ? "percentage" : "proportion of 1";

        if (options.Text("benchmark_area") is { } benchmark) return Compared(given, options, benchmark, Of);
        var rows = given.Rows.Select(row => (row.Number, Estimate: row.Judge(r => Of(r.Parts)))).ToList();
        if (options.Text("group_by") is not { } column) return rows.SelectMany(row => CaseAnswer.Of("row", "", row.Number, Fields(row.Estimate, levels, statistic)));
        return given.Groups(column).SelectMany(group =>
        {
            var sum = Parts.Sum([.. group.Rows.Select(r => r.Parts)]);
            return CaseAnswer.Of("group", group.Name, null, [("numerator", sum.Numerator), ("denominator", sum.Denominator), .. Fields(Of(sum), levels, statistic)]);
        }).Concat(Incomplete(given, column));
    }

    public static IEnumerable<CaseAnswer> Means(StatisticsCase given)
    {
        var options = given.Choose("confidence", "group_by");
        var levels = options.Confidences();
        return given.Groups(options.Text("group_by")).SelectMany(group =>
        {
            var sample = Sample.Of([.. group.Rows.Select(r => r.Figure("value"))]);
            return CaseAnswer.Of("group", group.Name, null,
                [("value_sum", sample.Sum), ("value_count", sample.Count), ("stdev", sample.StandardDeviation), .. Fields(Estimate.Mean(sample, levels), levels, "mean")]);
        });
    }

    private static IEnumerable<CaseAnswer> Compared(StatisticsCase given, CaseOptions options, string benchmark, Func<Parts, Estimate> of)
    {
        var polarity = options.Word("polarity", Polarities);
        _ = options.Confidence();
        var areas = given.Rows.Select(row => (Row: row, Estimate: row.Judge(r => of(r.Parts)))).ToList();
        var level = areas.Where(a => a.Row.Text("area") == benchmark).Select(a => a.Estimate).ToList() is [var only] ? only.Value
            : throw new ArgumentException($"The benchmark_area \"{benchmark}\" must be the area of exactly one row.");
        return areas.SelectMany(area =>
        {
            var interval = area.Estimate.Intervals is [var only] ? only : null;
            var isBenchmark = area.Row.Text("area") == benchmark;
            return CaseAnswer.Of("row", "", area.Row.Number, ("value", area.Estimate.Value), ("lower_ci", interval?.Lower), ("upper_ci", interval?.Upper),
                ("derived_position", isBenchmark ? "benchmark" : Text(BenchmarkRule.PositionOf(interval, level))),
                ("derived_significance", isBenchmark ? "benchmark" : Text(BenchmarkRule.StandingOf(interval, level, polarity))));
        });
    }

    private static (string Field, object? Value)[] Fields(Estimate estimate, IReadOnlyList<Confidence> levels, string statistic)
    {
        List<(string, object?)> fields = [("value", estimate.Value)];
        for (var i = 0; i < levels.Count; i++)
        {
            var interval = i < estimate.Intervals.Count ? estimate.Intervals[i] : null;
            var mark = (levels[i].Level * 100).ToString("0.0", CultureInfo.InvariantCulture).Replace('.', '_');
            fields.Add((levels.Count == 1 ? "lower_ci" : $"lower{mark}cl", interval?.Lower));
            fields.Add((levels.Count == 1 ? "upper_ci" : $"upper{mark}cl", interval?.Upper));
        }
        return [.. fields, ("confidence", string.Join(", ", levels)), ("statistic", statistic), ("method", Text(estimate.Method))];
    }

    private static IEnumerable<CaseAnswer> Incomplete(StatisticsCase given, string column)
    {
        string[] names = [.. given.Groups(column).Where(g => Parts.Sum([.. g.Rows.Select(r => r.Parts)]).Incomplete > 0).Select(g => g.Name)];
        return names.Length == 0 ? [] : CaseAnswer.Of("case", "", null,
            ("warning_message", $"Incomplete, because a member lacks a figure, and so without a value: {string.Join(", ", names)}."));
    }

    private static string? Text(IntervalMethod? method) => method is not { } known ? null : known switch
    {
        IntervalMethod.Exact => "Exact",
        IntervalMethod.Byar => "Byars",
        IntervalMethod.Wilson => "Wilson",
        IntervalMethod.Student => "Student's t-distribution",
    };

    private static string Text(Standing standing) => standing == Standing.NotCompared ? "not compared" : standing.ToString().ToLowerInvariant();
}
