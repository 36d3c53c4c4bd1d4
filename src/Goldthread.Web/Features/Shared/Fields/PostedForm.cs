using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Goldthread.Web.Features.Shared.Fields;

/// <summary>Gives the antiforgery token to a posted form that names its address as well. The framework leaves it out there,
/// for the address might be another site's; ours never is (<c>form-action 'self'</c>), and without it the post is refused.</summary>
[HtmlTargetElement("form", Attributes = "method,action")]
public sealed class PostedFormTagHelper(IAntiforgery antiforgery) : TagHelper
{
    /// <summary>The page.</summary>
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>Behind the framework's own, which adds the token to other forms.</summary>
    public override int Order => 0;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(output);
        var token = antiforgery.GetTokens(ViewContext.HttpContext).FormFieldName;
        var isPosted = "post".Equals(context.AllAttributes["method"]?.Value?.ToString(), StringComparison.OrdinalIgnoreCase);
        if (isPosted && !output.PostContent.GetContent().Contains(token, StringComparison.Ordinal))
            output.PostContent.AppendHtml(antiforgery.GetHtml(ViewContext.HttpContext));
    }
}
