using System.Globalization;
using System.Text.RegularExpressions;

namespace Goldthread.Domain.Governance;

/// <summary>What one line of a meeting's record is.</summary>
public enum LineKind
{
    /// <summary>Something the group decided.</summary>
    Decision,
    /// <summary>Something an agency or group will do.</summary>
    Action,
}

/// <summary>A line typed while a meeting runs: a decision, or an action with who and by when.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What was decided or will be done, without the prefix.</param>
/// <param name="OwnerId">Who does it; null for a decision.</param>
/// <param name="Due">By when; null for a decision.</param>
/// <param name="Recommendation">Code of the recommendation an action answers, as named in the line; null when none is.</param>
public sealed partial record QuickLine(LineKind Kind, string Text, Guid? OwnerId, DateOnly? Due, string? Recommendation = null)
{
    /// <summary>Longest text of an action, in characters.</summary>
    public const int LongestAction = 200;

    /// <summary>Longest text of a decision, in characters.</summary>
    public const int LongestDecision = 1000;

    private static readonly string[] DatesOfTheYear = ["d MMM", "d MMMM", "d/M"];

    /// <summary>Reads a line. A prefix such as "action:" or "decision:" outweighs the kind that was chosen, so that hands stay on
    /// the keyboard. An action may name the recommendation it answers by its code: "… for R-7K3QX".</summary>
    /// <param name="chosen">The kind chosen beside the line.</param>
    /// <param name="text">The line.</param>
    /// <param name="ownerId">Who does it; left out for a decision.</param>
    /// <param name="due">A date ("12 March 2026", "12/3/2026", "12 March") or working days after the meeting ("+10").</param>
    /// <param name="heldOn">Day of the meeting: working days are counted from it, and nothing falls due before it.</param>
    /// <param name="calendar">Which days are working days.</param>
    /// <param name="line">What was read; null when there is a problem.</param>
    /// <param name="bodies">Who can be named in the line itself: "Police to publish the guide by 15 January 2027". Null for nobody. What
    /// was chosen and typed beside the line must not say otherwise.</param>
    /// <returns>Every problem at once; empty when all is well. An action always has a date: those without one drift.</returns>
    public static IReadOnlyList<Problem> Read(LineKind chosen, string? text, Guid? ownerId, string? due, DateOnly heldOn, WorkingDays calendar, out QuickLine? line,
        IEnumerable<NamedBody>? bodies = null)
    {
        var (kind, words) = TakePrefix(chosen, (text ?? "").Trim());
        List<Problem> problems = [];
        string? unclear = null;
        if (kind == LineKind.Action && bodies is not null)
        {
            var spoken = SpokenAction.Read(words, bodies);
            (words, unclear) = (spoken.Words, spoken.Problem);
            problems.AddRange(Differing(spoken, ownerId, due, heldOn, calendar));
            ownerId = ownerId is null || ownerId == Guid.Empty ? spoken.OwnerId : ownerId;
            due = string.IsNullOrWhiteSpace(due) ? spoken.Due : due;
        }
        line = null;
        if (kind == LineKind.Decision)
        {
            problems.AddRange(CheckDecision(words, "Line"));
            if (problems.Count == 0) line = new(kind, words, null, null);
            return problems;
        }
        var codes = Reference.In(words, 'R');
        words = codes.Count == 1 ? WithoutCode().Replace(words, "").Trim() : words;
        if (codes.Count > 1) problems.Add(new("Line", "Name one recommendation; an action answers one"));
        if (words.Length == 0) problems.Add(new("Line", "Enter what will be done, in one line"));
        else if (words.Length > LongestAction) problems.Add(new("Line", $"Shorten the action to {LongestAction} characters"));
        if (ownerId is null || ownerId == Guid.Empty) problems.Add(new("OwnerId", unclear ?? "Choose who will do it"));
        problems.AddRange(ReadDue(due, heldOn, calendar, out var day));
        if (problems.Count == 0) line = new(kind, words, ownerId, day, codes.Count > 0 ? codes[0] : null);
        return problems;
    }

