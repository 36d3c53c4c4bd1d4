using Goldthread.Domain;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Governance.Groups;
using Goldthread.Web.Storage;

namespace Goldthread.Web.Features.Governance.Meetings;

/// <summary>A decision as the record shows it.</summary>
/// <param name="WithdrawnOn">When it was withdrawn as recorded in error; null while it stands.</param>
/// <param name="Because">Why.</param>
/// <param name="CorrectedOn">When its wording was last corrected; null if never.</param>
/// <param name="IsRestricted">Its reading is logged.</param>
public sealed record DecisionLine(Guid Id, int Number, string Text, DateOnly? WithdrawnOn, string Because, DateOnly? CorrectedOn, bool IsRestricted);

/// <summary>What a meeting recorded: one command each, however long the meeting.</summary>
public static class MeetingRecord
{
    /// <summary>Decisions in their order.</summary>
    public static IQueryable<DecisionLine> DecisionsOf(this BoardDb db, Guid meetingId) =>
        from decision in db.Decisions
        where decision.MeetingId == meetingId
        orderby decision.Number
        select new DecisionLine(decision.Id, decision.Number, decision.Text, decision.WithdrawnOn, decision.WithdrawnBecause ?? "", decision.CorrectedOn,
            decision.Confidentiality == Confidentiality.Restricted);

    /// <summary>Actions raised there, in the order of raising.</summary>
    public static IQueryable<RaisedAction> RaisedIn(this BoardDb db, Guid meetingId) =>
        from action in db.Actions
        where action.MeetingId == meetingId
        join recommendation in db.Recommendations on action.RecommendationId equals recommendation.Id into sources
        from source in sources.DefaultIfEmpty()
        orderby action.Id
        select new RaisedAction(action.Id, action.Ref, action.Title, action.OwnerId, action.Due, action.Status)
        {
            Answers = source!.Id, // null where there is none, or none this reader may see
            AnswersRef = source.Ref,
            AnswersTitle = source.Title,
            IsRestricted = action.Confidentiality == Confidentiality.Restricted,
            AnswersIsRestricted = source.Confidentiality == Confidentiality.Restricted,
            MeansSaid = action.Mechanism != Mechanism.NotSaid,
        };
}
