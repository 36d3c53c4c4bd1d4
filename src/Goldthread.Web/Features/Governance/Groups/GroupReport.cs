using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Governance.Meetings;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Thread.LooseEnds;

namespace Goldthread.Web.Features.Governance.Groups;

/// <summary>A seat in a group.</summary>
/// <param name="Id">The holding.</param>
/// <param name="Who">Its holder; null when this reader need not know (W3).</param>
public sealed record SeatLine(Guid Id, string? Who, Role Role, Guid? OrganisationId, bool IsDeputy, DateOnly From, DateOnly? Until);

/// <summary>A recommendation of the group and how it stands.</summary>
public sealed record OwnedRecommendation(Guid Id, string Ref, string Title, DateOnly MadeOn, RecommendationStatus Status, int Asked, int Answered,
    int Actions, int ActionsDone, int Measures, Judgement? Judgement);

/// <summary>An action that waits for the group.</summary>
public sealed record WaitingAction(Guid Id, string Ref, string Title, Guid OwnerId, DateOnly? ReportedOn, int Evidence);

/// <summary>Something new since the last meeting.</summary>
/// <param name="Kind">"finding", "recommendation", "action" or "measure".</param>
/// <param name="Detail">Kind of finding or judgement, as stored.</param>
public sealed record NewLine(string Kind, Guid Id, string Ref, string Title, DateOnly On, string Detail);

/// <summary>A meeting in a list.</summary>
public sealed record MeetingLine(Guid Id, DateOnly HeldOn, string Title, int Decisions, int Actions);

/// <summary>A shelf and its latest item.</summary>
public sealed record ShelfLine(Volume Volume, int Items, DateOnly Latest);

/// <summary>An action that a meeting raised.</summary>
public sealed record RaisedAction(Guid Id, string Ref, string Title, Guid OwnerId, DateOnly? Due, ActionStatus Status)
{
    /// <summary>The recommendation it answers; null for none.</summary>
    public Guid? Answers { get; init; }

    /// <summary>Its code.</summary>
    public string? AnswersRef { get; init; }

    /// <summary>Its title.</summary>
    public string? AnswersTitle { get; init; }

    /// <summary>Its reading is logged.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>That of the recommendation is.</summary>
    public bool AnswersIsRestricted { get; init; }

    /// <summary>Somebody said by what means it works.</summary>
    public bool MeansSaid { get; init; }
}

/// <summary>Everything the page of a group and its paper show: the same reading, so that they can't disagree.</summary>
public sealed class GroupReport
{
    /// <summary>Rows of each list; the lists themselves are a link away.</summary>
    public const int Shown = 20;

    /// <summary>Loose ends of each kind that the paper names.</summary>
    public const int LooseShown = 8;

    public required Group Group { get; init; }
    public required DateOnly Today { get; init; }
    public required Names Names { get; init; }
    public required IReadOnlyList<Guid> Below { get; init; }
    public required IReadOnlyList<SeatLine> Seats { get; init; }
    public required IReadOnlyList<MeetingLine> Meetings { get; init; }
    public required DateOnly Since { get; init; }
    public required IReadOnlyList<WaitingAction> Waiting { get; init; }
    public required IReadOnlyList<NewLine> News { get; init; }
    public required IReadOnlyList<OwnedRecommendation> Recommendations { get; init; }
    public required IReadOnlyDictionary<LooseEnd, int> Loose { get; init; }

    /// <summary>The longest loose of each kind, by title; read for the paper alone.</summary>
    public required ILookup<LooseEnd, LooseEndRow> LooseRows { get; init; }

    public required IReadOnlyList<ShelfLine> Shelves { get; init; }

    /// <summary>What the last meeting decided; read for the paper alone.</summary>
    public required IReadOnlyList<DecisionLine> Decisions { get; init; }

    /// <summary>What it asked somebody to do; read for the paper alone.</summary>
    public required IReadOnlyList<RaisedAction> Raised { get; init; }

    /// <summary>The last meeting before today; null when none is on record.</summary>
    public MeetingLine? LastMeeting => Meetings.FirstOrDefault(m => m.HeldOn < Today);

    /// <summary>The next one from today on.</summary>
    public MeetingLine? NextMeeting => Meetings.LastOrDefault(m => m.HeldOn >= Today);

    /// <summary>Current seats, chair first.</summary>
    public IEnumerable<SeatLine> Sitting => Seats.Where(s => s.From <= Today && (s.Until is null || s.Until >= Today));

    /// <summary>Who chairs, by name.</summary>
    public IReadOnlyList<string> Chairs => [.. Sitting.Where(s => s is { Role: Role.Chair, Who: not null }).Select(s => s.IsDeputy ? $"{s.Who} (deputy)" : s.Who!)];
}
