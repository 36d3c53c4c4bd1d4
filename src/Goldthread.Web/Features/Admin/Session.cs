using System.Security.Cryptography;
using Goldthread.Domain.Admin;

namespace Goldthread.Web.Features.Admin;

/// <summary>One sign-in on one device: looked up at every request, so that ending it takes effect at the next.</summary>
public sealed class Session
{
    private Session() { }

    /// <summary>Starts a session.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="proof">By what its owner proved who he or she is.</param>
    /// <param name="now">UTC.</param>
    /// <param name="from">Network address.</param>
    /// <param name="device">What the browser calls itself.</param>
    /// <param name="isFresh">Its owner proved it just now; else that was longer ago than a grave deed allows.</param>
    public Session(Account account, SignInProof proof, DateTime now, string from, string device, bool isFresh = true) =>
        (AccountId, PersonId, Stamp, Proof, StartedAt, SeenAt, From, Device) =
            (account.Id, account.PersonId, account.SecurityStamp ?? "", proof, isFresh ? now : now - SignInRules.Fresh, now, from, device.Length > 200 ? device[..200] : device);

    /// <summary>128 random bits; a UUID's fixed ones would leave 122 (ASVS 7.2.3). The cookie holds it sealed.</summary>
    public Guid Id { get; private set; } = new(RandomNumberGenerator.GetBytes(16));

    /// <summary>The account.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The person.</summary>
    public Guid PersonId { get; private set; }

    /// <summary>The account's security stamp then: a new password ends every session.</summary>
    public string Stamp { get; private set; } = "";

    /// <summary>By what its owner proved who he or she is, when it began.</summary>
    public SignInProof Proof { get; private set; }

    /// <summary>When it began, UTC: when its owner last proved who he or she is. Whoever does so again gets a new one.</summary>
    public DateTime StartedAt { get; private set; }

    /// <summary>When it was last used, UTC, to the minute.</summary>
    public DateTime SeenAt { get; private set; }

    /// <summary>Something restricted was read in it: it ends sooner when nobody uses it.</summary>
    public bool InReviews { get; private set; }

    /// <summary>When it was ended, UTC.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>Network address it began from.</summary>
    public string From { get; private set; } = "";

    /// <summary>What the browser calls itself.</summary>
    public string Device { get; private set; } = "";

    /// <summary>Ends it.</summary>
    public void End(DateTime at) => EndedAt = at;
}
