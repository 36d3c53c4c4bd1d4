using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Library;
using Goldthread.Web.Commands;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Site;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Storage.Copies;

/// <summary>Writes everything the board owns into a folder, in forms that need no Goldthread to be read (Y8, ADR 13). The same board gives
/// the same bytes, from either database.</summary>
internal sealed class Export(BoardDb db, FileStore store, AuditSeals seals, Sealing sealing, ErasureList erasures)
{
    /// <summary>Names in an export.</summary>
    public const string ManifestFile = "manifest.json", Tables = "tables/", Files = "files/", Seals = "seals/audit-seals.jsonl", ReadMe = "README.txt", Ending = ".jsonl";

    /// <summary>What stands beside encrypted values, in clear.</summary>
    public const string Opened = "ValuesInClear";

    /// <summary>Makes it, notes that on the trail, and gives the folder its name last.</summary>
    /// <exception cref="UsageException">It can't be written; nothing of it is left behind.</exception>
    public async Task<Manifest> MakeAsync(string folder, Progress progress, CancellationToken stop)
    {
        folder = Path.GetFullPath(folder);
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())) throw new UsageException($"{folder} is not empty: name a new folder");
        if ((await db.Database.GetPendingMigrationsAsync(stop)).Any()) throw new UsageException("the database is older than this version: run ./goldthread migrate first, or export with the version that runs it");
        var draft = $"{folder}.{Guid.NewGuid():n}.part";
        try
        {
            OwnerOnly.MakeFolder(draft);
            var manifest = await WriteAsync(draft, progress, stop);
            await db.SaveAsync(Command.Now("Export of the whole board"), stop); // before anybody has it
            if (Directory.Exists(folder)) Directory.Delete(folder);
            Directory.Move(draft, folder);
            await erasures.WriteAsync(db, Path.GetDirectoryName(folder), stop); // beside it, for whoever imports it
            return manifest;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the export can't be written: {problem.Message.TrimEnd('.')}. Nothing of it is left");
        }
        finally
        {
            if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);
        }
    }

    private async Task<Manifest> WriteAsync(string folder, Progress progress, CancellationToken stop)
    {
        await using var snapshot = await Snapshot.OfAsync(db, stop);
        List<BundlePart> parts = [];
        List<CopiedTable> tables = [];
        var (accounts, history) = (LeftOut.AccountTable(db), LeftOut.HistoryTable(db));
        foreach (var table in LeftOut.Exported(db))
        {
            progress.Say($"writing the table {table.Name}");
            var rows = 0L;
            parts.Add(await PutAsync(folder, $"{Tables}{table.Name}{Ending}", async file => rows = await snapshot.WriteRowsAsync(table, file, table.Name == history ? Open(table) : null, stop)));
            tables.Add(new(table.Name, rows, table.Columns));
        }
        var trail = await snapshot.TrailAsync(stop);
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        HashSet<string> paths = new(StringComparer.OrdinalIgnoreCase); // two names that differ in case alone are one on some systems
        foreach (var (hash, name) in await snapshot.FileNamesAsync(stop))
        {
            progress.Say($"writing files: {name}");
            await using var content = await store.OpenWholeAsync(hash, stop);
            if (content is null) missing.Add(hash);
            else if (paths.Add(PathOf(hash, name))) parts.Add(await PutAsync(folder, PathOf(hash, name), file => content.CopyToAsync(file, stop)));
        }
        parts.Add(await PutAsync(folder, Seals, file => file.WriteAsync(Encoding.UTF8.GetBytes(seals.LinesUpTo(trail.Entries)), stop).AsTask()));
        parts.Add(await PutAsync(folder, ReadMe, file => file.WriteAsync(Encoding.UTF8.GetBytes(ExportReadMe.Text(db, tables)), stop).AsTask()));
        var manifest = new Manifest
        {
            Migrations = [.. (await db.Database.GetAppliedMigrationsAsync(stop)).Select(Manifest.NameOf)],
            Trail = trail,
            KeyMark = sealing.Mark,
            Tables = tables,
            Parts = parts,
            MissingFiles = [.. missing],
        }.Signed(sealing);
        await PutAsync(folder, ManifestFile, file => file.WriteAsync(manifest.ToJson(), stop).AsTask());
        return manifest;
    }

    /// <summary>Its name, behind so much of its hash that two of one name don't meet.</summary>
    public static string PathOf(string hash, string name) => $"{Files}{hash[..16]} {FileStore.Harmless(name)}";

    // The trail vouches for the encrypted text, so that stays; whoever reads the export reads what stands beside it.
    private Action<Utf8JsonWriter, DbDataReader> Open(TableShape table)
    {
        int values = Place(nameof(HistoryRow.Values)), isSealed = Place(nameof(HistoryRow.IsSealed));
        return (json, row) =>
        {
            if (row.GetBoolean(isSealed) && row.GetString(values) is { Length: > 0 } text) json.WriteString(Opened, sealing.Open(text));
        };

        int Place(string name) => table.Columns.Select((c, i) => (c.Name, i)).Single(c => c.Name == name).i;
    }

    private static async Task<BundlePart> PutAsync(string folder, string name, Func<Stream, Task> write)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var file = OwnerOnly.Write(path, FileMode.CreateNew, bufferLength: BundleWriter.PieceLength);
        using var hash = SHA256.Create();
        await using (var counting = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true)) await write(counting);
        file.Flush(flushToDisk: true);
        return new(name, file.Length, Convert.ToHexStringLower(hash.Hash!));
    }
}
