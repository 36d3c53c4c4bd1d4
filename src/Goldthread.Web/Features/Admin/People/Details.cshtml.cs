using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.People;

/// <summary>One person: posts, roles with scope and dates. Administrators give and end roles; the office looks.</summary>
[Needs(Right.RunTheSystem, Right.ActOnBehalf), ConfirmFirst]
public sealed class DetailsModel(BoardDb db, Viewer viewer, UserManager<Account> users, BoardContext board, TimeProvider clock) : BoardPage
{
    public sealed class RoleInput
    {
        public Role? Role { get; set; }

        /// <summary>The id of a group or an organisation, or <see cref="WholeBoard"/>.</summary>
        public string? Scope { get; set; }
        public DateInput From { get; set; } = new();
        public DateInput Until { get; set; } = new();

        public string? Name { get; set; }
        public string? Email { get; set; }
    }

    /// <summary>What stands for the whole board in the list.</summary>
    public const string WholeBoard = "board";

    [BindProperty]
    public RoleInput Input { get; set; } = new();

    public Person Person { get; private set; } = null!;
    public IReadOnlyList<string> Posts { get; private set; } = [];
    public IReadOnlyList<RoleHolding> Holdings { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Scopes { get; private set; } = [];

    /// <summary>Records that an outside reader reads by name, as far as whoever looks sees them too.</summary>
    public IReadOnlyList<(Guid Id, string Kind, string Title, DateOnly? Until)> Opened { get; private set; } = [];
    public Names Names { get; private set; } = null!;
    public DateOnly Today => clock.Today();

    /// <summary>How the person signs in; null while not at all.</summary>
    public Account? Account { get; private set; }

    /// <summary>An invitation is for who has not chosen a password, and for who was ended and comes back.</summary>
    public bool MayInvite => Account.MayBeInvited();

    /// <summary>Nobody ends the account he or she is signed in with.</summary>
    public bool MayEnd => Account is { EndedAt: null } && Account.PersonId != viewer.PersonId;

    /// <summary>Who has lost the phone, and the recovery codes too, begins anew.</summary>
    public bool MayResetSecondFactor => Account is { EndedAt: null, TwoFactorEnabled: true } && Account.PersonId != viewer.PersonId;

    /// <summary>Another administrator waits for somebody to confirm that it be taken away.</summary>
    public bool IsResetAsked { get; private set; }

    /// <summary>The provider by which the person signs in; null for none.</summary>
    public string? Provider { get; private set; }

    /// <summary>Whether and how the person can sign in, in words.</summary>
    public string SignInState => Account switch
    {
        null => "No account: this person can't sign in.",
        { EndedAt: { } ended } => $"The account was ended {ended.AtBoard()}.",
        { Email: var email, PasswordHash: null } when Provider is not null => $"Signs in as {email}, with {Provider} and no password.",
        { Email: var email, TwoFactorEnabled: var second } when Provider is not null => $"Signs in as {email}, with {Provider} or a password, {(second ? "with" : "without")} a second factor here.",
        { PasswordHash: null } => "There is an account, and no password is chosen yet.",
        { Email: var email, TwoFactorEnabled: var second } => $"Signs in as {email}, {(second ? "with" : "without")} a second factor.",
    };

    /// <summary>Only who runs the system changes roles and accounts; the office looks.</summary>
    public bool MayChange => viewer.MayIn(Guid.Empty, Right.RunTheSystem);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        (Input.From, Input.Name, Input.Email) = (DateInput.Of(Today), Person.Name, Person.Email);
        await FillAsync(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (!MayChange) return StatusCode(StatusCodes.Status403Forbidden);
        if (!await FindAsync(id, stop)) return NotFound();
        var from = Input.From.Read(ModelState, "Input.From", "the first day");
        var until = Input.Until.Read(ModelState, "Input.Until", "the last day", required: false);
        Guid? scopeId = Guid.TryParse(Input.Scope, out var chosen) ? chosen : null;
        var scope = await ScopeAsync(scopeId, stop);
        ModelState.Add(RoleRules.CanGive(Input.Role, scope, from, until, id, viewer, board.Words));
        if (!ModelState.IsValid) return await AgainAsync(stop);
        db.RoleHoldings.Add(new(Person.Id, Input.Role!.Value, scope!.Value, scopeId, from!.Value, until));
        return await SaveAndGoAsync(db, $"/people/{id}", "Role given", stop);
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id, Guid holding, CancellationToken stop)
    {
        if (!MayChange) return StatusCode(StatusCodes.Status403Forbidden);
        if (!await FindAsync(id, stop)) return NotFound();
        if (await db.RoleHoldings.SingleOrDefaultAsync(h => h.Id == holding && h.PersonId == id, stop) is not { } held) return NotFound();
        ModelState.Add(RoleRules.CanEnd(held, viewer));
        if (!ModelState.IsValid) return await AgainAsync(stop);
        db.Expect(held, Command.Version);
        held.EndNow(Today);
        return await SaveAndGoAsync(db, $"/people/{id}", "Role ended", stop);
    }

    public async Task<IActionResult> OnPostInviteAsync(Guid id, CancellationToken stop)
    {
        if (!MayChange) return StatusCode(StatusCodes.Status403Forbidden);
        if (!await FindAsync(id, stop)) return NotFound();
        if (!MayInvite) ModelState.AddModelError("", "This person has a password already: who has forgotten it asks for a new one on the sign-in page");
        if (await db.IsAddressTakenAsync(users, id, Person.Email, stop))
            ModelState.AddModelError("", "Another person signs in with this e-mail address: mend the address of one of the two first");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        await db.InviteAsync(users, Person, Account, clock.UtcNow(), stop);
        var hasRole = await db.RoleHoldings.AnyAsync(h => h.PersonId == id && (h.Until == null || h.Until >= Today), stop);
        return await SaveAndGoAsync(db, $"/people/{id}", hasRole ? "Invited: the letter is on its way" : "Invited: the letter is on its way. There is no role yet: until you give one, nothing but what is public opens", stop);
    }

    /// <summary>Corrects name and address. The former address is told, and whoever is signed in signs in anew.</summary>
    public async Task<IActionResult> OnPostDescribeAsync(Guid id, CancellationToken stop)
    {
        if (!MayChange) return StatusCode(StatusCodes.Status403Forbidden);
        if (!await FindAsync(id, stop)) return NotFound();
        var (name, email) = (Input.Name?.Trim(), Input.Email?.Trim());
        ModelState.Add(Inviting.CheckPerson(name, email));
        if (ModelState.IsValid && (await db.FindByAddressAsync(email!, stop) is { } other && other.Id != id || await db.IsAddressTakenAsync(users, id, email!, stop)))
            ModelState.AddModelError("Input.Email", "Somebody else has this e-mail address");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        db.Expect(Person, Command.Version);
        Person.Describe(name!, email!);
        if (Account is not null && !string.Equals(Account.Email, email, StringComparison.OrdinalIgnoreCase))
        {
            await db.MoveLettersAsync(Account, email!, clock.UtcNow(), stop);
            // Who was made sure of was whoever has the former address.
            foreach (var asked in await db.FactorResets.Waiting(clock.UtcNow()).Where(r => r.PersonId == id).ToListAsync(stop)) asked.Drop(clock.UtcNow());
            (Account.UserName, Account.Email, Account.NormalizedUserName, Account.NormalizedEmail) = (email, email, users.NormalizeName(email), users.NormalizeEmail(email));
            Account.SignOutEverywhere();
        }
        return await SaveAndGoAsync(db, $"/people/{id}", "Saved", stop);
    }

    public async Task<IActionResult> OnPostEndAccountAsync(Guid id, CancellationToken stop)
    {
        if (!MayChange) return StatusCode(StatusCodes.Status403Forbidden);
        if (!await FindAsync(id, stop)) return NotFound();
        if (Account is not { EndedAt: null }) ModelState.AddModelError("", "This person has no account that could be ended");
        else if (!MayEnd) ModelState.AddModelError("", "You can't end the account you are signed in with");
        else if (!await OthersRunAsync(id, stop)) ModelState.AddModelError("", "Nobody else could run the system: give somebody else the role of administrator, and let them sign in, first");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        Account!.End(clock.UtcNow());
        return await SaveAndGoAsync(db, $"/people/{id}", "Account ended", stop);
    }

    public async Task<IActionResult> OnPostSignOutAsync(Guid id, CancellationToken stop)
    {
        if (!MayChange) return StatusCode(StatusCodes.Status403Forbidden);
        if (!await FindAsync(id, stop)) return NotFound();
        if (!MayEnd) ModelState.AddModelError("", Account is { EndedAt: null } ? "This is you: press “Sign out”, or see “Your sign-in”" : "This person can’t sign in");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        Account!.SignOutEverywhere();
        return await SaveAndGoAsync(db, $"/people/{id}", "Signed out everywhere", stop);
    }

    public async Task<IActionResult> OnPostUnlinkAsync(Guid id, CancellationToken stop)
    {
        if (!MayChange) return StatusCode(StatusCodes.Status403Forbidden);
        if (!await FindAsync(id, stop)) return NotFound();
        if (Provider is null) ModelState.AddModelError("", "This person signs in with no provider");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        await db.UnlinkAsync(Account!, stop);
        db.Outbox.Add(new(MailKind.SignInChanged, id, clock.UtcNow()));
        return await SaveAndGoAsync(db, $"/people/{id}", "Done. The person is signed out everywhere, and told by mail", stop);
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        Names = await Names.LoadAsync(db, stop);
        IsResetAsked = await db.FactorResets.Waiting(clock.UtcNow()).AnyAsync(r => r.PersonId == Person.Id, stop);
        Holdings = await db.RoleHoldings.AsNoTracking().Where(h => h.PersonId == Person.Id).OrderByDescending(h => h.From).ThenBy(h => h.Id).ToListAsync(stop);
        Posts = await (from held in db.PostHoldings
                       join post in db.Posts on held.PostId equals post.Id
                       join organisation in db.Organisations on post.OrganisationId equals organisation.Id
                       where held.PersonId == Person.Id && held.From <= Today && (held.Until == null || held.Until >= Today)
                       select post.Name + ", " + organisation.Name).ToListAsync(stop);
        if (Holdings.Any(h => h.Role == Role.OutsideReader))
        {
            Opened = [.. (await (from member in db.AccessListMembers
                                 where member.Kind == MemberKind.Person && member.MemberId == Person.Id && (member.Until == null || member.Until >= Today)
                                 join document in db.SearchDocuments on member.AccessListId equals document.AccessListId
                                 orderby document.Title
                                 select new { document.Id, document.Kind, document.Title, member.Until }).ToListAsync(stop)).Select(d => (d.Id, d.Kind, d.Title, d.Until))];
            await db.LogShownAsync(Opened.Select(o => o.Id), stop);
        }
        Scopes = [new($"The whole {board.Words.BodyShort}", WholeBoard), .. Names.Current("groups", Today), .. Names.Current("organisations", Today)];
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken stop)
    {
        if (await db.People.SingleOrDefaultAsync(p => p.Id == id, stop) is not { } person) return false;
        Person = person;
        Account = await db.Users.SingleOrDefaultAsync(a => a.PersonId == id, stop);
        if (Account is not null) Provider = await db.UserLogins.Where(l => l.UserId == Account.Id).Select(l => l.ProviderDisplayName).FirstOrDefaultAsync(stop);
        return true;
    }

    // Whether an administrator other than this one can sign in.
    private Task<bool> OthersRunAsync(Guid id, CancellationToken stop) =>
        db.RoleHoldings.AnyAsync(h => h.Role == Role.Administrator && h.PersonId != id && h.From <= Today && (h.Until == null || h.Until >= Today)
            && db.Users.Any(a => a.PersonId == h.PersonId && a.EndedAt == null), stop);

    private async Task<ScopeKind?> ScopeAsync(Guid? scopeId, CancellationToken stop) => scopeId switch
    {
        null => Input.Scope == WholeBoard ? ScopeKind.Board : null,
        { } id when await db.Groups.AnyAsync(g => g.Id == id, stop) => ScopeKind.Group,
        { } id when await db.Organisations.AnyAsync(o => o.Id == id, stop) => ScopeKind.Organisation,
        _ => null,
    };
}
