using System.Globalization;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Trail;

/// <summary>Searches the audit trail: who did what, when, from where, and what it changed (W5).</summary>
[Needs(Right.ReadAuditTrail)]
public sealed class IndexModel(BoardDb db, Sealing sealing) : PageModel
{
    /// <summary>No more entries leave in one file; a shorter time gives the rest.</summary>
    private const int MostExported = 10_000;

    public AuditFilter Filter { get; private set; } = new();
    public IReadOnlyList<TrailEntry> Entries { get; private set; } = [];
    public bool HasOlder { get; private set; }
    public bool UnknownReference { get; private set; }
    public IReadOnlyList<SelectListItem> People { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Kinds { get; private set; } = [];

    public async Task OnGetAsync([FromQuery] AuditFilter filter, CancellationToken stop)
    {
        Filter = filter;
        People = [.. (await db.People.OrderBy(p => p.Name).Select(p => new { p.Id, p.Name }).ToListAsync(stop)).Select(p => new SelectListItem(p.Name, p.Id.ToString()))];
        Kinds = [.. RecordKinds.All(db.Model).Select(k => new SelectListItem(k.Words, k.Name))];
        if (await MatchingAsync(stop) is not { } matching) return;
        var page = await matching.NewestAsync(filter.Before, AuditSearch.PageSize + 1, stop);
        HasOlder = page.Count > AuditSearch.PageSize;
        Entries = await new TrailReader(db, sealing).ReadAsync([.. page.Take(AuditSearch.PageSize)], null, null, stop);
    }

    /// <summary>The same as a file, without values; that it was taken is on the trail before the first line leaves.</summary>
    public async Task<IActionResult> OnGetCsvAsync([FromQuery] AuditFilter filter, CancellationToken stop)
    {
        (Filter, filter.Before) = (filter, null);
        await db.SaveAsync(Command.Now("Export of the audit trail"), stop);
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = "attachment; filename=audit-trail.csv";
        await WriteAsync(["Entry", "When (UTC)", "Who", "From", "What was done", "Where", "Kind", "Record", "State", "Fields"], "\uFEFF", stop);
        var matching = await MatchingAsync(stop);
        var reader = new TrailReader(db, sealing);
        long? before = null;
        for (var written = 0; matching is not null && written < MostExported;)
        {
            var page = await matching.NewestAsync(before, 500, stop);
            if (page.Count == 0) break;
            foreach (var entry in await reader.ReadAsync(page, null, null, stop)) await WriteAsync(entry, stop);
            (before, written) = (page[^1].Sequence, written + page.Count);
        }
        return new EmptyResult();
    }

    private async Task<IQueryable<AuditEntry>?> MatchingAsync(CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(Filter.Ref)) return db.Matching(Filter, null);
        var record = await db.FindByReferenceAsync(Filter.Ref, stop);
        UnknownReference = record is null;
        return record is null ? null : db.Matching(Filter, record);
    }

    private async Task WriteAsync(TrailEntry entry, CancellationToken stop)
    {
        object?[] start = [entry.Sequence, entry.At, entry.Actor, entry.From, entry.Sentence, entry.Deed];
        if (entry.Changes.Count == 0) await WriteAsync([.. start, "", "", "", ""], "", stop);
        foreach (var change in entry.Changes)
        {
            var title = change.IsHidden ? "a record you may not see" : change.Title ?? "";
            await WriteAsync([.. start, change.Kind, title, change.State, string.Join("; ", change.Fields.Select(f => f.Field))], "", stop);
        }
    }

    private async Task WriteAsync(object?[] line, string mark, CancellationToken stop)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        text.Write(mark);
        Csv.Write(text, line);
        await Response.WriteAsync(text.ToString(), stop);
    }
}
