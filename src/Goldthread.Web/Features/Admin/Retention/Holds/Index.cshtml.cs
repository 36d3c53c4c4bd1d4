using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Retention.Holds;

/// <summary>What keeps records from being removed: set, and lifted with a reason. A hold over a record that somebody does not see is not
/// shown to him or her, and works all the same.</summary>
[Needs(Right.ApproveRemoval)]
public sealed class IndexModel(BoardDb db, Viewer viewer, TimeProvider clock) : BoardPage
{
    public sealed class HoldInput
    {
        public string? Name { get; set; }
        public string? Reason { get; set; }
        public HoldScope? Scope { get; set; }
        public string? Reference { get; set; }
        [Chosen("Choose an agency from the list", "organisations")]
        public Guid? OrganisationId { get; set; }
        [Chosen("Choose a group from the list", "groups")]
        public Guid? GroupId { get; set; }
        public RetentionKind? Kind { get; set; }
        public DateInput DatedFrom { get; set; } = new();
        public DateInput DatedTo { get; set; } = new();
        public DateInput Until { get; set; } = new();
    }

    /// <summary>A hold, with what it keeps in words.</summary>
    public sealed record Line(LegalHold Hold, string What, string? Address);

    [BindProperty]
    public HoldInput Input { get; set; } = new();

    /// <summary>Why a hold is lifted.</summary>
    [BindProperty]
    public string? Because { get; set; }

    public override IReadOnlyList<string> FieldOrder => [.. typeof(HoldInput).GetProperties().Select(p => p.Name)];

    public IReadOnlyList<Line> Standing { get; private set; } = [];
    public IReadOnlyList<Line> Past { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Groups { get; private set; } = [];
    public bool MaySet => HoldRules.MaySet(viewer).Count == 0;
    public DateOnly Today { get; } = clock.Today();

    public Task OnGetAsync(CancellationToken stop) => FillAsync(stop);

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        var isDates = Input.Scope == HoldScope.Dates;
        var datedFrom = isDates ? Input.DatedFrom.Read(ModelState, "Input.DatedFrom", "the first day", required: false) : null;
        var datedTo = isDates ? Input.DatedTo.Read(ModelState, "Input.DatedTo", "the last day", required: false) : null;
        var until = Input.Until.Read(ModelState, "Input.Until", "the last day", required: false);
        var id = Input.Scope switch
        {
            HoldScope.Record => await RecordAsync(Input.Reference, stop),
            HoldScope.Organisation => Input.OrganisationId,
            HoldScope.Group => Input.GroupId,
            _ => null,
        };
        ModelState.Add(HoldRules.MaySet(viewer));
        ModelState.Add(HoldRules.CanSet(Input.Name, Input.Reason, Input.Scope, id is not null, Input.Kind, datedFrom, datedTo, Today, until).Where(p => ModelState[$"Input.{p.Field}"]?.Errors.Count is not > 0));
        if (!ModelState.IsValid) return await AgainAsync(stop);
        db.Holds.Add(new(Input.Name!.Trim(), Input.Reason!.Trim(), Input.Scope!.Value, id, Input.Scope == HoldScope.Kind ? Input.Kind : null, datedFrom, datedTo, Today, until, viewer.Signs));
        return await SaveAndGoAsync(db, "/holds", "Hold set. From now on nothing it keeps is removed", stop);
    }

    [ConfirmFirst]
    public async Task<IActionResult> OnPostLiftAsync(Guid id, CancellationToken stop)
    {
        await FillAsync(stop);
        if (Standing.FirstOrDefault(l => l.Hold.Id == id) is not { } line) return NotFound();
        var hold = await db.Holds.SingleAsync(h => h.Id == line.Hold.Id, stop);
        foreach (var problem in hold.Lift(Because, viewer, Today)) ModelState.AddModelError(problem.Field.Length == 0 ? "" : $"Because-{id:N}", problem.Message);
        if (!ModelState.IsValid) return Page();
        db.Expect(hold, Command.Version);
        return await SaveAndGoAsync(db, "/holds", "Hold lifted. What it kept can be due again", stop);
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        var names = await Names.LoadAsync(db, stop);
        (Organisations, Groups) = (names.All("organisations"), names.All("groups"));
        var holds = await db.Holds.AsNoTracking().OrderByDescending(h => h.From).ThenBy(h => h.Id).ToListAsync(stop);
        var ids = holds.Where(h => h.Scope == HoldScope.Record).Select(h => h.ScopeId!.Value).Distinct().ToList();
        var seen = ids.Count == 0 ? [] : await db.SearchDocuments.Where(d => ids.Contains(d.Id)).Select(d => new { d.Id, d.Kind, d.Title }).ToDictionaryAsync(d => d.Id, stop);
        await db.LogShownAsync(seen.Keys, stop);
        var lines = holds.Where(h => h.Scope != HoldScope.Record || seen.ContainsKey(h.ScopeId!.Value)).Select(h => h.Scope switch
        {
            HoldScope.Record => new Line(h, $"{seen[h.ScopeId!.Value].Kind}: {seen[h.ScopeId.Value].Title}", null),
            HoldScope.Organisation => new Line(h, $"Whatever concerns {names[h.ScopeId]} or a service of it", names.Address(h.ScopeId!.Value)),
            HoldScope.Group => new Line(h, $"Whatever concerns {names[h.ScopeId]}", names.Address(h.ScopeId!.Value)),
            HoldScope.Kind => new Line(h, $"Every record of the kind: {h.Kind?.InWords()}", null),
            HoldScope.Dates => new Line(h, $"Whatever stands for a day from {h.DatedFrom.InWords()} to {h.DatedTo.InWords()}", null),
            _ => new Line(h, "Everything", null),
        }).ToList();
        Standing = [.. lines.Where(l => l.Hold.LiftedOn is null && (l.Hold.Until is null || l.Hold.Until >= Today))];
        Past = [.. lines.Except(Standing)];
    }

    // By its spoken code or the address of its page; only what this person sees is found.
    private async Task<Guid?> RecordAsync(string? typed, CancellationToken stop)
    {
        var text = typed?.Trim() ?? "";
        if (text.Split('/', '?', '#').Select(part => Guid.TryParse(part, out var id) ? id : (Guid?)null).FirstOrDefault(id => id is not null) is { } named) return await db.IsFoundAsync(named, stop) ? named : null;
        if (text.Length is 0 or > 10) return null;
        var code = text.ToUpperInvariant();
        return await db.Findings.IgnoreQueryFilters([BoardDb.Standing]).Where(f => f.Ref == code).Select(f => (Guid?)f.Id)
            .Concat(db.Recommendations.Where(r => r.Ref == code).Select(r => (Guid?)r.Id)).Concat(db.Actions.Where(a => a.Ref == code).Select(a => (Guid?)a.Id))
            .Concat(db.Measures.Where(m => m.Ref == code).Select(m => (Guid?)m.Id)).Concat(db.LibraryItems.Where(i => i.Ref == code).Select(i => (Guid?)i.Id)).FirstOrDefaultAsync(stop);
    }
}
