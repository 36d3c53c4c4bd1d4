using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Goldthread.Web.Site;

/// <summary>The members of a zip archive, read by its own directory and unpacked with a limit. The framework's reader
/// believes the sizes an archive states; this one measures them, so that an archive that lies is refused (T06).</summary>
internal sealed class ZipContents
{
    private const uint EndSignature = 0x06054b50, DirectorySignature = 0x02014b50, MemberSignature = 0x04034b50;
    private const int EndLength = 22;

    /// <summary>Parts that an archive may have.</summary>
    internal const int MostMembers = 4000;


    private readonly Stream file;
    private readonly List<Member> members = [];

    private sealed record Member(string Name, int Method, long Packed, long Unpacked, long At);

    private ZipContents(Stream file) => this.file = file;

    /// <summary>Names of the members.</summary>
    public IEnumerable<string> Names => members.Select(m => m.Name);

    /// <summary>Whether the end of a file holds the directory of an archive, whatever its beginning claims to be.</summary>
    public static bool HasDirectory(Stream file) => FindEnd(file) >= 0;

    /// <summary>Reads the directory.</summary>
    /// <returns>The archive, or why it can't be taken.</returns>
    public static (ZipContents? Zip, string? Refusal) Open(Stream file)
    {
        var end = FindEnd(file);
        if (end < 0) return (null, "is damaged: its end is missing");
        var tail = ReadAt(file, end, EndLength);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(10));
        long length = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(12)), at = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(16));
        if (at + length != end) return (null, "is damaged, or something was put in front of it");
        if (count > MostMembers) return (null, $"holds more than {MostMembers} parts");
        var zip = new ZipContents(file);
        return zip.ReadDirectory(ReadAt(file, at, (int)Math.Min(length, int.MaxValue)), count, at) is { } refusal ? (null, refusal) : (zip, null);
    }

    /// <summary>The first bytes of a member; empty when there is none of this name, or it can't be unpacked.</summary>
    public byte[] Read(string name, int most)
    {
        if (members.FirstOrDefault(m => m.Name == name) is not { } member) return [];
        using var content = Unpack(member);
        var bytes = new byte[(int)Math.Min(most, Math.Max(member.Unpacked, 0))];
        try
        {
            return bytes[..content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (InvalidDataException)
        {
            return []; // damaged: measuring the whole will say so
        }
    }

    /// <summary>Unpacks everything, keeping nothing, and measures.</summary>
    /// <param name="most">Bytes that all members together may have.</param>
    /// <param name="look">Sees the beginning of each member; answers why it is refused, or null.</param>
    /// <returns>Why the archive is refused, or null.</returns>
    public string? Measure(long most, Func<string, ReadOnlyMemory<byte>, string?> look)
    {
        var total = 0L;
        var buffer = new byte[81920];
        foreach (var member in members)
        {
            try
            {
                using var content = Unpack(member);
                var unpacked = 0L;
                for (int read; (read = content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0;)
                {
                    if (unpacked == 0 && look(member.Name, buffer.AsMemory(0, read)) is { } refusal) return refusal;
                    unpacked += read;
                    if ((total += read) > most) return $"unpacks to more than {most / 1_000_000} MB";
                    if (unpacked > member.Unpacked) return "states a smaller size than it has";
                }
                if (unpacked != member.Unpacked) return "states another size than it has";
            }
            catch (InvalidDataException)
            {
                return "is damaged and can't be unpacked";
            }
        }
        return null;
    }

    private string? ReadDirectory(byte[] directory, int count, long directoryAt)
    {
        var place = 0;
        for (var i = 0; i < count; i++)
        {
            if (place + 46 > directory.Length || Number(directory, place) != DirectorySignature) return "is damaged: its table of contents can't be read";
            var entry = directory.AsSpan(place);
            int flags = BinaryPrimitives.ReadUInt16LittleEndian(entry[8..]), method = BinaryPrimitives.ReadUInt16LittleEndian(entry[10..]);
            long packed = BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]), unpacked = BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]), at = BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]);
            int name = BinaryPrimitives.ReadUInt16LittleEndian(entry[28..]), more = BinaryPrimitives.ReadUInt16LittleEndian(entry[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]);
            if (place + 46 + name + more > directory.Length) return "is damaged: its table of contents can't be read";
            if ((flags & 1) != 0) return "is protected by a password";
            if (method is not (0 or 8)) return "is packed in a way that can't be checked";
            if (uint.MaxValue == packed || uint.MaxValue == unpacked || uint.MaxValue == at) return "is too large";
            var spelled = Encoding.UTF8.GetString(entry.Slice(46, name));
            if (spelled.StartsWith('/') || spelled.Contains('\\', StringComparison.Ordinal) || spelled.Split('/').Contains("..")) return "holds a part with a forbidden name";
            if (MemberAt(spelled, method, packed, unpacked, at, directoryAt) is not { } member) return "is damaged: a part is not where its table of contents says";
            members.Add(member);
            place += 46 + name + more;
        }
        var sorted = members.OrderBy(m => m.At).ToList();
        // Members that share bytes make a small file unpack to an immense one.
        if (sorted.Zip(sorted.Skip(1)).Any(pair => pair.First.At + pair.First.Packed > pair.Second.At)) return "is damaged: its parts overlap";
        return members.GroupBy(m => m.Name, StringComparer.OrdinalIgnoreCase).Any(g => g.Count() > 1) ? "holds two parts of one name" : null;
    }

    private Member? MemberAt(string name, int method, long packed, long unpacked, long at, long directoryAt)
    {
        if (at + 30 > directoryAt) return null;
        var head = ReadAt(file, at, 30);
        if (Number(head, 0) != MemberSignature) return null;
        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(26)), extra = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(28));
        var start = at + 30 + nameLength + extra;
        return start + packed > directoryAt || Encoding.UTF8.GetString(ReadAt(file, at + 30, nameLength)) != name ? null : new(name, method, packed, unpacked, start);
    }

    private Stream Unpack(Member member)
    {
        var window = new Window(file, member.At, member.Packed);
        return member.Method == 0 ? window : new DeflateStream(window, CompressionMode.Decompress);
    }

    // The end record is the last thing but a comment of at most 64 KiB, whose length it states.
    private static long FindEnd(Stream file)
    {
        var length = (int)Math.Min(file.Length, ushort.MaxValue + EndLength);
        var tail = ReadAt(file, file.Length - length, length);
        for (var i = tail.Length - EndLength; i >= 0; i--)
            if (Number(tail, i) == EndSignature && i + EndLength + BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(i + 20)) == tail.Length) return file.Length - length + i;
        return -1;
    }

    private static uint Number(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));

    private static byte[] ReadAt(Stream file, long at, int length)
    {
        file.Position = at;
        var bytes = new byte[length];
        return bytes[..file.ReadAtLeast(bytes, length, throwOnEndOfStream: false)];
    }

    /// <summary>A stretch of a file.</summary>
    private sealed class Window(Stream file, long at, long length) : Stream
    {
        private long place;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => length;
        public override long Position { get => place; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var wanted = (int)Math.Min(buffer.Length, length - place);
            if (wanted <= 0) return 0;
            file.Position = at + place;
            var read = file.Read(buffer[..wanted]);
            place += read;
            return read;
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
