using Goldthread.Domain.Admin;

namespace Goldthread.Domain.Tests.Admin;

[Trait("feature", "W10")]
public class AccessCheckRulesTests
{
    [Fact]
    public void It_is_asked_for_two_weeks_before_a_year_has_passed()
    {
        DateOnly last = new(2025, 8, 1), due = new(2026, 8, 1);

        Assert.Equal(due, AccessCheckRules.DueOn(last));
        Assert.True(last <= AccessCheckRules.LastAskedAgain(due.AddDays(-AccessCheckRules.DaysBefore)));
        Assert.False(last <= AccessCheckRules.LastAskedAgain(due.AddDays(-AccessCheckRules.DaysBefore - 1)));
    }

    [Fact]
    public void Nobody_of_the_agency_is_passed_over()
    {
        Guid one = Guid.NewGuid(), other = Guid.NewGuid();

        Assert.Empty(AccessCheckRules.CanConfirm([one, other], new Dictionary<Guid, StillRight> { [one] = StillRight.Yes, [other] = StillRight.HasLeft }));
        Assert.Equal([$"Said[{other}]"], AccessCheckRules.CanConfirm([one, other], new Dictionary<Guid, StillRight> { [one] = StillRight.RoleChanged }).Select(p => p.Field));
        Assert.Equal([$"Said[{one}]"], AccessCheckRules.CanConfirm([one], new Dictionary<Guid, StillRight> { [one] = StillRight.NotSaid }).Select(p => p.Field));
    }
}
