using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.LooseEnds;

/// <summary>Loose ends of one kind, and which of them.</summary>
public sealed record LooseEndsAsked(LooseEnd Kind, LooseEndInput Chosen);

/// <summary>Loose ends as a file.</summary>
public sealed class LooseEndsOut(BoardDb db, TimeProvider clock) : ListOut<LooseEndsAsked>
{
    /// <inheritdoc/>
    public override string Name => "loose-ends";

    /// <inheritdoc/>
    public override async Task<OpenedList> OpenAsync(LooseEndsAsked filter, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var (kind, today) = (filter.Kind, clock.Today());
        var rows = Domain.Thread.LooseEnds.MayBeTold(kind, db.Viewer) ? await db.LooseEndsListed(kind, today, filter.Chosen).ToListAsync(stop) : [];
        var names = await LooseEndChoices.LoadAsync(db, today, filter.Chosen, stop);
        var silent = await db.SilentVolumesAsync(kind, rows, today, stop);
        var isTheme = kind == LooseEnd.SilentTheme;
        return OpenedList.Of($"loose-ends-{kind}".ToLowerInvariant(), FilterWords.InWords(filter.Chosen, id => names.Name(id)),
            isTheme ? ["Theme or priority", "Silent volumes"] : ["Reference", "Title", "Group", "Agency", LooseEndQueries.SinceHeading(kind)],
            [.. rows.Select(row => isTheme ? new object?[] { row.Title, silent.GetValueOrDefault(row.Id) } : [row.Ref, row.Title, names.Name(row.GroupId), names.Name(row.WhoId), row.Since])],
            token => db.LogShownAsync(rows.Select(r => r.Id), token));
    }
}

/// <summary>The loose ends of one kind as a list.</summary>
internal static class LooseEndLists
{
    /// <summary>Sorted as the address says.</summary>
    public static IQueryable<LooseEndRow> LooseEndsListed(this BoardDb db, LooseEnd kind, DateOnly today, LooseEndInput chosen)
    {
        var rows = db.LooseEndsOf(kind, today, chosen.ToFilter());
        return chosen.Sort switch
        {
            "title" => rows.OrderBy(r => r.Title).ThenBy(r => r.Id).ThenBy(r => r.WhoId),
            "newest" => rows.OrderByDescending(r => r.Since).ThenBy(r => r.Title).ThenBy(r => r.Id).ThenBy(r => r.WhoId),
            _ => rows.OrderBy(r => r.Since).ThenBy(r => r.Title).ThenBy(r => r.Id).ThenBy(r => r.WhoId),
        };
    }

    /// <summary>Which volumes are silent about each theme or priority; empty for other kinds.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> SilentVolumesAsync(this BoardDb db, LooseEnd kind, IReadOnlyList<LooseEndRow> rows, DateOnly today, CancellationToken stop)
    {
        if (kind != LooseEnd.SilentTheme || rows.Count == 0) return new Dictionary<Guid, string>();
        Guid[] ids = [.. rows.Select(r => r.Id)];
        var heard = (await db.VolumesHeard(new(From: today.AddYears(-LooseEndQueries.SilentYears))).Where(h => ids.Contains(h.AboutId)).Distinct().ToListAsync(stop))
            .ToLookup(h => h.AboutId, h => Enum.Parse<Volume>(h.Volume));
        return ids.ToDictionary(id => id, id => string.Join(", ", Volumes.All.Except(heard[id]).Select(Volumes.Name)));
    }
}
