using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Admin.Trail;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.OutsideReaders;

/// <summary>Opens one record to inspectors, scrutineers and reviewers from outside, by name and until a day, and shuts it again (W11).
/// What hangs on it goes along.</summary>
[Needs(Right.JudgeImpact)]
public sealed class IndexModel(BoardDb db, Viewer viewer, TimeProvider clock) : BoardPage
{
    public sealed class OpenInput
    {
        public Guid? PersonId { get; set; }
        public DateInput Until { get; set; } = new();
        public string? Reason { get; set; }
    }

    /// <summary>Somebody who may be chosen, or reads the record.</summary>
    public sealed record Outsider(Guid PersonId, string Name, DateOnly? Until);

    private WhatHangs hanging = null!;

    [BindProperty]
    public OpenInput Input { get; set; } = new();

    public ConfidentialRecord Item { get; private set; } = null!;
    public string Kind { get; private set; } = "";
    public string? Address { get; private set; }

    /// <summary>Everybody who is or will be an outside reader, with the last day of that.</summary>
    public IReadOnlyList<Outsider> Outsiders { get; private set; } = [];

    /// <summary>Those who read this record by name, until when.</summary>
    public IReadOnlyList<Outsider> Readers { get; private set; } = [];
    public IReadOnlyList<SelectListItem> People => [.. Outsiders.Select(o => new SelectListItem($"{o.Name}, until {o.Until.InWords()}", o.PersonId.ToString()))];
    public DateOnly Today { get; } = clock.Today();

    public async Task<IActionResult> OnGetAsync(string kind, Guid id, CancellationToken stop)
    {
        if (!await FindAsync(kind, id, stop)) return NotFound();
        ModelState.Add(StandsForItself());
        Command.Version = Item.Version;
        await FillAsync(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string kind, Guid id, CancellationToken stop)
    {
        if (!await FindAsync(kind, id, stop)) return NotFound();
        await FillAsync(stop);
        var until = Input.Until.Read(ModelState, "Input.Until", "the last day");
        ModelState.Add(StandsForItself());
        ModelState.Add(OutsideReading.CanOpen(Outsiders.FirstOrDefault(o => o.PersonId == Input.PersonId)?.Until, until, Input.Reason, Today));
        if (!ModelState.IsValid) return Page();
        db.Expect(Item, Command.Version);
        (await db.OwnListAsync(Item, Today, stop)).AdmitUntil(Input.PersonId!.Value, Today, until!.Value, viewer.Name);
        await hanging.FollowAsync(stop);
        db.Because(Item, Input.Reason!);
        return await SaveAndGoAsync(db, Here(kind, id), "Opened: it is read from now on", stop);
    }

    public async Task<IActionResult> OnPostShutAsync(string kind, Guid id, Guid person, CancellationToken stop)
    {
        if (!await FindAsync(kind, id, stop)) return NotFound();
        await FillAsync(stop);
        if (Readers.FirstOrDefault(r => r.PersonId == person) is not { } reader) return NotFound();
        (await db.OwnListAsync(Item, Today, stop)).RemoveNow(MemberKind.Person, person, Today);
        await hanging.FollowAsync(stop);
        db.Touch(Item);
        return await SaveAndGoAsync(db, Here(kind, id), $"Shut: {reader.Name} reads it no longer", stop);
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        Outsiders = await (from held in db.RoleHoldings
                           where held.Role == Role.OutsideReader && held.Until >= Today && held.PersonId != viewer.PersonId
                           join person in db.People on held.PersonId equals person.Id
                           group held.Until by new { person.Id, person.Name } into one
                           orderby one.Key.Name
                           select new Outsider(one.Key.Id, one.Key.Name, one.Max())).ToListAsync(stop);
        var outsiders = Outsiders.Select(o => o.PersonId).ToList();
        var reading = await db.AccessListMembers.Where(m => m.AccessListId == Item.AccessListId && m.Kind == MemberKind.Person && outsiders.Contains(m.MemberId)
            && m.From <= Today && (m.Until == null || m.Until >= Today)).Select(m => new { m.MemberId, m.Until }).ToListAsync(stop);
        Readers = [.. Outsiders.Where(o => reading.Exists(r => r.MemberId == o.PersonId)).Select(o => o with { Until = reading.Where(r => r.MemberId == o.PersonId).Max(r => r.Until) ?? o.Until })];
    }

    private static string Here(string kind, Guid id) => $"/outside-readers/{kind}/{id}";

    // A part is read by those who read the whole; a card shows what it stands for.
    private IReadOnlyList<Problem> StandsForItself() =>
        Item is LibraryItem ? ReadersOfParts.CanBeRestricted(Item)
        : hanging.Source is { Confidentiality: Confidentiality.Restricted } ? [new("", "What this hangs on is restricted: open that, and this goes along")] : [];

    private async Task<bool> FindAsync(string kind, Guid id, CancellationToken stop)
    {
        if (RecordKinds.FromSlug(db.Model, kind) is not { } type || !typeof(ConfidentialRecord).IsAssignableFrom(type)) return false;
        if (await db.FindVisibleAsync(type, id, stop) is not { } record || !OutsideReading.MayOpen(record, viewer)) return false;
        (Item, Kind, Address) = (record, RecordKinds.InWords(type), RecordKinds.Address(type, id));
        hanging = await WhatHangs.LoadAsync(db, record, Today, stop);
        return true;
    }
}
