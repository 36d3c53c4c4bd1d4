using Goldthread.Domain.Thread;
using static Goldthread.Domain.Tests.Thread.Cast;

namespace Goldthread.Domain.Tests.Thread;

[Trait("feature", "S2")]
public class ActionRulesTests
{
    public static TheoryData<ActionStatus, ActionStatus> EveryPair =>
        [.. Enum.GetValues<ActionStatus>().SelectMany(from => Enum.GetValues<ActionStatus>().Select(to => (from, to)))];

    [Theory, MemberData(nameof(EveryPair))]
    public void Only_the_moves_of_the_table_happen(ActionStatus from, ActionStatus to)
    {
        var action = Action(from);
        var allowed = ActionRules.Moves[from].Contains(to);

        IReadOnlyList<Problem> problems = to switch
        {
            ActionStatus.Planned => [new("", "nothing goes back to planned")],
            ActionStatus.UnderWay when from is ActionStatus.Planned or ActionStatus.UnderWay => action.ReportProgress("On", 20, PoliceLead, Today),
            ActionStatus.UnderWay when from == ActionStatus.Verified => action.TakeBack("The night shift is missing", QualityChair, Today),
            ActionStatus.UnderWay => action.SendBack("The night shift is missing", QualityChair, Today),
            ActionStatus.ReportedDone => action.ReportDone("Done", PoliceLead, Today),
            ActionStatus.Verified => action.Verify(QualityChair, Today),
            ActionStatus.Withdrawn => action.Withdraw("No longer needed", QualityChair, Today),
        };

        if (from == ActionStatus.UnderWay && to == ActionStatus.UnderWay) Assert.Empty(problems); // progress keeps it under way
        else Assert.Equal(allowed, problems.Count == 0);
        Assert.Equal(problems.Count == 0 ? to : from, action.Status);
    }

    [Fact]
    public void An_action_without_evidence_is_not_accepted()
    {
        var action = Action();
        action.ReportDone("On every form", PoliceLead, Today);

        var problems = action.Verify(QualityChair, Today);

        Assert.Equal(["Evidence"], problems.Select(p => p.Field));
        Assert.Equal(ActionStatus.ReportedDone, action.Status);
    }

    [Fact, Trait("feature", "S6"), Trait("threat", "T27")]
    public void Nobody_accepts_the_work_of_their_own_organisation()
    {
        var action = Action(ActionStatus.ReportedDone);

        Assert.NotEmpty(action.Verify(PoliceOfficerWhoChairsQuality, Today));
        Assert.NotEmpty(action.Verify(PoliceLead, Today));
        Assert.Equal(ActionStatus.ReportedDone, action.Status);
        Assert.Empty(action.Verify(QualityChair, Today));
    }

    [Fact, Trait("feature", "S6"), Trait("threat", "T27")]
    public void What_the_office_did_is_accepted_by_a_member_of_the_owning_group_from_elsewhere()
    {
        foreach (var nobody in new[] { Officer, OfficerWithoutPost, BoardChairOfTheOffice, OfficeMemberOfQuality, PoliceMemberOfTraining, PoliceLead, TrainingChair })
        {
            var refused = OfficeActionReportedDone();
            Assert.NotEmpty(refused.Verify(nobody, Today, ownerIsOffice: true));
            Assert.NotEmpty(refused.SendBack("More", nobody, Today, ownerIsOffice: true));
        }

        Assert.Empty(OfficeActionReportedDone().Verify(PoliceMemberOfQuality, Today, ownerIsOffice: true));
        Assert.Empty(OfficeActionReportedDone().SendBack("More", PoliceMemberOfQuality, Today, ownerIsOffice: true));
        Assert.Empty(OfficeActionReportedDone().Verify(QualityChair, Today, ownerIsOffice: true));
    }

    [Fact, Trait("feature", "S6")]
    public void A_member_accepts_no_other_agencys_work()
    {
        ImprovementAction action = new(Recommendation(), "Put it on the form", Training, new(2026, 6, 30), new(2026, 2, 1));
        action.Show(Piece());
        Assert.Empty(action.ReportDone("Done", Officer, Today));

        Assert.NotEmpty(action.Verify(PoliceMemberOfQuality, Today));
    }

