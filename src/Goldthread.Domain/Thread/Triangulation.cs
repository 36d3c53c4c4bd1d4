using Goldthread.Domain.Library;

namespace Goldthread.Domain.Thread;

/// <summary>What one volume says about one theme.</summary>
/// <param name="ThemeId">The theme; null sums all themes of a volume.</param>
/// <param name="Volume">The volume; null sums all volumes of a theme.</param>
/// <param name="Strengths">Findings that are strengths and rest on evidence of the volume, each counted once.</param>
/// <param name="Concerns">Findings that are areas for improvement or risks, likewise.</param>
/// <param name="Items">Items of the volume that bear the theme, cited or not.</param>
public sealed record TriangulationCell(Guid? ThemeId, Volume? Volume, int Strengths, int Concerns, int Items)
{
    /// <summary>Findings of either leaning.</summary>
    public int Findings => Strengths + Concerns;

    /// <summary>No finding rests on this volume.</summary>
    public bool IsSilent => Findings == 0;

    /// <summary>Something stands on the shelf, and nobody has drawn a finding from it.</summary>
    public bool IsUnread => IsSilent && Items > 0;
}

/// <summary>Themes against the eight volumes: where evidence agrees, leans both ways, or is silent (Framework 5.4; A9).</summary>
public sealed class Triangulation
{
    private readonly Dictionary<(Guid?, Volume?), TriangulationCell> cells;

    /// <summary>Arranges counted cells; a cell that is not among them is silent.</summary>
    public Triangulation(IEnumerable<TriangulationCell> counted) => cells = counted.ToDictionary(c => (c.ThemeId, c.Volume));

    /// <summary>A cell. A finding that rests on two volumes or bears two themes counts in each cell and once in a sum.</summary>
    /// <param name="themeId">Null for the sum of a volume.</param>
    /// <param name="volume">Null for the sum of a theme.</param>
    public TriangulationCell this[Guid? themeId, Volume? volume] =>
        cells.GetValueOrDefault((themeId, volume)) ?? new(themeId, volume, 0, 0, 0);

    /// <summary>Volumes from which findings on a theme come, in the framework's order.</summary>
    public IReadOnlyList<TriangulationCell> Speaking(Guid themeId) =>
        [.. Volumes.All.Select(volume => this[themeId, volume]).Where(cell => !cell.IsSilent)];

    /// <summary>Kinds of source that must agree before a theme counts as triangulated (A9).</summary>
    public const int Enough = 3;

    /// <summary>Length of a leaning bar, 0 to 5: in proportion to the largest cell of the grid, and 1 for the smallest
    /// number that is not 0.</summary>
    /// <param name="count">Findings that lean this way.</param>
    /// <param name="largest">The most in any cell of the grid that is not a sum; 0 gives 0.</param>
    public static int Step(int count, int largest) => count == 0 || largest == 0 ? 0 : (int)Math.Ceiling(5.0 * count / largest);

    /// <summary>The most findings of one leaning in any cell that is not a sum.</summary>
    public int Largest => cells.Values.Where(c => c.ThemeId is not null && c.Volume is not null).Select(c => Math.Max(c.Strengths, c.Concerns)).DefaultIfEmpty().Max();

    /// <summary>Makes cells of counts as the database gives them.</summary>
    /// <param name="findings">Distinct findings of a kind in a cell.</param>
    /// <param name="items">Items in a cell.</param>
    public static Triangulation Of(IEnumerable<(Guid? ThemeId, Volume? Volume, FindingKind Kind, int Count)> findings,
        IEnumerable<(Guid? ThemeId, Volume? Volume, int Count)> items)
    {
        var said = findings.ToLookup(f => (f.ThemeId, f.Volume));
        var held = items.ToDictionary(i => (i.ThemeId, i.Volume), i => i.Count);
        return new(said.Select(s => s.Key).Union(held.Keys).Select(key => new TriangulationCell(key.ThemeId, key.Volume,
            said[key].Where(f => f.Kind == FindingKind.Strength).Sum(f => f.Count),
            said[key].Where(f => f.Kind != FindingKind.Strength).Sum(f => f.Count),
            held.GetValueOrDefault(key))));
    }
}
