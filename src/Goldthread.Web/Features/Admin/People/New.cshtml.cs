using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.People;

/// <summary>Adds somebody the board works with. Roles are given, and invitations sent, on the person's
/// own page.</summary>
[Needs(Right.RunTheSystem, Right.ActOnBehalf)]
public sealed class NewModel(BoardDb db, TimeProvider clock) : BoardPage
{
    public sealed class PersonInput
    {
        public string? Name { get; set; }
        public string? Email { get; set; }
        public Guid? OrganisationId { get; set; }
        public string? Post { get; set; }
    }

    [BindProperty]
    public PersonInput Input { get; set; } = new();

    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];

    public Task OnGetAsync(CancellationToken stop) => FillAsync(stop);

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        await FillAsync(stop);
        var (name, email, title) = (Input.Name?.Trim(), Input.Email?.Trim(), Input.Post?.Trim());
        ModelState.Add(Inviting.CheckPerson(name, email));
        if (Input.OrganisationId is { } chosen && Organisations.All(o => o.Value != chosen.ToString())) ModelState.AddModelError("Input.OrganisationId", "Choose the organisation from the list");
        if (Input.OrganisationId is null && title is { Length: > 0 }) ModelState.AddModelError("Input.OrganisationId", "Choose the organisation in which the person holds this post");
        if (title?.Length > 120) ModelState.AddModelError("Input.Post", "Shorten the post to 120 characters");
        if (ModelState.IsValid && await db.FindByAddressAsync(email!, stop) is not null)
            ModelState.AddModelError("Input.Email", "Somebody with this e-mail address is here already: find them by the address in the list of people");
        if (!ModelState.IsValid) return Page();
        var person = db.People.Add(new(name!, email!)).Entity;
        if (Input.OrganisationId is { } organisation)
        {
            var post = db.Posts.Add(new(organisation, title is { Length: > 0 } ? title : "Staff")).Entity;
            db.PostHoldings.Add(new(post.Id, person.Id, clock.Today()));
        }
        return await SaveAndGoAsync(db, $"/people/{person.Id}", "Person added", stop);
    }

    public override async Task FillAsync(CancellationToken stop) => Organisations = await db.OrganisationsAsync(clock.Today(), stop);
}
