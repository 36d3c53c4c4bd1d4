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

/// <summary>One sign-in on one device: looked up at every request, so that ending it takes effect at the next.</summary>
public sealed class Session
{
    private Session() { }

    /// <summary>Starts a session.</summary>
    public Session(Account account, DateTime now, string from, string device) =>
        (AccountId, PersonId, Stamp, StartedAt, SeenAt, From, Device) =
            (account.Id, account.PersonId, account.SecurityStamp ?? "", now, now, from, device.Length > 200 ? device[..200] : device);

    /// <summary>Random, no order in time.</summary>
    public Guid Id { get; private set; } = Guid.NewGuid();

    /// <summary>The account.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The person.</summary>
    public Guid PersonId { get; private set; }

    /// <summary>The account's security stamp then: a new password ends every session.</summary>
    public string Stamp { get; private set; } = "";

    /// <summary>When it began, UTC.</summary>
    public DateTime StartedAt { get; private set; }

    /// <summary>When it was last used, UTC, to the minute.</summary>
    public DateTime SeenAt { get; private set; }

    /// <summary>When it was ended, UTC.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>Network address it began from.</summary>
    public string From { get; private set; } = "";

    /// <summary>What the browser calls itself.</summary>
    public string Device { get; private set; } = "";

    /// <summary>Ends it.</summary>
    public void End(DateTime at) => EndedAt = at;
}
