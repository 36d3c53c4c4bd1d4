using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Thread;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Commands.Large;

/// <summary>Ten years of findings, recommendations, actions and impact tests, by the same rules as people's own doings. Nearly all that is
/// older than two years is done with; a few ends of every kind are loose.</summary>
internal sealed class LargeThread(LargeBoard board, IReadOnlyList<LargeLibrary.Shelved> items)
{
    private const int FindingsAtOnce = 3, ActionsAtOnce = 2;
    private static readonly Mechanism[] mechanisms = [.. Enum.GetValues<Mechanism>().Where(m => m != Mechanism.NotSaid)];
    private LargeText Text => board.Text;

    /// <summary>Makes them: of each three findings two at the most lead to a recommendation, which gets two actions and one impact test.</summary>
    public async Task MakeAsync()
    {
        var findings = Math.Max(FindingsAtOnce, board.Size.Findings - await board.Db.Findings.CountAsync(board.Stop));
        var actions = Math.Max(ActionsAtOnce, board.Size.Actions - await board.Db.Actions.CountAsync(board.Stop));
        await board.KeepAsync("pieces of the thread", Pieces((findings + FindingsAtOnce - 1) / FindingsAtOnce, findings, actions));
    }

    private IEnumerable<IReadOnlyCollection<object>> Pieces(int count, int findings, int actions)
    {
        for (var i = 0; i < count; i++)
        {
            List<object> piece = [];
            var (day, group) = (board.DayAt((double)i / count), Text.Of(board.Groups));
            List<Finding> led = [];
            for (var f = 0; f < Math.Min(FindingsAtOnce, findings); f++) piece.AddRange(FindingOf(day, group, f == 0, led));
            findings -= FindingsAtOnce;
            if (actions > 0) piece.AddRange(Led(led, day, group, Math.Min(ActionsAtOnce, actions)));
            actions -= ActionsAtOnce;
            yield return piece;
        }
    }

    private IEnumerable<object> FindingOf(DateOnly day, Group group, bool leads, List<Finding> led)
    {
        var kind = leads ? Text.Chance(20) ? FindingKind.Risk : FindingKind.AreaForImprovement : Text.Chance(60) ? FindingKind.Strength : FindingKind.AreaForImprovement;
        Finding finding = new(kind, Text.Line(), day, group.Id);
        finding.Describe(kind, finding.Title, Text.Sentences(3), Text.Sentences(1), Text.Of(Enum.GetValues<EvidenceStrength>()), Text.Chance(15) ? Reach.OneCase : Reach.System, day);
        finding.TagWith(Text.Some(board.Themes, 3), Text.Some(board.Priorities, 1), Text.Some(board.Organisations, 2).Select(o => o.Id));
        for (var sources = Text.Chance(2) ? 0 : 1 + Text.Below(2); sources > 0; sources--)
        {
            var item = ItemBefore(day);
            finding.RestOn(new(EvidenceSource.LibraryItem, item.Id, item.Date, "Read together with the file.", board.Officer.Name));
        }
        if (leads || kind != FindingKind.Strength && Text.Chance(50)) led.Add(finding);
        else if (kind != FindingKind.Strength && Text.Chance(95)) Must(finding.RecommendNothing("The plan of last year covers it."));
        if (!leads && Text.Chance(1))
        {
            AccessList readers = new(AccessListOwner.Record, finding.Id);
            finding.LimitTo(Confidentiality.Restricted, readers.Admit(MemberKind.Person, board.Leads[Text.Of(board.Organisations).Id].Lead.PersonId!.Value, day, board.Officer.Name).Id);
            led.Remove(finding);
            yield return readers;
        }
        else if (!leads && Text.Chance(4)) finding.LimitTo(Confidentiality.Group, group.AccessListId);
        yield return finding;
    }

