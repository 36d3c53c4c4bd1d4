using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.Actions;

/// <summary>What the forms for planning an action and for changing one share.</summary>
public abstract class ActionForm(BoardDb db, Viewer viewer, TimeProvider clock) : BoardPage
{
    /// <summary>The board's database.</summary>
    protected BoardDb Db { get; } = db;

    /// <summary>Who is typing.</summary>
    protected Viewer Viewer { get; } = viewer;

    /// <summary>The date at the board.</summary>
    protected DateOnly Today { get; } = clock.Today();

    [BindProperty]
    public ActionInput Input { get; set; } = new();

    public IReadOnlyList<SelectListItem> Owners { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Posts { get; private set; } = [];
    public bool IsNew { get; protected set; }
    public string? For { get; protected set; }

    public override async Task FillAsync(CancellationToken stop)
    {
        // An agency plans for itself; the board's office for anyone.
        IEnumerable<SelectListItem> all = [.. await Db.OrganisationsAsync(Today, stop), .. await Db.GroupsAsync(Today, stop)];
        Owners = [.. all.Where(o => Viewer.MayIn(Guid.Parse(o.Value), Right.PlanActions))];
        var mine = Owners.Select(o => Guid.Parse(o.Value)).ToList();
        var posts = await (from post in Db.Posts
                           join owner in Db.Organisations on post.OrganisationId equals owner.Id
                           where mine.Contains(post.OrganisationId)
                           orderby owner.ShortName, post.Name
                           select new { post.Id, post.Name, owner.ShortName }).ToListAsync(stop);
        Posts = [.. posts.Select(p => new SelectListItem($"{p.Name}, {p.ShortName}", p.Id.ToString()))];
    }

    /// <summary>The post chosen, if it is one of the owner's; else a message at the field.</summary>
    protected async Task<Guid?> ReadPostAsync(CancellationToken stop)
    {
        if (Input.PostId is not { } post) return null;
        if (await Db.Posts.AnyAsync(p => p.Id == post && p.OrganisationId == Input.OwnerId, stop)) return post;
        ModelState.AddModelError("Input.PostId", "Choose a post in the agency that does it");
        return null;
    }
}
