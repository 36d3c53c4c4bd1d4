using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Word;

namespace Goldthread.Web.Features.Thread.Walk;

/// <summary>A thread in Word: the picture as a list, as deep as its columns, then what was done and what it changed.</summary>
public static class ThreadInWord
{
    /// <summary>Writes it.</summary>
    public static void Write(this WordPaper paper, WalkedThread walked, ThreadPicture picture, EffortAndEffect both, bool seesTheBoard)
    {
        var rows = walked.Rows;
        if (picture.Strands.Count == 0) paper.Text(seesTheBoard ? "Nothing has come of this yet: no finding rests on it." : $"{Domain.Thread.LooseEnds.Unseen} has come of this.");
        else
        {
            paper.Text($"{Counts(rows)} {picture.Verdict(seesTheBoard)}");
            paper.Heading(1, "From evidence to impact");
            foreach (var (strand, index) in picture.Strands.Select((s, i) => (s, i + 1)))
            {
                paper.Heading(2, $"Strand {index}");
                Step(paper, strand);
            }
        }
        if (walked.AlsoShows.Count > 0) paper.Heading(1, "It also shows that something was done or has changed");
        foreach (var link in walked.AlsoShows) paper.Bullet($"{link.Title} ({(link.Kind == "action" ? "evidence that an action was done" : "evidence of impact")})");
        if (rows.Recommendations.Count + rows.Actions.Count == 0) return;
        paper.Heading(1, "Effort: how much did we do, and how well?");
        if (both.ActionCount == 0) paper.Text(seesTheBoard ? "No action has been planned." : $"{Domain.Thread.LooseEnds.Unseen}.");
        else
        {
            paper.Table("Actions", Tally("State"), both.ByStatus.Select(s => (string[])[s.Status.InWords(), $"{s.Count}"]));
            paper.Table("By what means", Tally("Means"), both.ByMechanism.Select(m => (string[])[m.Mechanism.InWords(), $"{m.Count}"]));
            if (both.InTime + both.Late > 0) paper.Text($"On time: {both.InTime} of {both.InTime + both.Late} reported done by the date first promised.");
        }
        paper.Heading(1, "Effect: is any child better off?");
        if (both.MeasureCount == 0) paper.Text(seesTheBoard ? "Nobody has said how a difference for children will be seen." : $"{Domain.Thread.LooseEnds.Unseen}.");
        else paper.Table("What changed", Tally("Judgement"), both.ByJudgement.Select(j => (string[])[j.Judgement.InWords(), $"{j.Count}"]));
    }

    /// <summary>What the thread has, as a sentence. A finding that was withdrawn or merged is not counted, but named.</summary>
    public static string Counts(ThreadRows rows)
    {
        var gone = rows.Findings.Count(f => f.Status != FindingStatus.Standing);
        return $"{Say.Count(rows.Findings.Count - gone, "finding")}{(gone > 0 ? $" (and {gone} that no longer {(gone == 1 ? "counts" : "count")})" : "")}, {Say.Count(rows.Recommendations.Count, "recommendation")}, "
            + $"{Say.Count(rows.Actions.Count, "action")}, {Say.Count(rows.Measures.Count, "impact test")}.";
    }

    private static WordColumn[] Tally(string what) => [new(what, 60), new("Number", 20, IsNumber: true)];

    private static void Step(WordPaper paper, ThreadStep step)
    {
        if (step.Stop is { } stop) paper.Bullet($"{step.Column.InWords()}: {stop.Words}{(stop.IsBreak ? " (loose end)" : "")}", (int)step.Column);
        foreach (var node in step.Nodes) paper.Bullet(Node(node), (int)step.Column);
        foreach (var next in step.Next) Step(paper, next);
    }

    private static string Node(ThreadNode node)
    {
        var title = $"{node.Row.Column.InWords()}{(node.IsHere ? " (this one)" : "")}: {node.Row.Title}";
        if (node.IsShownAbove) return $"{title} (the same recommendation as above)";
        var about = node.Row switch
        {
            EvidenceRow e => $"{e.From}, {e.StandsFor.InWords()}",
            FindingRow f => $"{f.Ref}, {f.Kind.InWords()}, {f.FoundOn.InWords()}{(f.Status == FindingStatus.Standing ? "" : ": " + f.Status.InWords().ToLowerInvariant())}",
            RecommendationRow r => $"{r.Ref}, {r.Owner}, {r.MadeOn.InWords()}: {r.Status.InWords()}",
            ActionRow a => $"{a.Ref}, {a.Owner}, {(a.Due is { } due ? "due " + due.InWords() : "no date")}: {a.Status.InWords()}",
            MeasureRow m => $"{m.Ref}, {(m.Result.Length > 0 ? $"{m.Baseline} → {m.Result}" : m.Baseline)}, target {m.Target}, {(m.JudgedOn is { } on ? "judged " + on.InWords() : "check " + m.CheckOn.InWords())}: {m.Judgement.InWords()}",
            _ => "",
        };
        return $"{title}\n{about}{string.Concat(node.Breaks.Select(end => $"\nLoose end: {ThreadBreaks.Words(end, node.Row)}"))}";
    }
}
