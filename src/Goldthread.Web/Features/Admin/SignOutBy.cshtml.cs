using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Goldthread.Web.Features.Admin;

/// <summary>Leads to where one signs out of an organisation's identity provider, which still knows the browser after one has signed out
/// here. It asks there.</summary>
[AllowAnonymous]
public sealed class SignOutByModel(IdentityProviders providers, BoardOptions options) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop)
    {
        if (providers.Find(key) is not { } provider) return NotFound();
        return (await providers.AskAsync(provider, stop)).Is?.EndSessionEndpoint is { } end && IdentityProvider.IsSafe(end)
            ? Redirect(end + QueryString.Create(new Dictionary<string, string?> { ["client_id"] = provider.ClientId, ["post_logout_redirect_uri"] = $"{options.PublicAddress}/sign-in" }))
            : LocalRedirect(ByProvider.BackTo(provider, CameBack.Away, null));
    }
}
