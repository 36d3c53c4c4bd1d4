using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.LooseEnds;

/// <summary>All loose ends of one kind, as a list or as a file.</summary>
[ForEveryoneSignedIn]
public sealed class KindModel(BoardDb db, ListExport export, TimeProvider clock) : PageModel
{
    public LooseEnd Kind { get; private set; }
    public LooseEndInput Filter { get; private set; } = new();
    public LooseEndChoices Choices { get; private set; } = null!;
    public Listing<LooseEndRow> Rows { get; private set; } = null!;

    /// <summary>Volumes that are silent, for each theme or priority shown; empty for other kinds.</summary>
    public IReadOnlyDictionary<Guid, string> Silent { get; private set; } = new Dictionary<Guid, string>();

    public async Task<IActionResult> OnGetAsync(string kind, [FromQuery] LooseEndInput filter, int p, CancellationToken stop)
    {
        if (!Read(kind, filter)) return NotFound();
        Rows = await Query().PageAsync(p, stop);
        await db.LogShownAsync(Rows.Rows.Select(r => r.Id), stop);
        Silent = await SilentAsync(Rows.Rows, stop);
        Choices = await LooseEndChoices.LoadAsync(db, clock.Today(), filter, stop);
        return Page();
    }

    public Task<IActionResult> OnGetCsvAsync(string kind, [FromQuery] LooseEndInput filter, CancellationToken stop) => ListAsync(ListFormat.Csv, kind, filter, stop);

    public Task<IActionResult> OnGetExcelAsync(string kind, [FromQuery] LooseEndInput filter, CancellationToken stop) => ListAsync(ListFormat.Excel, kind, filter, stop);

    private async Task<IActionResult> ListAsync(ListFormat format, string kind, LooseEndInput filter, CancellationToken stop)
    {
        if (!Read(kind, filter)) return NotFound();
        if (!Domain.Thread.LooseEnds.MayBeTold(Kind, db.Viewer)) return LocalRedirect($"/loose-ends/{Kind}"); // an empty file would say "none"; the page says why
        var rows = await Query().ToListAsync(stop);
        await db.LogShownAsync(rows.Select(r => r.Id), stop);
        var names = await LooseEndChoices.LoadAsync(db, clock.Today(), filter, stop);
        var silent = await SilentAsync(rows, stop);
        var isTheme = Kind == LooseEnd.SilentTheme;
        return await export.WriteAsync(format, $"loose-ends-{Kind}".ToLowerInvariant(), FilterWords.InWords(filter, id => names.Name(id)),
            isTheme ? ["Theme or priority", "Silent volumes"] : ["Reference", "Title", "Group", "Agency", LooseEndQueries.SinceHeading(Kind)],
            [.. rows.Select(row => isTheme ? new object?[] { row.Title, silent.GetValueOrDefault(row.Id) } : [row.Ref, row.Title, names.Name(row.GroupId), names.Name(row.WhoId), row.Since])], stop);
    }

    private bool Read(string kind, LooseEndInput filter)
    {
        Filter = filter;
        // A number is no name: "/loose-ends/3" is not an address.
        if (!Enum.TryParse<LooseEnd>(kind, ignoreCase: true, out var known) || !string.Equals(known.ToString(), kind, StringComparison.OrdinalIgnoreCase)) return false;
        Kind = known;
        return true;
    }

    private IQueryable<LooseEndRow> Query()
    {
        var rows = db.LooseEndsOf(Kind, clock.Today(), Filter.ToFilter());
        return Filter.Sort switch
        {
            "title" => rows.OrderBy(r => r.Title).ThenBy(r => r.Id).ThenBy(r => r.WhoId),
            "newest" => rows.OrderByDescending(r => r.Since).ThenBy(r => r.Title).ThenBy(r => r.Id).ThenBy(r => r.WhoId),
            _ => rows.OrderBy(r => r.Since).ThenBy(r => r.Title).ThenBy(r => r.Id).ThenBy(r => r.WhoId),
        };
    }

    private async Task<IReadOnlyDictionary<Guid, string>> SilentAsync(IReadOnlyList<LooseEndRow> rows, CancellationToken stop)
    {
        if (Kind != LooseEnd.SilentTheme || rows.Count == 0) return Silent;
        Guid[] ids = [.. rows.Select(r => r.Id)];
        var heard = (await db.VolumesHeard(new(From: clock.Today().AddYears(-LooseEndQueries.SilentYears))).Where(h => ids.Contains(h.AboutId)).Distinct().ToListAsync(stop))
            .ToLookup(h => h.AboutId, h => Enum.Parse<Volume>(h.Volume));
        return ids.ToDictionary(id => id, id => string.Join(", ", Volumes.All.Except(heard[id]).Select(Volumes.Name)));
    }
}
