using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Library;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread;

/// <summary>A piece of evidence as the reader may see it.</summary>
public sealed record EvidenceLine(Guid Id, EvidenceSource Source, string Kind, string Title, string? Address, DateOnly StandsFor, string Note, string AddedBy, Guid SourceId,
    string? Chart = null);

/// <summary>Evidence in words. What the reader may not see is as if it were absent.</summary>
public static class EvidenceLines
{
    /// <summary>The lines for these pieces, newest first: two commands at the most, however many.</summary>
    public static async Task<IReadOnlyList<EvidenceLine>> EvidenceLinesAsync(this BoardDb db, IReadOnlyCollection<Evidence> evidence, CancellationToken stop)
    {
        var ids = evidence.Where(e => e.Source is EvidenceSource.LibraryItem or EvidenceSource.Indicator).Select(e => e.SourceId).Distinct().ToList();
        var items = ids.Count == 0 ? [] : await db.LibraryItems.Where(i => (ids.Contains(i.Id) || ids.Contains(i.SourceId))
                && (i.SourceKind != Shelf.Indicator || db.Indicators.Any(x => x.Id == i.SourceId))) // a card shows no more than the indicator itself
            .Select(i => new { i.Id, i.SourceId, i.Title, i.Kind }).ToListAsync(stop);
        var fileIds = evidence.Where(e => e.Source == EvidenceSource.File).Select(e => e.SourceId).ToList();
        var files = fileIds.Count == 0 ? [] : await db.Files.Where(f => fileIds.Contains(f.Id)).Select(f => new { f.Id, f.Name }).ToDictionaryAsync(f => f.Id, f => f.Name, stop);
        List<EvidenceLine> lines = [];
        foreach (var piece in evidence.OrderByDescending(e => e.StandsFor).ThenBy(e => e.Id))
        {
            if (piece.Source == EvidenceSource.Statement)
                lines.Add(new(piece.Id, piece.Source, "Statement", piece.Note, null, piece.StandsFor, "", piece.AddedBy, piece.SourceId));
            else if (piece.Source == EvidenceSource.File && files.TryGetValue(piece.SourceId, out var name))
                lines.Add(new(piece.Id, piece.Source, "File", name, $"/files/{piece.SourceId}", piece.StandsFor, piece.Note, piece.AddedBy, piece.SourceId));
            else if (items.FirstOrDefault(i => i.Id == piece.SourceId || i.SourceId == piece.SourceId) is { } item)
                lines.Add(new(piece.Id, piece.Source, item.Kind, item.Title, $"/library/items/{item.Id}", piece.StandsFor, piece.Note, piece.AddedBy, piece.SourceId, piece.Chart));
        }
        return lines;
    }

    /// <summary>Evidence whose source the viewer may see, to be counted by what it supports.</summary>
    public static IQueryable<Evidence> SeenEvidence(this BoardDb db) => db.Evidence.Where(e =>
        e.Source == EvidenceSource.Statement
        || (e.Source == EvidenceSource.Indicator && db.Indicators.Any(i => i.Id == e.SourceId))
        || (e.Source == EvidenceSource.LibraryItem && db.LibraryItems.Any(i => i.Id == e.SourceId))
        || (e.Source == EvidenceSource.File && db.Files.Any(i => i.Id == e.SourceId)));

    /// <summary>Library items to choose evidence from: the latest ones the reader may see, by shelf.</summary>
    public static async Task<IReadOnlyList<Microsoft.AspNetCore.Mvc.Rendering.SelectListItem>> EvidenceChoicesAsync(this BoardDb db, CancellationToken stop)
    {
        var items = await db.LibraryItems.OrderByDescending(i => i.Date).Take(100).Select(i => new { i.Id, i.Title, i.Volume, i.Date }).ToListAsync(stop);
        var shelves = Volumes.All.ToDictionary(v => v, v => new Microsoft.AspNetCore.Mvc.Rendering.SelectListGroup { Name = Volumes.Name(v) });
        return [.. items.OrderBy(i => i.Volume).ThenByDescending(i => i.Date)
            .Select(i => new Microsoft.AspNetCore.Mvc.Rendering.SelectListItem($"{i.Title} ({i.Date.Year})", i.Id.ToString()) { Group = shelves[i.Volume] })];
    }
}

/// <summary>A piece of evidence as it is typed: something on a shelf, or a statement.</summary>
public sealed class EvidenceInput
{
    public Guid? ItemId { get; set; }
    public string? Note { get; set; }

    /// <summary>The piece, or null with messages at the fields.</summary>
    public async Task<Evidence?> ReadAsync(BoardDb db, Microsoft.AspNetCore.Mvc.ModelBinding.ModelStateDictionary state, DateOnly today, CancellationToken stop)
    {
        var note = Note?.Trim() ?? "";
        if (ItemId is { } id)
        {
            if (await db.LibraryItems.Where(i => i.Id == id).Select(i => new { i.Date, i.SourceKind, i.SourceId }).SingleOrDefaultAsync(stop) is { } item)
                return item.SourceKind == "indicator"
                    ? new(EvidenceSource.Indicator, item.SourceId, today, note, db.Viewer.Name)
                    : new(EvidenceSource.LibraryItem, id, item.Date, note, db.Viewer.Name);
            state.AddModelError("Evidence.ItemId", "Choose something from the library");
            return null;
        }
        if (note.Length == 0)
        {
            state.AddModelError("Evidence.Note", "Choose something from the library, or say what the evidence is");
            return null;
        }
        return new(EvidenceSource.Statement, null, today, note, db.Viewer.Name);
    }
}

/// <summary>What the small form for adding evidence needs.</summary>
public sealed record EvidenceFormModel(EvidenceInput Input, IReadOnlyList<Microsoft.AspNetCore.Mvc.Rendering.SelectListItem> Choices, int Version, bool Open);
