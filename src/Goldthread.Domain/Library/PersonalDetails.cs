using System.Globalization;
using System.Text.RegularExpressions;

namespace Goldthread.Domain.Library;

/// <summary>Whether a file name looks as if it said who a child is (F11). It guesses: a person looks, and decides.</summary>
public static partial class PersonalDetails
{
    // Given names that are seldom anything else; a name that is also a word ("Grace", "Will", "May") is left out.
    private static readonly HashSet<string> givenNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "aaliyah", "aaron", "abdul", "abigail", "adam", "ahmed", "aisha", "alex", "alexander", "alfie", "ali", "alice", "amelia", "amina", "amy", "andrew", "anna", "anthony", "archie", "arthur",
        "ava", "beth", "bethany", "callum", "cameron", "caroline", "charlie", "charlotte", "chloe", "christopher", "connor", "daisy", "daniel", "david", "dylan", "edward", "ella", "ellie", "emily",
        "emma", "ethan", "eva", "evie", "fatima", "finley", "florence", "freddie", "freya", "george", "georgia", "hannah", "harriet", "harry", "harvey", "hassan", "henry", "ibrahim", "imogen",
        "isaac", "isabella", "isla", "jack", "jacob", "jake", "james", "jamie", "jasmine", "jessica", "joe", "joel", "john", "jordan", "joseph", "joshua", "kai", "katie", "keira", "kevin", "kyle",
        "layla", "leah", "leo", "lewis", "liam", "logan", "louis", "lucas", "lucy", "luke", "mariam", "martha", "maryam", "mason", "matilda", "matthew", "maya", "megan", "mia", "michael",
        "millie", "mohammad", "mohammed", "molly", "muhammad", "nathan", "niamh", "noah", "oliver", "olivia", "omar", "oscar", "owen", "peter", "phoebe", "poppy", "rebecca", "reece", "riley",
        "robert", "rosie", "ryan", "samuel", "sarah", "scarlett", "sebastian", "sofia", "sophia", "sophie", "stephen", "thomas", "toby", "tyler", "william", "yusuf", "zachary", "zara", "zoe",
    };

    /// <summary>What a file name seems to give away, in words for the person who brought it; empty for nothing.</summary>
    /// <param name="name">The name, with its ending.</param>
    public static IReadOnlyList<string> Seen(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var stem = Path.GetFileNameWithoutExtension(name);
        List<string> seen = [];
        if (DateOfBirth().IsMatch(stem)) seen.Add("a date of birth");
        if (Digits().Matches(stem.Replace(" ", "", StringComparison.Ordinal)).Any(m => IsNhsNumber(m.Value))) seen.Add("an NHS number");
        else if (CaseNumber().Matches(stem).Any(m => !IsDate(m.Groups["number"].Value))) seen.Add("the number of a case");
        if (Words().Matches(stem) is { Count: > 1 } words && words.Zip(words.Skip(1)).Any(pair => IsName(pair.First.Value, pair.Second.Value))) seen.Add("somebody’s name");
        return seen;
    }

    // "Smith John" and "John Smith": a given name beside another word with a capital.
    private static bool IsName(string one, string other) =>
        (givenNames.Contains(one) && char.IsUpper(other[0])) || (givenNames.Contains(other) && char.IsUpper(one[0]));

    // 20260327, 27032026: the day of a paper.
    private static bool IsDate(string digits) => digits.Length == 8 && new[] { "yyyyMMdd", "ddMMyyyy" }.Any(form =>
        DateOnly.TryParseExact(digits, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1990 and < 2100);

    // Ten digits whose last proves the others, modulo 11.
    private static bool IsNhsNumber(string digits)
    {
        if (digits.Length != 10) return false;
        var sum = 0;
        for (var i = 0; i < 9; i++) sum += (digits[i] - '0') * (10 - i);
        return (11 - sum % 11) % 11 == digits[9] - '0';
    }

    [GeneratedRegex(@"(?i)\b(?:dob|d\.o\.b|born)\b|(?i)\bdate of birth\b")]
    private static partial Regex DateOfBirth();

    [GeneratedRegex(@"(?<![0-9])[0-9]{10}(?![0-9])")]
    private static partial Regex Digits();

    [GeneratedRegex(@"(?<![0-9])(?<number>[0-9]{6,9})(?![0-9])")]
    private static partial Regex CaseNumber();

    [GeneratedRegex(@"\p{L}[\p{L}'’]+")]
    private static partial Regex Words();
}
