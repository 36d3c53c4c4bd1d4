using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin;

/// <summary>Ends this session.</summary>
[ForEveryoneSignedIn, BeforeSecondFactor]
public sealed class SignOutModel(BoardDb db, IdentityProviders providers, TimeProvider clock) : PageModel
{
    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        string? by = null;
        if (User.SessionId() is { } id && await db.Sessions.SingleOrDefaultAsync(s => s.Id == id, stop) is { } session)
        {
            session.End(clock.UtcNow());
            if (SignInRules.IsByProvider(session.Proof))
                by = providers.OfIssuer(await db.UserLogins.Where(l => l.UserId == session.AccountId).Select(l => l.LoginProvider).FirstOrDefaultAsync(stop))?.Key;
            await db.SaveAsync(Command.Now("Sign out"), stop);
        }
        await HttpContext.SignOutAsync();
        Response.Headers["Clear-Site-Data"] = "\"storage\""; // what could not be kept on the site yet goes from the browser too
        return LocalRedirect("/sign-in" + (by is null ? "" : QueryString.Create("by", by)));
    }
}
