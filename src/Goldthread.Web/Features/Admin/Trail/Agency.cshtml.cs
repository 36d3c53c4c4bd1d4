using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Trail;

/// <summary>What changed since a date in the records that concern one agency (W6): for those who read the trail, and for
/// the agency's own lead.</summary>
[ForEveryoneSignedIn]
public sealed class AgencyModel(BoardDb db, Viewer viewer, Sealing sealing, TimeProvider clock) : PageModel
{
    public Guid? Organisation { get; private set; }
    public string Name { get; private set; } = "";
    public DateOnly Since { get; private set; }
    public long? Before { get; private set; }
    public bool HasOlder { get; private set; }
    public IReadOnlyList<TrailEntry> Entries { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid? organisation, DateOnly? since, long? before, CancellationToken stop)
    {
        (Organisation, Since, Before) = (organisation, since ?? clock.Today().AddMonths(-1), before);
        Organisations = [.. (await db.OrganisationsAsync(clock.Today(), stop)).Where(o => MayAsk(Guid.Parse(o.Value)))];
        if (Organisations.Count == 0 || (organisation is { } asked && !MayAsk(asked))) return StatusCode(StatusCodes.Status403Forbidden);
        if (organisation is not { } id) return Page();
        Name = Organisations.FirstOrDefault(o => o.Value == id.ToString())?.Text ?? "";
        var from = BoardCalendar.StartOfDayUtc(Since);
        var records = RecordsOf(id);
        var sequences = db.History.Where(r => records.Contains(r.RecordId)).Select(r => r.Sequence);
        var page = await db.AuditEntries.AsNoTracking().Where(e => e.At >= from && sequences.Contains(e.Sequence)).NewestAsync(before, AuditSearch.PageSize + 1, stop);
        HasOlder = page.Count > AuditSearch.PageSize;
        page = [.. page.Take(AuditSearch.PageSize)];
        List<Guid> changed = [.. page.SelectMany(e => e.Changes).Select(c => c.RecordId).Distinct()];
        var concerned = (await records.Where(r => changed.Contains(r)).ToListAsync(stop)).ToHashSet();
        Entries = [.. (await new TrailReader(db, sealing).ReadAsync(page, null, concerned, stop)).Select(e => e with { From = "" })];
        return Page();
    }

    private bool MayAsk(Guid organisation) =>
        viewer.Holds(Right.ReadAuditTrail) || viewer.Roles.Any(r => r is { Role: Role.AgencyLead or Role.Signatory, Scope: ScopeKind.Organisation } && r.ScopeId == organisation);

    // Only what this viewer may see: the filter of every table is in it.
    private IQueryable<Guid> RecordsOf(Guid id) =>
        db.Findings.Where(f => f.Organisations.Any(o => o.TargetId == id)).Select(f => f.Id)
            .Concat(db.Recommendations.Where(r => r.Responses.Any(a => a.AskedId == id)).Select(r => r.Id))
            .Concat(db.Actions.Where(a => a.OwnerId == id).Select(a => a.Id))
            .Concat(db.LibraryItems.Where(i => i.OrganisationId == id).Select(i => i.Id))
            .Concat(db.Organisations.Where(o => o.Id == id).Select(o => o.Id));
}
