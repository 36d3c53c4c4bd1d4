using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Goldthread.Web.Features.Admin.Outbox;

/// <summary>Puts a mail into words at the moment it is sent, if it is still to be sent. Nothing of a case is in any: who is asked to do
/// what, and where to sign in.</summary>
public sealed class Letters(BoardDb db, UserManager<Account> users, BoardContext board, BoardOptions options)
{
    /// <summary>The letter; null when there is nothing left to say, or nobody to say it to.</summary>
    public async Task<MimeMessage?> WriteAsync(Mail mail, CancellationToken stop)
    {
        var account = mail.PersonId is { } id
            ? await db.Users.SingleOrDefaultAsync(a => a.PersonId == id && a.EndedAt == null, stop)
            : await users.FindByEmailAsync(mail.Address);
        if (account is not { EndedAt: null, Email: { Length: > 0 } address }) return null;
        var isInvitation = account.PasswordHash is null;
        if (mail.Kind == MailKind.Invitation && !isInvitation) return null; // chosen meanwhile
        var name = await db.People.Where(p => p.Id == account.PersonId).Select(p => p.Name).SingleAsync(stop);
        var whose = board.Settings.Name;
        var link = options.PublicAddress + await users.AddressAsync(account, isInvitation);
        var (subject, text) = mail.Kind switch
        {
            MailKind.Invitation => ($"You are invited to {whose}", $"""
                Dear {name},

                {whose} has made an account for you. Choose a password within {PasswordCodes.Invitation.Days} days, and sign in with this e-mail address:

                {link}

                If you did not expect this, ring the business office. Nobody will ever ask you for your password.
                """),
            MailKind.PasswordReset => ($"Choose a new password for {whose}", $"""
                Dear {name},

                somebody, probably you, asked for a new password. {(isInvitation ? $"Choose it within {PasswordCodes.Invitation.Days} days:" : "Choose it within an hour:")}

                {link}

                If it was not you, do nothing: your password stays as it is.
                """),
        };
        MimeMessage letter = new()
        {
            MessageId = $"{mail.Id:n}@goldthread",
            Subject = subject,
            Body = new TextPart("plain") { Text = text },
        };
        letter.From.Add(options.MailFrom is { } from ? MailboxAddress.Parse(from) : new MailboxAddress(whose, "goldthread@localhost"));
        letter.To.Add(new MailboxAddress(name, address));
        letter.Headers.Add("Auto-Submitted", "auto-generated"); // so that no absence note answers
        return letter;
    }
}
