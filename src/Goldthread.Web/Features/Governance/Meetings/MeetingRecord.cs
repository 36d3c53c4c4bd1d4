using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Governance.Groups;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Governance.Meetings;

/// <summary>A decision as the record shows it.</summary>
public sealed record DecisionLine(Guid Id, int Number, string Text);

/// <summary>What a meeting recorded: one command each, however long the meeting.</summary>
public static class MeetingRecord
{
    /// <summary>Decisions in their order.</summary>
    public static IQueryable<DecisionLine> DecisionsOf(this BoardDb db, Guid meetingId) =>
        from decision in db.Decisions
        where decision.MeetingId == meetingId
        orderby decision.Number
        select new DecisionLine(decision.Id, decision.Number, decision.Text);

    /// <summary>Actions raised there, in the order of raising.</summary>
    public static IQueryable<RaisedAction> RaisedIn(this BoardDb db, Guid meetingId) =>
        from action in db.Actions
        where action.MeetingId == meetingId
        orderby action.Id
        select new RaisedAction(action.Id, action.Ref, action.Title, action.OwnerId, action.Due, action.Status);
}
