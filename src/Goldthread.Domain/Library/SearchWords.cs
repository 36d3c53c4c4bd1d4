using System.Globalization;

namespace Goldthread.Domain.Library;

/// <summary>What somebody typed into the search, as the words to look for: letters and digits only, folded as the
/// index is. Whatever else was typed (quotes, operators, null bytes) parts words and means nothing.</summary>
public sealed class SearchWords
{
    /// <summary>More words than this are left out: nobody types them, and each costs.</summary>
    public const int Most = 12;

    private const int LongestWord = 60, LongestText = 1000;

    private SearchWords(IReadOnlyList<string> words) => Words = words;

    /// <summary>The words, folded, in the order typed, none twice.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>There is nothing to look for: the database need not be asked.</summary>
    public bool IsEmpty => Words.Count == 0;

    /// <summary>Reads what was typed. Never throws, whatever it is.</summary>
    public static SearchWords From(string? typed)
    {
        if (string.IsNullOrEmpty(typed)) return new([]);
        var text = SearchDocument.Fold(typed.Length > LongestText ? typed[..LongestText] : typed);
        List<string> words = [];
        var start = -1;
        for (var i = 0; i <= text.Length && words.Count < Most; i++)
        {
            if (i < text.Length && char.IsLetterOrDigit(text[i]))
            {
                if (start < 0) start = i;
                continue;
            }
            if (start >= 0 && text[start..Math.Min(i, start + LongestWord)] is var word && !words.Contains(word)) words.Add(word);
            start = -1;
        }
        return new(words);
    }
}

/// <summary>A piece of an excerpt.</summary>
/// <param name="Text">As it stands in the record: not encoded.</param>
/// <param name="IsHit">It is one of the words looked for, to be marked.</param>
public sealed record ExcerptPiece(string Text, bool IsHit);

/// <summary>The words that were looked for, in their surroundings.</summary>
public static class Excerpt
{
    /// <summary>Cuts a text to the surroundings of the first word found, and marks every word found in them.</summary>
    /// <param name="text">The record's own text.</param>
    /// <param name="words">What was looked for.</param>
    /// <param name="length">Letters shown, about.</param>
    /// <returns>Pieces that together are a part of the text, with "…" where it was cut; the beginning of the text when
    /// no word stands in it (it stood in the title).</returns>
    public static IReadOnlyList<ExcerptPiece> Of(string text, SearchWords words, int length = 240)
    {
        // A file's text is long: it is read to the first word found, and then only as far as it is shown.
        var beginnings = words.Words.Select(w => w[0]).ToHashSet();
        bool IsFound((int Start, int End) word) =>
            (!char.IsAscii(text[word.Start]) || beginnings.Contains(char.ToLowerInvariant(text[word.Start]))) && IsHit(text[word.Start..word.End], words);
        var first = WordsIn(text).Where(IsFound).Select(word => word.Start).FirstOrDefault();
        var from = first < length / 3 ? 0 : StartOfWord(text, first - (length / 3));
        var to = from + length >= text.Length ? text.Length : EndOfWord(text, from + length);
        var found = WordsIn(text).TakeWhile(word => word.End <= to).Where(IsFound);
        List<ExcerptPiece> pieces = [];
        var place = from;
        if (from > 0) pieces.Add(new("… ", false));
        foreach (var (start, end) in found.Where(word => word.Start >= from && word.End <= to))
        {
            if (start > place) pieces.Add(new(text[place..start], false));
            pieces.Add(new(text[start..end], true));
            place = end;
        }
        if (to > place) pieces.Add(new(text[place..to], false));
        if (to < text.Length) pieces.Add(new(" …", false));
        return pieces;
    }

    // The index knows stems; the reader is shown whatever begins alike.
    private static bool IsHit(string word, SearchWords words)
    {
        var parts = SearchWords.From(word).Words;
        return parts.Any(part => words.Words.Any(wanted =>
            part.StartsWith(wanted, StringComparison.Ordinal) || (wanted.Length > 4 && part.Length > 3 && part.StartsWith(Stem(wanted), StringComparison.Ordinal))));
    }

    private static string Stem(string word)
    {
        foreach (var ending in (string[])["ings", "ing", "ies", "ed", "es", "s", "al", "y", "e"])
            if (word.Length - ending.Length >= 4 && word.EndsWith(ending, StringComparison.Ordinal)) return word[..^ending.Length];
        return word;
    }

    private static IEnumerable<(int Start, int End)> WordsIn(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inWord = i < text.Length && (char.IsLetterOrDigit(text[i]) || char.GetUnicodeCategory(text[i]) == UnicodeCategory.NonSpacingMark);
            if (inWord && start < 0) start = i;
            if (inWord || start < 0) continue;
            yield return (start, i);
            start = -1;
        }
    }

    private static int StartOfWord(string text, int place)
    {
        var start = place;
        while (start > 0 && !char.IsWhiteSpace(text[start - 1]) && start > place - 40) start--;
        return start > 0 && char.IsLowSurrogate(text[start]) ? start - 1 : start;
    }

    private static int EndOfWord(string text, int place)
    {
        var end = place;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && end < place + 40) end++;
        return end < text.Length && char.IsLowSurrogate(text[end]) ? end + 1 : end;
    }
}
