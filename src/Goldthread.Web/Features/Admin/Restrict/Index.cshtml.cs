using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Admin.Trail;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Restrict;

/// <summary>Restricts a record to named people, or changes who they are. What hangs on it — its files, the
/// actions and measures of a recommendation, the decisions of a meeting — is never seen by more people than the record, and
/// goes with it in the same save, also when the restriction is lifted.</summary>
[Needs(Right.TakeOutText, Right.RecordFindings, Right.MakeRecommendations)]
public sealed class IndexModel(BoardDb db, Viewer viewer, TimeProvider clock) : BoardPage
{
    public sealed class RestrictInput
    {
        public List<Guid> People { get; set; } = [];
        public Confidentiality? OpenTo { get; set; }
    }

    [BindProperty]
    public RestrictInput Input { get; set; } = new();

    public ConfidentialRecord Item { get; private set; } = null!;
    public string Kind { get; private set; } = "";
    public string? Address { get; private set; }
    public bool IsRestricted => Item.Confidentiality == Confidentiality.Restricted;
    public IReadOnlyList<SelectListItem> People { get; private set; } = [];

    /// <summary>What goes with the record, as a sentence has it: "2 actions, 1 impact test"; empty for nothing.</summary>
    public string Along { get; private set; } = "";

    /// <summary>This person may lift the restriction: it is a finding or recommendation that he governs.</summary>
    public bool MayLift => IsRestricted && Item is Finding or Recommendation && (viewer.May(Right.RecordFindings, Item) || viewer.May(Right.MakeRecommendations, Item));

    /// <summary>To whom it may be opened again.</summary>
    public IReadOnlyList<SelectListItem> Wider { get; } = Choices.Of(Confidentiality.Restricted, Confidentiality.Public);

