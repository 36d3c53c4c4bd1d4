using Goldthread.Domain;
using Goldthread.Web.Features.Admin.Outbox;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Features.Admin;

/// <summary>Chooses a password with the code of a letter: of an invitation, or after one was forgotten. A code that was used, has run
/// out, or belongs to another account is told in one way.</summary>
[AllowAnonymous]
public sealed class ChoosePasswordModel(BoardDb db, UserManager<Account> users, ProviderPeople people) : BoardPage
{
    /// <summary>Shortest password, in characters.</summary>
    public int Shortest => users.Options.Password.RequiredLength;

    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>The address to sign in with; null when the code holds no longer.</summary>
    public string? Email { get; private set; }

    /// <summary>What whoever signs in by a provider alone is told in the place of the form; null for everybody else.</summary>
    public string? OnlyWay { get; private set; }

    public async Task OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await FindAsync(id) is not { } account) return;
        Email = account.Email;
        if (await people.OnlyWayAsync(account, stop) is { } provider) OnlyWay = NoPasswordBesideTheOnlyWay.InWords(provider);
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (await FindAsync(id) is not { } account) return Page();
        Email = account.Email;
        foreach (var problem in await users.ProblemsAsync(account, Password)) ModelState.AddModelError("Password", problem);
        if (!ModelState.IsValid) return Page();
        (db.Viewer, db.From) = (new(account.PersonId, account.Email!, [], [], []), HttpContext.NetworkAddress());
        account.PasswordHash = users.PasswordHasher.HashPassword(account, Password!);
        (account.EmailConfirmed, account.LockoutEnd, account.AccessFailedCount) = (true, null, 0);
        // The new stamp ends every session and every other code of the account.
        if (!(await users.UpdateSecurityStampAsync(account)).Succeeded)
        {
            Email = null; // used, or the account ended, at this moment
            return Page();
        }
        TempData["Done"] = "Password chosen. Sign in with it";
        return LocalRedirect("/sign-in");
    }

    private async Task<Account?> FindAsync(Guid id) =>
        await users.FindByIdAsync(id.ToString()) is { } account && await users.MayChooseAsync(account, Code ?? "") ? account : null;
}
