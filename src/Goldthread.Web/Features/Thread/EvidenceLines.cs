using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Library;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread;

/// <summary>A piece of evidence as the reader may see it.</summary>
public sealed record EvidenceLine(Guid Id, EvidenceSource Source, string Kind, string Title, string? Address, DateOnly StandsFor, string Note, string AddedBy, Guid SourceId,
    string? Chart = null)
{
    /// <summary>The last day on which it may be rested on: its own, or that of the item it is, whichever comes first; null for no end.</summary>
    public DateOnly? KeepUntil { get; init; }

    /// <summary>That day is past.</summary>
    public bool HasLapsed { get; init; }

    /// <summary>When the version of the file came in that was seen, where there is a newer one by now.</summary>
    public DateTime? AsItStood { get; init; }

    /// <summary>The newer version; null where this is the newest.</summary>
    public string? Newest { get; init; }

    /// <summary>Where the versions of a file stand, and a new one takes its place; null for what is no file.</summary>
    public string? Versions => Source == EvidenceSource.File && Newest is null ? $"/files/{SourceId}/versions" : null;
}

/// <summary>Evidence in words. What the reader may not see is as if it were absent.</summary>
public static class EvidenceLines
{
    /// <summary>The lines for these pieces, newest first: three commands at the most, however many. The reading of what is restricted
    /// is logged.</summary>
    public static async Task<IReadOnlyList<EvidenceLine>> EvidenceLinesAsync(this BoardDb db, IReadOnlyCollection<Evidence> evidence, CancellationToken stop)
    {
        var ids = evidence.Where(e => e.Source is EvidenceSource.LibraryItem or EvidenceSource.Indicator).Select(e => e.SourceId).Distinct().ToList();
        var items = ids.Count == 0 ? [] : await db.LibraryItems.Where(i => (ids.Contains(i.Id) || ids.Contains(i.SourceId))
                && (i.SourceKind != Shelf.Indicator || db.Indicators.Any(x => x.Id == i.SourceId))) // a card shows no more than the indicator itself
            .Select(i => new { i.Id, i.SourceId, i.Title, i.Kind, i.KeepUntil, IsRestricted = i.Confidentiality == Confidentiality.Restricted }).ToListAsync(stop);
        var fileIds = evidence.Where(e => e.Source == EvidenceSource.File).Select(e => e.SourceId).ToList();
        var files = fileIds.Count == 0 ? [] : await db.Files.Where(f => fileIds.Contains(f.Id)).Select(f => new { f.Id, f.Name, f.Number, IsRestricted = f.Confidentiality == Confidentiality.Restricted }).ToDictionaryAsync(f => f.Id, stop);
        await db.LogReadingsAsync([.. items.Where(i => i.IsRestricted).Select(i => (nameof(LibraryItem), i.Id)), .. files.Values.Where(f => f.IsRestricted).Select(f => (nameof(StoredFile), f.Id))], stop);
        var overtaken = evidence.Where(e => e.Source == EvidenceSource.File && files.TryGetValue(e.SourceId, out var file) && (e.FileNumber ?? 1) < file.Number).Select(e => e.SourceId).ToList();
        var versions = overtaken.Count == 0 ? [] : await db.FileVersions.Where(v => overtaken.Contains(v.FileId)).Select(v => new { v.FileId, v.Number, v.Name, v.UploadedAt }).ToListAsync(stop);
        List<EvidenceLine> lines = [];
        foreach (var piece in evidence.OrderByDescending(e => e.StandsFor).ThenBy(e => e.Id))
        {
            if (piece.Source == EvidenceSource.Statement)
                lines.Add(new(piece.Id, piece.Source, "Statement", piece.Note, null, piece.StandsFor, "", piece.AddedBy, piece.SourceId));
            else if (piece.Source == EvidenceSource.File && files.TryGetValue(piece.SourceId, out var file))
                lines.Add(versions.FirstOrDefault(v => v.FileId == piece.SourceId && v.Number == (piece.FileNumber ?? 1)) is { } seen
                    ? new(piece.Id, piece.Source, "File", seen.Name, $"/files/{piece.SourceId}/versions/{seen.Number}", piece.StandsFor, piece.Note, piece.AddedBy, piece.SourceId) { AsItStood = seen.UploadedAt, Newest = $"/files/{piece.SourceId}/versions" }
                    : new(piece.Id, piece.Source, "File", file.Name, $"/files/{piece.SourceId}", piece.StandsFor, piece.Note, piece.AddedBy, piece.SourceId));
            else if (items.FirstOrDefault(i => i.Id == piece.SourceId || i.SourceId == piece.SourceId) is { } item)
                lines.Add(new(piece.Id, piece.Source, item.Kind, item.Title, $"/library/items/{item.Id}", piece.StandsFor, piece.Note, piece.AddedBy, piece.SourceId, piece.Chart) { KeepUntil = item.KeepUntil });
            else continue;
            var until = lines[^1].KeepUntil is { } shelved && (piece.KeepUntil is not { } own || shelved < own) ? shelved : piece.KeepUntil;
            lines[^1] = lines[^1] with { KeepUntil = until, HasLapsed = ReviewRules.HasLapsed(until, db.Today) };
        }
        return lines;
    }

