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
        number = Math.Clamp(number, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        return new(await query.Skip((number - 1) * PageSize).Take(PageSize).ToListAsync(stop), total, number);
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
