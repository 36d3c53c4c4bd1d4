using Goldthread.Domain.Thread;
using static Goldthread.Domain.Tests.Thread.Cast;

namespace Goldthread.Domain.Tests.Thread;

[Trait("feature", "A5")]
public class MeasureRulesTests
{
    [Fact]
    [Trait("feature", "A4")]
    public void A_check_before_the_recommendation_was_made_is_refused()
    {
        var measure = new ImpactMeasure(new Recommendation("Ask", new(2026, 3, 2), Guid.NewGuid()), MeasureKind.Voice, "What children say", new(2026, 3, 1));
        measure.Describe(MeasureKind.Voice, "What children say", null, "4 of 12", "11 of 12", new(2026, 3, 1));

        Assert.Equal([new("CheckOn", "Enter a date that is not before the recommendation was made, on 2 March 2026")], MeasureRules.Check(measure, new(2026, 3, 2)));
        Assert.Empty(MeasureRules.Check(measure, new(2026, 3, 1)));
        Assert.Empty(MeasureRules.Check(measure));
    }

    [Theory]
    [InlineData(Judgement.Embedded), InlineData(Judgement.Improving)]
    public void A_change_for_the_better_needs_evidence(Judgement judgement)
    {
        var measure = Measure();

        Assert.Equal(["Evidence"], measure.Judge(judgement, "11 of 12", "All but one", null, null, QualityChair, Today).Select(p => p.Field));
        Assert.Equal(Judgement.None, measure.Judgement);
        measure.RestOn(Piece());
        Assert.Empty(measure.Judge(judgement, "11 of 12", "All but one", null, null, QualityChair, Today));
    }

    [Fact, Trait("feature", "A5")]
    public void What_stands_for_a_day_before_the_recommendation_shows_no_change_for_the_better()
    {
        var measure = Measure();
        measure.RestOn(Piece());
        var seen = measure.Evidence[0].StandsFor;

        Assert.Equal(["Evidence"], measure.Judge(Judgement.Improving, "3 of 5", "Most", null, null, QualityChair, Today, madeOn: seen.AddDays(1)).Select(p => p.Field));
        Assert.Empty(measure.Judge(Judgement.NoChange, "1 of 4", "As before", "Ask why", null, QualityChair, Today, madeOn: seen.AddDays(1)));
        Assert.Empty(measure.Judge(Judgement.Improving, "3 of 5", "Most", null, null, QualityChair, Today, madeOn: seen));
    }

    [Theory]
    [InlineData(Judgement.NoChange), InlineData(Judgement.Worse)]
    public void No_change_and_worse_ask_what_next(Judgement judgement)
    {
        var measure = Measure();

        Assert.Equal(["WhatNext"], measure.Judge(judgement, "5 of 12", "As before", "", null, QualityChair, Today).Select(p => p.Field));
        Assert.Empty(measure.Judge(judgement, "5 of 12", "As before", "Ask the night shift why", null, QualityChair, Today));
    }

    [Fact]
    public void Cannot_tell_says_what_is_missing_and_when_to_look_again()
    {
        var measure = Measure();

        Assert.Equal(["WhatNext", "NextCheck"], measure.Judge(Judgement.CannotTell, "", "Too few forms", null, null, QualityChair, Today).Select(p => p.Field));
        Assert.Empty(measure.Judge(Judgement.CannotTell, "", "Too few forms", "A second sample", new(2026, 10, 1), QualityChair, Today));

        Assert.Equal(new(2026, 10, 1), measure.CheckOn);
        Assert.False(MeasureRules.IsDue(measure.CheckOn, measure.JudgedOn, Today));
        Assert.True(MeasureRules.IsDue(measure.CheckOn, measure.JudgedOn, new(2026, 10, 1)));
    }

    [Fact, Trait("feature", "A3")]
    public void Being_done_says_nothing_of_its_effect()
    {
        var recommendation = Recommendation();
        ImprovementAction action = new(recommendation, "Put the question on the form", Police, new(2026, 6, 30), new(2026, 2, 1));
        action.Show(Piece());
        action.ReportDone("On every form", PoliceLead, Today);
        action.Verify(QualityChair, Today);

        Assert.Equal((ActionStatus.Verified, Judgement.None), (action.Status, Measure(recommendation).Judgement));
    }

    [Fact]
    public void Judgements_are_kept_one_after_the_other()
    {
        var measure = Measure();
        measure.Judge(Judgement.NoChange, "5 of 12", "As before", "Train the night shift", null, QualityChair, Today);
        measure.RestOn(Piece());
        measure.Judge(Judgement.Embedded, "12 of 12", "Every form, twice", null, null, Officer, new(2026, 9, 1));

        Assert.Equal([Judgement.NoChange, Judgement.Embedded], measure.Verdicts.Select(v => v.Judgement));
        Assert.Equal(Judgement.Embedded, measure.Judgement);
    }

    [Fact]
    public void The_agency_does_not_judge_its_own_effect() =>
        Assert.NotEmpty(Measure().Judge(Judgement.Worse, "2 of 12", "Fewer", "Ask why", null, PoliceLead, Today));

    [Theory]
    [InlineData(Judgement.Embedded), InlineData(Judgement.Improving)]
    public void A_change_for_the_better_says_what_is_seen_now(Judgement judgement)
    {
        var measure = Measure();
        measure.RestOn(Piece());

        Assert.Equal(["Result"], measure.Judge(judgement, " ", "All but one", null, null, QualityChair, Today).Select(p => p.Field));
        Assert.Equal(Judgement.None, measure.Judgement);
    }
}
