using Goldthread.Domain.Admin;
using Goldthread.Domain.Library;

namespace Goldthread.Domain.Tests.Admin;

[Trait("threat", "T01"), Trait("threat", "T27")]
public class RestrictionRulesTests
{
    private static readonly Guid agency = Guid.NewGuid();

    [Theory]
    [InlineData(Role.AgencyLead, ScopeKind.Organisation, true)]
    [InlineData(Role.Analyst, ScopeKind.Organisation, false)]
    [InlineData(Role.AgencyContributor, ScopeKind.Organisation, false)]
    [InlineData(Role.BoardOfficer, ScopeKind.Board, true)]
    [InlineData(Role.Analyst, ScopeKind.Board, false)]
    [InlineData(Role.Administrator, ScopeKind.Board, false)]
    public void What_is_an_agencys_own_is_kept_by_its_lead_and_by_the_office(Role role, ScopeKind scope, bool keeps)
    {
        LibraryItem item = new(Volume.Qualitative, "Audit", "Read twelve files", new(2026, 3, 1), agency);
        Viewer reader = new(Guid.NewGuid(), "Somebody", [new(role, scope, scope == ScopeKind.Board ? null : agency)], [], [], false);

        Assert.Equal(keeps, RestrictionRules.Keeps(item, reader));
        Assert.Equal(keeps, RestrictionRules.CanLeaveTo(item, [reader]).Count == 0);
    }

    [Fact]
    public void Another_agencys_lead_keeps_nothing_of_it()
    {
        LibraryItem item = new(Volume.Qualitative, "Audit", "Read twelve files", new(2026, 3, 1), agency);
        Viewer other = new(Guid.NewGuid(), "Somebody", [new(Role.AgencyLead, ScopeKind.Organisation, Guid.NewGuid())], [], [], false);

        Assert.False(RestrictionRules.Keeps(item, other));
    }

    [Fact]
    public void Whoever_can_choose_only_the_office_is_told_of_nobody_else()
    {
        LibraryItem own = new(Volume.Qualitative, "Audit", "Read twelve files", new(2026, 3, 1), null);

        var problem = Assert.Single(RestrictionRules.CanLeaveTo(own, [new(Guid.NewGuid(), "Somebody", [], [], [], false)]));

        Assert.Contains("such as someone from the business office", problem.Message, StringComparison.Ordinal);
    }
}
