namespace Goldthread.Domain.Thread;

/// <summary>A record in the picture.</summary>
/// <param name="Row">The record.</param>
/// <param name="IsHere">The one the reader asked about.</param>
/// <param name="IsShownAbove">It stands further up already, with all that follows it; here it only ties this strand to it.</param>
/// <param name="Breaks">Breaks that show at the record itself.</param>
public sealed record ThreadNode(ThreadRow Row, bool IsHere, bool IsShownAbove, IReadOnlyList<LooseEnd> Breaks);

/// <summary>Why a strand stops in a column.</summary>
/// <param name="Words">In a few words.</param>
/// <param name="IsBreak">Something is missing; otherwise it stops for a good reason.</param>
public sealed record ThreadStop(string Words, bool IsBreak);

/// <summary>A place in the picture: its column is its depth.</summary>
/// <param name="Column">The column.</param>
/// <param name="Nodes">What stands there: one record, or several that lead on together; empty where the strand stops.</param>
/// <param name="Stop">Why nothing stands there; null where something does.</param>
/// <param name="Next">What follows, to the right.</param>
public sealed record ThreadStep(ThreadColumn Column, IReadOnlyList<ThreadNode> Nodes, ThreadStop? Stop, IReadOnlyList<ThreadStep> Next);

/// <summary>The picture of a thread (A2): from evidence to impact, with the places where it breaks. Built from rows that
/// its reader may see and from nothing else, so a hidden record is as if it were not there.</summary>
/// <param name="Strands">One for each finding, oldest first; each begins in the column of evidence.</param>
public sealed record ThreadPicture(IReadOnlyList<ThreadStep> Strands)
{
    /// <summary>Arranges rows.</summary>
    /// <param name="rows">Everything of the thread.</param>
    /// <param name="asked">Record the reader asked about; for evidence, its source.</param>
    /// <param name="today">The date at the board.</param>
    /// <param name="seesTheBoard">The reader sees whatever is not limited (<see cref="Viewer.SeesTheBoard"/>); to any other nothing
    /// is called missing.</param>
    public static ThreadPicture Of(ThreadRows rows, Guid asked, DateOnly today, bool seesTheBoard) => new Weaver(rows, asked, today, seesTheBoard).Weave();

    /// <summary>Every place of the picture, strand by strand, left before right.</summary>
    public IEnumerable<ThreadStep> Steps() => Strands.SelectMany(Below);

    /// <summary>In how many places it is loose.</summary>
    public int Breaks => Steps().Sum(step => (step.Stop is { IsBreak: true } ? 1 : 0) + step.Nodes.Sum(node => node.Breaks.Count));

    /// <summary>A finding stands in it that was neither withdrawn nor merged. Without one there is no thread that could hold.</summary>
    public bool HasStandingFinding => Steps().SelectMany(step => step.Nodes).Any(node => node.Row is FindingRow { Status: FindingStatus.Standing });

    /// <summary>Whether it holds, in a sentence.</summary>
    /// <param name="seesTheBoard">The reader sees whatever is not limited; to any other it is never said to hold.</param>
    public string Verdict(bool seesTheBoard) => Breaks switch
    {
        1 => "It is loose in 1 place.",
        > 1 => $"It is loose in {Breaks} places.",
        _ when !seesTheBoard => "Nothing is loose in what you can see.",
        _ => HasStandingFinding ? "The thread holds." : "No finding here counts any longer, so there is no thread that could hold.",
    };

    private static IEnumerable<ThreadStep> Below(ThreadStep step) => step.Next.SelectMany(Below).Prepend(step);

    private sealed class Weaver(ThreadRows rows, Guid asked, DateOnly today, bool seesTheBoard)
    {
        private readonly HashSet<Guid> shown = [];
        private readonly HashSet<Guid> gone = [.. rows.Findings.Where(f => f.Status != FindingStatus.Standing).Select(f => f.Id)];
        private readonly ILookup<Guid, EvidenceRow> evidence = rows.Evidence.ToLookup(e => e.FindingId);
        private readonly ILookup<Guid, ActionRow> actions = rows.Actions.ToLookup(a => a.RecommendationId ?? Guid.Empty);
        private readonly ILookup<Guid, MeasureRow> measures = rows.Measures.ToLookup(m => m.RecommendationId);

