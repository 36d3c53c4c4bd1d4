using Microsoft.AspNetCore.Identity;

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
