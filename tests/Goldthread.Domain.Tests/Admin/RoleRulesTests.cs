using Goldthread.Domain.Admin;

namespace Goldthread.Domain.Tests.Admin;

[Trait("feature", "W3")]
[Trait("threat", "T01")]
public class RoleRulesTests
{
    private static readonly DateOnly today = new(2026, 4, 2);
    private static readonly Viewer administrator = new(Guid.NewGuid(), "Ada", [new(Role.Administrator, ScopeKind.Board, null)], [], [], false);

    public static TheoryData<Role, ScopeKind> EveryPair => [.. from role in Enum.GetValues<Role>() from scope in Enum.GetValues<ScopeKind>() select (role, scope)];

    [Theory, MemberData(nameof(EveryPair))]
    public void A_role_is_given_only_on_what_it_can_be_held_on(Role role, ScopeKind scope)
    {
        var problems = RoleRules.CanGive(role, scope, today, today.AddDays(30), Guid.NewGuid(), administrator, Words.Lscp);

        Assert.Equal(RoleRules.HeldOn(role).Contains(scope), problems.Count == 0);
    }

    [Theory]
    [InlineData(Role.AgencyLead), InlineData(Role.AgencyContributor), InlineData(Role.Signatory), InlineData(Role.Practitioner), InlineData(Role.GroupMember), InlineData(Role.PanelMember)]
    public void Nobody_leads_an_agency_or_sits_in_a_group_on_the_whole_board(Role role) =>
        Assert.Equal(["Scope"], RoleRules.CanGive(role, ScopeKind.Board, today, null, Guid.NewGuid(), administrator, Words.Lscp).Select(p => p.Field));

    [Fact]
    public void What_was_not_chosen_is_asked_for_at_its_field() =>
        Assert.Equal(["Role", "Scope"], RoleRules.CanGive(null, null, today, null, Guid.NewGuid(), administrator, Words.Lscp).Select(p => p.Field));

    [Fact]
    [Trait("feature", "W11")]
    public void An_outside_reader_has_a_last_day_that_is_not_before_the_first()
    {
        Assert.Equal(["Until"], RoleRules.CanGive(Role.OutsideReader, ScopeKind.Board, today, null, Guid.NewGuid(), administrator, Words.Lscp).Select(p => p.Field));
        Assert.Equal(["Until"], RoleRules.CanGive(Role.OutsideReader, ScopeKind.Board, today, today.AddDays(-1), Guid.NewGuid(), administrator, Words.Lscp).Select(p => p.Field));
        Assert.Empty(RoleRules.CanGive(Role.OutsideReader, ScopeKind.Board, today, today, Guid.NewGuid(), administrator, Words.Lscp));
    }

    [Fact]
    public void Nobody_gives_himself_a_role_or_ends_his_own_as_administrator()
    {
        var me = administrator.PersonId!.Value;

        Assert.StartsWith("Another administrator must give", Assert.Single(RoleRules.CanGive(Role.Analyst, ScopeKind.Board, today, null, me, administrator, Words.Lscp)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Another administrator must end", Assert.Single(RoleRules.CanEnd(new(me, Role.Administrator, ScopeKind.Board, null, today), administrator)).Message, StringComparison.Ordinal);
        Assert.Empty(RoleRules.CanEnd(new(me, Role.Analyst, ScopeKind.Board, null, today), administrator));
        Assert.Empty(RoleRules.CanEnd(new(Guid.NewGuid(), Role.Administrator, ScopeKind.Board, null, today), administrator));
    }
}
