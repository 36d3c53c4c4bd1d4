using Goldthread.Web.Storage;

namespace Goldthread.Web.Site;

/// <summary>Files that lie beside the database for some days and outside what the site serves: read by the owner of the process alone, in no
/// backup.</summary>
public abstract class FilesForDays(BoardOptions options, string name)
{
    private readonly string folder = Path.Combine(options.Data, name);

    /// <summary>Writes a file beside its place and moves it there: it is whole or not there.</summary>
    /// <returns>What the writing gave, and bytes.</returns>
    public async Task<(int Lines, long Length)> WriteAsync(Guid id, Func<Stream, Task<int>> write)
    {
        OwnerOnly.MakeFolder(folder);
        var draft = $"{PlaceOf(id)}.{Guid.NewGuid():N}";
        try
        {
            int lines;
            long length;
            await using (var file = OwnerOnly.Write(draft, FileMode.CreateNew, isRead: true))
            {
                lines = await write(file);
                length = file.Length;
            }
            File.Move(draft, PlaceOf(id), overwrite: true);
            return (lines, length);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>The file; null when it is gone.</summary>
    public Stream? Open(Guid id) => File.Exists(PlaceOf(id)) ? new FileStream(PlaceOf(id), new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan, Share = FileShare.Read | FileShare.Delete }) : null;

    /// <summary>Takes away all but these.</summary>
    /// <param name="kept">Files somebody may still fetch.</param>
    /// <param name="olderThan">What is younger is left alone: it may be in the making.</param>
    public void KeepOnly(IReadOnlySet<Guid> kept, DateTime olderThan)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var path in Directory.EnumerateFiles(folder).ToList())
            if (!(Guid.TryParseExact(Path.GetFileName(path), "N", out var id) && kept.Contains(id)) && File.GetLastWriteTimeUtc(path) < olderThan) File.Delete(path);
    }

    /// <summary>Takes one away.</summary>
    public void Remove(Guid id) => File.Delete(PlaceOf(id));

    /// <summary>Where one lies.</summary>
    protected string PlaceOf(Guid id) => Path.Combine(folder, id.ToString("N"));
}
