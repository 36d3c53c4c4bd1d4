using System.Text;

namespace Goldthread.Domain.Admin;

/// <summary>What whoever guesses passwords tries first (ASVS 6.2.4, 6.2.11). Reckoned here: nothing is asked of anybody outside.</summary>
public static class PasswordGuessing
{
    // Digits that are put before or behind a word to make it long enough: a year, a day, "1234".
    private const int MostDigitsBeside = 6;

    // Two words in a row are still tried early; three and more that have nothing to do with each other are what we ask for.
    private const int MostWords = 2;

    /// <summary>Words that anybody would try who knows what the product is for; docs/security.md lists them.</summary>
    public static IReadOnlyList<string> WordsOfTheWork { get; } =
        ["goldthread", "safeguarding", "safeguard", "partnership", "board", "borough", "council", "agency", "child", "children", "family", "social", "care", "services", "police", "health", "hospital", "school", "protection", "review", "learning", "improvement", "welcome"];

    /// <summary>Whether it is digits alone, one piece repeated, or made of at most two common passwords or known names, with a few digits
    /// beside, whatever stands between them and in whatever case.</summary>
    /// <param name="password">As typed.</param>
    /// <param name="common">The commonest passwords, in lower case.</param>
    /// <param name="names">Names that a guesser knows: of the board, the person, the address; words of three letters and more count.</param>
    public static bool IsEasy(string password, IReadOnlySet<string> common, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(password);
        ArgumentNullException.ThrowIfNull(common);
        var text = Plain(password);
        if (text.Length == 0) return IsRepeated(password); // signs alone
        if (text.All(char.IsAsciiDigit) || IsRepeated(text)) return true;
        var known = names.SelectMany(Words).Where(word => word.Length > 2).ToHashSet();
        bool IsWord(string piece) => common.Contains(piece) || known.Contains(piece);
        for (var from = 0; from <= MostDigitsBeside && from < text.Length && (from == 0 || char.IsAsciiDigit(text[from - 1])); from++)
        {
            for (var until = text.Length; until > from && text.Length - until <= MostDigitsBeside && (until == text.Length || char.IsAsciiDigit(text[until])); until--)
                if (IsMadeOf(text[from..until], IsWord, MostWords)) return true;
        }
        return false;
    }

    private static bool IsMadeOf(string text, Func<string, bool> isWord, int most)
    {
        if (isWord(text)) return true;
        for (var cut = 3; most > 1 && cut <= text.Length - 3; cut++)
            if (isWord(text[..cut]) && IsMadeOf(text[cut..], isWord, most - 1)) return true;
        return false;
    }

    // "abcabcabcabc", but not two long halves, which IsMadeOf looks at.
    private static bool IsRepeated(string text)
    {
        for (var length = 1; length <= 6 && length * 2 <= text.Length; length++)
            if (Enumerable.Range(0, text.Length).All(i => text[i] == text[i % length])) return true;
        return false;
    }

    private static string Plain(string text) => string.Concat(text.Normalize(NormalizationForm.FormKD).Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static IEnumerable<string> Words(string name) =>
        [Plain(name), .. name.Split((char[])[' ', '@', '.', '-', '\'', '_'], StringSplitOptions.RemoveEmptyEntries).Select(Plain)];
}
