using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Goldthread.Domain;

/// <summary>Short random codes that people speak, such as "F-7K3Q". Never counters: gaps would betray hidden
/// records.</summary>
public static partial class Reference
{
    /// <summary>The five signs of a code as a pattern, in capitals.</summary>
    internal const string Signs = "[2-9A-HJKMNP-TV-Z]{5}";

    private const string Letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ"; // without 0 O 1 I L U, which are misheard or misread

    /// <summary>A new code with this first letter: five signs, 24 million codes; a unique index refuses the rare twin.</summary>
    public static string New(char kind) => $"{kind}-{RandomNumberGenerator.GetString(Letters, 5)}";

    /// <summary>The codes of this kind that a text names, in capitals, each once and in their order.</summary>
    public static IReadOnlyList<string> In(string text, char kind) =>
        [.. Code().Matches(text).Select(m => m.Value.ToUpperInvariant()).Where(code => code[0] == char.ToUpperInvariant(kind)).Distinct()];

    [GeneratedRegex($@"\b[A-Z]-{Signs}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
