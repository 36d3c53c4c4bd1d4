using Goldthread.Domain.Admin;

namespace Goldthread.Domain.SetUp;

/// <summary>That a tracker was brought over: what came of it, how it was read, and whether it was undone.</summary>
public sealed class TrackerImport : Record
{
    // As it is read, so that a name taken out of the board is found in it.
    private static readonly System.Text.Json.JsonSerializerOptions asRead = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private TrackerImport() { }

    /// <summary>Notes an import.</summary>
    /// <param name="source">Name of the file.</param>
    /// <param name="matching">How it was read, for the next time.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="by">Who, by name.</param>
    public TrackerImport(string source, TrackerMatching matching, DateTime at, string by) =>
        (Source, Matching, At, By) = (source, System.Text.Json.JsonSerializer.Serialize(matching, asRead), at, by);

    /// <summary>Name of the file.</summary>
    public string Source { get; private set; } = "";

    /// <summary>How it was read.</summary>
    public string Matching { get; private set; } = "";

    /// <summary>When, UTC.</summary>
    public DateTime At { get; private set; }

    /// <summary>Who.</summary>
    public string By { get; private set; } = "";

    /// <summary>Recommendations it made.</summary>
    public List<Guid> RecommendationIds { get; private set; } = [];

    /// <summary>Actions it made.</summary>
    public List<Guid> ActionIds { get; private set; } = [];

    /// <summary>When it was undone, UTC; null while what it brought stands.</summary>
    public DateTime? UndoneAt { get; private set; }

    /// <summary>Who undid it.</summary>
    public string? UndoneBy { get; private set; }

    /// <summary>Why.</summary>
    public string? UndoneReason { get; private set; }

    /// <summary>How it was read, for the next time.</summary>
    public TrackerMatching ReadMatching() => System.Text.Json.JsonSerializer.Deserialize<TrackerMatching>(Matching) ?? new();

    /// <summary>Notes what it made.</summary>
    public void Brought(IEnumerable<Guid> recommendations, IEnumerable<Guid> actions) => (RecommendationIds, ActionIds) = ([.. recommendations], [.. actions]);

    /// <summary>Why it can't be undone.</summary>
    /// <param name="workedOn">Codes of what it brought and somebody has worked on since, or hung something on.</param>
    /// <param name="by">Who would undo it.</param>
    public IReadOnlyList<Problem> CanUndo(IReadOnlyCollection<string> workedOn, Viewer by)
    {
        ArgumentNullException.ThrowIfNull(workedOn);
        ArgumentNullException.ThrowIfNull(by);
        if (UndoneAt is not null) return [new("", "It was undone already")];
        if (!by.HoldsForBoard(Right.ActOnBehalf)) return [new("", "The business office must undo it")];
        return workedOn.Count == 0 ? []
            : [new("", $"{string.Join(", ", workedOn.Order(StringComparer.Ordinal).Take(10))}{(workedOn.Count > 10 ? $" and {workedOn.Count - 10} more" : "")} {(workedOn.Count == 1 ? "was" : "were")} worked on since: it can no longer be undone as a whole. Withdraw or close what is wrong one by one")];
    }

    /// <summary>Notes that it is undone. Changes nothing when it answers with problems.</summary>
    public IReadOnlyList<Problem> Undo(IReadOnlyCollection<string> workedOn, string? reason, Viewer by, DateTime at)
    {
        List<Problem> problems = [.. CanUndo(workedOn, by)];
        if (string.IsNullOrWhiteSpace(reason)) problems.Add(new("Reason", "Say why it is undone"));
        if (problems.Count == 0) (UndoneAt, UndoneBy, UndoneReason) = (at, by.Name, reason!.Trim());
        return problems;
    }
}
