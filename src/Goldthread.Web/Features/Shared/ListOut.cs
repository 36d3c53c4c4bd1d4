using System.Text.Json;
using System.Text.Json.Serialization;
using Goldthread.Domain;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Shared;

/// <summary>A list that leaves as a file: asked by its page at once, or by the job that makes long ones (Y3).</summary>
public interface IListOut
{
    /// <summary>Its own name, and that of its file.</summary>
    string Name { get; }

    /// <summary>Whether somebody may have it at all; what is in it is limited by what he or she may see.</summary>
    bool MayBeTakenBy(Viewer viewer);

    /// <summary>What there is to take, for whom the database is open.</summary>
    /// <param name="filter">What was chosen, as the list itself keeps it.</param>
    /// <param name="stop">Stops the work.</param>
    /// <exception cref="JsonException">The filter is none of this list's.</exception>
    Task<OpenedList> OpenAsync(string filter, CancellationToken stop);
}

/// <summary>The same, with what can be chosen.</summary>
public abstract class ListOut<TFilter> : IListOut where TFilter : class
{
    // A filter comes back in an address, where anybody may have changed it: what no form could have chosen is no filter.
    private static readonly JsonSerializerOptions json = new()
    {
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public virtual bool MayBeTakenBy(Viewer viewer) => viewer.IsSignedIn;

    /// <summary>What there is to take.</summary>
    public abstract Task<OpenedList> OpenAsync(TFilter filter, CancellationToken stop);

    /// <summary>The filter as it is kept until the list is made.</summary>
    public string Keep(TFilter filter) => JsonSerializer.Serialize(filter, json);

    Task<OpenedList> IListOut.OpenAsync(string filter, CancellationToken stop) =>
        OpenAsync(JsonSerializer.Deserialize<TFilter>(filter, json) ?? throw new JsonException("No filter"), stop);
}

/// <summary>A list, ready to be read.</summary>
/// <param name="Name">Of the file, without ending.</param>
/// <param name="Filter">What was chosen, in words.</param>
/// <param name="Headings">One per column.</param>
/// <param name="CountAsync">How many lines there are.</param>
/// <param name="LogAsync">Puts on the trail which restricted records are in it; before the first line leaves.</param>
/// <param name="Rows">The values of each line: texts, numbers, dates.</param>
public sealed record OpenedList(string Name, string Filter, IReadOnlyList<string> Headings, Func<CancellationToken, Task<int>> CountAsync, Func<CancellationToken, Task> LogAsync, IAsyncEnumerable<object?[]> Rows)
{
    /// <summary>A list that is read from the database line by line.</summary>
    public static OpenedList Of<T>(string name, string filter, IReadOnlyList<string> headings, IQueryable<T> query, Func<CancellationToken, Task> log, Func<T, object?[]> row) =>
        new(name, filter, headings, stop => query.CountAsync(stop), log, query.AsAsyncEnumerable().Select(row));

    /// <summary>A list that is in memory already.</summary>
    public static OpenedList Of(string name, string filter, IReadOnlyList<string> headings, IReadOnlyList<object?[]> rows, Func<CancellationToken, Task> log) =>
        new(name, filter, headings, _ => Task.FromResult(rows.Count), log, rows.ToAsyncEnumerable());
}