    [Fact]
    public void An_action_is_not_planned_without_its_means()
    {
        var action = Action();

        Assert.Equal(Mechanism.NotSaid, action.Mechanism);
        Assert.Contains("Mechanism", ActionRules.Check(action).Select(p => p.Field));
        action.Describe(action.Title, "", Mechanism.Monitoring, action.OwnerId, null);
        Assert.Empty(ActionRules.Check(action));
    }

    [Fact, Trait("feature", "S6"), Trait("asvs", "V8.2.2")]
    public void The_chair_of_another_group_decides_nothing()
    {
        var action = Action(ActionStatus.ReportedDone);

        Assert.NotEmpty(action.Verify(TrainingChair, Today));
        Assert.NotEmpty(action.SendBack("Not enough", TrainingChair, Today));
        Assert.NotEmpty(Action().Withdraw("No", TrainingChair, Today));
    }

    [Fact]
    public void The_office_accepts_for_a_group_and_takes_progress_down_for_an_agency()
    {
        var action = Action();

        Assert.Empty(action.ReportProgress("Rang: half the forms are printed", 50, Officer, Today));
        Assert.True(action.Updates[^1].OnBehalf);
        Assert.Empty(action.ReportDone("Rang: all are printed", Officer, Today));
        action.Show(Piece());
        Assert.NotEmpty(action.Verify(Officer, Today)); // who said it, also on behalf, does not say that it is enough
        Assert.Empty(action.Verify(OtherOfficer, Today));
        Assert.False(action.Updates[^1].OnBehalf);
    }

    [Fact, Trait("feature", "S6"), Trait("threat", "T27")]
    public void The_chair_does_not_accept_what_her_own_group_did()
    {
        ImprovementAction action = new(Recommendation(), "Read twelve files", Quality, new(2026, 6, 30), new(2026, 2, 1));
        action.Show(Piece());
        Assert.Empty(action.ReportDone("Read", PoliceMemberOfQuality, Today));

        Assert.NotEmpty(action.Verify(QualityChair, Today));
        Assert.NotEmpty(action.SendBack("More", QualityChair, Today));
        Assert.Empty(action.Verify(Officer, Today));
    }

    [Fact]
    public void A_contributor_posts_progress_and_moves_no_date()
    {
        var action = Action();

        Assert.Empty(action.ReportProgress("Draft is out", 20, PoliceContributor, Today));
        Assert.NotEmpty(action.MoveDue(new(2026, 7, 31), "Late", PoliceContributor, Today));
    }

    [Fact, Trait("feature", "S5")]
    public void A_moved_date_needs_a_reason_and_the_first_stays()
    {
        var action = Action();

        Assert.Equal(["Reason"], action.MoveDue(new(2026, 8, 31), " ", PoliceLead, Today).Select(p => p.Field));
        Assert.Empty(action.MoveDue(new(2026, 8, 31), "The printer is late", PoliceLead, Today));
        Assert.Empty(action.MoveDue(new(2026, 9, 30), "So is the next", PoliceLead, Today));

        Assert.Equal((new DateOnly(2026, 6, 30), new DateOnly(2026, 9, 30), 2), (action.FirstDue, action.Due, action.DateChanges));
    }

    [Theory]
    [InlineData("2026-04-01", true)]
    [InlineData("2026-04-02", false)]
    [InlineData(null, false)]
    public void It_is_overdue_the_day_after_its_date(string? due, bool overdue) =>
        Assert.Equal(overdue, ActionRules.IsOverdue(ActionStatus.UnderWay, due is null ? null : DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture), Today));

    [Theory]
    [InlineData(-1), InlineData(101)]
    public void Progress_is_a_share_of_the_whole(int percent) =>
        Assert.Equal(["Percent"], Action().ReportProgress("On", percent, PoliceLead, Today).Select(p => p.Field));
}
