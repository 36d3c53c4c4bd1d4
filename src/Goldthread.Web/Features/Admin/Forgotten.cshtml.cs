using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Features.Admin;

/// <summary>Asks for a new password. The answer, and the work done for it, are the same for an address that has an account and for one
/// that has none (T16): whose it is, the job that sends mail finds out.</summary>
[AllowAnonymous]
public sealed class ForgottenModel(BoardDb db, UserManager<Account> users, [FromKeyedServices(nameof(ForgottenModel))] SignInThrottle throttle, Sealing sealing, TimeProvider clock) : BoardPage
{
    [BindProperty]
    public string? Email { get; set; }

    /// <summary>It was asked for.</summary>
    public bool IsAsked { get; private set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        var address = Email?.Trim() ?? "";
        if (!address.Contains('@', StringComparison.Ordinal) || address.Length > 254) ModelState.AddModelError("Email", "Enter the e-mail address you sign in with, like name@example.org");
        // Nobody floods this table from one place, and by another spelling of an address no mailbox; how many letters one account gets in an
        // hour is seen to when they are sent. The same words when it is too often, and nothing is written.
        else if (throttle.Begin(users.NormalizeEmail(address)!, HttpContext.NetworkAddress(), out _) is not null)
        {
            db.From = HttpContext.NetworkAddress();
            await db.SaveOrQueueAsync(OncePerHour(users.NormalizeEmail(address)!), new(MailKind.PasswordReset, null, clock.UtcNow(), address), stop);
        }
        IsAsked = ModelState.IsValid;
        return Page();
    }

    // One command for an address and hour, whichever node takes it: who asks again and again gets letters and fills no trail. Nobody
    // learns from its id whose address it was.
    private Command OncePerHour(string name) => new()
    {
        Id = Guid.ParseExact(sealing.Sign($"Goldthread: forgotten, {clock.UtcNow():yyyy-MM-dd HH}, {name}")[..32], "N"),
        Deed = "Asked for a new password",
    };
}
