using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Admin.Trail;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Retention;

/// <summary>What of the list is shown.</summary>
public enum RetentionView
{
    /// <summary>To be decided about.</summary>
    Due,
    /// <summary>Approved: a second person has to confirm.</summary>
    ToConfirm,
    /// <summary>Confirmed: will be removed, and can be called back until then.</summary>
    Confirmed,
    /// <summary>Put off to a day.</summary>
    Postponed,
    /// <summary>Its time is over, and something keeps it.</summary>
    Kept,
}

/// <summary>What is chosen of the list.</summary>
public sealed class RetentionFilter
{
    [FromQuery(Name = "show")]
    public RetentionView Show { get; set; }

    [FromQuery(Name = "kind")]
    public RetentionKind? Kind { get; set; }

    /// <summary>In words, for a file.</summary>
    public string InWords() => FilterWords.InWords(this, _ => "");
}

/// <summary>A record of the list, as this viewer may see it.</summary>
/// <param name="Judged">What the rules say.</param>
/// <param name="Ref">What people call it by.</param>
/// <param name="Title">Its title.</param>
/// <param name="Removal">What was decided; null for nothing.</param>
public sealed record RetentionLine(Judged Judged, string Ref, string Title, Removal? Removal)
{
    public Guid Id => Judged.Facts.Id;
    public RetentionKind Kind => Judged.Facts.Kind;

    /// <summary>Its page.</summary>
    public string? Address => RecordKinds.Address(Kind switch
    {
        RetentionKind.Finding => typeof(Finding),
        RetentionKind.Recommendation => typeof(Recommendation),
        RetentionKind.MeetingAction => typeof(ImprovementAction),
        RetentionKind.Meeting => typeof(Meeting),
        RetentionKind.LibraryItem => typeof(LibraryItem),
        _ => typeof(Person),
    }, Id);
}

/// <summary>The list of what is due: records whose time is over, that this viewer sees with all their parts and decides about.</summary>
public sealed class RetentionList(BoardDb db, RetentionBook book, TimeProvider clock)
{
    private sealed record Name(Guid Id, string Ref, string Title);

    /// <summary>Reads it, longest due first. What it names of restricted records is not yet on the trail: see <see cref="LogAsync"/>.</summary>
    public async Task<IReadOnlyList<RetentionLine>> ReadAsync(CancellationToken stop)
    {
        var today = clock.Today();
        var over = (await book.JudgeAsync(null, stop)).Where(j => j.Verdict.DueOn <= today && RemovalRules.MayLook(j.Facts, db.Viewer)).ToList();
        var removals = (await db.Removals.Where(r => r.State == RemovalState.Approved || r.State == RemovalState.Confirmed || r.State == RemovalState.Postponed).OrderBy(r => r.Id).ToListAsync(stop)).GroupBy(r => r.RecordId).ToDictionary(g => g.Key, g => g.Last());
        // What was approved stays on the list although its rule has changed since: it is to be called back.
        if (removals.Keys.Except(over.Select(j => j.Facts.Id)).ToList() is { Count: > 0 } besides) over.AddRange((await book.JudgeAsync(besides, stop)).Where(j => RemovalRules.MayLook(j.Facts, db.Viewer)));
        var names = await NamesAsync([.. over.SelectMany(j => j.Facts.Parts.Append(j.Facts.Id))], stop);
        return [.. over.Where(j => names.ContainsKey(j.Facts.Id) && j.Facts.Parts.All(names.ContainsKey))
            .Select(j => new RetentionLine(j, names[j.Facts.Id].Ref, names[j.Facts.Id].Title, removals.GetValueOrDefault(j.Facts.Id)))
            .OrderBy(l => l.Judged.Verdict.DueOn).ThenBy(l => l.Id)];
    }

    /// <summary>Those lines that are to be shown.</summary>
    public IEnumerable<RetentionLine> Of(RetentionView show, IEnumerable<RetentionLine> lines)
    {
        var today = clock.Today();
        return lines.Where(l => show switch
        {
            RetentionView.ToConfirm => l.Removal?.State == RemovalState.Approved,
            RetentionView.Confirmed => l.Removal?.State == RemovalState.Confirmed,
            RetentionView.Postponed => l.Removal is { State: RemovalState.Postponed } put && put.Covers(today),
            RetentionView.Kept => l.Judged.Verdict.Why.Length > 0,
            RetentionView.Due => l.Judged.Verdict.IsDue && l.Removal?.Covers(today) != true,
        });
    }

    /// <summary>Puts on the trail which restricted records are about to be shown.</summary>
    public Task LogAsync(IEnumerable<RetentionLine> shown, CancellationToken stop) => db.LogShownAsync(shown.Select(l => l.Id), stop);

    // By the viewer's own sight; a title for those kinds alone that stand on the list.
    private async Task<Dictionary<Guid, Name>> NamesAsync(IReadOnlyList<Guid> ids, CancellationToken stop)
    {
        Dictionary<Guid, Name> names = [];
        foreach (var some in ids.Chunk(2000))
        {
            var rows = await db.Findings.IgnoreQueryFilters([BoardDb.Standing]).Where(f => some.Contains(f.Id)).Select(f => new { f.Id, f.Ref, f.Title })
                .Concat(db.Recommendations.Where(r => some.Contains(r.Id)).Select(r => new { r.Id, r.Ref, r.Title }))
                .Concat(db.Actions.Where(a => some.Contains(a.Id)).Select(a => new { a.Id, a.Ref, a.Title }))
                .Concat(db.Measures.Where(m => some.Contains(m.Id)).Select(m => new { m.Id, m.Ref, Title = "" }))
                .Concat(db.Meetings.Where(m => some.Contains(m.Id)).Select(m => new { m.Id, Ref = "", m.Title }))
                .Concat(db.Decisions.Where(d => some.Contains(d.Id)).Select(d => new { d.Id, Ref = "", Title = "" }))
                .Concat(db.LibraryItems.Where(i => some.Contains(i.Id)).Select(i => new { i.Id, i.Ref, i.Title }))
                .ToListAsync(stop);
            foreach (var row in rows) names[row.Id] = new(row.Id, row.Ref, row.Title);
            if (!db.Viewer.HoldsForBoard(Right.ApproveRemoval)) continue;
            foreach (var person in await db.People.Where(p => some.Contains(p.Id)).Select(p => new Name(p.Id, "", p.Name)).ToListAsync(stop)) names[person.Id] = person;
        }
        return names;
    }
}
