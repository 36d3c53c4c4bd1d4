using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.YourAbsence;

/// <summary>Hands one's own work over to a colleague for the days one is away, and shows what was handed over by and to oneself (W9).</summary>
[ForEveryoneSignedIn, ConfirmFirst]
public sealed class IndexModel(BoardDb db, Viewer viewer, TimeProvider clock) : BoardPage
{
    public sealed class AbsenceInput
    {
        public Guid? ToId { get; set; }
        public DateInput From { get; set; } = new();
        public DateInput Until { get; set; } = new();
    }

    /// <summary>One handing-over, by or to this person.</summary>
    public sealed record Line(Guid Id, bool IsMine, string Name, DateOnly From, DateOnly Until);

    [BindProperty]
    public AbsenceInput Input { get; set; } = new();

    /// <summary>Colleagues of the same organisations who sign in.</summary>
    public IReadOnlyList<SelectListItem> Colleagues { get; private set; } = [];
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public DateOnly Today { get; } = clock.Today();

    /// <summary>Has work that can be handed over.</summary>
    public bool MayHandOver { get; } = DelegationRules.From(viewer).Count > 0;

    public async Task OnGetAsync(CancellationToken stop)
    {
        Input.From = DateInput.Of(Today);
        await FillAsync(stop);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        await FillAsync(stop);
        var from = Input.From.Read(ModelState, "Input.From", "the first day");
        var until = Input.Until.Read(ModelState, "Input.Until", "the last day");
        var before = await db.Delegations.Where(d => d.FromId == viewer.PersonId && d.Until >= Today).ToListAsync(stop);
        ModelState.Add(DelegationRules.CanHandOver(Input.ToId, Colleagues.Any(c => c.Value == $"{Input.ToId}"), from, until, viewer, before, Today));
        if (!ModelState.IsValid) return Page();
        db.Delegations.Add(new(viewer.PersonId!.Value, Input.ToId!.Value, from!.Value, until!.Value));
        return await SaveAndGoAsync(db, "/your-absence", "Handed over for these days", stop);
    }

    /// <summary>Either of the two ends it.</summary>
    public async Task<IActionResult> OnPostEndAsync(Guid delegation, CancellationToken stop)
    {
        if (await db.Delegations.SingleOrDefaultAsync(d => d.Id == delegation && d.Until >= Today && (d.FromId == viewer.PersonId || d.ToId == viewer.PersonId), stop) is not { } handed) return NotFound();
        handed.EndNow(Today);
        return await SaveAndGoAsync(db, "/your-absence", "Ended: it opens nothing from now on", stop);
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        Guid[] organisations = [.. DelegationRules.From(viewer)];
        Colleagues = organisations.Length == 0 ? [] : [.. (await db.People.Where(p => p.Id != viewer.PersonId && db.Users.Any(a => a.PersonId == p.Id && a.EndedAt == null)
                && (db.RoleHoldings.Any(h => h.PersonId == p.Id && h.Scope == ScopeKind.Organisation && organisations.Contains(h.ScopeId!.Value) && h.From <= Today && (h.Until == null || h.Until >= Today))
                    || db.PostHoldings.Any(h => h.PersonId == p.Id && h.From <= Today && (h.Until == null || h.Until >= Today) && db.Posts.Any(o => o.Id == h.PostId && organisations.Contains(o.OrganisationId)))))
            .OrderBy(p => p.Name).Select(p => new { p.Id, p.Name }).ToListAsync(stop)).Select(p => new SelectListItem(p.Name, p.Id.ToString()))];
        Lines = await (from handed in db.Delegations
                       where (handed.FromId == viewer.PersonId || handed.ToId == viewer.PersonId) && handed.Until >= Today
                       join other in db.People on handed.FromId == viewer.PersonId ? handed.ToId : handed.FromId equals other.Id
                       orderby handed.From, handed.Id
                       select new Line(handed.Id, handed.FromId == viewer.PersonId, other.Name, handed.From, handed.Until)).ToListAsync(stop);
    }
}