    private List<object> Led(List<Finding> from, DateOnly day, Group group, int actions)
    {
        var owner = Text.Of(board.Organisations);
        var lead = board.Leads[owner.Id].Lead;
        Recommendation recommendation = new(Text.Line(), day.AddDays(7), group.Id);
        recommendation.Describe(recommendation.Title, Text.Sentences(2), Text.Chance(95) ? Text.Sentences(1) : null);
        recommendation.ComeFrom(from.Select(f => f.Id));
        recommendation.Ask(owner.Id, isGroup: false, day.AddDays(28));
        recommendation.LimitTo(Confidentiality.Board, owner.AccessListId); // an agency outside the board reads what is asked of it
        var answers = board.Today.DayNumber - day.DayNumber > 60 || Text.Chance(60);
        if (answers) Must(recommendation.Respond(owner.Id, Answer.Accepted, null, lead, Earlier(day.AddDays(20))));
        List<ImprovementAction> done = [];
        List<object> all = [recommendation];
        for (var i = 0; answers && i < actions; i++) all.Add(ActionOf(recommendation, owner, day, done));
        if (Text.Chance(2)) return all;
        var measure = MeasureOf(recommendation, day);
        all.Add(measure);
        if (board.Today.DayNumber - day.DayNumber > 2 * 365 && done.Count == actions && RecommendationRules.HasEvidenceOfChange([measure]) && Text.Chance(90))
            Must(recommendation.Close(board.Officer, null, [measure], done, Earlier(day.AddDays(600))));
        return all;
    }

    private ImprovementAction ActionOf(Recommendation recommendation, Organisation owner, DateOnly day, List<ImprovementAction> done)
    {
        var (postId, lead) = board.Leads[owner.Id];
        ImprovementAction action = new(recommendation, Text.Line(), owner.Id, Text.Chance(98) ? day.AddDays(120 + Text.Below(240)) : null, Earlier(day.AddDays(30)));
        action.Describe(action.Title, Text.Sentences(1), Text.Of(mechanisms), owner.Id, Text.Chance(98) ? postId : null);
        var age = board.Today.DayNumber - day.DayNumber;
        if (age > 60) Must(action.ReportProgress(Text.Sentences(2), 10 + Text.Below(50), lead, Earlier(day.AddDays(60 + Text.Below(60)))));
        var ends = age > 2 * 365 ? Text.Chance(97) : age > 180 && Text.Chance(60);
        if (!ends) return action;
        if (Text.Chance(4))
        {
            Must(action.Withdraw("Overtaken by a new plan.", board.Officer, Earlier(day.AddDays(300))));
            done.Add(action);
            return action;
        }
        var item = ItemBefore(Earlier(day.AddDays(170)));
        action.Show(new(EvidenceSource.LibraryItem, item.Id, item.Date, "Shows that it was done.", lead.Name));
        Must(action.ReportDone(Text.Sentences(1), lead, Earlier(day.AddDays(175))));
        if (age > 365 && Text.Chance(5)) Must(action.SendBack("Say how it was tested.", board.Officer, Earlier(day.AddDays(185))));
        else if (age > 365 || Text.Chance(80)) Must(action.Verify(board.Officer, Earlier(day.AddDays(190))));
        if (action.Status == ActionStatus.Verified) done.Add(action);
        return action;
    }

    private ImpactMeasure MeasureOf(Recommendation recommendation, DateOnly day)
    {
        var check = day.AddDays(540);
        ImpactMeasure measure = new(recommendation, Text.Of([MeasureKind.ReAudit, MeasureKind.Training, MeasureKind.Voice]), Text.Line(), check);
        measure.Describe(measure.Kind, measure.HowSeen, null, $"{10 + Text.Below(60)} of 100 files", "90 of 100 files", check);
        measure.LimitTo(recommendation.Confidentiality, recommendation.AccessListId);
        if (check > board.Today || Text.Chance(3)) return measure;
        var item = ItemBefore(check);
        if (item.Date >= recommendation.MadeOn) measure.RestOn(new(EvidenceSource.LibraryItem, item.Id, item.Date, "Looked at again.", board.Officer.Name));
        if (measure.Evidence.Count > 0 && Text.Chance(85)) Must(measure.Judge(Text.Chance(50) ? Judgement.Embedded : Judgement.Improving, "81 of 100 files", Text.Sentences(1), null, null, board.Officer, Earlier(check.AddDays(10))));
        else Must(measure.Judge(Judgement.NoChange, "", Text.Sentences(1), "Another way is looked for.", null, board.Officer, Earlier(check.AddDays(10))));
        return measure;
    }

    // Of the hundred before that day, so that nothing rests on what was not there yet.
    private LargeLibrary.Shelved ItemBefore(DateOnly day)
    {
        var (low, high) = (0, items.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (items[middle].Date <= day) low = middle;
            else high = middle - 1;
        }
        return items[Math.Max(0, low - Text.Below(100))];
    }

    private DateOnly Earlier(DateOnly day) => day < board.Today ? day : board.Today;

    private static void Must(IReadOnlyList<Problem> problems)
    {
        if (problems.Count > 0) throw new InvalidOperationException(string.Join("; ", problems.Select(p => p.Message)));
    }
}
