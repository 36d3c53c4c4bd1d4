using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin;

/// <summary>Invites somebody, for whoever may: an administrator, or the lead of the person's own agency.</summary>
public static class Inviting
{
    /// <summary>An invitation is for who has not chosen a password, and for who was ended and comes back.</summary>
    public static bool MayBeInvited(this Account? account) => account is null or { PasswordHash: null } or { EndedAt: not null };

    /// <summary>Whether somebody else signs in with the person's address.</summary>
    public static Task<bool> IsAddressTakenAsync(this BoardDb db, UserManager<Account> users, Guid? personId, string email, CancellationToken stop)
    {
        var name = users.NormalizeEmail(email);
        return db.Users.AnyAsync(a => a.NormalizedEmail == name && a.PersonId != personId, stop);
    }

    /// <summary>Makes an account, or opens the ended one anew, and puts the letter into the outbox. The caller saves.</summary>
    public static async Task InviteAsync(this BoardDb db, UserManager<Account> users, Person person, Account? known, DateTime now, CancellationToken stop)
    {
        var account = known ?? db.Users.Add(new() { PersonId = person.Id }).Entity;
        if (known is not null) await db.MoveLettersAsync(known, person.Email, now, stop);
        (account.UserName, account.Email, account.NormalizedUserName, account.NormalizedEmail) = (person.Email, person.Email, users.NormalizeName(person.Email), users.NormalizeEmail(person.Email));
        if (known is not null) await db.UnlinkAsync(account, stop); // who comes back is named anew by the provider
        account.Invite();
        // One letter for however many presses: it takes its code when it is sent.
        if (!db.Outbox.Local.Any(m => m.PersonId == person.Id && m.Kind == MailKind.AddressChanged) && await db.Outbox.AnyAsync(m => m.PersonId == person.Id && m.Kind == MailKind.Invitation && m.State == MailState.Waiting, stop)) return;
        db.Outbox.Add(new(MailKind.Invitation, person.Id, now));
    }

    /// <summary>Before an account gets another address: the former one is told, and what waits for the owner does not go to the new one. Else
    /// whoever may change an address could read on in somebody else's place.</summary>
    public static async Task MoveLettersAsync(this BoardDb db, Account account, string address, DateTime now, CancellationToken stop)
    {
        if (account.Email is not { Length: > 0 } former || string.Equals(former, address, StringComparison.OrdinalIgnoreCase)) return;
        foreach (var waiting in await db.Outbox.Where(m => m.PersonId == account.PersonId && m.State == MailState.Waiting && m.Kind != MailKind.AddressChanged).ToListAsync(stop)) waiting.Drop("The address was changed", now);
        db.Outbox.Add(Mail.ToFormer(former, account.PersonId, now));
    }

    /// <summary>Somebody with this e-mail address, however it is spelled; null for nobody.</summary>
    public static Task<Person?> FindByAddressAsync(this BoardDb db, string email, CancellationToken stop)
    {
        // The comparison is the database's own: two addresses that differ in capitals alone are one mailbox.
#pragma warning disable CA1862, CA1304, CA1311 // EF translates only this
        return db.People.FirstOrDefaultAsync(p => p.Email.ToLower() == email.ToLower(), stop);
#pragma warning restore CA1862, CA1304, CA1311
    }

    /// <summary>What is wrong with a name and an address as typed, also what only the mail library knows.</summary>
    public static IReadOnlyList<Domain.Problem> CheckPerson(string? name, string? email) =>
        Person.Problems(name, email) is { Count: > 0 } problems ? problems
        : !MimeKit.MailboxAddress.TryParse(email, out _) ? [new("Email", "Nothing can be sent to this address: enter it like name@example.org")] : [];
}
