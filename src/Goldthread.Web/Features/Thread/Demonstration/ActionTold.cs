using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;

namespace Goldthread.Web.Features.Thread.Demonstration;

/// <summary>An action as it is told.</summary>
internal sealed class ActionTold
{
    private readonly Storyteller tell;
    private readonly string owner;
    private readonly string group;
    private readonly Mechanism mechanism;
    private readonly string outcome;

    public ActionTold(Storyteller tell, ImprovementAction action, string owner, string group, Mechanism mechanism, string outcome)
    {
        (this.tell, this.owner, this.group, this.mechanism, this.outcome, Record) = (tell, owner, group, mechanism, outcome, action);
        Describe(tell.Board.Post(owner).Id);
        Storyteller.Must(ActionRules.Check(action), action.Title);
        Storyteller.Must(ActionRules.CanPlan(action, Lead(action.PlannedOn)), action.Title);
        tell.Add(action);
    }

    public ImprovementAction Record { get; }

    /// <summary>Nobody in particular carries it: a loose end.</summary>
    public ActionTold ByNobodyInParticular()
    {
        Describe(null);
        return this;
    }

    public ActionTold Says(DateOnly on, int percent, string text) => Reported(on, percent, text, Lead(on));

    public ActionTold SaysByTelephone(DateOnly on, int percent, string text) => Reported(on, percent, text, tell.Board.ViewerOn("Joel Prentice", on));

    public ActionTold MovesDate(DateOnly on, DateOnly due, string reason)
    {
        Storyteller.Must(Record.MoveDue(due, reason, Lead(on), on), Record.Title);
        return this;
    }

    public ActionTold Shows(LibraryItem item, string note)
    {
        Record.Show(new(EvidenceSource.LibraryItem, item.Id, item.Date, note, Lead(item.Date).Name));
        return this;
    }

    public ActionTold ShowsFigures(string code, DateOnly standsFor, string note)
    {
        Record.Show(new(EvidenceSource.Indicator, tell.Board.IndicatorId(code), standsFor, note, Lead(standsFor).Name));
        return this;
    }

    public ActionTold States(DateOnly on, string note)
    {
        Record.Show(new(EvidenceSource.Statement, null, on, note, Lead(on).Name));
        return this;
    }

    public ActionTold Done(DateOnly on, string text)
    {
        Storyteller.Must(Record.ReportDone(text, Lead(on), on), Record.Title);
        return this;
    }

    public ActionTold SentBack(DateOnly on, string missing)
    {
        Storyteller.Must(Record.SendBack(missing, Judge(on), on), Record.Title);
        return this;
    }

    public ActionTold Accepted(DateOnly on)
    {
        Storyteller.Must(Record.Verify(Judge(on), on), Record.Title);
        return this;
    }

    public ActionTold Withdrawn(DateOnly on, string reason)
    {
        Storyteller.Must(Record.Withdraw(reason, tell.Board.ChairOn(group, on), on), Record.Title);
        return this;
    }

    private ActionTold Reported(DateOnly on, int percent, string text, Viewer by)
    {
        Storyteller.Must(Record.ReportProgress(text, percent, by, on), Record.Title);
        return this;
    }

    private void Describe(Guid? postId) => Record.Describe(Record.Title, outcome, mechanism, Record.OwnerId, postId);

    private Viewer Lead(DateOnly on) => tell.Board.LeadOn(owner, on);

    // The chair of the group, unless the chair speaks for whoever did the work.
    private Viewer Judge(DateOnly on)
    {
        var chair = tell.Board.ChairOn(group, on);
        return RecommendationRules.SpeaksFor(chair, Record.OwnerId) ? tell.Board.ViewerOn("Amara Whitfield", on) : chair;
    }
}
