using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Goldthread.Web.Commands;

namespace Goldthread.Web.Storage.Copies;

/// <summary>A bundle that is not as it was written: where, and in which part.</summary>
public sealed class DamagedException(string message) : Exception(message);

/// <summary>Reads what <see cref="BundleWriter"/> wrote, and believes no byte that it did not prove.</summary>
internal sealed class BundleReader : IDisposable
{
    private const int LongestHead = 8192;
    private readonly FileStream from;
    private readonly string name;
    private long start;
    private long pieces, pieceAt;
    private AesGcm? aes;
    private string part = "its head";

    private BundleReader(FileStream from, string name) => (this.from, this.name) = (from, name);

    /// <summary>What it says of itself.</summary>
    public BundleHead Head { get; private set; } = null!;

    /// <summary>Opens a file and reads its head.</summary>
    /// <exception cref="UsageException">It is no backup, or a newer version's.</exception>
    /// <exception cref="DamagedException">Its head is not as it was written.</exception>
    public static BundleReader Open(string file)
    {
        if (!File.Exists(file)) throw new UsageException($"there is no file {Path.GetFullPath(file)}");
        var reader = new BundleReader(new(file, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = BundleWriter.PieceLength }), Path.GetFileName(file));
        try
        {
            reader.ReadHead();
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Sets the key.</summary>
    public void Unlock(byte[] key) => aes = new(key, BundleWriter.TagLength);

    /// <summary>Reads everything from the first part to the last.</summary>
    /// <param name="take">Given each part's name and content, in the order in which they lie; what it leaves unread is read and proved all the same.</param>
    /// <returns>The manifest.</returns>
    /// <exception cref="DamagedException">A piece is not as it was written; parts before it were.</exception>
    public async Task<byte[]> ReadAsync(Func<string, Stream, Task> take)
    {
        (from.Position, pieces, part) = (start, 0, "its first part");
        while (true)
        {
            var (kind, content) = Next();
            if (kind == Piece.Manifest) return Manifest(content);
            if (kind != Piece.Begin) throw Damaged();
            part = Encoding.UTF8.GetString(content);
            await using var stream = new Content(this);
            await take(part, stream);
            await stream.CopyToAsync(Stream.Null);
            part = $"what follows {part}";
        }
    }

    private byte[] Manifest(byte[] first)
    {
        part = "its manifest";
        using var all = new MemoryStream();
        all.Write(first);
        while (true)
        {
            var (kind, content) = Next();
            if (kind == Piece.Manifest && all.Length < Copies.Manifest.Longest) all.Write(content);
            else if (kind == Piece.End && content.AsSpan().SequenceEqual(SHA256.HashData(all.ToArray()))) break;
            else throw Damaged();
        }
        return from.ReadByte() < 0 ? all.ToArray() : throw new DamagedException($"{name} is damaged: bytes stand behind its end, at byte {from.Position - 1}");
    }

    private void ReadHead()
    {
        List<string> lines = [];
        var line = new List<byte>();
        while (lines.Count < 3)
        {
            var next = from.ReadByte();
            if (next == '\n')
            {
                lines.Add(Encoding.UTF8.GetString([.. line]));
                line.Clear();
                if (lines.Count == 1 && lines[0] != BundleWriter.FirstLine) break;
                continue;
            }
            if (next < 0 || from.Position > LongestHead || (lines.Count == 0 && line.Count > BundleWriter.FirstLine.Length)) break;
            line.Add((byte)next);
        }
        if (lines.Count == 0 || lines[0] != BundleWriter.FirstLine) throw new UsageException($"{name} is not a backup made by goldthread");
        if (lines.Count < 3) throw new DamagedException($"{name} is damaged: it ends in its head");
        if (BundleWriter.Checksum(lines[1]) != lines[2]) throw new DamagedException($"{name} is damaged: its head (bytes 0 to {from.Position}) is not as it was written");
        Head = JsonSerializer.Deserialize<BundleHead>(lines[1])!;
        if (Head.Format > BundleWriter.Format) throw new UsageException($"{name} was made by a newer version of Goldthread ({Head.Version}) in a form that this one can't read: install that version, or a later one");
        start = from.Position;
    }

    private (Piece Kind, byte[] Content) Next()
    {
        pieceAt = from.Position;
        Span<byte> prefix = stackalloc byte[4];
        if (from.ReadAtLeast(prefix, 4, throwOnEndOfStream: false) < 4) throw Cut();
        var length = BinaryPrimitives.ReadInt32BigEndian(prefix);
        if (length is <= BundleWriter.TagLength or > BundleWriter.PieceLength + 1 + BundleWriter.TagLength) throw Damaged();
        var cipher = new byte[length];
        if (from.ReadAtLeast(cipher, length, throwOnEndOfStream: false) < length) throw Cut();
        var plain = new byte[length - BundleWriter.TagLength];
        try
        {
            aes!.Decrypt(BundleWriter.Nonce(pieces), cipher.AsSpan(0, plain.Length), cipher.AsSpan(plain.Length), plain, prefix);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw pieces == 0 ? new UsageException($"{name} does not open: the passphrase or key is another, or the first bytes behind its head (byte {start}) are damaged") : Damaged();
        }
        pieces++;
        return ((Piece)plain[0], plain[1..]);
    }

    private DamagedException Damaged() => new($"{name} is damaged in {part}: bytes {pieceAt} to {from.Position} are not as they were written");

    private DamagedException Cut() => new($"{name} is damaged: it ends in {part}, at byte {from.Length}; the rest is missing");

    public void Dispose()
    {
        aes?.Dispose();
        from.Dispose();
    }

    private sealed class Content(BundleReader bundle) : OneWayStream
    {
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private byte[] piece = [];
        private int next;
        private bool ended;

        public override bool CanRead => true;

        public override int Read(Span<byte> buffer)
        {
            while (next == piece.Length && !ended)
            {
                var (kind, content) = bundle.Next();
                if (kind == Piece.Data)
                {
                    hash.AppendData(content);
                    (piece, next) = (content, 0);
                }
                else
                {
                    ended = kind == Piece.End && content.AsSpan().SequenceEqual(hash.GetHashAndReset()) ? true : throw bundle.Damaged();
                }
            }
            var taken = Math.Min(buffer.Length, piece.Length - next);
            piece.AsSpan(next, taken).CopyTo(buffer);
            next += taken;
            return taken;
        }

        protected override void Dispose(bool disposing)
        {
            hash.Dispose();
            base.Dispose(disposing);
        }
    }
}