        public ThreadPicture Weave()
        {
            var findings = rows.Findings.Select(f => f.Id).ToHashSet();
            var recommendations = rows.Recommendations.Select(r => r.Id).ToHashSet();
            var adrift = rows.Recommendations.Where(r => !r.FindingIds.Any(findings.Contains)).OrderBy(r => r.MadeOn).ThenBy(r => r.Ref, StringComparer.Ordinal)
                .Select(r => FromNothing(ThreadColumn.Recommendation, Recommendation(r)));
            var actionsAlone = rows.Actions.Where(a => a.RecommendationId is not { } id || !recommendations.Contains(id)).OrderBy(a => a.Due)
                .Select(a => FromNothing(ThreadColumn.Action, Step(Node(a, ThreadBreaks.Of(a, today)), Stop(ThreadColumn.Impact, Missing("No impact test")))));
            var measuresAlone = rows.Measures.Where(m => !recommendations.Contains(m.RecommendationId))
                .Select(m => FromNothing(ThreadColumn.Impact, Step(Node(m, ThreadBreaks.Of(m, null, [], today)))));
            return new([.. rows.Findings.OrderBy(f => f.FoundOn).ThenBy(f => f.Ref, StringComparer.Ordinal).Select(Finding), .. adrift, .. actionsAlone, .. measuresAlone]);
        }

        private ThreadStep Finding(FindingRow finding)
        {
            var pieces = evidence[finding.Id].OrderBy(e => e.StandsFor).ThenBy(e => e.Title, StringComparer.Ordinal).ToList();
            var led = rows.Recommendations.Where(r => r.FindingIds.Contains(finding.Id)).OrderBy(r => r.MadeOn).ThenBy(r => r.Ref, StringComparer.Ordinal).ToList();
            var breaks = ThreadBreaks.Of(finding, pieces.Count, led.Count).Where(IsTold).ToHashSet();
            var next = led.Count > 0 ? [.. led.Select(Recommendation)] : new[] { Stop(ThreadColumn.Recommendation, NothingRecommended(finding, breaks)) };
            var here = new ThreadStep(ThreadColumn.Finding, [Node(finding, [])], null, next);
            // What is still asked for must rest on something: its last finding gone, the strand is torn at the root.
            if (seesTheBoard && gone.Contains(finding.Id) && led.Exists(r => r.Status == RecommendationStatus.Open && r.FindingIds.All(gone.Contains)))
                return Stop(ThreadColumn.Evidence, Gone(finding) with { IsBreak = true }, here);
            if (pieces.Count > 0) return new(ThreadColumn.Evidence, [.. pieces.Select(p => Node(p, []))], null, [here]);
            return Stop(ThreadColumn.Evidence, breaks.Contains(LooseEnd.FindingWithoutEvidence) ? Broken(LooseEnd.FindingWithoutEvidence)
                : finding.Status != FindingStatus.Standing ? Gone(finding) : finding.SourceHeldElsewhere ? new("Its source is held elsewhere", IsBreak: false) : Missing("No evidence"), here);
        }

