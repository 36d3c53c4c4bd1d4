using SkiaSharp;

namespace Goldthread.Web.Features.Shared.Charts;

/// <summary>Paints a scene as a PNG, for documents whose readers don't know SVG. The same marks as on the page.</summary>
public static class ScenePainter
{
    // Present on most systems in this order; without any of them letters are drawn in whatever there is.
    private static readonly string[] Families = ["Helvetica Neue", "Arial", "Liberation Sans", "DejaVu Sans"];
    private static readonly Lazy<SKTypeface> Plain = new(() => Find(SKFontStyle.Normal)), Strong = new(() => Find(SKFontStyle.Bold));

    /// <summary>Paints it on white.</summary>
    /// <param name="scene">The drawing.</param>
    /// <param name="scale">Pixels for one unit of the drawing.</param>
    public static byte[] ToPng(Scene scene, float scale = 1.5f)
    {
        using var bitmap = new SKBitmap((int)Math.Ceiling(scene.Width * scale), (int)Math.Ceiling(scene.Height * scale));
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.White);
            canvas.Scale(scale);
            foreach (var mark in scene.Marks) Draw(canvas, mark);
        }
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 90);
        return png.ToArray();
    }

    private static void Draw(SKCanvas canvas, Mark mark)
    {
        if (mark is Lettering text)
        {
            Write(canvas, text);
            return;
        }
        using var shape = Shape(mark);
        if (mark.Paint.Fill is { } colour)
        {
            using SKPaint fill = new() { IsAntialias = true, Style = SKPaintStyle.Fill, Color = SKColor.Parse(colour) };
            canvas.DrawPath(shape, fill);
        }
        if (Line(mark.Paint) is not { } line) return;
        canvas.DrawPath(shape, line);
        line.PathEffect?.Dispose();
        line.Dispose();
    }

    private static SKPath Shape(Mark mark)
    {
        SKPath path = new();
        switch (mark)
        {
            case Stroke stroke:
                path.MoveTo(At(stroke.From));
                path.LineTo(At(stroke.To));
                break;
            case Trace trace:
                path.AddPoly([.. trace.Spots.Select(At)], trace.Closed);
                break;
            case Disc disc:
                path.AddCircle((float)disc.Centre.X, (float)disc.Centre.Y, (float)disc.Radius);
                break;
            case Box box:
                path.AddRect(SKRect.Create(At(box.TopLeft), new((float)box.Width, (float)box.Height)));
                break;
            default:
                path.Dispose();
                throw new ArgumentException($"No way to paint a {mark.GetType().Name}.", nameof(mark));
        }
        return path;
    }

    private static void Write(SKCanvas canvas, Lettering text)
    {
        var anchor = text.Anchor switch { TextAnchor.Start => SKTextAlign.Left, TextAnchor.Middle => SKTextAlign.Center, TextAnchor.End => SKTextAlign.Right };
        using SKFont font = new(text.Bold ? Strong.Value : Plain.Value, (float)text.Size) { Subpixel = true };
        // The halo of a label lies behind its letters.
        if (Line(text.Paint) is { } halo)
        {
            halo.StrokeJoin = SKStrokeJoin.Round;
            canvas.DrawText(text.Text, At(text.At), anchor, font, halo);
            halo.Dispose();
        }
        using SKPaint letters = new() { IsAntialias = true, Color = SKColor.Parse(text.Paint.Fill ?? Look.Text) };
        canvas.DrawText(text.Text, At(text.At), anchor, font, letters);
    }

    private static SKPaint? Line(Paint paint) => paint.Stroke is not { } colour ? null : new()
    {
        IsAntialias = true,
        Style = SKPaintStyle.Stroke,
        Color = SKColor.Parse(colour),
        StrokeWidth = (float)paint.StrokeWidth,
        PathEffect = paint.Dash is { } dash ? SKPathEffect.CreateDash([.. dash.Select(d => (float)d)], 0) : null,
    };

    private static SKPoint At(Spot spot) => new((float)spot.X, (float)spot.Y);

    private static SKTypeface Find(SKFontStyle style)
    {
        foreach (var family in Families)
            if (SKFontManager.Default.MatchFamily(family, style) is { } found) return found;
        return SKTypeface.Default;
    }
}
