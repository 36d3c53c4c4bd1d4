using Goldthread.Domain;
using Goldthread.Domain.Library;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Storage;

/// <summary>What migrations can't write, since the number of a row in the search is worked out in the program.</summary>
public static class SearchFilling
{
    /// <summary>Writes the search text of impact tests that were kept before they were searched; without it the next change of
    /// such a test would look for a row that is not there. Called after the migrations.</summary>
    public static async Task FillSearchAsync(this BoardDb db, CancellationToken stop)
    {
        var before = db.Viewer;
        db.Viewer = Viewer.System("Search text"); // the row of a hidden test is as hidden as the test
        var missing = await db.Measures.AsNoTracking().Where(m => !db.SearchDocuments.Any(d => d.Id == m.Id)).ToListAsync(stop);
        foreach (var measure in missing)
        {
            SearchDocument document = new(measure.Id);
            document.Fill(measure, measure.ToSearch());
            db.SearchDocuments.Add(document);
        }
        if (missing.Count > 0) await db.SaveAsync(Command.Now("Search text"), stop);
        db.Viewer = before;
    }
}
