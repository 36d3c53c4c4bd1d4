using System.CommandLine;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Goldthread.Web.Storage.Copies;
using Command = System.CommandLine.Command;

namespace Goldthread.Web.Commands;

/// <summary>Takes everything the board owns out, in open formats.</summary>
internal static class ExportVerb
{
    public static Command Verb()
    {
        Argument<DirectoryInfo> folder = new("folder") { Description = "A new folder" };
        Command verb = new("export", "Write everything the board owns into a new folder in open formats: each table as JSON lines, files under their names, a README that says what is what. What was encrypted is in it in clear, so it needs the master key; that it was made stands on the audit trail.") { folder };
        verb.SetAction((parsed, stop) => Hosted.WithBoardAsync(parsed, "export", async (services, _) =>
        {
            var options = services.GetRequiredService<BoardOptions>();
            var path = parsed.GetValue(folder)!.FullName;
            await Console.Error.WriteLineAsync("goldthread: an export holds every record in clear, restricted ones too: guard it as you guard the board");
            var manifest = await services.GetRequiredService<Export>().MakeAsync(path, new(Console.Error, options.Clock), stop);
            Console.WriteLine($"Exported into {path}: {BackupVerb.What(manifest)}; {BackupVerb.Size(manifest.Parts.Sum(p => p.Length))}.");
            foreach (var missing in manifest.MissingFiles) await Console.Error.WriteLineAsync($"goldthread: the file {missing}, which a record points to, is missing from the store or damaged in it");
            return manifest.MissingFiles.Count > 0 ? 1 : 0;
        }));
        return verb;
    }
}

/// <summary>Reads an export into an empty board.</summary>
internal static class ImportVerb
{
    public static Command Verb()
    {
        Argument<DirectoryInfo> folder = new("folder") { Description = "The export" };
        Command verb = new("import", "Read an export into an empty board: a folder that holds nothing but keys/master.key of the board it was made from and, on PostgreSQL, an empty database. Every file and every line is checked first; a fault is told with its file, line and column, and nothing is written. What the board removed for good after the export was made is removed again.") { folder, RestoreVerb.Erasures, RestoreVerb.WithoutErasures };
        verb.SetAction((parsed, stop) => RunAsync(parsed, new() { Data = parsed.GetValue(CommandLine.Data)!, Database = parsed.GetValue(CommandLine.Database) }, parsed.GetValue(folder)!.FullName, stop));
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parsed, BoardOptions options, string folder, CancellationToken stop)
    {
        Import import = new(folder, options);
        var manifest = import.Read();
        manifest.RefuseNewer("this export");
        Restore.RefuseUsed(options);
        if (!Sealing.IsThere(options.MasterKeyFile))
            throw new UsageException($"the master key of the board that this export was made from is missing: put it into {options.MasterKeyFile}, or into GOLDTHREAD_MASTER_KEY; without it the audit trail could not be verified");
        Restore.RefuseOtherKey(manifest, options, "this export");
        Progress progress = new(Console.Error, TimeProvider.System);
        try
        {
            await import.ProveAsync(manifest, progress, stop);
            return await NewPlace.FillAsync(options, "import", async (services, db) =>
            {
                await import.FillAsync(manifest, db, services.GetRequiredService<FileStore>(), progress, stop);
                return manifest;
            }, () => Task.CompletedTask, RestoreVerb.Find(parsed, folder, manifest.Trail.At ?? DateTime.MinValue), "Imported into", stop);
        }
        catch (ImportException faults)
        {
            foreach (var problem in faults.Problems) await Console.Error.WriteLineAsync($"goldthread: {problem}");
        }
        catch (LoadException fault)
        {
            await Console.Error.WriteLineAsync($"goldthread: {fault.Message}");
        }
        await Console.Error.WriteLineAsync("goldthread: nothing was written.");
        return 2;
    }
}
