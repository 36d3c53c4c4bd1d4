using System.Globalization;
using System.Text.Encodings.Web;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Goldthread.Web.Features.Shared.Fields;

/// <summary>One field of a form in the GOV.UK pattern: label, hint, message and control, tied together for screen
/// readers; what was typed comes back after an error.</summary>
public abstract class FieldTagHelper : TagHelper
{
    /// <summary>The property it edits.</summary>
    [HtmlAttributeName("for")]
    public required ModelExpression For { get; set; }

    /// <summary>Name to send it under, where that is not the property's: filters stand in the address by short names.</summary>
    public string? Name { get; set; }

    /// <summary>Name it is sent under.</summary>
    protected string FieldName => Name ?? For.Name;

    /// <summary>Question or name of the field.</summary>
    public string Label { get; set; } = "";

    /// <summary>Help under the label.</summary>
    public string? Hint { get; set; }

    /// <summary>The page.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    /// <summary>Id of the control: what the error summary links to.</summary>
    protected string Id => IdOf(FieldName);

    /// <summary>The message at the field, or null.</summary>
    protected string? Error => ViewContext.ModelState.TryGetValue(FieldName, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;

    /// <summary>What stands in the field: what was typed, else the model's value.</summary>
    protected string? Value => ViewContext.ModelState.TryGetValue(FieldName, out var entry) && entry.AttemptedValue is { } typed
        ? typed
        : Convert.ToString(For.Model, BoardCalendar.British);

    /// <summary>Everything chosen, for fields with many values.</summary>
    protected IReadOnlySet<string> Chosen
    {
        get
        {
            if (ViewContext.ModelState.TryGetValue(FieldName, out var entry) && entry.RawValue is not null)
                return entry.RawValue is string[] many ? many.ToHashSet() : [.. (entry.RawValue.ToString() ?? "").Split(',')];
            if (KeptFields.Of(ViewContext) is not null) return new HashSet<string>(); // what is not chosen is not sent
            return For.Model switch
            {
                null => new HashSet<string>(),
                string one => new HashSet<string> { one },
                System.Collections.IEnumerable list => list.Cast<object>().Select(o => o.ToString()!).ToHashSet(),
                var one => new HashSet<string> { one.ToString()! },
            };
        }
    }

    /// <summary>An element id for the name of a property.</summary>
    public static string IdOf(string name) => name.Replace('.', '_').Replace('[', '_').Replace("]", "", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "govuk-form-group" + (Error is null ? "" : " govuk-form-group--error"));
        Write(output.Content);
    }

    /// <summary>Writes what is inside the group.</summary>
    protected abstract void Write(TagHelperContent content);

    /// <summary>Label, hint and message.</summary>
    protected void WriteLabel(TagHelperContent content)
    {
        content.AppendHtml($"<label class=\"govuk-label\" for=\"{Id}\">").Append(Label).AppendHtml("</label>");
        WriteHintAndError(content);
    }

    /// <summary>Hint and message.</summary>
    protected void WriteHintAndError(TagHelperContent content)
    {
        if (Hint is not null) content.AppendHtml($"<div id=\"{Id}-hint\" class=\"govuk-hint\">").Append(Hint).AppendHtml("</div>");
        if (Error is not null)
            content.AppendHtml($"<p id=\"{Id}-error\" class=\"govuk-error-message\"><span class=\"govuk-visually-hidden\">Error:</span> ").Append(Error).AppendHtml("</p>");
    }

    /// <summary>Ids of hint and message, as an attribute.</summary>
    protected string DescribedBy
    {
        get
        {
            var ids = new[] { Hint is null ? null : $"{Id}-hint", Error is null ? null : $"{Id}-error" }.Where(id => id is not null).ToList();
            return ids.Count == 0 ? "" : $" aria-describedby=\"{string.Join(' ', ids)}\"";
        }
    }

    /// <summary>Encoded for an attribute.</summary>
    protected static string Attribute(string? text) => HtmlEncoder.Default.Encode(text ?? "");
}

