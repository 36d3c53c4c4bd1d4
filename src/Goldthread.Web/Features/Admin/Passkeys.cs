using System.Globalization;
using System.Security.Cryptography;
using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin;

/// <summary>What the browser is asked, and what the form carries so that the answer can be looked at.</summary>
/// <param name="Options">For the browser, as JSON.</param>
/// <param name="Sealed">What was asked, sealed.</param>
public sealed record PasskeyQuestion(string Options, string Sealed);

/// <summary>Passkeys (WebAuthn), by the framework's own handler. Each asks for finger, face or PIN, and so is two factors in one.</summary>
public sealed class Passkeys(IPasskeyHandler<Account> handler, UserManager<Account> users, SignInThrottle throttle, KnownBrowser browsers, IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>Passkeys of one account at the most.</summary>
    public const int Most = 10;

    /// <summary>How long a passkey's name may be.</summary>
    public const int LongestName = 60;

    private readonly IDataProtector protector = protection.CreateProtector("passkey");

    /// <summary>Whether a browser offers passkeys at this address.</summary>
    public static bool WorkAt(HttpRequest request) => request.IsHttps || request.Host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    /// <summary>Asks for a new passkey of an account.</summary>
    public async Task<PasskeyQuestion> AskForNewAsync(HttpContext http, Account account, string name)
    {
        var made = await handler.MakeCreationOptionsAsync(new() { Id = account.Id.ToString(), Name = account.Email!, DisplayName = name }, http);
        return new(made.CreationOptionsJson, Seal(made.AttestationState));
    }

    /// <summary>Asks for a passkey there is: of an account, or of whoever signs in.</summary>
    public async Task<PasskeyQuestion> AskAsync(HttpContext http, Account? account = null)
    {
        var made = await handler.MakeRequestOptionsAsync(account, http);
        return new(made.RequestOptionsJson, Seal(made.AssertionState));
    }

    /// <summary>The new passkey that the browser answered with; null when it is none, not of this account, or too late.</summary>
    public async Task<UserPasskeyInfo?> ReadNewAsync(HttpContext http, Account account, string? answer, string? asked)
    {
        if (answer is not { Length: > 0 } || Open(asked) is not var (state, _)) return null;
        var result = await handler.PerformAttestationAsync(new() { HttpContext = http, CredentialJson = answer, AttestationState = state });
        if (!result.Succeeded || result.UserEntity.Id != account.Id.ToString()) return null;
        // A passkey belongs to one account.
        return await users.FindByPasskeyIdAsync(result.Passkey.CredentialId) is null ? result.Passkey : null;
    }

    /// <summary>Whose passkey the browser answered with, and the id under which that can be used once.</summary>
    /// <returns>The account, or how long to wait; neither when it is none, too late, or of an account that has ended.</returns>
    public async Task<(ProofAnswer Answer, Command Command)> TryAsync(HttpContext http, string? answer, string? asked, string deed)
    {
        // Whose it is, is known only afterwards, and nobody guesses a passkey: tries are counted by question and place, so that whoever
        // sends nonsense makes nobody else behind the same address, or proxy, wait (T16).
        var opened = Open(asked);
        if (throttle.Begin($"passkey {opened?.Id:N}", browsers.Of(http.Request) ?? http.NetworkAddress(), out var wait) is not { } begun) return (new(null, wait), new());
        if (answer is not { Length: > 0 } || opened is not var (state, id)) return (new(null), new());
        var result = await handler.PerformAssertionAsync(new() { HttpContext = http, CredentialJson = answer, AssertionState = state });
        if (!result.Succeeded || result.User is not { EndedAt: null } account) return (new(null), new());
        if (!(await users.AddOrUpdatePasskeyAsync(account, result.Passkey)).Succeeded) return (new(null), new()); // its count of uses
        throttle.Succeed(begun);
        return (new(account), new() { Id = id, Deed = deed });
    }

    private string Seal(string? state) => protector.Protect($"{clock.UtcNow().Ticks.ToString(CultureInfo.InvariantCulture)}\n{Guid.CreateVersion7():N}\n{state}");

    private (string State, Guid Id)? Open(string? asked)
    {
        try
        {
            if (protector.Unprotect(asked ?? "").Split('\n', 3) is not [var ticks, var id, var state]) return null;
            var age = clock.UtcNow() - new DateTime(long.Parse(ticks, CultureInfo.InvariantCulture), DateTimeKind.Utc);
            return age < SignInRules.HalfSignedIn && age >= TimeSpan.Zero ? (state, Guid.ParseExact(id, "N")) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>What ways of signing in leave in the database.</summary>
internal static class SecondFactors
{
    /// <summary>Takes app, passkeys and recovery codes away, and ends every session. The caller saves.</summary>
    public static async Task ForgetSecondFactorAsync(this BoardDb db, Account account, CancellationToken stop)
    {
        db.UserPasskeys.RemoveRange(await db.UserPasskeys.Where(p => p.UserId == account.Id).ToListAsync(stop));
        account.RemoveApp(hasPasskeys: false);
    }

    /// <summary>Requests that can be confirmed.</summary>
    public static IQueryable<FactorReset> Waiting(this IQueryable<FactorReset> resets, DateTime now)
    {
        var since = now - FactorReset.Holds;
        return resets.Where(r => r.EndedAt == null && r.AskedAt > since);
    }

    /// <summary>Takes away what the account goes by at a provider, and ends every session. The caller saves.</summary>
    public static async Task UnlinkAsync(this BoardDb db, Account account, CancellationToken stop)
    {
        db.UserLogins.RemoveRange(await db.UserLogins.Where(l => l.UserId == account.Id).ToListAsync(stop));
        account.SignOutEverywhere();
    }
}
