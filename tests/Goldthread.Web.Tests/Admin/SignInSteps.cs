using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;

namespace Goldthread.Web.Tests.Admin;

/// <summary>What tests of sign-in begin with.</summary>
internal static class SignInSteps
{
    public const string Password = "four geese in a hurry";

    /// <summary>Gives somebody of the cast a password.</summary>
    public static Task GivenPasswordAsync(this Board board, Somebody somebody) =>
        board.ChangeAccountAsync(somebody, account => account.PasswordHash = new PasswordHasher<Account>().HashPassword(account, Password));

    /// <summary>Gives somebody of the cast a password and an authenticator app.</summary>
    /// <returns>The app's key and the recovery codes.</returns>
    public static async Task<(string Key, IReadOnlyList<string> Codes)> GivenAppAsync(this Board board, Somebody somebody)
    {
        var (key, (codes, kept)) = (AuthenticatorApp.NewKey(), RecoveryCodes.Draw());
        await board.GivenPasswordAsync(somebody);
        await board.ChangeAccountAsync(somebody, account => account.SetUpApp(board.Services.GetRequiredService<Sealing>().Seal(key), 0, kept, board.Clock.UtcNow()));
        return (key, codes);
    }

    /// <summary>Changes the account of somebody of the cast.</summary>
    public static async Task ChangeAccountAsync(this Board board, Somebody somebody, Action<Account> change)
    {
        await using var db = board.OpenAll();
        change(await db.Users.SingleAsync(a => a.PersonId == somebody.Id));
        await db.SaveAsync(Command.Now("Tests: account"), TestContext.Current.CancellationToken);
    }

    /// <summary>Changes the settings of the board.</summary>
    public static async Task ChangeSettingsAsync(this Board board, Action<Goldthread.Domain.Governance.BoardSettings> change)
    {
        await using var db = board.OpenAll();
        change(await db.Settings.SingleAsync());
        await db.SaveAsync(Command.Now("Tests: settings"), TestContext.Current.CancellationToken);
        board.Services.GetRequiredService<BoardContext>().Refresh();
    }

    /// <summary>The account of somebody of the cast, as it is stored now.</summary>
    public static async Task<Account> AccountAsync(this Board board, Somebody somebody)
    {
        await using var db = board.OpenAll();
        return await db.Users.AsNoTracking().SingleAsync(a => a.PersonId == somebody.Id);
    }

    /// <summary>Makes somebody of the cast an administrator too.</summary>
    public static async Task GivenAdministratorAsync(this Board board, Somebody somebody)
    {
        await using var db = board.OpenAll();
        db.Add(new RoleHolding(somebody.Id, Role.Administrator, ScopeKind.Board, null, board.Today));
        await db.SaveAsync(Command.Now("Tests: a second administrator"), TestContext.Current.CancellationToken);
    }

    /// <summary>Two administrators take somebody's second factor away.</summary>
    public static async Task LoseFactorAsync(this Board board, Somebody somebody)
    {
        await board.GivenAdministratorAsync(Somebody.Analyst);
        var (one, other) = (await board.AsAsync(Somebody.Administrator), await board.AsAsync(Somebody.Analyst));
        await one.PressAsync(await one.OpenAsync($"/people/{somebody.Id}/second-factor"), "Ask for the second factor to be taken away", ("Input.Reason", "Stolen; rang back"));
        await other.PressAsync(await other.OpenAsync($"/people/{somebody.Id}/second-factor"), "Confirm: take the second factor away");
    }

    /// <summary>What an app shows.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="board">The board's clock is the phone's.</param>
    /// <param name="steps">So many steps of thirty seconds later.</param>
    public static string CodeOf(string key, Board board, int steps = 0) => new Totp(Base32Encoding.ToBytes(key)).ComputeTotp(board.Clock.GetUtcNow().UtcDateTime.AddSeconds(30 * steps));

    /// <summary>Enters address and password.</summary>
    public static async Task<Screen> GivePasswordAsync(this Client browser, Somebody somebody, string password = Password) =>
        await browser.PressAsync(await browser.OpenAsync("/sign-in"), "Sign in", ("Input.Email", somebody.Email), ("Input.Password", password));

    /// <summary>Signs in with password and code.</summary>
    public static async Task<Screen> SignInAsync(this Client browser, Somebody somebody, string code) => await browser.PressAsync(await browser.GivePasswordAsync(somebody), "Go on", ("Code", code));
}