/// <summary>One line of text.</summary>
[HtmlTargetElement("gt-text")]
public sealed class TextTagHelper : FieldTagHelper
{
    /// <summary>Width in characters: 2, 3, 4, 5, 10, 20; 0 for the full width.</summary>
    public int Width { get; set; }

    /// <summary>Type of the input: text, email, password, number …</summary>
    public string Type { get; set; } = "text";

    /// <summary>What browsers may fill in.</summary>
    public string? Autocomplete { get; set; }

    /// <summary>Id of the list of texts that are offered, where any other may be typed.</summary>
    public string? List { get; set; }

    /// <summary>The cursor starts here: for a line that is typed again and again.</summary>
    public bool Focus { get; set; }

    /// <inheritdoc/>
    protected override void Write(TagHelperContent content)
    {
        WriteLabel(content);
        var width = Width > 0 ? $" govuk-input--width-{Width}" : "";
        var error = Error is null ? "" : " govuk-input--error";
        var value = Type == "password" ? "" : $" value=\"{Attribute(Value)}\"";
        var focus = Focus ? " autofocus" : "";
        var numeric = Type == "number" ? " inputmode=\"numeric\"" : "";
        var fill = Autocomplete is null ? "" : $" autocomplete=\"{Autocomplete}\"";
        var list = List is null ? "" : $" list=\"{List}\"";
        content.AppendHtml($"<input class=\"govuk-input{width}{error}\" id=\"{Id}\" name=\"{FieldName}\" type=\"{(Type == "number" ? "text" : Type)}\"{numeric}{list}{fill}{value}{focus}{DescribedBy}>");
    }
}

/// <summary>Several lines of text.</summary>
[HtmlTargetElement("gt-textarea")]
public sealed class TextareaTagHelper : FieldTagHelper
{
    /// <summary>Lines shown.</summary>
    public int Rows { get; set; } = 4;

    /// <inheritdoc/>
    protected override void Write(TagHelperContent content)
    {
        WriteLabel(content);
        var error = Error is null ? "" : " govuk-textarea--error";
        content.AppendHtml($"<textarea class=\"govuk-textarea{error}\" id=\"{Id}\" name=\"{FieldName}\" rows=\"{Rows}\"{DescribedBy}>\n").Append(Value ?? "").AppendHtml("</textarea>");
    }
}

/// <summary>One choice from a list too long for radios.</summary>
[HtmlTargetElement("gt-select")]
public sealed class SelectTagHelper : FieldTagHelper
{
    /// <summary>The choices.</summary>
    public IEnumerable<SelectListItem> Items { get; set; } = [];

    /// <summary>Text of the choice that means nothing chosen; null when there is none.</summary>
    public string? Empty { get; set; }

    /// <inheritdoc/>
    protected override void Write(TagHelperContent content)
    {
        WriteLabel(content);
        var error = Error is null ? "" : " govuk-select--error";
        content.AppendHtml($"<select class=\"govuk-select{error}\" id=\"{Id}\" name=\"{FieldName}\"{DescribedBy}>");
        if (Empty is not null) content.AppendHtml("<option value=\"\">").Append(Empty).AppendHtml("</option>");
        var chosen = Chosen;
        foreach (var group in Items.GroupBy(i => i.Group?.Name))
        {
            if (group.Key is not null) content.AppendHtml($"<optgroup label=\"{Attribute(group.Key)}\">");
            foreach (var item in group)
                content.AppendHtml($"<option value=\"{Attribute(item.Value)}\"{(chosen.Contains(item.Value) ? " selected" : "")}>").Append(item.Text).AppendHtml("</option>");
            if (group.Key is not null) content.AppendHtml("</optgroup>");
        }
        content.AppendHtml("</select>");
    }
}

/// <summary>One of a few, or several of many.</summary>
public abstract class ChoicesTagHelper : FieldTagHelper
{
    /// <summary>The choices.</summary>
    public IEnumerable<SelectListItem> Items { get; set; } = [];

    /// <summary>Smaller controls, for long lists.</summary>
    public bool Small { get; set; }

