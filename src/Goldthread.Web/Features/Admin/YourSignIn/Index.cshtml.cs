using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.YourSignIn;

/// <summary>How one signs in, and where one is signed in: everybody's own page.</summary>
[ForEveryoneSignedIn, ConfirmFirst]
public sealed class IndexModel(BoardDb db, Viewer viewer, BoardContext board, TimeProvider clock) : BoardPage
{
    public Account Account { get; private set; } = null!;

    /// <summary>Where one is signed in, this browser first.</summary>
    public IReadOnlyList<Session> Sessions { get; private set; } = [];

    /// <summary>How many passkeys there are.</summary>
    public int Passkeys { get; private set; }

    /// <summary>Providers the account goes by.</summary>
    public IReadOnlyList<IdentityUserLogin<Guid>> Links { get; private set; } = [];

    /// <summary>The board compels a second factor.</summary>
    public bool IsCompelled => !board.IsShown && SignInRules.IsCompelled(board.Settings.SecondFactor, viewer.Roles);

    public bool IsThis(Session session) => session.Id == User.SessionId();

    public async Task OnGetAsync(CancellationToken stop)
    {
        await FindAsync(stop);
        await FillAsync(stop);
    }

    public async Task<IActionResult> OnPostEndAsync(Guid session, CancellationToken stop)
    {
        await FindAsync(stop);
        if (await Running().SingleOrDefaultAsync(s => s.Id == session, stop) is not { } ending) return NotFound();
        if (IsThis(ending)) ModelState.AddModelError("", "This is where you are signed in now: press “Sign out”");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        ending.End(clock.UtcNow());
        return await SaveAndGoAsync(db, "/your-sign-in", "Signed out there", stop);
    }

    public async Task<IActionResult> OnPostEndOthersAsync(CancellationToken stop)
    {
        await FindAsync(stop);
        foreach (var other in (await Running().ToListAsync(stop)).Where(s => !IsThis(s))) other.End(clock.UtcNow());
        return await SaveAndGoAsync(db, "/your-sign-in", "Signed out everywhere else", stop);
    }

    public async Task<IActionResult> OnPostRemoveAppAsync(CancellationToken stop)
    {
        await FindAsync(stop);
        var hasPasskeys = await db.UserPasskeys.AnyAsync(p => p.UserId == Account.Id, stop);
        if (Account.AppKey is null) ModelState.AddModelError("", "There is no authenticator app that could be taken off");
        else if (IsCompelled && !hasPasskeys) ModelState.AddModelError("", $"The {board.Words.BodyShort} asks for a second factor: set up another app in the place of this one");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        Account.RemoveApp(hasPasskeys);
        db.Outbox.Add(new(MailKind.SignInChanged, Account.PersonId, clock.UtcNow()));
        Command.Result = "/your-sign-in";
        // A proof by the app carries no further than the app.
        var proof = HttpContext.As()!.Proof;
        await SignedIn.SignInAsync(HttpContext, db, Account, hasPasskeys ? proof : SignInRules.WithoutCode(proof), Command, stop);
        TempData["Done"] = "The app is taken off. You were signed out everywhere else";
        return LocalRedirect("/your-sign-in");
    }

    public async Task<IActionResult> OnPostUnlinkAsync(CancellationToken stop)
    {
        await FindAsync(stop);
        var hasPasskeys = await db.UserPasskeys.AnyAsync(p => p.UserId == Account.Id, stop);
        var isLinked = await db.UserLogins.AnyAsync(l => l.UserId == Account.Id, stop);
        if (!isLinked) ModelState.AddModelError("", "You sign in with no provider that could be left");
        else if (Account.PasswordHash is null && !hasPasskeys) ModelState.AddModelError("", "This is the only way you sign in: add a passkey or choose a password first");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        await db.UnlinkAsync(Account, stop);
        db.Outbox.Add(new(MailKind.SignInChanged, Account.PersonId, clock.UtcNow()));
        return await SaveAndGoAsync(db, "/sign-in", "Done. Sign in anew with your password or passkey", stop);
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        Links = await db.UserLogins.AsNoTracking().Where(l => l.UserId == Account.Id).ToListAsync(stop);
        Passkeys = await db.UserPasskeys.CountAsync(p => p.UserId == Account.Id, stop);
        Sessions = [.. (await Running().AsNoTracking().ToListAsync(stop)).OrderByDescending(IsThis).ThenByDescending(s => s.SeenAt)];
    }

    private async Task FindAsync(CancellationToken stop) => Account = await db.Users.SingleAsync(a => a.PersonId == viewer.PersonId, stop);

    private IQueryable<Session> Running() => db.Sessions.Running(Account, board.Settings, clock.UtcNow());
}
