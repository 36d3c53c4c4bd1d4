using System.Security.Cryptography;
using System.Text.Json;
using Goldthread.Web.Storage;

namespace Goldthread.Web.Site;

/// <summary>A file of which a part is here.</summary>
/// <param name="Id">Names it to the person who sends it, and to nobody else.</param>
/// <param name="Name">Name it came with, made harmless.</param>
/// <param name="Length">Bytes it will have.</param>
/// <param name="Mark">What the browser knows it by when it is chosen again.</param>
/// <param name="Done">What it became, once it was whole and kept: asked again because the answer was lost, it is not sent again.</param>
public sealed record FileInParts(Guid Id, string Name, long Length, string Mark, ReceivedFile? Done = null)
{
    /// <summary>Bytes that are here.</summary>
    public long At { get; init; }
}

/// <summary>What came of a part.</summary>
/// <param name="At">Bytes that are here now.</param>
/// <param name="File">The file, once it is whole, checked and kept.</param>
/// <param name="Refusal">Why it is not taken, in a sentence; the parts are gone then.</param>
/// <param name="IsElsewhere">The part does not begin where the file ends: sent twice, or by two windows. Go on from <paramref name="At"/>.</param>
public sealed record PartTaken(long At, ReceivedFile? File = null, string? Refusal = null, bool IsElsewhere = false);

/// <summary>Large files, sent part by part (F6, ADR 19). What is here lies beside the store in a folder of the person's own, readable by
/// the board's process alone, and is made durable before it is acknowledged; so a lost connection, a closed browser or a board that
/// starts again loses at most one part. Two nodes go on with each other's parts where they share the folder of files. Nothing of a file
/// is looked at before it is whole; then it passes the checks of every other file (T06).</summary>
public sealed class FileParts(BoardOptions options, FileStore store, TimeProvider clock)
{
    /// <summary>Bytes of one part.</summary>
    public const int Part = 4_000_000;

    /// <summary>Unfinished files one person may have.</summary>
    public const int MostUnfinished = 5;

    /// <summary>What a part is compared with before the file goes on: another one of the same name and size is not put behind it.</summary>
    public const int Tail = 1_000_000;

    private const long Spare = 200_000_000; // the database needs room too

    private readonly string folder = Path.Combine(options.Data, "files", "parts");

    /// <summary>Bytes free where a folder lies.</summary>
    internal Func<string, long> Free { get; init; } = path => new DriveInfo(path).AvailableFreeSpace;

    /// <summary>Bytes that a file sent in parts may have.</summary>
    public long Largest => options.LargestFile;

    /// <summary>Unfinished files of one person that are not a day old.</summary>
    public async Task<IReadOnlyList<FileInParts>> UnfinishedAsync(Guid person, CancellationToken stop) => [.. (await AllAsync(person, stop)).Where(f => f.Done is null)];

    /// <summary>Begins a file, or goes on with it.</summary>
    /// <param name="person">Who sends it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="length">Bytes it has.</param>
    /// <param name="mark">What the browser knows it by.</param>
    /// <param name="stop">Stops.</param>
    public async Task<(FileInParts? File, string? Refusal)> BeginAsync(Guid person, string name, long length, string mark, CancellationToken stop)
    {
        name = FileStore.Harmless(name);
        if (length <= 0) return (null, $"“{name}” is empty");
        if (length > Largest) return (null, $"“{name}” is larger than {FileStore.InWords(Largest)}: make it smaller, or shelve a link to it");
        var mine = await AllAsync(person, stop);
        if (mine.FirstOrDefault(f => f.Mark == mark && f.Name == name && f.Length == length && (f.Done is null || store.Holds(f.Done.Hash))) is { } known) return (known, null);
        FileInParts file = new(Guid.NewGuid(), name, length, mark);
        var unfinished = mine.Where(f => f.Done is null).ToList();
        if (AreTooMany([.. unfinished, file])) return (null, Refuse(unfinished.Count));
        OwnerOnly.MakeFolder(folder);
        OwnerOnly.MakeFolder(Path.Combine(folder, $"{person:N}"));
        // Once in parts, once more while it is checked.
        if (Free(folder) < (2 * length) + Spare) return (null, $"“{name}” can’t be taken: the board’s disk is nearly full. Tell whoever looks after it; nothing of your work is lost");
        await using (var data = OwnerOnly.Write(PlaceOf(person, file.Id), FileMode.CreateNew)) data.Flush(flushToDisk: true);
        await NoteAsync(person, file, stop);
        if (!AreTooMany(await UnfinishedAsync(person, stop))) return (file, null);
        GiveUp(person, file.Id); // begun many at one moment, each found room
        return (null, Refuse(MostUnfinished));

        string Refuse(int count) => $"“{name}” can’t begin: you have {count} unfinished files. Choose one of them again to go on with it, or give one up";
    }

    private bool AreTooMany(IReadOnlyCollection<FileInParts> files) => files.Count > MostUnfinished || files.Sum(f => f.Length) > 2 * Largest;

    /// <summary>Hash of the last bytes that are here, for the browser to compare with its own; empty while nothing is.</summary>
    public async Task<string> TailAsync(Guid person, FileInParts file, CancellationToken stop)
    {
        if (file.At == 0 || !File.Exists(PlaceOf(person, file.Id))) return "";
        await using var data = new FileStream(PlaceOf(person, file.Id), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        data.Position = Math.Max(0, data.Length - Tail);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(data, stop));
    }