    /// <summary>Side by side, for two or three short choices.</summary>
    public bool Inline { get; set; }

    /// <summary>In columns where there is room, for long lists.</summary>
    public bool Columns { get; set; }

    /// <summary>"radio" or "checkbox".</summary>
    protected abstract string Kind { get; }

    private readonly Dictionary<string, IHtmlContent> asked = [];

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        context.Items[typeof(WhenTagHelper)] = asked;
        await output.GetChildContentAsync();
        Process(context, output);
    }

    /// <inheritdoc/>
    protected override void Write(TagHelperContent content)
    {
        var block = Kind == "radio" ? "radios" : "checkboxes";
        content.AppendHtml($"<fieldset class=\"govuk-fieldset\"{DescribedBy}><legend class=\"govuk-fieldset__legend govuk-fieldset__legend--s\">").Append(Label).AppendHtml("</legend>");
        WriteHintAndError(content);
        content.AppendHtml($"<div class=\"govuk-{block}{(Small ? $" govuk-{block}--small" : "")}{(Inline ? $" govuk-{block}--inline" : "")}{(Columns ? " gt-columns" : "")}\"{(Items.Any() ? $" data-module=\"govuk-{block}\"" : "")}>"); // the script refuses a block without choices
        var chosen = Chosen;
        var number = 0;
        foreach (var item in Items)
        {
            var id = number++ == 0 ? Id : $"{Id}-{number}";
            content.AppendHtml($"<div class=\"govuk-{block}__item\"><input class=\"govuk-{block}__input\" id=\"{id}\" name=\"{FieldName}\" type=\"{Kind}\" value=\"{Attribute(item.Value)}\"{(chosen.Contains(item.Value) ? " checked" : "")}>")
                .AppendHtml($"<label class=\"govuk-label govuk-{block}__label\" for=\"{id}\">").Append(item.Text).AppendHtml("</label></div>");
            // Shown by the style sheet while its choice is made: the script would mark the choice as expanded, which no radio may be.
            if (asked.TryGetValue(item.Value, out var question))
                content.AppendHtml($"<div class=\"govuk-{block}__conditional gt-when\">").AppendHtml(question).AppendHtml("</div>");
        }
        content.AppendHtml("</div></fieldset>");
    }
}

/// <summary>What is asked when one of the choices is made; stands inside the choices.</summary>
[HtmlTargetElement("gt-when")]
public sealed class WhenTagHelper : TagHelper
{
    /// <summary>The choice.</summary>
    public string Value { get; set; } = "";

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        if (context.Items.TryGetValue(typeof(WhenTagHelper), out var found) && found is Dictionary<string, IHtmlContent> asked)
            asked[Value] = await output.GetChildContentAsync();
        output.SuppressOutput();
    }
}

/// <summary>One of a few.</summary>
[HtmlTargetElement("gt-radios")]
public sealed class RadiosTagHelper : ChoicesTagHelper
{
    /// <inheritdoc/>
    protected override string Kind => "radio";
}

/// <summary>Several of many.</summary>
[HtmlTargetElement("gt-checkboxes")]
public sealed class CheckboxesTagHelper : ChoicesTagHelper
{
    /// <inheritdoc/>
    protected override string Kind => "checkbox";
}

/// <summary>A date as day, month and year.</summary>
[HtmlTargetElement("gt-date")]
public sealed class DateTagHelper : FieldTagHelper
{
    /// <inheritdoc/>
    protected override void Write(TagHelperContent content)
    {
        content.AppendHtml($"<fieldset class=\"govuk-fieldset\" role=\"group\"{DescribedBy}><legend class=\"govuk-fieldset__legend govuk-fieldset__legend--s\">").Append(Label).AppendHtml("</legend>");
        WriteHintAndError(content);
        content.AppendHtml($"<div class=\"govuk-date-input\" id=\"{Id}\">");
        var typed = For.Model as DateInput ?? new();
        Part(content, nameof(DateInput.Day), typed.Day, 2);
        Part(content, nameof(DateInput.Month), typed.Month, 2);
        Part(content, nameof(DateInput.Year), typed.Year, 4);
        content.AppendHtml("</div></fieldset>");
    }