    public async Task<IActionResult> OnGetAsync(string kind, Guid id, CancellationToken stop)
    {
        if (!await FindAsync(kind, id, stop)) return NotFound();
        Command.Version = Item.Version;
        Input.People = IsRestricted ? await ReadersAsync(stop) : [viewer.PersonId!.Value];
        await FillAsync(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string kind, Guid id, CancellationToken stop)
    {
        if (!await FindAsync(kind, id, stop)) return NotFound();
        await FillAsync(stop);
        var offered = People.Select(p => Guid.Parse(p.Value)).ToHashSet();
        var chosen = Input.People.Where(offered.Contains).Distinct().ToList();
        if (Input.People.Exists(id => !offered.Contains(id))) ModelState.AddModelError("Input.People", "Choose people from the list");
        else if (chosen.Count == 0) ModelState.AddModelError("Input.People", "Choose at least one person: a record that nobody may see is lost");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        db.Expect(Item, Command.Version);
        await LimitAsync(chosen, stop);
        return await SaveAndGoAsync(db, chosen.Contains(viewer.PersonId!.Value) && Address is { } address ? address : "/", "Restricted to the people you chose", stop);
    }

    /// <summary>Opens it again to the board or to the group that answers for it, and what went with it.</summary>
    public async Task<IActionResult> OnPostLiftAsync(string kind, Guid id, CancellationToken stop)
    {
        if (!await FindAsync(kind, id, stop)) return NotFound();
        if (!MayLift) return StatusCode(StatusCodes.Status403Forbidden);
        if (Input.OpenTo is not (Confidentiality.Board or Confidentiality.Group)) ModelState.AddModelError("Input.OpenTo", "Choose who may see it again");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        db.Expect(Item, Command.Version);
        var (before, today) = (Item.AccessListId, clock.Today());
        await db.LimitAsync(Item, Input.OpenTo!.Value, Item.GoverningScopes.First(), today, stop);
        if (Item is Recommendation recommendation) await db.LetReadAsync(recommendation, [.. recommendation.Responses.Select(r => (r.AskedId, r.IsGroup))], today, stop);
        // What is restricted to people of its own stays so.
        foreach (var part in (await HangingAsync(stop)).Where(r => r.AccessListId == before)) part.LimitTo(Item.Confidentiality, Item.AccessListId);
        foreach (var file in await db.Files.Where(f => f.AccessListId == before).ToListAsync(stop)) file.LimitTo(Item.Confidentiality, Item.AccessListId);
        return await SaveAndGoAsync(db, Address ?? "/", "The restriction is lifted", stop);
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        var hanging = (await HangingAsync(stop)).Where(r => r.Confidentiality != Confidentiality.Restricted || r.AccessListId == Item.AccessListId).ToList();
        Along = string.Join(", ", new[] { (hanging.OfType<ImprovementAction>().Count(), "action"), (hanging.OfType<ImpactMeasure>().Count(), "impact test"), (hanging.OfType<Decision>().Count(), "decision") }
            .Where(x => x.Item1 > 0).Select(x => Say.Count(x.Item1, x.Item2)));
        People = await db.PossibleReadersAsync(viewer, IsRestricted ? await ReadersAsync(stop) : [], clock.Today(), stop);
    }

    // Whoever governs the record, or takes details out for the whole board and may see it.
    private async Task<bool> FindAsync(string kind, Guid id, CancellationToken stop)
    {
        if (RecordKinds.FromSlug(db.Model, kind) is not { } type || !typeof(ConfidentialRecord).IsAssignableFrom(type)) return false;
        if (await db.FindVisibleAsync(type, id, stop) is not { } record) return false;
        (Item, Kind, Address) = (record, RecordKinds.InWords(type), RecordKinds.Address(type, id));
        return viewer.Holds(Right.TakeOutText) || viewer.May(Right.RecordFindings, record) || viewer.May(Right.MakeRecommendations, record);
    }

    private async Task<List<Guid>> ReadersAsync(CancellationToken stop)
    {
        var today = clock.Today();
        return await db.AccessListMembers.Where(m => m.AccessListId == Item.AccessListId && m.Kind == MemberKind.Person && (m.Until == null || m.Until >= today)).Select(m => m.MemberId).ToListAsync(stop);
    }

    private async Task LimitAsync(List<Guid> chosen, CancellationToken stop)
    {
        var today = clock.Today();
        var before = IsRestricted ? Item.AccessListId : null;
        // A list that serves other records too, or that groups and agencies are on, is left as it is.
        var list = IsRestricted ? await db.AccessLists.SingleOrDefaultAsync(l => l.Id == Item.AccessListId && l.Owner == AccessListOwner.Record && l.OwnerId == Item.Id, stop) : null;
        if (list is null) list = db.AccessLists.Add(new(AccessListOwner.Record, Item.Id)).Entity;
        foreach (var gone in list.Members.Where(m => (m.Until is null || m.Until >= today) && !(m.Kind == MemberKind.Person && chosen.Contains(m.MemberId))).ToList())
            list.Remove(gone.Kind, gone.MemberId, today.AddDays(-1));
        foreach (var person in chosen) list.Admit(MemberKind.Person, person, today, viewer.Name);
        Item.LimitTo(Confidentiality.Restricted, list.Id);
        var hanging = await HangingAsync(stop);
        // What was restricted to other people on its own keeps its own readers.
        foreach (var part in hanging.Where(r => r.Confidentiality != Confidentiality.Restricted || r.AccessListId == before)) part.LimitTo(Confidentiality.Restricted, list.Id);
        List<Guid> all = [Item.Id, .. hanging.Select(r => r.Id)];
        // A file that serves another record as well keeps the readers it came in with.
        var files = await db.Files.Where(f => (f.Confidentiality != Confidentiality.Restricted || f.AccessListId == before)
            && db.FileLinks.Any(l => l.FileId == f.Id && all.Contains(l.RecordId)) && !db.FileLinks.Any(l => l.FileId == f.Id && !all.Contains(l.RecordId))).ToListAsync(stop);
        foreach (var file in files) file.LimitTo(Confidentiality.Restricted, list.Id);
    }

    private async Task<IReadOnlyList<ConfidentialRecord>> HangingAsync(CancellationToken stop) => Item switch
    {
        Recommendation => [.. await db.Actions.Where(a => a.RecommendationId == Item.Id).ToListAsync(stop), .. await db.Measures.Where(m => m.RecommendationId == Item.Id).ToListAsync(stop)],
        Meeting => [.. await db.Decisions.Where(d => d.MeetingId == Item.Id).ToListAsync(stop)],
        _ => [],
    };
}
