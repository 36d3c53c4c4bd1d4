using Goldthread.Domain.Admin;
using Microsoft.AspNetCore.Identity;

namespace Goldthread.Web.Features.Admin;

/// <summary>How a person signs in. People may exist without one.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>Makes an account with an id of ours.</summary>
    public Account() => Id = Guid.CreateVersion7();

    /// <summary>The person.</summary>
    public Guid PersonId { get; set; }

    /// <summary>When it was ended, UTC; null while in use.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>How often its owner is written to about what waits.</summary>
    public DigestRhythm Digest { get; set; }

    /// <summary>The secret that the authenticator app shares, encrypted with the master key; null without an app.</summary>
    public string? AppKey { get; private set; }

    /// <summary>When the app was set up, UTC.</summary>
    public DateTime? AppSince { get; private set; }

    /// <summary>The step of thirty seconds whose code was taken last: a code counts once, and none before it.</summary>
    public long AppStep { get; private set; }

    /// <summary>Recovery codes as <see cref="Domain.Admin.RecoveryCodes"/> keeps them; empty for none.</summary>
    public string RecoveryCodes { get; private set; } = "";

    /// <summary>Takes an app on, in the place of any before it: every session that there was ends.</summary>
    /// <param name="key">Its secret, encrypted.</param>
    /// <param name="step">The step whose code proved that it works.</param>
    /// <param name="recovery">New recovery codes as they are kept; null leaves those there are.</param>
    /// <param name="now">UTC.</param>
    public void SetUpApp(string key, long step, string? recovery, DateTime now)
    {
        (AppKey, AppStep, AppSince, TwoFactorEnabled) = (key, step, now, true);
        if (recovery is not null) RecoveryCodes = recovery;
        Renew();
    }

    /// <summary>Takes the app off, and with the last second factor its recovery codes.</summary>
    /// <param name="hasPasskeys">Passkeys are left.</param>
    public void RemoveApp(bool hasPasskeys)
    {
        (AppKey, AppStep, AppSince, TwoFactorEnabled) = (null, 0, null, hasPasskeys);
        if (!hasPasskeys) RecoveryCodes = "";
        Renew();
    }

    /// <summary>Notes that it has a passkey, with recovery codes for when it is lost.</summary>
    /// <param name="recovery">New recovery codes as they are kept; null leaves those there are.</param>
    public void SetUpPasskey(string? recovery)
    {
        TwoFactorEnabled = true;
        if (recovery is not null) RecoveryCodes = recovery;
        Renew();
    }

    /// <summary>Notes that a passkey goes, and with the last second factor its recovery codes.</summary>
    public void RemovePasskey(bool isLastFactor)
    {
        if (isLastFactor) (TwoFactorEnabled, RecoveryCodes) = (false, "");
        Renew();
    }

    /// <summary>Puts new recovery codes in the place of the old.</summary>
    public void RenewRecoveryCodes(string recovery)
    {
        RecoveryCodes = recovery;
        ConcurrencyStamp = Guid.NewGuid().ToString();
    }

    /// <summary>Uses a code up. Of two who use one code at the same moment the second meets a lost race.</summary>
    public void UseAppCode(long step) => (AppStep, ConcurrencyStamp) = (step, Guid.NewGuid().ToString());

    /// <inheritdoc cref="UseAppCode"/>
    /// <param name="left">What is kept from now on.</param>
    public void UseRecoveryCode(string left) => (RecoveryCodes, ConcurrencyStamp) = (left, Guid.NewGuid().ToString());

    /// <summary>Changes the password of whoever knew the old one: every other session ends.</summary>
    public void ChangePassword(string hash)
    {
        PasswordHash = hash;
        Renew();
    }

    /// <summary>Ends every session; the next sign-in is as before.</summary>
    public void SignOutEverywhere() => Renew();

    /// <summary>Notes that it goes by a provider from now on, or no longer by another.</summary>
    public void Link() => ConcurrencyStamp = Guid.NewGuid().ToString();

    /// <summary>Ends it: every session and every code of it is worth nothing from now on.</summary>
    /// <param name="now">UTC.</param>
    public void End(DateTime now)
    {
        EndedAt = now;
        Renew();
    }

    /// <summary>Lets its owner choose a password, for the first time or on coming back; whatever opened it before no longer does.</summary>
    public void Invite()
    {
        (EndedAt, PasswordHash) = (null, null);
        Renew();
    }

    // With the second stamp a sign-in or a choice of password that is under way meets a lost race: it writes the whole row, and would
    // bring back what was ended.
    private void Renew() => (SecurityStamp, ConcurrencyStamp) = (Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString());
}
