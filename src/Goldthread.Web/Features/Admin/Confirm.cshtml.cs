using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin;

/// <summary>Asks somebody who is signed in to prove anew who it is, then goes on with what was pressed. The form that was posted comes
/// along in the page and back: the browser itself posts it on (307), and nothing of it is kept here. Whoever proved it has a new session.
/// In a demonstration, whose people have no password, the proof is one press.</summary>
[ForEveryoneSignedIn, BeforeSecondFactor]
public sealed class ConfirmModel(BoardDb db, Viewer viewer, BoardContext board, ProofCheck check, Passkeys passkeys, IdentityProviders providers, TimeProvider clock) : PageModel
{
    public sealed class ConfirmInput
    {
        public string? Password { get; set; }
        public string? Code { get; set; }

        /// <summary>The button of this page was pressed.</summary>
        public bool Pressed { get; set; }

        /// <summary>The button of this page was pressed by which somebody says to have confirmed at a provider.</summary>
        public bool Elsewhere { get; set; }

        /// <summary>What the browser answered, where it gave a passkey.</summary>
        public string? Answer { get; set; }

        /// <summary>What it was asked.</summary>
        public string? Asked { get; set; }
    }

    [BindProperty]
    public ConfirmInput Confirm { get; set; } = new();

    /// <summary>What was pressed: the address it was posted to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? For { get; set; }

    /// <summary>The fields of the form that was posted.</summary>
    public IReadOnlyList<(string Name, string Value)> Carried { get; private set; } = [];

    /// <summary>A press is enough.</summary>
    public bool IsPress { get; private set; }

    /// <summary>A code is asked for as well.</summary>
    public bool AsksForCode { get; private set; }

    /// <summary>Asks for one of the account's passkeys; null without any, and where no browser offers them.</summary>
    public PasskeyQuestion? Question { get; private set; }

    /// <summary>There is a password to ask for.</summary>
    public bool HasPassword { get; private set; }

    /// <summary>The provider by which the account is signed in to as well; null for none.</summary>
    public IdentityProvider? Provider { get; private set; }

    public IActionResult OnGet() => LocalRedirect("/"); // what was posted is gone

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (!Url.IsLocalUrl(For)) return NotFound();
        Carried = [.. Request.Form.Where(f => !f.Key.StartsWith("Confirm.", StringComparison.Ordinal) && f.Key is not ("__RequestVerificationToken" or "For")).SelectMany(f => f.Value.Select(v => (f.Key, v ?? "")))];
        var account = await db.Users.SingleAsync(a => a.PersonId == viewer.PersonId, stop);
        IsPress = board.IsShown && account.PasswordHash is null;
        (AsksForCode, HasPassword) = (account.TwoFactorEnabled, account.PasswordHash is not null);
        Provider = providers.OfIssuer(await db.UserLogins.Where(l => l.UserId == account.Id).Select(l => l.LoginProvider).FirstOrDefaultAsync(stop));
        if (Passkeys.WorkAt(Request) && await db.UserPasskeys.AnyAsync(p => p.UserId == account.Id, stop)) Question = await passkeys.AskAsync(HttpContext, account);
        if (Confirm.Answer is not null) return await ByPasskeyAsync(account, stop);
        if (Confirm.Elsewhere)
        {
            // The provider led back to a new session, in another tab of this browser: it is what this request came with.
            if (HttpContext.As()!.Since > clock.UtcNow() - SignInRules.Fresh) return LocalRedirectPreserveMethod(For!);
            ModelState.AddModelError("", "You have not confirmed yet: open the link, sign in there, then press this button");
        }
        if (!Confirm.Pressed) return Page();
        if (!IsPress)
        {
            if (string.IsNullOrEmpty(Confirm.Password)) ModelState.AddModelError("Confirm.Password", "Enter your password");
            if (AsksForCode && string.IsNullOrWhiteSpace(Confirm.Code)) ModelState.AddModelError("Confirm.Code", "Enter the code your app shows now, or one of your recovery codes");
            if (!ModelState.IsValid) return Page();
            if (await check.PasswordAsync(HttpContext, account.Email!, Confirm.Password!, stop) is { Account: null } wrong) this.Refuse(wrong.Wait, "This is not your password", "Confirm.Password");
            else if (AsksForCode && await check.CodeAsync(HttpContext, account, Confirm.Code!, stop) is { Account: null } wrongCode) this.Refuse(wrongCode.Wait, "This code is not right, or was used already. Enter the one your app shows now", "Confirm.Code");
        }
        if (!ModelState.IsValid) return Page();
        var proof = IsPress ? SignInProof.Press : AsksForCode ? SignInProof.PasswordAndCode : SignInProof.Password;
        if (await check.EnterAsync(HttpContext, account, proof, Command.Now("Confirmed who it is"), stop) is (true, _)) return LocalRedirectPreserveMethod(For!);
        ModelState.AddModelError(AsksForCode ? "Confirm.Code" : "", "Somebody used this code, or changed the account, at this moment. Try again");
        return Page();
    }

    private async Task<IActionResult> ByPasskeyAsync(Account account, CancellationToken stop)
    {
        var (tried, command) = await passkeys.TryAsync(HttpContext, Confirm.Answer, Confirm.Asked, "Confirmed who it is");
        if (tried.Account?.Id == account.Id && await check.EnterAsync(HttpContext, account, SignInProof.Passkey, command, stop) is (true, _)) return LocalRedirectPreserveMethod(For!);
        this.Refuse(tried.Wait, "This is no passkey of yours, or the page was open for too long. Try again, or use your password");
        return Page();
    }
}
