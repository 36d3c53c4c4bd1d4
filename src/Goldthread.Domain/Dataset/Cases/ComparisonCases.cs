using System.Globalization;

namespace Goldthread.Domain.Dataset.Cases;

/// <summary>Areas among areas, a trend, and before against after, as cases.</summary>
internal static class ComparisonCases
{
    private const string Compared = "row 2 (after) with row 1 (before)";

    public static IEnumerable<CaseAnswer> Quantiles(StatisticsCase given)
    {
        var options = given.Choose("quantiles", "lowest_quantile_is_highest_values", "group_by");
        var groups = options.Whole("quantiles") ?? 10;
        var highestFirst = options.Flag("lowest_quantile_is_highest_values", true);
        List<CaseAnswer> answers = [];
        foreach (var (_, rows) in given.Groups(options.Text("group_by")))
        {
            var values = rows.Select(r => r.Figure("value")).ToList();
            var placed = Quantile.Of(values, groups, highestFirst);
            if (placed.All(q => q is null))
                answers.AddRange(CaseAnswer.Of("case", "", null, ("warning_message", $"There are fewer areas with a value than the {groups} quantiles asked for, so none is assigned.")));
            answers.AddRange(rows.Zip(placed).SelectMany(pair => CaseAnswer.Of("row", "", pair.First.Number,
                ("quantile", pair.Second), ("qinverted", $"lowest quantile represents {(highestFirst ? "highest" : "lowest")} values"))));
        }
        return answers.DistinctBy(a => (a.Scope, a.Row, a.Field));
    }

    public static IEnumerable<CaseAnswer> Spread(StatisticsCase given)
    {
        var options = given.Choose("quantile_type", "probabilities");
        if (options.Whole("quantile_type") is not (null or 7)) throw CaseOptions.Wrong("quantile_type", "7", options["quantile_type"]!.Value.GetRawText());
        var values = given.Rows.Select(r => (r.Number, Value: r.Figure("value"))).ToList();
        Spread spread = new(values.Select(v => v.Value));
        return options.Numbers("probabilities").SelectMany(share => CaseAnswer.Of("case", "", null, ("p" + (share * 100).ToString("0.####", CultureInfo.InvariantCulture), spread.Percentile(share))))
            .Concat(values.SelectMany(v => CaseAnswer.Of("row", "", v.Number, ("percent_rank", spread.PercentRank(v.Value)), ("min_rank", spread.Rank(v.Value)))));
    }

    public static IEnumerable<CaseAnswer> Trend(StatisticsCase given)
    {
        var scores = given.Choose("scores").Numbers("scores");
        if (scores.Count > 0 && scores.Count != given.Rows.Count) throw CaseOptions.Wrong("scores", $"one number for each of the {given.Rows.Count} rows", $"{scores.Count} numbers");
        var trend = LinearTrend.Of([.. given.Rows.Select((row, i) =>
        {
            var (part, whole) = row.Judge(Both);
            return (part, whole, scores.Count > 0 ? scores[i] : i + 1.0);
        })]);
        return CaseAnswer.Of("case", "", null, ("chi_squared", trend.ChiSquared), ("degrees_of_freedom", 1), ("p_value", trend.PValue));
    }

    public static IEnumerable<CaseAnswer> BeforeAndAfter(StatisticsCase given, bool isPercentage)
    {
        var options = given.Choose("compare", "confidence");
        if ((options.Text("compare") ?? Compared) != Compared) throw CaseOptions.Wrong("compare", $"\"{Compared}\"", options.Text("compare")!);
        if (given.Rows is not [var first, var second]) throw new ArgumentException($"Before and after need two rows; there are {given.Rows.Count}.");
        var confidence = options.Confidence();
        foreach (var row in given.Rows) row.Judge(r => r.Parts.Checked(isPercentage));
        var result = isPercentage ? Dataset.BeforeAndAfter.OfPercentages(first.Parts, second.Parts, confidence) : Dataset.BeforeAndAfter.OfRates(first.Parts, second.Parts, confidence);
        return CaseAnswer.Of("case", "", null, (isPercentage ? "difference" : "rate_ratio", result.Change),
            ("lower_ci", result.Interval.Lower), ("upper_ci", result.Interval.Upper), ("p_value", result.PValue));
    }

    private static (double Part, double Whole) Both(CaseRow row) => row.Parts.Checked(isPercentage: true) is { Numerator: { } x, Denominator: { } n }
        ? (x, n) : throw new ArgumentException("A numerator or a denominator is missing; a trend needs both of every row. Leave the row out, or fill it in.");
}
