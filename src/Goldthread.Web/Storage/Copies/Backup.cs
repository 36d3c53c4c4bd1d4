using System.Data.Common;
using System.IO.Compression;
using System.Text;
using Goldthread.Domain.Admin;
using Goldthread.Web.Commands;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Site;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Storage.Copies;

/// <summary>What a backup is encrypted with.</summary>
/// <param name="Key">The key.</param>
/// <param name="Lock">How it can be had again.</param>
/// <param name="PassphraseOfMasterKey">Puts the master key into the backup, under this passphrase of its own; null leaves it out.</param>
internal sealed record BackupKey(byte[] Key, BundleLock Lock, string? PassphraseOfMasterKey);

/// <summary>Writes a running board into one encrypted file: its database as it stood at one moment, the files its records point to, and the
/// seals that vouch for its trail. The master key is left out, unless its operator asks for it (ADR 12).</summary>
internal sealed class Backup(BoardDb db, BoardOptions options, FileStore store, AuditSeals seals, Sealing sealing, ErasureList erasures, TimeProvider clock)
{
    /// <summary>Parts of a backup.</summary>
    public const string EmbeddedDatabase = "board.db", Tables = "tables/", Files = "files/", Seals = "seals/audit-seals.jsonl", MasterKey = "keys/master.key";

