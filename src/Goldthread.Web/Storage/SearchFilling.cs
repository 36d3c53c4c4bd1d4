using Goldthread.Domain;
using Goldthread.Domain.Library;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Storage;

/// <summary>What migrations can't write, since the number of a row in the search is worked out in the program.</summary>
public static class SearchFilling
{
    /// <summary>Writes the search text of impact tests and files that were kept before they were searched; without it the next change of
    /// one would look for a row that is not there. Called after the migrations. What a file says is read later (<c>Jobs/ReadFiles</c>).</summary>
    public static async Task FillSearchAsync(this BoardDb db, CancellationToken stop)
    {
        var before = db.Viewer;
        db.Viewer = Viewer.System("Search text"); // the row of a hidden test is as hidden as the test
        await FillAsync(db, db.Measures, stop);
        await FillAsync(db, db.Files, stop);
        db.Viewer = before;
    }

    private static async Task FillAsync<T>(BoardDb db, DbSet<T> records, CancellationToken stop) where T : ConfidentialRecord, ISearched
    {
        var missing = await records.AsNoTracking().Where(r => !db.SearchDocuments.Any(d => d.Id == r.Id)).ToListAsync(stop);
        foreach (var record in missing)
        {
            SearchDocument document = new(record.Id);
            document.Fill(record, record.ToSearch());
            db.SearchDocuments.Add(document);
        }
        if (missing.Count > 0) await db.SaveAsync(Command.Now("Search text"), stop);
    }
}
