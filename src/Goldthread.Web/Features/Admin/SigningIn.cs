using System.Globalization;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Goldthread.Web.Features.Admin;

/// <summary>What the pages that ask who somebody is have in common.</summary>
internal static class SigningIn
{
    /// <summary>What somebody is told who was signed in in too many places.</summary>
    public static string EndedOldest => $"Signed in. You were signed in in {SignInRules.MostSessions} places already: the one not used for longest was ended";

    /// <summary>Goes where somebody wanted to, if that is here.</summary>
    public static IActionResult GoIn(this PageModel page, string? returnUrl, bool endedOldest = false)
    {
        if (endedOldest) page.TempData["Done"] = EndedOldest;
        return page.LocalRedirect(page.Url.IsLocalUrl(returnUrl) ? returnUrl! : "/");
    }

    /// <summary>Says that it was wrong, or how long to wait.</summary>
    public static void Refuse(this PageModel page, TimeSpan wait, string wrong, string field = "")
    {
        page.HttpContext.Tell(wait > TimeSpan.Zero ? SecurityEvent.SignInWaits : SecurityEvent.SignInRefused);
        if (wait <= TimeSpan.Zero)
        {
            page.ModelState.AddModelError(field, wrong);
            return;
        }
        page.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        page.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        page.ModelState.AddModelError(field, SignInThrottle.InWords(wait));
    }
}
