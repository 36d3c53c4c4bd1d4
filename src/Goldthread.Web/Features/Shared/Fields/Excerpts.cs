using Goldthread.Domain.Library;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Goldthread.Web.Features.Shared.Fields;

/// <summary>A piece of a record's text with the words that were looked for marked; the text itself is encoded.</summary>
[HtmlTargetElement("gt-excerpt", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ExcerptTagHelper : TagHelper
{
    /// <summary>The pieces, in order.</summary>
    public required IReadOnlyList<ExcerptPiece> Pieces { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        foreach (var piece in Pieces)
        {
            if (piece.IsHit) output.Content.AppendHtml("<mark>").Append(piece.Text).AppendHtml("</mark>");
            else output.Content.Append(piece.Text);
        }
    }
}
