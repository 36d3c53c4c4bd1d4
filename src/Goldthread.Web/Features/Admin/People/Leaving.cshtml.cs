using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Thread.Actions;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.People;

/// <summary>Everything that somebody who leaves holds, each handed to somebody else or to nobody, and the account ended, in one save (W7).</summary>
[Needs(Right.RunTheSystem), ConfirmFirst]
public sealed class LeavingModel(BoardDb db, Viewer viewer, BoardContext board, TimeProvider clock) : BoardPage
{
    public sealed class LeavingInput
    {
        /// <summary>Who takes over whatever fits and has nobody of its own.</summary>
        public Guid? All { get; set; }

        /// <summary>By the holding of a role or a post: who takes it over.</summary>
        public Dictionary<string, string?> To { get; set; } = [];
    }

    /// <summary>One thing held.</summary>
    /// <param name="Id">The holding of a role or a post.</param>
    /// <param name="What">In words.</param>
    /// <param name="OrganisationId">Where the next holder must work; null for anywhere.</param>
    /// <param name="Role">The role; null for a post.</param>
    /// <param name="Post">The post; null for a role.</param>
    /// <param name="Actions">Open actions the post carries, as far as this person sees them.</param>
    public sealed record Held(Guid Id, string What, Guid? OrganisationId, RoleHolding? Role, PostHolding? Post, int Actions);

    private sealed record Successor(Guid Id, string Name, IReadOnlyCollection<Guid> WorksFor);

    private List<Delegation> delegations = [];
    private IReadOnlyList<Successor> successors = [];

    [BindProperty]
    public LeavingInput Input { get; set; } = new();

    public Person Person { get; private set; } = null!;
    public Account? Account { get; private set; }
    public IReadOnlyList<Held> Holds { get; private set; } = [];
    public int Delegations => delegations.Count;
    public DateOnly Today { get; } = clock.Today();
    public IReadOnlyList<SelectListItem> Everybody => [.. successors.Where(s => Holds.Any(h => LeavingRules.Fits(h.OrganisationId, s.WorksFor))).Select(s => new SelectListItem(s.Name, s.Id.ToString()))];

