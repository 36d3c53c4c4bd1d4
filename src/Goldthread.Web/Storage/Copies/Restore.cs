using System.IO.Compression;
using System.Security.Cryptography;
using Goldthread.Domain.Admin;
using Goldthread.Web.Commands;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Site;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Storage.Copies;

/// <summary>Proves backups, and puts them back into a new place.</summary>
internal static class Restore
{
    private const int LongestKey = 4096;

    /// <summary>Reads a whole backup and compares every byte with its manifest, writing nothing.</summary>
    /// <exception cref="DamagedException">It is not as it was written.</exception>
    /// <exception cref="UsageException">It is no backup, a newer version's, or does not open.</exception>
    public static async Task<(BundleReader Bundle, Manifest Manifest)> ProveAsync(string file, Func<BundleLock, byte[]> open, Progress progress)
    {
        var bundle = BundleReader.Open(file);
        try
        {
            bundle.Unlock(open(bundle.Head.Lock));
            List<BundlePart> found = [];
            var json = await bundle.ReadAsync(async (name, content) =>
            {
                progress.Say($"checking {name}");
                using var hash = SHA256.Create();
                var length = 0L;
                var buffer = new byte[BundleWriter.PieceLength];
                for (int read; (read = await content.ReadAsync(buffer)) > 0; length += read) hash.TransformBlock(buffer, 0, read, null, 0);
                hash.TransformFinalBlock([], 0, 0);
                found.Add(new(name, length, Convert.ToHexStringLower(hash.Hash!)));
            });
            var manifest = Manifest.Parse(json, "this backup");
            if (manifest.Parts.Except(found).Concat(found.Except(manifest.Parts)).FirstOrDefault() is { } odd)
                throw new DamagedException($"{Path.GetFileName(file)} is damaged: {odd.Name} is not what its manifest says");
            return (bundle, manifest);
        }
        catch
        {
            bundle.Dispose();
            throw;
        }
    }

    /// <summary>Refuses a folder that holds anything but a master key: a running board is never written over.</summary>
    public static void RefuseUsed(BoardOptions options)
    {
        if (!Directory.Exists(options.Data)) return;
        if (Directory.EnumerateFiles(options.Data, "*", SearchOption.AllDirectories).FirstOrDefault(f => Path.GetFullPath(f) != Path.GetFullPath(options.MasterKeyFile)) is { } used)
            throw new UsageException($"{Path.GetFullPath(options.Data)} is not empty ({Path.GetRelativePath(options.Data, used)}): name a new folder with --data; a board is never written over");
    }

    /// <summary>The master key of the place: the one that is there, else the one in the backup.</summary>
    /// <exception cref="UsageException">There is none, or it is another one than the board's.</exception>
    public static async Task KeyAsync(BundleReader bundle, Manifest manifest, BoardOptions options, string? passphraseOfMasterKey)
    {
        if (!Sealing.IsThere(options.MasterKeyFile))
        {
            if (manifest.Parts.All(p => p.Name != Backup.MasterKey))
                throw new UsageException($"the master key is not in this backup: put the board's into {options.MasterKeyFile}, or into GOLDTHREAD_MASTER_KEY");
            if (passphraseOfMasterKey is null) throw new UsageException("the master key is in this backup, under a passphrase of its own: set GOLDTHREAD_KEY_PASSPHRASE");
            byte[] content = [];
            await bundle.ReadAsync(async (name, part) =>
            {
                if (name != Backup.MasterKey) return;
                var held = new byte[LongestKey];
                content = held[..await part.ReadAtLeastAsync(held, LongestKey, throwOnEndOfStream: false)]; // whoever made it longer made it wrong
            });
            Sealing.Keep(options.MasterKeyFile, BundleKeys.Unseal(content, passphraseOfMasterKey) ?? throw new UsageException("GOLDTHREAD_KEY_PASSPHRASE is not the one that the master key was put into this backup with"));
        }
        RefuseOtherKey(manifest, options, "this backup");
    }

