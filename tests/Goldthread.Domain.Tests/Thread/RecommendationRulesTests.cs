using Goldthread.Domain.Thread;
using static Goldthread.Domain.Tests.Thread.Cast;

namespace Goldthread.Domain.Tests.Thread;

[Trait("feature", "S1")]
public class RecommendationRulesTests
{
    [Theory]
    [InlineData(Answer.PartlyAccepted), InlineData(Answer.Rejected)]
    public void An_answer_that_is_not_a_plain_yes_needs_a_reason(Answer answer)
    {
        var recommendation = Recommendation();

        Assert.Equal(["Reason"], recommendation.Respond(Police, answer, "", PoliceLead, Today).Select(p => p.Field));
        Assert.Empty(recommendation.Respond(Police, answer, "Only the day shift can", PoliceLead, Today));

        Assert.Equal(answer, recommendation.Responses[0].Answer);
    }

    [Fact]
    public void Only_those_asked_answer_and_the_office_for_them()
    {
        var recommendation = Recommendation();

        Assert.NotEmpty(recommendation.Respond(Police, Answer.Accepted, null, TrainingChair, Today));
        Assert.NotEmpty(recommendation.Respond(Police, Answer.Accepted, null, PoliceContributor, Today));
        Assert.NotEmpty(recommendation.Respond(Training, Answer.Accepted, null, PoliceLead, Today));
        Assert.Equal(Answer.Awaited, recommendation.Responses[0].Answer);
        Assert.Empty(recommendation.Respond(Police, Answer.Accepted, null, Officer, Today));
        Assert.True(recommendation.Responses[0].OnBehalf);
    }

    [Fact, Trait("feature", "A6")]
    public void It_closes_on_evidence_of_change()
    {
        var recommendation = Recommendation();
        var measure = Judged(recommendation, Judgement.Improving);

        Assert.Empty(recommendation.Close(QualityChair, null, [measure], [Action(ActionStatus.Verified)], Today));

        Assert.Equal(RecommendationStatus.Closed, recommendation.Status);
    }

    [Fact, Trait("feature", "A6")]
    public void Without_evidence_it_closes_only_by_a_named_persons_reason_and_says_so()
    {
        var recommendation = Recommendation();

        Assert.Equal(["Reason"], recommendation.Close(QualityChair, " ", [Measure(recommendation)], [], Today).Select(p => p.Field));
        Assert.Empty(recommendation.Close(QualityChair, "The service no longer exists", [Measure(recommendation)], [], Today));

        Assert.Equal((RecommendationStatus.ClosedWithoutEvidence, "Chair", "The service no longer exists"), (recommendation.Status, recommendation.ClosedBy, recommendation.ClosingReason));
    }

    [Theory]
    [InlineData(ActionStatus.Planned), InlineData(ActionStatus.UnderWay), InlineData(ActionStatus.ReportedDone)]
    public void It_does_not_close_over_open_work(ActionStatus status)
    {
        var recommendation = Recommendation();

        Assert.NotEmpty(recommendation.Close(QualityChair, "Enough", [], [Action(status)], Today));
        Assert.Equal(RecommendationStatus.Open, recommendation.Status);
    }

    [Fact]
    public void A_chair_of_another_group_neither_closes_nor_reopens()
    {
        var recommendation = Recommendation();

        Assert.NotEmpty(recommendation.Close(TrainingChair, "Enough", [], [], Today));
        recommendation.Close(QualityChair, "Enough", [], [], Today);
        Assert.NotEmpty(recommendation.Reopen(TrainingChair, "It came back"));
        Assert.Empty(recommendation.Reopen(QualityChair, "It came back"));
        Assert.Equal((RecommendationStatus.Open, 1), (recommendation.Status, recommendation.TimesReopened));
    }

    [Fact]
    public void Strengths_need_no_recommendation_and_a_reason_for_none_is_enough()
    {
        Assert.False(FindingRules.NeedsRecommendation(FindingKind.Strength, null, 0));
        Assert.True(FindingRules.NeedsRecommendation(FindingKind.Risk, null, 0));
        Assert.False(FindingRules.NeedsRecommendation(FindingKind.Risk, "Covered by R-4T9MX", 0));
        Assert.False(FindingRules.NeedsRecommendation(FindingKind.AreaForImprovement, null, 1));
    }

    private static ImpactMeasure Judged(Recommendation recommendation, Judgement judgement)
    {
        var measure = Measure(recommendation);
        measure.RestOn(Piece());
        Assert.Empty(measure.Judge(judgement, "11 of 12", "Every form but one", null, null, QualityChair, Today));
        return measure;
    }
}
