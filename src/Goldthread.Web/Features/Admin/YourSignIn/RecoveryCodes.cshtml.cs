using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.YourSignIn;

/// <summary>Draws new recovery codes and shows them, once; the old ones count no more.</summary>
[ForEveryoneSignedIn, ConfirmFirst]
public sealed class RecoveryCodesModel(BoardDb db, Viewer viewer, TimeProvider clock) : BoardPage
{
    public Account Account { get; private set; } = null!;

    /// <summary>The new codes, once.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }

    public Task OnGetAsync(CancellationToken stop) => FillAsync(stop);

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        await FillAsync(stop);
        if (!Account.TwoFactorEnabled) ModelState.AddModelError("", "Set up an authenticator app first: recovery codes stand in for it");
        if (!ModelState.IsValid) return Page();
        var (codes, kept) = RecoveryCodes.Draw();
        Account.RenewRecoveryCodes(kept);
        db.Outbox.Add(new(MailKind.SignInChanged, Account.PersonId, clock.UtcNow()));
        Command.Result = "/your-sign-in";
        await db.SaveAsync(Command, stop);
        Codes = codes;
        return Page();
    }

    public override async Task FillAsync(CancellationToken stop) => Account = await db.Users.SingleAsync(a => a.PersonId == viewer.PersonId, stop);
}
