using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin;

/// <summary>What came of a try: the account, or how long to wait; neither when it was wrong.</summary>
public sealed record ProofAnswer(Account? Account, TimeSpan Wait = default);

/// <summary>Looks at what somebody gives to prove who he or she is, and begins the session. Passwords and codes are tried here alone, and
/// whatever is wrong counts into one growing wait (T16).</summary>
public sealed class ProofCheck(BoardDb db, UserManager<Account> users, SignInThrottle throttle, KnownBrowser browsers, HalfSignedIn half, AuthenticatorApp app, TimeProvider clock)
{
    // Spends the time of a real check on an unknown address, so that nobody can tell the two apart (T16).
    private static readonly string NobodysHash = new PasswordHasher<Account>().HashPassword(new(), Guid.NewGuid().ToString());

    /// <summary>Tries a password. Where the account has a second factor the code is still to come.</summary>
    public async Task<ProofAnswer> PasswordAsync(HttpContext http, string email, string password, CancellationToken stop)
    {
        // Counted under the name by which the account is found: letters that Identity takes for one another are one.
        var name = users.NormalizeEmail(email.Trim())!;
        if (throttle.Begin(name, PlaceOf(http, name), out var wait) is not { } begun) return new(null, wait);
        if (await CheckAsync(http, name, password, stop) is not { } account) return new(null);
        if (account.TwoFactorEnabled) throttle.Forgive(begun);
        else throttle.Succeed(begun);
        return new(account);
    }

    /// <summary>Tries a code of the account's app, or one of its recovery codes, and uses it up; <see cref="EnterAsync"/> saves that.</summary>
    public async Task<ProofAnswer> CodeAsync(HttpContext http, Account account, string typed, CancellationToken stop)
    {
        var name = account.NormalizedEmail!;
        if (throttle.Begin(name, PlaceOf(http, name), out var wait) is not { } begun) return new(null, wait);
        NameTheDoer(http);
        if (await IsShutOutAsync(http, account, stop)) return new(null);
        if (!app.Use(account, typed))
        {
            await TellOfWrongCodesAsync(account, stop);
            await users.AccessFailedAsync(account);
            return new(null);
        }
        throttle.Succeed(begun);
        return new(account);
    }

    /// <summary>Begins a session for somebody who has given everything that is asked for.</summary>
    /// <returns>Whether somebody is in, and whether the session not used for longest was ended for it. Nobody is when the account was
    /// changed, or the same code used, at this moment.</returns>
    /// <param name="http">Where from, and to whom.</param>
    /// <param name="account">Whose.</param>
    /// <param name="proof">What was given.</param>
    /// <param name="command">What it is called on the trail.</param>
    /// <param name="stop">Stops the work.</param>
    /// <param name="link">What the account goes by at a provider from now on; null for no change.</param>
    /// <param name="isFresh">It was given just now, and not to a provider that knew the browser still.</param>
    public async Task<(bool IsIn, bool EndedOldest)> EnterAsync(HttpContext http, Account account, SignInProof proof, Command command, CancellationToken stop, ProviderLink? link = null, bool isFresh = true)
    {
        var name = account.NormalizedEmail!;
        account.AccessFailedCount = 0;
        if (link is not null)
        {
            account.Link(); // of two at one moment, each with another person of the provider's, one meets a lost race
            db.UserLogins.Add(new() { UserId = account.Id, LoginProvider = link.Issuer, ProviderKey = link.Subject, ProviderDisplayName = link.Name });
            db.Outbox.Add(new(MailKind.SignInLinked, account.PersonId, clock.UtcNow()));
        }
        var isNew = browsers.For(name, http.Request) is null;
        // Not for the first time at all, and not for whoever is signed in and only proves it anew.
        if (isNew && http.User.SessionId() is null && await db.Sessions.AnyAsync(s => s.PersonId == account.PersonId, stop)) db.Outbox.Add(new(MailKind.NewBrowser, account.PersonId, clock.UtcNow()));
        try
        {
            var ended = await SignedIn.SignInAsync(http, db, account, proof, command, stop, isFresh);
            if (isNew) browsers.Remember(name, http.Response);
            half.End(http.Response);
            return (true, ended);
        }
        catch (Exception lost) when (lost is DbUpdateConcurrencyException or CommandRepeatedException || (link is not null && lost is DbUpdateException))
        {
            throttle.Fail(name, PlaceOf(http, name));
            return (false, false);
        }
    }

    // Whoever gives codes knows the password: its owner is told, once a day. Saved with the failure that is counted next.
    private async Task TellOfWrongCodesAsync(Account account, CancellationToken stop)
    {
        if (account.AccessFailedCount + 1 < SignInRules.WrongCodesUntilTold) return;
        var since = clock.UtcNow().AddDays(-1);
        if (!await db.Outbox.AnyAsync(m => m.PersonId == account.PersonId && m.Kind == MailKind.WrongCodes && m.MadeAt > since, stop)) db.Outbox.Add(new(MailKind.WrongCodes, account.PersonId, clock.UtcNow()));
    }

    // Where the browser is known to the account it is counted by itself, whoever else is behind its address.
    private string PlaceOf(HttpContext http, string name) => browsers.For(name, http.Request) ?? http.NetworkAddress();

    /// <summary>Who fails to sign in is on the trail as well; who is signed in and is asked anew stands there by name.</summary>
    internal void NameTheDoer(HttpContext http)
    {
        db.From = http.NetworkAddress();
        if (!db.Viewer.IsSignedIn) db.Viewer = Viewer.System("sign-in");
    }

    private async Task<Account?> CheckAsync(HttpContext http, string email, string password, CancellationToken stop)
    {
        NameTheDoer(http);
        var account = await users.FindByEmailAsync(email);
        if (account is not { EndedAt: null, PasswordHash: not null })
        {
            users.PasswordHasher.VerifyHashedPassword(new(), NobodysHash, password);
            return null;
        }
        var right = await users.CheckPasswordAsync(account, password);
        if (await IsShutOutAsync(http, account, stop)) return null;
        if (right) return account;
        await users.AccessFailedAsync(account);
        return null;
    }

    private async Task<bool> IsShutOutAsync(HttpContext http, Account account, CancellationToken stop)
    {
        if (await users.IsLockedOutAsync(account)) return true;
        var from = http.NetworkAddress();
        return throttle.IsBesieged(account.NormalizedEmail!) && browsers.For(account.NormalizedEmail!, http.Request) is null
            && !await db.Sessions.AnyAsync(s => s.AccountId == account.Id && s.From == from, stop);
    }
}
