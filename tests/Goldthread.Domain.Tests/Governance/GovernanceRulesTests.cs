using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;

namespace Goldthread.Domain.Tests.Governance;

public class GovernanceRulesTests
{
    private static readonly Guid Board = Guid.CreateVersion7(), Executive = Guid.CreateVersion7(), Quality = Guid.CreateVersion7(), Police = Guid.CreateVersion7();
    private static readonly StructurePart[] Structure = [new(Board, null), new(Executive, Board), new(Quality, Executive)];

    [Fact, Trait("feature", "C1")]
    public void A_group_does_not_report_to_one_below_it()
    {
        Assert.Equal(["ReportsToId"], GovernanceRules.CheckGroup(Board, "Board", "Board", "Answers", Quality, Structure).Select(p => p.Field));
        Assert.Equal(["ReportsToId"], GovernanceRules.CheckGroup(Board, "Board", "Board", "Answers", Board, Structure).Select(p => p.Field));
        Assert.Empty(GovernanceRules.CheckGroup(Quality, "Quality", "Quality", "Runs the framework", Board, Structure));
    }

    [Fact, Trait("feature", "C1")]
    public void A_circle_that_was_there_before_ends_the_search()
    {
        StructurePart[] circle = [new(Board, Executive), new(Executive, Board), new(Quality, null)];

        Assert.False(GovernanceRules.ReportsInACircle(Quality, Board, circle));
    }

    [Fact, Trait("feature", "C1")]
    public void A_group_without_names_or_purpose_is_told_all_of_it()
    {
        Assert.Equal(["Name", "ShortName", "Purpose"], GovernanceRules.CheckGroup(Quality, " ", null, "", Executive, Structure).Select(p => p.Field));
    }

    [Theory, Trait("threat", "T05")]
    [InlineData(Role.Chair, true)]
    [InlineData(Role.GroupMember, false)]
    [InlineData(Role.PanelMember, false)]
    public void Only_the_chair_of_the_group_itself_runs_its_meetings(Role role, bool may)
    {
        var meeting = new Meeting(Quality, new(2026, 3, 2), "March");

        Assert.Equal(may, GovernanceRules.CanRecord(meeting, In(role, Quality)).Count == 0);
        Assert.Equal(may, GovernanceRules.CanPlanMeeting(Quality, In(role, Quality)).Count == 0);
        Assert.NotEmpty(GovernanceRules.CanRecord(meeting, In(role, Executive)));
        Assert.NotEmpty(GovernanceRules.CanPlanMeeting(Quality, In(role, Executive)));
    }

    [Fact, Trait("threat", "T05")]
    public void A_chair_does_not_write_into_a_meeting_he_may_not_see()
    {
        var meeting = new Meeting(Quality, new(2026, 3, 2), "Closed part");
        meeting.LimitTo(Confidentiality.Restricted, Guid.CreateVersion7());

        Assert.NotEmpty(GovernanceRules.CanRecord(meeting, In(Role.Chair, Quality)));
    }

    [Fact, Trait("feature", "W3")]
    public void Names_are_shown_to_those_who_work_with_them()
    {
        Viewer reader = new(Guid.CreateVersion7(), "Reader", [new(Role.Practitioner, ScopeKind.Organisation, Police)], [Police], [], isBoardMember: false);
        Viewer outsider = new(Guid.CreateVersion7(), "Outside", [new(Role.OutsideReader, ScopeKind.Board, null)], [], [], isBoardMember: false);

        Assert.True(GovernanceRules.MaySeeWho(outsider, Role.Chair, Quality, null));
        Assert.False(GovernanceRules.MaySeeWho(outsider, Role.GroupMember, Quality, Police));
        Assert.True(GovernanceRules.MaySeeWho(reader, Role.GroupMember, Quality, Police));
        Assert.False(GovernanceRules.MaySeeWho(reader, Role.GroupMember, Quality, Guid.CreateVersion7()));
        Assert.True(GovernanceRules.MaySeeWho(In(Role.PanelMember, Quality), Role.GroupMember, Quality, Police));
        Assert.False(GovernanceRules.MaySeePeopleOf(outsider, Police));
        Assert.True(GovernanceRules.MaySeePeopleOf(reader, Police));
    }

    [Fact]
    public void Without_a_meeting_the_last_three_months_are_new()
    {
        Assert.Equal(new(2026, 1, 1), GovernanceRules.NewSince(new(2026, 1, 1), new(2026, 6, 1)));
        Assert.Equal(new DateOnly(2026, 6, 1).AddDays(-90), GovernanceRules.NewSince(null, new(2026, 6, 1)));
    }

    private static Viewer In(Role role, Guid group) =>
        new(Guid.CreateVersion7(), "Somebody", [new(role, ScopeKind.Group, group)], [], [], isBoardMember: role is Role.Chair or Role.GroupMember);
}
