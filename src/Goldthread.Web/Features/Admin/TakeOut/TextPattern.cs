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

    // The search text is stored folded, and a name may be typed with or without its accents.
    private static Regex Make(string text, bool insideWords)
    {
        var words = string.Join(@"\s+", text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Regex.Escape));
        var pattern = insideWords ? words : $@"(?<![\p{{L}}\p{{N}}]){words}(?![\p{{L}}\p{{N}}])";
        return new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
    }
}
