using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;

namespace Goldthread.Domain.Tests.Admin;

[Trait("feature", "W7")]
[Trait("threat", "T02")]
public class ColleagueRulesTests
{
    private static readonly DateOnly today = new(2026, 4, 2);
    private static readonly Guid council = Guid.NewGuid(), service = Guid.NewGuid(), team = Guid.NewGuid(), police = Guid.NewGuid(), group = Guid.NewGuid();
    private static readonly StructurePart[] all = [new(council, null), new(service, council), new(team, service), new(police, null)];
    private static readonly Viewer lead = new(Guid.NewGuid(), "Lea", [new(Role.AgencyLead, ScopeKind.Organisation, council)], [council], [], false);
    private static readonly IReadOnlySet<Guid> covered = ColleagueRules.Covers(lead, all);

    [Fact]
    public void A_lead_covers_her_organisation_and_its_services_at_any_depth_and_nothing_above()
    {
        Viewer below = new(Guid.NewGuid(), "Bea", [new(Role.AgencyLead, ScopeKind.Organisation, service)], [service], [], false);

        Assert.Equal([council, service, team], all.Select(p => p.Id).Where(covered.Contains));
        Assert.Equal([service, team], all.Select(p => p.Id).Where(ColleagueRules.Covers(below, all).Contains));
    }

    public static TheoryData<Role> EveryOther => [.. Enum.GetValues<Role>().Where(r => r != Role.AgencyLead)];

    [Theory, MemberData(nameof(EveryOther))]
    public void Nobody_but_a_lead_covers_any(Role role) =>
        Assert.Empty(ColleagueRules.Covers(new(Guid.NewGuid(), "Other", [new(role, ScopeKind.Board, null), new(role, ScopeKind.Organisation, council)], [council], [], false), all));

    [Fact]
    public void She_gives_no_role_that_allows_more_than_her_own()
    {
        Assert.Equal([Role.AgencyContributor, Role.AgencyLead, Role.Trainer, Role.Practitioner], ColleagueRules.Given);
        foreach (var role in Enum.GetValues<Role>())
            Assert.Equal(ColleagueRules.Given.Contains(role), ColleagueRules.CanInvite(role, council, null, null, false, lead, covered, today).Count == 0);
    }

    [Fact]
    public void She_invites_nowhere_but_into_her_own_and_from_now_on()
    {
        Assert.Empty(ColleagueRules.CanInvite(Role.AgencyContributor, team, today, null, false, lead, covered, today));
        Assert.Equal(["OrganisationId"], ColleagueRules.CanInvite(Role.AgencyContributor, police, null, null, false, lead, covered, today).Select(p => p.Field));
        Assert.Equal(["Role", "OrganisationId"], ColleagueRules.CanInvite(null, null, null, null, false, lead, covered, today).Select(p => p.Field));
        Assert.Equal(["Until"], ColleagueRules.CanInvite(Role.AgencyContributor, council, today.AddDays(-1), null, false, lead, covered, today).Select(p => p.Field));
    }

    [Fact]
    public void Whoever_is_known_elsewhere_or_was_ended_is_for_the_office()
    {
        var person = Guid.NewGuid();
        RoleHolding here = new(person, Role.Practitioner, ScopeKind.Organisation, council, today), seat = new(person, Role.GroupMember, ScopeKind.Group, group, today), there = new(person, Role.Practitioner, ScopeKind.Organisation, police, today);
        IReadOnlyList<string> Fields(Belonging known, bool isEnded = false) => [.. ColleagueRules.CanInvite(Role.AgencyContributor, council, null, known, isEnded, lead, covered, today).Select(p => p.Field)];

        Assert.Empty(Fields(new(person, [here], [council])));
        Assert.Empty(Fields(new(person, [], [team])));
        Assert.Equal(["Email"], Fields(new(person, [], [])));
        Assert.Equal(["Email"], Fields(new(person, [here], [council]), isEnded: true));
        Assert.Equal(["Email"], Fields(new(person, [here, seat], [council])));
        Assert.Equal(["Email"], Fields(new(person, [there], [])));
        Assert.Equal(["Email"], Fields(new(person, [here], [council, police])));
        Assert.Equal(["Email"], Fields(new(lead.PersonId!.Value, [here], [council])));
        Assert.Equal(["Role"], ColleagueRules.CanInvite(Role.Practitioner, council, null, new(person, [here], []), false, lead, covered, today).Select(p => p.Field));
    }

    [Fact]
    public void She_ends_neither_herself_nor_whoever_holds_what_she_does_not_give()
    {
        var person = Guid.NewGuid();
        Belonging With(Role role, ScopeKind scope = ScopeKind.Organisation) => new(person, [new(person, role, scope, scope == ScopeKind.Board ? null : scope == ScopeKind.Group ? group : service, today)], [council]);

        foreach (var role in Enum.GetValues<Role>().Where(r => RoleRules.HeldOn(r).Contains(ScopeKind.Organisation)))
            Assert.Equal(ColleagueRules.Given.Contains(role), ColleagueRules.CanEnd(With(role), lead, covered).Count == 0);
        Assert.NotEmpty(ColleagueRules.CanEnd(With(Role.Trainer, ScopeKind.Board), lead, covered));
        Assert.NotEmpty(ColleagueRules.CanEnd(With(Role.GroupMember, ScopeKind.Group), lead, covered));
        Assert.NotEmpty(ColleagueRules.CanEnd(new(lead.PersonId!.Value, [], [council]), lead, covered));
        Assert.Empty(ColleagueRules.CanEnd(new(person, [], [council]), lead, covered));
    }
}
