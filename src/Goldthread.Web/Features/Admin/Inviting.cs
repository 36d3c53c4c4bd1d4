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
    public static Task<bool> IsAddressTakenAsync(this BoardDb db, UserManager<Account> users, Person person, CancellationToken stop)
    {
        var name = users.NormalizeEmail(person.Email);
        return db.Users.AnyAsync(a => a.NormalizedEmail == name && a.PersonId != person.Id, stop);
    }

    /// <summary>Makes an account, or opens the ended one anew, and puts the letter into the outbox. The caller saves.</summary>
    public static async Task InviteAsync(this BoardDb db, UserManager<Account> users, Person person, Account? known, DateTime now, CancellationToken stop)
    {
        var account = known ?? db.Users.Add(new() { PersonId = person.Id }).Entity;
        (account.UserName, account.Email, account.NormalizedUserName, account.NormalizedEmail) = (person.Email, person.Email, users.NormalizeName(person.Email), users.NormalizeEmail(person.Email));
        if (known is not null) await db.ForgetSecondFactorAsync(account, stop); // who comes back begins anew
        account.Invite();
        // One letter for however many presses: it takes its code when it is sent.
        if (!await db.Outbox.AnyAsync(m => m.PersonId == person.Id && m.Kind == MailKind.Invitation && m.State == MailState.Waiting, stop)) db.Outbox.Add(new(MailKind.Invitation, person.Id, now));
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
