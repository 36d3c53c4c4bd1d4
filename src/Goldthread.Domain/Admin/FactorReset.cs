namespace Goldthread.Domain.Admin;

/// <summary>That an administrator asked for somebody's lost second factor to be taken away. Another one confirms it (ASVS 6.4.4): whoever
/// talks one administrator round, or is one, does not get into anybody's account alone.</summary>
public sealed class FactorReset : Record
{
    /// <summary>How long a request can be confirmed.</summary>
    public static readonly TimeSpan Holds = TimeSpan.FromHours(24);

    private FactorReset() { }

    /// <summary>Asks.</summary>
    /// <param name="personId">Whose second factor.</param>
    /// <param name="by">The administrator.</param>
    /// <param name="reason">Why, and how it was made sure who asked.</param>
    /// <param name="now">UTC.</param>
    public FactorReset(Guid personId, Viewer by, string reason, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(reason);
        (PersonId, AskedById, AskedBy, Reason, AskedAt) = (personId, by.PersonId!.Value, by.Name, reason.Trim(), now);
    }

    /// <summary>Whose.</summary>
    public Guid PersonId { get; private set; }

    /// <summary>Who asked.</summary>
    public Guid AskedById { get; private set; }

    /// <summary>By name.</summary>
    public string AskedBy { get; private set; } = "";

    /// <summary>Why, and how it was made sure who asked.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>When, UTC.</summary>
    public DateTime AskedAt { get; private set; }

    /// <summary>Who confirmed it, by name; empty while nobody has.</summary>
    public string ConfirmedBy { get; private set; } = "";

    /// <summary>When it was confirmed, refused or taken back, UTC; null while it waits or has run out.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>Until when it can be confirmed, UTC.</summary>
    public DateTime Until => AskedAt + Holds;

    /// <summary>Refuses it, or takes it back.</summary>
    public void Drop(DateTime now) => EndedAt ??= now;

    /// <summary>Confirms it; the caller takes the factor away.</summary>
    /// <param name="by">The second administrator.</param>
    /// <param name="hasOne">There is still a second factor.</param>
    /// <param name="now">UTC.</param>
    public IReadOnlyList<Problem> Confirm(Viewer by, bool hasOne, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(by);
        List<Problem> problems = [];
        if (!hasOne) problems.Add(new("", "This person has no second factor any more"));
        if (by.PersonId is not { } me || me == AskedById) problems.Add(new("", "Another administrator must confirm what you asked for"));
        else if (me == PersonId) problems.Add(new("", "Another administrator must confirm it: it is your own second factor"));
        if (EndedAt is not null || now >= Until) problems.Add(new("", "This request has run out, or was dealt with: ask anew"));
        if (problems.Count == 0) (ConfirmedBy, EndedAt) = (by.Name, now);
        return problems;
    }

    /// <summary>Why it can't be asked that somebody's second factor be taken away.</summary>
    /// <param name="hasOne">There is one.</param>
    /// <param name="to">Whose.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="reason">Why, and how it was made sure who asked.</param>
    /// <param name="isAsked">A request waits.</param>
    /// <param name="hasSecond">There is another administrator, who is not that person, to confirm it.</param>
    public static IReadOnlyList<Problem> CanAsk(bool hasOne, Guid to, Viewer by, string? reason, bool isAsked, bool hasSecond)
    {
        ArgumentNullException.ThrowIfNull(by);
        List<Problem> problems = [];
        if (!hasOne) problems.Add(new("", "This person has no second factor"));
        if (to == by.PersonId) problems.Add(new("", "Another administrator must ask for this: change your second factor yourself on “Your sign-in”"));
        else if (isAsked) problems.Add(new("", "This is asked for already: another administrator is to confirm it"));
        else if (!hasSecond) problems.Add(new("", "There is no other administrator who could confirm it: whoever runs the server does it from the command line"));
        if (string.IsNullOrWhiteSpace(reason)) problems.Add(new("Reason", "Enter why, and how you made sure who asked: it stays on the trail"));
        else if (reason.Length > 300) problems.Add(new("Reason", "Shorten the reason to 300 characters"));
        return problems;
    }
}
