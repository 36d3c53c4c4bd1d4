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
public sealed class SignInModel(BoardDb db, UserManager<Account> users, BoardContext board, SignInThrottle throttle, KnownBrowser browsers, TimeProvider clock) : PageModel
{
    // Spends the time of a real check on an unknown address, so that nobody can tell the two apart (T16).
    private static readonly string NobodysHash = new PasswordHasher<Account>().HashPassword(new(), Guid.NewGuid().ToString());

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

    public IReadOnlyList<Someone> People { get; private set; } = [];

    public Task OnGetAsync(CancellationToken stop) => FillAsync(stop);

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(Input.Email)) ModelState.AddModelError("Input.Email", "Enter your e-mail address");
        if (string.IsNullOrEmpty(Input.Password)) ModelState.AddModelError("Input.Password", "Enter your password");
        if (ModelState.IsValid)
        {
            // Counted under the name by which the account is found: letters that Identity takes for one another are one.
            var (email, from) = (users.NormalizeEmail(Input.Email!.Trim())!, HttpContext.NetworkAddress());
            // Where the browser is known to the account it is counted by itself, whoever else is behind its address.
            var known = browsers.For(email, Request);
            var place = known ?? from;
            if (throttle.Begin(email, place, out var wait) is not { } begun) Refuse(wait);
            else if (await CheckAsync(email, Input.Password!, from, known is not null, stop) is { } account)
            {
                throttle.Succeed(begun);
                if (known is null) browsers.Remember(email, Response);
                return await GoAsync(account, stop);
            }
            else
            {
                ModelState.AddModelError("", "The e-mail address or the password is not right. After several wrong tries you have to wait before the next one");
            }
        }
        await FillAsync(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAsAsync(Guid personId, CancellationToken stop)
    {
        if (!board.IsShown) return NotFound();
        return await users.Users.SingleOrDefaultAsync(a => a.PersonId == personId && a.EndedAt == null, stop) is { } account
            ? await GoAsync(account, stop)
            : NotFound();
    }

    private async Task<IActionResult> GoAsync(Account account, CancellationToken stop)
    {
        await SignedIn.SignInAsync(HttpContext, db, account, clock.UtcNow(), stop);
        return Url.IsLocalUrl(ReturnUrl) ? LocalRedirect(ReturnUrl) : LocalRedirect("/");
    }

    // The same words for an address that has an account and for one that has none.
    private void Refuse(TimeSpan wait)
    {
        Response.StatusCode = StatusCodes.Status429TooManyRequests;
        Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var words = wait.TotalSeconds <= 60 ? Say.Count((int)Math.Ceiling(wait.TotalSeconds), "second") : Say.Count((int)Math.Ceiling(wait.TotalMinutes), "minute");
        ModelState.AddModelError("", $"There were too many wrong tries. Wait {words}, then try again");
    }

    private async Task<Account?> CheckAsync(string email, string password, string from, bool isKnown, CancellationToken stop)
    {
        db.From = from;
        db.Viewer = Viewer.System("sign-in"); // who fails to sign in is on the trail as well
        var account = await users.FindByEmailAsync(email);
        if (account is not { EndedAt: null, PasswordHash: not null })
        {
            users.PasswordHasher.VerifyHashedPassword(new(), NobodysHash, password);
            return null;
        }
        var right = await users.CheckPasswordAsync(account, password);
        if (await users.IsLockedOutAsync(account)) return null;
        if (!isKnown && throttle.IsBesieged(email) && !await db.Sessions.AnyAsync(s => s.AccountId == account.Id && s.From == from, stop)) return null;
        if (!right)
        {
            await users.AccessFailedAsync(account);
            return null;
        }
        await users.ResetAccessFailedCountAsync(account);
        return account;
    }

    private async Task FillAsync(CancellationToken stop)
    {
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
