using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Features.Shared.Charts;
using SVGBlip = DocumentFormat.OpenXml.Office2019.Drawing.SVG.SVGBlip;
using A = DocumentFormat.OpenXml.Drawing;
using DW = DocumentFormat.OpenXml.Drawing.Wordprocessing;
using P = DocumentFormat.OpenXml.Drawing.Pictures;

namespace Goldthread.Web.Features.Shared.Word;

/// <summary>A column of a table.</summary>
/// <param name="Heading">What stands at its head, again on every page.</param>
/// <param name="Share">Its width beside the others'; any unit.</param>
/// <param name="IsNumber">Set to the right.</param>
public sealed record WordColumn(string Heading, int Share, bool IsNumber = false);

/// <summary>A Word document on A4, written from top to bottom. Every part makes its papers with this, so that all have
/// headings with levels, tables whose heads repeat and whose rows stay whole, and a number on each page (Y4).</summary>
public sealed class WordPaper : IDisposable
{
    /// <summary>How deep bullets go.</summary>
    public const int Depth = 5;

    /// <summary>Of the file.</summary>
    public const string MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    // Twentieths of a point: A4 upright with margins of 2 cm.
    private const int PageWidth = 11906, PageHeight = 16838, Margin = 1134, TextWidth = PageWidth - 2 * Margin;

    private readonly MemoryStream file = new();
    private readonly WordprocessingDocument document;
    private readonly MainDocumentPart main;
    private uint pictures;
    private readonly OpenXmlWriter body; // element by element: a long list is never held as a tree

