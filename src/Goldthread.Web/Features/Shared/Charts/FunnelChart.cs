using Goldthread.Domain.Dataset;

namespace Goldthread.Web.Features.Shared.Charts;

/// <summary>Areas against limits that follow their size. Shape tells what lies beyond the limits, letters who it is.</summary>
public sealed record FunnelChart
{
    private const double Width = 720;
    private const double Height = 440;
    private const double Top = 24;
    private const double Bottom = Height - 56;
    private const int MostNames = 12;

    /// <summary>Unique on the page.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>What the chart says.</summary>
    public required string Says { get; init; }

    /// <summary>Writes a figure with its unit.</summary>
    public required Func<double, string> Show { get; init; }

    /// <summary>What the areas are sized by.</summary>
    public required string SizeName { get; init; }

    public required AreaFunnel Funnel { get; init; }

    public required Polarity Polarity { get; init; }

    /// <summary>No figure can be higher; null for no such end.</summary>
    public double? Most { get; init; }

    /// <summary>Code of the board's area; null when it is none of them.</summary>
    public string? Own { get; init; }

    /// <summary>Draws it.</summary>
    public Scene Draw()
    {
        var areas = Funnel.Areas;
        var across = Axis.For(areas.Select(a => a.Size));
        var up = Axis.For(areas.SelectMany(a => new[] { a.Value, a.Limits.Outer.Lower, a.Limits.Outer.Upper }).Append(Funnel.Centre), most: Most);
        var left = 12 + up.Ticks.Max(t => Look.WidthOf(Show(t), Look.TickSize));
        var right = Width - 20;
        double X(double size) => left + (right - left) * across.Share(size);
        double Y(double value) => Bottom - (Bottom - Top) * up.Share(value);

        List<Mark> marks = [];
        foreach (var tick in up.Ticks)
        {
            marks.Add(new Stroke("gt-grid-line", Look.Grid, new(left, Y(tick)), new(right, Y(tick))));
            marks.Add(Look.Tick(new(left - 6, Y(tick) + 4), Show(tick), TextAnchor.End));
        }
        foreach (var tick in across.Ticks) marks.Add(Look.Tick(new(X(tick), Bottom + 18), FigureSize(tick), tick == across.To ? TextAnchor.End : TextAnchor.Middle));
        marks.Add(new Stroke("gt-axis", Look.Axis, new(left, Bottom), new(right, Bottom)));
        marks.Add(new Lettering("gt-tick", new(Look.Quiet), new((left + right) / 2, Bottom + 40), Short(SizeName), TextAnchor.Middle, Look.TickSize));

        marks.Add(new Stroke("gt-mean", Look.Mean, new(left, Y(Funnel.Centre)), new(right, Y(Funnel.Centre))));
        Trace Line(string name, Paint paint, Func<AreaInFunnel, double> limit) => new(name, paint, [.. areas.DistinctBy(a => a.Size).Select(a => new Spot(X(a.Size), Y(limit(a))))]);
        marks.Add(Line("gt-limit", Look.Limit, a => a.Limits.Inner.Lower));
        marks.Add(Line("gt-limit", Look.Limit, a => a.Limits.Inner.Upper));
        marks.Add(Line("gt-series", Look.Series, a => a.Limits.Outer.Lower));
        marks.Add(Line("gt-series", Look.Series, a => a.Limits.Outer.Upper));

        foreach (var area in areas.OrderBy(a => a.Code == Own).ThenBy(a => a.Placing != FunnelPlacing.Within)) marks.Add(Point(area, X(area.Size), Y(area.Value), left, right));
        marks.AddRange(NamesOf(areas, X, Y, left, right));
        return new(Id, Width, Height, Title, $"{Says} {areas.Count} areas; those with more lie further right. Dashed lines: 95% limits; full lines: 99.8% limits.", marks);
    }

    /// <summary>Address on the page of an area's row in the table.</summary>
    public string RowOf(AreaInFunnel area) => $"{Id}-{new string([.. area.Code.Where(char.IsAsciiLetterOrDigit)])}";

    private Mark Point(AreaInFunnel area, double x, double y, double left, double right)
    {
        var tip = $"{area.Name}: {Show(area.Value)}, {AreaFunnel.Say(area.Placing)}";
        Stop stop = new($"#{RowOf(area)}", new(x, y - 12), x < left + (right - left) / 3 ? TextAnchor.Start : x > right - (right - left) / 3 ? TextAnchor.End : TextAnchor.Middle);
        var mark = area.Code == Own ? new Disc("gt-dot gt-dot--own", new(Look.Teal, "#062020", 2), new(x, y), 7) { Tip = tip } : Look.Point(new(x, y), TypeOf(area.Placing), 4.5, tip);
        return mark with { Stop = stop };
    }

    private PointType TypeOf(FunnelPlacing placing) => placing switch
    {
        FunnelPlacing.Within or FunnelPlacing.HighInner or FunnelPlacing.LowInner => PointType.CommonCause,
        FunnelPlacing.HighOuter => Polarity switch { Polarity.HighIsGood => PointType.Improvement, Polarity.LowIsGood => PointType.Concern, Polarity.Neutral => PointType.NeutralHigh },
        FunnelPlacing.LowOuter => Polarity switch { Polarity.HighIsGood => PointType.Concern, Polarity.LowIsGood => PointType.Improvement, Polarity.Neutral => PointType.NeutralLow },
    };

    // The board's own name always; those of others beyond the outer limits while there is room. All stand in the table.
    private List<Lettering> NamesOf(IReadOnlyList<AreaInFunnel> areas, Func<double, double> x, Func<double, double> y, double left, double right)
    {
        List<Lettering> names = [];
        List<(double Left, double Right, double Y)> taken = [];
        foreach (var area in areas.Where(a => a.Code == Own || a.Placing is FunnelPlacing.HighOuter or FunnelPlacing.LowOuter).OrderBy(a => a.Code != Own).ThenByDescending(a => Math.Abs(a.Value - Funnel.Centre)))
        {
            if (names.Count == MostNames) break;
            var width = Look.WidthOf(area.Name);
            var fits = x(area.Size) + 10 + width <= right;
            var from = fits ? x(area.Size) + 10 : x(area.Size) - 10 - width;
            var at = y(area.Value) + 4;
            if (from < left || taken.Exists(t => from < t.Right && from + width > t.Left && Math.Abs(at - t.Y) < Look.LineHeight)) continue;
            taken.Add((from, from + width, at));
            names.Add(Look.Label(new(fits ? from : from + width, at), area.Name, strong: area.Code == Own, anchor: fits ? TextAnchor.Start : TextAnchor.End));
        }
        return names;
    }

    private static string FigureSize(double size) => size.ToString("N0", Domain.BoardCalendar.British);

    private static string Short(string text) => text.Length <= 80 ? text : text[..79].TrimEnd() + "…";
}
