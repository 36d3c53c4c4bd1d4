using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Goldthread.Domain.Library;

namespace Goldthread.Web.Features.Admin.TakeOut;

/// <summary>A text to take out: found whatever its case and the blanks between its words, as a whole unless asked otherwise.</summary>
public sealed class TextPattern
{
    /// <summary>What stands in its place.</summary>
    public const string InItsPlace = "[taken out]";

    private readonly Regex exact, folded;

    /// <summary>A pattern for a typed text.</summary>
    /// <param name="text">At least three characters.</param>
    /// <param name="insideWords">Also where it is part of a longer word: "Ann" in "Annabel".</param>
    public TextPattern(string text, bool insideWords) => (exact, folded) = (Make(text, insideWords), Make(SearchDocument.Fold(text), insideWords));

    /// <summary>Whether the text stands there.</summary>
    public bool IsIn(string? value) => value is not null && (exact.IsMatch(value) || folded.IsMatch(value));

    /// <summary>The value without the text.</summary>
    public string TakeOutOf(string value) => folded.Replace(exact.Replace(value, InItsPlace), InItsPlace);

    /// <summary>Whether the text stands in the words of a JSON value.</summary>
    /// <param name="json">The value; one that is no JSON counts as a plain text.</param>
    /// <param name="prose">Properties that hold words.</param>
    public bool IsIn(string? json, IReadOnlySet<string> prose) => json is not null && (Parse(json) is { } node ? Words(node, prose).Any(w => IsIn(w.GetValue<string>())) : IsIn(json));

    /// <summary>The JSON value without the text; dates, numbers and names of properties stay.</summary>
    /// <inheritdoc cref="IsIn(string?, IReadOnlySet{string})"/>
    public string TakeOutOf(string json, IReadOnlySet<string> prose)
    {
        if (Parse(json) is not { } node) return TakeOutOf(json);
        foreach (var word in Words(node, prose).Where(w => IsIn(w.GetValue<string>())).ToList()) word.ReplaceWith(TakeOutOf(word.GetValue<string>()));
        return node.ToJsonString();
    }

    private static JsonNode? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json) is JsonObject or JsonArray ? JsonNode.Parse(json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<JsonValue> Words(JsonNode node, IReadOnlySet<string> prose) => node switch
    {
        JsonObject members => members.SelectMany(m => m.Value is null ? [] : m.Value is JsonValue && !prose.Contains(m.Key) ? [] : m.Value is JsonArray list && !prose.Contains(m.Key) ? list.Where(i => i is JsonObject).SelectMany(i => Words(i!, prose)) : Words(m.Value, prose)),
        JsonArray list => list.Where(i => i is not null).SelectMany(i => Words(i!, prose)),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [value],
        _ => [],
    };

    // The search text is stored folded, and a name may be typed with or without its accents.
    private static Regex Make(string text, bool insideWords)
    {
        var words = string.Join(@"\s+", text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Regex.Escape));
        var pattern = insideWords ? words : $@"(?<![\p{{L}}\p{{N}}]){words}(?![\p{{L}}\p{{N}}])";
        return new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
    }
}
