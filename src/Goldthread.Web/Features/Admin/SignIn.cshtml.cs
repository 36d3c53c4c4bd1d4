using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin;

/// <summary>Sign in with a password, or in a demonstration as anyone.</summary>
[AllowAnonymous]
public sealed class SignInModel(BoardDb db, UserManager<Account> users, BoardContext board, ProofCheck check, HalfSignedIn half, Passkeys passkeys, IdentityProviders providers, ProviderPeople ofProviders, TimeProvider clock) : PageModel
{
    public sealed class SignInInput
    {
        public string? Email { get; set; }
        public string? Password { get; set; }
    }

    /// <summary>A person of the demonstration.</summary>
    public sealed record Someone(Guid Id, string Name, string What);

    [BindProperty]
    public SignInInput Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Too much time passed between the password and the code.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Late { get; set; }

    /// <summary>The provider by which somebody tried to come in, or whose session ended here.</summary>
    [BindProperty(SupportsGet = true)]
    public string? By { get; set; }

    /// <summary>How somebody came back from it.</summary>
    [BindProperty(SupportsGet = true)]
    public CameBack Came { get; set; }

    /// <summary>Providers of organisations.</summary>
    public IReadOnlyList<IdentityProvider> Providers => providers.All;

    /// <summary>The provider that may still know whoever has signed out here; null for none.</summary>
    public IdentityProvider? Left => Came == CameBack.None ? providers.Find(By) : null;

    /// <summary>Where signing in by a provider begins.</summary>
    public string AddressOf(IdentityProvider provider) => $"/sign-in/by/{provider.Key}" + (Url.IsLocalUrl(ReturnUrl) ? QueryString.Create("returnUrl", ReturnUrl!) : "");

    /// <summary>Asks for a passkey; null where no browser offers them.</summary>
    public PasskeyQuestion? Question { get; private set; }

    /// <summary>Nobody has an account yet.</summary>
    public bool WaitsForFirst { get; private set; }

    public IReadOnlyList<Someone> People { get; private set; } = [];

    public Task OnGetAsync(CancellationToken stop)
    {
        if (Came != CameBack.None && providers.Find(By) is { } provider) ModelState.AddModelError("", InWords(Came, provider));
        return FillAsync(stop);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(Input.Email)) ModelState.AddModelError("Input.Email", "Enter your e-mail address");
        if (string.IsNullOrEmpty(Input.Password)) ModelState.AddModelError("Input.Password", "Enter your password");
        if (ModelState.IsValid)
        {
            var answer = await check.PasswordAsync(HttpContext, Input.Email!, Input.Password!, stop);
            if (answer.Account is { } right && await MustComeByAsync(right, stop)) return await ShowAsync(stop);
            if (answer.Account is { TwoFactorEnabled: true } known)
            {
                half.Begin(known, Response);
                return RedirectToPage("SignInCode", new { ReturnUrl });
            }
            if (answer.Account is { } account && await check.EnterAsync(HttpContext, account, SignInProof.Password, Command.Now("Sign in"), stop) is (true, var endedOldest)) return this.GoIn(ReturnUrl, endedOldest);
            this.Refuse(answer.Wait, "The e-mail address or the password is not right. After several wrong tries you have to wait before the next one");
        }
        return await ShowAsync(stop);
    }

    public async Task<IActionResult> OnPostPasskeyAsync(string? answer, string? asked, CancellationToken stop)
    {
        var (tried, command) = await passkeys.TryAsync(HttpContext, answer, asked, "Sign in");
        if (tried.Account is { } right && await MustComeByAsync(right, stop)) return await ShowAsync(stop);
        if (tried.Account is { } account && await check.EnterAsync(HttpContext, account, SignInProof.Passkey, command, stop) is (true, var endedOldest)) return this.GoIn(ReturnUrl, endedOldest);
        this.Refuse(tried.Wait, "This passkey does not sign anybody in here, or the page was open for too long. Try again, or use your password");
        return await ShowAsync(stop);
    }

    public async Task<IActionResult> OnPostAsAsync(Guid personId, CancellationToken stop)
    {
        if (!board.IsShown) return NotFound();
        if (await users.Users.SingleOrDefaultAsync(a => a.PersonId == personId && a.EndedAt == null, stop) is not { } account) return NotFound();
        return this.GoIn(ReturnUrl, await SignedIn.SignInAsync(HttpContext, db, account, SignInProof.Press, Command.Now("Sign in"), stop));
    }

    // Told to nobody but who has given what would have been enough.
    private async Task<bool> MustComeByAsync(Account account, CancellationToken stop)
    {
        if (await ofProviders.OnlyWayAsync(account, stop) is not { } provider) return false;
        HttpContext.Tell(SecurityEvent.SignInRefused, "by another way than the only one");
        ModelState.AddModelError("", $"People of {provider.Organisation} sign in with {provider.Name}: use its button");
        return true;
    }

    private static string InWords(CameBack came, IdentityProvider provider) => came switch
    {
        CameBack.Refused => $"{provider.Name} knows you, but there is no account here that you can use with it. If you have a password here, sign in with it; else ask the business office",
        CameBack.Cancelled => $"You were not signed in with {provider.Name}. Try again, or sign in with your password",
        CameBack.Wait => "There were too many tries. Wait a quarter of an hour, then try again",
        CameBack.NotAnew => $"{provider.Name} did not ask anew who you are, so nothing was confirmed. Confirm with a passkey, or sign out here and sign in again",
        CameBack.None or CameBack.Failed => $"Signing in with {provider.Name} did not work: it took too long, or something did not fit. Try again, or sign in with your password",
        CameBack.Away => $"{provider.Name} does not answer at the moment. Sign in with your password or passkey if you have one here, or try again in some minutes",
    };

    private async Task<IActionResult> ShowAsync(CancellationToken stop)
    {
        await FillAsync(stop);
        return Page();
    }

    private async Task FillAsync(CancellationToken stop)
    {
        if (Passkeys.WorkAt(Request)) Question = await passkeys.AskAsync(HttpContext);
        if (board.Settings.SetUpOn is null) WaitsForFirst = !await db.Users.AnyAsync(stop);
        if (!board.IsShown) return;
        var today = clock.Today();
        var rows = await (
            from account in db.Users
            join person in db.People on account.PersonId equals person.Id
            join holding in db.RoleHoldings on person.Id equals holding.PersonId
            where account.EndedAt == null && holding.From <= today && (holding.Until == null || holding.Until >= today)
            select new { person.Id, person.Name, holding.Role, holding.Scope, holding.ScopeId }).ToListAsync(stop);
        var names = await db.Organisations.Select(o => new { o.Id, o.ShortName }).Concat(db.Groups.Select(g => new { g.Id, g.ShortName })).ToDictionaryAsync(o => o.Id, o => o.ShortName, stop);
        People = [.. rows.GroupBy(r => (r.Id, r.Name)).Select(person => new Someone(person.Key.Id, person.Key.Name,
            string.Join(" · ", person.OrderBy(r => r.Scope).Select(r => r.ScopeId is { } id ? $"{r.Role.InWords()}, {names.GetValueOrDefault(id)}" : r.Role.InWords()).Distinct())))
            .OrderBy(p => rows.Where(r => r.Id == p.Id).Min(r => Rank(r.Role))).ThenBy(p => p.Name)];
    }

    private static int Rank(Role role) => Array.IndexOf([Role.BoardOfficer, Role.Chair, Role.AgencyLead, Role.Analyst, Role.Administrator], role) is >= 0 and var place ? place : 9;
}
