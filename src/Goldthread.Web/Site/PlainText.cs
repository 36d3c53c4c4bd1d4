using System.Buffers;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Goldthread.Web.Site;

/// <summary>Takes control characters out of every text that is bound from a form, an address or a query: nobody types them,
/// PostgreSQL refuses the null byte, the others spoil exports, and those that turn the direction of writing let a text show
/// as another than it is. Tabs and line ends stay; Unicode's own separators of lines and paragraphs become line ends.</summary>
internal sealed class PlainText : IModelBinder, IModelBinderProvider
{
    private static readonly SearchValues<char> Controls = SearchValues.Create([.. Between('\0', '\u001F').Where(c => c is not ('\t' or '\n' or '\r')),
        .. Between('\u007F', '\u009F'), .. Between('\u202A', '\u202E'), .. Between('\u2066', '\u2069')]);

    /// <summary>Characters that any text may have; most have a shorter limit by their own rule. What a page sends of itself has none.</summary>
    public const int Longest = 100_000;

    /// <summary>The text without them; the same text when there are none.</summary>
    public static string Of(string text)
    {
        var lines = text.Replace('\u2028', '\n').Replace('\u2029', '\n');
        return lines.AsSpan().ContainsAny(Controls) ? string.Concat(lines.Where(c => !Controls.Contains(c))) : lines;
    }

    private static IEnumerable<char> Between(char first, char last) => Enumerable.Range(first, last - first + 1).Select(c => (char)c);

    /// <inheritdoc/>
    public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
        context.Metadata.ModelType == typeof(string) && context.BindingInfo.BindingSource?.IsFromRequest != false && !IsFromElsewhere(context.BindingInfo.BindingSource) ? this : null;

    /// <inheritdoc/>
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var given = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
        if (given == ValueProviderResult.None) return Task.CompletedTask;
        var plain = new ValueProviderResult(given.Values.Select(v => v is null ? null : Of(v)).ToArray(), given.Culture);
        bindingContext.ModelState.SetModelValue(bindingContext.ModelName, plain); // shown again as it is kept
        var text = plain.FirstValue;
        if (text?.Length > Longest && !bindingContext.ModelName.StartsWith("Command.", StringComparison.Ordinal)) bindingContext.ModelState.TryAddModelError(bindingContext.ModelName, $"Shorten this to {Longest:N0} characters");
        bindingContext.Result = ModelBindingResult.Success(bindingContext.ModelMetadata.ConvertEmptyStringToNull && string.IsNullOrWhiteSpace(text) ? null : text);
        return Task.CompletedTask;
    }

    // Headers and bodies have binders of their own.
    private static bool IsFromElsewhere(BindingSource? source) => source == BindingSource.Header || source == BindingSource.Body || source == BindingSource.Services;
}
