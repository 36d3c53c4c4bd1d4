using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Goldthread.Web.Features.Admin.Outbox;

/// <summary>Words for one kind of mail, from the part that knows what it tells.</summary>
public interface ILetter
{
    /// <summary>Which mails it writes.</summary>
    MailKind Kind { get; }

    /// <summary>Subject and text, for what the reader may know at this moment; null when nothing is left to say.</summary>
    Task<(string Subject, string Text)?> WriteAsync(Mail mail, Account account, CancellationToken stop);
}

/// <summary>Puts a mail into words at the moment it is sent, if it is still to be sent. Nothing of a case is in any: who is asked to do
/// what, and where to sign in.</summary>
public sealed class Letters(BoardDb db, UserManager<Account> users, BoardContext board, BoardOptions options, TimeProvider clock, IEnumerable<ILetter> others)
{
    /// <summary>The letter; null when there is nothing left to say, or nobody to say it to.</summary>
    public async Task<MimeMessage?> WriteAsync(Mail mail, CancellationToken stop)
    {
        if (mail is { Kind: MailKind.AddressChanged, PersonId: { } who, Address: { Length: > 0 } former })
            return Letter(mail, await NameAsync(who, stop), former, $"Your address at {board.Settings.Name} was changed", $"""
                On {mail.MadeAt.AtBoard()} an administrator changed the e-mail address of your account. Letters go to another address from now on; this is the last one to this address.

                If you did not ask for this, ring the business office at once.
                """);
        var account = mail.PersonId is { } id
            ? await db.Users.SingleOrDefaultAsync(a => a.PersonId == id && a.EndedAt == null, stop)
            : await users.FindByEmailAsync(mail.Address);
        if (account is not { EndedAt: null, Email: { Length: > 0 } address }) return null;
        var name = await NameAsync(account.PersonId, stop);
        return await WordsAsync(mail, account, stop) is var (subject, text) ? Letter(mail, name, address, subject, text) : null;
    }

    private Task<string> NameAsync(Guid person, CancellationToken stop) => db.People.Where(p => p.Id == person).Select(p => p.Name).SingleAsync(stop);

    private MimeMessage Letter(Mail mail, string name, string address, string subject, string text)
    {
        MimeMessage letter = new()
        {
            MessageId = $"{mail.Id:n}@goldthread",
            Subject = subject,
            Body = new TextPart("plain") { Text = $"Dear {name},\n\n{text}\n" },
        };
        letter.From.Add(options.MailFrom is { } from ? MailboxAddress.Parse(from) : new MailboxAddress(board.Settings.Name, "goldthread@localhost"));
        letter.To.Add(new MailboxAddress(name, address));
        letter.Headers.Add("Auto-Submitted", "auto-generated"); // so that no absence note answers
        return letter;
    }