    /// <summary>Evidence whose source the viewer may see, to be counted by what it supports.</summary>
    public static IQueryable<Evidence> SeenEvidence(this BoardDb db) => db.Evidence.Where(e =>
        e.Source == EvidenceSource.Statement
        || (e.Source == EvidenceSource.Indicator && db.Indicators.Any(i => i.Id == e.SourceId))
        || (e.Source == EvidenceSource.LibraryItem && db.LibraryItems.Any(i => i.Id == e.SourceId))
        || (e.Source == EvidenceSource.File && db.Files.Any(i => i.Id == e.SourceId)));

    /// <summary>How many library items a list to choose from holds at the most.</summary>
    public const int MostChoices = 100;

    /// <summary>Library items to choose evidence from that the reader may see, by shelf, newest first; one command. The reading of what is
    /// restricted is logged.</summary>
    /// <param name="db">Opened for the reader.</param>
    /// <param name="find">A reference, or part of a title: only what has it is offered; nothing for all.</param>
    /// <param name="stop">Stops the work.</param>
    public static async Task<EvidenceChoices> EvidenceChoicesAsync(this BoardDb db, string? find, CancellationToken stop)
    {
        var found = db.ItemsCalled(find);
        var items = await found.OrderByDescending(i => i.Date).ThenByDescending(i => i.Id).Take(MostChoices).Select(i => new { i.Id, i.Ref, i.Title, i.Volume, i.Date, All = found.Count(), IsRestricted = i.Confidentiality == Confidentiality.Restricted }).ToListAsync(stop);
        await db.LogReadingsAsync<LibraryItem>(items.Where(i => i.IsRestricted).Select(i => i.Id), stop);
        var shelves = Volumes.All.ToDictionary(v => v, v => new Microsoft.AspNetCore.Mvc.Rendering.SelectListGroup { Name = Volumes.Name(v) });
        return new([.. items.OrderBy(i => i.Volume).ThenByDescending(i => i.Date).Select(i => new Microsoft.AspNetCore.Mvc.Rendering.SelectListItem($"{i.Title} ({i.Date.Year}, {i.Ref})", i.Id.ToString()) { Group = shelves[i.Volume] })],
            items.Count == 0 ? 0 : items[0].All - items.Count);
    }

