using System.Security.Cryptography;
using System.Text;
using Goldthread.Web.Site;

namespace Goldthread.Web.Features.Admin;

/// <summary>Passwords found in breaches, in a file that whoever runs the board fetches and renews (ASVS 6.2.12): sorted lines of a SHA-1 in
/// capital hex, with or without a colon and a count behind it, as Have I Been Pwned's downloader writes them. Read where it lies: nothing is
/// sent anywhere, and however large it is, some forty places of it are looked at. A new file in its place counts from the next look.</summary>
public sealed class BreachedPasswords(BoardOptions options)
{
    private const int HashLength = 40;

    /// <summary>Whether a password is in the list; never where the board has none.</summary>
    /// <exception cref="IOException">There is a list and it can't be read: then no password is taken.</exception>
    public bool Holds(string password)
    {
        if (options.BreachedPasswords is not { } path) return false;
        var wanted = HashOf(password);
        using FileStream list = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 256);
        // A line that begins in [from, until) may be it.
        for (var (from, until) = (0L, list.Length); from < until;)
        {
            var middle = from + ((until - from) / 2);
            var (begins, hash) = LineAt(list, middle);
            if (hash is null || begins >= until) until = middle;
            else if (string.CompareOrdinal(hash, wanted) is var order && order == 0) return true;
            else if (order < 0) from = begins + 1;
            else until = middle;
        }
        return false;
    }

    /// <summary>Whether a file can be such a list: its first line is looked at.</summary>
    public static bool IsList(string path)
    {
        if (!File.Exists(path)) return false;
        using var list = File.OpenRead(path);
        return LineAt(list, 0).Hash is { Length: HashLength } first && first.All(char.IsAsciiHexDigitUpper);
    }

#pragma warning disable CA5350 // lists are written so; nothing of ours is kept by it
    internal static string HashOf(string password) => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));
#pragma warning restore CA5350

    // The first line that begins at a place or behind it.
    private static (long Begins, string? Hash) LineAt(FileStream list, long place)
    {
        list.Position = Math.Max(0, place - 1);
        if (place > 0) for (var sign = list.ReadByte(); sign != '\n'; sign = list.ReadByte()) if (sign < 0) return (list.Length, null);
        var begins = list.Position;
        var hash = new byte[HashLength];
        return list.ReadAtLeast(hash, HashLength, throwOnEndOfStream: false) < HashLength ? (begins, null) : (begins, Encoding.ASCII.GetString(hash));
    }
}
