using System.Buffers.Text;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.YourSignIn;

/// <summary>One's own passkeys: adds one under a name, removes one.</summary>
[ForEveryoneSignedIn, BeforeSecondFactor, ConfirmFirst]
public sealed class PasskeysModel(BoardDb db, Viewer viewer, UserManager<Account> users, Passkeys passkeys, BoardContext board, TimeProvider clock) : BoardPage
{
    public sealed class PasskeyInput
    {
        public string? Name { get; set; }

        /// <summary>What the browser answered.</summary>
        public string? Answer { get; set; }

        /// <summary>What it was asked.</summary>
        public string? Asked { get; set; }
    }

    [BindProperty]
    public PasskeyInput Input { get; set; } = new();

    public Account Account { get; private set; } = null!;
    public IReadOnlyList<UserPasskeyInfo> Passkeys { get; private set; } = [];
    public PasskeyQuestion Question { get; private set; } = null!;

    /// <summary>The recovery codes, once, with the first second factor.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }

    /// <summary>Stands for a passkey in the form.</summary>
    public static string IdOf(UserPasskeyInfo passkey) => Base64Url.EncodeToString(passkey.CredentialId);

    public async Task OnGetAsync(CancellationToken stop)
    {
        await FindAsync(stop);
        await FillAsync(stop);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        await FindAsync(stop);
        var name = Input.Name?.Trim();
        if (string.IsNullOrEmpty(name)) ModelState.AddModelError("Input.Name", "Enter a name by which you know this passkey, such as “work laptop”");
        else if (name.Length > Admin.Passkeys.LongestName) ModelState.AddModelError("Input.Name", $"Shorten the name to {Admin.Passkeys.LongestName} characters");
        if (Passkeys.Count >= Admin.Passkeys.Most) ModelState.AddModelError("", $"You have {Admin.Passkeys.Most} passkeys: remove one first");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        if (await passkeys.ReadNewAsync(HttpContext, Account, Input.Answer, Input.Asked) is not { } passkey)
        {
            ModelState.AddModelError("", "Your browser made no passkey that we can take. Try again");
            return await AgainAsync(stop);
        }
        passkey.Name = name;
        var (codes, kept) = Account.TwoFactorEnabled ? (null, null) : RecoveryCodes.Draw();
        Account.SetUpPasskey(kept);
        db.Outbox.Add(new(MailKind.SignInChanged, Account.PersonId, clock.UtcNow()));
        if (!(await users.AddOrUpdatePasskeyAsync(Account, passkey)).Succeeded) return StatusCode(StatusCodes.Status409Conflict);
        return await GoOnAsync("Passkey added. You were signed out everywhere else", codes, stop);
    }

    public async Task<IActionResult> OnPostRemoveAsync(string? passkey, CancellationToken stop)
    {
        await FindAsync(stop);
        if (Passkeys.FirstOrDefault(p => IdOf(p) == passkey) is not { } removing) return NotFound();
        var isLast = Passkeys.Count == 1 && Account.AppKey is null;
        if (isLast && !board.IsShown && SignInRules.IsCompelled(board.Settings.SecondFactor, viewer.Roles)) ModelState.AddModelError("", $"The {board.Words.BodyShort} asks for a second factor, and this is your last: set up another first");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        Account.RemovePasskey(isLast);
        db.Outbox.Add(new(MailKind.SignInChanged, Account.PersonId, clock.UtcNow()));
        if (!(await users.RemovePasskeyAsync(Account, removing.CredentialId)).Succeeded) return StatusCode(StatusCodes.Status409Conflict);
        return await GoOnAsync("Passkey removed. You were signed out everywhere else", null, stop);
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        Passkeys = [.. await users.GetPasskeysAsync(Account)];
        Question = await passkeys.AskForNewAsync(HttpContext, Account, viewer.Name);
        foreach (var field in new[] { "Input.Answer", "Input.Asked" }) ModelState.Remove(field);
    }

    private async Task FindAsync(CancellationToken stop)
    {
        Account = await db.Users.SingleAsync(a => a.PersonId == viewer.PersonId, stop);
        Passkeys = [.. await users.GetPasskeysAsync(Account)];
    }

    // Every session ended with the change; here a new one goes on, as strong as the proof that is left.
    private async Task<IActionResult> GoOnAsync(string done, IReadOnlyList<string>? codes, CancellationToken stop)
    {
        var proof = HttpContext.As()!.Proof;
        if (proof != SignInProof.Press) proof = !Account.TwoFactorEnabled ? SignInRules.WithoutCode(proof) : codes is not null && !SignInRules.IsStrong(proof) ? SignInProof.Passkey : proof;
        Command.Result = "/your-sign-in/passkeys";
        await SignedIn.SignInAsync(HttpContext, db, Account, proof, Command, stop);
        if (codes is null)
        {
            TempData["Done"] = done;
            return LocalRedirect("/your-sign-in/passkeys");
        }
        Codes = codes;
        return Page();
    }
}
