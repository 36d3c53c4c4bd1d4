using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.People;

/// <summary>Which agencies confirmed their people, when, and what they left to the office (W10).</summary>
[Needs(Right.RunTheSystem, Right.ActOnBehalf)]
public sealed class ChecksModel(BoardDb db, TimeProvider clock) : PageModel
{
    /// <summary>An agency that has a lead.</summary>
    public sealed record Line(Guid Id, string Name, AccessCheck? Last, DateOnly Due);

    public IReadOnlyList<Line> Agencies { get; private set; } = [];
    public DateOnly Today { get; } = clock.Today();

    public async Task OnGetAsync(CancellationToken stop)
    {
        var rows = await (from organisation in db.Organisations
                          where (organisation.ActiveUntil == null || organisation.ActiveUntil >= Today)
                              && db.RoleHoldings.Any(h => h.ScopeId == organisation.Id && h.Role == Role.AgencyLead && h.From <= Today && (h.Until == null || h.Until >= Today))
                          select new
                          {
                              organisation.Id,
                              organisation.Name,
                              Last = db.AccessChecks.Where(c => c.OrganisationId == organisation.Id).OrderByDescending(c => c.On).ThenByDescending(c => c.Id).FirstOrDefault(),
                              First = db.RoleHoldings.Where(h => h.ScopeId == organisation.Id && h.Role == Role.AgencyLead).Min(h => h.From),
                          }).AsNoTracking().ToListAsync(stop);
        Agencies = [.. rows.Select(r => new Line(r.Id, r.Name, r.Last, AccessCheckRules.DueOn(r.Last?.On ?? r.First))).OrderBy(l => l.Due).ThenBy(l => l.Name, StringComparer.OrdinalIgnoreCase)];
    }
}
