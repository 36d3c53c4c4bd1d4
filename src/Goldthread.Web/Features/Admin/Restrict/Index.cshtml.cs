using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Admin.Downloads;
using Goldthread.Web.Features.Admin.Trail;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Restrict;

/// <summary>Restricts a record to named people, or changes who they are. What hangs on it is never seen by more people than the
/// record, and goes with it in the same save (<see cref="WhatHangs"/>), also when the restriction is lifted.</summary>
[Needs(Right.TakeOutText, Right.RecordFindings, Right.MakeRecommendations, Right.RunMeetings, Right.ShelveItems, Right.ImportFigures)]
public sealed class IndexModel(BoardDb db, Viewer viewer, BoardContext board, TimeProvider clock) : BoardPage
{
    public sealed class RestrictInput
    {
        public List<Guid> People { get; set; } = [];
        public string? Reason { get; set; }
        public Confidentiality? OpenTo { get; set; }
    }

    /// <summary>A recommendation that came of a finding.</summary>
    public sealed record CameOfIt(Guid Id, string Ref, string Title, Confidentiality Confidentiality);

    private WhatHangs hanging = null!;

    [BindProperty]
    public RestrictInput Input { get; set; } = new();

    public ConfidentialRecord Item { get; private set; } = null!;
    public string Kind { get; private set; } = "";
    public string? Address { get; private set; }
    public bool IsRestricted => Item.Confidentiality == Confidentiality.Restricted;
    public IReadOnlyList<SelectListItem> People { get; private set; } = [];

    /// <summary>What goes with the record, as a sentence has it: "2 actions, 1 impact test"; empty for nothing. Of what this person
    /// may not see it says nothing.</summary>
    public string Along { get; private set; } = "";

    /// <summary>Who loses the record unless chosen: those who govern it, and those asked.</summary>
    public IReadOnlyList<string> Losing { get; private set; } = [];

    /// <summary>It hangs on something restricted: only those who read that can be chosen.</summary>
    public bool HangsOnRestricted => hanging.Source is { Confidentiality: Confidentiality.Restricted } && !HangsOnHidden;

    // Of what this person may not see nothing is said, not by those who are offered either.
    private bool HangsOnHidden => hanging.Source is { } source && !Access.CanSee(source, viewer);

    /// <summary>Recommendations that came of a finding, as far as this person sees them: their readers are their own.</summary>
    public IReadOnlyList<CameOfIt> Came { get; private set; } = [];

    /// <summary>This person may lift the restriction.</summary>
    public bool MayLift => !HangsOnHidden && RestrictionRules.MayLift(Item, viewer) && Item is not LibraryItem && (Item is not StoredFile || hanging.Source is not null); // an item is opened on its own page, a card with what it stands for

    /// <summary>To whom it may be opened again.</summary>
    public IReadOnlyList<SelectListItem> Wider => [.. Choices.Of(Confidentiality.Restricted, Confidentiality.Public).Where(c => c.Value != nameof(Confidentiality.Group) || Item.GoverningScopes.Any())];

