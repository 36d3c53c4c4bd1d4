using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Goldthread.Web.Features.Admin;

/// <summary>The second step of signing in: a code of the app, or a recovery code. Nothing is told to a browser in which no first factor
/// was given.</summary>
[AllowAnonymous]
public sealed class SignInCodeModel(UserManager<Account> users, HalfSignedIn half, ProofCheck check) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public async Task<IActionResult> OnGetAsync() => await half.FindAsync(Request, users) is null ? BeginAgain() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (await half.FindAsync(Request, users) is not var (account, proof, link)) return BeginAgain();
        if (string.IsNullOrWhiteSpace(Code)) ModelState.AddModelError("Code", "Enter the code your app shows now, or one of your recovery codes");
        if (!ModelState.IsValid) return Page();
        var answer = await check.CodeAsync(HttpContext, account, Code!, stop);
        if (answer.Account is not null && await check.EnterAsync(HttpContext, account, SignInRules.WithCode(proof), Command.Now("Sign in"), stop, link) is (true, var endedOldest)) return this.GoIn(ReturnUrl, endedOldest);
        this.Refuse(answer.Wait, "This code is not right, or was used already. Enter the one your app shows now", "Code");
        return Page();
    }

    private LocalRedirectResult BeginAgain()
    {
        half.End(Response);
        return LocalRedirect("/sign-in" + QueryString.Create(new Dictionary<string, string?> { ["late"] = "true", ["returnUrl"] = ReturnUrl }));
    }
}
