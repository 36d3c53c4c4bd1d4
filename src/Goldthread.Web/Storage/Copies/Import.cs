using System.Security.Cryptography;
using System.Text.Json;
using Goldthread.Domain.Admin;
using Goldthread.Web.Commands;
using Goldthread.Web.Site;

namespace Goldthread.Web.Storage.Copies;

/// <summary>An export with faults, each told with its place.</summary>
internal sealed class ImportException(IReadOnlyList<string> problems) : Exception($"{problems.Count} faults")
{
    /// <summary>Each in one line.</summary>
    public IReadOnlyList<string> Problems => problems;
}

/// <summary>Reads an export into an empty board: all of it, or nothing.</summary>
internal sealed class Import(string folder, BoardOptions options)
{
    private const int MostProblems = 20;
    private readonly string root = Path.GetFullPath(folder);

    /// <summary>Reads its manifest.</summary>
    /// <exception cref="UsageException">It is no export, or a newer version's.</exception>
    public Manifest Read()
    {
        if (!Directory.Exists(root)) throw new UsageException($"there is no folder {root}");
        var path = Path.Combine(root, Export.ManifestFile);
        if (!File.Exists(path)) throw new UsageException($"{root} is not an export made by goldthread: it has no {Export.ManifestFile}");
        if (new FileInfo(path).Length > Manifest.Longest) throw new UsageException($"{path} is longer than any manifest: this is no export made by goldthread");
        return Manifest.Parse(File.ReadAllBytes(path), "this export");
    }

    /// <summary>Proves every file and every line, writing nothing.</summary>
    /// <exception cref="ImportException">With each fault.</exception>
    public async Task ProveAsync(Manifest manifest, Progress progress, CancellationToken stop)
    {
        List<string> problems = [];
        foreach (var part in manifest.Parts)
        {
            progress.Say($"checking {part.Name}");
            if (PlaceOf(part.Name) is not { } path) problems.Add($"{part.Name}: found a name that leads elsewhere; accepted: names within the export");
            else if (!File.Exists(path)) problems.Add($"{part.Name}: found nothing; accepted: the file as it was exported");
            else
            {
                if (TableOf(manifest, part.Name) is { } table) problems.AddRange(Faults(table, part.Name, path));
                await using var content = File.OpenRead(path);
                var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, stop));
                if (hash != part.Sha256) problems.Add($"{part.Name}: found other content than was exported (SHA-256 {hash[..16]}…, {content.Length} bytes); accepted: {part.Sha256[..16]}…, {part.Length} bytes");
            }
        }
        foreach (var table in manifest.Tables.Where(t => manifest.Parts.All(p => p.Name != FileOf(t)))) problems.Add($"{Export.ManifestFile}: found no file for the table {table.Name}; accepted: one for each");
        foreach (var table in manifest.Tables.Where(t => !new TableShape(t.Name, t.Columns, []).HasPlainNames)) problems.Add($"{Export.ManifestFile}: found a name of a table or column that is none; accepted: letters, digits and _");
        if (problems.Count > 0) throw new ImportException(problems);
    }

    /// <summary>Writes the rows in one transaction, and before it the files, which serve nothing without them.</summary>
    /// <exception cref="ImportException">Somebody put into it what opens doors.</exception>
    public async Task FillAsync(Manifest manifest, BoardDb db, FileStore store, Progress progress, CancellationToken stop)
    {
        if (LeftOut.Among(manifest.Tables, db).Select(odd => $"{Export.ManifestFile}: found {odd.Name}, which no export holds ({odd.Why}); accepted: tables and columns as they were exported").ToList() is { Count: > 0 } odd) throw new ImportException(odd);
        await TableLoader.PrepareAsync(db, manifest, "this export", stop);
        await using var loader = await TableLoader.BeginAsync(db, stop);
        if (!await loader.EmptyAsync(manifest.Tables, stop)) throw new UsageException("there is a board in this database already: name an empty one; a board is never written over");
        foreach (var part in manifest.Parts)
        {
            progress.Say($"reading {part.Name}");
            await using var content = File.OpenRead(PlaceOf(part.Name)!);
            if (part.Name.StartsWith(Export.Files, StringComparison.Ordinal)) await store.PutBackAsync(content, part.Sha256, stop);
            else if (part.Name == Export.Seals) await Restore.WriteAsync(Path.Combine(options.Data, "seals", "audit-seals.jsonl"), content, stop);
            else if (TableOf(manifest, part.Name) is { } table) await loader.LoadAsync(WithBeginnings(table, db), part.Name, Rows(table, part.Name, content, db), stop);
        }
        await loader.CommitAsync(stop);
    }

    private static CopiedTable WithBeginnings(CopiedTable table, BoardDb db) => table.Name != LeftOut.AccountTable(db) ? table
        : table with { Columns = [.. table.Columns, .. LeftOut.AccountBegins.Select(b => b.Column)] };

    private static IEnumerable<(long Line, object?[] Values)> Rows(CopiedTable table, string file, Stream content, BoardDb db)
    {
        var rows = TableLines.Read(content, file, table, problem => throw new LoadException(problem));
        return table.Name != LeftOut.AccountTable(db) ? rows : rows.Select(row => (row.Line, (object?[])[.. row.Values, .. LeftOut.AccountBegins.Select(b => b.Value())]));
    }

    private IEnumerable<string> Faults(CopiedTable table, string name, string path)
    {
        List<LineProblem> problems = [];
        var sealing = Sealing.FromEnvironmentOr(options.MasterKeyFile);
        using var content = File.OpenRead(path);
        var rows = TableLines.Read(content, name, table, problems.Add, (line, row) =>
        {
            if (row.TryGetProperty(Export.Opened, out var inClear) && row.TryGetProperty(nameof(HistoryRow.Values), out var values) && !IsSame(sealing, values, inClear))
                problems.Add(new(name, line, Export.Opened, "another text than the encrypted one", "what the encrypted one says"));
        }).TakeWhile(_ => problems.Count < MostProblems).LongCount();
        if (problems.Count == 0 && rows != table.Rows) problems.Add(new(name, rows + 1, "", $"{rows} lines", $"{table.Rows}, as were exported"));
        return problems.Select(p => p.ToString());
    }

    private static bool IsSame(Sealing sealing, JsonElement values, JsonElement inClear)
    {
        try
        {
            return values.ValueKind == JsonValueKind.String && inClear.ValueKind == JsonValueKind.String && sealing.Open(values.GetString()!) == inClear.GetString();
        }
        catch (Exception changed) when (changed is CryptographicException or FormatException or OverflowException)
        {
            return false;
        }
    }

    // A manifest comes from elsewhere: it may name no file outside the export, not through a link either.
    private string? PlaceOf(string name)
    {
        var path = Path.GetFullPath(Path.Combine(root, name));
        if (!path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)) return null;
        for (var at = path; at.Length > root.Length; at = Path.GetDirectoryName(at)!)
            if (new FileInfo(at) is { Exists: true, LinkTarget: not null } || new DirectoryInfo(at) is { Exists: true, LinkTarget: not null }) return null;
        return path;
    }

    private static string FileOf(CopiedTable table) => $"{Export.Tables}{table.Name}{Export.Ending}";

    private static CopiedTable? TableOf(Manifest manifest, string part) => manifest.Tables.FirstOrDefault(t => FileOf(t) == part);
}