    private async Task<(string Subject, string Text)?> WordsAsync(Mail mail, Account account, CancellationToken stop)
    {
        var whose = board.Settings.Name;
        switch (mail.Kind)
        {
            case MailKind.Invitation:
                if (account.PasswordHash is not null) return null; // chosen meanwhile
                return ($"You are invited to {whose}", $"""
                    {whose} has made an account for you. Choose a password within {PasswordCodes.InWords(isInvitation: true)}, and sign in with this e-mail address:

                    {options.PublicAddress}{await users.AddressAsync(account, isInvitation: true)}

                    If you did not expect this, ring the business office. Nobody will ever ask you for your password.
                    """);
            case MailKind.PasswordReset:
                if (!await MayHaveCodeAsync(mail, account, stop)) return null;
                var isInvitation = account.PasswordHash is null;
                return ($"Choose a new password for {whose}", $"""
                    Somebody, probably you, asked for a new password. Choose it within {PasswordCodes.InWords(isInvitation)}:

                    {options.PublicAddress}{await users.AddressAsync(account, isInvitation)}

                    If it was not you, do nothing: your password stays as it is.
                    """);
            case MailKind.AnswerTakenDown or MailKind.ProgressTakenDown:
                if (await SeesAsync(mail, account, stop) is not { Length: > 0 } body) return null;
                var what = mail.Kind == MailKind.AnswerTakenDown ? "an answer" : "progress";
                return ($"Taken down for {body}: {mail.AboutRef}", $"""
                    The business office took down {what} on behalf of {body}, as somebody told it. It is about {mail.AboutRef}. Please see whether it is right:

                    {options.PublicAddress}{mail.AboutPath}

                    If it is not, say so there, or ring the business office.
                    """);
            case MailKind.NewBrowser:
                return ($"A sign-in to {whose} from a new browser", $"""
                    On {mail.MadeAt.AtBoard()} somebody, probably you, signed in to your account with a browser that it was not signed in with before. Here you see where you are signed in:

                    {options.PublicAddress}/your-sign-in

                    If it was not you, sign out everywhere else there, change your password, and ring the business office.
                    """);
            case MailKind.SignInChanged:
                return ($"Your sign-in to {whose} was changed", $"""
                    On {mail.MadeAt.AtBoard()} somebody, probably you, changed the password or the second factor of your account. Here you see how you sign in:

                    {options.PublicAddress}/your-sign-in

                    If it was not you, ring the business office at once.
                    """);
            case MailKind.WrongCodes:
                return ($"Wrong codes for your account at {whose}", $"""
                    On {mail.MadeAt.AtBoard()} somebody gave the password of your account and then wrong codes, several times. They were not let in. Here you see where you are signed in:

                    {options.PublicAddress}/your-sign-in

                    If it was not you, somebody knows your password: change it there now, and ring the business office.
                    """);
            case MailKind.SignInLinked:
                return ($"A new way to sign in to {whose}", $"""
                    On {mail.MadeAt.AtBoard()} somebody, probably you, signed in to your account with the sign-in of your organisation for the first time. From now on that opens your account. Here you see how you sign in:

                    {options.PublicAddress}/your-sign-in

                    If it was not you, ring the business office at once.
                    """);
            case MailKind.ResetAsked:
                if (!await MayConfirmAsync(mail, account, stop)) return null;
                return ($"Confirm or refuse: a second factor at {whose}", $"""
                    An administrator asked that somebody’s lost second factor be taken away. It takes another administrator to confirm it, until {(mail.MadeAt + FactorReset.Holds).AtBoard()}. Make sure of it first:

                    {options.PublicAddress}{mail.AboutPath}

                    If nobody has spoken to you of it, refuse it there.
                    """);
            case MailKind.SecondFactorReset:
                return ($"Your second factor for {whose} was taken away", $"""
                    On {mail.MadeAt.AtBoard()} administrators took away the second factor of your account, as somebody asked who has lost it. You are signed out everywhere. Sign in with your password and set up a new one:

                    {options.PublicAddress}/sign-in

                    If you did not ask for this, ring the business office at once.
                    """);
        }
        return await others.Single(letter => letter.Kind == mail.Kind).WriteAsync(mail, account, stop);
    }

    // From here on the row is the account's and no longer an address's: so letters are counted for one account, whoever asks from wherever.
    private async Task<bool> MayHaveCodeAsync(Mail mail, Account account, CancellationToken stop)
    {
        var since = clock.UtcNow().AddHours(-1);
        if (await db.Outbox.CountAsync(m => m.Kind == MailKind.PasswordReset && m.PersonId == account.PersonId && m.State == MailState.Sent && m.EndedAt > since, stop) >= MailRules.MostResetsInAnHour) return false;
        await db.Outbox.Where(m => m.Id == mail.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.PersonId, account.PersonId).SetProperty(m => m.Address, ""), stop);
        return true;
    }

    private async Task<bool> MayConfirmAsync(Mail mail, Account account, CancellationToken stop)
    {
        var today = clock.Today();
        return await db.FactorResets.Waiting(clock.UtcNow()).AnyAsync(r => r.PersonId == mail.AboutId && r.AskedById != account.PersonId, stop)
            && await db.RoleHoldings.AnyAsync(h => h.PersonId == account.PersonId && h.Role == Role.Administrator && h.From <= today && (h.Until == null || h.Until >= today), stop);
    }

    // The name of the body for which he or she still speaks, if the record may be seen at this moment; the record is asked for with
    // the reader's own sight.
    private async Task<string?> SeesAsync(Mail mail, Account account, CancellationToken stop)
    {
        await db.SeeAsAsync(account.PersonId, clock.Today(), stop);
        var leads = db.Viewer.Roles.Any(r => r.ScopeId == mail.ForId && r.Role is Role.AgencyLead or Role.Chair);
        if (!leads || !await db.IsFoundAsync(mail.AboutId!.Value, stop)) return null;
        return await db.Organisations.Where(o => o.Id == mail.ForId).Select(o => o.Name).Concat(db.Groups.Where(g => g.Id == mail.ForId).Select(g => g.Name)).FirstOrDefaultAsync(stop);
    }
}
