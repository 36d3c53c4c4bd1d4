using Goldthread.Domain.Thread;

namespace Goldthread.Domain.Tests.Thread;

[Trait("feature", "A2")]
public class ThreadPictureTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);
    private static readonly FindingRow Finding = new(Guid.NewGuid(), "F-1", "Plans are late", FindingKind.AreaForImprovement, new(2026, 1, 5), false, null);
    private static readonly EvidenceRow Piece = new(Guid.NewGuid(), Finding.Id, EvidenceSource.LibraryItem, Guid.NewGuid(), "Audit", "Reviews", new(2025, 12, 1));
    private static readonly RecommendationRow Recommendation = new(Guid.NewGuid(), "R-1", "Review plans", new(2026, 2, 1), "Quality", RecommendationStatus.Open, 1, 0, 0, [Finding.Id]);
    private static readonly ActionRow Action = new(Guid.NewGuid(), "A-1", "Set reminders", Recommendation.Id, "Social Care", Mechanism.Monitoring, ActionStatus.UnderWay,
        HasCarrier: true, new(2026, 3, 1), new(2026, 12, 31), new(2026, 12, 31), new(2026, 11, 1), null, null);
    private static readonly MeasureRow Measure = new(Guid.NewGuid(), "M-1", "Re-audit", Recommendation.Id, "5 of 12", "11 of 12", "", new(2027, 1, 15), Judgement.None, null);

    [Fact]
    public void A_whole_thread_has_a_record_in_every_column_and_no_break()
    {
        var picture = Picture([Piece], [Finding], [Recommendation], [Action], [Measure]);

        Assert.Equal([ThreadColumn.Evidence, ThreadColumn.Finding, ThreadColumn.Recommendation, ThreadColumn.Action, ThreadColumn.Impact], picture.Steps().Select(s => s.Column));
        Assert.Equal([Piece.Id, Finding.Id, Recommendation.Id, Action.Id, Measure.Id], picture.Steps().SelectMany(s => s.Nodes).Select(n => n.Row.Id));
        Assert.Empty(Said(picture));
    }

    [Theory]
    [InlineData("evidence")]
    [InlineData("finding")]
    [InlineData("recommendation")]
    [InlineData("action")]
    [InlineData("measure")]
    public void The_record_asked_about_is_marked_and_no_other(string kind)
    {
        Guid asked = kind switch { "evidence" => Piece.SourceId, "finding" => Finding.Id, "recommendation" => Recommendation.Id, "action" => Action.Id, _ => Measure.Id };

        var picture = ThreadPicture.Of(new([Piece], [Finding], [Recommendation], [Action], [Measure]), asked, Today, seesTheBoard: true);

        var here = Assert.Single(picture.Steps().SelectMany(s => s.Nodes), n => n.IsHere);
        Assert.Equal(asked, here.Row is EvidenceRow piece ? piece.SourceId : here.Row.Id);
    }

    [Fact]
    public void A_finding_without_evidence_breaks_the_thread_in_the_first_column()
    {
        Assert.Equal(["No evidence yet"], Said(Picture([], [Finding], [Recommendation], [Action], [Measure])));
    }

    [Fact]
    public void A_source_held_elsewhere_is_no_break()
    {
        var picture = Picture([], [Finding with { SourceHeldElsewhere = true }], [Recommendation], [Action], [Measure]);

        Assert.Empty(Said(picture));
        Assert.Equal("Its source is held elsewhere", picture.Strands[0].Stop?.Words);
    }

    [Fact]
    [Trait("threat", "T01")]
    public void To_a_reader_of_a_part_nothing_is_called_missing()
    {
        var late = Action with { Due = new(2026, 11, 1) };
        var bare = ThreadPicture.Of(new([], [Finding], [], [late with { RecommendationId = null }], [Measure]), Guid.Empty, Today, seesTheBoard: false);
        var closed = ThreadPicture.Of(new([], [Finding], [Recommendation with { Status = RecommendationStatus.Closed }], [], []), Guid.Empty, Today, seesTheBoard: false);
        var open = ThreadPicture.Of(new([], [Finding], [Recommendation], [], [Measure with { Judgement = Judgement.Worse, JudgedOn = Today }]), Guid.Empty, Today, seesTheBoard: false);

        Assert.Equal(["Overdue"], Said(bare)); // stands on the action itself
        Assert.All(bare.Steps().Select(s => s.Stop).OfType<ThreadStop>(), stop => Assert.Equal(LooseEnds.Unseen, stop.Words));
        Assert.Empty(Said(closed));
        Assert.Equal([LooseEnds.Unseen, LooseEnds.Unseen, "Closed on evidence of change"], closed.Steps().Select(s => s.Stop?.Words).OfType<string>());
        Assert.Empty(Said(open));
    }

    [Fact]
    public void A_finding_that_leads_nowhere_breaks_unless_it_is_a_strength_or_says_why()
    {
        Assert.Equal(["No recommendation yet"], Said(Picture([Piece], [Finding], [], [], [])));
        Assert.Empty(Said(Picture([Piece], [Finding with { Kind = FindingKind.Strength }], [], [], [])));
        var told = Picture([Piece], [Finding with { NoRecommendationReason = "in hand" }], [], [], []);
        Assert.Empty(Said(told));
        Assert.Contains(told.Steps(), s => s.Stop?.Words == "Nothing recommended: in hand");
    }

    [Fact]
    public void An_accepted_recommendation_without_action_breaks()
    {
        Assert.Equal(["No action yet"], Said(Picture([Piece], [Finding], [Recommendation], [], [Measure])));
    }

    [Fact]
    public void A_withdrawn_action_is_shown_and_counts_as_none()
    {
        Assert.Equal(["No action yet"], Said(Picture([Piece], [Finding], [Recommendation], [Action with { Status = ActionStatus.Withdrawn }], [Measure])));
    }

    [Theory]
    [InlineData(0, 1, 1, "No answer in time", true)]
    [InlineData(0, 1, 0, "Waiting for an answer", false)]
    [InlineData(0, 0, 0, "Nobody accepted it", false)]
    public void A_recommendation_that_nobody_accepted_says_how_far_the_answers_are(int accepted, int awaited, int overdue, string words, bool isBreak)
    {
        var asked = Recommendation with { Accepted = accepted, Awaited = awaited, AnswersOverdue = overdue };

        var stop = Assert.Single(Picture([Piece], [Finding], [asked], [], [Measure]).Steps(), s => s.Column == ThreadColumn.Action).Stop;

        Assert.Equal(new(words, isBreak), stop);
    }

    [Fact]
    public void An_answer_that_is_late_shows_at_the_recommendation_when_others_act()
    {
        Assert.Equal(["No answer in time"], Said(Picture([Piece], [Finding], [Recommendation with { Awaited = 1, AnswersOverdue = 1 }], [Action], [Measure])));
    }

    [Fact]
    public void A_recommendation_without_an_impact_test_breaks_in_the_last_column()
    {
        Assert.Equal(["No impact test yet"], Said(Picture([Piece], [Finding], [Recommendation], [Action], [])));
    }

    [Fact]
    [Trait("feature", "A6")]
    public void A_recommendation_closed_without_evidence_of_change_says_so()
    {
        var closed = Recommendation with { Status = RecommendationStatus.ClosedWithoutEvidence };

        Assert.Equal(["Closed without evidence of change"], Said(Picture([Piece], [Finding], [closed], [Action with { Status = ActionStatus.Verified }], [])));
    }

    [Fact]
    public void An_action_shows_every_way_in_which_it_is_loose()
    {
        var loose = Action with { Due = new(2026, 9, 1), HasCarrier = false, LastHeardOn = new(2026, 9, 23) };

        Assert.Equal(["Overdue", "No person named yet", "Gone quiet"], Said(Picture([Piece], [Finding], [Recommendation], [loose], [Measure])));
        Assert.Equal(["Waiting to be accepted"], Said(Picture([Piece], [Finding], [Recommendation], [loose with { Status = ActionStatus.ReportedDone }], [Measure])));
    }

    [Theory]
    [InlineData(false, "2026-12-31", "No person named yet")]
    [InlineData(true, null, "No date yet")]
    [InlineData(false, null, "No person and no date yet")]
    public void An_action_says_which_of_person_and_date_is_missing(bool hasCarrier, string? due, string said)
    {
        var loose = Action with { HasCarrier = hasCarrier, Due = due is null ? null : Day(due) };

        Assert.Equal(said, ThreadBreaks.Words(LooseEnd.ActionWithoutOwnerOrDate, loose));
    }

    [Theory]
    [InlineData("2026-11-22", false)] // due yesterday
    [InlineData("2026-11-23", true)] // due today
    public void An_action_is_overdue_from_the_day_after_its_date(string due, bool holds)
    {
        Assert.Equal(holds, !Said(Picture([Piece], [Finding], [Recommendation], [Action with { Due = Day(due) }], [Measure])).Contains("Overdue"));
    }

    [Fact]
    public void An_action_is_quiet_after_sixty_days_and_not_on_the_sixtieth()
    {
        Assert.Empty(ThreadBreaks.Of(Action with { LastHeardOn = Today.AddDays(-60) }, Today));
        Assert.Equal([LooseEnd.ActionStuck], ThreadBreaks.Of(Action with { LastHeardOn = Today.AddDays(-61) }, Today));
    }

    [Fact]
    public void A_check_whose_day_has_come_breaks_until_it_is_judged()
    {
        Assert.Equal(["Impact not judged in time"], Said(Picture([Piece], [Finding], [Recommendation], [Action], [Measure with { CheckOn = Today }])));
        Assert.Empty(Said(Picture([Piece], [Finding], [Recommendation], [Action], [Measure with { CheckOn = Today, JudgedOn = Today, Judgement = Judgement.Improving }])));
    }

    [Theory]
    [InlineData(Judgement.Worse, "2026-03-01", null, true)] // planned before the judgement
    [InlineData(Judgement.NoChange, "2026-03-01", null, true)]
    [InlineData(Judgement.NoChange, "2026-06-01", null, false)] // planned on the same day
    [InlineData(Judgement.Worse, "2026-03-01", "2026-06-02", false)] // taken up again since
    [InlineData(Judgement.Worse, "2026-03-01", "2026-05-31", true)]
    [InlineData(Judgement.Embedded, "2026-03-01", null, false)]
    public void Impact_without_movement_means_nothing_new_since_the_judgement(Judgement judgement, string planned, string? reopened, bool isBroken)
    {
        var judged = Measure with { CheckOn = new(2026, 6, 1), Judgement = judgement, JudgedOn = new(2026, 6, 1) };
        var action = Action with { PlannedOn = Day(planned), ReopenedOn = reopened is null ? null : Day(reopened) };

        Assert.Equal(isBroken, ThreadBreaks.Of(judged, Recommendation, [action], Today).Contains(LooseEnd.ImpactWithoutMovement));
    }

    [Fact]
    public void On_the_day_of_the_judgement_only_what_was_planned_after_it_is_new()
    {
        var (earlier, verdict, later) = (Guid.CreateVersion7(Now), Guid.CreateVersion7(Now.AddSeconds(1)), Guid.CreateVersion7(Now.AddSeconds(2)));
        var judged = Measure with { CheckOn = Today, Judgement = Judgement.Worse, JudgedOn = Today, VerdictId = verdict };
        var action = Action with { PlannedOn = Today };

        Assert.Contains(LooseEnd.ImpactWithoutMovement, ThreadBreaks.Of(judged, Recommendation, [action with { Id = earlier }], Today));
        Assert.DoesNotContain(LooseEnd.ImpactWithoutMovement, ThreadBreaks.Of(judged, Recommendation, [action with { Id = later }], Today));
        Assert.Contains(LooseEnd.ImpactWithoutMovement, ThreadBreaks.Of(judged, Recommendation, [action with { Id = later, Status = ActionStatus.Withdrawn }], Today));
    }

    [Fact]
    public void A_withdrawn_finding_with_nothing_behind_it_holds_no_thread()
    {
        var picture = Picture([], [Finding with { Status = FindingStatus.Withdrawn }], [], [], []);

        Assert.False(picture.HasStandingFinding);
        Assert.Equal("No finding here counts any longer, so there is no thread that could hold.", picture.Verdict(seesTheBoard: true));
        Assert.Equal("The thread holds.", Picture([Piece], [Finding], [Recommendation], [Action], [Measure]).Verdict(seesTheBoard: true));
        Assert.Equal("Nothing is loose in what you can see.", picture.Verdict(seesTheBoard: false));
    }

    [Fact]
    public void An_open_recommendation_whose_only_finding_was_withdrawn_is_loose()
    {
        var gone = Finding with { Status = FindingStatus.Withdrawn };
        var other = Finding with { Id = Guid.NewGuid() };

        var only = Picture([Piece], [gone], [Recommendation], [Action], [Measure]);
        var one = Picture([Piece, Piece with { FindingId = other.Id }], [gone, other], [Recommendation with { FindingIds = [gone.Id, other.Id] }], [Action], [Measure]);

        Assert.Equal(["This finding was withdrawn"], Said(only));
        Assert.Equal("It is loose in 1 place.", only.Verdict(seesTheBoard: true));
        Assert.Empty(Said(one));
        Assert.Empty(Said(Picture([Piece], [gone], [Recommendation with { Status = RecommendationStatus.Closed }], [Action], [Measure])));
    }

    [Fact]
    public void Impact_without_movement_breaks_whatever_was_planned_when_the_recommendation_is_closed()
    {
        var judged = Measure with { CheckOn = new(2026, 6, 1), Judgement = Judgement.Worse, JudgedOn = new(2026, 6, 1) };

        Assert.Contains(LooseEnd.ImpactWithoutMovement, ThreadBreaks.Of(judged, Recommendation with { Status = RecommendationStatus.Closed }, [Action with { PlannedOn = Today }], Today));
    }

    [Fact]
    public void A_recommendation_from_two_findings_is_told_once()
    {
        var second = Finding with { Id = Guid.NewGuid(), Ref = "F-2", FoundOn = new(2026, 1, 9) };
        var shared = Recommendation with { FindingIds = [second.Id, Finding.Id] };

        var picture = Picture([Piece, Piece with { Id = Guid.NewGuid(), FindingId = second.Id }], [second, Finding], [shared], [Action], [Measure]);

        Assert.Equal(2, picture.Strands.Count);
        Assert.Equal([false, true], picture.Steps().SelectMany(s => s.Nodes).Where(n => n.Row is RecommendationRow).Select(n => n.IsShownAbove));
        Assert.Single(picture.Steps().SelectMany(s => s.Nodes), n => n.Row is ActionRow);
    }

    [Theory]
    [InlineData(ThreadColumn.Recommendation, "No evidence", "No finding")]
    [InlineData(ThreadColumn.Action, "No evidence", "No finding", "No recommendation", "No impact test")]
    [InlineData(ThreadColumn.Impact, "No evidence", "No finding", "No recommendation", "No action")]
    public void What_comes_from_nothing_seen_still_stands_in_its_column(ThreadColumn column, params string[] words)
    {
        var picture = column switch
        {
            ThreadColumn.Recommendation => Picture([], [], [Recommendation], [Action], [Measure]),
            ThreadColumn.Action => Picture([], [], [], [Action], []),
            _ => Picture([], [], [], [], [Measure]),
        };

        Assert.Equal(words, Said(picture));
        Assert.Equal(5, picture.Steps().Count());
        Assert.Equal(Enum.GetValues<ThreadColumn>(), picture.Steps().Select(s => s.Column));
    }

    [Fact]
    public void Nothing_gives_an_empty_picture()
    {
        Assert.Empty(Picture([], [], [], [], []).Strands);
    }

    [Fact]
    public void Every_loose_end_has_words_for_the_picture()
    {
        Assert.All(Enum.GetValues<LooseEnd>(), end => Assert.NotEmpty(ThreadBreaks.Words(end)));
    }

    [Fact]
    [Trait("feature", "A11")]
    public void Effort_and_effect_are_told_apart()
    {
        var done = Action with { Status = ActionStatus.Verified, ReportedOn = new(2026, 12, 31) };
        var late = Action with { Status = ActionStatus.Verified, Mechanism = Mechanism.Training, ReportedOn = new(2027, 1, 1) };

        var both = EffortAndEffect.Of([Action, done, late, done], [Measure, Measure with { Judgement = Judgement.Worse }]);

        Assert.Equal((4, 2, 2, 1), (both.ActionCount, both.MeasureCount, both.InTime, both.Late));
        Assert.Equal([(ActionStatus.UnderWay, 1), (ActionStatus.Verified, 3)], both.ByStatus);
        Assert.Equal([(Mechanism.Monitoring, 3), (Mechanism.Training, 1)], both.ByMechanism);
        Assert.Equal([Judgement.Worse, Judgement.None], both.ByJudgement.Select(t => t.Judgement));
    }

    private static ThreadPicture Picture(EvidenceRow[] evidence, FindingRow[] findings, RecommendationRow[] recommendations, ActionRow[] actions, MeasureRow[] measures) =>
        ThreadPicture.Of(new(evidence, findings, recommendations, actions, measures), Guid.Empty, Today, seesTheBoard: true);

    // Every break of the picture in its words, left before right.
    private static string[] Said(ThreadPicture picture) =>
        [.. picture.Steps().SelectMany(s => s.Stop is { IsBreak: true } stop ? [stop.Words] : s.Nodes.SelectMany(n => n.Breaks.Select(end => ThreadBreaks.Words(end, n.Row))))];

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
