using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Library;
using Goldthread.Web.Features.Library.Files;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Library.Items;

/// <summary>What the forms for a new item and for changing one share.</summary>
public abstract class ItemForm(BoardDb db, Viewer viewer, AttachFiles attach, BoardContext board, TimeProvider clock) : BoardPage
{
    /// <summary>The board's database.</summary>
    protected BoardDb Db { get; } = db;

    /// <summary>Who is typing.</summary>
    protected Viewer Viewer { get; } = viewer;

    /// <summary>Takes in files.</summary>
    protected AttachFiles Attach { get; } = attach;

    /// <summary>The date at the board.</summary>
    protected DateOnly Today { get; } = clock.Today();

    [BindProperty]
    public ItemInput Input { get; set; } = new();

    [BindProperty]
    public FilesInput Files { get; set; } = new();

    public IReadOnlyList<SelectListItem> Themes { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Lists { get; private set; } = [];
    public IReadOnlyList<SelectListItem> People { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Shelves { get; } = [.. Volumes.All.Select(v => new SelectListItem($"{(int)v + 1} {Volumes.Name(v)}", v.ToString()))];
    public IReadOnlyList<SelectListItem> Kinds { get; } =
        [.. Volumes.All.SelectMany(v => Volumes.Kinds(v).Select(k => new SelectListItem(k, k))).DistinctBy(k => k.Value).OrderBy(k => k.Text)];

    /// <inheritdoc/>
    public override IReadOnlyList<string> FieldOrder { get; } =
        ["Volume", "Kind", "Title", "Date", "OrganisationId", "Summary", "Link", "New", "Themes", "Confidentiality", "ListId", "PersonIds"];

    /// <summary>How widely this person may show an item.</summary>
    public IReadOnlyList<SelectListItem> Circles => ShelvingRules.IsBoardWide(Viewer) ? Choices.Of<Confidentiality>() : Choices.Of(Confidentiality.Public);

    /// <summary>Says nothing for the board itself: only where the viewer may shelve in its name.</summary>
    public string? NoOrganisation => ShelvingRules.MayShelveFor(Viewer, null) ? $"The {board.Words.BodyShort} itself" : null;

    /// <summary>Whether this person says whose the item is and who reads it; whoever shelves a new one does.</summary>
    public bool Keeps { get; protected set; } = true;

    /// <summary>Who reads the item now, when it is restricted.</summary>
    protected IReadOnlyCollection<Guid> ReadersNow { get; set; } = [];

    public override async Task FillAsync(CancellationToken stop)
    {
        Themes = await Db.ThemesAsync(stop);
        Organisations = [.. (await Db.OrganisationsAsync(Today, stop)).Where(o => ShelvingRules.MayShelveFor(Viewer, Guid.Parse(o.Value)))];
        Lists = [.. (await ListsAsync(stop)).Select(l => new SelectListItem(l.Name, l.Id.ToString()))];
        People = await Db.PossibleReadersAsync(Viewer, ReadersNow, Today, stop);
    }

    /// <summary>What was typed, checked; null when something is wrong, and then each field says what.</summary>
    /// <param name="allowed">The rule that is asked besides: for a new item, or for changing one.</param>
    /// <param name="stop">Stops the work.</param>
    protected async Task<(DateOnly Date, IReadOnlyList<ReceivedFile> Files)?> ReadAsync(IReadOnlyList<Problem> allowed, CancellationToken stop)
    {
        var files = await Attach.ReceiveAsync(Files, ModelState, "Files.New", stop);
        var date = Input.Date.Read(ModelState, "Input.Date", "the date it stands for");
        if (date > Today) ModelState.AddModelError("Input.Date", "The date it stands for must be today or in the past");
        ModelState.Add(ShelvingRules.OfCard(Input.Volume, Input.Kind, Input.Title, Input.Link));
        ModelState.Add(allowed);
        // A list's id that is no group's or organisation's would open the item to whoever is on it.
        if (Keeps && Input.Readers.ListId is { } list && (await ListsAsync(stop)).All(l => l.Id != list)) ModelState.AddModelError("Input.ListId", "Choose the group or organisation from the list");
        if (Keeps && Input.Readers.PersonIds.Count > 0)
        {
            var offered = (await Db.PossibleReadersAsync(Viewer, ReadersNow, Today, stop)).Select(p => p.Value).ToHashSet();
            if (!Input.PersonIds.TrueForAll(id => offered.Contains(id.ToString()))) ModelState.AddModelError("Input.PersonIds", "Choose people from the list");
        }
        return ModelState.IsValid && date is { } on ? (on, files) : null;
    }

    /// <summary>Whether somebody who governs the item, as it now stands, is among those who shall read it; else a message at the field.</summary>
    protected async Task<bool> HasKeeperAsync(LibraryItem item, CancellationToken stop)
    {
        if (Input.Confidentiality == Confidentiality.Restricted)
            ModelState.Add(RestrictionRules.CanLeaveTo(item, [Viewer, .. await Db.AsReadersAsync(Input.PersonIds, [], Today, stop)], nameof(Input.PersonIds)));
        return ModelState.IsValid;
    }

    private async Task<IReadOnlyList<(Guid Id, string Name)>> ListsAsync(CancellationToken stop)
    {
        var rows = await Db.Groups.Where(g => g.ClosedOn == null || g.ClosedOn >= Today).Select(g => new { g.AccessListId, g.Name, Order = 1 })
            .Concat(Db.Organisations.Where(o => o.ActiveUntil == null || o.ActiveUntil >= Today).Select(o => new { o.AccessListId, o.Name, Order = 2 })).ToListAsync(stop);
        var everywhere = ShelvingRules.IsBoardWide(Viewer);
        return [.. rows.Where(r => everywhere || Viewer.AccessLists.Contains(r.AccessListId)).OrderBy(r => r.Order).ThenBy(r => r.Name).Select(r => (r.AccessListId, r.Name))];
    }
}
