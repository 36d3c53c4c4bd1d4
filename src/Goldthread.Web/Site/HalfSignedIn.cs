using System.Globalization;
using System.Security.Cryptography;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Goldthread.Web.Site;

/// <summary>Remembers, between the right password and the code, whose password it was. It opens no page, holds for ten minutes, and no
/// longer once the password or the second factor was changed.</summary>
public sealed class HalfSignedIn(IDataProtectionProvider protection, BoardOptions options, TimeProvider clock)
{
    private readonly IDataProtector protector = protection.CreateProtector("half signed in");

    private string Name => options.IsHttps ? "__Host-goldthread-half" : "goldthread-half";

    private CookieOptions Cookie => new() { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = options.IsHttps, Path = "/", MaxAge = SignInRules.HalfSignedIn };

    /// <summary>Begins.</summary>
    public void Begin(Account account, HttpResponse response) => response.Cookies.Append(Name,
        protector.Protect($"{account.Id:N}\n{account.SecurityStamp}\n{clock.UtcNow().Ticks.ToString(CultureInfo.InvariantCulture)}"), Cookie);

    /// <summary>Whose password was given in this browser; null when nobody's was, or too long ago.</summary>
    public async Task<Account?> FindAsync(HttpRequest request, UserManager<Account> users)
    {
        if (request.Cookies[Name] is not { Length: > 0 } cookie) return null;
        try
        {
            if (protector.Unprotect(cookie).Split('\n') is not [var id, var stamp, var ticks]) return null;
            var age = clock.UtcNow() - new DateTime(long.Parse(ticks, CultureInfo.InvariantCulture), DateTimeKind.Utc);
            if (age >= SignInRules.HalfSignedIn || age < TimeSpan.Zero) return null;
            return await users.FindByIdAsync(Guid.ParseExact(id, "N").ToString()) is { EndedAt: null } account && account.SecurityStamp == stamp ? account : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Forgets.</summary>
    public void End(HttpResponse response) => response.Cookies.Delete(Name, Cookie);
}
