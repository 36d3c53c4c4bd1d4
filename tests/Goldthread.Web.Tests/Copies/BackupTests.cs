using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Goldthread.Domain;
using Goldthread.Web.Commands;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Goldthread.Web.Storage.Copies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Copies;

/// <summary>A backup, and what comes back of it.</summary>
[Trait("feature", "Z6")]
[Trait("threat", "T22")]
public class BackupTests(BoardApp app)
{
    // The log of the backup itself comes after the moment it was taken at.
    private static readonly string[] noted = ["backup_runs", "audit_entries", "audit_head", "history", "commands"];

    [Fact]
    [Trait("threat", "T23")]
    public async Task What_is_restored_is_what_was_there_row_by_row()
    {
        await using var board = await Place.AFullBoardAsync(app);
        var before = await Place.RowsAsync(Place.Of(board));
        var file = await Place.BackUpAsync(board);
        var place = await Place.WithKeyOfAsync(board, app);

        Assert.Equal(0, await Place.RunAsync("restore", file, place));

        Assert.Equal(before, await Place.RowsAsync(place));
        Assert.Equal(Place.Contents(Path.Combine(board.Data, "files")), Place.Contents(Path.Combine(place.Data, "files")));
        Assert.Equal(0, await CommandLine.RunAsync(["verify", "--data", place.Data, .. place.Database is null ? Array.Empty<string>() : ["--database", place.Database]]));
        var after = await Place.RowsAsync(Place.Of(board), noted);
        Assert.Equal(before.Where(t => !noted.Contains(t.Key)), after);
        await using var db = board.OpenAll();
        var run = await db.BackupRuns.SingleAsync(Place.Stop);
        Assert.Equal((new FileInfo(file).Length, "", false), (run.Length, run.Problem, run.IsScheduled));
        Assert.Equal("Backup", (await db.AuditEntries.OrderByDescending(e => e.Sequence).FirstAsync(Place.Stop)).Deed);
    }