        private ThreadStep Recommendation(RecommendationRow recommendation)
        {
            if (!shown.Add(recommendation.Id)) return Step(new(recommendation, recommendation.Id == asked, IsShownAbove: true, []));
            var done = actions[recommendation.Id].OrderBy(a => a.Due ?? DateOnly.MaxValue).ThenBy(a => a.Ref, StringComparer.Ordinal).ToList();
            var tests = measures[recommendation.Id].OrderBy(m => m.CheckOn).ThenBy(m => m.Ref, StringComparer.Ordinal).ToList();
            var breaks = ThreadBreaks.Of(recommendation, done, tests).Where(IsTold).ToHashSet();
            ThreadStep[] impact = tests.Count > 0
                ? [.. tests.Select(m => Step(Node(m, ThreadBreaks.Of(m, recommendation, done, today))))]
                : [Stop(ThreadColumn.Impact, recommendation.Status switch
                {
                    // How it was closed stands on the recommendation itself.
                    RecommendationStatus.Closed => new("Closed on evidence of change", IsBreak: false),
                    RecommendationStatus.ClosedWithoutEvidence => new("Closed without evidence of change", IsBreak: true),
                    RecommendationStatus.Open => Broken(LooseEnd.RecommendationWithoutImpactTest),
                })];
            var next = done.Count > 0
                ? new ThreadStep(ThreadColumn.Action, [.. done.Select(a => Node(a, ThreadBreaks.Of(a, today)))], null, impact)
                : Stop(ThreadColumn.Action, NothingDone(recommendation, breaks), impact);
            // What the stop beside it says already is not said again at the record.
            var own = breaks.Where(b => b == LooseEnd.NoResponse ? done.Count > 0 || recommendation.Accepted > 0 : b == LooseEnd.RecommendationWithoutAction && done.Count > 0);
            return new(ThreadColumn.Recommendation, [Node(recommendation, own)], null, [next]);
        }

        private ThreadStop NothingRecommended(FindingRow finding, HashSet<LooseEnd> breaks) =>
            finding.Status != FindingStatus.Standing ? Gone(finding)
            : breaks.Contains(LooseEnd.FindingWithoutRecommendation) ? Broken(LooseEnd.FindingWithoutRecommendation)
            : finding.NoRecommendationReason is { } reason ? new($"Nothing recommended: {reason}", IsBreak: false)
            : finding.Kind == FindingKind.Strength ? new("A strength: nothing to put right", IsBreak: false)
            : Missing("No recommendation");

        private static ThreadStop Gone(FindingRow finding) =>
            new(finding.Status == FindingStatus.Merged ? "Merged into another finding" : "This finding was withdrawn", IsBreak: false);

        private ThreadStop NothingDone(RecommendationRow recommendation, HashSet<LooseEnd> breaks) => recommendation switch
        {
            { Status: not RecommendationStatus.Open } => seesTheBoard ? new("Closed without an action", IsBreak: false) : Unseen,
            _ when breaks.Contains(LooseEnd.RecommendationWithoutAction) => Broken(LooseEnd.RecommendationWithoutAction),
            _ when breaks.Contains(LooseEnd.NoResponse) => Broken(LooseEnd.NoResponse),
            { Awaited: > 0 } => new("Waiting for an answer", IsBreak: false),
            { Accepted: 0 } => new("Nobody accepted it", IsBreak: false),
            _ => Missing("No action"),
        };

        private ThreadNode Node(ThreadRow row, IEnumerable<LooseEnd> breaks) =>
            new(row, row.Id == asked || (row is EvidenceRow piece && piece.SourceId == asked), IsShownAbove: false, [.. breaks.Where(IsTold)]);

        private bool IsTold(LooseEnd end) => LooseEnds.MayBeTold(end, seesTheBoard);

        private static ThreadStop Unseen { get; } = new(LooseEnds.Unseen, IsBreak: false);

        private ThreadStop Broken(LooseEnd end) => IsTold(end) ? new(ThreadBreaks.Words(end), IsBreak: true) : Unseen;

        private ThreadStop Missing(string words) => seesTheBoard ? new(words, IsBreak: true) : Unseen;

        private static ThreadStep Step(ThreadNode node, params ThreadStep[] next) => new(node.Row.Column, [node], null, next);

        private static ThreadStep Stop(ThreadColumn column, ThreadStop stop, params ThreadStep[] next) => new(column, [], stop, next);

        // Depth is the column: what stands further right needs something in every column before it.
        private ThreadStep FromNothing(ThreadColumn column, ThreadStep first)
        {
            if (column > ThreadColumn.Action) first = Stop(ThreadColumn.Action, Missing("No action"), first);
            if (column > ThreadColumn.Recommendation) first = Stop(ThreadColumn.Recommendation, Missing("No recommendation"), first);
            return Stop(ThreadColumn.Evidence, Missing("No evidence"), Stop(ThreadColumn.Finding, Missing("No finding"), first));
        }
    }
}
