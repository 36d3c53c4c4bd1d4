using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.Triangulate;

/// <summary>The triangulation grid asked of the database.</summary>
public static class TriangulationQueries
{
    /// <summary>The grid and its themes, by family and name, in three commands. Retired themes stand in it only while something bears them.</summary>
    public static async Task<(Triangulation Grid, IReadOnlyList<ThemeLine> Themes)> TriangulateAsync(this BoardDb db, SourceFilter filter, CancellationToken stop)
    {
        var said = db.Said(filter);
        var findings = await said.GroupBy(s => new { ThemeId = (Guid?)s.ThemeId, Volume = (string?)s.Volume, s.Kind })
                .Select(g => new { g.Key.ThemeId, g.Key.Volume, g.Key.Kind, Count = g.Select(s => s.FindingId).Distinct().Count() })
            // A finding that rests on two volumes counts once in a sum, so sums are asked for and not added up.
            .Concat(said.GroupBy(s => new { ThemeId = (Guid?)s.ThemeId, s.Kind })
                .Select(g => new { g.Key.ThemeId, Volume = (string?)null, g.Key.Kind, Count = g.Select(s => s.FindingId).Distinct().Count() }))
            .Concat(said.GroupBy(s => new { Volume = (string?)s.Volume, s.Kind })
                .Select(g => new { ThemeId = (Guid?)null, g.Key.Volume, g.Key.Kind, Count = g.Select(s => s.FindingId).Distinct().Count() }))
            .Concat(said.GroupBy(s => s.Kind)
                .Select(g => new { ThemeId = (Guid?)null, Volume = (string?)null, Kind = g.Key, Count = g.Select(s => s.FindingId).Distinct().Count() }))
            .ToListAsync(stop);
        var items = await (from item in db.ItemsIn(filter)
                           from theme in item.Themes
                           group item by new { theme.TargetId, item.Volume } into cell
                           select new { cell.Key.TargetId, cell.Key.Volume, Count = cell.Count() }).ToListAsync(stop);
        var themes = await db.Themes.OrderBy(t => t.Family).ThenBy(t => t.Name).Select(t => new { t.Id, t.Name, t.Family, t.IsRetired }).ToListAsync(stop);
        var borne = findings.Select(f => f.ThemeId).Concat(items.Select(i => (Guid?)i.TargetId)).ToHashSet();
        return (Triangulation.Of(
                findings.Select(f => (f.ThemeId, f.Volume is null ? (Volume?)null : Enum.Parse<Volume>(f.Volume), Enum.Parse<FindingKind>(f.Kind), f.Count)),
                items.Select(i => ((Guid?)i.TargetId, (Volume?)i.Volume, i.Count))),
            [.. themes.Where(t => !t.IsRetired || borne.Contains(t.Id)).Select(t => new ThemeLine(t.Id, t.Name, t.Family))]);
    }
}