    /// <summary>Refuses another master key than the one that the board's seals were signed with, and what was not made with it: a backup can be
    /// written by whoever has the public key, and an export changed by whoever holds it. Nothing is unpacked before.</summary>
    public static void RefuseOtherKey(Manifest manifest, BoardOptions options, string what)
    {
        var sealing = Sealing.FromEnvironmentOr(options.MasterKeyFile);
        if (sealing.Mark != manifest.KeyMark)
            throw new UsageException($"the master key here is not the one of the board that {what} was made from: put that one into {options.MasterKeyFile}, or into GOLDTHREAD_MASTER_KEY");
        if (!manifest.IsSignedWith(sealing))
            throw new UsageException($"{what} was not signed with the master key of its board: somebody made or changed it who does not have that key. Nothing of it was unpacked; use one whose way here you know");
    }

    /// <summary>Puts files, seals and, on the embedded engine, the database into their places; the database comes last, and a folder without
    /// one is no board.</summary>
    public static async Task FilesAsync(BundleReader bundle, BoardOptions options, FileStore store, Progress progress, CancellationToken stop)
    {
        var draft = options.DatabaseOrFile + ".restoring";
        await bundle.ReadAsync(async (name, content) =>
        {
            progress.Say($"restoring {name}");
            if (name.StartsWith(Backup.Files, StringComparison.Ordinal)) await store.PutBackAsync(content, name[Backup.Files.Length..], stop);
            else if (name == Backup.Seals) await WriteAsync(Path.Combine(options.Data, "seals", "audit-seals.jsonl"), content, stop);
            else if (name == Backup.EmbeddedDatabase)
            {
                await using var zip = new ZLibStream(content, CompressionMode.Decompress, leaveOpen: true);
                await WriteAsync(draft, zip, stop);
            }
        });
        if (!File.Exists(draft)) return;
        File.Move(draft, options.DatabaseOrFile);
        Durable.SyncFolder(Path.GetFullPath(options.Data));
    }

    /// <summary>Fills an empty database with the rows of a backup, in one transaction.</summary>
    public static async Task TablesAsync(BundleReader bundle, Manifest manifest, BoardDb db, Progress progress, CancellationToken stop)
    {
        await TableLoader.PrepareAsync(db, manifest, "this backup", stop);
        await using var loader = await TableLoader.BeginAsync(db, stop);
        if (!await loader.EmptyAsync(manifest.Tables, stop)) throw new UsageException("there is a board in this database already: name an empty one; a board is never written over");
        await bundle.ReadAsync(async (name, content) =>
        {
            if (!name.StartsWith(Backup.Tables, StringComparison.Ordinal)) return;
            progress.Say($"restoring {name}");
            var table = manifest.Tables.Single(t => t.Name == name[Backup.Tables.Length..]);
            await using var zip = new ZLibStream(content, CompressionMode.Decompress, leaveOpen: true);
            await loader.LoadAsync(table, name, TableLines.Read(zip, name, table, problem => throw new LoadException(problem)), stop);
        });
        await loader.CommitAsync(stop);
    }

    /// <summary>Compares the rows of the restored tables with what the manifest counted.</summary>
    /// <returns>What differs, in words; empty when nothing does.</returns>
    public static async Task<IReadOnlyList<string>> CompareAsync(Manifest manifest, BoardDb db, CancellationToken stop)
    {
        await using var snapshot = await Snapshot.OfAsync(db, stop);
        List<string> differences = [];
        if (db.Database.IsSqlite() && await snapshot.QuickCheckAsync(stop) is { Length: > 0 } fault) differences.Add($"the database is damaged: {fault}");
        var there = snapshot.Tables.ToDictionary(t => t.Name);
        foreach (var table in manifest.Tables.Where(t => there.ContainsKey(t.Name)))
            if (await snapshot.CountAsync(there[table.Name], stop) is var rows && rows != table.Rows) differences.Add($"{table.Name} has {rows} rows, and had {table.Rows}");
        var trail = await snapshot.TrailAsync(stop);
        if (trail != manifest.Trail) differences.Add($"the audit trail ends at entry {trail.Entries}, and ended at {manifest.Trail.Entries}");
        return differences;
    }

    /// <summary>Writes a new file that its owner alone may read.</summary>
    public static async Task WriteAsync(string path, Stream content, CancellationToken stop)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var file = OwnerOnly.Write(path, FileMode.CreateNew, bufferLength: BundleWriter.PieceLength);
        await content.CopyToAsync(file, stop);
        file.Flush(flushToDisk: true);
    }
}
