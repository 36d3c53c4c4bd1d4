using System.Globalization;
using System.Text.Json;

namespace Goldthread.Domain.Dataset.Cases;

/// <summary>The options of a case, each read as what it must be. Null and absent are the same.</summary>
internal sealed class CaseOptions
{
    /// <summary>The largest figure that is worked with.</summary>
    public const double Largest = 1e15;

    private readonly Dictionary<string, JsonElement> _given = new(StringComparer.Ordinal);

    public CaseOptions(JsonElement options, string[] known)
    {
        if (options.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return;
        if (options.ValueKind != JsonValueKind.Object) throw new ArgumentException("The options must be an object, such as {\"multiplier\": 1000}.");
        foreach (var option in options.EnumerateObject())
        {
            if (!known.Contains(option.Name, StringComparer.Ordinal))
                throw new ArgumentException($"The option \"{option.Name}\" is not known here. Use: {string.Join(", ", known)}.");
            if (option.Value.ValueKind != JsonValueKind.Null) _given[option.Name] = option.Value;
        }
    }

    public JsonElement? this[string name] => _given.TryGetValue(name, out var value) ? value : null;

    public double? Number(string name) => this[name] is { } value ? NumberOf(name, value) : null;

    /// <summary>A number above zero.</summary>
    public double Multiplier(double otherwise) => Number("multiplier") switch
    {
        null => otherwise,
        > 0 and var number => number,
        { } number => throw Wrong("multiplier", "a number above zero", number.ToString(CultureInfo.InvariantCulture)),
    };

    public int? Whole(string name) => this[name] is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : throw Wrong(name, "a whole number", value.GetRawText());

    public bool Flag(string name, bool otherwise) => this[name]?.ValueKind switch
    {
        null => otherwise,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(name, "true or false", this[name]!.Value.GetRawText()),
    };

    public string? Text(string name) => this[name] is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong(name, "a text", value.GetRawText());

    /// <summary>One of some words; the first where the option is not given.</summary>
    public T Word<T>(string name, params (string? Word, T Meaning)[] words)
    {
        var text = Text(name);
        foreach (var (word, meaning) in words)
            if (word == text) return meaning;
        throw Wrong(name, "one of " + string.Join(", ", words.Select(w => w.Word).OfType<string>()), text ?? "nothing");
    }

    /// <summary>A list of numbers, or one number.</summary>
    public IReadOnlyList<double> Numbers(string name) => this[name] is not { } value ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(v => NumberOf(name, v))] : [NumberOf(name, value)];

    public IReadOnlyList<int> Wholes(string name) =>
        [.. Numbers(name).Select(n => n == Math.Floor(n) && Math.Abs(n) < int.MaxValue ? (int)n : throw Wrong(name, "whole numbers", n.ToString(CultureInfo.InvariantCulture)))];

    public IReadOnlyList<Confidence> Confidences() => Numbers("confidence") is { Count: > 0 } levels ? [.. levels.Select(Dataset.Confidence.Of)] : [Dataset.Confidence.NinetyFive];

    public Confidence Confidence() => Confidences() is [var only] ? only : throw Wrong("confidence", "one level here", this["confidence"]!.Value.GetRawText());

    /// <summary>What an option says for one series: itself, or its entry where it is an object by series.</summary>
    public JsonElement? For(string name, string series) => this[name] switch
    {
        { ValueKind: JsonValueKind.Object } all => all.TryGetProperty(series, out var own) && own.ValueKind != JsonValueKind.Null ? own : null,
        var one => one,
    };

    public static double NumberOf(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && Math.Abs(number) <= Largest ? number : throw Wrong(name, "a number of at most 15 digits", value.GetRawText());

    public static DateOnly DateOf(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date : throw Wrong(name, "dates such as \"2026-03-31\"", value.GetRawText());

    public static ArgumentException Wrong(string name, string wanted, string found) => new($"The option \"{name}\" must be {wanted}; found: {found}.");
}
