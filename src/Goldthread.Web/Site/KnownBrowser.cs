using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Goldthread.Web.Site;

/// <summary>Remembers in a browser that an account was signed in to with it. Wrong passwords are counted for it alone, so that
/// nobody who guesses from the same network, or from behind the same proxy, makes its owner wait (T16). It opens nothing.</summary>
public sealed class KnownBrowser(IDataProtectionProvider protection, BoardOptions options)
{
    /// <summary>How long it is remembered.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(180);
    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("known browser").ToTimeLimitedDataProtector();

    private string Name => options.IsHttps ? "__Host-goldthread-known" : "goldthread-known";

    /// <summary>What stands for this browser when it tries this account; null when it was never signed in to with it.</summary>
    public string? For(string account, HttpRequest request) =>
        Read(request) is var (known, browser) && string.Equals(known, account, StringComparison.OrdinalIgnoreCase) ? browser : null;

    /// <summary>What stands for this browser, whichever account was signed in to with it; null when none was.</summary>
    public string? Of(HttpRequest request) => Read(request)?.Browser;

    private (string Account, string Browser)? Read(HttpRequest request)
    {
        if (request.Cookies[Name] is not { Length: > 0 } cookie) return null;
        try
        {
            return protector.Unprotect(cookie).Split('\n') is [var known, var browser] ? (known, browser) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Remembers it from now on.</summary>
    public void Remember(string account, HttpResponse response) => response.Cookies.Append(Name,
        protector.Protect($"{account.ToUpperInvariant()}\n{Guid.NewGuid():N}", Kept),
        new() { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = options.IsHttps, Path = "/", MaxAge = Kept });
}
