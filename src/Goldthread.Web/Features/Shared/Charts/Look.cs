using Goldthread.Domain.Dataset;

namespace Goldthread.Web.Features.Shared.Charts;

/// <summary>Classes, colours and shapes that all charts share. Shape and word carry the meaning, colour repeats it.</summary>
internal static class Look
{
    public const double LabelSize = 13;
    public const double TickSize = 12;
    public const double LineHeight = 16;

    public const string Text = "#0b0c0c";
    public const string Quiet = "#505a5f";
    public const string Teal = "#0f3d3e";
    public const string Blue = "#1d70b8";
    public const string Orange = "#f08a24";

    public static readonly Paint Grid = new(Stroke: "#e3e6e6");
    public static readonly Paint Axis = new(Stroke: "#6b6e70");
    public static readonly Paint Series = new(Stroke: "#6b6e70", StrokeWidth: 1.5);
    public static readonly Paint Own = new(Stroke: Teal, StrokeWidth: 3);
    public static readonly Paint Mean = new(Stroke: "#55595b", StrokeWidth: 2);
    public static readonly Paint Median = new(Stroke: "#55595b", StrokeWidth: 2, Dash: [12, 3]);
    public static readonly Paint Limit = new(Stroke: "#55595b", StrokeWidth: 1.5, Dash: [6, 5]);
    public static readonly Paint Target = new(Stroke: "#8a3b00");
    public static readonly Paint Action = new(Stroke: "#b58900", StrokeWidth: 3);
    public static readonly Paint Break = new(Stroke: "#b58900", StrokeWidth: 3, Dash: [4, 4]);
    public static readonly Paint Halo = new(Text, "#ffffff", 4);

    /// <summary>A rough width of text, on the wide side: there is no font to measure on a server.</summary>
    public static double WidthOf(string text, double size = LabelSize) => text.Sum(WidthOf) * size;

    // Shares of the type size in Arial, rounded up.
    private static double WidthOf(char c) => c switch
    {
        'i' or 'j' or 'l' or 't' or 'f' or 'r' or 'I' or ' ' or '.' or ',' or '(' or ')' or '/' or '-' => 0.34,
        'm' or 'w' or 'M' or 'W' or '%' => 0.92,
        >= 'A' and <= 'Z' => 0.72,
        _ => 0.57,
    };

    public static Lettering Tick(Spot at, string text, TextAnchor anchor) => new("gt-tick", new(Quiet), at, text, anchor, TickSize);

    public static Lettering Label(Spot at, string text, bool strong = false, TextAnchor anchor = TextAnchor.Start) =>
        new(strong ? "gt-label gt-label--strong" : "gt-label", Halo, at, text, anchor, LabelSize, strong);

    /// <summary>Grey circle, blue diamond, orange triangle or purple square, each with a darker edge.</summary>
    public static Mark Point(Spot at, PointType type, double size = 5, string? tip = null)
    {
        var (cssClass, paint) = type switch
        {
            PointType.CommonCause => ("gt-point gt-point--common", new Paint("#8b9396", "#3b4043", 1.5)),
            PointType.Improvement => ("gt-point gt-point--improvement", new Paint(Blue, "#0b3357", 1.5)),
            PointType.Concern => ("gt-point gt-point--concern", new Paint(Orange, "#6b3600", 1.5)),
            PointType.NeutralHigh or PointType.NeutralLow => ("gt-point gt-point--neutral", new Paint("#8a63b8", "#3c2163", 1.5)),
        };
        return type switch
        {
            PointType.CommonCause => new Disc(cssClass, paint, at, size * 0.9) { Tip = tip },
            PointType.Improvement => new Trace(cssClass, paint, Diamond(at, size * 1.4), Closed: true) { Tip = tip },
            PointType.Concern => new Trace(cssClass, paint, Triangle(at, size * 1.3), Closed: true) { Tip = tip },
            PointType.NeutralHigh or PointType.NeutralLow => new Box(cssClass, paint, new(at.X - size, at.Y - size), 2 * size, 2 * size) { Tip = tip },
        };
    }

    private static Spot[] Diamond(Spot at, double r) => [new(at.X, at.Y - r), new(at.X + r, at.Y), new(at.X, at.Y + r), new(at.X - r, at.Y)];

    private static Spot[] Triangle(Spot at, double r) => [new(at.X, at.Y - r), new(at.X + r, at.Y + r * 0.8), new(at.X - r, at.Y + r * 0.8)];
}
