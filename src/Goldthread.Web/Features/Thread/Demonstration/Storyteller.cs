using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Admin.Demonstration;

namespace Goldthread.Web.Features.Thread.Demonstration;

/// <summary>A small language in which stories are told. Each word calls the method a person's page would call, as a
/// person who may do it on that day; a refusal ends the making of the demonstration.</summary>
internal sealed class Storyteller(DemonstrationBoard board)
{
    private readonly Dictionary<string, LibraryItem> shelf = [];
    private readonly Dictionary<string, Guid> known = [];
    private readonly List<object> told = [];
    private readonly List<Action> checks = [];

    public DemonstrationBoard Board => board;

    /// <summary>New records of the story being told.</summary>
    public IReadOnlyList<object> Told => told;

    /// <summary>A day this many days from today; before it when negative. Only for what must be due soon or late now.</summary>
    public DateOnly InDays(int days) => board.Today.AddDays(days);

    /// <summary>Puts something on a shelf, brought by the lead of the organisation whose it is.</summary>
    public LibraryItem Shelve(Volume volume, string kind, string title, DateOnly date, string whose, string themes, string summary)
    {
        MustBe(board.LeadOn(whose, date).Holds(Right.ShelveItems), title, "may not shelve");
        LibraryItem item = new(volume, kind, title, date, board.Organisation(whose).Id);
        item.Describe(kind, title, date, item.OrganisationId, summary, null, Themes(themes));
        told.Add(shelf[title] = item);
        return item;
    }

    /// <summary>Something shelved by an earlier story.</summary>
    public LibraryItem Item(string title) => shelf[title];

    public FindingTold Strength(string group, DateOnly on, string title, string detail, string meaning) => Found(FindingKind.Strength, group, on, title, detail, meaning);

    public FindingTold ToImprove(string group, DateOnly on, string title, string detail, string meaning) => Found(FindingKind.AreaForImprovement, group, on, title, detail, meaning);

    public FindingTold Risk(string group, DateOnly on, string title, string detail, string meaning) => Found(FindingKind.Risk, group, on, title, detail, meaning);

    /// <summary>A group recommends something, by its chair.</summary>
    public RecommendationTold Recommend(string group, DateOnly on, string title, string difference, params FindingTold[] because)
    {
        RecommendationTold recommendation = new(this, group, on, title, difference, because);
        told.Add(recommendation.Record);
        return recommendation;
    }

    /// <summary>A group meets.</summary>
    public MeetingTold Meet(string group, DateOnly on, string title, bool behindClosedDoors = false)
    {
        MeetingTold meeting = new(this, group, new(board.Group(group).Id, on, title), behindClosedDoors);
        told.Insert(0, meeting.Record);
        return meeting;
    }

    /// <summary>Keeps it within a group.</summary>
    public T KeepIn<T>(string group, T record) where T : ConfidentialRecord
    {
        record.LimitTo(Confidentiality.Group, board.Group(group).AccessListId);
        return record;
    }

    /// <summary>Remembers a finding under a short name, for a later one to repeat.</summary>
    public void Remember(string key, Finding finding) => known[key] = finding.Id;

    /// <summary>A finding remembered.</summary>
    public Guid Remembered(string key) => known[key];

    public void Add(object record) => told.Add(record);

    /// <summary>Has something checked when the story is told to its end.</summary>
    public void CheckLater(Action check) => checks.Add(check);

    public IEnumerable<Guid> Themes(string names) => names.Split(", ").Select(name => board.Theme(name).Id);

    /// <summary>Checks all that was told.</summary>
    public void Check()
    {
        foreach (var check in checks) check();
    }

    /// <summary>Makes ready for the next story.</summary>
    public void Rest()
    {
        told.Clear();
        checks.Clear();
    }

    /// <summary>Ends the making with what a rule says no to.</summary>
    public static void Must(IReadOnlyList<Problem> problems, string about)
    {
        if (problems.Count > 0) throw new InvalidOperationException($"{about}: {string.Join("; ", problems.Select(p => p.Message))}");
    }

    public static void MustBe(bool so, string about, string otherwise)
    {
        if (!so) throw new InvalidOperationException($"{about}: {otherwise}");
    }

    private FindingTold Found(FindingKind kind, string group, DateOnly on, string title, string detail, string meaning)
    {
        FindingTold finding = new(this, kind, group, on, title, detail, meaning);
        told.Add(finding.Record);
        return finding;
    }
}

/// <summary>A finding as it is told.</summary>
internal sealed class FindingTold
{
    private readonly Storyteller tell;
    private readonly string group;
    private string themes = "";
    private string[] concerns = [];
    private string? priority;
    private Reach reach = Reach.System;

    public FindingTold(Storyteller tell, FindingKind kind, string group, DateOnly on, string title, string detail, string meaning)
    {
        (this.tell, this.group) = (tell, group);
        Record = new(kind, title, on, tell.Board.Group(group).Id);
        tell.CheckLater(() =>
        {
            var sources = Record.Evidence.Count;
            Record.Describe(kind, title, detail, meaning, sources > 2 ? EvidenceStrength.Strong : sources > 0 ? EvidenceStrength.Moderate : EvidenceStrength.Weak, reach, on);
            Record.TagWith(tell.Themes(themes), priority is null ? [] : [tell.Board.Priority(priority).Id], concerns.Select(name => tell.Board.Organisation(name).Id));
            Storyteller.Must(FindingRules.Check(Record, on), title);
            Storyteller.MustBe(tell.Board.ChairOn(group, on).May(Right.RecordFindings, Record), title, "may not be recorded");
        });
    }

