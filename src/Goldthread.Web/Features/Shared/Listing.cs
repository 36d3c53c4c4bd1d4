using System.Linq.Expressions;
using Goldthread.Domain;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Shared;

/// <summary>One page of a list, with what the foot of the list says.</summary>
/// <param name="Rows">The rows shown.</param>
/// <param name="Total">How many match; of a list that is counted no further, how far it was counted.</param>
/// <param name="Number">This page, from 1.</param>
/// <param name="IsMore">More match than were counted, and another page comes.</param>
public sealed record Listing<T>(IReadOnlyList<T> Rows, int Total, int Number, bool IsMore = false) : IListing
{
    /// <inheritdoc/>
    public int? Pages => IsMore ? null : Math.Max(1, (Total + Listing.PageSize - 1) / Listing.PageSize);

    /// <inheritdoc/>
    public bool HasNext => IsMore || Number < Pages;

    /// <inheritdoc/>
    public int Shown => Rows.Count;
}

/// <summary>The part of a list that its head and foot need.</summary>
public interface IListing
{
    /// <summary>How many match, or how far it was counted.</summary>
    int Total { get; }

    /// <summary>Whether more match than <see cref="Total"/>.</summary>
    bool IsMore { get; }

    /// <summary>This page, from 1.</summary>
    int Number { get; }

    /// <summary>How many rows it shows.</summary>
    int Shown { get; }

    /// <summary>How many pages there are; null when more match than were counted.</summary>
    int? Pages { get; }

    /// <summary>Whether another page comes.</summary>
    bool HasNext { get; }
}

/// <summary>A record as one line of a list.</summary>
public interface IListLine
{
    /// <summary>The record's.</summary>
    Guid Id { get; }
}

/// <summary>Lists page by page, their state in the address (Y2).</summary>
public static class Listing
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 20;

    /// <summary>How far a list of records is counted: beyond it, counting costs more than all else on the page, and tells a reader
    /// nothing but to filter.</summary>
    public const int CountedTo = 2000;

    /// <summary>Reads one page: two commands, however long the list.</summary>
    public static async Task<Listing<T>> PageAsync<T>(this IQueryable<T> query, int number, CancellationToken stop)
    {
        var total = await query.CountAsync(stop);
        number = Within(number, total);
        return new(await query.Skip((number - 1) * PageSize).Take(PageSize).ToListAsync(stop), total, number);
    }

    /// <summary>The same for lines that count what hangs on a record: first the records on the page, in their order, and how many match, up to
    /// <see cref="CountedTo"/>; then their lines by what they are. Asked at once, a database counts for every record before it orders them, or
    /// goes through all of them in their order to find those on the page.</summary>
    /// <param name="ordered">The records that match, in the order of the list.</param>
    /// <param name="asLines">Makes lines of them.</param>
    /// <param name="number">The page, from 1.</param>
    /// <param name="stop">Stops the work.</param>
    public static async Task<Listing<TLine>> PageAsync<TRecord, TLine>(this IQueryable<TRecord> ordered, Func<IQueryable<TRecord>, IQueryable<TLine>> asLines, int number, CancellationToken stop)
        where TRecord : Record where TLine : IListLine
    {
        var counted = ordered.Unordered().Take(CountedTo + 1);
        var places = ordered.Select(r => new { r.Id, Total = counted.Count() });
        number = Math.Clamp(number, 1, int.MaxValue / PageSize);
        var shown = await places.Skip((number - 1) * PageSize).Take(PageSize + 1).ToListAsync(stop); // one more tells whether another page comes
        if (shown.Count == 0 && number > 1) // an address beyond the last page leads to it
        {
            number = Within(number, await ordered.CountAsync(stop));
            shown = await places.Skip((number - 1) * PageSize).Take(PageSize + 1).ToListAsync(stop);
        }
        if (shown.Count == 0) return new([], 0, 1);
        List<Guid> ids = [.. shown.Take(PageSize).Select(p => p.Id)];
        var lines = (await asLines(ordered.Unordered().Where(r => ids.Contains(r.Id))).ToListAsync(stop)).ToDictionary(l => l.Id);
        var isMore = shown[0].Total > CountedTo && shown.Count > PageSize;
        var total = shown[0].Total <= CountedTo ? shown[0].Total : isMore ? CountedTo : (number - 1) * PageSize + ids.Count;
        return new([.. ids.Where(lines.ContainsKey).Select(id => lines[id])], total, number, isMore);
    }

    private static int Within(int number, int total) => Math.Clamp(number, 1, Math.Max(1, (total + PageSize - 1) / PageSize));

    // A database asked for a number of rows in an order orders all of them first.
    private static IQueryable<T> Unordered<T>(this IQueryable<T> ordered)
    {
        var expression = ordered.Expression;
        while (expression is MethodCallExpression { Method: { DeclaringType: var type, Name: nameof(Queryable.OrderBy) or nameof(Queryable.OrderByDescending) or nameof(Queryable.ThenBy) or nameof(Queryable.ThenByDescending) } } order && type == typeof(Queryable))
            expression = order.Arguments[0];
        return ordered.Provider.CreateQuery<T>(expression);
    }

    /// <summary>The address of this page with one value changed; the number of the page goes back to the first
    /// (it is called "p": "page" means the page itself to the framework).</summary>
    public static string With(this HttpRequest request, string name, object? value)
    {
        var query = request.Query.Where(q => q.Key != name && q.Key != "p").SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v))).ToList();
        if (value is not null) query.Add(new(name, value.ToString()));
        return QueryHelpers.AddQueryString(request.Path, query);
    }
}
