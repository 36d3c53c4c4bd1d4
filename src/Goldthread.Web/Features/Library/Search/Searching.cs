using Goldthread.Domain.Library;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Library.Search;

/// <summary>A row of the full-text index that matches; the lower the rank, the better.</summary>
internal sealed record SearchHit(long Row, double Rank);

/// <summary>A document found, and how well it matches.</summary>
internal sealed class Found
{
    /// <summary>The document, visible to this viewer.</summary>
    public required SearchDocument Document { get; init; }

    /// <summary>The lower, the better.</summary>
    public required double Rank { get; init; }

    /// <summary>Its row in the index, the last one written highest: in this order the index is read without sorting.</summary>
    public required long Row { get; init; }
}

/// <summary>The one search over both databases' full-text indexes.</summary>
internal static class Searching
{
    /// <summary>Documents that hold every word (or a word that begins so) and that this viewer may see: the index knows
    /// nothing of readers, so its rows are joined to the table that does. To be filtered, ordered and paged further.</summary>
    /// <param name="db">The board's database.</param>
    /// <param name="words">At least one.</param>
    public static IQueryable<Found> Search(this BoardDb db, SearchWords words) =>
        db.Hits(words).Join(db.SearchDocuments, hit => hit.Row, document => document.Row, (hit, document) => new Found { Document = document, Rank = hit.Rank, Row = hit.Row });

    // The engines' query languages are written by us: words are letters and digits only, so nothing in them is an operator.
    private static IQueryable<SearchHit> Hits(this BoardDb db, SearchWords words)
    {
        if (db.Database.IsNpgsql())
        {
            var query = string.Join(" & ", words.Words.Select(word => word + ":*"));
            return db.Database.SqlQuery<SearchHit>($"""SELECT s."Row", -ts_rank(s.search_vector, q)::float8 AS "Rank" FROM search_documents s, to_tsquery('english', {query}) q WHERE s.search_vector @@ q""");
        }
        var match = string.Join(' ', words.Words.Select(word => $"\"{word}\"*"));
        return db.Database.SqlQuery<SearchHit>($"""SELECT rowid AS "Row", bm25(search_index, 4.0, 1.0) AS "Rank" FROM search_index WHERE search_index MATCH {match}""");
    }
}
