using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Jobs;

/// <summary>Takes the text of files into the search (Y1), one after another, once the scanner has called them clean. What only named people
/// may read is not taken. Files of a version before are read like new ones.</summary>
internal sealed class ReadFiles(FileReading reading, FileStore store, IServiceScopeFactory scopes, TimeProvider clock, ILogger<ReadFiles> log) : Round(TimeSpan.FromSeconds(30), clock, log, "The text of files could not be taken into the search")
{
    private const int AtATime = 50;

    /// <inheritdoc/>
    protected override Task DoAsync(CancellationToken stop) => ReadAsync(stop);

    /// <summary>Reads what waits.</summary>
    /// <returns>How many files were read, those without text among them.</returns>
    public async Task<int> ReadAsync(CancellationToken stop)
    {
        List<Guid> waiting;
        await using (var scope = scopes.CreateAsyncScope())
            waiting = [.. (await Waiting(Open(scope)).OrderBy(f => f.Id).Select(f => new { f.Id, f.Hash }).ToListAsync(stop))
                .Where(f => store.Holds(f.Hash)).Take(AtATime).Select(f => f.Id)]; // what is missing from the store keeps nothing else waiting
        var read = 0;
        foreach (var id in waiting) if (await ReadOneAsync(id, stop)) read++;
        return read;
    }

    private static IQueryable<StoredFile> Waiting(BoardDb db) =>
        db.Files.Where(f => f.Text == FileText.Waiting && f.Check == FileCheck.Clean && f.Confidentiality != Confidentiality.Restricted);

    private async Task<bool> ReadOneAsync(Guid id, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = Open(scope);
        if (await Waiting(db).SingleOrDefaultAsync(f => f.Id == id, stop) is not { } file) return false; // another node was first
        if (await reading.ReadAsync(file.Hash, file.MediaType, stop) is not { } text) return false; // the store is away: that is no word about the file
        file.Says(text);
        try
        {
            await db.SaveAsync(Command.Now("Read files for the search"), stop);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false; // somebody changed it, or who may see it, meanwhile: read again in the next round
        }
        catch (DbUpdateException)
        {
            return await PassOverAsync(id, stop); // a text that the database's index refuses would be read again for ever
        }
    }

    private async Task<bool> PassOverAsync(Guid id, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = Open(scope);
        (await db.Files.SingleAsync(f => f.Id == id, stop)).Says("");
        await db.SaveAsync(Command.Now("Read files for the search"), stop);
        return true;
    }

    private static BoardDb Open(AsyncServiceScope scope)
    {
        var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
        db.Viewer = Viewer.System("Read files for the search"); // what is hidden from most is found by those who may see it
        return db;
    }
}
