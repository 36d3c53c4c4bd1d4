using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.YourSignIn;

/// <summary>Changes one's own password. It asks for everything one signs in with, and so needs no confirming before.</summary>
[ForEveryoneSignedIn]
public sealed class PasswordModel(BoardDb db, Viewer viewer, UserManager<Account> users, ProofCheck check, TimeProvider clock) : BoardPage
{
    public sealed class PasswordInput
    {
        public string? Old { get; set; }
        public string? Code { get; set; }
        public string? New { get; set; }
    }

    [BindProperty]
    public PasswordInput Input { get; set; } = new();

    public Account Account { get; private set; } = null!;

    public Task OnGetAsync(CancellationToken stop) => FillAsync(stop);

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        await FillAsync(stop);
        if (Account.PasswordHash is null) return NotFound();
        if (string.IsNullOrEmpty(Input.Old)) ModelState.AddModelError("Input.Old", "Enter the password you have now");
        if (Account.TwoFactorEnabled && string.IsNullOrWhiteSpace(Input.Code)) ModelState.AddModelError("Input.Code", "Enter the code your app shows now, or one of your recovery codes");
        foreach (var problem in await users.ProblemsAsync(Account, Input.New)) ModelState.AddModelError("Input.New", problem);
        if (!ModelState.IsValid) return Page();
        if (await check.PasswordAsync(HttpContext, Account.Email!, Input.Old!, stop) is { Account: null } wrong) this.Refuse(wrong.Wait, "This is not the password you have now", "Input.Old");
        else if (Account.TwoFactorEnabled && await check.CodeAsync(HttpContext, Account, Input.Code!, stop) is { Account: null } wrongCode) this.Refuse(wrongCode.Wait, "This code is not right, or was used already. Enter the one your app shows now", "Input.Code");
        if (!ModelState.IsValid) return Page();
        Account.ChangePassword(users.PasswordHasher.HashPassword(Account, Input.New!));
        db.Outbox.Add(new(MailKind.SignInChanged, Account.PersonId, clock.UtcNow()));
        Command.Result = "/your-sign-in";
        if (await check.EnterAsync(HttpContext, Account, Account.TwoFactorEnabled ? SignInProof.PasswordAndCode : SignInProof.Password, Command, stop) is not (true, _))
        {
            ModelState.AddModelError("", "Somebody used this code, or changed the account, at this moment. Try again");
            return Page();
        }
        TempData["Done"] = "Password changed. You were signed out everywhere else";
        return LocalRedirect("/your-sign-in");
    }

    public override async Task FillAsync(CancellationToken stop) => Account = await db.Users.SingleAsync(a => a.PersonId == viewer.PersonId, stop);
}