    public IReadOnlyList<SelectListItem> Fitting(Held held) => [.. successors.Where(s => LeavingRules.Fits(held.OrganisationId, s.WorksFor)).Select(s => new SelectListItem(s.Name, s.Id.ToString()))];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        if (id == viewer.PersonId) ModelState.AddModelError("", "Another administrator must see to your own leaving");
        if (Input.All is { } all && successors.All(s => s.Id != all)) ModelState.AddModelError("Input.All", "Choose somebody from the list");
        List<(Held Held, Successor To)> handed = [];
        foreach (var held in Holds)
        {
            if (!TryReadSuccessor(held, out var to)) continue;
            ModelState.Add(held.Role is { } role ? LeavingRules.CanTake(role, to!.Id, to.WorksFor, viewer, Today, board.Words, $"To[{held.Id}]")
                : LeavingRules.Fits(held.OrganisationId, to!.WorksFor) ? [] : [new($"To[{held.Id}]", "Choose somebody from the list who works where this belongs")]);
            handed.Add((held, to));
        }
        if (Input.All is { } whom && handed.TrueForAll(h => h.To.Id != whom) && Holds.Count > 0) ModelState.AddModelError("Input.All", "This person can take over none of it: choose one by one, or “Nobody”");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        foreach (var held in Holds)
        {
            held.Role?.EndNow(Today);
            held.Post?.End(Today.AddDays(-1));
        }
        await TakeOverAsync(handed, stop);
        foreach (var delegation in delegations) delegation.EndNow(Today);
        if (Account is { EndedAt: null } account) account.End(clock.UtcNow());
        db.Touch(Person);
        var left = Holds.Count - handed.Count;
        return await SaveAndGoAsync(db, $"/people/{id}", $"Ended, and {Say.Count(handed.Count, "thing")} handed over{(left > 0 ? $". {Say.Count(left, "thing is", "things are")} held by nobody now: see Places that nobody holds, on People, and Loose ends" : "")}", stop);
    }

    // A choice of one's own goes before the one for all, which counts only where it fits.
    private bool TryReadSuccessor(Held held, out Successor? to)
    {
        to = null;
        if (held.Role is { } role && !LeavingRules.IsHandedOver(role.Role)) return false;
        if (Input.To.GetValueOrDefault($"{held.Id}") is { Length: > 0 } chosen)
        {
            to = successors.FirstOrDefault(s => $"{s.Id}" == chosen);
            if (to is null) ModelState.AddModelError($"Input.To[{held.Id}]", "Choose somebody from the list who works where this belongs");
        }
        else to = successors.FirstOrDefault(s => s.Id == Input.All && LeavingRules.Fits(held.OrganisationId, s.WorksFor));
        return to is not null;
    }

    // Whoever holds the same there already need not hold it twice.
    private async Task TakeOverAsync(List<(Held Held, Successor To)> handed, CancellationToken stop)
    {
        var people = handed.Select(h => h.To.Id).Distinct().ToList();
        var roles = await db.RoleHoldings.Where(h => people.Contains(h.PersonId) && (h.Until == null || h.Until >= Today)).ToListAsync(stop);
        var posts = await db.PostHoldings.Where(h => people.Contains(h.PersonId) && (h.Until == null || h.Until >= Today)).ToListAsync(stop);
        foreach (var (held, to) in handed)
        {
            if (held.Role is { } role)
            {
                if (!roles.Exists(r => r.PersonId == to.Id && r.Role == role.Role && r.ScopeId == role.ScopeId))
                    db.RoleHoldings.Add(new(to.Id, role.Role, role.Scope, role.ScopeId, role.From > Today ? role.From : Today, untils[role.Id], role.OrganisationId, role.IsDeputy));
            }
            else if (!posts.Exists(p => p.PersonId == to.Id && p.PostId == held.Post!.PostId)) db.PostHoldings.Add(new(held.Post!.PostId, to.Id, held.Post.From > Today ? held.Post.From : Today, held.Post.IsDeputy));
        }
    }

    private readonly Dictionary<Guid, DateOnly?> untils = [];

    private async Task<bool> FindAsync(Guid id, CancellationToken stop)
    {
        if (await db.People.SingleOrDefaultAsync(p => p.Id == id, stop) is not { } person) return false;
        Person = person;
        Account = await db.Users.SingleOrDefaultAsync(a => a.PersonId == id, stop);
        var names = await Names.LoadAsync(db, stop);
        var roles = await db.RoleHoldings.Where(h => h.PersonId == id && (h.Until == null || h.Until >= Today)).OrderBy(h => h.From).ThenBy(h => h.Id).ToListAsync(stop);
        var posts = await (from held in db.PostHoldings
                           join post in db.Posts on held.PostId equals post.Id
                           where held.PersonId == id && (held.Until == null || held.Until >= Today)
                           orderby held.From, held.Id
                           select new { Held = held, post.Name, post.OrganisationId }).ToListAsync(stop);
        var postIds = posts.Select(p => p.Held.PostId).ToList();
        var carried = await db.Actions.Open().Where(a => a.PostId != null && postIds.Contains(a.PostId.Value)).GroupBy(a => a.PostId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
        foreach (var role in roles) untils[role.Id] = role.Until;
        Holds =
        [
            .. posts.Select(p => new Held(p.Held.Id, $"{p.Name}, {names[p.OrganisationId]}", p.OrganisationId, null, p.Held, carried.GetValueOrDefault(p.Held.PostId))),
            .. roles.Select(r => new Held(r.Id, $"{r.Role.InWords()}, {(r.ScopeId is null ? $"the whole {board.Words.BodyShort}" : names[r.ScopeId])}", LeavingRules.OrganisationOf(r), r, null, 0)),
        ];
        delegations = await db.Delegations.Where(d => (d.FromId == id || d.ToId == id) && d.Until >= Today).ToListAsync(stop);
        successors = await SuccessorsAsync(id, stop);
        return true;
    }

    private async Task<IReadOnlyList<Successor>> SuccessorsAsync(Guid leaver, CancellationToken stop)
    {
        var people = await db.People.Where(p => p.Id != leaver && db.Users.Any(a => a.PersonId == p.Id && a.EndedAt == null)).OrderBy(p => p.Name).ThenBy(p => p.Id).Select(p => new { p.Id, p.Name }).ToListAsync(stop);
        var works = (await db.RoleHoldings.Where(h => h.Scope == ScopeKind.Organisation && h.From <= Today && (h.Until == null || h.Until >= Today)).Select(h => new { h.PersonId, OrganisationId = h.ScopeId!.Value })
            .Concat(from held in db.PostHoldings
                    join post in db.Posts on held.PostId equals post.Id
                    where held.From <= Today && (held.Until == null || held.Until >= Today)
                    select new { held.PersonId, post.OrganisationId }).ToListAsync(stop)).ToLookup(w => w.PersonId, w => w.OrganisationId);
        return [.. people.Select(p => new Successor(p.Id, p.Name, [.. works[p.Id].Distinct()]))];
    }
}
