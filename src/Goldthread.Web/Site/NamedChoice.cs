using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Goldthread.Web.Site;

/// <summary>Takes one of several named things, from a form or an address, by its name alone. The framework's own binder would also take
/// its number, and several names at once as the one whose number they add up to.</summary>
internal sealed class NamedChoice(Type type) : IModelBinder
{
    /// <inheritdoc/>
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var given = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
        if (given == ValueProviderResult.None) return Task.CompletedTask;
        bindingContext.ModelState.SetModelValue(bindingContext.ModelName, given);
        if (string.IsNullOrWhiteSpace(given.FirstValue))
        {
            if (bindingContext.ModelMetadata.IsReferenceOrNullableType) bindingContext.Result = ModelBindingResult.Success(null);
            else Refuse(bindingContext, bindingContext.ModelMetadata.ModelBindingMessageProvider.ValueMustNotBeNullAccessor(""));
        }
        else if (Enum.GetNames(type).Contains(given.FirstValue, StringComparer.OrdinalIgnoreCase))
            bindingContext.Result = ModelBindingResult.Success(Enum.Parse(type, given.FirstValue, ignoreCase: true));
        else Refuse(bindingContext, $"“{given.FirstValue}” is not one of the choices: choose from the list");
        return Task.CompletedTask;
    }

    private static void Refuse(ModelBindingContext context, string message) => context.ModelState.TryAddModelError(context.ModelName, message);

    /// <summary>Gives it to every enum that is bound.</summary>
    internal sealed class Provider : IModelBinderProvider
    {
        /// <inheritdoc/>
        public IModelBinder? GetBinder(ModelBinderProviderContext context) => context.Metadata.IsEnum ? new NamedChoice(context.Metadata.UnderlyingOrModelType) : null;
    }
}
