using Goldthread.Domain.Dataset;

namespace Goldthread.Web.Features.Shared.Charts;

/// <summary>A chart with everything round it, for the partial _ChartFigure: what it says, icons, picture, table, source.</summary>
public sealed record ChartFigure
{
    public required Scene Picture { get; init; }

    /// <summary>The first sentence, under the title.</summary>
    public required string Says { get; init; }

    /// <summary>The same figures as the picture.</summary>
    public required ChartTable Table { get; init; }

    /// <summary>Who published the figures, when, under which licence.</summary>
    public required string Source { get; init; }

    public Variation? Variation { get; init; }

    public Assurance? Assurance { get; init; }

    /// <summary>What the numbered marks stand for, in order.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Last day of the period from which new limits could be considered; null when nothing speaks for them.</summary>
    public DateOnly? StepToConsider { get; init; }

    /// <summary>From 2 to 6: where the chart stands in the page's outline.</summary>
    public int HeadingLevel { get; init; } = 2;

    /// <summary>The style sheet's block: gt-chart over time, gt-compare for areas.</summary>
    public string Block { get; init; } = "gt-chart";

    /// <summary>A chart over time; icons and cautions come from the process chart behind it, when there is one.</summary>
    public static ChartFigure Of(TimeChart chart, string source, ProcessChart? process = null) => new()
    {
        Picture = chart.Draw(),
        Says = chart.Says,
        Source = source,
        Variation = process?.Variation,
        Assurance = process?.StepChangeToConsider is null ? process?.Assurance : null, // the limits lag behind the change
        Warnings = [.. process?.Warnings.Select(w => w.Message) ?? []],
        Notes = [.. chart.NumberedMarks.Select(m => m.IsBreak ? m.Words : $"{m.Words} ({m.Date:d MMMM yyyy})")], // a break's date is only where its period ends
        Table = ChartTable.Of(chart),
    };

    /// <summary>A comparison of areas.</summary>
    public static ChartFigure Of(ComparisonChart chart, string source) => new()
    {
        Picture = chart.Draw(),
        Says = chart.Says,
        Source = source,
        Block = "gt-compare",
        Table = ChartTable.Of(chart),
    };
}

/// <summary>The figures of a chart as a table. The first column names the row, the others are figures or words.</summary>
/// <param name="Columns">Headings.</param>
/// <param name="NumericColumns">How many of the columns after the first hold figures.</param>
/// <param name="Rows">One cell for each column.</param>
public sealed record ChartTable(IReadOnlyList<string> Columns, int NumericColumns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    private const string Missing = "no figure";

    /// <summary>Ids of the rows, for marks that lead to them; null for none.</summary>
    public IReadOnlyList<string>? RowIds { get; init; }

    public static ChartTable Of(TimeChart chart)
    {
        var hasStretches = chart.Stretches.Count > 0;
        var hasLimits = chart.Stretches.Any(s => s.Upper is not null);
        var hasSignals = chart.Points.Any(p => p.Signal.Length > 0);
        var options = new ProcessChartOptions { Targets = chart.Targets };
        string Figure(double? value) => value is { } v ? chart.Show(v) : Missing;

        return new(
            [
                "Period", chart.OwnName.Length > 0 ? chart.OwnName : "Figure",
                .. chart.Comparators.Select(c => c.Name),
                .. hasStretches ? [chart.CentreName] : Array.Empty<string>(),
                .. hasLimits ? ["Lower limit", "Upper limit"] : Array.Empty<string>(),
                .. chart.Targets.Count > 0 ? ["Target"] : Array.Empty<string>(),
                .. hasSignals ? ["Signal"] : Array.Empty<string>(),
            ],
            1 + chart.Comparators.Count + (hasStretches ? 1 : 0) + (hasLimits ? 2 : 0) + (chart.Targets.Count > 0 ? 1 : 0),
            [.. chart.Points.Select(IReadOnlyList<string> (point) =>
            {
                var stretch = chart.Stretches.FirstOrDefault(s => s.From <= point.Date && point.Date <= s.To);
                return
                [
                    point.Label, point.Value is { } own ? chart.Show(own) : point.WhyMissing,
                    .. chart.Comparators.Select(c => Figure(c.Values.FirstOrDefault(v => v.Date == point.Date)?.Value)),
                    .. hasStretches ? [Figure(stretch?.Centre)] : Array.Empty<string>(),
                    .. hasLimits ? [stretch?.Lower is { } l ? chart.Show(l) : "none", stretch?.Upper is { } u ? chart.Show(u) : "none"] : Array.Empty<string>(),
                    .. chart.Targets.Count > 0 ? [options.TargetOn(point.Date) is { } t ? chart.Show(t) : "none"] : Array.Empty<string>(),
                    .. hasSignals ? [point.Signal.Length > 0 ? char.ToUpperInvariant(point.Signal[0]) + point.Signal[1..] : "None"] : Array.Empty<string>(),
                ];
            })]);
    }

    public static ChartTable Of(ComparisonChart chart)
    {
        var hasIntervals = chart.Areas.Any(a => a.Lower is not null);
        var isJudged = chart.Areas.Any(a => a.Standing != Standing.NotCompared);
        string Figure(double? value) => value is { } v ? chart.Show(v) : "none";
        IReadOnlyList<string> Row(string name, double? value, double? lower, double? upper, string standing, string whyMissing = Missing) =>
        [
            name, value is { } v ? chart.Show(v) : whyMissing,
            .. hasIntervals ? [Figure(lower), Figure(upper)] : Array.Empty<string>(),
            .. isJudged ? [standing] : Array.Empty<string>(),
        ];

        return new(
            [
                "Area", "Figure",
                .. hasIntervals ? ["Interval from", "Interval to"] : Array.Empty<string>(),
                .. isJudged ? ["Compared with England"] : Array.Empty<string>(),
            ],
            hasIntervals ? 3 : 1,
            [
                .. chart.Sorted.Select(a => Row(a.Name, a.Value, a.Lower, a.Upper, a.Standing == Standing.NotCompared ? "Not compared" : a.Standing.ToString(), a.WhyMissing)),
                .. chart.England is { } england ? [Row("England", england, null, null, "")] : Array.Empty<IReadOnlyList<string>>(),
            ]);
    }
}
