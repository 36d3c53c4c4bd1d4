using System.Globalization;
using System.Text.Encodings.Web;
using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Primitives;

namespace Goldthread.Web.Features.Shared.Fields;

/// <summary>A draft while its form is written to the page: in place of what the record holds, the form shows what was typed.</summary>
/// <param name="fields">Names of the form's fields with what stands in them.</param>
public sealed class KeptFields(IReadOnlyDictionary<string, string[]> fields)
{
    /// <summary>What stands in a field; null for one that was not on the form, or of which nothing was chosen.</summary>
    public string? this[string name] => fields.GetValueOrDefault(name)?.FirstOrDefault();

    /// <summary>The draft that this request's form is written from; null elsewhere.</summary>
    public static KeptFields? Of(ViewContext view) => view.HttpContext.Features.Get<KeptFields>();
}

/// <summary>A form that keeps what is typed into it until it is sent (E3, E4): by its script while one types, without script by a
/// button. Opened again, it shows what was kept, and says so. Goes on every form that is more than a line or two.</summary>
[HtmlTargetElement("form", Attributes = Name)]
public sealed class KeepsTagHelper(BoardDb db, IAntiforgery antiforgery) : TagHelper
{
    private const string Name = "gt-keeps";

    /// <summary>Which of the page's forms it is; never changes, or what was kept is not found again.</summary>
    [HtmlAttributeName(Name)]
    public string Form { get; set; } = "";

    /// <summary>Address it is found again under, where the page's own has more in it than says what the form is about.</summary>
    [HtmlAttributeName("gt-keeps-at")]
    public string? At { get; set; }

    /// <summary>The records in the form's rows, in their order, where it asks about several.</summary>
    [HtmlAttributeName("gt-keeps-rows")]
    public IEnumerable<Guid> Rows { get; set; } = [];

    /// <summary>The page.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    /// <summary>Ahead of the framework's own, which write what stands in the form.</summary>
    public override int Order => -2000;

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var http = ViewContext.HttpContext;
        var place = new DraftPlace(At ?? AddressOf(http.Request), Form);
        if (!db.Viewer.IsSignedIn || DraftRules.Check(place, "").Count > 0) return;
        var seen = new DraftSeen { Address = place.Address, Form = place.Form, Writer = Guid.NewGuid() };
        if (HttpMethods.IsPost(http.Request.Method))
        {
            // Shown again after an error: the page goes on from what it knew.
            if (ViewContext.ViewData.Model is BoardPage { Command.Draft: { } posted } && posted.Place == place) (seen.Version, seen.Writer) = (posted.Version, posted.Writer);
        }
        else if (await db.FindDraftAsync(place, http.RequestAborted) is { } draft)
        {
            seen.Version = draft.Version;
            var (fields, left) = DraftRules.ToForm(draft.Fields, [.. Rows]);
            await ShowAsync(fields, output);
            Offer(output.PreElement, draft, seen, left);
        }
        output.Attributes.SetAttribute("data-keeps", $"{db.Viewer.PersonId:N} {place.Form} {place.Address}");
        if (!db.HasReadRestricted) output.Attributes.SetAttribute("data-keeps-here", ""); // else nothing of it may lie in the browser
        Write(output.PostContent, seen);
        output.PostContent.AppendHtml("<div class=\"gt-keep\"><button class=\"govuk-button govuk-button--secondary gt-keep__button\" formaction=\"/drafts\" formnovalidate>Keep for later</button><p class=\"gt-keep__says\" role=\"status\" data-keeps-says></p></div>");
    }

    // The handler of a form that is shown again says nothing of what the form is about.
    private static string AddressOf(HttpRequest request)
    {
        var query = QueryString.Create(request.Query.Where(q => !q.Key.Equals("handler", StringComparison.OrdinalIgnoreCase)));
        return request.Path.ToUriComponent() + query.ToUriComponent();
    }

    // The fields read what was typed from where a refused form has it.
    private async Task ShowAsync(IReadOnlyDictionary<string, string[]> fields, TagHelperOutput output)
    {
        var (state, features) = (ViewContext.ModelState, ViewContext.HttpContext.Features);
        List<string> shown = [.. fields.Keys.Where(name => !name.StartsWith("Command.", StringComparison.Ordinal) && !state.ContainsKey(name))];
        foreach (var name in shown) state.SetModelValue(name, new ValueProviderResult(new StringValues(fields[name])));
        features.Set(new KeptFields(fields));
        await output.GetChildContentAsync();
        features.Set<KeptFields>(null);
        foreach (var name in shown) state.Remove(name);
    }

    private void Offer(TagHelperContent before, KeptDraft draft, DraftSeen seen, IReadOnlyList<string> left)
    {
        before.AppendHtml("<div class=\"govuk-inset-text gt-kept\"><p class=\"govuk-body\">").Append($"You were writing this on {draft.KeptAt.LatelyAtBoard()}. It is not saved yet.").AppendHtml("</p>");
        if (left.Count > 0)
        {
            before.AppendHtml("<p class=\"govuk-body\">What you wrote about something that is no longer on this form:</p>");
            foreach (var text in left) before.AppendHtml("<p class=\"govuk-body gt-letter\">").Append(text).AppendHtml("</p>");
        }
        before.AppendHtml("<form method=\"post\" action=\"/drafts?handler=discard\" data-keeps-discard>");
        Write(before, seen);
        before.AppendHtml(antiforgery.GetHtml(ViewContext.HttpContext)).AppendHtml("<button class=\"govuk-button govuk-button--secondary\">Start again without it</button></form></div>");
    }

    private static void Write(TagHelperContent content, DraftSeen seen)
    {
        foreach (var (name, value) in new[] { ("Address", seen.Address!), ("Form", seen.Form!), ("Version", seen.Version.ToString(CultureInfo.InvariantCulture)), ("Writer", seen.Writer.ToString()) })
            content.AppendHtml($"<input type=\"hidden\" name=\"Command.Draft.{name}\" value=\"{HtmlEncoder.Default.Encode(value)}\">");
    }
}
