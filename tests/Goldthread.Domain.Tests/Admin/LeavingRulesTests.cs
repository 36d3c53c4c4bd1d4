using Goldthread.Domain.Admin;

namespace Goldthread.Domain.Tests.Admin;

[Trait("feature", "W7")]
public class LeavingRulesTests
{
    private static readonly DateOnly today = new(2026, 4, 2);
    private static readonly Guid leaver = Guid.NewGuid(), agency = Guid.NewGuid(), other = Guid.NewGuid(), group = Guid.NewGuid();
    private static readonly Viewer administrator = new(Guid.NewGuid(), "Ada", [new(Role.Administrator, ScopeKind.Board, null)], [], [], false);

    private static IReadOnlyList<Problem> Take(RoleHolding held, Guid[] worksFor, Guid? to = null) => LeavingRules.CanTake(held, to ?? Guid.NewGuid(), worksFor, administrator, today, Words.Lscp, "To");

    [Fact]
    public void What_belongs_to_an_agency_goes_to_somebody_who_works_there()
    {
        RoleHolding lead = new(leaver, Role.AgencyLead, ScopeKind.Organisation, agency, today), seat = new(leaver, Role.GroupMember, ScopeKind.Group, group, today, null, agency),
            inPerson = new(leaver, Role.GroupMember, ScopeKind.Group, group, today), office = new(leaver, Role.BoardOfficer, ScopeKind.Board, null, today);

        foreach (var held in new[] { lead, seat })
        {
            Assert.Empty(Take(held, [other, agency]));
            Assert.Equal(["To"], Take(held, [other]).Select(p => p.Field));
        }
        foreach (var held in new[] { inPerson, office }) Assert.Empty(Take(held, []));
    }

    public static TheoryData<Role> EveryRole => [.. Enum.GetValues<Role>().Where(r => r != Role.None)];

    [Theory, MemberData(nameof(EveryRole))]
    public void Running_the_system_and_reading_from_outside_are_given_on_purpose(Role role)
    {
        var scope = RoleRules.HeldOn(role)[0];
        RoleHolding held = new(leaver, role, scope, scope switch { ScopeKind.Board => null, ScopeKind.Organisation => agency, _ => group }, today, today.AddDays(9));

        Assert.Equal(role is not (Role.Administrator or Role.OutsideReader), Take(held, [agency]).Count == 0);
    }

    [Fact]
    public void Nobody_takes_over_from_himself_or_hands_to_himself()
    {
        RoleHolding office = new(leaver, Role.BoardOfficer, ScopeKind.Board, null, today);

        Assert.NotEmpty(Take(office, [], leaver));
        Assert.NotEmpty(Take(office, [], administrator.PersonId));
    }
}
