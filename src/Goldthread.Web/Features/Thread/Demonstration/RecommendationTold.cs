using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;

namespace Goldthread.Web.Features.Thread.Demonstration;

/// <summary>A recommendation as it is told.</summary>
internal sealed class RecommendationTold
{
    private readonly Storyteller tell;
    private readonly string group;
    private readonly List<ImprovementAction> actions = [];
    private readonly List<ImpactMeasure> measures = [];
    private AccessList? list;

    public RecommendationTold(Storyteller tell, string group, DateOnly on, string title, string difference, FindingTold[] because)
    {
        (this.tell, this.group) = (tell, group);
        Record = new(title, on, tell.Board.Group(group).Id);
        Record.Describe(title, "", difference);
        Record.ComeFrom(because.Select(f => f.Record.Id));
        tell.CheckLater(() =>
        {
            Storyteller.Must(RecommendationRules.Check(Record), title);
            Storyteller.MustBe(tell.Board.ChairOn(group, on).May(Right.MakeRecommendations, Record), title, "may not be recommended");
        });
    }

    public Recommendation Record { get; }

    public RecommendationTold Saying(string detail)
    {
        Record.Describe(Record.Title, detail, Record.DifferenceForChildren);
        return this;
    }

    public RecommendationTold Published()
    {
        tell.Publish(Record);
        return this;
    }

    public RecommendationTold KeptIn(string group)
    {
        tell.KeepIn(group, Record);
        return this;
    }

    /// <summary>Asks an organisation, and lets it read what it is asked.</summary>
    public RecommendationTold Asked(string organisation, DateOnly answerBy)
    {
        Record.Ask(tell.Board.Organisation(organisation).Id, isGroup: false, answerBy);
        LetIn(organisation);
        return this;
    }

    public RecommendationTold AskedOfGroup(string group, DateOnly answerBy)
    {
        Record.Ask(tell.Board.Group(group).Id, isGroup: true, answerBy);
        return this;
    }

    public RecommendationTold Accepted(string organisation, DateOnly on, string? reason = null) => Answered(organisation, Answer.Accepted, on, reason, tell.Board.LeadOn(organisation, on));

    public RecommendationTold PartlyAccepted(string organisation, DateOnly on, string reason) => Answered(organisation, Answer.PartlyAccepted, on, reason, tell.Board.LeadOn(organisation, on));

    public RecommendationTold Rejected(string organisation, DateOnly on, string reason) => Answered(organisation, Answer.Rejected, on, reason, tell.Board.LeadOn(organisation, on));

    public RecommendationTold AcceptedByTelephone(string organisation, DateOnly on, string takenDown) =>
        Answered(organisation, Answer.Accepted, on, takenDown, tell.Board.ViewerOn("Joel Prentice", on));

    public RecommendationTold AcceptedByGroup(string group, DateOnly on)
    {
        Storyteller.Must(Record.Respond(tell.Board.Group(group).Id, Answer.Accepted, null, tell.Board.ChairOn(group, on), on), Record.Title);
        return this;
    }

    /// <summary>An organisation promises to do something about it.</summary>
    public ActionTold Plan(string owner, Mechanism mechanism, string title, string outcome, DateOnly planned, DateOnly? due)
    {
        LetIn(owner);
        ImprovementAction action = new(Record, title, tell.Board.Organisation(owner).Id, due, planned);
        actions.Add(action);
        return new(tell, action, owner, group, mechanism, outcome);
    }

    /// <summary>Says how a difference will be seen.</summary>
    public MeasureTold See(MeasureKind kind, string how, string baseline, string target, DateOnly checkOn, string? indicator = null)
    {
        ImpactMeasure measure = new(Record, kind, how, checkOn);
        measures.Add(measure);
        return new(tell, measure, group, indicator, baseline, target);
    }

    public RecommendationTold Closed(DateOnly on, string? reason = null)
    {
        Storyteller.Must(Record.Close(tell.Board.ChairOn(group, on), reason, measures, actions, on), Record.Title);
        return this;
    }

    public RecommendationTold Reopened(DateOnly on, string because)
    {
        Storyteller.Must(Record.Reopen(tell.Board.ChairOn(group, on), because), Record.Title);
        return this;
    }

    private RecommendationTold Answered(string organisation, Answer answer, DateOnly on, string? reason, Viewer by)
    {
        Storyteller.Must(Record.Respond(tell.Board.Organisation(organisation).Id, answer, reason, by, on), $"{Record.Title}, {organisation}");
        return this;
    }

    // An agency outside the board reads what is asked of it, and what hangs on that, by a list of the record's own.
    private void LetIn(string organisation)
    {
        if (Access.CanSee(Record, tell.Board.LeadOn(organisation, Record.MadeOn))) return;
        if (list is null)
        {
            tell.Add(list = tell.Board.Keep(new(AccessListOwner.Record, Record.Id)));
            if (Record.Confidentiality == Confidentiality.Group)
                list.Admit(MemberKind.Group, Record.OwnerGroupId, Record.MadeOn, "rule");
            Record.LimitTo(Record.Confidentiality, list.Id);
            foreach (var record in actions.Concat<ConfidentialRecord>(measures)) record.LimitTo(Record.Confidentiality, list.Id);
        }
        list.Admit(MemberKind.Organisation, tell.Board.Organisation(organisation).Id, Record.MadeOn, tell.Board.ChairOn(group, Record.MadeOn).Name);
    }
}
