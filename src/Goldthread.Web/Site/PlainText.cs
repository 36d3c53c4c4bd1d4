using System.Buffers;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Goldthread.Web.Site;

/// <summary>Takes control characters out of every text that is bound from a form, an address or a query: nobody types them,
/// PostgreSQL refuses the null byte, and the others spoil exports. Tabs and line ends stay.</summary>
internal sealed class PlainText : IModelBinder, IModelBinderProvider
{
    private static readonly SearchValues<char> Controls = SearchValues.Create([.. Enumerable.Range(0, 32).Select(c => (char)c).Where(c => c is not ('\t' or '\n' or '\r')), '\u007F']);

    /// <summary>The text without them; the same text when there are none.</summary>
    public static string Of(string text) => text.AsSpan().ContainsAny(Controls) ? string.Concat(text.Where(c => !Controls.Contains(c))) : text;

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
        bindingContext.Result = ModelBindingResult.Success(bindingContext.ModelMetadata.ConvertEmptyStringToNull && string.IsNullOrWhiteSpace(text) ? null : text);
        return Task.CompletedTask;
    }

    // Headers and bodies have binders of their own.
    private static bool IsFromElsewhere(BindingSource? source) => source == BindingSource.Header || source == BindingSource.Body || source == BindingSource.Services;
}
