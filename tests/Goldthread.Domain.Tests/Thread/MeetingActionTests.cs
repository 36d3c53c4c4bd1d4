using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Thread;
using static Goldthread.Domain.Tests.Thread.Cast;

namespace Goldthread.Domain.Tests.Thread;

[Trait("feature", "C6")]
public class MeetingActionTests
{
    private static readonly QuickLine Line = new(LineKind.Action, "Bring figures by locality", Training, new(2026, 5, 1));

    [Fact]
    public void An_action_of_a_meeting_has_no_means_that_nobody_chose()
    {
        ImprovementAction action = new(AMeeting(), "Bring figures", Police, Today);

        Assert.Equal(Mechanism.NotSaid, action.Mechanism);
        Assert.Null(action.RecommendationId);
        Assert.Equal(Quality, action.AcceptedById);
    }

    [Fact, Trait("feature", "S6")]
    public void An_action_that_answers_a_recommendation_is_accepted_by_its_group()
    {
        var recommendation = Recommendation();

        ImprovementAction action = new(AMeeting(of: Training), "Bring figures", Police, Today, recommendation);

        Assert.Equal((recommendation.Id, Quality), (action.RecommendationId!.Value, action.AcceptedById));
    }

    public static TheoryData<Confidentiality, Confidentiality> EveryWidth =>
        [.. Enum.GetValues<Confidentiality>().SelectMany(a => Enum.GetValues<Confidentiality>().Select(b => (a, b)))];

    [Theory, MemberData(nameof(EveryWidth)), Trait("threat", "T05")]
    public void An_action_is_read_as_narrowly_as_its_meeting_and_its_recommendation(Confidentiality ofMeeting, Confidentiality ofRecommendation)
    {
        var list = Guid.CreateVersion7();
        var (meeting, recommendation) = (AMeeting(), Recommendation());
        meeting.LimitTo(ofMeeting, list);
        recommendation.LimitTo(ofRecommendation, list);
        Confidentiality[] fromNarrow = [Confidentiality.Restricted, Confidentiality.Group, Confidentiality.Board, Confidentiality.Public];

        ImprovementAction action = new(meeting, "Bring figures", Police, Today, recommendation);

        Assert.Equal(fromNarrow.First(c => c == ofMeeting || c == ofRecommendation), action.Confidentiality);
    }

    [Fact, Trait("threat", "T05")]
    public void Of_two_closed_circles_the_meetings_reads_its_action()
    {
        var (meeting, recommendation) = (AMeeting(), Recommendation());
        meeting.LimitTo(Confidentiality.Group, Guid.CreateVersion7());
        recommendation.LimitTo(Confidentiality.Group, Guid.CreateVersion7());

        Assert.Same(meeting, ActionRules.Narrower(meeting, recommendation));
    }

    [Fact, Trait("threat", "T02")]
    public void A_link_that_the_corrector_does_not_see_stays()
    {
        var (meeting, hidden) = (AMeeting(of: Training), Recommendation());
        ImprovementAction action = new(meeting, "Bring figures by ward", Police, new(2026, 4, 20), hidden);

        Assert.Empty(action.Correct(meeting, Line, null, "The wrong agency", TrainingChair, Today, unseen: hidden));

        Assert.Equal((hidden.Id, Quality, Line.Text), (action.RecommendationId!.Value, action.AcceptedById, action.Title));
        Assert.Empty(action.Correct(meeting, Line, null, "None at all", TrainingChair, Today));
        Assert.Null(action.RecommendationId);
    }

    [Fact, Trait("threat", "T05")]
    public void A_record_and_a_recommendation_with_different_readers_are_not_tied()
    {
        var (meeting, recommendation) = (AMeeting(), Recommendation());
        var (ofMeeting, ofRecommendation) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        meeting.LimitTo(Confidentiality.Group, ofMeeting);
        recommendation.LimitTo(Confidentiality.Group, ofRecommendation);

        Assert.NotEmpty(ActionRules.CanRaise(meeting, recommendation, QualityChair));
        recommendation.LimitTo(Confidentiality.Group, ofMeeting);
        Assert.Empty(ActionRules.CanRaise(meeting, recommendation, QualityChair));
    }

    [Fact, Trait("asvs", "V8.2.2")]
    public void Another_groups_recommendation_is_tied_by_the_office_alone()
    {
        var recommendation = Recommendation();

        Assert.NotEmpty(ActionRules.CanRaise(AMeeting(of: Training), recommendation, TrainingChair));
        Assert.Empty(ActionRules.CanRaise(AMeeting(of: Training), recommendation, Officer));
        Assert.Empty(ActionRules.CanRaise(AMeeting(), recommendation, QualityChair));
    }

    [Fact]
    public void A_line_is_put_right_and_says_what_it_said_before()
    {
        var meeting = AMeeting();
        ImprovementAction action = new(meeting, "Bring figures by ward", Police, new(2026, 4, 20));

        var problems = action.Correct(meeting, Line, null, "The wrong agency", QualityChair, Today);

        Assert.Empty(problems);
        Assert.Equal((Line.Text, Line.OwnerId, Line.Due, Line.Due, 0), (action.Title, action.OwnerId, action.Due, action.FirstDue, action.DateChanges));
        Assert.Equal((UpdateKind.Corrected, "The wrong agency (it said: Bring figures by ward, due 20 April 2026)"), (action.Updates[^1].Kind, action.Updates[^1].Text));
    }

    [Fact]
    public void A_line_is_not_put_right_without_a_reason_by_another_or_after_its_owner_began()
    {
        var meeting = AMeeting();
        ImprovementAction action = new(meeting, "Bring figures by ward", Police, new(2026, 4, 20));

        Assert.Equal(["Because"], action.Correct(meeting, Line, null, " ", QualityChair, Today).Select(p => p.Field));
        Assert.NotEmpty(action.Correct(meeting, Line, null, "Wrong", TrainingChair, Today));
        Assert.NotEmpty(action.Correct(meeting, Line, null, "Wrong", PoliceMemberOfQuality, Today));
        Assert.NotEmpty(action.Correct(AMeeting(), Line, null, "Wrong", QualityChair, Today));
        Assert.Empty(action.ReportProgress("Begun", 10, PoliceLead, Today));
        Assert.NotEmpty(action.Correct(meeting, Line, null, "Wrong", QualityChair, Today));
        Assert.Equal("Bring figures by ward", action.Title);
    }

    [Fact, Trait("threat", "T05")]
    public void An_action_restricted_since_is_not_opened_by_putting_it_right()
    {
        var meeting = AMeeting();
        ImprovementAction action = new(meeting, "Bring figures by ward", Police, new(2026, 4, 20));
        action.LimitTo(Confidentiality.Restricted, Guid.CreateVersion7());
        Viewer named = new(Guid.CreateVersion7(), "Chair", [new(Role.Chair, ScopeKind.Group, Quality)], [], [action.AccessListId!.Value], isBoardMember: true);

        Assert.NotEmpty(action.Correct(meeting, Line, null, "Wrong", named, Today));
        Assert.Equal(Confidentiality.Restricted, action.Confidentiality);
    }

    private static Meeting AMeeting(Guid? of = null)
    {
        Meeting meeting = new(of ?? Quality, new(2026, 4, 1), "April meeting");
        meeting.LimitTo(Confidentiality.Public, null); // these rules are about deeds
        return meeting;
    }
}