    /// <summary>Takes a part. The last one makes the file whole, and it is checked and kept like any other.</summary>
    /// <param name="person">Who sends it; a file of somebody else is as if it were not there.</param>
    /// <param name="id">Which file.</param>
    /// <param name="at">Where the part begins.</param>
    /// <param name="content">Its bytes; none where all of them are here and the file was not kept yet.</param>
    /// <param name="stop">Stops.</param>
    /// <returns>Null when there is no such file of this person.</returns>
    public async Task<PartTaken?> AddAsync(Guid person, Guid id, long at, Stream content, CancellationToken stop)
    {
        if (await FindAsync(person, id, stop) is not { } file) return null;
        if (file.Done is { } done) return store.Holds(done.Hash) ? new(file.Length, done) : null;
        if (await TakeAsync(person, file, at, content, stop) is not { } taken) return null;
        if (taken.Refusal is not null) GiveUp(person, id);
        if (taken.File is not null) File.Delete(PlaceOf(person, id));
        return taken;
    }

    private async Task<PartTaken?> TakeAsync(Guid person, FileInParts file, long at, Stream content, CancellationToken stop)
    {
        FileStream data;
        try
        {
            data = new(PlaceOf(person, file.Id), new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.Asynchronous });
        }
        catch (IOException)
        {
            return File.Exists(PlaceOf(person, file.Id)) ? new(file.At, IsElsewhere: true) : null; // another window sends it
        }
        await using (data)
        {
            if (at != data.Length) return new(data.Length, IsElsewhere: true);
            if (!await AppendAsync(data, content, file.Length, stop)) return new(0, Refusal: $"“{file.Name}” is longer than it said: choose it again");
            await NoteAsync(person, file, stop);
            if (data.Length < file.Length) return new(data.Length);
            data.Position = 0;
            var (received, refusal) = await store.ReceiveAsync(data, file.Name, stop, Largest);
            if (received is null) return new(0, Refusal: refusal);
            await NoteAsync(person, file with { Done = received }, stop);
            return new(file.Length, received);
        }
    }

    /// <summary>Gives a file up. No word where there is none of this person.</summary>
    public void GiveUp(Guid person, Guid id)
    {
        File.Delete(NoteOf(person, id));
        File.Delete(PlaceOf(person, id));
    }

    // What came of a part before the connection broke stays: the next one goes on behind it.
    private static async Task<bool> AppendAsync(FileStream data, Stream content, long length, CancellationToken stop)
    {
        data.Position = data.Length;
        var buffer = new byte[131072];
        try
        {
            for (int read; (read = await content.ReadAsync(buffer, stop)) > 0;)
            {
                if (data.Length + read > length) return false;
                await data.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
                await data.FlushAsync(CancellationToken.None);
            }
            return true;
        }
        finally
        {
            data.Flush(flushToDisk: true);
        }
    }

    private async Task<IReadOnlyList<FileInParts>> AllAsync(Guid person, CancellationToken stop)
    {
        var own = Path.Combine(folder, $"{person:N}");
        if (!Directory.Exists(own)) return [];
        List<FileInParts> files = [];
        foreach (var note in Directory.EnumerateFiles(own, "*.json").Order(StringComparer.Ordinal))
            if (Guid.TryParseExact(Path.GetFileNameWithoutExtension(note), "N", out var id) && await FindAsync(person, id, stop) is { } file) files.Add(file);
        return files;
    }

    // A file that nobody went on with for a day is taken out by the sweep; until that comes round it is as if it were gone.
    private async Task<FileInParts?> FindAsync(Guid person, Guid id, CancellationToken stop)
    {
        var note = NoteOf(person, id);
        try
        {
            if (!File.Exists(note) || File.GetLastWriteTimeUtc(note) <= clock.GetUtcNow().UtcDateTime.AddDays(-1)) return null;
            var file = JsonSerializer.Deserialize<FileInParts>(await File.ReadAllTextAsync(note, stop));
            FileInfo data = new(PlaceOf(person, id));
            return file is null || (file.Done is null && !data.Exists) ? null : file with { At = file.Done is null ? data.Length : file.Length };
        }
        catch (Exception broken) when (broken is IOException or JsonException)
        {
            return null; // half written when the machine stopped, or given up at this moment: the person begins anew
        }
    }

    private async Task NoteAsync(Guid person, FileInParts file, CancellationToken stop)
    {
        var note = NoteOf(person, file.Id);
        var draft = $"{note}.new";
        await using (var writing = OwnerOnly.Write(draft, FileMode.Create)) await JsonSerializer.SerializeAsync(writing, file, cancellationToken: stop);
        File.Move(draft, note, overwrite: true);
        foreach (var path in new[] { note, PlaceOf(person, file.Id) }) File.SetLastWriteTimeUtc(path, clock.GetUtcNow().UtcDateTime); // the sweep counts a day from here
    }

    private string PlaceOf(Guid person, Guid id) => Path.Combine(folder, $"{person:N}", $"{id:N}.part");

    private string NoteOf(Guid person, Guid id) => Path.Combine(folder, $"{person:N}", $"{id:N}.json");
}
