using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Goldthread.Web.Storage.Copies;

/// <summary>One part of a bundle.</summary>
/// <param name="Name">"board.db", "files/…".</param>
/// <param name="Length">Bytes, as they lie in the bundle.</param>
/// <param name="Sha256">Of these bytes, lower-case hex.</param>
internal sealed record BundlePart(string Name, long Length, string Sha256);

/// <summary>The first lines of a bundle, in clear: enough to say what it is and whether this version can read it.</summary>
internal sealed record BundleHead(int Format, string Version, DateTime MadeAt, BundleLock Lock);

/// <summary>Kinds of pieces.</summary>
internal enum Piece : byte { Begin = 1, Data = 2, End = 3, Manifest = 4 }

/// <summary>Writes one file of many parts. Behind three lines in clear (what it is, its head, the head's SHA-256) it consists of pieces,
/// each a length of four bytes and then kind and content encrypted with AES-256-GCM under the number of the piece, so that a changed,
/// missing, moved or added byte is found where it stands. No piece holds bytes of two parts, so that it is known which part is hurt.
/// The manifest is the last piece: a file that was cut has none.</summary>
internal sealed class BundleWriter : IDisposable
{
    /// <summary>The first line.</summary>
    public const string FirstLine = "Goldthread backup";

    /// <summary>The newest format that this version reads, and the one that it writes.</summary>
    public const int Format = 1;

    internal const int TagLength = 16, PieceLength = 256 * 1024;
    private readonly Stream to;
    private readonly AesGcm aes;
    private readonly byte[] cipher = new byte[4 + PieceLength + 1 + TagLength];
    private long written;

    /// <summary>Begins it.</summary>
    public BundleWriter(Stream to, BundleHead head, byte[] key)
    {
        this.to = to;
        aes = new(key, TagLength);
        var line = JsonSerializer.Serialize(head);
        to.Write(Encoding.UTF8.GetBytes($"{FirstLine}\n{line}\n{Checksum(line)}\n"));
    }

    internal static string Checksum(string head) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{FirstLine}\n{head}\n")));

    internal static byte[] Nonce(long piece)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(4), piece);
        return nonce;
    }

    /// <summary>Adds a part; what is written into the stream is its content.</summary>
    public async Task<BundlePart> AddAsync(string name, Func<Stream, Task> write)
    {
        Put(Piece.Begin, Encoding.UTF8.GetBytes(name));
        await using var content = new Content(this);
        await write(content);
        content.FlushPiece();
        var hash = content.Hash();
        Put(Piece.End, hash);
        return new(name, content.Written, Convert.ToHexStringLower(hash));
    }

    /// <summary>Ends it with the manifest.</summary>
    public void Finish(byte[] manifest)
    {
        foreach (var piece in manifest.Chunk(PieceLength)) Put(Piece.Manifest, piece);
        Put(Piece.End, SHA256.HashData(manifest));
    }

    private void Put(Piece kind, ReadOnlySpan<byte> content)
    {
        var plain = new byte[content.Length + 1];
        plain[0] = (byte)kind;
        content.CopyTo(plain.AsSpan(1));
        var length = plain.Length + TagLength;
        BinaryPrimitives.WriteInt32BigEndian(cipher, length);
        aes.Encrypt(Nonce(written++), plain, cipher.AsSpan(4, plain.Length), cipher.AsSpan(4 + plain.Length, TagLength), cipher.AsSpan(0, 4));
        to.Write(cipher, 0, 4 + length);
    }

    public void Dispose() => aes.Dispose();

    private sealed class Content(BundleWriter bundle) : OneWayStream
    {
        private readonly byte[] piece = new byte[PieceLength];
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private int filled;

        public long Written { get; private set; }

        public override bool CanWrite => true;

        public byte[] Hash() => hash.GetHashAndReset();

        public void FlushPiece()
        {
            if (filled > 0) bundle.Put(Piece.Data, piece.AsSpan(0, filled));
            filled = 0;
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            hash.AppendData(buffer);
            Written += buffer.Length;
            while (buffer.Length > 0)
            {
                var taken = Math.Min(buffer.Length, PieceLength - filled);
                buffer[..taken].CopyTo(piece.AsSpan(filled));
                filled += taken;
                buffer = buffer[taken..];
                if (filled == PieceLength) FlushPiece();
            }
        }

        protected override void Dispose(bool disposing)
        {
            hash.Dispose();
            base.Dispose(disposing);
        }
    }
}

/// <summary>What a stream has to say that is read or written in one go.</summary>
internal abstract class OneWayStream : Stream
{
    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override int Read(Span<byte> buffer) => throw new NotSupportedException();
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Read(buffer.Span));
    }
    public override void Write(ReadOnlySpan<byte> buffer) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return default;
    }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
}
