using System.Text.Json;
using CsCheck;
using Goldthread.Domain.Dataset.Cases;

namespace Goldthread.Domain.Tests.Dataset;

[Trait("feature", "I15"), Trait("feature", "I11")]
public class CaseRefusalTests
{
    private const string TwoRows = "numerator=1 denominator=10 area=a;numerator=2 denominator=20 area=b";

    [Theory]
    [InlineData("phe_rate", "{\"confidence\": 0.5}", TwoRows, "The confidence 0.5 can't be used. Give a share from 0.9 to below 1, or a percentage from 90 to below 100.")]
    [InlineData("phe_rate", "{\"confidence\": \"high\"}", TwoRows, "The option \"confidence\" must be a number of at most 15 digits; found: \"high\".")]
    [InlineData("phe_rate", "{\"multiplier\": 0}", TwoRows, "The option \"multiplier\" must be a number above zero; found: 0.")]
    [InlineData("phe_rate", "{\"group_by\": \"region\"}", TwoRows, "Row 1 has no field region. Add it to input.csv, with an empty value if it is missing.")]
    [InlineData("phe_rate", "{\"benchmark_area\": \"England\"}", TwoRows, "The benchmark_area \"England\" must be the area of exactly one row.")]
    [InlineData("phe_rate", "{}", "numerator=1 denominator=10;numerator=-2 denominator=20", "Row 2: the numerator is -2. A count is zero or more; leave it empty if it is missing.")]
    [InlineData("phe_rate", "{}", "numerator=1 denominator=0", "Row 1: the denominator is 0. It must be above zero; leave it empty if it is missing.")]
    [InlineData("phe_proportion", "{}", "numerator=11 denominator=10", "Row 1: the numerator 11 is larger than the denominator 10, so this is no percentage. Correct one of them, or work out a rate.")]
    [InlineData("phe_rate", "[]", TwoRows, "The options must be an object, such as {\"multiplier\": 1000}.")]
    [InlineData("phe_mean", "{}", "value=1,000", "Row 1: the value \"1,000\" is not a number. Write it in digits with a full stop, or leave it empty if it is missing.")]
    [InlineData("phe_quantile", "{\"quantiles\": 2.5}", "value=1", "The option \"quantiles\" must be a whole number; found: 2.5.")]
    [InlineData("phe_quantile", "{\"quantiles\": 0}", "value=1", "Areas can't be put in 0 groups. Give a whole number of 1 or more.")]
    [InlineData("quantile / percent_rank", "{\"probabilities\": [2]}", "value=1", "The share 2 is not a probability. Give one from 0 to 1.")]
    [InlineData("prop.trend.test", "{\"scores\": [1]}", TwoRows, "The option \"scores\" must be one number for each of the 2 rows; found: 1 numbers.")]
    [InlineData("poisson.test", "{}", "numerator=1 denominator=10", "Before and after need two rows; there are 1.")]
    [InlineData("ptd_spc", "{\"improvement_direction\": \"up\"}", "date=2026-01-01 value=1", "The option \"improvement_direction\" must be one of increase, decrease, neutral; found: up.")]
    [InlineData("ptd_spc", "{\"improvement_direction\": \"increase\"}", "date=1/1/2026 value=1", "Row 1: the date \"1/1/2026\" is not a date. Write it as yyyy-mm-dd, such as 2026-03-31.")]
    [InlineData("qic", "{\"chart\": \"run\", \"exclude\": [3]}", "date=2026-01-01 value=1;date=2026-02-01 value=2", "The option \"exclude\" must be points from 1 to 2; found: 3.")]
    [InlineData("funnel_plot", "{\"data_type\": \"PR\", \"limit\": 98}", TwoRows, "The option \"limit\" must be 95 or 99; found: 98.")]
    [InlineData("calculate_funnel_limits", "{\"statistic\": \"rate\"}", TwoRows, "The option \"multiplier\" must be given for rates, such as 10000; found: nothing.")]
    [InlineData("calculate_funnel_limits", "{\"statistic\": \"rate\", \"multiplier\": 1000, \"rate_type\": \"dsr\"}", TwoRows, "The option \"rate_type\" must be \"crude\"; standardised rates are not worked out here; found: dsr.")]
    public void A_case_that_cannot_be_answered_says_what_where_and_how_to_mend_it(string function, string options, string rows, string message)
    {
        var answers = Case(function, options, rows).Answer();

        Assert.Equal(["outcome error", $"error_message {message}"], answers.Select(a => $"{a.Field} {a.Text}"));
    }

    // A thousand strange cases each run: a refusal is an answer, and nothing else may come out.
    [Fact]
    public void Whatever_a_case_holds_it_is_answered_or_refused()
    {
        string[] functions = ["ptd_spc", "qic", "phe_rate", "phe_proportion", "phe_mean", "phe_quantile", "quantile / percent_rank", "prop.trend.test", "poisson.test", "prop.test", "funnel_plot", "assign_funnel_significance", "calculate_funnel_limits"];
        string[] values = ["", "0", "1", "-1", "0.5", "9.999", "10", "250", "1e12", "1e15", "1e-300", "1e308", "NaN", "Inf", "x"];
        string[] options =
        [
            "\"improvement_direction\": \"increase\"", "\"target\": 5", "\"target\": {\"a\": 5}", "\"fix_after_n_points\": 12", "\"rebase_dates\": [\"2026-01-02\"]", "\"chart\": \"run\"", "\"chart\": \"i\"", "\"chart\": \"p\"", "\"chart\": \"pp\"", "\"chart\": \"c\"",
            "\"part_after\": [1]", "\"freeze_after\": 2", "\"exclude\": [1]", "\"confidence\": [0.95, 0.998]", "\"multiplier\": 1e300", "\"multiplier\": 100", "\"group_by\": \"area\"", "\"benchmark_area\": \"a\"", "\"quantiles\": 3", "\"probabilities\": [0, 1]",
            "\"data_type\": \"PR\"", "\"data_type\": \"RC\"", "\"data_type\": \"SR\"", "\"sr_method\": \"CQC\"", "\"trim_by\": 0", "\"statistic\": \"proportion\"", "\"statistic\": \"rate\"", "\"statistic\": \"ratio\"", "\"years_of_data\": 3", "\"limit\": 95",
        ];
        var row = Gen.Select(A.OneOf(values), A.OneOf(values), A.OneOf(values), A.OneOf("a", "b", ""), Gen.Int[1, 28])
            .Select((x, n, v, area, day) => $"numerator={x} denominator={n} value={v} rate={v} area={area} date=2026-01-{day:00}");

        Gen.Select(A.OneOf(functions), A.OneOf(options).Array[0, 3], row.Array[0, 16]).Sample((function, chosen, rows) =>
        {
            var given = string.Join(", ", chosen.DistinctBy(o => o.Split(':')[0]));

            var answers = Case(function, $"{{{given}}}", string.Join(';', rows)).Answer();

            Assert.Contains(answers[0].Text, new[] { "ok", "error" });
        }, iter: 3000);
    }

    private static StatisticsCase Case(string function, string options, string rows) => new("a", function, JsonDocument.Parse(options).RootElement,
        [.. rows.Split(';', StringSplitOptions.RemoveEmptyEntries).Select((row, i) => new CaseRow(i + 1, row.Split(' ').Select(cell => cell.Split('=')).ToDictionary(c => c[0], c => c[1])))]);
}
