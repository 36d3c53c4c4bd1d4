using System.Globalization;
using System.Text.Json;
using Goldthread.Domain.Dataset;

namespace Goldthread.Domain.Tests.Dataset;

/// <summary>The run and individuals cases of qicharts2.</summary>
[Trait("feature", "I14")]
public class RunChartReferenceTests
{
    [Theory, InlineData("run-001"), InlineData("run-002"), InlineData("run-003"), InlineData("run-004"), InlineData("run-008")]
    public void The_chart_agrees_with_the_package(string id)
    {
        var reference = ReferenceCases.Get("spc", id);
        var rows = reference.InputRows.ToDictionary(r => r["row"]);
        var options = reference.Options;

        var chart = RunChart.Draw(
            rows.Values.Select(r => new DatedValue(Date(r["date"]), ReferenceCase.Number(r["value"]))),
            new()
            {
                Centre = options.GetProperty("chart").GetString() == "run" ? RunChartCentre.Median : RunChartCentre.MeanWithLimits,
                PartAfter = options.GetProperty("part_after") is { ValueKind: JsonValueKind.Array } parts ? [.. parts.EnumerateArray().Select(p => p.GetInt32())] : [],
                FreezeAfter = options.GetProperty("freeze_after") is { ValueKind: JsonValueKind.Number } freeze ? freeze.GetInt32() : null,
                ScreenedMovingRange = options.GetProperty("screened_moving_range").GetBoolean(),
            });

        reference.Compare(cell => cell.Scope == "group"
            ? OfPart(cell.Field, chart.Parts.Single(p => p.Number.ToString(CultureInfo.InvariantCulture) == cell.Row))
            : OfPoint(cell.Field, chart.Points.Single(p => p.Date == Date(rows[cell.Row]["date"]))), "point", "group");
    }

    private static object? OfPoint(string field, RunPoint point) => field switch
    {
        "date" => point.Date,
        "value" => point.Value,
        "part" => point.Part.Number,
        "centre_line" => point.Part.Centre,
        "lower_limit" => point.Part.LowerLimit,
        "upper_limit" => point.Part.UpperLimit,
        "lower_limit_2sigma" => point.Part.LowerTwoSigma,
        "upper_limit_2sigma" => point.Part.UpperTwoSigma,
        "sigma_signal" => point.OutsideLimits,
        "in_baseline" => point.InBaseline,
        _ => throw new ArgumentException(field),
    };

    private static object? OfPart(string field, RunPart part) => field switch
    {
        "n_observations" => part.Observations,
        "n_useful" => part.Useful,
        "longest_run" => part.LongestRun,
        "longest_run_max" => part.LongestRunMax,
        "crossings" => part.Crossings,
        "crossings_min" => part.CrossingsMin,
        "runs_signal" => part.RunsSignal,
        _ => throw new ArgumentException(field),
    };

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