    [Fact]
    [Trait("threat", "T23")]
    public async Task A_backup_taken_while_others_write_holds_what_its_trail_says_and_nothing_by_half()
    {
        await using var board = await Place.AFullBoardAsync(app);
        HashSet<Guid> acknowledged = [];
        using var enough = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                var action = await board.GivenAsync(An.Action());
                lock (acknowledged) acknowledged.Add(action.Id);
            }
        })).ToList();
        // The trail is sealed all the while: a seal that is newer than the copy must not come with it.
        writers.Add(Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                await using var scope = board.Services.CreateAsyncScope();
                await board.Services.GetRequiredService<AuditSeals>().SealAsync(scope.ServiceProvider.GetRequiredService<BoardDb>(), CancellationToken.None);
                await Task.Delay(20, Place.Stop);
            }
        }, TestContext.Current.CancellationToken));
        while (acknowledged.Count < 10) await Task.Delay(20, Place.Stop);
        HashSet<Guid> beforeIt;
        lock (acknowledged) beforeIt = [.. acknowledged];
        var file = await Place.BackUpAsync(board);
        await enough.CancelAsync();
        await Task.WhenAll(writers);
        var place = await Place.WithKeyOfAsync(board, app);

        Assert.Equal(0, await Place.RunAsync("restore", file, place));

        await using var site = WebBoard.Build(new() { Data = place.Data, Database = place.Database, Urls = "http://127.0.0.1:0" }, Board.Quiet);
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
        db.Viewer = Viewer.System("tests");
        var told = (await db.AuditEntries.AsNoTracking().ToListAsync(Place.Stop)).SelectMany(e => e.Changes).Where(c => c.Kind == "ImprovementAction" && c.State == "added").Select(c => c.RecordId).ToHashSet();
        var there = await db.Actions.IgnoreQueryFilters().Select(a => a.Id).ToListAsync(Place.Stop);
        Assert.True(told.SetEquals(there), $"{told.Count} told by the trail, {there.Count} there");
        Assert.Subset(told, beforeIt);
        Assert.True(told.Count > beforeIt.Count || acknowledged.Count > beforeIt.Count, "Nobody wrote meanwhile");
        // The board it was taken of says the same of every one of them.
        var (copied, original) = (await Place.RowsAsync(place), await Place.RowsAsync(Place.Of(board)));
        Assert.Subset(original["actions"].Split('\n').ToHashSet(), copied["actions"].Split('\n').ToHashSet());
        Assert.StartsWith(copied["audit_entries"], original["audit_entries"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flipped_byte_is_found_wherever_it_is_and_nothing_is_restored()
    {
        await using var board = await Place.AFullBoardAsync(app);
        var file = await Place.BackUpAsync(board);
        var whole = await File.ReadAllBytesAsync(file, Place.Stop);
        var place = await Place.WithKeyOfAsync(board, app);
        var step = whole.Length / 23;

        for (var at = 0; at < whole.Length; at += step)
        {
            await FlipAsync(file, whole, at);
            Assert.NotEqual(0, await CommandLine.RunAsync(["backup", file, "--check"]));
            Assert.NotEqual(0, await Place.RunAsync("restore", file, place));
            Assert.Equal(["master.key"], Directory.EnumerateFileSystemEntries(place.Data, "*", SearchOption.AllDirectories).Where(File.Exists).Select(Path.GetFileName));
        }
    }

    [Fact]
    public async Task The_part_that_is_damaged_is_named()
    {
        await using var board = await Place.AFullBoardAsync(app);
        var hash = await Place.AddFileAsync(board, "Long.txt", string.Concat(Enumerable.Range(0, 60_000).Select(i => $"line {i} ")));
        var file = await Place.BackUpAsync(board);
        var whole = await File.ReadAllBytesAsync(file, Place.Stop);

        // By far the longest part is that file: a byte in its middle is in the middle of the longest run of pieces.
        var named = new List<string>();
        for (var at = whole.Length / 2; at < whole.Length - 1000; at += whole.Length / 12)
        {
            await FlipAsync(file, whole, at);
            named.Add((await Assert.ThrowsAsync<DamagedException>(() => Restore.ProveAsync(file, Place.Open, Progress.Unwatched))).Message);
        }
        Assert.Contains(named, message => message.Contains($"damaged in files/{hash}: bytes ", StringComparison.Ordinal));

        await File.WriteAllBytesAsync(file, whole[..^2000], Place.Stop);
        var cut = await Assert.ThrowsAsync<DamagedException>(() => Restore.ProveAsync(file, Place.Open, Progress.Unwatched));
        Assert.Contains("the rest is missing", cut.Message, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(file, [.. whole, 1], Place.Stop);
        Assert.Contains("behind its end", (await Assert.ThrowsAsync<DamagedException>(() => Restore.ProveAsync(file, Place.Open, Progress.Unwatched))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_backup_or_a_newer_versions_or_locked_otherwise_is_refused_in_a_sentence()
    {
        var file = Place.NewName(".backup");
        await File.WriteAllTextAsync(file, "Dear all, please find attached", Place.Stop);
        Assert.Contains("is not a backup made by goldthread", await RefusedAsync(file), StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, "", Place.Stop);
        Assert.Contains("is not a backup made by goldthread", await RefusedAsync(file), StringComparison.Ordinal);
        Assert.Contains("there is no file", await RefusedAsync(file + "x"), StringComparison.Ordinal);

        var (key, how) = BundleKeys.FromPassphrase(Place.Passphrase);
        await WriteAsync(file, BundleWriter.Format + 1, key, how, ["Foundation"]);
        Assert.Contains("newer version of Goldthread (9.9.9)", await RefusedAsync(file), StringComparison.Ordinal);
        await WriteAsync(file, BundleWriter.Format, key, how, ["Foundation", "FromTheFuture"]);
        await using var board = await Board.NewAsync(app);
        var place = await Place.WithKeyOfAsync(board, app);
        var (bundle, manifest) = await Restore.ProveAsync(file, Place.Open, Progress.Unwatched);
        bundle.Dispose();
        Assert.Contains("with the change FromTheFuture", Assert.Throws<UsageException>(() => manifest.RefuseNewer("this backup")).Message, StringComparison.Ordinal);
        Assert.Equal(2, await Place.RunAsync("restore", file, place));
        Assert.Contains("the passphrase or key is another", (await Assert.ThrowsAsync<UsageException>(() => Restore.ProveAsync(file, how => BundleKeys.Open(how, "another passphrase", null), Progress.Unwatched))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_board_is_never_written_over()
    {
        await using var board = await Place.AFullBoardAsync(app);
        var file = await Place.BackUpAsync(board);
        var before = await Place.RowsAsync(Place.Of(board));

        Assert.Equal(2, await Place.RunAsync("restore", file, Place.Of(board)));
        Assert.Equal(2, await Place.RunAsync("backup", file, Place.Of(board))); // nor a backup

        Assert.Equal(before, await Place.RowsAsync(Place.Of(board)));
        if (!BoardApp.IsPostgres) return;
        var (data, _) = await Place.WithKeyOfAsync(board, app);
        Assert.Equal(2, await Place.RunAsync("restore", file, (data, board.Database)));
        Assert.Equal(before, await Place.RowsAsync(Place.Of(board)));
    }

    [Fact]
    public async Task A_backup_holds_no_word_in_clear_and_no_master_key_and_opens_to_no_other_key()
    {
        await using var board = await Place.AFullBoardAsync(app);
        var file = await Place.BackUpAsync(board);
        var master = await File.ReadAllTextAsync(Path.Combine(board.Data, "keys", "master.key"), Place.Stop);

        var bytes = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Place.Stop));
        Assert.DoesNotContain("Marmalade", bytes, StringComparison.Ordinal);
        Assert.DoesNotContain("finding", bytes, StringComparison.OrdinalIgnoreCase);
        var inside = await InsideAsync(file);
        Assert.DoesNotContain(master.Trim(), inside, StringComparison.Ordinal);
        var place = await app.NewPlaceAsync(); // no key there, none in the backup
        Assert.Equal(2, await Place.RunAsync("restore", file, place));
        Assert.False(Directory.Exists(place.Data));
        Directory.CreateDirectory(Path.Combine(place.Data, "keys"));
        await File.WriteAllTextAsync(Path.Combine(place.Data, "keys", "master.key"), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), Place.Stop);
        Assert.Equal(2, await Place.RunAsync("restore", file, place));
    }

    [Fact]
    public async Task A_file_that_is_gone_or_spoilt_is_told_and_keeps_nothing_else_from_coming_back()
    {
        await using var board = await Place.AFullBoardAsync(app);
        var (gone, spoilt) = (await Place.AddFileAsync(board, "Gone.txt", "gone"), await Place.AddFileAsync(board, "Spoilt.txt", "spoilt"));
        string At(string hash) => Path.Combine(board.Data, "files", hash[..2], hash);
        File.Delete(At(gone));
        await File.WriteAllTextAsync(At(spoilt), "spoilT", Place.Stop);
        var file = Place.NewName(".backup");
        var place = await Place.WithKeyOfAsync(board, app);

        Assert.Equal(1, await Place.RunAsync("backup", file, Place.Of(board)));
        Assert.Equal(1, await Place.RunAsync("restore", file, place));

        await using var db = board.OpenAll();
        Assert.Contains("2 files that records point to are missing from the store or damaged", (await db.BackupRuns.SingleAsync(Place.Stop)).Problem, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(Path.Combine(place.Data, "files"), "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task With_its_key_asked_for_a_backup_is_restored_without_another()
    {
        await using var board = await Place.AFullBoardAsync(app);
        var file = await Place.BackUpAsync(board, "--with-key");
        var place = await app.NewPlaceAsync();

        Assert.Equal(0, await Place.RunAsync("restore", file, place));

        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(board.Data, "keys", "master.key"), Place.Stop), await File.ReadAllTextAsync(Path.Combine(place.Data, "keys", "master.key"), Place.Stop));
        Assert.DoesNotContain((await File.ReadAllTextAsync(Path.Combine(place.Data, "keys", "master.key"), Place.Stop)).Trim(), await InsideAsync(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_for_a_public_key_opens_to_the_private_one_alone()
    {
        await using var board = await Place.AFullBoardAsync(app);
        using var rsa = RSA.Create(3072);
        using var other = RSA.Create(3072);
        var (file, open, shut, wrong) = (Place.NewName(".backup"), Place.NewName(".pem"), Place.NewName(".pem"), Place.NewName(".pem"));
        await File.WriteAllTextAsync(open, rsa.ExportSubjectPublicKeyInfoPem(), Place.Stop);
        await File.WriteAllTextAsync(shut, rsa.ExportPkcs8PrivateKeyPem(), Place.Stop);
        await File.WriteAllTextAsync(wrong, other.ExportPkcs8PrivateKeyPem(), Place.Stop);
        var (key, how) = BundleKeys.ForPublicKey(open);
        await using var scope = board.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<BoardDb>().Viewer = Viewer.System("tests");

        await scope.ServiceProvider.GetRequiredService<Backup>().MakeAsync(file, new(key, how, null), isScheduled: false, Progress.Unwatched, Place.Stop);

        Assert.Equal(0, await CommandLine.RunAsync(["backup", file, "--check", "--private-key", shut]));
        Assert.Equal(2, await CommandLine.RunAsync(["backup", file, "--check", "--private-key", wrong]));
        Assert.Equal(2, await CommandLine.RunAsync(["backup", file, "--check"]));
    }

    [Fact]
    [Trait("threat", "T25")]
    public async Task A_disk_that_fills_up_leaves_nothing_that_looks_like_a_backup()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Needs a small disk of its own, which root alone can make");
        await using var board = await Place.AFullBoardAsync(app);
        for (var i = 0; i < 4; i++) await Place.AddFileAsync(board, "Noise.txt", Convert.ToBase64String(RandomNumberGenerator.GetBytes(300_000)));
        var disk = Directory.CreateDirectory(Place.NewName("")).FullName;
        Assert.SkipUnless(await DoAsync("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk), "No small disk can be made here");
        try
        {
            Assert.Equal(2, await Place.RunAsync("backup", Path.Combine(disk, "board.backup"), Place.Of(board)));

            Assert.Empty(Directory.EnumerateFileSystemEntries(disk));
            var file = await Place.BackUpAsync(board);
            if (board.Database is null)
            {
                var place = Path.Combine(disk, "board");
                Directory.CreateDirectory(Path.Combine(place, "keys"));
                File.Copy(Path.Combine(board.Data, "keys", "master.key"), Path.Combine(place, "keys", "master.key"));
                Assert.Equal(2, await Place.RunAsync("restore", file, (place, null)));
                Assert.Equal(["master.key"], Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
            }
        }
        finally
        {
            await DoAsync("umount", disk);
        }
    }

    [Fact]
    public async Task The_folder_of_a_board_is_open_to_its_owner_alone()
    {
        await using var board = await Place.AFullBoardAsync(app);
        var file = await Place.BackUpAsync(board, "--with-key");
        var (restored, begun) = (Place.NewName(""), Place.NewName(""));

        Assert.Equal(0, await Place.RunAsync("restore", file, (restored, (await app.NewPlaceAsync()).Database)));
        Assert.Equal(0, await CommandLine.RunAsync(["migrate", "--data", begun]));

        if (OperatingSystem.IsWindows()) return;
        foreach (var folder in new[] { restored, begun }) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
    }

    [Fact]
    public async Task An_older_backup_is_brought_up_to_date()
    {
        Assert.SkipUnless(!BoardApp.IsPostgres, "Speaks of the embedded database; the export of an older version is tried on both");
        await using var old = await Admin.SmallBoard.MakeAsync(); // for its key
        var file = Place.NewName(".backup");
        var database = Place.NewName(".db");
        await using (var db = new SqliteBoardDb((DbContextOptions<SqliteBoardDb>)new DbContextOptionsBuilder<SqliteBoardDb>().UseBoardSqlite(database).UseApplicationServiceProvider(DesignTime.Services).Options, TimeProvider.System, Sealing.ForDesign))
        {
            await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().First(), Place.Stop);
            await db.Database.ExecuteSqlRawAsync("pragma wal_checkpoint(truncate)", Place.Stop);
        }
        var sealing = old.Services.GetRequiredService<Sealing>();
        var (key, how) = BundleKeys.FromPassphrase(Place.Passphrase);
        await WriteAsync(file, BundleWriter.Format, key, how, ["Foundation"], database, sealing);
        var place = await app.NewPlaceAsync();
        Directory.CreateDirectory(Path.Combine(place.Data, "keys"));
        File.Copy(Path.Combine(old.Folder, "keys", "master.key"), Path.Combine(place.Data, "keys", "master.key"));

        Assert.Equal(0, await Place.RunAsync("restore", file, place, "--without-erasures")); // a version that removed nothing has no list of it

        Assert.Empty((await Place.RowsAsync(place))["findings"]); // every table of today's model can be read
    }

    [Fact]
    [Trait("threat", "T07")]
    public async Task A_backup_made_by_somebody_who_has_only_the_key_of_backups_is_refused_before_anything_is_unpacked()
    {
        await using var board = await Board.NewAsync(app);
        var place = await Place.WithKeyOfAsync(board, app);
        var (file, bomb) = (Place.NewName(".backup"), Place.NewName(".db"));
        await File.WriteAllBytesAsync(bomb, new byte[30_000_000], Place.Stop); // thirty kilobytes in the file
        var (key, how) = BundleKeys.FromPassphrase(Place.Passphrase);
        await WriteAsync(file, BundleWriter.Format, key, how, ["Foundation"], bomb, board.Services.GetRequiredService<Sealing>(), isForged: true); // the mark of the key is in every backup, to be copied
        var (bundle, manifest) = await Restore.ProveAsync(file, Place.Open, Progress.Unwatched);
        bundle.Dispose();

        Assert.Contains("was not signed with the master key", Assert.Throws<UsageException>(() => Restore.RefuseOtherKey(manifest, new() { Data = place.Data }, "this backup")).Message, StringComparison.Ordinal);
        Assert.Equal(2, await Place.RunAsync("restore", file, (place.Data, null)));
        Assert.Equal(["master.key"], Directory.EnumerateFiles(place.Data, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
    }

    private static async Task<string> RefusedAsync(string file) => (await Assert.ThrowsAsync<UsageException>(() => Restore.ProveAsync(file, Place.Open, Progress.Unwatched))).Message;

    private static async Task WriteAsync(string file, int format, byte[] key, BundleLock how, string[] migrations, string? database = null, Sealing? signer = null, bool isForged = false)
    {
        await using var to = File.Create(file);
        using BundleWriter bundle = new(to, new(format, "9.9.9", new(2026, 11, 23, 0, 0, 0, DateTimeKind.Utc), how), key);
        List<BundlePart> parts = [];
        if (database is not null)
        {
            parts.Add(await bundle.AddAsync(Backup.EmbeddedDatabase, async part =>
            {
                await using var zip = new System.IO.Compression.ZLibStream(part, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true);
                await zip.WriteAsync(await File.ReadAllBytesAsync(database));
            }));
        }
        Manifest manifest = new() { Version = "9.9.9", Migrations = migrations, Trail = new(0, new string('0', 64), null), KeyMark = signer?.Mark ?? "", Tables = [], Parts = parts, MissingFiles = [] };
        bundle.Finish((signer is null || isForged ? manifest : manifest.Signed(signer)).ToJson());
    }

    private static Task FlipAsync(string file, byte[] whole, int at)
    {
        var changed = whole.ToArray();
        changed[at] ^= 1;
        return File.WriteAllBytesAsync(file, changed, Place.Stop);
    }

    private static async Task<string> InsideAsync(string file)
    {
        using MemoryStream all = new();
        using var bundle = BundleReader.Open(file);
        bundle.Unlock(Place.Open(bundle.Head.Lock));
        await bundle.ReadAsync(async (name, content) =>
        {
            if (name != Backup.EmbeddedDatabase && !name.StartsWith(Backup.Tables, StringComparison.Ordinal)) await content.CopyToAsync(all);
            else
            {
                await using var zip = new System.IO.Compression.ZLibStream(content, System.IO.Compression.CompressionMode.Decompress, leaveOpen: true);
                await zip.CopyToAsync(all);
            }
        });
        return Encoding.Latin1.GetString(all.ToArray());
    }

    private static async Task<bool> DoAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync(Place.Stop);
        return process.ExitCode == 0;
    }
}
