using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Thread;

namespace Goldthread.Domain.Tests.Admin;

[Trait("feature", "W11")]
public class OutsideReadingTests
{
    private static readonly DateOnly today = new(2026, 4, 2), end = new(2026, 6, 30);
    private static readonly Guid group = Guid.NewGuid();

    [Fact]
    public void Whoever_only_reads_from_outside_has_a_last_day_and_nobody_else()
    {
        Assert.Equal(end, OutsideReading.EndsOn([(Role.OutsideReader, today), (Role.OutsideReader, end)]));
        Assert.Null(OutsideReading.EndsOn([(Role.OutsideReader, today), (Role.BoardOfficer, null)]));
        Assert.Null(OutsideReading.EndsOn([(Role.Chair, end)]));
        Assert.Null(OutsideReading.EndsOn([]));
    }

    [Fact]
    public void A_record_is_opened_to_one_who_has_the_role_no_longer_than_that_and_for_a_reason()
    {
        IReadOnlyList<string> Fields(DateOnly? access, DateOnly? until, string? reason) => [.. OutsideReading.CanOpen(access, until, reason, today).Select(p => p.Field)];

        Assert.Empty(Fields(end, end, "Inspection"));
        Assert.Empty(Fields(end, today, "Inspection"));
        Assert.Equal(["Until"], Fields(end, end.AddDays(1), "Inspection"));
        Assert.Equal(["Until"], Fields(end, today.AddDays(-1), "Inspection"));
        Assert.Equal(["Reason"], Fields(end, end, " "));
        Assert.Equal(["PersonId"], Fields(null, end, "Inspection").Take(1));
    }

    [Fact]
    public void The_role_is_given_for_a_year_at_the_longest()
    {
        Viewer administrator = new(Guid.NewGuid(), "Ada", [new(Role.Administrator, ScopeKind.Board, null)], [], [], false);
        IReadOnlyList<Problem> Give(DateOnly until, ScopeKind scope = ScopeKind.Board) => RoleRules.CanGive(Role.OutsideReader, scope, today, until, Guid.NewGuid(), administrator, Words.Lscp);

        Assert.Empty(Give(today.AddYears(1)));
        Assert.Empty(Give(end, ScopeKind.Group));
        Assert.Equal(["Until"], Give(today.AddYears(1).AddDays(1)).Select(p => p.Field));
        Assert.Equal(["Scope"], Give(end, ScopeKind.Organisation).Select(p => p.Field));
    }

    public static TheoryData<Role> EveryRole => [.. Enum.GetValues<Role>()];

    [Theory, MemberData(nameof(EveryRole))]
    public void Only_the_office_and_chairs_open_what_they_see(Role role)
    {
        Finding finding = new(FindingKind.AreaForImprovement, "Found", today, group), hidden = new(FindingKind.AreaForImprovement, "Hidden", today, group);
        hidden.LimitTo(Confidentiality.Restricted, Guid.NewGuid());
        Viewer by = new(Guid.NewGuid(), "Somebody", [new(role, ScopeKind.Group, group), new(role, ScopeKind.Board, null)], [], [], isBoardMember: true);

        Assert.Equal(role is Role.BoardOfficer or Role.Chair, OutsideReading.MayOpen(finding, by));
        Assert.False(OutsideReading.MayOpen(hidden, by));
        Assert.False(OutsideReading.MayOpen(finding, new(Guid.NewGuid(), "Elsewhere", [new(role, ScopeKind.Group, Guid.NewGuid())], [], [], isBoardMember: true)));
    }

    [Fact]
    public void Whoever_reads_a_group_from_outside_does_not_answer_for_it()
    {
        Assert.False(RecommendationRules.SpeaksFor(new(Guid.NewGuid(), "Otto", [new(Role.OutsideReader, ScopeKind.Group, group)], [], [], false), group));
        Assert.True(RecommendationRules.SpeaksFor(new(Guid.NewGuid(), "Max", [new(Role.GroupMember, ScopeKind.Group, group)], [], [], false), group));
    }

    [Fact]
    [Trait("threat", "T01")]
    public void A_name_on_a_list_opens_nothing_once_the_last_role_has_ended()
    {
        var person = Guid.NewGuid();
        var list = new AccessList(AccessListOwner.Record, Guid.NewGuid()).Admit(MemberKind.Person, person, today, "tests");

        Assert.Empty(Viewer.Of(person, "", [], [], list.Members).AccessLists);
        Assert.Equal([list.Id], Viewer.Of(person, "", [new(Role.OutsideReader, ScopeKind.Board, null)], [], list.Members).AccessLists);
    }

    [Fact]
    public void Another_last_day_takes_the_place_of_the_one_before()
    {
        var person = Guid.NewGuid();
        var list = new AccessList(AccessListOwner.Record, Guid.NewGuid()).AdmitUntil(person, today, end, "tests").AdmitUntil(person, today, today.AddDays(3), "tests");

        Assert.Equal(today.AddDays(3), Assert.Single(list.Members, m => m.From <= today && (m.Until is null || m.Until >= today)).Until);
    }
}