    // The boxes are empty when the line says it all. Where both say something, neither is passed over in silence.
    private static IEnumerable<Problem> Differing(SpokenAction spoken, Guid? ownerId, string? due, DateOnly heldOn, WorkingDays calendar)
    {
        if (spoken.OwnerId is { } named && ownerId is { } chosen && chosen != Guid.Empty && named != chosen)
            yield return new("OwnerId", "The line names one and this list another: keep one");
        if (spoken.Due is not null && !string.IsNullOrWhiteSpace(due)
            && ReadDue(spoken.Due, heldOn, calendar, out var said).Count == 0 && ReadDue(due, heldOn, calendar, out var typed).Count == 0 && said != typed)
            yield return new("Due", "The line says one date and this box another: keep one");
    }

    /// <summary>Problems of the wording of a decision.</summary>
    /// <param name="text">The wording.</param>
    /// <param name="field">Where it is typed.</param>
    public static IReadOnlyList<Problem> CheckDecision(string? text, string field) =>
        string.IsNullOrWhiteSpace(text) ? [new(field, "Enter what was decided, in one line")]
        : text.Trim().Length > LongestDecision ? [new(field, $"Shorten the decision to {LongestDecision} characters")]
        : [];

    /// <summary>Reads a due date. A day without a year is the next such day from the meeting on.</summary>
    /// <param name="typed">"+10", "12 March 2026", "12/3/2026", "2026-03-12" or "12 March".</param>
    /// <param name="heldOn">Day of the meeting.</param>
    /// <param name="calendar">Which days are working days.</param>
    /// <param name="due">The day; null when there is a problem.</param>
    public static IReadOnlyList<Problem> ReadDue(string? typed, DateOnly heldOn, WorkingDays calendar, out DateOnly? due)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var words = (typed ?? "").Trim();
        due = null;
        if (words.Length == 0) return [new("Due", "Enter when it is due: a date, or +10 for ten working days")];
        if (words[0] == '+')
        {
            if (!int.TryParse(words[1..].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days is < 1 or > 500)
                return [new("Due", "After the plus enter a number of working days from 1 to 500, such as +10")];
            due = calendar.Add(heldOn, days);
            return [];
        }
        if (NextOfTheYear(words, heldOn) is { } next) due = next;
        else if (DateText.Read(words) is { } day) due = day;
        else return [new("Due", "Enter the due date as a real date, such as 12 March 2026, or as working days, such as +10")];
        if (due >= heldOn) return [];
        due = null;
        return [new("Due", "Enter a due date that is not before the meeting")];
    }

    // 29 February has no day in most years: the year is tried with the text, never added to a date.
    private static DateOnly? NextOfTheYear(string words, DateOnly from)
    {
        for (var year = from.Year; year <= from.Year + 4; year++)
        {
            foreach (var format in DatesOfTheYear)
            {
                var separator = format.Contains('/', StringComparison.Ordinal) ? "/" : " ";
                if (DateOnly.TryParseExact($"{words}{separator}{year}", format + separator + "yyyy", BoardCalendar.British, DateTimeStyles.AllowWhiteSpaces, out var day) && day >= from)
                    return day;
            }
        }
        return null;
    }

    // "… for R-7K3QX", "… (R-7K3QX)" at the end, "R-7K3QX: …" at the beginning: the code is read and leaves the words. In the
    // middle of a sentence it stays, for the sentence needs it.
    [GeneratedRegex($@"^R-{Reference.Signs}\s*[:,–-]?\s+|[\s,;:–-]*[(\[]?\b(?:(?:for|under|on)\s+)?R-{Reference.Signs}[)\]]?[.\s]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WithoutCode();

    private static (LineKind Kind, string Words) TakePrefix(LineKind chosen, string text)
    {
        foreach (var kind in Enum.GetValues<LineKind>())
        {
            var prefix = kind + ":";
            if (text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return (kind, text[prefix.Length..].Trim());
        }
        return (chosen, text);
    }
}
