using System.Security.Cryptography;
using System.Text;
using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Web.Commands;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Goldthread.Web.Storage.Copies;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Copies;

/// <summary>Boards to copy, and new places to put copies into.</summary>
internal static class Place
{
    /// <summary>The passphrase of these tests' backups.</summary>
    public const string Passphrase = "four words of a test";

    private static readonly string folder = Directory.CreateTempSubdirectory("goldthread-copies-").FullName;

    static Place()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        Environment.SetEnvironmentVariable("GOLDTHREAD_BACKUP_PASSPHRASE", Passphrase);
        Environment.SetEnvironmentVariable("GOLDTHREAD_KEY_PASSPHRASE", "four other words of a test");
    }

    /// <summary>A board with something of everything: a restricted record with its history, a file, a chart of limits, a seal.</summary>
    public static async Task<Board> AFullBoardAsync(BoardApp app)
    {
        var board = await Board.NewAsync(app);
        await board.GivenAsync(A.Finding("=1+1, “quoted”\nand on a second line"));
        await board.GivenAsync(A.Finding("A word nobody else may read: Marmalade").RestrictedTo(Somebody.Reviewer));
        await board.GivenAsync(A.Measure());
        await board.GivenAsync(An.Action().ReportedDone());
        await AddFileAsync(board, "Learning review.txt", "What we learnt about Marmalade");
        await AddFileAsync(board, "Learning review.txt", "Another of the same name");
        await using var db = board.OpenAll();
        await board.Services.GetRequiredService<AuditSeals>().SealAsync(db, Stop);
        return board;
    }

    public static async Task<string> AddFileAsync(Board board, string name, string text)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var (file, refusal) = await board.Services.GetRequiredService<FileStore>().ReceiveAsync(bytes, name, Stop);
        Assert.Null(refusal);
        await using var db = board.OpenAll();
        db.Files.Add(new StoredFile(file!.Name, file.MediaType, file.Length, file.Hash, board.Today, board.Clock.UtcNow(), "Tests"));
        await db.SaveAsync(Command.Now("Tests: file"), Stop);
        return file.Hash;
    }

    /// <summary>Runs a verb on a board.</summary>
    public static Task<int> RunAsync(string verb, string argument, (string Data, string? Database) place, params string[] more)
    {
        string[] database = place.Database is null ? [] : ["--database", place.Database];
        return CommandLine.RunAsync([verb, argument, "--data", place.Data, .. database, .. more]);
    }

    public static (string Data, string? Database) Of(Board board) => (board.Data, board.Database);

    /// <summary>A new place that has the master key of a board.</summary>
    public static async Task<(string Data, string? Database)> WithKeyOfAsync(Board board, BoardApp app)
    {
        var place = await app.NewPlaceAsync();
        Directory.CreateDirectory(Path.Combine(place.Data, "keys"));
        File.Copy(Path.Combine(board.Data, "keys", "master.key"), Path.Combine(place.Data, "keys", "master.key"));
        return place;
    }

    /// <summary>A name for a file or folder that is not there yet.</summary>
    public static string NewName(string ending) => Path.Combine(folder, $"copy-{Guid.NewGuid():n}{ending}");

    /// <summary>A backup of a board, by its verb.</summary>
    public static async Task<string> BackUpAsync(Board board, params string[] more)
    {
        var file = NewName(".backup");
        Assert.Equal(0, await RunAsync("backup", file, Of(board), more));
        return file;
    }

    /// <summary>Every row of every table of a place, as it would be exported with nothing left out.</summary>
    public static async Task<SortedDictionary<string, string>> RowsAsync((string Data, string? Database) place, params string[] without)
    {
        await using var app = WebBoard.Build(new() { Data = place.Data, Database = place.Database, Urls = "http://127.0.0.1:0" }, Board.Quiet);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
        await using var snapshot = await Snapshot.OfAsync(db, Stop);
        SortedDictionary<string, string> rows = new(StringComparer.Ordinal);
        foreach (var table in snapshot.Tables.Where(t => !without.Contains(t.Name)))
        {
            using MemoryStream text = new();
            await snapshot.WriteRowsAsync(table, text, null, Stop);
            rows[table.Name] = Encoding.UTF8.GetString(text.ToArray());
        }
        return rows;
    }

    /// <summary>Every file of a folder, by its content.</summary>
    public static SortedDictionary<string, string> Contents(string folder) => new(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(f => Path.GetRelativePath(folder, f), f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f)))), StringComparer.Ordinal);

    public static byte[] Open(BundleLock how) => BundleKeys.Open(how, Passphrase, null);

    public static CancellationToken Stop => TestContext.Current.CancellationToken;
}
