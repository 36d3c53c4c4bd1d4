namespace Goldthread.Domain.Admin;

/// <summary>Reading for a time by inspectors, scrutineers and reviewers from outside: what they are given by name, and nothing else (W11).</summary>
public static class OutsideReading
{
    /// <summary>Years from its first day after which such access ends at the latest.</summary>
    public const int MostYears = 1;

    /// <summary>Days before its end on which the office is told.</summary>
    public const int DaysBefore = 7;

    /// <summary>The last day of somebody who only reads from outside; null for everybody else.</summary>
    /// <param name="held">Roles held today, with their last days.</param>
    public static DateOnly? EndsOn(IReadOnlyCollection<(Role Role, DateOnly? Until)> held) =>
        held.Count > 0 && held.All(h => h.Role == Role.OutsideReader) ? held.Max(h => h.Until) : null;

    /// <summary>Whether this person opens a record to outside readers: who keeps it and judges on it, so the office and the chairs.</summary>
    public static bool MayOpen(ConfidentialRecord record, Viewer by)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(by);
        return record.GoverningRight != Right.None && record.Confidentiality != Confidentiality.Public && Access.CanSee(record, by)
            && by.Holds(Right.JudgeImpact) && RestrictionRules.Keeps(record, by);
    }

    /// <summary>Why a record can't be opened so to somebody.</summary>
    /// <param name="accessUntil">Last day of that person's access as an outside reader; null for one who has none.</param>
    /// <param name="until">Last day of reading this record; null when it could not be read.</param>
    /// <param name="reason">What for, for the history of the record.</param>
    /// <param name="today">The date at the board.</param>
    public static IReadOnlyList<Problem> CanOpen(DateOnly? accessUntil, DateOnly? until, string? reason, DateOnly today)
    {
        List<Problem> problems = [];
        if (accessUntil is null) problems.Add(new("PersonId", "Choose an outside reader from the list"));
        if (until < today) problems.Add(new("Until", "Enter a last day that is not past"));
        else if (until > accessUntil) problems.Add(new("Until", $"Enter a last day not after {accessUntil:d MMMM yyyy}, when this person’s access ends"));
        if (string.IsNullOrWhiteSpace(reason)) problems.Add(new("Reason", "Say what for, such as the inspection it is needed in"));
        else if (reason.Length > 300) problems.Add(new("Reason", "Shorten it to 300 characters"));
        return problems;
    }
}
