using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;

namespace Goldthread.Domain.Tests.Admin;

/// <summary>Whom somebody's roles, posts and lists make him on a day.</summary>
[Trait("threat", "T01"), Trait("asvs", "V8.3.1")]
public class ViewerTests
{
    private static readonly Guid person = Guid.NewGuid(), group = Guid.NewGuid(), agency = Guid.NewGuid(), employer = Guid.NewGuid();
    private static readonly DateOnly today = new(2026, 4, 2);

    [Theory]
    [InlineData(Role.BoardOfficer, ScopeKind.Board, null, true), InlineData(Role.LayMember, ScopeKind.Board, null, true), InlineData(Role.Chair, ScopeKind.Board, null, true)]
    [InlineData(Role.Chair, ScopeKind.Group, GroupKind.SubGroup, true), InlineData(Role.GroupMember, ScopeKind.Group, GroupKind.Executive, true), InlineData(Role.GroupMember, ScopeKind.Group, GroupKind.Board, true)]
    [InlineData(Role.Chair, ScopeKind.Group, GroupKind.Panel, false), InlineData(Role.GroupMember, ScopeKind.Group, GroupKind.Forum, false), InlineData(Role.GroupMember, ScopeKind.Group, null, false)]
    [InlineData(Role.AgencyLead, ScopeKind.Organisation, null, false), InlineData(Role.Administrator, ScopeKind.Board, null, false), InlineData(Role.OutsideReader, ScopeKind.Board, null, false)]
    public void Whether_somebody_reads_as_a_member_of_the_board_follows_from_the_roles(Role role, ScopeKind scope, GroupKind? kind, bool reads)
    {
        Guid? held = scope == ScopeKind.Board ? null : group;

        var viewer = Viewer.Of(person, "Somebody", [new(Role.Practitioner, ScopeKind.Organisation, agency), new(role, scope, held, kind)], [], []);

        Assert.Equal(reads, viewer.IsBoardMember);
    }

    [Fact]
    public void Somebody_acts_for_the_employer_and_for_the_agency_a_role_is_held_on_and_reads_by_each_of_them()
    {
        var (own, ofGroup, ofAgency, ofEmployer, ofOthers) = (ListFor(MemberKind.Person, person), ListFor(MemberKind.Group, group), ListFor(MemberKind.Organisation, agency),
            ListFor(MemberKind.Organisation, employer), ListFor(MemberKind.Person, Guid.NewGuid()));
        var misnamed = ListFor(MemberKind.Group, agency); // an agency's id is no group's
        AccessList[] lists = [own, ofGroup, ofAgency, ofEmployer, ofOthers, misnamed];

        var viewer = Viewer.Of(person, "Somebody", [new(Role.GroupMember, ScopeKind.Group, group, GroupKind.SubGroup), new(Role.AgencyLead, ScopeKind.Organisation, agency)],
            [employer], lists.SelectMany(l => l.Members));

        Assert.Equal(new[] { agency, employer }.Order(), viewer.OrganisationIds.Order());
        Assert.Equal(new[] { own, ofGroup, ofAgency, ofEmployer }.Select(l => l.Id).Order(), viewer.AccessLists.Order());
    }

    private static AccessList ListFor(MemberKind kind, Guid member) => new AccessList(AccessListOwner.Record, Guid.NewGuid()).Admit(kind, member, today, "tests");
}
