using System.Security.Cryptography;
using System.Text;
using Goldthread.Web.Commands;

namespace Goldthread.Web.Storage.Copies;

/// <summary>How the key of a backup can be had, as its head says. Nothing in it opens anything.</summary>
/// <param name="Kind">"passphrase" or "public key".</param>
/// <param name="Salt">Base64; for a passphrase.</param>
/// <param name="Rounds">Of PBKDF2 with SHA-256; for a passphrase.</param>
/// <param name="Wrapped">The key, encrypted with RSA-OAEP, base64; for a public key.</param>
internal sealed record BundleLock(string Kind, string? Salt, int Rounds, string? Wrapped);

/// <summary>Keys of backups: from a passphrase, or made anew for each backup and readable by the holder of a private key alone.</summary>
internal static class BundleKeys
{
    /// <summary>Letters a passphrase must have.</summary>
    public const int Shortest = 12;
    private const string Passphrase = "passphrase", PublicKey = "public key";
    private const int RoundsNow = 600_000, MostRounds = 20_000_000, TagLength = 16, NonceLength = 12;

    /// <summary>A key from a passphrase, and what the head says of it.</summary>
    public static (byte[] Key, BundleLock Lock) FromPassphrase(string passphrase)
    {
        if (passphrase.Length < Shortest) throw new UsageException($"the passphrase is shorter than {Shortest} letters: take several words");
        var salt = RandomNumberGenerator.GetBytes(16);
        return (Derive(passphrase, salt, RoundsNow), new(Passphrase, Convert.ToBase64String(salt), RoundsNow, null));
    }

    /// <summary>A key made by chance, for whoever holds the private half of an RSA key.</summary>
    /// <param name="file">The public half, as a PEM file.</param>
    public static (byte[] Key, BundleLock Lock) ForPublicKey(string file)
    {
        using var rsa = Load(file, "public");
        var key = RandomNumberGenerator.GetBytes(32);
        return (key, new(PublicKey, null, 0, Convert.ToBase64String(rsa.Encrypt(key, RSAEncryptionPadding.OaepSHA256))));
    }

    /// <summary>The key again.</summary>
    /// <exception cref="UsageException">What it takes is not given, or does not fit.</exception>
    public static byte[] Open(BundleLock how, string? passphrase, string? privateKeyFile)
    {
        if (how is { Kind: Passphrase, Salt: { } salt, Rounds: > 0 and < MostRounds })
            return Derive(passphrase ?? throw new UsageException("this backup is encrypted with a passphrase: set GOLDTHREAD_BACKUP_PASSPHRASE"), Convert.FromBase64String(salt), how.Rounds);
        if (how is not { Kind: PublicKey, Wrapped: { } wrapped }) throw new UsageException("this backup is encrypted in a way that this version does not know: install the version that made it, or a later one");
        using var rsa = Load(privateKeyFile ?? throw new UsageException("this backup is encrypted for the holder of a private key: name its PEM file with --private-key"), "private");
        try
        {
            return rsa.Decrypt(Convert.FromBase64String(wrapped), RSAEncryptionPadding.OaepSHA256);
        }
        catch (CryptographicException)
        {
            throw new UsageException($"{privateKeyFile} is not the private key that this backup was made for");
        }
    }

    /// <summary>A few bytes under a passphrase of their own: salt, nonce, tag and cipher.</summary>
    public static byte[] Seal(byte[] plain, string passphrase)
    {
        if (passphrase.Length < Shortest) throw new UsageException($"the passphrase of the master key is shorter than {Shortest} letters: take several words");
        var sealedBytes = new byte[16 + NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, 16 + NonceLength));
        using var aes = new AesGcm(Derive(passphrase, sealedBytes.AsSpan(0, 16), RoundsNow), TagLength);
        aes.Encrypt(sealedBytes.AsSpan(16, NonceLength), plain, sealedBytes.AsSpan(16 + NonceLength + TagLength), sealedBytes.AsSpan(16 + NonceLength, TagLength));
        return sealedBytes;
    }

    /// <summary>Opens what <see cref="Seal"/> made; null when the passphrase is another.</summary>
    public static byte[]? Unseal(byte[] sealedBytes, string passphrase)
    {
        var plain = new byte[sealedBytes.Length - 16 - NonceLength - TagLength];
        using var aes = new AesGcm(Derive(passphrase, sealedBytes.AsSpan(0, 16), RoundsNow), TagLength);
        try
        {
            aes.Decrypt(sealedBytes.AsSpan(16, NonceLength), sealedBytes.AsSpan(16 + NonceLength + TagLength), sealedBytes.AsSpan(16 + NonceLength, TagLength), plain);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] Derive(string passphrase, ReadOnlySpan<byte> salt, int rounds) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(passphrase), salt, rounds, HashAlgorithmName.SHA256, 32);

    private static RSA Load(string file, string half)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(File.ReadAllText(file));
            return rsa.KeySize >= 2048 ? rsa : throw new UsageException($"{file} is an RSA key of {rsa.KeySize} bits: take one of 3072 or more");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            throw new UsageException($"{file} can't be read as the {half} half of an RSA key in a PEM file");
        }
    }
}
