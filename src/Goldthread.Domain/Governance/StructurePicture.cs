namespace Goldthread.Domain.Governance;

/// <summary>A group as the structure needs it.</summary>
/// <param name="Id">The group.</param>
/// <param name="ReportsToId">The group it reports to; null, or one that is not among them, at the top.</param>
public sealed record StructurePart(Guid Id, Guid? ReportsToId)
{
    /// <summary>These parts and whatever is below them, at any depth.</summary>
    public static IReadOnlySet<Guid> WithAllBelow(IEnumerable<Guid> tops, IReadOnlyCollection<StructurePart> all)
    {
        HashSet<Guid> covered = [.. all.Select(part => part.Id).Intersect(tops)];
        while (all.Where(part => part.ReportsToId is { } above && covered.Contains(above) && !covered.Contains(part.Id)).Select(part => part.Id).ToList() is { Count: > 0 } below)
            covered.UnionWith(below);
        return covered;
    }
}

/// <summary>Where the box of a group stands.</summary>
/// <param name="Id">The group.</param>
/// <param name="X">Left edge, in units of the picture.</param>
/// <param name="Y">Upper edge.</param>
public sealed record StructureBox(Guid Id, int X, int Y);

/// <summary>A reporting line: corners from the lower group's box to the upper one's.</summary>
/// <param name="Points">Corners as "x,y x,y", upper end first.</param>
public sealed record StructureLine(string Points);

/// <summary>A group with those that report to it.</summary>
/// <param name="Id">The group.</param>
/// <param name="Parts">Groups that report to it, in the order given.</param>
public sealed record StructureNode(Guid Id, IReadOnlyList<StructureNode> Parts);

/// <summary>Boxes and lines drawn from the reporting lines (Framework 3.1, Appendix 1). Groups at one level stand side by
/// side; more than three that have nobody under them hang below each other, so that a large board still fits a page.</summary>
public sealed class StructurePicture
{
    /// <summary>Width of a box.</summary>
    public const int BoxWidth = 200;

    /// <summary>Height of a box.</summary>
    public const int BoxHeight = 72;

    private const int GapAcross = 24, GapDown = 40, GapHanging = 14, Indent = 22, Edge = 4, MostSideBySide = 3;
    private readonly List<StructureBox> boxes = [];
    private readonly List<StructureLine> lines = [];

    /// <summary>Draws the groups.</summary>
    /// <param name="parts">All groups, in the order in which they stand beside each other. A reporting line that runs in a
    /// circle is cut, so that every group is drawn once.</param>
    public StructurePicture(IEnumerable<StructurePart> parts)
    {
        Tops = Tree([.. parts]);
        var x = Edge;
        foreach (var top in Tops) x += Place(top, x, Edge) + GapAcross;
        Width = boxes.Count == 0 ? 0 : boxes.Max(b => b.X) + BoxWidth + Edge;
        Height = boxes.Count == 0 ? 0 : boxes.Max(b => b.Y) + BoxHeight + Edge;
    }

    /// <summary>Groups that report to nobody, each with its tree: the same as the picture, for a nested list.</summary>
    public IReadOnlyList<StructureNode> Tops { get; }

    /// <summary>One per group.</summary>
    public IReadOnlyList<StructureBox> Boxes => boxes;

    /// <summary>One per reporting line.</summary>
    public IReadOnlyList<StructureLine> Lines => lines;

    /// <summary>Width of the picture in units; 0 without groups.</summary>
    public int Width { get; }

    /// <summary>Height of the picture in units; 0 without groups.</summary>
    public int Height { get; }

    private static List<StructureNode> Tree(IReadOnlyList<StructurePart> parts)
    {
        var known = parts.Select(p => p.Id).ToHashSet();
        var under = parts.Where(p => p.ReportsToId is { } to && known.Contains(to)).ToLookup(p => p.ReportsToId!.Value);
        HashSet<Guid> placed = [];
        StructureNode Node(StructurePart part)
        {
            placed.Add(part.Id);
            return new(part.Id, [.. under[part.Id].Where(p => !placed.Contains(p.Id)).Select(Node)]);
        }
        List<StructureNode> tops = [.. parts.Where(p => p.ReportsToId is not { } to || !known.Contains(to)).Select(Node)];
        foreach (var part in parts) // what is left runs in a circle
        {
            if (!placed.Contains(part.Id)) tops.Add(Node(part));
        }
        return tops;
    }

    // Answers with the width taken, so that the neighbour stands beside it.
    private int Place(StructureNode node, int left, int top)
    {
        if (node.Parts.Count == 0)
        {
            boxes.Add(new(node.Id, left, top));
            return BoxWidth;
        }
        return node.Parts.Count > MostSideBySide && node.Parts.All(p => p.Parts.Count == 0) ? Hang(node, left, top) : Spread(node, left, top);
    }

    private int Hang(StructureNode node, int left, int top)
    {
        boxes.Add(new(node.Id, left, top));
        var (spine, y) = (left + (Indent / 2), top + BoxHeight + GapHanging);
        foreach (var part in node.Parts)
        {
            boxes.Add(new(part.Id, left + Indent, y));
            lines.Add(new($"{spine},{top + BoxHeight} {spine},{y + (BoxHeight / 2)} {left + Indent},{y + (BoxHeight / 2)}"));
            y += BoxHeight + GapHanging;
        }
        return BoxWidth + Indent;
    }

    private int Spread(StructureNode node, int left, int top)
    {
        var (x, below) = (left, top + BoxHeight + GapDown);
        foreach (var part in node.Parts) x += Place(part, x, below) + GapAcross;
        var width = Math.Max(BoxWidth, x - GapAcross - left);
        var heads = node.Parts.Select(p => boxes.First(b => b.Id == p.Id).X + (BoxWidth / 2)).ToList();
        var middle = (heads[0] + heads[^1]) / 2;
        boxes.Add(new(node.Id, middle - (BoxWidth / 2), top));
        foreach (var head in heads)
            lines.Add(new($"{middle},{top + BoxHeight} {middle},{below - (GapDown / 2)} {head},{below - (GapDown / 2)} {head},{below}"));
        return width;
    }
}
