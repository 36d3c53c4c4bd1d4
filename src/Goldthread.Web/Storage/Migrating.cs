using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Storage;

/// <summary>Brings a database up to date, one process at a time.</summary>
public static class Migrating
{
    /// <summary>Applies what waits. On PostgreSQL the framework's lock ends with its connection; on the embedded engine it is a row, which
    /// a process that was stopped in the middle leaves behind, and every later start would wait for it for ever. There a locked file
    /// stands before it, which the system lets go of with the process: whoever holds that may take the row away.</summary>
    public static async Task BringUpToDateAsync(this BoardDb db, CancellationToken stop)
    {
        if (!db.Database.IsSqlite())
        {
            await db.Database.MigrateAsync(stop);
            return;
        }
        await using var alone = await LockAsync(new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource + ".migrating", stop);
        if (await db.Database.SqlQuery<int>($"""select count(*) as "Value" from sqlite_master where name = '__EFMigrationsLock'""").SingleAsync(stop) > 0)
            await db.Database.ExecuteSqlAsync($"""delete from "__EFMigrationsLock" """, stop);
        if (!(await db.Database.GetPendingMigrationsAsync(stop)).Any()) return;
        await db.Database.MigrateAsync(stop);
        await db.LearnSizesAsync(stop);
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (!stop.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), stop); // another process migrates
            }
        }
    }
}
