using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Goldthread.Web.Site;

/// <summary>A filter in the address that means nothing is left out, and the page says so: passed over in silence, a list of
/// everything would look like the answer to what was asked.</summary>
public sealed class FilterNotes : IAsyncPageFilter
{
    /// <summary>Where the layout finds what to say.</summary>
    public const string Key = "FilterNotes";

    private const int Longest = 60;

    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["from"] = "date or year",
        ["to"] = "date or year",
        ["p"] = "page number",
        ["status"] = "state",
    };

    /// <inheritdoc/>
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (HttpMethods.IsGet(context.HttpContext.Request.Method) && context.HandlerInstance is PageModel page)
        {
            var unknown = context.ModelState.Where(entry => entry.Value is { ValidationState: ModelValidationState.Invalid, AttemptedValue.Length: > 0 }).ToList();
            var notes = unknown.Select(entry => Note(entry.Key, entry.Value!.AttemptedValue!)).Distinct().ToList();
            if (Reversed(context.HttpContext.Request.Query) is { } reversed) notes.Add(reversed);
            page.ViewData[Key] = notes;
            // Said once, and not as a mistake at the field.
            foreach (var entry in unknown) context.ModelState.Remove(entry.Key);
        }
        await next();
    }

    // Years and days stand in an address so that the later one sorts later.
    private static string? Reversed(IQueryCollection query) =>
        (query["from"].ToString(), query["to"].ToString()) is (var from, { Length: > 0 } to) && from.Length == to.Length && string.CompareOrdinal(from, to) > 0
            ? $"{from} is later than {to}, so nothing lies between them. Change one of the two."
            : null;

    private static string Note(string key, string typed)
    {
        var name = key.Split('.')[^1].ToLowerInvariant();
        return $"We don’t know the {Names.GetValueOrDefault(name, name)} “{(typed.Length > Longest ? typed[..Longest] + "…" : typed)}”, so it is left out.";
    }
}
