using Goldthread.Web.Features.Shared;

namespace Goldthread.Web.Site;

/// <summary>Slows down whoever guesses passwords without shutting out whose password is guessed (T16): waiting grows for the
/// pair of account and network address, one address has a limit over all accounts, and an account that is tried from very
/// many addresses lets in only from addresses it was used from before. Addresses of IPv6 count by their
/// network. Held in memory of each node: a restart begins anew, and of two nodes each counts for itself.</summary>
public sealed class SignInThrottle(TimeProvider clock)
{
    /// <summary>Wrong passwords for one account from one address before the first wait.</summary>
    public const int FreeTries = 5;

    /// <summary>Wrong passwords from one address, whatever the account, in <see cref="Window"/>.</summary>
    public const int TriesPerAddress = 60;

    /// <summary>Wrong passwords for one account, from any address, in <see cref="Window"/>.</summary>
    public const int TriesPerAccount = 100;

    /// <summary>After this long without a wrong password all is forgotten.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(15), LongestWait = TimeSpan.FromMinutes(15);
    private const int MostKept = 50_000;
    private readonly Dictionary<string, (int Wrong, DateTimeOffset Last)> kept = [];

    /// <summary>How long to wait before the next try; zero for not at all.</summary>
    /// <param name="account">The address typed, whether there is such an account or not.</param>
    /// <param name="from">Network address.</param>
    public TimeSpan WaitFor(string account, string from)
    {
        lock (kept)
        {
            var pair = Left(Pair(account, from), FreeTries);
            var address = Left(Address(from), TriesPerAddress);
            return pair > address ? pair : address;
        }
    }

    /// <summary>Begins a try: it counts as wrong until <see cref="Succeed"/> takes it back, so that many at once are no more
    /// than as many one after the other.</summary>
    /// <param name="account">The address typed, whether there is such an account or not.</param>
    /// <param name="from">Network address.</param>
    /// <param name="wait">How long to wait when it is refused.</param>
    /// <returns>What to give to <see cref="Succeed"/>; null when the password must not be looked at.</returns>
    public SignInTry? Begin(string account, string from, out TimeSpan wait)
    {
        lock (kept)
        {
            wait = WaitFor(account, from);
            if (wait > TimeSpan.Zero) return null;
            SignInTry begun = new(account, from, clock.GetUtcNow(), LastOf(Pair(account, from)), LastOf(Address(from)), LastOf(Account(account)));
            Fail(account, from);
            return begun;
        }
    }

    /// <summary>Whether the account is being tried from so many places that only those it knows may try further. Asked within
    /// a try, which counts itself.</summary>
    public bool IsBesieged(string account)
    {
        lock (kept) return Wrong(Account(account)) > TriesPerAccount;
    }

    /// <summary>The refusal, in words: the same for an address that has an account and for one that has none.</summary>
    public static string InWords(TimeSpan wait) =>
        $"There were too many wrong tries. Wait {(wait.TotalSeconds <= 60 ? Say.Count((int)Math.Ceiling(wait.TotalSeconds), "second") : Say.Count((int)Math.Ceiling(wait.TotalMinutes), "minute"))}, then try again";

    /// <summary>Notes a wrong password.</summary>
    public void Fail(string account, string from)
    {
        lock (kept)
        {
            if (kept.Count > MostKept) Forget();
            foreach (var key in new[] { Pair(account, from), Address(from), Account(account) }) kept[key] = (Wrong(key) + 1, clock.GetUtcNow());
        }
    }

    /// <summary>Notes that everything asked for was given: the try was none, and the pair begins anew.</summary>
    public void Succeed(SignInTry begun)
    {
        lock (kept)
        {
            kept.Remove(Pair(begun.Account, begun.From));
            Forgive(begun);
        }
    }

    /// <summary>Notes that the password was right where a code is asked for as well: the try was none, and what was wrong before still
    /// counts. Else whoever has the password would never wait for guessing codes.</summary>
    public void Forgive(SignInTry begun)
    {
        lock (kept)
        {
            TakeBack(Pair(begun.Account, begun.From), begun.At, begun.PairLast);
            TakeBack(Address(begun.From), begun.At, begun.AddressLast);
            TakeBack(Account(begun.Account), begun.At, begun.AccountLast);
        }
    }

    // The time of the last wrong one comes back too: or an office where people sign in all day would never be forgiven.
    private void TakeBack(string key, DateTimeOffset at, DateTimeOffset? last)
    {
        if (!kept.TryGetValue(key, out var known)) return;
        if (known.Wrong <= 1 || (known.Last == at && last is null)) kept.Remove(key);
        else kept[key] = (known.Wrong - 1, known.Last == at ? last!.Value : known.Last);
    }

    private DateTimeOffset? LastOf(string key) => kept.TryGetValue(key, out var known) ? known.Last : null;

    private int Wrong(string key) => kept.TryGetValue(key, out var known) && clock.GetUtcNow() - known.Last < Window ? known.Wrong : 0;

    // Doubles with each wrong password beyond those that are free.
    private TimeSpan Left(string key, int free)
    {
        var wrong = Wrong(key);
        if (wrong < free) return TimeSpan.Zero;
        var wait = FirstWait * Math.Pow(2, Math.Min(wrong - free, 20));
        if (wait > LongestWait) wait = LongestWait;
        var left = kept[key].Last + wait - clock.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void Forget()
    {
        foreach (var old in kept.Where(k => clock.GetUtcNow() - k.Value.Last >= Window).Select(k => k.Key).ToList()) kept.Remove(old);
        // A flood of invented accounts must not fill the memory: the addresses it comes from are kept longest.
        if (kept.Count > MostKept) foreach (var some in kept.Keys.Where(k => k[0] != 'a').Take(MostKept / 2).ToList()) kept.Remove(some);
    }

    private static string Pair(string account, string from) => $"p {Proxies.NetworkOf(from)} {account.ToUpperInvariant()}";

    private static string Address(string from) => $"a {Proxies.NetworkOf(from)}";

    private static string Account(string account) => $"k {account.ToUpperInvariant()}";
}

/// <summary>A try to sign in that is under way.</summary>
/// <param name="Account">The address typed.</param>
/// <param name="From">Network address.</param>
/// <param name="At">When it began.</param>
/// <param name="PairLast">The last wrong one for this account from this address before it.</param>
/// <param name="AddressLast">The last wrong one from this address before it.</param>
/// <param name="AccountLast">The last wrong one for this account before it.</param>
public sealed record SignInTry(string Account, string From, DateTimeOffset At, DateTimeOffset? PairLast, DateTimeOffset? AddressLast, DateTimeOffset? AccountLast);
