using Goldthread.Domain.Dataset;

namespace Goldthread.Web.Features.Shared.Charts;

/// <summary>How an area is related to the board whose page it is.</summary>
public enum AreaKind
{
    Other,
    Neighbour,
    Own,
}

/// <summary>One area of a comparison.</summary>
/// <param name="Value">Null when missing: it stays in the list and says so.</param>
/// <param name="Lower">Low end of the interval, if there is one.</param>
/// <param name="Upper">High end of the interval.</param>
/// <param name="WhyMissing">Stands in the table when there is no figure.</param>
public sealed record ComparedArea(string Name, double? Value, double? Lower = null, double? Upper = null, AreaKind Kind = AreaKind.Other, Standing Standing = Standing.NotCompared, string WhyMissing = "no figure");

/// <summary>Areas side by side, highest first: dots with intervals where there are any, else bars.</summary>
public sealed record ComparisonChart
{
    private const double Width = 720;
    private const double RowHeight = 28;
    private const double Top = 30;
    private const string Missing = "no figure";

    /// <summary>Unique on the page.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>What the chart says, as one sentence.</summary>
    public required string Says { get; init; }

    /// <summary>Writes a figure with its unit.</summary>
    public required Func<double, string> Show { get; init; }

    /// <summary>In any order.</summary>
    public required IReadOnlyList<ComparedArea> Areas { get; init; }

    /// <summary>The line the areas are read against; null for none.</summary>
    public double? England { get; init; }

    /// <summary>What that line is called.</summary>
    public string BenchmarkName { get; init; } = "England";

    /// <summary>No figure can be higher; null for no such end.</summary>
    public double? Most { get; init; }

    /// <summary>The middle half of the areas, and their middle; null for no band.</summary>
    public (double Lower, double Middle, double Upper)? Quartiles { get; init; }

    /// <summary>As drawn: highest first, those without a figure last, equal ones by name.</summary>
    public IReadOnlyList<ComparedArea> Sorted => [.. Areas.OrderBy(a => a.Value is null).ThenByDescending(a => a.Value).ThenBy(a => a.Name, StringComparer.Ordinal)];

    /// <summary>Draws it.</summary>
    public Scene Draw()
    {
        var rows = Sorted;
        var hasIntervals = rows.Any(r => r.Lower is not null);
        var axis = Axis.For([.. rows.SelectMany(r => new[] { r.Value, r.Lower, r.Upper }).OfType<double>(), .. England is { } e ? [e] : Array.Empty<double>()], fromZero: !hasIntervals, Most);
        var signs = rows.Any(r => r.Standing != Standing.NotCompared) ? 34 : 12;
        // Name, sign and words come first, so that a phone shows them before the plot is slid into view.
        var verdicts = Math.Clamp(rows.Select(r => Look.WidthOf(r.Name) * 1.08).DefaultIfEmpty(0).Max(), 60, 240) + signs;
        var left = verdicts + rows.Select(r => Look.WidthOf(Verdict(r)) * 1.08).Append(Look.WidthOf(Missing)).Max() + 18;
        var right = Width - 24;
        var bottom = Top + rows.Count * RowHeight;
        double X(double value) => left + (right - left) * axis.Share(value);

        List<Mark> marks = [];
        if (Quartiles is var (lower, middle, upper))
        {
            marks.Add(new Box("gt-band", new("#eef1f1"), new(X(lower), Top), Math.Max(1, X(upper) - X(lower)), bottom - Top) { Tip = $"The middle half of the areas: {Show(lower)} to {Show(upper)}" });
            marks.Add(new Stroke("gt-median", Look.Median, new(X(middle), Top), new(X(middle), bottom)) { Tip = $"Middle of the areas: {Show(middle)}" });
        }
        foreach (var tick in axis.Ticks)
        {
            marks.Add(new Stroke("gt-grid-line", Look.Grid, new(X(tick), Top), new(X(tick), bottom)));
            marks.Add(Look.Tick(new(X(tick), bottom + 18), Show(tick), TextAnchor.Middle));
        }
        // Bars would cover the line and dots must cover it.
        if (hasIntervals) marks.AddRange(EnglandLine(X, left, right, bottom));
        for (var i = 0; i < rows.Count; i++) marks.AddRange(Row(rows[i], Top + (i + 0.5) * RowHeight, X, hasIntervals, verdicts));
        if (!hasIntervals) marks.AddRange(EnglandLine(X, left, right, bottom));
        return new(Id, Width, bottom + 28, Title, Description(rows), marks);
    }

