using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Library.Files;

/// <summary>What files are attached to, and who may attach and replace them.</summary>
public static class Attaching
{
    /// <summary>The record of this kind, if the viewer sees it.</summary>
    /// <param name="db">The board's database.</param>
    /// <param name="kind">"item", "finding", "action" or "measure".</param>
    /// <param name="id">Which one.</param>
    /// <param name="stop">Stops the work.</param>
    public static async Task<ConfidentialRecord?> FindServedAsync(this BoardDb db, string kind, Guid id, CancellationToken stop) => kind switch
    {
        "item" => await db.FindVisibleAsync<LibraryItem>(id, stop),
        "finding" => await db.FindVisibleAsync<Finding>(id, stop),
        "action" => await db.FindVisibleAsync<ImprovementAction>(id, stop),
        "measure" => await db.FindVisibleAsync<ImpactMeasure>(id, stop),
        _ => null,
    };

    /// <summary>May attach a file to it.</summary>
    public static bool MayAttach(Viewer viewer, ConfidentialRecord to) => to switch
    {
        LibraryItem item => ShelvingRules.MayEdit(viewer, item),
        Finding => viewer.May(Right.RecordFindings, to),
        ImprovementAction action => ActionRules.MayReport(action, viewer),
        ImpactMeasure => viewer.May(Right.JudgeImpact, to) || viewer.May(Right.MakeRecommendations, to),
        _ => false,
    };

    /// <summary>Where a file's record is looked at.</summary>
    public static string Address(string kind, Guid id) => kind == "item" ? $"/library/items/{id}" : $"/{kind}s/{id}";

    /// <summary>Every place of a file that the viewer may see, the first one first.</summary>
    public static async Task<IReadOnlyList<(string Kind, ConfidentialRecord Record)>> PlacesOfAsync(this BoardDb db, Guid fileId, CancellationToken stop)
    {
        List<(string, ConfidentialRecord)> places = [];
        foreach (var link in await db.FileLinks.Where(l => l.FileId == fileId).OrderBy(l => l.Id).Select(l => new { l.RecordKind, l.RecordId }).ToListAsync(stop))
            if (await db.FindServedAsync(link.RecordKind, link.RecordId, stop) is { } record) places.Add((link.RecordKind, record));
        return places;
    }
}
