using System.Globalization;
using System.Security.Cryptography;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.YourSignIn;

/// <summary>Sets up an authenticator app, in the place of any before it. Opening the page changes nothing: the new key goes with the form,
/// sealed, and becomes the account's once a code proves that the app has it.</summary>
[ForEveryoneSignedIn, BeforeSecondFactor, ConfirmFirst]
public sealed class AppModel(BoardDb db, Viewer viewer, AuthenticatorApp app, Sealing sealing, IDataProtectionProvider protection, TimeProvider clock) : BoardPage
{
    private static readonly TimeSpan holds = TimeSpan.FromHours(1);
    private readonly IDataProtector protector = protection.CreateProtector("key of an authenticator app");
    private Account account = null!;

    [BindProperty]
    public string? Code { get; set; }

    /// <summary>The new key, for this account and this hour alone.</summary>
    [BindProperty]
    public string? Sealed { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>The new key.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The picture of it.</summary>
    public string Picture { get; private set; } = "";

    /// <summary>There is an app already.</summary>
    public bool Replaces => account.AppKey is not null;

    /// <summary>Nothing else is open until this is done.</summary>
    public bool MustSetUp => HttpContext.As() is { MustSetUp: true };

    /// <summary>The recovery codes, once.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }

    /// <summary>Where to go on.</summary>
    public string Next => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/your-sign-in";

    public async Task OnGetAsync(CancellationToken stop)
    {
        await FindAsync(stop);
        Show(AuthenticatorApp.NewKey());
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        await FindAsync(stop);
        if (Opened() is not { } key)
        {
            ModelState.Clear();
            ModelState.AddModelError("Code", "This key was shown too long ago. Read the new one below with your app, and enter its code");
            Show(AuthenticatorApp.NewKey());
            return Page();
        }
        if (string.IsNullOrWhiteSpace(Code)) ModelState.AddModelError("Code", "Enter the six digits that your app shows now");
        else if (app.StepOf(key, Code) is null) ModelState.AddModelError("Code", "This is not the code of this key at this moment. See whether the phone’s clock is right, and enter the code it shows now");
        Show(key);
        if (!ModelState.IsValid) return Page();
        var (codes, kept) = RecoveryCodes.Draw();
        account.SetUpApp(sealing.Seal(key), app.StepOf(key, Code)!.Value, kept, clock.UtcNow());
        db.Outbox.Add(new(MailKind.SignInChanged, account.PersonId, clock.UtcNow()));
        Command.Result = "/your-sign-in";
        // Every session there was ended with it; here a new one goes on, proved by both factors.
        await SignedIn.SignInAsync(HttpContext, db, account, SignInRules.WithCode(HttpContext.As()!.Proof), Command, stop);
        Codes = codes;
        return Page();
    }

    private async Task FindAsync(CancellationToken stop) => account = await db.Users.SingleAsync(a => a.PersonId == viewer.PersonId, stop);

    private void Show(string key)
    {
        (Key, Picture) = (key, app.Picture(key, account.Email!));
        Sealed = protector.Protect($"{account.Id:N}\n{key}\n{clock.UtcNow().Ticks.ToString(CultureInfo.InvariantCulture)}");
        ModelState.Remove(nameof(Sealed));
    }

    private string? Opened()
    {
        try
        {
            if (protector.Unprotect(Sealed ?? "").Split('\n') is not [var id, var key, var ticks]) return null;
            var age = clock.UtcNow() - new DateTime(long.Parse(ticks, CultureInfo.InvariantCulture), DateTimeKind.Utc);
            return id == account.Id.ToString("N") && age < holds && age >= TimeSpan.Zero ? key : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
