using System.CommandLine;
using System.Globalization;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Goldthread.Web.Storage.Copies;
using Command = System.CommandLine.Command;

namespace Goldthread.Web.Commands;

/// <summary>Backs a board up, and proves backups.</summary>
internal static class BackupVerb
{
    internal static readonly Option<FileInfo?> PrivateKey = new("--private-key") { Description = "PEM file with the private half of the RSA key that the backup was made for" };

    public static Command Verb()
    {
        Argument<FileInfo> file = new("file") { Description = "The backup" };
        Option<bool> check = new("--check") { Description = "Prove every byte of a backup that is there, and say what it holds; writes nothing and needs no board" };
        Option<bool> withKey = new("--with-key") { Description = "Put the master key into the backup too, under the passphrase in GOLDTHREAD_KEY_PASSPHRASE. Without it the key is in no backup: keep a copy of it elsewhere" };
        Command verb = new("backup", "Back a running board up into one new file: database, files and seals as they stood at one moment. It is encrypted with the passphrase in GOLDTHREAD_BACKUP_PASSPHRASE, or for the holder of a private key whose public half (a PEM file) GOLDTHREAD_BACKUP_PUBLIC_KEY names.")
        {
            file, check, withKey, PrivateKey,
        };
        verb.SetAction((parsed, stop) => parsed.GetValue(check)
            ? CheckAsync(parsed.GetValue(file)!.FullName, parsed.GetValue(PrivateKey)?.FullName)
            : Hosted.WithBoardAsync(parsed, "backup", (services, _) => MakeAsync(services, parsed.GetValue(file)!.FullName, parsed.GetValue(withKey), stop)));
        return verb;
    }

    private static async Task<int> MakeAsync(IServiceProvider services, string file, bool withKey, CancellationToken stop)
    {
        var key = CopyKeys.Configured(withKey) ?? throw new UsageException("a backup is encrypted: set GOLDTHREAD_BACKUP_PASSPHRASE to a passphrase, or GOLDTHREAD_BACKUP_PUBLIC_KEY to a PEM file with an RSA public key");
        Progress progress = new(Console.Error, services.GetRequiredService<TimeProvider>());
        var (run, manifest) = await services.GetRequiredService<Backup>().MakeAsync(file, key, isScheduled: false, progress, stop);
        Console.WriteLine($"Backed up into {file}: {What(manifest)}; {Size(run.Length)} in {run.Seconds.ToString("0.0", CultureInfo.InvariantCulture)} s.");
        if (!withKey) Console.WriteLine("The master key is not in it: without that key nobody can restore it. Keep a copy of the key elsewhere.");
        if (run.Problem.Length == 0) return 0;
        await Console.Error.WriteLineAsync($"goldthread: {run.Problem}");
        return 1;
    }

    private static async Task<int> CheckAsync(string file, string? privateKey)
    {
        try
        {
            var (bundle, manifest) = await Restore.ProveAsync(file, how => CopyKeys.Open(how, privateKey), new(Console.Error, TimeProvider.System));
            using (bundle)
            {
                Console.WriteLine($"Every byte of {file} is as it was written. Made {bundle.Head.MadeAt.AtBoard()} by version {manifest.Version}: {What(manifest)}.");
                if (manifest.MissingFiles.Count > 0) Console.WriteLine($"{Say.Count(manifest.MissingFiles.Count, "file")} that records point to were missing or damaged when it was made: {string.Join(", ", manifest.MissingFiles)}");
                return manifest.MissingFiles.Count > 0 ? 1 : 0;
            }
        }
        catch (DamagedException damage)
        {
            await Console.Error.WriteLineAsync($"goldthread: {damage.Message}");
            return 1;
        }
    }

    /// <summary>What a backup holds, in one line.</summary>
    internal static string What(Manifest manifest)
    {
        var files = manifest.Parts.Count(p => p.Name.StartsWith(Backup.Files, StringComparison.Ordinal));
        return string.Create(CultureInfo.InvariantCulture, $"{manifest.Tables.Sum(t => t.Rows):#,0} rows in {manifest.Tables.Count} tables, {Say.Count(files, "file")}, the audit trail to entry {manifest.Trail.Entries}");
    }

    /// <summary>"3.4 MB".</summary>
    internal static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");
}

/// <summary>Puts a backup into a new place.</summary>
internal static class RestoreVerb
{
    internal static readonly Option<FileInfo?> Erasures = new("--erasures") { Description = "The board's list of what was removed for good (erasures-….jsonl), where it does not lie beside the copy or in GOLDTHREAD_SEAL_DIR: what was removed after the copy was made is removed from it again" };
    internal static readonly Option<bool> WithoutErasures = new("--without-erasures") { Description = "Do without that list: what was removed for good after the copy was made comes back" };

    /// <summary>How the list is found, as it was asked for.</summary>
    internal static Func<ErasureList, ErasureList.Written>? Find(ParseResult parsed, string copy, DateTime madeAt) =>
        parsed.GetValue(WithoutErasures) ? null : list => list.Find(parsed.GetValue(Erasures)?.FullName, Path.GetDirectoryName(Path.GetFullPath(copy))!, madeAt);

    public static Command Verb()
    {
        Argument<FileInfo> file = new("file") { Description = "The backup" };
        Command verb = new("restore", "Put a backup into a new place: a folder that is empty but for keys/master.key and, for a board on PostgreSQL, an empty database. Every byte is proved before anything is written; then it is brought up to date and its audit trail verified. What the board removed for good after the backup was made is removed again. A board is never written over.")
        {
            file, BackupVerb.PrivateKey, Erasures, WithoutErasures,
        };
        verb.SetAction((parsed, stop) => RunAsync(parsed, parsed.GetValue(file)!.FullName, stop));
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string file, CancellationToken stop)
    {
        BoardOptions options = new() { Data = parsed.GetValue(CommandLine.Data)!, Database = parsed.GetValue(CommandLine.Database) };
        Restore.RefuseUsed(options);
        Progress progress = new(Console.Error, TimeProvider.System);
        try
        {
            var (bundle, manifest) = await Restore.ProveAsync(file, how => CopyKeys.Open(how, parsed.GetValue(BackupVerb.PrivateKey)?.FullName), progress);
            using (bundle)
            {
                manifest.RefuseNewer("this backup");
                return await NewPlace.FillAsync(options, "restore", async (services, db) =>
                {
                    var isEmbedded = manifest.Parts.Any(p => p.Name == Backup.EmbeddedDatabase);
                    if (isEmbedded != options.Database is null)
                        throw new UsageException(isEmbedded ? "this backup is of an embedded database: restore it without --database. Export and import lead from one kind of database to the other" : "this backup is of a PostgreSQL database: name an empty one with --database. Export and import lead from one kind of database to the other");
                    await Restore.FilesAsync(bundle, options, services.GetRequiredService<FileStore>(), progress, stop);
                    if (!isEmbedded) await Restore.TablesAsync(bundle, manifest, db, progress, stop);
                    return manifest;
                }, () => Restore.KeyAsync(bundle, manifest, options, CopyKeys.PassphraseOfMasterKey), Find(parsed, file, bundle.Head.MadeAt), "Restored into", stop);
            }
        }
        catch (DamagedException damage)
        {
            await Console.Error.WriteLineAsync($"goldthread: {damage.Message}. Nothing was restored");
            return 1;
        }
        catch (LoadException fault)
        {
            await Console.Error.WriteLineAsync($"goldthread: {fault.Message}. Nothing was restored");
            return 1;
        }
    }
}
