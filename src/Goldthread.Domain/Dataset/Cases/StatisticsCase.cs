using System.Globalization;
using System.Text.Json;

namespace Goldthread.Domain.Dataset.Cases;

/// <summary>One question to the statistics of the data set in the form of an analyst's reference cases: the function of the field's own package
/// that answers it, its options, and rows of named cells.</summary>
/// <param name="Id">Of the case.</param>
/// <param name="Function">Such as ptd_spc, phe_rate or funnel_plot; a name that is not known is refused.</param>
/// <param name="Options">An object, or nothing.</param>
/// <param name="Rows">By their number.</param>
public sealed record StatisticsCase(string Id, string Function, JsonElement Options, IReadOnlyList<CaseRow> Rows)
{
    private static readonly Dictionary<string, Func<StatisticsCase, IEnumerable<CaseAnswer>>> Functions = new(StringComparer.Ordinal)
    {
        ["ptd_spc"] = ChartCases.Process,
        ["qic"] = ChartCases.Run,
        ["phe_rate"] = given => RateCases.Estimates(given, isPercentage: false),
        ["phe_proportion"] = given => RateCases.Estimates(given, isPercentage: true),
        ["phe_mean"] = RateCases.Means,
        ["phe_quantile"] = ComparisonCases.Quantiles,
        ["quantile / percent_rank"] = ComparisonCases.Spread,
        ["prop.trend.test"] = ComparisonCases.Trend,
        ["poisson.test"] = given => ComparisonCases.BeforeAndAfter(given, isPercentage: false),
        ["prop.test"] = given => ComparisonCases.BeforeAndAfter(given, isPercentage: true),
        ["funnel_plot"] = FunnelCases.Dispersed,
        ["assign_funnel_significance"] = FunnelCases.Significance,
        ["calculate_funnel_limits"] = FunnelCases.Lines,
    };

    /// <summary>The three kinds of question, each with a folder of its own.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["spc", "rates", "funnel"];

    /// <summary>Answers it.</summary>
    /// <returns>First the outcome, "ok" or "error"; an error carries its message and nothing else.</returns>
    public IReadOnlyList<CaseAnswer> Answer()
    {
        try
        {
            if (!Functions.TryGetValue(Function, out var answer))
                throw new ArgumentException($"The function_called \"{Function}\" is not known. Use one of: {string.Join(", ", Functions.Keys)}.");
            if (Rows.Count == 0) throw new ArgumentException("There are no rows for this case in input.csv. Add them, or take the case out of meta.json.");
            CaseAnswer[] given = [new("case", "", "", "outcome", "ok"), .. answer(this)];
            // Field by field, as the reference is written.
            return [.. given.GroupBy(a => (a.Scope == "case", a.Scope, a.Field)).OrderByDescending(g => g.Key.Item1).SelectMany(g => g)];
        }
        // Refusals alone: what derives from it is a fault of ours and must not look like one of the case.
        catch (ArgumentException refusal) when (refusal.GetType() == typeof(ArgumentException))
        {
            return [new("case", "", "", "outcome", "error"), new("case", "", "", "error_message", Words(refusal))];
        }
    }

    internal CaseOptions Choose(params string[] known) => new(Options, known);

    internal IEnumerable<(string Name, IReadOnlyList<CaseRow> Rows)> Groups(string? column) =>
        Rows.GroupBy(r => column is null ? "" : r.Text(column)).Select(g => (g.Key, (IReadOnlyList<CaseRow>)[.. g]));

    private static string Words(ArgumentException refusal) =>
        refusal.ParamName is null ? refusal.Message : refusal.Message[..refusal.Message.LastIndexOf(" (Parameter", StringComparison.Ordinal)];
}

/// <summary>One cell of an answer.</summary>
/// <param name="Scope">case, point, row, group, series or line.</param>
/// <param name="Series">Name of the series, area or region; else empty.</param>
/// <param name="Row">Number of the row, segment, part or place; else empty.</param>
/// <param name="Field">What it is.</param>
/// <param name="Value">A text, a number, a truth value or a date; null when there is none.</param>
public sealed record CaseAnswer(string Scope, string Series, string Row, string Field, object? Value)
{
    /// <summary>The value as the reference writes it: 15 significant digits, yyyy-mm-dd, true or false, NaN, Inf.</summary>
    public string Text => Value switch
    {
        null => "",
        double.PositiveInfinity => "Inf",
        double.NegativeInfinity => "-Inf",
        double number => (number + 0.0).ToString("G15", CultureInfo.InvariantCulture).Replace('E', 'e'),
        bool flag => flag ? "true" : "false",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Convert.ToString(Value, CultureInfo.InvariantCulture)!,
    };

    internal static IEnumerable<CaseAnswer> Of(string scope, string series, int? row, params (string Field, object? Value)[] values)
    {
        var number = row?.ToString(CultureInfo.InvariantCulture) ?? "";
        return values.Select(v => new CaseAnswer(scope, series, number, v.Field, v.Value));
    }
}
