using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Storage;

/// <summary>What the embedded database needs so that no byte of a text is left in its files. On PostgreSQL the rows go with the save; what
/// the server's own files and logs still hold is for its operator.</summary>
public static class Wiping
{
    /// <summary>From here on freed space is overwritten. Holds the connection open until <see cref="EndWipingAsync"/>.</summary>
    public static async Task BeginWipingAsync(this BoardDb db, CancellationToken stop)
    {
        if (!db.Database.IsSqlite()) return;
        await db.Database.OpenConnectionAsync(stop);
        await db.Database.ExecuteSqlRawAsync("pragma secure_delete=on", stop);
    }

    /// <summary>Merges the search index, in which a deleted word stays until then, and empties the log.</summary>
    public static async Task EndWipingAsync(this BoardDb db, CancellationToken stop)
    {
        if (!db.Database.IsSqlite()) return;
        await db.Database.ExecuteSqlRawAsync("insert into search_index(search_index) values('optimize')", stop);
        await db.Database.ExecuteSqlRawAsync("pragma wal_checkpoint(truncate)", stop);
        await db.Database.CloseConnectionAsync();
    }

    /// <summary>Writes the file anew without free space, in which what stood there years ago, before a change, could still be read.</summary>
    public static async Task RewriteFileAsync(this BoardDb db, CancellationToken stop)
    {
        if (!db.Database.IsSqlite()) return;
        var before = db.Database.GetCommandTimeout();
        db.Database.SetCommandTimeout(0);
        await db.Database.ExecuteSqlRawAsync("vacuum", stop);
        await db.Database.ExecuteSqlRawAsync("pragma wal_checkpoint(truncate)", stop);
        db.Database.SetCommandTimeout(before);
    }
}
