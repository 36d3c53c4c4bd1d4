using Microsoft.AspNetCore.Html;

namespace Goldthread.Web.Features.Shared.Charts;

/// <summary>A drawing made of a few kinds of marks, to be written as SVG into a page or painted for a document.</summary>
/// <param name="Id">Unique on its page: letters, digits and hyphens. The ids of title and description are made from it.</param>
/// <param name="Width">In the drawing's own units, about pixels on a wide screen.</param>
/// <param name="Height">In the same units.</param>
/// <param name="Title">What the drawing is of.</param>
/// <param name="Description">What it says, in words: the alternative for those who can't see it.</param>
/// <param name="Marks">Drawn in this order, later ones on top.</param>
public sealed record Scene(string Id, double Width, double Height, string Title, string Description, IReadOnlyList<Mark> Marks)
{
    /// <summary>The class of the svg element, if any.</summary>
    public string Class { get; init; } = "";

    /// <summary>The drawing as SVG, to be put into a page.</summary>
    public IHtmlContent ToSvg() => new HtmlString(SvgWriter.Write(this));
}

/// <summary>One thing that is drawn. Look comes twice: as class for the style sheet, and as paint for a drawing that stands alone.</summary>
/// <param name="Class">Classes of the style sheet.</param>
/// <param name="Paint">Colours and strokes where no style sheet reaches.</param>
public abstract record Mark(string Class, Paint Paint)
{
    /// <summary>Words shown when a pointer rests on the mark.</summary>
    public string? Tip { get; init; }

    /// <summary>Makes the mark something one can step to by keyboard, that then shows its tip as letters; null for most marks.</summary>
    public Stop? Stop { get; init; }
}

/// <summary>A mark that leads somewhere.</summary>
/// <param name="Address">Where to; on the same page it begins with #.</param>
/// <param name="At">Where its tip is written while it has the focus.</param>
/// <param name="Anchor">Which end of the tip stands there.</param>
public sealed record Stop(string Address, Spot At, TextAnchor Anchor);

/// <summary>How a mark is coloured. Null means none.</summary>
public sealed record Paint(string? Fill = null, string? Stroke = null, double StrokeWidth = 1, double[]? Dash = null);

public sealed record Spot(double X, double Y);

public sealed record Stroke(string Class, Paint Paint, Spot From, Spot To) : Mark(Class, Paint);

/// <summary>Straight strokes from spot to spot; a closed one is a filled shape.</summary>
public sealed record Trace(string Class, Paint Paint, IReadOnlyList<Spot> Spots, bool Closed = false) : Mark(Class, Paint);

public sealed record Disc(string Class, Paint Paint, Spot Centre, double Radius) : Mark(Class, Paint);

public sealed record Box(string Class, Paint Paint, Spot TopLeft, double Width, double Height) : Mark(Class, Paint);

/// <summary>A line of text; the spot is its baseline at the anchor.</summary>
public sealed record Lettering(string Class, Paint Paint, Spot At, string Text, TextAnchor Anchor = TextAnchor.Start, double Size = 13, bool Bold = false) : Mark(Class, Paint);

public enum TextAnchor
{
    Start,
    Middle,
    End,
}
