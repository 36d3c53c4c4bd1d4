using System.Globalization;
using System.Security.Cryptography;
using Goldthread.Domain.Library;
using Goldthread.Web.Storage;

namespace Goldthread.Web.Site;

/// <summary>A file whose bytes are in the store; it serves nothing until a record says so.</summary>
/// <param name="Name">Name it came with, made harmless.</param>
/// <param name="MediaType">Kind by its real content.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Hash">SHA-256, lower-case hex: its place.</param>
/// <param name="Waits">The scanner did not answer: nobody opens it before it has.</param>
public sealed record ReceivedFile(string Name, string MediaType, long Length, string Hash, bool Waits = false);

/// <summary>The bytes of files, named by their content, beside the database and outside what the site serves (F1, F5).
/// A file is written beside its place, made durable and then moved: a crash leaves a whole file or none.</summary>
public sealed class FileStore(BoardOptions options, FileScanner scanner, TimeProvider clock, ILoggerFactory? logs = null)
{
    /// <summary>Bytes a file may have.</summary>
    public const long Limit = 100_000_000;

    /// <summary>Bytes one form may send: more than the limit, so that one file too many is refused at its field and
    /// what was typed beside it is kept.</summary>
    public const long FormLimit = 400_000_000;

    private readonly string folder = Path.Combine(options.Data, "files");

    /// <summary>Takes in a file.</summary>
    /// <param name="content">Its bytes, read once to the end or to the limit.</param>
    /// <param name="name">Name it came with, whatever that is.</param>
    /// <param name="stop">Stops.</param>
    /// <param name="most">Bytes it may have.</param>
    /// <returns>The file, or in a sentence why it is refused; a refused file leaves nothing behind.</returns>
    public async Task<(ReceivedFile? File, string? Refusal)> ReceiveAsync(Stream content, string name, CancellationToken stop, long most = Limit)
    {
        var answer = await TakeAsync(content, name, most, stop);
        if (answer.Refusal is not null) logs?.Tell(SecurityEvent.FileRefused);
        return answer;
    }

