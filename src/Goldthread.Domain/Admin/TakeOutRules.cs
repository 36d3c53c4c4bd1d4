namespace Goldthread.Domain.Admin;

/// <summary>Which texts may be taken out of everything at once. The deed can't be undone and cleans places that the person
/// can't see: a common word would tear holes into the whole board.</summary>
public static class TakeOutRules
{
    /// <summary>Fewer letters and digits stand in too many other words.</summary>
    public const int FewestLetters = 3;

    /// <summary>Fewer letters and digits may not be looked for inside longer words.</summary>
    public const int FewestLettersInside = 5;

    // Words that nearly every record of a board holds; a name is never only one of them.
    private static readonly HashSet<string> Common = new(
        ("the and for are but not you all any can had her was one our out day get has him his how its may new now old see two way who did she use that with have this will your from they been said "
        + "each which their what about would there when make like time just know take into year than them some could other then look only come over think also back after work first well even want because "
        + "these give most very here such were where why while until before between during both more less same every should must "
        + "child children young person people family families parent parents carer carers mother father mum dad brother sister son daughter baby boy girl school home house care social police health hospital "
        + "nurse doctor worker practitioner agency agencies board partnership group chair member meeting review audit case cases plan plans action actions finding findings recommendation recommendations "
        + "evidence impact measure theme neglect abuse harm risk safe safeguarding protection assessment referral conference practice learning training report data indicator number council service services team "
        + "yes none null true false open closed done planned public restricted january february march april june july august september october november december "
        + "monday tuesday wednesday thursday friday saturday sunday").Split(' '), StringComparer.OrdinalIgnoreCase);

    /// <summary>What speaks against taking a text out; empty when nothing does.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="insideWords">Also where it is part of a longer word.</param>
    public static IReadOnlyList<Problem> CheckText(string? text, bool insideWords)
    {
        var typed = text?.Trim() ?? "";
        if (typed.Length == 0) return [new("Text", "Enter the text to take out")];
        if (typed.Length > 200) return [new("Text", "Enter at most 200 letters at a time")];
        var letters = typed.Count(char.IsLetterOrDigit);
        if (letters < FewestLetters) return [new("Text", $"“{typed}” is too short: it stands in too many other texts. Enter at least {FewestLetters} letters or digits")];
        if (insideWords && letters < FewestLettersInside)
            return [new("InsideWords", $"“{typed}” is too short to be looked for inside longer words: enter at least {FewestLettersInside} letters, or take it out as a word of its own")];
        var words = typed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(w => w.Trim('.', ',', ';', ':', '!', '?', '"', '\'', '’', '“', '”', '(', ')')).ToList();
        return words.TrueForAll(w => w.Length < FewestLetters || Common.Contains(w))
            ? [new("Text", $"“{typed}” is made of common words only: taking it out would spoil records that have nothing to do with it. Enter the whole name, or the sentence it stands in")]
            : [];
    }
}
