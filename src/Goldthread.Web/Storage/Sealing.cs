using System.Security.Cryptography;
using System.Text;

namespace Goldthread.Web.Storage;

/// <summary>Encrypts the history of restricted records with a master key from file or environment, which is not in the
/// database or its backup.</summary>
public sealed class Sealing(byte[] key)
{
    private const string KeySetting = "GOLDTHREAD_MASTER_KEY";
    private const int NonceLength = 12, TagLength = 16;

    /// <summary>For the migration tool, which writes nothing.</summary>
    internal static Sealing ForDesign { get; } = new(new byte[32]);

    /// <summary>The key in the environment, else in the file, which is made on first use and readable by its owner alone.</summary>
    /// <exception cref="InvalidOperationException">The key is not 32 bytes of base64.</exception>
    public static Sealing FromEnvironmentOr(string file)
    {
        var text = Environment.GetEnvironmentVariable(KeySetting);
        if (text is null)
        {
            if (!File.Exists(file))
            {
                Keep(file, Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));
            }
            text = File.ReadAllText(file);
        }
        var bytes = new byte[32];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length == 32
            ? new(bytes)
            : throw new InvalidOperationException($"The master key is not 32 bytes of base64: look at GOLDTHREAD_MASTER_KEY or {file}");
    }

    /// <summary>The key as it stands in the environment or the file, for a backup whose operator asked for it.</summary>
    public static byte[] Read(string file) => Encoding.ASCII.GetBytes((Environment.GetEnvironmentVariable(KeySetting) ?? File.ReadAllText(file)).Trim());

    /// <summary>Writes a key into a new file that its owner alone may read.</summary>
    public static void Keep(string file, byte[] key)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var stream = OwnerOnly.Write(file, FileMode.CreateNew);
        stream.Write(key);
    }

    /// <summary>Whether there is a key in the environment or in the file.</summary>
    public static bool IsThere(string file) => Environment.GetEnvironmentVariable(KeySetting) is not null || File.Exists(file);

    /// <summary>Tells this key from others and gives nothing of it away.</summary>
    public string Mark => Sign("Goldthread: mark of this key")[..16];

    /// <summary>Encrypts a text: nonce, tag and cipher, base64.</summary>
    public string Seal(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var output = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(output.AsSpan(0, NonceLength));
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(output.AsSpan(0, NonceLength), plain, output.AsSpan(NonceLength + TagLength), output.AsSpan(NonceLength, TagLength));
        return Convert.ToBase64String(output);
    }

    /// <summary>Decrypts what <see cref="Seal"/> made.</summary>
    /// <exception cref="CryptographicException">Another key, or changed text.</exception>
    public string Open(string text)
    {
        var input = Convert.FromBase64String(text);
        var plain = new byte[input.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(input.AsSpan(0, NonceLength), input.AsSpan(NonceLength + TagLength), input.AsSpan(NonceLength, TagLength), plain);
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>Signs a text with the same key, for seals of the audit trail; lower-case hex.</summary>
    public string Sign(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
}