    public async Task<IActionResult> OnGetAsync(string kind, Guid id, CancellationToken stop)
    {
        if (!await FindAsync(kind, id, stop)) return NotFound();
        ModelState.Add(ReadersOfParts.CanBeRestricted(Item)); // before anything is typed
        Command.Version = Item.Version;
        Input.People = IsRestricted ? await ReadersAsync(stop) : [viewer.PersonId!.Value];
        await FillAsync(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string kind, Guid id, CancellationToken stop)
    {
        if (!await FindAsync(kind, id, stop)) return NotFound();
        ModelState.Add(ReadersOfParts.CanBeRestricted(Item));
        if (!ModelState.IsValid) return await AgainAsync(stop);
        await FillAsync(stop);
        var offered = People.Select(p => Guid.Parse(p.Value)).ToHashSet();
        var chosen = Input.People.Where(offered.Contains).Distinct().ToList();
        var readers = await hanging.ReadersAsync(chosen, stop);
        if (Input.People.Exists(person => !offered.Contains(person))) ModelState.AddModelError("Input.People", HangsOnRestricted ? "What this hangs on is restricted: choose among the people who may see that" : "Choose people from the list");
        else ModelState.Add(RestrictionRules.CanRestrict(Item, Input.Reason, readers));
        if (!ModelState.IsValid) return await AgainAsync(stop);
        db.Expect(Item, Command.Version);
        var open = await hanging.StayingOpenAsync(stop);
        await LimitAsync(chosen, stop);
        // What others are writing about it goes with it.
        Guid[] shut = [Item.Id, .. hanging.GoingAlong.Select(r => r.Id)];
        db.Drafts.RemoveRange(await db.DraftsAboutAsync(shut, chosen, stop));
        await db.EmptyRowsAboutAsync(shut, chosen, stop);
        await hanging.RestrictAsync(readers, stop);
        db.Because(Item, Input.Reason!);
        return await SaveAndGoAsync(db, chosen.Contains(viewer.PersonId!.Value) && Address is { } address ? address : "/", $"Restricted to the people you chose{open}", stop);
    }

    /// <summary>Opens it again to the board or to the group that answers for it, and what went with it; a part no wider than what
    /// it hangs on.</summary>
    [ConfirmFirst]
    public async Task<IActionResult> OnPostLiftAsync(string kind, Guid id, CancellationToken stop)
    {
        if (!await FindAsync(kind, id, stop)) return NotFound();
        if (!MayLift) return StatusCode(StatusCodes.Status403Forbidden);
        ModelState.Add(ReadersOfParts.CanOpen(Input.OpenTo ?? Confidentiality.Restricted, hanging.Source));
        if (ModelState.IsValid && Wider.All(w => w.Value != $"{Input.OpenTo}")) ModelState.AddModelError("Input.OpenTo", "Choose who may see it again");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        db.Expect(Item, Command.Version);
        await OpenAsync(Input.OpenTo!.Value, stop);
        await hanging.OpenAsync(stop);
        return await SaveAndGoAsync(db, Address ?? "/", "The restriction is lifted", stop);
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        var seen = hanging.GoingAlong.Where(r => Access.CanSee(r, viewer)).ToList();
        Along = string.Join(", ", new[] { (seen.OfType<ImprovementAction>().Count(), "action"), (seen.OfType<ImpactMeasure>().Count(), "impact test"), (seen.OfType<Decision>().Count(), "decision"), (seen.OfType<Finding>().Count(), "merged finding"), (seen.OfType<LibraryItem>().Count(), "library card") }
            .Where(x => x.Item1 > 0).Select(x => Say.Count(x.Item1, x.Item2)));
        var now = IsRestricted ? await ReadersAsync(stop) : [];
        People = await db.PossibleReadersAsync(viewer, now, clock.Today(), stop);
        if (HangsOnHidden) People = [.. People.Where(p => now.Contains(Guid.Parse(p.Value)))];
        if (HangsOnRestricted)
        {
            var readers = await hanging.ReadersAsync([.. People.Select(p => Guid.Parse(p.Value))], stop);
            var named = readers.Where(r => ReadersOfParts.MayBeNamed(hanging.Source, r)).Select(r => $"{r.PersonId}").ToHashSet();
            People = [.. People.Where(p => named.Contains(p.Value))];
        }
        if (!IsRestricted) Losing = await LosingAsync(stop);
        if (Item is not Finding) return;
        Came = await db.Recommendations.Where(r => r.Findings.Any(f => f.TargetId == Item.Id)).OrderBy(r => r.MadeOn).ThenBy(r => r.Ref)
            .Select(r => new CameOfIt(r.Id, r.Ref, r.Title, r.Confidentiality)).ToListAsync(stop);
        await db.LogShownAsync(Came.Select(r => r.Id), stop);
    }

    // The names of office and chair, of the group that answers for it and of those asked: nobody is shut out unawares.
    private async Task<IReadOnlyList<string>> LosingAsync(CancellationToken stop)
    {
        var (today, scopes) = (clock.Today(), Item.GoverningScopes.ToList());
        var asked = Item is Recommendation recommendation ? recommendation.Responses.Select(r => r.AskedId).ToList() : Item is ImprovementAction action ? [action.OwnerId] : [];
        var people = await (from holding in db.RoleHoldings
                            join person in db.People on holding.PersonId equals person.Id
                            where holding.From <= today && (holding.Until == null || holding.Until >= today)
                                && ((holding.Scope == ScopeKind.Board && (holding.Role == Role.BoardOfficer || holding.Role == Role.Chair)) || (holding.Role == Role.Chair && holding.ScopeId != null && scopes.Contains(holding.ScopeId.Value)))
                            orderby person.Name
                            select new { person.Name, holding.Role, holding.Scope }).ToListAsync(stop);
        var names = await Names.LoadAsync(db, stop);
        string Line(string what, Func<Role, ScopeKind, bool> which) => string.Join(", ", people.Where(p => which(p.Role, p.Scope)).Select(p => p.Name).Distinct()) is { Length: > 0 } who ? $"{what}: {who}" : "";
        return [.. new[]
        {
            Line("The business office", (role, _) => role == Role.BoardOfficer),
            Line($"The chair of the {board.Words.BodyShort}", (role, scope) => role == Role.Chair && scope == ScopeKind.Board),
            Line("The chair of the group that answers for it", (role, scope) => role == Role.Chair && scope != ScopeKind.Board),
            asked.Count > 0 ? $"{(Item is Recommendation ? "Those asked" : "Those who do it")}: {string.Join(", ", asked.Select(a => names[a]))}" : "",
        }.Where(line => line.Length > 0)];
    }

    private async Task<bool> FindAsync(string kind, Guid id, CancellationToken stop)
    {
        if (RecordKinds.FromSlug(db.Model, kind) is not { } type || !typeof(ConfidentialRecord).IsAssignableFrom(type)) return false;
        if (await db.FindVisibleAsync(type, id, stop) is not { } record || !RestrictionRules.MayRestrict(record, viewer)) return false;
        (Item, Kind, Address) = (record, RecordKinds.InWords(type), RecordKinds.Address(type, id));
        hanging = await WhatHangs.LoadAsync(db, record, clock.Today(), stop);
        return true;
    }

    private async Task<List<Guid>> ReadersAsync(CancellationToken stop)
    {
        var today = clock.Today();
        return await db.AccessListMembers.Where(m => m.AccessListId == Item.AccessListId && m.Kind == MemberKind.Person && (m.Until == null || m.Until >= today)).Select(m => m.MemberId).ToListAsync(stop);
    }

    private async Task LimitAsync(List<Guid> chosen, CancellationToken stop)
    {
        var today = clock.Today();
        // A list that serves other records too, or that groups and agencies are on, is left as it is.
        var list = IsRestricted ? await db.AccessLists.SingleOrDefaultAsync(l => l.Id == Item.AccessListId && l.Owner == AccessListOwner.Record && l.OwnerId == Item.Id, stop) : null;
        if (list is null) list = db.AccessLists.Add(new(AccessListOwner.Record, Item.Id)).Entity;
        foreach (var gone in list.Members.Where(m => (m.Until is null || m.Until >= today) && !(m.Kind == MemberKind.Person && chosen.Contains(m.MemberId))).ToList())
            list.RemoveNow(gone.Kind, gone.MemberId, today);
        foreach (var person in chosen) list.Admit(MemberKind.Person, person, today, viewer.Name);
        Item.LimitTo(Confidentiality.Restricted, list.Id);
    }

    private async Task OpenAsync(Confidentiality to, CancellationToken stop)
    {
        var today = clock.Today();
        var scope = Item.GoverningScopes.Select(id => (Guid?)id).FirstOrDefault();
        var agency = scope is null ? null : await db.Organisations.Where(o => o.Id == scope).Select(o => (Guid?)o.AccessListId).SingleOrDefaultAsync(stop);
        if (hanging.Source is { } source && ReadersOfParts.TakesOver(to, source)) Item.LimitTo(source.Confidentiality, source.AccessListId);
        else if (scope is null || agency is not null) Item.LimitTo(to, agency); // an indicator or a file: of an agency, or of the board itself
        else await db.LimitAsync(Item, to, scope.Value, today, stop);
        if (Item is ImprovementAction action) await db.LetReadAsync(action, [(action.OwnerId, await db.Groups.AnyAsync(g => g.Id == action.OwnerId, stop))], today, stop);
        if (Item is Recommendation recommendation) await db.LetReadAsync(recommendation, [.. recommendation.Responses.Select(r => (r.AskedId, r.IsGroup))], today, stop);
    }
}
