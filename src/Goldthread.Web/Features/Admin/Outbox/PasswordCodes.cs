using System.Security.Cryptography;
using System.Text.Json;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Goldthread.Web.Features.Admin.Outbox;

/// <summary>Codes with which somebody chooses a password: made when the mail is sent, bound to the account, and worth nothing once a
/// password was chosen or the account has ended.</summary>
public static class PasswordCodes
{
    /// <summary>How long an invitation holds.</summary>
    public static readonly TimeSpan Invitation = TimeSpan.FromDays(14);

    /// <summary>How long a forgotten password can be chosen anew.</summary>
    public static readonly TimeSpan Reset = TimeSpan.FromHours(1);

    /// <summary>How long a code holds, in words: "14 days", "1 hour".</summary>
    public static string InWords(bool isInvitation) => isInvitation ? Say.Count(Invitation.Days, "day") : Say.Count(Reset.Hours, "hour");

    private const string Purpose = "choose a password";

    /// <summary>Registers the two kinds of code, each with its time.</summary>
    public static IdentityBuilder AddPasswordCodes(this IdentityBuilder identity) => identity
        .AddTokenProvider<InvitationCodes>(nameof(Invitation))
        .AddTokenProvider<ResetCodes>(nameof(Reset));

    /// <summary>The address at which the password is chosen.</summary>
    public static async Task<string> AddressAsync(this UserManager<Account> users, Account account, bool isInvitation) =>
        $"/choose-password/{account.Id}?code={Uri.EscapeDataString(await users.GenerateUserTokenAsync(account, isInvitation ? nameof(Invitation) : nameof(Reset), Purpose))}";

    /// <summary>Whether a code lets somebody choose the password of an account now.</summary>
    public static async Task<bool> MayChooseAsync(this UserManager<Account> users, Account account, string code) =>
        account.EndedAt is null
        && ((account.PasswordHash is null && await users.VerifyUserTokenAsync(account, nameof(Invitation), Purpose, code)) || await users.VerifyUserTokenAsync(account, nameof(Reset), Purpose, code));

    // The framework's provider takes the machine's clock and not the board's.
    private abstract class Codes(IDataProtectionProvider protection, string kind, TimeSpan holds, TimeProvider clock) : IUserTwoFactorTokenProvider<Account>
    {
        private readonly IDataProtector protector = protection.CreateProtector(Purpose, kind);

        private sealed record Kept(Guid AccountId, string Purpose, string? Stamp, DateTime At);

        public Task<string> GenerateAsync(string purpose, UserManager<Account> manager, Account user) =>
            Task.FromResult(protector.Protect(JsonSerializer.Serialize(new Kept(user.Id, purpose, user.SecurityStamp, clock.UtcNow()))));

        public Task<bool> ValidateAsync(string purpose, string token, UserManager<Account> manager, Account user)
        {
            try
            {
                var kept = JsonSerializer.Deserialize<Kept>(protector.Unprotect(token))!;
                return Task.FromResult(kept.AccountId == user.Id && kept.Purpose == purpose && kept.Stamp == user.SecurityStamp && clock.UtcNow() - kept.At < holds);
            }
            catch (Exception another) when (another is CryptographicException or JsonException or FormatException)
            {
                return Task.FromResult(false);
            }
        }

        public Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<Account> manager, Account user) => Task.FromResult(false);
    }

    private sealed class InvitationCodes(IDataProtectionProvider protection, TimeProvider clock) : Codes(protection, nameof(Invitation), Invitation, clock);

    private sealed class ResetCodes(IDataProtectionProvider protection, TimeProvider clock) : Codes(protection, nameof(Reset), Reset, clock);
}
