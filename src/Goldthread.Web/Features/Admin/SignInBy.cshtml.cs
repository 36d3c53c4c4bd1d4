using System.Globalization;
using Goldthread.Domain;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Goldthread.Web.Features.Admin;

/// <summary>Leads to an organisation's identity provider, if it answers. Opened by a link: the security policy lets no form lead to
/// another site.</summary>
[AllowAnonymous]
public sealed class SignInByModel(IdentityProviders providers, TimeProvider clock) : PageModel
{
    /// <summary>Leads there.</summary>
    /// <param name="key">Which.</param>
    /// <param name="returnUrl">Where to go after, here.</param>
    /// <param name="confirm">Somebody who is signed in is to prove anew who it is: the provider must ask, whoever it knows.</param>
    /// <param name="stop">Stops the work.</param>
    public async Task<IActionResult> OnGetAsync(string key, string? returnUrl, bool confirm, CancellationToken stop)
    {
        if (providers.Find(key) is not { } provider) return NotFound();
        var to = confirm ? ByProvider.ConfirmedAddress : Url.IsLocalUrl(returnUrl) ? returnUrl : "/";
        OpenIdConnectChallengeProperties properties = new() { RedirectUri = to };
        if ((await providers.AskAsync(provider, stop)).Problem is not null) return LocalRedirect(ByProvider.BackTo(provider, CameBack.Away, properties));
        properties.Items[ProviderSignIn.BegunAt] = clock.UtcNow().ToString("O", CultureInfo.InvariantCulture);
        if (!confirm) return Challenge(properties, IdentityProviders.Scheme(provider));
        if (HttpContext.As() is null) return LocalRedirect("/sign-in");
        properties.Items[ProviderSignIn.Confirms] = "yes";
        (properties.Prompt, properties.MaxAge) = ("login", TimeSpan.Zero);
        return Challenge(properties, IdentityProviders.Scheme(provider));
    }
}
