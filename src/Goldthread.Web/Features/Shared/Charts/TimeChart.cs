using Goldthread.Domain.Dataset;

namespace Goldthread.Web.Features.Shared.Charts;

/// <summary>One figure of a chart over time.</summary>
/// <param name="Date">Places it along the chart.</param>
/// <param name="Label">The period in words, such as "Q1 2025/26".</param>
/// <param name="Value">Null when missing: the line has a gap there.</param>
/// <param name="Type">Decides shape and colour.</param>
/// <param name="Signal">What it signals, in words; empty for nothing.</param>
/// <param name="WhyMissing">Stands in the table when there is no figure.</param>
public sealed record TimePoint(DateOnly Date, string Label, double? Value, PointType Type = PointType.CommonCause, string Signal = "", string WhyMissing = "no figure");

/// <summary>Centre and limits that hold from one date to another.</summary>
/// <param name="From">Date of the first point.</param>
/// <param name="To">Date of the last point.</param>
public sealed record Stretch(DateOnly From, DateOnly To, double? Centre, double? Lower, double? Upper);

/// <summary>Another area's or an average's figures, drawn as a labelled line.</summary>
public sealed record Comparator(string Name, IReadOnlyList<DatedValue> Values);

/// <summary>Something that happened: drawn as a numbered vertical line and explained below the chart.</summary>
/// <param name="Date">When.</param>
/// <param name="Words">What, in a few words; of a break also from when, in words of its period.</param>
/// <param name="IsBreak">A break in the figures or a step change, drawn dashed; else an action.</param>
public sealed record TimeMark(DateOnly Date, string Words, bool IsBreak = false);

/// <summary>
/// A chart over time: process chart, run chart, or a plain yearly line with comparators. Labels stand at the line ends,
/// never in a legend.
/// </summary>
public sealed record TimeChart
{
    private const double Width = 720;
    private const double PlotHeight = 270;
    private const double MarkBand = 26;

    /// <summary>Unique on the page.</summary>
    public required string Id { get; init; }

    /// <summary>What is measured.</summary>
    public required string Title { get; init; }

    /// <summary>What the chart says, as one sentence; becomes part of the description.</summary>
    public required string Says { get; init; }

    /// <summary>Writes a figure with its unit, such as "82.5%".</summary>
    public required Func<double, string> Show { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<TimePoint> Points { get; init; }

    /// <summary>What the centre is called: "Mean" or "Median".</summary>
    public string CentreName { get; init; } = "Mean";

    public IReadOnlyList<Stretch> Stretches { get; init; } = [];

    /// <summary>Targets and since when they hold.</summary>
    public IReadOnlyList<Target> Targets { get; init; } = [];

    public IReadOnlyList<Comparator> Comparators { get; init; } = [];

    /// <summary>In any order; they are numbered by date.</summary>
    public IReadOnlyList<TimeMark> Marks { get; init; } = [];

    /// <summary>The name at the end of the own line when there are comparators.</summary>
    public string OwnName { get; init; } = "";

    /// <summary>The chart of a process chart.</summary>
    /// <param name="period">Writes the period of a date.</param>
    public static TimeChart Of(string id, string title, ProcessChart chart, Func<DateOnly, string> period, Func<double, string> show) => new()
    {
        Id = id,
        Title = title,
        Says = ChartReading.Of(chart, show, period),
        Show = show,
        Points = [.. chart.Points.Select(p => new TimePoint(p.Date, period(p.Date), p.Value, p.Type, p.Cause == SpecialCause.None ? "" : ChartReading.Of(p.Cause)))],
        Stretches = [.. chart.Points.GroupBy(p => p.Segment.Number).Select(g => g.ToList()).Select(g =>
            new Stretch(g[0].Date, g[^1].Date, g[0].Segment.Mean, g[0].Segment.LowerLimit, g[0].Segment.UpperLimit))],
        Targets = chart.Options.Targets,
    };

    /// <summary>The chart of a run chart.</summary>
    /// <param name="period">Writes the period of a date.</param>
    public static TimeChart Of(string id, string title, RunChart chart, Func<DateOnly, string> period, Func<double, string> show) => new()
    {
        Id = id,
        Title = title,
        Says = ChartReading.Of(chart, show),
        Show = show,
        CentreName = chart.Options.Centre == RunChartCentre.Median ? "Median" : "Mean",
        Points = [.. chart.Points.Select(p => new TimePoint(p.Date, period(p.Date), p.Value))],
        Stretches = [.. chart.Points.GroupBy(p => p.Part.Number).Select(g => g.ToList()).Select(g =>
            new Stretch(g[0].Date, g[^1].Date, g[0].Part.Centre, g[0].Part.LowerLimit, g[0].Part.UpperLimit))],
    };

    /// <summary>The marks in the order of their numbers.</summary>
    public IReadOnlyList<TimeMark> NumberedMarks => [.. Marks.OrderBy(m => m.Date)];

    /// <summary>Draws it.</summary>
    public Scene Draw() => new TimeChartDrawing(this, Width, PlotHeight, Marks.Count > 0 ? MarkBand : 10).Draw();
}