    private IEnumerable<Mark> EnglandLine(Func<double, double> x, double left, double right, double bottom)
    {
        if (England is not { } england) yield break;
        yield return new Stroke("gt-england", new(Stroke: Look.Text, StrokeWidth: 2), new(x(england), Top - 6), new(x(england), bottom));
        var text = $"{BenchmarkName} {Show(england)}";
        var half = Look.WidthOf(text) / 2;
        yield return Look.Label(new(Math.Clamp(x(england), left + half, right - half), Top - 12), text, anchor: TextAnchor.Middle);
    }

    private IEnumerable<Mark> Row(ComparedArea area, double y, Func<double, double> x, bool hasIntervals, double verdicts)
    {
        var own = area.Kind == AreaKind.Own;
        yield return new Lettering(own ? "gt-name gt-name--own" : "gt-name", new(Look.Text), new(2, y + 4), area.Name, TextAnchor.Start, Look.LabelSize, own);
        if (area.Value is not { } value)
        {
            yield return Look.Tick(new(verdicts, y + 4), Missing, TextAnchor.Start);
            yield break;
        }
        var tip = $"{area.Name}: {Show(value)}";
        if (!hasIntervals) yield return Bar(area.Kind, y, x, value, tip);
        if (area is { Lower: { } lower, Upper: { } upper })
        {
            var line = new Paint(Stroke: "#3b4043", StrokeWidth: 2);
            yield return new Stroke("gt-interval", line, new(x(lower), y), new(x(upper), y));
            yield return new Stroke("gt-interval", line, new(x(lower), y - 4), new(x(lower), y + 4));
            yield return new Stroke("gt-interval", line, new(x(upper), y - 4), new(x(upper), y + 4));
            tip += $", interval {Show(lower)} to {Show(upper)}";
        }
        if (hasIntervals) yield return Dot(area.Kind, y, x, value, tip);
        yield return new Lettering("gt-verdict", new(Look.Text), new(verdicts, y + 4), Verdict(area), TextAnchor.Start, Look.LabelSize, own);
        if (Sign(area.Standing) is { } sign) yield return Look.Point(new(verdicts - 14, y), sign);
    }

    private static Box Bar(AreaKind kind, double y, Func<double, double> x, double value, string tip)
    {
        var (cssClass, fill) = kind switch
        {
            AreaKind.Own => ("gt-bar gt-bar--own", Look.Teal),
            AreaKind.Neighbour => ("gt-bar gt-bar--neighbour", "#84969a"),
            AreaKind.Other => ("gt-bar", "#c9d1d1"),
        };
        return new(cssClass, new(fill), new(Math.Min(x(0), x(value)), y - 9), Math.Abs(x(value) - x(0)), 18) { Tip = tip };
    }

    private static Disc Dot(AreaKind kind, double y, Func<double, double> x, double value, string tip)
    {
        var (cssClass, paint) = kind switch
        {
            AreaKind.Own => ("gt-dot gt-dot--own", new Paint(Look.Teal, "#062020", 2)),
            AreaKind.Neighbour => ("gt-dot gt-dot--neighbour", new Paint("#84969a", "#4a5a5a", 2)),
            AreaKind.Other => ("gt-dot", new Paint("#ffffff", "#6b7a7a", 2)),
        };
        return new(cssClass, paint, new(x(value), y), kind == AreaKind.Own ? 7 : 5.5) { Tip = tip };
    }

    private static Domain.Dataset.PointType? Sign(Standing standing) => standing switch
    {
        Standing.NotCompared => null,
        Standing.Better => Domain.Dataset.PointType.Improvement,
        Standing.Similar => Domain.Dataset.PointType.CommonCause,
        Standing.Worse => Domain.Dataset.PointType.Concern,
        Standing.Higher => Domain.Dataset.PointType.NeutralHigh,
        Standing.Lower => Domain.Dataset.PointType.NeutralLow,
    };

    /// <summary>The figure and the judgement of one area in words.</summary>
    internal string Verdict(ComparedArea area) => area.Value is not { } value ? "" : Show(value) + area.Standing switch
    {
        Standing.NotCompared => "",
        Standing.Better => " better",
        Standing.Similar => " similar",
        Standing.Worse => " worse",
        Standing.Higher => " higher",
        Standing.Lower => " lower",
    };

    private string Description(IReadOnlyList<ComparedArea> rows)
    {
        var own = rows.FirstOrDefault(r => r.Kind == AreaKind.Own);
        var missing = rows.Count(r => r.Value is null);
        return $"{Says} {rows.Count} areas, highest first."
            + (own is { Value: { } value } ? $" {own.Name} {Show(value)}." : "")
            + (England is { } england ? $" {BenchmarkName} {Show(england)}." : "")
            + (missing > 0 ? $" Areas without a figure: {missing}." : "");
    }
}
