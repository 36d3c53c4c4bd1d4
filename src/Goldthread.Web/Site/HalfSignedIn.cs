using System.Security.Cryptography;
using System.Text.Json;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Goldthread.Web.Site;

/// <summary>Remembers, between the first factor (the right password, or the word of a provider) and the code, whose it was. It opens no page, holds for ten minutes, and no
/// longer once the password or the second factor was changed.</summary>
public sealed class HalfSignedIn(IDataProtectionProvider protection, BoardOptions options, TimeProvider clock)
{
    private readonly IDataProtector protector = protection.CreateProtector("half signed in");

    private string Name => options.IsHttps ? "__Host-goldthread-half" : "goldthread-half";

    private CookieOptions Cookie => new() { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = options.IsHttps, Path = "/", MaxAge = SignInRules.HalfSignedIn };

    private sealed record Kept(Guid AccountId, string? Stamp, DateTime At, SignInProof Proof, ProviderLink? Link);

    /// <summary>Begins.</summary>
    /// <param name="account">Whose first factor was given.</param>
    /// <param name="response">To the browser.</param>
    /// <param name="proof">The first factor.</param>
    /// <param name="link">What the account is to go by at a provider, once the second is given.</param>
    public void Begin(Account account, HttpResponse response, SignInProof proof = SignInProof.Password, ProviderLink? link = null) =>
        response.Cookies.Append(Name, protector.Protect(JsonSerializer.Serialize(new Kept(account.Id, account.SecurityStamp, clock.UtcNow(), proof, link))), Cookie);

    /// <summary>Whose first factor was given in this browser, and which; null when nobody's was, or too long ago.</summary>
    public async Task<(Account Account, SignInProof Proof, ProviderLink? Link)?> FindAsync(HttpRequest request, UserManager<Account> users)
    {
        if (request.Cookies[Name] is not { Length: > 0 } cookie) return null;
        try
        {
            if (JsonSerializer.Deserialize<Kept>(protector.Unprotect(cookie)) is not { } kept) return null;
            var age = clock.UtcNow() - kept.At;
            if (age >= SignInRules.HalfSignedIn || age < TimeSpan.Zero) return null;
            return await users.FindByIdAsync(kept.AccountId.ToString()) is { EndedAt: null } account && account.SecurityStamp == kept.Stamp ? (account, kept.Proof, kept.Link) : null;
        }
        catch (Exception another) when (another is CryptographicException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Forgets.</summary>
    public void End(HttpResponse response) => response.Cookies.Delete(Name, Cookie);
}
