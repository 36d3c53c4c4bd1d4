using Goldthread.Domain.Dataset;

namespace Goldthread.Domain.Tests.Dataset;

/// <summary>Intervals at 95 per cent against the field's own package.</summary>
[Trait("feature", "I14")]
public class IntervalReferenceTests
{
    private static readonly string[] Kinds = ["rate-", "prop-", "cmp-"];

    public static TheoryData<string> Cases => [.. Kinds.SelectMany(kind => ReferenceCases.Ids("rates", kind)).Where(Fits).DefaultIfEmpty("rate-001")];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Value_and_interval_are_those_of_the_reference(string id)
    {
        var reference = ReferenceCases.Get("rates", id);
        var isPercentage = id.StartsWith("prop", StringComparison.Ordinal) || reference.Options.GetProperty("multiplier").GetDouble() == 100;
        var multiplier = reference.Options.GetProperty("multiplier").GetDouble();
        var rows = reference.InputRows.ToDictionary(r => r["row"], r => Figure(r, multiplier));

        if (reference.IsError)
        {
            Assert.Contains(rows.Values, figure => Interval.Of(figure, multiplier, isPercentage) is null);
            return;
        }
        reference.Compare(cell => cell.Field switch
        {
            "value" => rows[cell.Row].Value,
            "lower_ci" => Interval.Of(rows[cell.Row], multiplier, isPercentage)?.Lower,
            "upper_ci" => Interval.Of(rows[cell.Row], multiplier, isPercentage)?.Upper,
            _ => ReferenceCase.Unchecked.It,
        }, "row");
    }

    // Ours are at 95 per cent and for one area at a time.
    private static bool Fits(string id)
    {
        var reference = ReferenceCases.Get("rates", id);
        var isOneArea = !reference.Options.TryGetProperty("group_by", out var group) || group.ValueKind == System.Text.Json.JsonValueKind.Null;
        return reference.MustMatch && isOneArea && reference.Options.GetProperty("confidence").EnumerateArray().Select(c => c.GetDouble()).SequenceEqual([0.95]);
    }

    private static FigureValue Figure(Dictionary<string, string> row, double multiplier)
    {
        var (x, n) = (ReferenceCase.Number(row["numerator"]), ReferenceCase.Number(row["denominator"]));
        return new(x, n, x is { } above && n is > 0 and var below ? above / below * multiplier : null, PublishedSymbol.None, FigureStatus.Final);
    }
}
