namespace Goldthread.Domain;

/// <summary>Ids of rows that are read back in the order in which they were made.</summary>
internal static class Ids
{
    private static long last;

    /// <summary>A UUID v7 later than every one made here before. Two of <see cref="Guid.CreateVersion7()"/> made in one
    /// millisecond sort by chance, and an update would stand before the one it answers.</summary>
    public static Guid Next()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        long seen, next;
        do
        {
            seen = Volatile.Read(ref last);
            next = Math.Max(now, seen + 1);
        }
        while (Interlocked.CompareExchange(ref last, next, seen) != seen);
        return Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(next));
    }
}
