using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Library.Files;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Library.Items;

/// <summary>What rests on an item: a finding, an action or a measure that names it as evidence.</summary>
public sealed record Use(string What, string Address, string Ref, string Title, DateOnly On, string Note);

/// <summary>An item's card, its files, and every finding that uses it (A1).</summary>
[ForEveryoneSignedIn]
public sealed class DetailsModel(BoardDb db, Viewer viewer, TimeProvider clock) : PageModel
{
    public LibraryItem Item { get; private set; } = null!;
    public Names Names { get; private set; } = null!;
    public bool MayEdit { get; private set; }
    public DateOnly Today { get; } = clock.Today();
    public string? Keeper { get; private set; }
    public string SeenBy { get; private set; } = "";
    public FilesShown FilesShown { get; private set; } = new([]);
    public IReadOnlyList<Use> Uses { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await db.FindVisibleAsync<LibraryItem>(id, stop) is not { } item) return NotFound();
        (Item, MayEdit) = (item, ShelvingRules.MayEdit(viewer, item));
        Names = await Names.LoadAsync(db, stop);
        FilesShown = new(await db.FilesOfAsync("item", id, stop), MayEdit ? $"/files/attach/item/{id}" : null);
        Uses = await UsesAsync(id, stop);
        if (item.KeeperId is { } keeper) Keeper = await db.People.Where(p => p.Id == keeper).Select(p => p.Name).SingleOrDefaultAsync(stop);
        SeenBy = await SeenByAsync(stop);
        return Page();
    }

    private async Task<IReadOnlyList<Use>> UsesAsync(Guid id, CancellationToken stop)
    {
        var pieces = db.Evidence.Where(e => e.Source == EvidenceSource.LibraryItem && e.SourceId == id);
        var rows = await pieces.Join(db.Findings, e => e.FindingId, f => f.Id, (e, f) => new { What = "Finding", f.Id, f.Ref, f.Title, On = f.FoundOn, e.Note, Kind = f.Kind.ToString() })
            .Concat(pieces.Join(db.Actions, e => e.ActionId, a => a.Id, (e, a) => new { What = "Action", a.Id, a.Ref, a.Title, On = a.PlannedOn, e.Note, Kind = "" }))
            .Concat(pieces.Join(db.Measures, e => e.MeasureId, m => m.Id, (e, m) => new { What = "Measure", m.Id, m.Ref, Title = m.HowSeen, On = m.CheckOn, e.Note, Kind = "" }))
            .ToListAsync(stop);
        await db.LogShownAsync(rows.Select(r => r.Id), stop);
        return [.. rows.OrderBy(r => r.What switch { "Finding" => 0, "Action" => 1, _ => 2 }).ThenByDescending(r => r.On)
            .Select(r => new Use(r.What == "Finding" ? Enum.Parse<FindingKind>(r.Kind).InWords() : r.What, $"/{r.What.ToLowerInvariant()}s/{r.Id}", r.Ref, r.Title, r.On, r.Note))];
    }

    private async Task<string> SeenByAsync(CancellationToken stop)
    {
        if (Item.Confidentiality == Confidentiality.Public) return Item.Confidentiality.InWords();
        var members = await MembersAsync(stop);
        return Item.Confidentiality == Confidentiality.Board
            ? string.Join(", ", members.Prepend(Confidentiality.Board.InWords()))
            : string.Join(", ", members);
    }

    private async Task<IReadOnlyList<string>> MembersAsync(CancellationToken stop)
    {
        var today = clock.Today();
        var members = db.AccessListMembers.Where(m => m.AccessListId == Item.AccessListId && m.From <= today && (m.Until == null || m.Until >= today));
        return await members.Join(db.Groups, m => m.MemberId, g => g.Id, (m, g) => g.Name)
            .Concat(members.Join(db.Organisations, m => m.MemberId, o => o.Id, (m, o) => o.Name))
            .Concat(members.Join(db.People, m => m.MemberId, p => p.Id, (m, p) => p.Name))
            .Distinct().OrderBy(name => name).ToListAsync(stop);
    }
}
