using Goldthread.Domain.Governance;
using Goldthread.Domain.Library;

namespace Goldthread.Domain.Thread;

/// <summary>Who reads what hangs on a record: the actions and measures of a recommendation, the decisions and actions of a meeting,
/// the findings merged into a finding, the card of an indicator, a file. Never more people than may read the record, nor than the meeting
/// that raised an action (ADR 9). Changing, restricting, opening and merging a record all ask here.</summary>
public static class ReadersOfParts
{
    /// <summary>The record whose readers a part has. Who does an action reads it besides, unless that record is restricted.</summary>
    /// <param name="part">What hangs on it.</param>
    /// <param name="record">The record.</param>
    /// <param name="raisedIn">The meeting that raised the part; null for none.</param>
    public static ConfidentialRecord Source(ConfidentialRecord part, ConfidentialRecord record, Meeting? raisedIn) =>
        part is ImprovementAction && raisedIn is not null ? ActionRules.Narrower(raisedIn, record as Recommendation) : record;

    /// <summary>The record whose readers a file has, of those it serves. A restricted file of several records hangs on the one whose list
    /// it bears, and on the narrowest when it has a list of its own: else a second place would let it be named to anybody. One that is open
    /// is as wide as the record it came in with, which may be any of several: then null.</summary>
    /// <param name="file">The file.</param>
    /// <param name="serves">The records it serves, each once.</param>
    public static ConfidentialRecord? SourceOf(StoredFile file, IReadOnlyCollection<ConfidentialRecord> serves) =>
        serves.Count > 1 && file.Confidentiality != Confidentiality.Restricted ? null
        : serves.OrderByDescending(r => r.Confidentiality == Confidentiality.Restricted && r.AccessListId == file.AccessListId).ThenBy(r => Access.Width(r.Confidentiality)).FirstOrDefault();

    /// <summary>Why a file that is kept already can't serve another record too: what is for named people stays with the record they read.</summary>
    public static IReadOnlyList<Problem> CanServe(StoredFile file, ConfidentialRecord record) =>
        file.Confidentiality != Confidentiality.Restricted || (record.Confidentiality == Confidentiality.Restricted && record.AccessListId == file.AccessListId) ? []
        : [new("KnownId", "This file is for named people, and this record has other readers: attach it as a file of its own")];

    /// <summary>Whether a part goes along when its record is restricted or opened. What is restricted to people of its own stays.</summary>
    /// <param name="part">What hangs on it.</param>
    /// <param name="listsOfRecord">The list the record is read by, and those made for it and what hangs on it.</param>
    public static bool GoesAlong(ConfidentialRecord part, IReadOnlySet<Guid> listsOfRecord) =>
        part.Confidentiality != Confidentiality.Restricted || (part.AccessListId is { } list && listsOfRecord.Contains(list));

    /// <summary>Whether an action raised in this meeting is closed to some whom its recommendation is open to: then restricting the
    /// recommendation lets nobody in who could not read the action before, and may leave it to nobody for the while.</summary>
    public static bool IsCloser(Meeting? raisedIn) => raisedIn is not null && Access.Width(raisedIn.Confidentiality) < Access.Width(Confidentiality.Board);

    /// <summary>Whether somebody whom the recommendation is restricted to reads the action of a closer meeting too: he sat there, or
    /// acts for those who do it.</summary>
    public static bool GoesOnReading(ImprovementAction action, Meeting raisedIn, Viewer reader) =>
        Access.CanSee(raisedIn, reader) || RecommendationRules.SpeaksFor(reader, action.OwnerId);

    /// <summary>Whether a part may be restricted to somebody: what hangs on a restricted record only to those who read that.</summary>
    /// <param name="source">What it hangs on; null for what stands by itself.</param>
    /// <param name="reader">Who would read it.</param>
    public static bool MayBeNamed(ConfidentialRecord? source, Viewer reader) => source is not { Confidentiality: Confidentiality.Restricted } || Access.CanSee(source, reader);

    /// <summary>Why a record can't be restricted at all: the card of what another part made shows no more and no less than that.</summary>
    public static IReadOnlyList<Problem> CanBeRestricted(ConfidentialRecord record) => record is LibraryItem { SourceKind: not LibraryItem.ByHand } card
        ? [new("", $"This is the card of the {card.SourceKind}: restrict the {card.SourceKind} itself, and its card goes with it")] : [];

    /// <summary>Why a part can't be opened so: it is never wider than what it hangs on.</summary>
    /// <param name="to">To whom.</param>
    /// <param name="source">What it hangs on; null for what stands by itself.</param>
    public static IReadOnlyList<Problem> CanOpen(Confidentiality to, ConfidentialRecord? source)
    {
        if (to is not (Confidentiality.Board or Confidentiality.Group)) return [new("OpenTo", "Choose who may see it again")];
        return source switch
        {
            null => [],
            { Confidentiality: Confidentiality.Restricted } => [new("OpenTo", "What it hangs on is restricted: this can’t be opened before that is")],
            _ => [],
        };
    }

    /// <summary>Whether a part that is opened has the readers of what it hangs on, which are as many as were chosen or fewer.</summary>
    public static bool TakesOver(Confidentiality to, ConfidentialRecord source) => Access.Width(source.Confidentiality) <= Access.Width(to);
}