    /// <summary>Makes it, notes that on the trail, and gives it its name last: a file of that name is whole.</summary>
    /// <exception cref="UsageException">It can't be written; nothing of it is left behind.</exception>
    public async Task<(BackupRun Run, Manifest Manifest)> MakeAsync(string file, BackupKey key, bool isScheduled, Progress progress, CancellationToken stop)
    {
        file = Path.GetFullPath(file);
        if (Path.Exists(file)) throw new UsageException($"{file} is there already: a backup is never written over another");
        if ((await db.Database.GetPendingMigrationsAsync(stop)).Any()) throw new UsageException("the database is older than this version: back it up with the version that runs it, then migrate");
        var (began, at) = (clock.GetTimestamp(), clock.UtcNow());
        var draft = $"{file}.{Guid.NewGuid():n}.part";
        try
        {
            Manifest manifest;
            BackupRun run;
            await using (var to = OwnerOnly.Write(draft, FileMode.CreateNew, bufferLength: BundleWriter.PieceLength))
            {
                manifest = await WriteAsync(to, key, at, progress, stop);
                to.Flush(flushToDisk: true);
                run = new(at, clock.GetElapsedTime(began).TotalSeconds, Path.GetFileName(file), to.Length, Lacks(manifest), isScheduled);
            }
            db.Add(run);
            await db.SaveAsync(Command.Now("Backup"), stop); // a backup that nobody can know of is none
            File.Move(draft, file);
            Durable.SyncFolder(Path.GetDirectoryName(file)!);
            await erasures.WriteAsync(db, Path.GetDirectoryName(file), stop); // whoever restores it asks what was removed since
            return (run, manifest);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or DbException)
        {
            throw new UsageException($"the backup can't be written: {(problem is SqliteException { SqliteErrorCode: 13 } ? "the disk of the data folder is full" : problem.Message.TrimEnd('.'))}. Nothing of it is left");
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static string Lacks(Manifest manifest) => manifest.MissingFiles.Count == 0 ? ""
        : $"{manifest.MissingFiles.Count} files that records point to are missing from the store or damaged in it: {string.Join(", ", manifest.MissingFiles.Take(3).Select(hash => hash[..8]))}";

    private async Task<Manifest> WriteAsync(FileStream to, BackupKey key, DateTime at, Progress progress, CancellationToken stop)
    {
        using BundleWriter bundle = new(to, new(BundleWriter.Format, Manifest.ProgramVersion, at, key.Lock), key.Key);
        var manifest = db.Database.IsSqlite() ? await WriteEmbeddedAsync(bundle, progress, stop) : await WriteTablesAsync(bundle, progress, stop);
        if (key.PassphraseOfMasterKey is { } passphrase)
        {
            var content = BundleKeys.Seal(Sealing.Read(options.MasterKeyFile), passphrase);
            manifest = manifest with { Parts = [.. manifest.Parts, await bundle.AddAsync(MasterKey, part => part.WriteAsync(content, stop).AsTask())] };
        }
        manifest = manifest.Signed(sealing);
        bundle.Finish(manifest.ToJson());
        return manifest;
    }

    // A copy without free pages, in which what was deleted could still stand; it lies beside the board while it is read.
    private async Task<Manifest> WriteEmbeddedAsync(BundleWriter bundle, Progress progress, CancellationToken stop)
    {
        var copy = Path.Combine(options.Data, $"board.db.{Guid.NewGuid():n}.copy");
        foreach (var left in Directory.EnumerateFiles(options.Data, "board.db.*.copy").Where(f => File.GetLastWriteTimeUtc(f) < clock.GetUtcNow().UtcDateTime.AddDays(-1))) File.Delete(left);
        try
        {
            await using (OwnerOnly.Write(copy, FileMode.CreateNew)) { }
            progress.Say("copying the database");
            await db.Database.OpenConnectionAsync(stop);
            await using (var command = db.Database.GetDbConnection().CreateCommand())
            {
                command.CommandText = "vacuum into @copy";
                command.Parameters.Add(new SqliteParameter("@copy", copy));
                command.CommandTimeout = 0;
                await command.ExecuteNonQueryAsync(stop);
            }
            await db.Database.CloseConnectionAsync();
            await using var snapshot = await Snapshot.OfCopyAsync(db, copy, stop);
            if (await snapshot.QuickCheckAsync(stop) is { Length: > 0 } fault) throw new UsageException($"the database is damaged ({fault}): a backup of it would be too. Restore the last good one beside it, and compare");
            List<BundlePart> parts = [await bundle.AddAsync(EmbeddedDatabase, part => ZipAsync(part, () => new FileStream(copy, new FileStreamOptions { Options = FileOptions.SequentialScan }), stop))];
            List<CopiedTable> tables = [];
            foreach (var table in snapshot.Tables) tables.Add(new(table.Name, await snapshot.CountAsync(table, stop), []));
            return await WriteRestAsync(bundle, snapshot, tables, parts, progress, stop);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private async Task<Manifest> WriteTablesAsync(BundleWriter bundle, Progress progress, CancellationToken stop)
    {
        await using var snapshot = await Snapshot.OfAsync(db, stop);
        List<BundlePart> parts = [];
        List<CopiedTable> tables = [];
        foreach (var table in snapshot.Tables)
        {
            progress.Say($"copying the table {table.Name}");
            var rows = 0L;
            parts.Add(await bundle.AddAsync($"{Tables}{table.Name}", async part =>
            {
                await using var zip = new ZLibStream(part, CompressionLevel.Fastest, leaveOpen: true);
                rows = await snapshot.WriteRowsAsync(table, zip, null, stop);
            }));
            tables.Add(new(table.Name, rows, table.Columns));
        }
        return await WriteRestAsync(bundle, snapshot, tables, parts, progress, stop);
    }

    private async Task<Manifest> WriteRestAsync(BundleWriter bundle, Snapshot snapshot, List<CopiedTable> tables, List<BundlePart> parts, Progress progress, CancellationToken stop)
    {
        var trail = await snapshot.TrailAsync(stop);
        List<string> missing = [];
        var hashes = await snapshot.FilesAsync(stop);
        foreach (var (number, hash) in hashes.Index())
        {
            progress.Say($"copying files: {number + 1} of {hashes.Count}");
            await using var content = await store.OpenWholeAsync(hash, stop);
            if (content is null) missing.Add(hash);
            else parts.Add(await bundle.AddAsync(Files + hash, part => content.CopyToAsync(part, stop)));
        }
        var lines = Encoding.UTF8.GetBytes(seals.LinesUpTo(trail.Entries));
        parts.Add(await bundle.AddAsync(Seals, part => part.WriteAsync(lines, stop).AsTask()));
        return new()
        {
            Migrations = [.. (await db.Database.GetAppliedMigrationsAsync(stop)).Select(Manifest.NameOf)],
            Trail = trail,
            KeyMark = sealing.Mark,
            Tables = tables,
            Parts = parts,
            MissingFiles = missing,
        };
    }

    private static async Task ZipAsync(Stream part, Func<Stream> open, CancellationToken stop)
    {
        await using var content = open();
        await using var zip = new ZLibStream(part, CompressionLevel.Fastest, leaveOpen: true);
        await content.CopyToAsync(zip, stop);
    }
}
