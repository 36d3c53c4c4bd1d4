namespace Goldthread.Domain.Admin;

/// <summary>An organisation's own sign-in (OpenID Connect), as whoever runs the system has set it up.</summary>
public sealed record IdentityProvider
{
    /// <summary>What it is called in addresses: "council".</summary>
    public required string Key { get; init; }

    /// <summary>What stands on the button: "Croydon Council account".</summary>
    public string Name { get; init; } = "";

    /// <summary>Its address, and exactly what it calls itself (the issuer).</summary>
    public string Authority { get; init; } = "";

    /// <summary>What it knows this board as.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>What the board proves with that it is this board.</summary>
    public string ClientSecret { get; init; } = "";

    /// <summary>Full or short name of the organisation for whose people, and those of its services, it speaks.</summary>
    public string Organisation { get; init; } = "";

    /// <summary>What stands behind the @ of the addresses it may speak for.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>The claim by which it says that an e-mail address is the person's.</summary>
    public string VerifiedBy { get; init; } = "email_verified";

    /// <summary>Values of its amr and acr that count as two factors; none for never.</summary>
    public IReadOnlyList<string> Strong { get; init; } = [];

    /// <summary>The organisation's people sign in by it and by nothing else.</summary>
    public bool IsOnlyWay { get; init; }

    /// <summary>Whether what it says of a sign-in is that two factors were asked for.</summary>
    /// <param name="methods">Its amr, and its acr.</param>
    public bool CountsAsStrong(IEnumerable<string> methods) => methods.Any(method => Strong.Contains(method, StringComparer.Ordinal));

    /// <summary>Whether it may speak for an address.</summary>
    public bool SpeaksFor(string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        return email.LastIndexOf('@') is > 0 and var at && Domains.Contains(email[(at + 1)..], StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What is wrong with the settings, each with the setting that it is about.</summary>
    public IReadOnlyList<Problem> Problems()
    {
        List<Problem> problems = [];
        if (Key.Length is 0 or > 20 || !Key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')) problems.Add(new(nameof(Key), "is called by letters, digits and hyphens, at most 20"));
        if (Name.Length is 0 or > 60) problems.Add(new(nameof(Name), "needs the words of its button, at most 60 characters"));
        if (!IsSafe(Authority) || Authority.Length > 200) problems.Add(new(nameof(Authority), "needs its address, which begins with https:// and has at most 200 characters"));
        if (ClientId.Length == 0) problems.Add(new("Client_Id", "needs what the provider knows this board as"));
        if (ClientSecret.Length == 0) problems.Add(new("Client_Secret", "needs the secret that the provider gave"));
        if (Organisation.Length == 0) problems.Add(new(nameof(Organisation), "needs the name of the organisation whose people it speaks for"));
        if (Domains.Count == 0 || Domains.Any(d => d.Contains('@', StringComparison.Ordinal) || !d.Contains('.', StringComparison.Ordinal))) problems.Add(new(nameof(Domains), "needs what stands behind the @ of its people’s addresses, such as croydon.gov.uk"));
        return problems;
    }

    /// <summary>Whether an address may be talked to: by https, or on this machine.</summary>
    public static bool IsSafe(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.UserInfo.Length == 0 && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}

/// <summary>What comes of somebody whom a provider has let in.</summary>
public enum ProviderVerdict
{
    /// <summary>Nobody here, or nobody who may come in this way. Which of the two is not told.</summary>
    Refused,
    /// <summary>The account is known to be this person's.</summary>
    Known,
    /// <summary>The account is this person's by its address, and is known to be from now on.</summary>
    Link,
}

/// <summary>What is known of an account when a provider names somebody.</summary>
/// <param name="IsLinked">It goes with exactly this person at this provider.</param>
/// <param name="HasOtherLink">It goes with somebody else there, or at another provider.</param>
/// <param name="IsEnded">It was ended.</param>
/// <param name="Runs">Its person runs the system.</param>
/// <param name="Belongs">Its person works for the organisation the provider speaks for, or holds something for it, today.</param>
public sealed record AccountAtProvider(bool IsLinked, bool HasOtherLink, bool IsEnded, bool Runs, bool Belongs);

/// <summary>Whom a provider lets in (W7).</summary>
public static class ProviderRules
{
    /// <summary>How long somebody may take at the provider.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>By how much the clocks of provider and board may differ.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    /// <summary>Whether somebody comes in. Who runs the system never does: whoever keeps an organisation's directory would run the board
    /// with it.</summary>
    /// <param name="account">The account with the link, else the one with the address; null for none.</param>
    /// <param name="email">The address that the provider names; null for none.</param>
    /// <param name="isVerified">The provider says that it is this person's.</param>
    /// <param name="provider">The provider.</param>
    public static ProviderVerdict Decide(AccountAtProvider? account, string? email, bool isVerified, IdentityProvider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        if (account is not { IsEnded: false, Runs: false, Belongs: true }) return ProviderVerdict.Refused;
        if (account.IsLinked) return ProviderVerdict.Known;
        return !account.HasOtherLink && isVerified && email is not null && provider.SpeaksFor(email) ? ProviderVerdict.Link : ProviderVerdict.Refused;
    }

    /// <summary>Whether the provider has asked anew since it was told to: an older sign-in there proves nothing of who sits here now.</summary>
    /// <param name="askedAt">When it was told to, UTC.</param>
    /// <param name="signedInAt">Its auth_time, UTC; null when it says none.</param>
    public static bool HasAskedAnew(DateTime askedAt, DateTime? signedInAt) => signedInAt >= askedAt - Skew;
}