    /// <summary>Begins a paper.</summary>
    /// <param name="title">At its top, at its foot and in its properties.</param>
    /// <param name="author">The board.</param>
    /// <param name="made">When, in UTC.</param>
    public WordPaper(string title, string author, DateTime made)
    {
        title = Clean(title);
        document = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document);
        var properties = document.PackageProperties;
        (properties.Title, properties.Creator, properties.Language, properties.Created) = (title, Clean(author), "en-GB", made);
        main = document.AddMainDocumentPart();
        Feed(main.AddNewPart<StyleDefinitionsPart>(), WordStyles.Styles);
        Feed(main.AddNewPart<NumberingDefinitionsPart>(), WordStyles.Numbering);
        Feed(main.AddNewPart<DocumentSettingsPart>(), WordStyles.Settings);
        main.AddNewPart<FooterPart>("foot").Footer = new(new Paragraph(
            new ParagraphProperties(new ParagraphStyleId { Val = "Footer" }, new Tabs(new TabStop { Val = TabStopValues.Right, Position = TextWidth })),
            Words(title), new Run(new TabChar()), Words("Page "), Field("PAGE"), Words(" of "), Field("NUMPAGES")));
        body = OpenXmlWriter.Create(main);
        body.WriteStartElement(new Document());
        body.WriteStartElement(new Body());
        Write("Title", title);
    }

    /// <summary>A line on what the paper holds: its filter, its date, its version.</summary>
    public void About(string text) => Write("About", text);

    /// <summary>A heading.</summary>
    /// <param name="level">1 to 3.</param>
    /// <param name="text">In one line.</param>
    public void Heading(int level, string text) => Write($"Heading{Math.Clamp(level, 1, 3)}", text);

    /// <summary>A paragraph.</summary>
    public void Text(string text) => Write("Normal", text);

    /// <summary>A line with a bullet.</summary>
    /// <param name="text">The line.</param>
    /// <param name="level">How far in, from 0; deeper than <see cref="Depth"/> stays there.</param>
    public void Bullet(string text, int level = 0) => body.WriteElement(new Paragraph(
        new ParagraphProperties(new ParagraphStyleId { Val = "ListBullet" },
            new NumberingProperties(new NumberingLevelReference { Val = Math.Clamp(level, 0, Depth - 1) }, new NumberingId { Val = 1 })),
        Words(text)));

    /// <summary>A chart with everything that stands round it on the page: what it says, the picture, its numbered notes, cautions,
    /// the same figures as a table, and the source.</summary>
    /// <param name="level">Level of its heading.</param>
    /// <param name="figure">The chart.</param>
    public void Chart(int level, ChartFigure figure)
    {
        Heading(level, figure.Picture.Title);
        if (figure.Variation is { } variation) Text(figure.Assurance is { } assurance ? $"{ChartReading.Of(variation)}. {ChartReading.Of(assurance)}." : $"{ChartReading.Of(variation)}.");
        Text(figure.Says);
        Picture(figure.Picture);
        foreach (var (note, index) in figure.Notes.Select((n, i) => (n, i + 1))) Text($"{index}. {note}");
        foreach (var warning in figure.Warnings) Text(warning);
        Table(figure.Picture.Title, [.. figure.Table.Columns.Select((c, i) => new WordColumn(c, i == 0 ? 3 : 2, i > 0 && i <= figure.Table.NumericColumns))], figure.Table.Rows);
        About($"Source: {figure.Source}");
    }

    /// <summary>A drawing as wide as the text, with its description for those who can't see it. Word draws the lines
    /// themselves; a program that can't is given a picture of them.</summary>
    public void Picture(Scene scene)
    {
        var png = main.AddImagePart(ImagePartType.Png);
        using (MemoryStream bytes = new(ScenePainter.ToPng(scene))) png.FeedData(bytes);
        var svg = main.AddImagePart(ImagePartType.Svg);
        Feed(svg, SvgWriter.Write(scene));
        const long emuPerTwip = 635;
        var (width, height) = (TextWidth * emuPerTwip, (long)(TextWidth * emuPerTwip * scene.Height / scene.Width));
        var id = ++pictures;
        var blip = new A.Blip(new A.BlipExtensionList(new A.BlipExtension(new SVGBlip { Embed = main.GetIdOfPart(svg) }) { Uri = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}" })) { Embed = main.GetIdOfPart(png) };
        var picture = new P.Picture(
            new P.NonVisualPictureProperties(new P.NonVisualDrawingProperties { Id = id, Name = $"Chart {id}" }, new P.NonVisualPictureDrawingProperties()),
            new P.BlipFill(blip, new A.Stretch(new A.FillRectangle())),
            new P.ShapeProperties(new A.Transform2D(new A.Offset { X = 0, Y = 0 }, new A.Extents { Cx = width, Cy = height }), new A.PresetGeometry(new A.AdjustValueList()) { Preset = A.ShapeTypeValues.Rectangle }));
        var inline = new DW.Inline(
            new DW.Extent { Cx = width, Cy = height },
            new DW.EffectExtent { LeftEdge = 0, TopEdge = 0, RightEdge = 0, BottomEdge = 0 },
            new DW.DocProperties { Id = id, Name = $"Chart {id}", Title = Clean(scene.Title), Description = Clean(scene.Description) },
            new DW.NonVisualGraphicFrameDrawingProperties(new A.GraphicFrameLocks { NoChangeAspect = true }),
            new A.Graphic(new A.GraphicData(picture) { Uri = "http://schemas.openxmlformats.org/drawingml/2006/picture" }))
        { DistanceFromTop = 0, DistanceFromBottom = 0, DistanceFromLeft = 0, DistanceFromRight = 0 };
        body.WriteElement(new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = "Normal" }), new Run(new Drawing(inline))));
    }

    /// <summary>A table; its head stands again on every page, and no row is torn over two.</summary>
    /// <param name="caption">What it shows.</param>
    /// <param name="columns">From left to right.</param>
    /// <param name="rows">Cells as many as columns.</param>
    public void Table(string caption, IReadOnlyList<WordColumn> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        BeginTable(caption, columns);
        foreach (var row in rows) Row(columns, row);
        EndTable();
    }

    /// <summary>The same, row by row as they are read.</summary>
    public async Task TableAsync(string caption, IReadOnlyList<WordColumn> columns, IAsyncEnumerable<IReadOnlyList<string>> rows, CancellationToken stop)
    {
        BeginTable(caption, columns);
        await foreach (var row in rows.WithCancellation(stop)) Row(columns, row);
        EndTable();
    }

    /// <summary>Ends the paper.</summary>
    /// <returns>The file.</returns>
    public byte[] Finish()
    {
        body.WriteElement(new SectionProperties(
            new FooterReference { Type = HeaderFooterValues.Default, Id = "foot" },
            new PageSize { Width = PageWidth, Height = PageHeight },
            new PageMargin { Top = Margin, Bottom = Margin, Left = Margin, Right = Margin, Header = 567, Footer = 567, Gutter = 0 }));
        body.WriteEndElement();
        body.WriteEndElement();
        body.Dispose();
        document.Dispose();
        return file.ToArray();
    }

    /// <summary>Lets go of what is unfinished.</summary>
    public void Dispose()
    {
        body.Dispose();
        document.Dispose();
        file.Dispose();
    }

    private void BeginTable(string caption, IReadOnlyList<WordColumn> columns)
    {
        Write("Caption", caption);
        body.WriteStartElement(new Table());
        body.WriteElement(new TableProperties(
            new TableStyle { Val = "Rows" }, new TableWidth { Width = TextWidth.ToString(CultureInfo.InvariantCulture), Type = TableWidthUnitValues.Dxa },
            new TableLayout { Type = TableLayoutValues.Fixed }, new TableLook { Val = "0020", FirstRow = true }, new TableCaption { Val = Clean(caption) }));
        body.WriteElement(new TableGrid(columns.Select(c => new GridColumn { Width = Width(columns, c) })));
        Row(columns, [.. columns.Select(c => c.Heading)], isHead: true);
    }

    private void Row(IReadOnlyList<WordColumn> columns, IReadOnlyList<string> cells, bool isHead = false)
    {
        TableRowProperties properties = new(new CantSplit());
        if (isHead) properties.Append(new TableHeader());
        TableRow row = new(properties);
        foreach (var (column, cell) in columns.Zip(cells))
            row.Append(new TableCell(
                new TableCellProperties(new TableCellWidth { Width = Width(columns, column), Type = TableWidthUnitValues.Dxa }),
                new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = "Cell" }, new Justification { Val = column.IsNumber ? JustificationValues.Right : JustificationValues.Left }), Words(cell))));
        body.WriteElement(row);
    }

    // Word joins two tables that touch.
    private void EndTable()
    {
        body.WriteEndElement();
        Write("Normal", "");
    }

    private void Write(string style, string text) =>
        body.WriteElement(new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = style }), Words(text)));

    private static string Width(IReadOnlyList<WordColumn> columns, WordColumn column) =>
        (TextWidth * column.Share / columns.Sum(c => c.Share)).ToString(CultureInfo.InvariantCulture);

    private static SimpleField Field(string instruction) => new(Words("1")) { Instruction = instruction };

    private static Run Words(string text)
    {
        Run run = new();
        foreach (var (line, index) in Clean(text).ReplaceLineEndings("\n").Split('\n').Select((l, i) => (l, i)))
        {
            if (index > 0) run.Append(new Break());
            run.Append(new Text(line) { Space = SpaceProcessingModeValues.Preserve });
        }
        return run;
    }

    // A character that XML can't hold would make the whole file unreadable.
    private static string Clean(string text)
    {
        StringBuilder clean = new(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) clean.Append(text, i++, 2);
            else if (System.Xml.XmlConvert.IsXmlChar(text[i])) clean.Append(text[i]);
        }
        return clean.ToString();
    }

    private static void Feed(OpenXmlPart part, string xml)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(xml));
        part.FeedData(stream);
    }
}
