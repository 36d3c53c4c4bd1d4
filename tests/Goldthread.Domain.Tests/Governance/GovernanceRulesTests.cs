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

    [Fact, Trait("threat", "T05")]
    public void Nobody_gives_a_seat_to_himself()
    {
        var officer = In(Role.BoardOfficer, Quality);

        var problems = GovernanceRules.CheckSeat(officer.PersonId, Role.Chair, new(2026, 1, 1), null, [], officer);

        Assert.Equal(["PersonId"], problems.Select(p => p.Field));
    }

    [Theory, Trait("feature", "C1")]
    [InlineData("2026-01-01", null, false)] // while the first is open
    [InlineData("2025-06-30", null, false)] // from its last day
    [InlineData("2025-07-01", null, true)] // after its last day
    [InlineData("2024-01-01", "2024-12-31", true)] // before its first
    [InlineData("2024-01-01", "2025-01-01", false)] // into its first
    public void A_person_has_one_seat_in_a_group_at_a_time(string from, string? until, bool isFree)
    {
        var person = Guid.CreateVersion7();
        var lastDay = from == "2026-01-01" ? (DateOnly?)null : new DateOnly(2025, 6, 30);
        RoleHolding seat = new(person, Role.GroupMember, ScopeKind.Group, Quality, new(2025, 1, 1), lastDay, Police);

        var problems = GovernanceRules.CheckSeat(person, Role.GroupMember, Day(from), until is null ? null : Day(until), [seat], In(Role.BoardOfficer, Board));

        Assert.Equal(isFree, problems.Count == 0);
    }

    [Fact, Trait("feature", "C1")]
    public void A_seat_is_not_a_way_to_another_role()
    {
        var problems = GovernanceRules.CheckSeat(Guid.CreateVersion7(), Role.Administrator, new(2026, 1, 2), new(2026, 1, 1), [], In(Role.BoardOfficer, Board));

        Assert.Equal(["Role", "Until"], problems.Select(p => p.Field));
    }

    [Fact, Trait("feature", "C1")]
    public void Terms_of_reference_have_one_version_a_day()
    {
        var (group, _) = Group.WithList("Quality", "Quality", GroupKind.SubGroup, "Runs it", "Monthly", null, new(2020, 1, 1));
        group.Approve(new(new(2025, 1, 1), new(2026, 1, 1), "First"));
        group.Approve(new(new(2026, 1, 1), new(2027, 1, 1), "Second"));

        Assert.Equal(["ApprovedOn", "ReviewOn", "Text"], GovernanceRules.CheckTerms(group, new(2025, 1, 1), new(2025, 1, 1), " ").Select(p => p.Field));
        Assert.Null(group.TermsOn(new(2024, 12, 31)));
        Assert.Equal("First", group.TermsOn(new(2025, 12, 31))!.Text);
        Assert.Equal("Second", group.TermsOn(new(2026, 1, 1))!.Text);
    }

    [Fact, Trait("feature", "A7")]
    public void A_theme_has_a_name_of_its_own_and_a_family()
    {
        Assert.Equal(["Name"], GovernanceRules.CheckTheme("Neglect", "Abuse", isTaken: true).Select(p => p.Field));
        Assert.Equal(["Name", "Family"], GovernanceRules.CheckTheme("", null, isTaken: false).Select(p => p.Field));
        Assert.Empty(GovernanceRules.CheckTheme("Neglect", "Abuse", isTaken: false));
    }

    [Fact]
    public void A_priority_says_what_will_be_different_for_children()
    {
        Assert.Equal(["Title", "Outcome", "Until"], GovernanceRules.CheckPriority(null, "", new(2026, 1, 2), new(2026, 1, 1)).Select(p => p.Field));
        Assert.Empty(GovernanceRules.CheckPriority("Neglect", "Children will be helped sooner.", new(2026, 1, 1), null));
    }

    [Fact, Trait("feature", "C1")]
    public void An_organisation_is_not_a_service_of_its_own_service()
    {
        Guid council = Guid.CreateVersion7(), service = Guid.CreateVersion7();
        StructurePart[] all = [new(council, null), new(service, council)];

        Assert.Equal(["ParentId"], GovernanceRules.CheckOrganisation(council, "Council", "Council", DutyBasis.Section11, "", service, all).Select(p => p.Field));
        Assert.Equal(["Duty"], GovernanceRules.CheckOrganisation(service, "Service", "Service", DutyBasis.Other, " ", council, all).Select(p => p.Field));
    }

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd");

    private static Viewer In(Role role, Guid group) =>
        new(Guid.CreateVersion7(), "Somebody", [new(role, ScopeKind.Group, group)], [], [], isBoardMember: role is Role.Chair or Role.GroupMember);
}