    public Finding Record { get; }

    public FindingTold About(string themes, params string[] concerns)
    {
        (this.themes, this.concerns) = (themes, concerns);
        return this;
    }

    public FindingTold Toward(string priority)
    {
        this.priority = priority;
        return this;
    }

    public FindingTold Published()
    {
        tell.Publish(Record);
        return this;
    }

    public FindingTold KeptIn(string group)
    {
        tell.KeepIn(group, Record);
        return this;
    }

    public FindingTold GuardedBy(AccessList list)
    {
        Record.LimitTo(Confidentiality.Restricted, list.Id);
        return this;
    }

    public FindingTold InOneCase()
    {
        reach = Reach.OneCase;
        return this;
    }

    public FindingTold RestsOn(LibraryItem item, string note)
    {
        Record.RestOn(new(EvidenceSource.LibraryItem, item.Id, item.Date, note, Who));
        return this;
    }

    public FindingTold RestsOnFigures(string code, DateOnly standsFor, string note)
    {
        Record.RestOn(new(EvidenceSource.Indicator, tell.Board.IndicatorId(code), standsFor, note, Who));
        return this;
    }

    public FindingTold As(string key)
    {
        tell.Remember(key, Record);
        return this;
    }

    public FindingTold Repeating(params string[] keys)
    {
        Record.Repeat(keys.Select(tell.Remembered));
        return this;
    }

    public FindingTold RecommendNothing(string reason)
    {
        Storyteller.Must(Record.RecommendNothing(reason), Record.Title);
        return this;
    }

    public FindingTold WorthSharingWith(string audience)
    {
        Storyteller.Must(Record.ShareWith(audience), Record.Title);
        return this;
    }

    public FindingTold TakenUpBy(string who, DateOnly on, string what)
    {
        Storyteller.Must(Record.TakeUp(new(who, on, what)), Record.Title);
        return this;
    }

    public FindingTold SourceHeldElsewhere()
    {
        Record.ReleaseFromElsewhere();
        return this;
    }

    private string Who => tell.Board.ChairOn(group, Record.FoundOn).Name;
}

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

    // The chair of the group, unless the chair's own organisation did the work.
    private Viewer Judge(DateOnly on)
    {
        var chair = tell.Board.ChairOn(group, on);
        return chair.OrganisationIds.Contains(Record.OwnerId) ? tell.Board.ViewerOn("Amara Whitfield", on) : chair;
    }
}

/// <summary>An impact measure as it is told.</summary>
internal sealed class MeasureTold
{
    private readonly Storyteller tell;
    private readonly string group;
    private readonly string? indicator;

    public MeasureTold(Storyteller tell, ImpactMeasure measure, string group, string? indicator, string baseline, string target)
    {
        (this.tell, this.group, this.indicator, Record) = (tell, group, indicator, measure);
        var indicatorId = indicator is null ? null : tell.Board.IndicatorId(indicator);
        measure.Describe(measure.Kind, measure.HowSeen, indicatorId, baseline, target, measure.CheckOn);
        var waitsForDataset = indicator is not null && indicatorId is null;
        Storyteller.Must([.. MeasureRules.Check(measure).Where(p => !waitsForDataset || p.Field != "IndicatorId")], measure.HowSeen);
        tell.Add(measure);
    }

    public ImpactMeasure Record { get; }

    public MeasureTold RestsOn(LibraryItem item, string note)
    {
        Record.RestOn(new(EvidenceSource.LibraryItem, item.Id, item.Date, note, tell.Board.ChairOn(group, item.Date).Name));
        return this;
    }

    public MeasureTold RestsOnFigures(DateOnly standsFor, string note)
    {
        Record.RestOn(new(EvidenceSource.Indicator, Record.IndicatorId, standsFor, note, "Pavel Novak"));
        Storyteller.MustBe(indicator is not null, Record.HowSeen, "names no indicator");
        return this;
    }

    public MeasureTold Judged(DateOnly on, Judgement judgement, string result, string reason, string? next = null, DateOnly? nextCheck = null)
    {
        Storyteller.Must(Record.Judge(judgement, result, reason, next, nextCheck, tell.Board.ChairOn(group, on), on), Record.HowSeen);
        return this;
    }
}

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

/// <summary>Words about who may read.</summary>
internal static class Readers
{
    /// <summary>Lets everybody read it, also without signing in.</summary>
    public static T Publish<T>(this Storyteller _, T record) where T : ConfidentialRecord
    {
        record.LimitTo(Confidentiality.Public, null);
        return record;
    }

    /// <summary>Lets only the people named on the list read it.</summary>
    public static T Guard<T>(this Storyteller _, AccessList list, T record) where T : ConfidentialRecord
    {
        record.LimitTo(Confidentiality.Restricted, list.Id);
        return record;
    }
}