    private async Task<(ReceivedFile? File, string? Refusal)> TakeAsync(Stream content, string name, long most, CancellationToken stop)
    {
        name = Harmless(name);
        var waiting = Path.Combine(folder, "incoming");
        OwnerOnly.MakeFolder(waiting);
        var draft = Path.Combine(waiting, Guid.NewGuid().ToString("N"));
        try
        {
            await using var file = OwnerOnly.Write(draft, FileMode.CreateNew, isRead: true, FileOptions.Asynchronous);
            if (await CopyAsync(content, file, most, stop) is not { } hash) return (null, $"“{name}” is larger than {InWords(most)}: make it smaller, or shelve a link to it");
            var length = file.Length;
            var (mediaType, refusal) = FileContent.Look(file, name);
            if (refusal is not null) return (null, refusal);
            file.Position = 0;
            var (check, found) = await scanner.AskAsync(file, stop);
            if (check == FileCheck.Refused && found == FileScanner.TooLarge)
                return (null, $"“{name}” is larger than the board’s virus scanner takes, and what can’t be checked is not kept: make it smaller, or ask whoever looks after the board to let the scanner take more");
            if (check == FileCheck.Refused) return (null, $"“{name}” is refused by the virus scanner ({found}): don’t open it, and tell whoever looks after your computer");
            file.Flush(flushToDisk: true);
            file.Close();
            Keep(draft, hash);
            return (new(name, mediaType!, length, hash, check == FileCheck.Waiting), null);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>The bytes of a file; null when they are missing.</summary>
    public Stream? Open(string hash) => File.Exists(PlaceOf(hash))
        ? new FileStream(PlaceOf(hash), new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan, Share = FileShare.Read | FileShare.Delete })
        : null;

    /// <summary>The bytes of a file that still have its hash; null when they are missing or are not what they were.</summary>
    public async Task<Stream?> OpenWholeAsync(string hash, CancellationToken stop)
    {
        if (Open(hash) is not { } content) return null;
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, stop)) == hash)
        {
            content.Position = 0;
            return content;
        }
        await content.DisposeAsync();
        return null;
    }

    /// <summary>Whether the bytes are there.</summary>
    public bool Holds(string hash) => File.Exists(PlaceOf(hash));

    /// <summary>Takes bytes out that the scanner refuses.</summary>
    public void Discard(string hash) => File.Delete(PlaceOf(hash));

    /// <summary>Takes bytes out that no record points to any more. What somebody has brought again within a day is left to the sweep: the
    /// form it came with may not be saved yet.</summary>
    public void DiscardUnused(string hash)
    {
        if (File.Exists(PlaceOf(hash)) && File.GetLastWriteTimeUtc(PlaceOf(hash)) <= clock.GetUtcNow().UtcDateTime.AddDays(-1)) File.Delete(PlaceOf(hash));
    }

    /// <summary>Puts bytes back that were taken out of a store, under the hash they had.</summary>
    /// <exception cref="InvalidDataException">They have another.</exception>
    public async Task PutBackAsync(Stream content, string hash, CancellationToken stop)
    {
        var waiting = Path.Combine(folder, "incoming");
        OwnerOnly.MakeFolder(waiting);
        var draft = Path.Combine(waiting, Guid.NewGuid().ToString("N"));
        try
        {
            await using var file = OwnerOnly.Write(draft, FileMode.CreateNew, isRead: true, FileOptions.Asynchronous);
            if (await CopyAsync(content, file, long.MaxValue, stop) != hash) throw new InvalidDataException($"The file {hash} is not what it was");
            file.Flush(flushToDisk: true);
            file.Close();
            Keep(draft, hash);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>Takes out what no record points to and nobody has brought for a day: files of forms that were never
    /// sent off, and drafts of uploads that broke.</summary>
    /// <param name="isUsed">Whether a record points to this content.</param>
    /// <param name="stop">Stops.</param>
    /// <returns>How many were taken out.</returns>
    public async Task<int> SweepAsync(Func<string, CancellationToken, Task<bool>> isUsed, CancellationToken stop)
    {
        if (!Directory.Exists(folder)) return 0;
        var taken = 0;
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToList())
        {
            if (File.GetLastWriteTimeUtc(path) > clock.GetUtcNow().UtcDateTime.AddDays(-1)) continue;
            if (Path.GetFileName(Path.GetDirectoryName(path)) != "incoming" && await isUsed(Path.GetFileName(path), stop)) continue;
            File.Delete(path);
            taken++;
        }
        return taken;
    }

    /// <summary>A limit, in words: "100 MB".</summary>
    public static string InWords(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000.0:0.#} MB");

    /// <summary>A name without folders, without signs that can't be seen or that turn the writing round, and no longer
    /// than 150 letters; the ending stays.</summary>
    public static string Harmless(string name)
    {
        var last = name.Split('/', '\\', ':')[^1];
        var seen = string.Concat(last.Where(c => !char.IsControl(c) && !char.IsSurrogate(c)
            && char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
            && c is not ('<' or '>' or '"' or '|' or '?' or '*'))).Trim(' ', '.');
        var isOnlyEnding = last.TrimStart().StartsWith('.') && !seen.Contains('.', StringComparison.Ordinal) && seen.Length > 0;
        var ending = isOnlyEnding ? "." + seen : Path.GetExtension(seen);
        var stem = isOnlyEnding ? "" : Path.GetFileNameWithoutExtension(seen).Trim();
        if (stem.Length == 0) stem = "file";
        if (ending.Length > 10) ending = ending[..10];
        return (stem.Length > 140 ? stem[..140] : stem) + ending;
    }

    internal string PlaceOf(string hash) => hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower)
        ? Path.Combine(folder, hash[..2], hash)
        : throw new ArgumentException("A file is named by 64 hexadecimal digits.", nameof(hash));

    private static async Task<string?> CopyAsync(Stream content, Stream file, long most, CancellationToken stop)
    {
        using var hashing = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[131072];
        var total = 0L;
        for (int read; (read = await content.ReadAsync(buffer, stop)) > 0;)
        {
            if ((total += read) > most) return null;
            hashing.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), stop);
        }
        return Convert.ToHexStringLower(hashing.GetHashAndReset());
    }

    private void Keep(string draft, string hash)
    {
        var place = PlaceOf(hash);
        OwnerOnly.MakeFolder(Path.GetDirectoryName(place)!);
        if (!File.Exists(place)) File.Move(draft, place, overwrite: true);
        File.SetLastWriteTimeUtc(place, clock.GetUtcNow().UtcDateTime); // the sweep counts a day from here
        Durable.SyncFolder(Path.GetDirectoryName(place)!);
    }
}
