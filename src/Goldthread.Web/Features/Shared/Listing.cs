using Goldthread.Domain;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Shared;

/// <summary>One page of a list, with what the foot of the list says.</summary>
/// <param name="Rows">The rows shown.</param>
/// <param name="Total">How many match.</param>
/// <param name="Number">This page, from 1.</param>
public sealed record Listing<T>(IReadOnlyList<T> Rows, int Total, int Number) : IListing
{
    /// <inheritdoc/>
    public int Pages => Math.Max(1, (Total + Listing.PageSize - 1) / Listing.PageSize);
}

/// <summary>The part of a list that its foot needs.</summary>
public interface IListing
{
    /// <summary>How many match.</summary>
    int Total { get; }

    /// <summary>This page, from 1.</summary>
    int Number { get; }

    /// <summary>How many pages there are.</summary>
    int Pages { get; }
}

/// <summary>Lists page by page, their state in the address (Y2).</summary>
public static class Listing
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 20;

    /// <summary>Reads one page: two commands, however long the list.</summary>
    public static async Task<Listing<T>> PageAsync<T>(this IQueryable<T> query, int number, CancellationToken stop)
    {
        var total = await query.CountAsync(stop);
        number = Within(number, total);
        return new(await query.Skip((number - 1) * PageSize).Take(PageSize).ToListAsync(stop), total, number);
    }

    /// <summary>The same for lines that count what hangs on a record: the database orders the records alone and counts for those
    /// on the page, where it would count for every record before it orders them.</summary>
    /// <param name="ordered">The records that match, in the order of the list.</param>
    /// <param name="asLines">Makes lines of them.</param>
    /// <param name="number">The page, from 1.</param>
    /// <param name="stop">Stops the work.</param>
    public static async Task<Listing<TLine>> PageAsync<TRecord, TLine>(this IQueryable<TRecord> ordered, Func<IQueryable<TRecord>, IQueryable<TLine>> asLines, int number, CancellationToken stop)
        where TRecord : Record
    {
        var total = await ordered.CountAsync(stop);
        number = Within(number, total);
        var shown = ordered.Select(r => r.Id).Skip((number - 1) * PageSize).Take(PageSize);
        return new(await asLines(ordered.Where(r => shown.Contains(r.Id))).ToListAsync(stop), total, number);
    }

    private static int Within(int number, int total) => Math.Clamp(number, 1, Math.Max(1, (total + PageSize - 1) / PageSize));

    /// <summary>The address of this page with one value changed; the number of the page goes back to the first
    /// (it is called "p": "page" means the page itself to the framework).</summary>
    public static string With(this HttpRequest request, string name, object? value)
    {
        var query = request.Query.Where(q => q.Key != name && q.Key != "p").SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v))).ToList();
        if (value is not null) query.Add(new(name, value.ToString()));
        return QueryHelpers.AddQueryString(request.Path, query);
    }
}
