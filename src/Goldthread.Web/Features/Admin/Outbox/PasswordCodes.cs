using Goldthread.Web.Features.Shared;
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

    private sealed class InvitationCodes(IDataProtectionProvider protection, ILogger<DataProtectorTokenProvider<Account>> log)
        : DataProtectorTokenProvider<Account>(protection, Microsoft.Extensions.Options.Options.Create(new DataProtectionTokenProviderOptions { Name = nameof(Invitation), TokenLifespan = Invitation }), log);

    private sealed class ResetCodes(IDataProtectionProvider protection, ILogger<DataProtectorTokenProvider<Account>> log)
        : DataProtectorTokenProvider<Account>(protection, Microsoft.Extensions.Options.Options.Create(new DataProtectionTokenProviderOptions { Name = nameof(Reset), TokenLifespan = Reset }), log);
}
