using System.Globalization;
using System.Net;
using System.Text;

namespace Goldthread.Web.Features.Shared.Charts;

/// <summary>Writes a scene as SVG that may stand inline in a page: no style attributes (the content policy forbids them), no fixed size.</summary>
public static class SvgWriter
{
    private const string Fonts = "Helvetica Neue, Arial, Liberation Sans, sans-serif";

    public static string Write(Scene scene)
    {
        var svg = new StringBuilder();
        var cssClass = scene.Class.Length > 0 ? $" class=\"{scene.Class}\"" : "";
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\"{cssClass} viewBox=\"0 0 {Number(scene.Width)} {Number(scene.Height)}\" role=\"{(scene.Marks.Any(m => m.Stop is not null) ? "group" : "img")}\" aria-labelledby=\"{scene.Id}-title {scene.Id}-desc\" focusable=\"false\" font-family=\"{Fonts}\">");
        svg.Append(CultureInfo.InvariantCulture, $"<title id=\"{scene.Id}-title\">{Encoded(scene.Title)}</title><desc id=\"{scene.Id}-desc\">{Encoded(scene.Description)}</desc>");
        var hasStops = scene.Marks.Any(m => m.Stop is not null);
        foreach (var mark in scene.Marks)
        {
            if (mark.Stop is not null) AppendStop(svg, mark);
            else Append(svg, mark, hidden: hasStops); // a group is read out part by part: only what can be stepped to has something to say
        }
        return svg.Append("</svg>").ToString();
    }

    private static void AppendStop(StringBuilder svg, Mark mark)
    {
        var (stop, tip) = (mark.Stop!, mark.Tip ?? "");
        svg.Append(CultureInfo.InvariantCulture, $"<a class=\"gt-stop\" href=\"{Encoded(stop.Address)}\" aria-label=\"{Encoded(tip)}\">");
        Append(svg, mark, hidden: true);
        Append(svg, new Lettering("gt-label gt-stop__tip", Charts.Look.Halo, stop.At, tip, stop.Anchor), hidden: true);
        svg.Append("</a>");
    }

    private static void Append(StringBuilder svg, Mark mark, bool hidden = false)
    {
        var (element, shape) = mark switch
        {
            Stroke s => ("line", $"x1=\"{Number(s.From.X)}\" y1=\"{Number(s.From.Y)}\" x2=\"{Number(s.To.X)}\" y2=\"{Number(s.To.Y)}\""),
            Trace t => ("path", $"d=\"M{string.Join('L', t.Spots.Select(p => $"{Number(p.X)} {Number(p.Y)}"))}{(t.Closed ? "Z" : "")}\""),
            Disc d => ("circle", $"cx=\"{Number(d.Centre.X)}\" cy=\"{Number(d.Centre.Y)}\" r=\"{Number(d.Radius)}\""),
            Box b => ("rect", $"x=\"{Number(b.TopLeft.X)}\" y=\"{Number(b.TopLeft.Y)}\" width=\"{Number(b.Width)}\" height=\"{Number(b.Height)}\""),
            Lettering l => ("text", $"x=\"{Number(l.At.X)}\" y=\"{Number(l.At.Y)}\" font-size=\"{Number(l.Size)}\"{Weight(l)}{Anchor(l)}"),
            _ => throw new ArgumentException($"No way to write a {mark.GetType().Name}.", nameof(mark)),
        };
        svg.Append(CultureInfo.InvariantCulture, $"<{element} class=\"{mark.Class}\" {shape}{Look(mark)}{(hidden ? " aria-hidden=\"true\"" : "")}");
        var content = (mark as Lettering)?.Text ?? "";
        if (content.Length == 0 && mark.Tip is null)
        {
            svg.Append("/>");
            return;
        }
        var tip = mark.Tip is null ? "" : $"<title>{Encoded(mark.Tip)}</title>";
        svg.Append(CultureInfo.InvariantCulture, $">{tip}{Encoded(content)}</{element}>");
    }

    private static string Look(Mark mark)
    {
        var paint = mark.Paint;
        var look = $" fill=\"{paint.Fill ?? "none"}\"";
        if (paint.Stroke is not null) look += $" stroke=\"{paint.Stroke}\" stroke-width=\"{Number(paint.StrokeWidth)}\"";
        if (paint.Dash is not null) look += $" stroke-dasharray=\"{string.Join(' ', paint.Dash.Select(Number))}\"";
        // The halo of a label lies behind its letters, not over them.
        if (mark is Lettering && paint.Stroke is not null) look += " paint-order=\"stroke\" stroke-linejoin=\"round\"";
        return look;
    }

    private static string Weight(Lettering text) => text.Bold ? " font-weight=\"700\"" : "";

    private static string Anchor(Lettering text) => text.Anchor switch
    {
        TextAnchor.Start => "",
        TextAnchor.Middle => " text-anchor=\"middle\"",
        TextAnchor.End => " text-anchor=\"end\"",
    };

    private static string Number(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
