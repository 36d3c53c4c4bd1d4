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
public sealed class IndexModel(BoardDb db, Viewer viewer, UserManager<Account> users, TimeProvider clock) : ColleaguePage(db, viewer, clock)
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

    [BindProperty]
    public ColleagueInput Input { get; set; } = new();

    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Roles { get; } = [.. ColleagueRules.Given.Select(r => new SelectListItem(r.InWords(), r.ToString()))];

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
        var person = ModelState.IsValid ? await Db.FindByAddressAsync(email!, stop) : null;
        var account = person is null ? null : await Db.Users.SingleOrDefaultAsync(a => a.PersonId == person.Id, stop);
        var belongs = person is null ? null : (await BelongingsAsync([person.Id], stop))[person.Id];
        ModelState.Add(ColleagueRules.CanInvite(Input.Role, Input.OrganisationId, until, belongs, account is { EndedAt: not null }, Viewer, Covered, Today));
        if (ModelState.IsValid && await Db.IsAddressTakenAsync(users, person?.Id, email!, stop)) ModelState.AddModelError("Input.Email", "Ask the business office to give this person access: they are known here already, or had access before");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        var isNew = person is null;
        person ??= Db.People.Add(new(name!, email!)).Entity;
        if (!isNew) Db.Touch(person);
        Db.RoleHoldings.Add(new(person.Id, Input.Role!.Value, ScopeKind.Organisation, Input.OrganisationId, Today, until));
        if (belongs is null || !belongs.Employers.Contains(Input.OrganisationId!.Value))
        {
            var post = Db.Posts.Add(new(Input.OrganisationId!.Value, title is { Length: > 0 } ? title : "Staff")).Entity;
            Db.PostHoldings.Add(new(post.Id, person.Id, Today));
        }
        var invites = account.MayBeInvited();
        if (invites) await Db.InviteAsync(users, person, account, Clock.UtcNow(), stop);
        return await SaveAndGoAsync(Db, Here, invites ? $"{person.Name} is invited: the letter is on its way" : $"{person.Name} has the role", stop);
    }

    public async Task<IActionResult> OnPostAgainAsync(Guid id, Guid person, CancellationToken stop)
    {
        if (!await FindAsync(id, stop) || await ColleagueAsync(person, stop) is not { } who) return NotFound();
        ModelState.Add(ColleagueRules.CanEnd(who.Belongs, Viewer, Covered)); // a letter with a code goes only to whom she could end
        if (who.Account is not { EndedAt: null, PasswordHash: null }) ModelState.AddModelError("", "Only somebody who was invited and has no password yet can be invited again");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        await Db.InviteAsync(users, who.Person, who.Account, Clock.UtcNow(), stop);
        return await SaveAndGoAsync(Db, Here, $"{who.Person.Name} is invited again: the letter is on its way", stop);
    }

    public async Task<IActionResult> OnPostEndAccessAsync(Guid id, Guid person, CancellationToken stop)
    {
        if (!await FindAsync(id, stop) || await ColleagueAsync(person, stop) is not { } who) return NotFound();
        ModelState.Add(ColleagueRules.CanEnd(who.Belongs, Viewer, Covered));
        if (!ModelState.IsValid) return await AgainAsync(stop);
        await EndAsync(who, stop);
        return await SaveAndGoAsync(Db, Here, $"{who.Person.Name} has no access any more", stop);
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        await base.FillAsync(stop);
        Organisations = [.. Below(Item.Id).Where(IsActive).Select(o => new SelectListItem(Names[o], o.ToString()))];
    }
}
