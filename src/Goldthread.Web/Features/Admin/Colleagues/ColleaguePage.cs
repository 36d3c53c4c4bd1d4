using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Colleagues;

/// <summary>A page on which a lead sees to the people of an agency and its services. Any other agency is missing to her.</summary>
public abstract class ColleaguePage(BoardDb db, Viewer viewer, TimeProvider clock) : BoardPage
{
    protected BoardDb Db { get; } = db;
    protected Viewer Viewer { get; } = viewer;
    protected TimeProvider Clock { get; } = clock;

    /// <summary>Somebody of the agency.</summary>
    /// <param name="Belongs">What he or she holds, also elsewhere.</param>
    /// <param name="Account">How he or she signs in; null while not at all.</param>
    public sealed record Colleague(Person Person, Belonging Belongs, IReadOnlyList<string> Posts, Account? Account)
    {
        public string SignsIn => Account switch { null => "no account", { EndedAt: not null } => "ended", { PasswordHash: null } => "invited, no password chosen yet", _ => "yes" };
    }

    public Organisation Item { get; private set; } = null!;
    public IReadOnlyList<Colleague> People { get; private set; } = [];
    public Names Names { get; private set; } = null!;
    public DateOnly Today { get; } = clock.Today();

    /// <summary>Every organisation whose people are hers; the page is about one of them and what is below it.</summary>
    public IReadOnlySet<Guid> Covered { get; private set; } = new HashSet<Guid>();

    /// <inheritdoc/>
    public override async Task FillAsync(CancellationToken stop)
    {
        Names = await Names.LoadAsync(Db, stop);
        People = [.. (await ColleaguesAsync(Below(Item.Id), null, stop)).OrderBy(c => c.Person.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Ends all that somebody holds, and the account; the caller has asked the rule, and saves.</summary>
    protected async Task EndAsync(Colleague who, CancellationToken stop)
    {
        foreach (var held in who.Belongs.Roles) held.EndNow(Today);
        foreach (var post in await PostsOf([who.Person.Id]).ToListAsync(stop)) post.End(Today.AddDays(-1));
        if (who.Account is { EndedAt: null } account) account.End(Clock.UtcNow());
        Db.Touch(who.Person);
    }

    /// <summary>The page of the agency's people.</summary>
    protected string Here => $"/organisations/{Item.Id}/people";

    private Dictionary<Guid, (Guid? Parent, DateOnly? Until)> organisations = [];

    protected bool IsActive(Guid id) => organisations[id].Until is not { } until || until >= Today;

    protected async Task<bool> FindAsync(Guid id, CancellationToken stop)
    {
        organisations = await Db.Organisations.Select(o => new { o.Id, o.ParentId, o.ActiveUntil }).ToDictionaryAsync(o => o.Id, o => (o.ParentId, o.ActiveUntil), stop);
        // What is over takes nobody on, and opens nothing.
        Covered = ColleagueRules.Covers(Viewer, [.. organisations.Where(o => IsActive(o.Key)).Select(o => new StructurePart(o.Key, o.Value.Parent))]);
        if (!Covered.Contains(id)) return false;
        Item = await Db.Organisations.AsNoTracking().SingleAsync(o => o.Id == id, stop);
        return true;
    }

    protected IReadOnlyList<Guid> Below(Guid id) => [id, .. organisations.Where(o => o.Value.Parent == id && Covered.Contains(o.Key)).SelectMany(o => Below(o.Key))];

    protected async Task<Colleague?> ColleagueAsync(Guid person, CancellationToken stop) => (await ColleaguesAsync([.. Covered], person, stop)).SingleOrDefault();

    private IQueryable<PostHolding> PostsOf(IReadOnlyCollection<Guid> people) => Db.PostHoldings.Where(h => people.Contains(h.PersonId) && (h.Until == null || h.Until >= Today));

    // Everybody of these organisations, or one of them, with what he or she holds anywhere.
    private async Task<IReadOnlyList<Colleague>> ColleaguesAsync(IReadOnlyCollection<Guid> where, Guid? only, CancellationToken stop)
    {
        var people = await Db.People.Where(p => (only == null || p.Id == only)
            && (Db.RoleHoldings.Any(h => h.PersonId == p.Id && h.Scope == ScopeKind.Organisation && where.Contains(h.ScopeId!.Value) && (h.Until == null || h.Until >= Today))
                || Db.PostHoldings.Any(h => h.PersonId == p.Id && (h.Until == null || h.Until >= Today) && Db.Posts.Any(o => o.Id == h.PostId && where.Contains(o.OrganisationId))))).ToListAsync(stop);
        Guid[] ids = [.. people.Select(p => p.Id)];
        var belongings = await BelongingsAsync(ids, stop);
        var accounts = await Db.Users.Where(a => ids.Contains(a.PersonId)).ToDictionaryAsync(a => a.PersonId, stop);
        return [.. people.Select(p => new Colleague(p, belongings[p.Id], [.. posts[p.Id].Where(o => where.Contains(o.OrganisationId)).Select(o => o.Name)], accounts.GetValueOrDefault(p.Id)))];
    }

    private ILookup<Guid, (Guid OrganisationId, string Name)> posts = Array.Empty<(Guid, Guid, string)>().ToLookup(p => p.Item1, p => (p.Item2, p.Item3));

    protected async Task<Dictionary<Guid, Belonging>> BelongingsAsync(IReadOnlyCollection<Guid> people, CancellationToken stop)
    {
        var roles = (await Db.RoleHoldings.Where(h => people.Contains(h.PersonId) && (h.Until == null || h.Until >= Today)).ToListAsync(stop)).ToLookup(h => h.PersonId);
        posts = (await PostsOf(people).Join(Db.Posts, h => h.PostId, p => p.Id, (h, p) => new { h.PersonId, p.OrganisationId, p.Name }).ToListAsync(stop)).ToLookup(p => p.PersonId, p => (p.OrganisationId, p.Name));
        return people.ToDictionary(id => id, id => new Belonging(id, [.. roles[id]], [.. posts[id].Select(p => p.OrganisationId).Distinct()]));
    }
}
