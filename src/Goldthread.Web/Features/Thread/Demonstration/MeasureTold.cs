using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;

namespace Goldthread.Web.Features.Thread.Demonstration;

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