    private void Part(TagHelperContent content, string part, string? value, int width)
    {
        var name = $"{FieldName}.{part}";
        if (ViewContext.ModelState.TryGetValue(name, out var entry) && entry.AttemptedValue is { } typed) value = typed;
        var error = Error is null ? "" : " govuk-input--error";
        content.AppendHtml($"<div class=\"govuk-date-input__item\"><div class=\"govuk-form-group\"><label class=\"govuk-label govuk-date-input__label\" for=\"{IdOf(name)}\">{part}</label>"
            + $"<input class=\"govuk-input govuk-date-input__input govuk-input--width-{width}{error}\" id=\"{IdOf(name)}\" name=\"{name}\" type=\"text\" inputmode=\"numeric\" value=\"{Attribute(value)}\"></div></div>");
    }
}

/// <summary>A date as it is typed: three texts, so that nothing typed is lost.</summary>
public sealed class DateInput
{
    /// <summary>Day of the month.</summary>
    public string? Day { get; set; }

    /// <summary>Month, as a number or a name.</summary>
    public string? Month { get; set; }

    /// <summary>Year, four digits.</summary>
    public string? Year { get; set; }

    /// <summary>A date to show.</summary>
    public static DateInput Of(DateOnly? date) => date is { } d
        ? new() { Day = d.Day.ToString(CultureInfo.InvariantCulture), Month = d.Month.ToString(CultureInfo.InvariantCulture), Year = d.Year.ToString(CultureInfo.InvariantCulture) }
        : new();

    /// <summary>Nothing is typed.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Day) && string.IsNullOrWhiteSpace(Month) && string.IsNullOrWhiteSpace(Year);

    /// <summary>The date typed; null when there is none or it is none, and then the form says so at the field.</summary>
    /// <param name="state">Where the message goes.</param>
    /// <param name="field">Name of the field: "Input.Due".</param>
    /// <param name="what">What it is, for the message: "the due date".</param>
    /// <param name="required">Whether nothing typed is an error.</param>
    public DateOnly? Read(ModelStateDictionary state, string field, string what, bool required = true)
    {
        if (IsEmpty)
        {
            if (required) state.AddModelError(field, $"Enter {what}");
            return null;
        }
        if (Domain.DateText.Read($"{Day} {Month} {Year}") is { } date) return date; // also a whole date in one of the fields
        state.AddModelError(field, $"Enter {what} as a real date, such as 27 3 2026");
        return null;
    }
}

/// <summary>The hidden fields of the command: id and the version that was on the screen.</summary>
[HtmlTargetElement("gt-command", TagStructure = TagStructure.WithoutEndTag)]
public sealed class CommandTagHelper : TagHelper
{
    /// <summary>The page.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    /// <summary>Says another version than the page's own: for a form about one row of a list.</summary>
    public int? Version { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        var page = (Site.BoardPage)ViewContext.ViewData.Model!;
        var command = page.Command;
        // Each form on a page is a command of its own; after an error the posted one keeps its id.
        var id = Version is null ? command.Id : Guid.CreateVersion7();
        // A form that goes on from a draft goes on from the record as it stood then: who saved since is not overwritten.
        var kept = KeptFields.Of(ViewContext);
        var version = int.TryParse(kept?[DraftRules.Version], out var seen) ? seen : Version ?? command.Version;
        output.Content.AppendHtml($"<input type=\"hidden\" name=\"Command.Id\" value=\"{id}\"><input type=\"hidden\" name=\"Command.Version\" value=\"{version}\">");
        var was = kept?[DraftRules.Was] is { } typedOver ? typedOver : HttpMethods.IsGet(ViewContext.HttpContext.Request.Method) ? Site.TwoVersions.OnScreen(page) : command.Was;
        if (Version is null && was is not null) output.Content.AppendHtml($"<input type=\"hidden\" name=\"Command.Was\" value=\"{HtmlEncoder.Default.Encode(was)}\">");
    }
}
