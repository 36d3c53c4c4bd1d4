using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Goldthread.Web.Features.SetUp;

/// <summary>The first account of a board: whoever has the code that stands in the server's window becomes its administrator. Once there
/// is an account the page is gone.</summary>
[AllowAnonymous]
public sealed class FirstModel(BoardDb db, UserManager<Account> users, Sealing sealing, TimeProvider clock) : BoardPage
{
    // One command for the whole life of a board: of two who begin it at the same moment the second changes nothing.
    private static readonly Guid Beginning = new("01900000-0000-7000-8000-000000000001");

    public const string Office = "Office", Alone = "Alone";

    public sealed class FirstInput
    {
        public string? Name { get; set; }
        public string? Email { get; set; }
        public string? Password { get; set; }
        public string? Work { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    [BindProperty]
    public FirstInput Input { get; set; } = new();

    public bool CameWithCode => SetUpCode.Opens(sealing, Code);
    public int Shortest => users.Options.Password.RequiredLength;
    public override IReadOnlyList<string> FieldOrder => ["Name", "Email", "Password", "Work"];

    public IReadOnlyList<SelectListItem> Works { get; } =
    [
        new("I work in the board’s office: I run the system and serve the board", Office),
        new("I look after the system alone: somebody else serves the board", Alone),
    ];

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => await db.WaitsForFirstAsync(stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (!await db.WaitsForFirstAsync(stop)) return NotFound();
        if (!CameWithCode) ModelState.AddModelError("Code", "Enter the code that stands in the window where the server was started");
        var (name, email) = (Input.Name?.Trim(), Input.Email?.Trim());
        ModelState.Add(Person.Problems(name, email));
        if (Works.All(w => w.Value != Input.Work)) ModelState.AddModelError("Input.Work", "Choose what your work is");
        var person = new Person(name ?? "", email ?? "");
        Account account = new() { PersonId = person.Id, UserName = email, Email = email, EmailConfirmed = true };
        foreach (var problem in await users.ProblemsAsync(account, Input.Password)) ModelState.AddModelError("Input.Password", problem);
        if (!ModelState.IsValid) return Page();
        (account.NormalizedUserName, account.NormalizedEmail) = (users.NormalizeName(email), users.NormalizeEmail(email));
        account.PasswordHash = users.PasswordHasher.HashPassword(account, Input.Password!);
        account.SignOutEverywhere(); // gives it its stamps
        db.People.Add(person);
        db.Users.Add(account);
        foreach (var role in Input.Work == Office ? new[] { Role.Administrator, Role.BoardOfficer } : [Role.Administrator])
            db.RoleHoldings.Add(new(person.Id, role, ScopeKind.Board, null, clock.Today()));
        (db.Viewer, db.From) = (new(person.Id, name!, [], [], []), HttpContext.NetworkAddress());
        (Command.Id, Command.Result) = (Beginning, "/set-up");
        try
        {
            await db.SaveAsync(Command, stop);
        }
        catch (CommandRepeatedException)
        {
            return NotFound(); // somebody else began it at this moment
        }
        await SignedIn.SignInAsync(HttpContext, db, account, SignInProof.Password, Command.Now("Sign in"), stop);
        return LocalRedirect("/set-up");
    }
}
