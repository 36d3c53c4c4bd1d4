using System.Security.Cryptography;
using System.Text;

namespace Goldthread.Domain.Admin;

/// <summary>Codes for whoever has lost the phone: drawn together, shown once, each good for one sign-in. What is kept tells none of
/// them: a salt and, for each, what a slow hash makes of it (ASVS 6.5.2).</summary>
public static class RecoveryCodes
{
    /// <summary>How many are drawn together.</summary>
    public const int Count = 10;

    private const int Length = 12, SaltLength = 16, HashLength = 32, Rounds = 210_000; // 59 bits each; rounds as OWASP has them for SHA-512
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789"; // none that is taken for another

    /// <summary>Draws them anew.</summary>
    /// <returns>The codes as they are shown, "abcd-efgh-jkmn", and what is kept.</returns>
    public static (IReadOnlyList<string> Codes, string Kept) Draw()
    {
        var codes = Enumerable.Range(0, Count).Select(_ => RandomNumberGenerator.GetString(Letters, Length)).ToList();
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        return ([.. codes.Select(c => $"{c[..4]}-{c[4..8]}-{c[8..]}")], string.Join(' ', codes.Select(c => Hash(c, salt)).Prepend(Convert.ToBase64String(salt))));
    }

    /// <summary>How many are left.</summary>
    public static int Left(string kept) => kept is { Length: > 0 } ? kept.Count(c => c == ' ') : 0;

    /// <summary>Uses one up.</summary>
    /// <param name="kept">What is kept.</param>
    /// <param name="typed">As typed; capitals, spaces and dashes do not matter.</param>
    /// <returns>What is kept from now on; null when it is none of them.</returns>
    public static string? Use(string kept, string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        if (typed.Length > 3 * Length || Left(kept) == 0) return null;
        StringBuilder plain = new();
        foreach (var c in typed) if (c is not ('-' or ' ')) plain.Append(char.ToLowerInvariant(c));
        if (plain.Length != Length) return null;
        var parts = kept.Split(' ');
        var hash = Hash(plain.ToString(), Convert.FromBase64String(parts[0]));
        var left = parts.Skip(1).Where(known => !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(known), Encoding.ASCII.GetBytes(hash))).ToList();
        return left.Count == parts.Length - 1 ? null : string.Join(' ', left.Prepend(parts[0]));
    }

    private static string Hash(string code, byte[] salt) => Convert.ToBase64String(Rfc2898DeriveBytes.Pbkdf2(code, salt, Rounds, HashAlgorithmName.SHA512, HashLength));
}
