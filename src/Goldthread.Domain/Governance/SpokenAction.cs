using System.Text.RegularExpressions;

namespace Goldthread.Domain.Governance;

/// <summary>Somebody who can be named in a line: an organisation or a group.</summary>
/// <param name="Id">Which.</param>
/// <param name="Name">Its name.</param>
/// <param name="ShortName">What it is called for short; may equal the name.</param>
public sealed record NamedBody(Guid Id, string Name, string ShortName);

/// <summary>An action as it is spoken in a meeting, taken apart: "Police to publish the guide by 15 January 2027 for R-7K3QX". What the
/// line doesn't say is null and asked for in the boxes beside it.</summary>
/// <param name="OwnerId">Who; null when the line names nobody, or nobody known.</param>
/// <param name="Words">What will be done, with the code of the recommendation if the line names one.</param>
/// <param name="Due">By when, as <see cref="QuickLine.ReadDue"/> reads it: "15 January 2027", "+10"; null when the line says no date.</param>
/// <param name="Problem">Why the one named can't be told; null when he can, or when nobody is named.</param>
public sealed partial record SpokenAction(Guid? OwnerId, string Words, string? Due, string? Problem = null)
{
    /// <summary>Takes a line apart.</summary>
    /// <param name="line">Without the prefix "action:".</param>
    /// <param name="bodies">Who can be named.</param>
    /// <returns>What could be read. Words that are none of who, by when and for what are left as they are.</returns>
    public static SpokenAction Read(string? line, IEnumerable<NamedBody> bodies)
    {
        var (words, due) = TakeDue((line ?? "").Trim());
        // Names may hold "to" themselves ("Right to Read"): the longest name that fits is meant.
        var known = bodies.ToList();
        string? unclear = null;
        foreach (Match to in To().Matches(words).Reverse())
        {
            var who = Article().Replace(words[..to.Index].Trim(), "");
            var deed = words[(to.Index + to.Length)..].Trim();
            if (deed.Length == 0) continue;
            List<Guid> meant = [.. known.Where(b => Same(b.Name, who) || Same(b.ShortName, who)).Select(b => b.Id).Distinct()];
            if (meant.Count == 1) return new(meant[0], char.ToUpperInvariant(deed[0]) + deed[1..], due);
            if (meant.Count > 1) unclear = $"“{who}” can be more than one: choose who will do it";
            else if (unclear is null && !To().IsMatch(words[..to.Index])) unclear = $"No agency or group is called “{who}”: choose who will do it";
        }
        return new(null, words, due, unclear);
    }

    private static bool Same(string name, string typed) => string.Equals(Article().Replace(name.Trim(), ""), typed, StringComparison.OrdinalIgnoreCase);

    private static (string Words, string? Due) TakeDue(string line)
    {
        if (By().Match(line) is not { Success: true } by) return (line, null);
        // A date that is none ("by hand") belongs to the deed; whatever begins like a date is left to be read, and refused by name.
        var due = by.Groups["days"].Success ? "+" + by.Groups["days"].Value : Ordinal().Replace(by.Groups["date"].Value.Trim(), "$1");
        return ((line[..by.Index] + by.Groups["rest"].Value).Trim(), due);
    }

    [GeneratedRegex(@"\s+to\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex To();

    [GeneratedRegex(@"^the\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Article();

    [GeneratedRegex(@"\b([0-9]{1,2})(?:st|nd|rd|th)\b(?:\s+of\b)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Ordinal();

    // At the end of the line, or before the recommendation it is for.
    [GeneratedRegex(@"[\s,;]+(?:by\s+(?<date>(?:[0-9]{1,2}(?:st|nd|rd|th)?(?:\s+of)?[\s./-]+(?:[0-9]{1,2}|[a-z]{3,9})(?:[\s.,/-]+[0-9]{2,4})?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}))|(?:with)?in\s+(?<days>[0-9]{1,3})\s+working\s+days?)(?<rest>[\s,;]+[(\[]?(?:(?:for|under|on)\s+)?R-[2-9A-HJKMNP-TV-Z]{5}[)\]]?)?[.\s]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex By();
}