    /// <summary>Items by their reference or part of their title; all for nothing typed.</summary>
    public static IQueryable<LibraryItem> ItemsCalled(this BoardDb db, string? find)
    {
        if (string.IsNullOrWhiteSpace(find)) return db.LibraryItems;
        var (code, part) = (find.Trim().ToUpperInvariant(), find.Trim().Replace("\0", "", StringComparison.Ordinal).ToLowerInvariant());
#pragma warning disable CA1304, CA1311, CA1862 // said to the database, which knows no cultures
        return db.LibraryItems.Where(i => i.Ref == code || i.Title.ToLower().Contains(part));
#pragma warning restore CA1304, CA1311, CA1862
    }
}

/// <summary>Library items to choose from, and how many are not among them.</summary>
/// <param name="Items">By shelf, newest first.</param>
/// <param name="NotShown">How many more there are.</param>
public sealed record EvidenceChoices(IReadOnlyList<Microsoft.AspNetCore.Mvc.Rendering.SelectListItem> Items, int NotShown)
{
    /// <summary>Nothing to choose from.</summary>
    public static EvidenceChoices None { get; } = new([], 0);

    /// <summary>What a chooser must know of those left out; null when none is.</summary>
    public string? Hint => NotShown == 0 ? null : $"The newest {Items.Count}, by shelf. {NotShown} older {(NotShown == 1 ? "one is" : "ones are")} not in this list: type part of the title below.";
}

/// <summary>A piece of evidence as it is typed: something on a shelf, or a statement.</summary>
public sealed class EvidenceInput
{
    public Guid? ItemId { get; set; }
    public string? Find { get; set; }
    public string? Note { get; set; }

    /// <summary>Something was chosen or typed.</summary>
    public bool IsGiven => ItemId is not null || !string.IsNullOrWhiteSpace(Note) || !string.IsNullOrWhiteSpace(Find);

    /// <summary>The piece, or null with messages at the fields.</summary>
    public async Task<Evidence?> ReadAsync(BoardDb db, Microsoft.AspNetCore.Mvc.ModelBinding.ModelStateDictionary state, DateOnly today, CancellationToken stop)
    {
        var note = Note?.Trim() ?? "";
        if (ItemId is null && !string.IsNullOrWhiteSpace(Find) && (ItemId = await FoundAsync(db, state, stop)) is null) return null;
        if (ItemId is { } id)
        {
            if (await db.LibraryItems.Where(i => i.Id == id).Select(i => new { i.Date, i.SourceKind, i.SourceId }).SingleOrDefaultAsync(stop) is { } item)
                return item.SourceKind == Shelf.Indicator
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

    // The whole title or the reference: that is it. A part of it: what was found is shown first, for the reader to say whether it is the one.
    private async Task<Guid?> FoundAsync(BoardDb db, Microsoft.AspNetCore.Mvc.ModelBinding.ModelStateDictionary state, CancellationToken stop)
    {
        var typed = Find!.Trim();
        var found = await db.ItemsCalled(typed).OrderByDescending(i => i.Date).Take(EvidenceLines.MostChoices).Select(i => new { i.Id, i.Ref, i.Title, i.Date }).ToListAsync(stop);
        var exact = found.Where(i => string.Equals(i.Title, typed, StringComparison.OrdinalIgnoreCase) || string.Equals(i.Ref, typed, StringComparison.OrdinalIgnoreCase)).ToList();
        if (exact.Count == 1) return exact[0].Id;
        if (found.Count == 0) state.AddModelError("Evidence.Find", $"Nothing in the library is called “{typed}”, as far as you can see: type another part of its title, or its reference");
        else if (found.Count > 1) state.AddModelError("Evidence.ItemId", $"Several items are called “{typed}”: choose one of them from the list");
        else
        {
            state.SetModelValue("Evidence.ItemId", found[0].Id.ToString(), found[0].Id.ToString());
            state.AddModelError("Evidence.ItemId", $"Is it “{found[0].Title}”, {found[0].Date:d MMMM yyyy}? It is chosen now: send again if it is");
        }
        return null;
    }
}

/// <summary>What the small form for adding evidence needs.</summary>
public sealed record EvidenceFormModel(EvidenceInput Input, EvidenceChoices Choices, int Version, bool Open);
