using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Thread;

namespace Goldthread.Web.Features.Thread.Demonstration;

/// <summary>A meeting as it is told.</summary>
internal sealed class MeetingTold
{
    private readonly Storyteller tell;
    private readonly string group;
    private int decisions;

    public MeetingTold(Storyteller tell, string group, Meeting meeting, bool behindClosedDoors)
    {
        (this.tell, this.group, Record) = (tell, group, meeting);
        if (behindClosedDoors) tell.KeepIn(group, meeting);
        Storyteller.MustBe(tell.Board.ChairOn(group, meeting.HeldOn).May(Right.RunMeetings, meeting), meeting.Title, "may not be recorded");
    }

    public Meeting Record { get; }

    public MeetingTold Decides(string text)
    {
        tell.Add(new Decision(Record, ++decisions, text));
        return this;
    }

    /// <summary>Somebody in the room takes something on.</summary>
    public ActionTold Plan(string owner, Mechanism mechanism, string title, string outcome, DateOnly? due) =>
        new(tell, new(Record, title, tell.Board.Organisation(owner).Id, due), owner, group, mechanism, outcome);
}
