using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;

namespace Goldthread.Web.Features.Thread.Demonstration;

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
