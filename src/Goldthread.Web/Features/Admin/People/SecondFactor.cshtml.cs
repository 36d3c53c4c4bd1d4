using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.People;

/// <summary>Takes a lost second factor away: one administrator asks, another confirms.</summary>
[Needs(Right.RunTheSystem), ConfirmFirst]
public sealed class SecondFactorModel(BoardDb db, Viewer viewer, TimeProvider clock) : BoardPage
{
    public sealed class ResetInput
    {
        public string? Reason { get; set; }
    }

    [BindProperty]
    public ResetInput Input { get; set; } = new();

    public Person Person { get; private set; } = null!;

    public Account? Account { get; private set; }

    /// <summary>The request that can be confirmed; null for none.</summary>
    public FactorReset? Waiting { get; private set; }

    /// <summary>There is a second factor.</summary>
    public bool HasOne => Account is { EndedAt: null, TwoFactorEnabled: true };

    /// <summary>It is that of whoever looks.</summary>
    public bool IsOwn => Person.Id == viewer.PersonId;

    public bool MayConfirm => Waiting is { } waiting && waiting.AskedById != viewer.PersonId && !IsOwn;

    /// <summary>Another administrator could confirm.</summary>
    public bool HasSecond { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop) => await FindAsync(id, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        ModelState.Add(FactorReset.CanAsk(HasOne, id, viewer, Input.Reason, Waiting is not null, HasSecond));
        if (!ModelState.IsValid) return Page();
        var now = clock.UtcNow();
        db.FactorResets.Add(new(id, viewer, Input.Reason!, now));
        db.Because(Person, Input.Reason!);
        db.Outbox.AddRange((await OthersAsync(id, stop)).Select(other => new Mail(MailKind.ResetAsked, other, new MailSubject(id, "", Address(id), id), now)));
        return await SaveAndGoAsync(db, Address(id), "Asked. Another administrator has a letter, and confirms or refuses it", stop);
    }

    public async Task<IActionResult> OnPostConfirmAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        if (Waiting is null) ModelState.AddModelError("", "This request has run out, or was dealt with: ask anew");
        else ModelState.Add(Waiting.Confirm(viewer, HasOne, clock.UtcNow()));
        if (!ModelState.IsValid) return Page();
        db.Expect(Waiting!, Command.Version);
        await DropTwinsAsync(id, stop);
        await db.ForgetSecondFactorAsync(Account!, stop);
        db.Because(Person, $"{Waiting!.Reason} (asked by {Waiting.AskedBy})");
        db.Outbox.Add(new(MailKind.SecondFactorReset, id, clock.UtcNow()));
        return await SaveAndGoAsync(db, $"/people/{id}", "The second factor is taken away. The person is signed out everywhere and told by mail", stop);
    }

    public async Task<IActionResult> OnPostDropAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        if (Waiting is null) ModelState.AddModelError("", "This request has run out, or was dealt with");
        if (!ModelState.IsValid) return Page();
        db.Expect(Waiting!, Command.Version);
        Waiting!.Drop(clock.UtcNow());
        await DropTwinsAsync(id, stop);
        db.Touch(Person);
        return await SaveAndGoAsync(db, $"/people/{id}", "Nothing is taken away", stop);
    }

    // Of two who asked at one moment both requests wait: one left over would take the next factor away.
    private async Task DropTwinsAsync(Guid id, CancellationToken stop)
    {
        foreach (var twin in await db.FactorResets.Waiting(clock.UtcNow()).Where(r => r.PersonId == id && r.Id != Waiting!.Id).ToListAsync(stop)) twin.Drop(clock.UtcNow());
    }

    private static string Address(Guid id) => $"/people/{id}/second-factor";

    private async Task<bool> FindAsync(Guid id, CancellationToken stop)
    {
        if (await db.People.SingleOrDefaultAsync(p => p.Id == id, stop) is not { } person) return false;
        Person = person;
        Account = await db.Users.SingleOrDefaultAsync(a => a.PersonId == id, stop);
        Waiting = await db.FactorResets.Waiting(clock.UtcNow()).Where(r => r.PersonId == id).OrderBy(r => r.AskedAt).FirstOrDefaultAsync(stop);
        HasSecond = (await OthersAsync(id, stop)).Count > 0;
        return true;
    }

    // Administrators who can sign in, but for whoever looks and the person.
    private Task<List<Guid>> OthersAsync(Guid id, CancellationToken stop)
    {
        var today = clock.Today();
        return db.RoleHoldings.Where(h => h.Role == Role.Administrator && h.PersonId != id && h.PersonId != viewer.PersonId && h.From <= today && (h.Until == null || h.Until >= today)
            && db.Users.Any(a => a.PersonId == h.PersonId && a.EndedAt == null)).Select(h => h.PersonId).Distinct().ToListAsync(stop);
    }
}
