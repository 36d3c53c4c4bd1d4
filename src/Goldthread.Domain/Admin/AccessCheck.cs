namespace Goldthread.Domain.Admin;

/// <summary>What a lead says of one of her people in the yearly check.</summary>
public enum StillRight
{
    /// <summary>Nothing yet.</summary>
    NotSaid,
    /// <summary>Still there, with the right roles.</summary>
    Yes,
    /// <summary>Has left: the access ends.</summary>
    HasLeft,
    /// <summary>Is there and does something else: the office sees to the roles.</summary>
    RoleChanged,
}

/// <summary>That an agency's lead confirmed who of her agency and its services has access, once a year (W10).</summary>
public sealed class AccessCheck : Record
{
    private AccessCheck() { }

    /// <summary>Keeps a confirmation.</summary>
    /// <param name="organisationId">The agency.</param>
    /// <param name="on">Day.</param>
    /// <param name="by">The lead's name then.</param>
    /// <param name="people">How many people were looked at.</param>
    /// <param name="ended">How many of them had left and were ended.</param>
    /// <param name="forOffice">What is left to the office, one line each; empty for nothing.</param>
    public AccessCheck(Guid organisationId, DateOnly on, string by, int people, int ended, string forOffice) =>
        (OrganisationId, On, By, People, Ended, ForOffice) = (organisationId, on, by, people, ended, forOffice);

    /// <summary>The agency.</summary>
    public Guid OrganisationId { get; private set; }

    /// <summary>Day.</summary>
    public DateOnly On { get; private set; }

    /// <summary>The lead's name then.</summary>
    public string By { get; private set; } = "";

    /// <summary>How many people were looked at.</summary>
    public int People { get; private set; }

    /// <summary>How many of them were ended.</summary>
    public int Ended { get; private set; }

    /// <summary>What is left to the office, one line each.</summary>
    public string ForOffice { get; private set; } = "";
}

/// <summary>When an agency's people are to be confirmed, and what must be said.</summary>
public static class AccessCheckRules
{
    /// <summary>Days before its day on which the lead is asked.</summary>
    public const int DaysBefore = 14;

    /// <summary>The day by which it is to be done: a year after the last time, or after the agency had its first lead.</summary>
    public static DateOnly DueOn(DateOnly last) => last.AddYears(1);

    /// <summary>The newest day of a last time that is asked about again on a day.</summary>
    public static DateOnly LastAskedAgain(DateOnly today) => today.AddDays(DaysBefore).AddYears(-1);

    /// <summary>Why it can't be confirmed so.</summary>
    /// <param name="people">Whom the page showed: everybody of the agency.</param>
    /// <param name="said">What was said of whom.</param>
    public static IReadOnlyList<Problem> CanConfirm(IEnumerable<Guid> people, IReadOnlyDictionary<Guid, StillRight> said) =>
        [.. people.Where(person => said.GetValueOrDefault(person) == StillRight.NotSaid).Select(person => new Problem($"Said[{person}]", "Say whether this is still right"))];
}
