using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Colleagues;

/// <summary>The people of an agency and its services: its lead invites them and ends their access (W7).</summary>
[Needs(Right.InviteColleagues), ConfirmFirst]
public sealed class IndexModel(BoardDb db, Viewer viewer, UserManager<Account> users, TimeProvider clock) : BoardPage
{
    public sealed class ColleagueInput
    {
        public string? Name { get; set; }
        public string? Email { get; set; }
        public Role? Role { get; set; }

        [Chosen("Choose your own agency or one of its services", "organisations")]
        public Guid? OrganisationId { get; set; }
        public string? Post { get; set; }
        public DateInput Until { get; set; } = new();
    }

    /// <summary>Somebody of the agency.</summary>
    /// <param name="Belongs">What he or she holds, also elsewhere.</param>
    /// <param name="Account">How he or she signs in; null while not at all.</param>
    public sealed record Colleague(Person Person, Belonging Belongs, IReadOnlyList<string> Posts, Account? Account)
    {
        public string SignsIn => Account switch { null => "no account", { EndedAt: not null } => "ended", { PasswordHash: null } => "invited, no password chosen yet", _ => "yes" };
    }

    [BindProperty]
    public ColleagueInput Input { get; set; } = new();

    public Organisation Item { get; private set; } = null!;
    public IReadOnlyList<Colleague> People { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Roles { get; } = [.. ColleagueRules.Given.Select(r => new SelectListItem(r.InWords(), r.ToString()))];
    public Names Names { get; private set; } = null!;
    public DateOnly Today { get; } = clock.Today();

    /// <summary>Every organisation whose people are hers; the page is about one of them and what is below it.</summary>
    public IReadOnlySet<Guid> Covered { get; private set; } = new HashSet<Guid>();

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        await FillAsync(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        var (name, email, title) = (Input.Name?.Trim(), Input.Email?.Trim(), Input.Post?.Trim());
        var until = Input.Until.Read(ModelState, "Input.Until", "the last day", required: false);
        ModelState.Add(Inviting.CheckPerson(name, email));
        if (title?.Length > 120) ModelState.AddModelError("Input.Post", "Shorten the post to 120 characters");
        var person = ModelState.IsValid ? await db.FindByAddressAsync(email!, stop) : null;
        var account = person is null ? null : await db.Users.SingleOrDefaultAsync(a => a.PersonId == person.Id, stop);
        var belongs = person is null ? null : (await BelongingsAsync([person.Id], stop))[person.Id];
        ModelState.Add(ColleagueRules.CanInvite(Input.Role, Input.OrganisationId, until, belongs, account is { EndedAt: not null }, viewer, Covered, Today));
        if (ModelState.IsValid && await db.IsAddressTakenAsync(users, person ?? new(name!, email!), stop)) ModelState.AddModelError("Input.Email", "Ask the business office to give this person access: they are known here already, or had access before");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        var isNew = person is null;
        person ??= db.People.Add(new(name!, email!)).Entity;
        if (!isNew) db.Touch(person);
        db.RoleHoldings.Add(new(person.Id, Input.Role!.Value, ScopeKind.Organisation, Input.OrganisationId, Today, until));
        if (belongs is null || !belongs.Employers.Contains(Input.OrganisationId!.Value))
        {
            var post = db.Posts.Add(new(Input.OrganisationId!.Value, title is { Length: > 0 } ? title : "Staff")).Entity;
            db.PostHoldings.Add(new(post.Id, person.Id, Today));
        }
        var invites = account.MayBeInvited();
        if (invites) await db.InviteAsync(users, person, account, clock.UtcNow(), stop);
        return await SaveAndGoAsync(db, Here, invites ? $"{person.Name} is invited: the letter is on its way" : $"{person.Name} has the role", stop);
    }

    public async Task<IActionResult> OnPostAgainAsync(Guid id, Guid person, CancellationToken stop)
    {
        if (!await FindAsync(id, stop) || await ColleagueAsync(person, stop) is not { } who) return NotFound();
        ModelState.Add(ColleagueRules.CanEnd(who.Belongs, viewer, Covered)); // a letter with a code goes only to whom she could end
        if (who.Account is not { EndedAt: null, PasswordHash: null }) ModelState.AddModelError("", "Only somebody who was invited and has no password yet can be invited again");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        await db.InviteAsync(users, who.Person, who.Account, clock.UtcNow(), stop);
        return await SaveAndGoAsync(db, Here, $"{who.Person.Name} is invited again: the letter is on its way", stop);
    }

    public async Task<IActionResult> OnPostEndAccessAsync(Guid id, Guid person, CancellationToken stop)
    {
        if (!await FindAsync(id, stop) || await ColleagueAsync(person, stop) is not { } who) return NotFound();
        ModelState.Add(ColleagueRules.CanEnd(who.Belongs, viewer, Covered));
        if (!ModelState.IsValid) return await AgainAsync(stop);
        foreach (var held in who.Belongs.Roles) held.EndNow(Today);
        foreach (var post in await PostsOf([person]).ToListAsync(stop)) post.End(Today.AddDays(-1));
        if (who.Account is { EndedAt: null } account) account.End(clock.UtcNow());
        db.Touch(who.Person);
        return await SaveAndGoAsync(db, Here, $"{who.Person.Name} has no access any more", stop);
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        Names = await Names.LoadAsync(db, stop);
        var shown = Below(Item.Id);
        Organisations = [.. shown.Where(o => o == Item.Id || Names.Under(Item.Id, Today).Contains(o)).Concat(shown).Distinct().Where(IsActive).Select(o => new SelectListItem(Names[o], o.ToString()))];
        People = [.. (await ColleaguesAsync(shown, null, stop)).OrderBy(c => c.Person.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private string Here => $"/organisations/{Item.Id}/people";

    private Dictionary<Guid, (Guid? Parent, DateOnly? Until)> organisations = [];

    private bool IsActive(Guid id) => organisations[id].Until is not { } until || until >= Today;

    private async Task<bool> FindAsync(Guid id, CancellationToken stop)
    {
        organisations = await db.Organisations.Select(o => new { o.Id, o.ParentId, o.ActiveUntil }).ToDictionaryAsync(o => o.Id, o => (o.ParentId, o.ActiveUntil), stop);
        // What is over takes nobody on, and opens nothing.
        Covered = ColleagueRules.Covers(viewer, [.. organisations.Where(o => IsActive(o.Key)).Select(o => new StructurePart(o.Key, o.Value.Parent))]);
        if (!Covered.Contains(id)) return false;
        Item = await db.Organisations.AsNoTracking().SingleAsync(o => o.Id == id, stop);
        return true;
    }

    private IReadOnlyList<Guid> Below(Guid id) => [id, .. organisations.Where(o => o.Value.Parent == id && Covered.Contains(o.Key)).SelectMany(o => Below(o.Key))];

    private async Task<Colleague?> ColleagueAsync(Guid person, CancellationToken stop) => (await ColleaguesAsync([.. Covered], person, stop)).SingleOrDefault();

    private IQueryable<PostHolding> PostsOf(IReadOnlyCollection<Guid> people) => db.PostHoldings.Where(h => people.Contains(h.PersonId) && (h.Until == null || h.Until >= Today));

    // Everybody of these organisations, or one of them, with what he or she holds anywhere.
    private async Task<IReadOnlyList<Colleague>> ColleaguesAsync(IReadOnlyCollection<Guid> where, Guid? only, CancellationToken stop)
    {
        var people = await db.People.Where(p => (only == null || p.Id == only)
            && (db.RoleHoldings.Any(h => h.PersonId == p.Id && h.Scope == ScopeKind.Organisation && where.Contains(h.ScopeId!.Value) && (h.Until == null || h.Until >= Today))
                || db.PostHoldings.Any(h => h.PersonId == p.Id && (h.Until == null || h.Until >= Today) && db.Posts.Any(o => o.Id == h.PostId && where.Contains(o.OrganisationId))))).ToListAsync(stop);
        Guid[] ids = [.. people.Select(p => p.Id)];
        var belongings = await BelongingsAsync(ids, stop);
        var accounts = await db.Users.Where(a => ids.Contains(a.PersonId)).ToDictionaryAsync(a => a.PersonId, stop);
        return [.. people.Select(p => new Colleague(p, belongings[p.Id], [.. posts[p.Id].Where(o => where.Contains(o.OrganisationId)).Select(o => o.Name)], accounts.GetValueOrDefault(p.Id)))];
    }

    private ILookup<Guid, (Guid OrganisationId, string Name)> posts = Array.Empty<(Guid, Guid, string)>().ToLookup(p => p.Item1, p => (p.Item2, p.Item3));

    private async Task<Dictionary<Guid, Belonging>> BelongingsAsync(IReadOnlyCollection<Guid> people, CancellationToken stop)
    {
        var roles = (await db.RoleHoldings.Where(h => people.Contains(h.PersonId) && (h.Until == null || h.Until >= Today)).ToListAsync(stop)).ToLookup(h => h.PersonId);
        posts = (await PostsOf(people).Join(db.Posts, h => h.PostId, p => p.Id, (h, p) => new { h.PersonId, p.OrganisationId, p.Name }).ToListAsync(stop)).ToLookup(p => p.PersonId, p => (p.OrganisationId, p.Name));
        return people.ToDictionary(id => id, id => new Belonging(id, [.. roles[id]], [.. posts[id].Select(p => p.OrganisationId).Distinct()]));
    }
}
