using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin;

/// <summary>What a password may be.</summary>
public static class PasswordRules
{
    /// <summary>Longest password, in characters.</summary>
    public const int Longest = 256;

    /// <summary>Why this can't be the account's password; nothing when it can.</summary>
    public static async Task<IReadOnlyList<string>> ProblemsAsync(this UserManager<Account> users, Account account, string? password)
    {
        if (string.IsNullOrEmpty(password)) return ["Enter the password you choose"];
        if (password.Length > Longest) return [$"Shorten the password to {Longest} characters"];
        List<string> problems = [];
        foreach (var rule in users.PasswordValidators) problems.AddRange((await rule.ValidateAsync(users, account, password)).Errors.Select(e => e.Description));
        return problems;
    }
}

/// <summary>Refuses what is guessed first; the list comes with the product, and nothing is sent anywhere.</summary>
public sealed class HardToGuess(BoardDb db, BoardContext board, BreachedPasswords breached) : IPasswordValidator<Account>
{
    private static readonly Lazy<HashSet<string>> common = new(() =>
    {
        using StreamReader list = new(typeof(HardToGuess).Assembly.GetManifestResourceStream("common-passwords.txt")!);
        return [.. list.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#')];
    });

    /// <inheritdoc/>
    public async Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        if (string.IsNullOrEmpty(password)) return IdentityResult.Success; // the rule of its length says so
        var name = await db.People.Where(p => p.Id == user.PersonId).Select(p => p.Name).FirstOrDefaultAsync();
        if (breached.Holds(password)) return IdentityResult.Failed(new IdentityError { Code = nameof(BreachedPasswords), Description = "This password was found in a breach: whoever guesses tries it early. Choose another, and change it wherever else you use it" });
        var organisations = await db.Organisations.Select(o => o.Name + " " + o.ShortName).ToListAsync();
        return !PasswordGuessing.IsEasy(password, common.Value, [board.Settings.Name, board.Settings.Area, name ?? "", user.Email ?? "", .. organisations, .. PasswordGuessing.WordsOfTheWork]) ? IdentityResult.Success
            : IdentityResult.Failed(new IdentityError { Code = nameof(HardToGuess), Description = "This password is easily guessed: it is common, or made of names. Four words that have nothing to do with each other are good" });
    }
}
