using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Thread;

namespace Goldthread.Domain.Tests.Admin;

[Trait("feature", "W9")]
[Trait("threat", "T02")]
public class DelegationRulesTests
{
    private static readonly DateOnly today = new(2026, 4, 2);
    private static readonly Guid agency = Guid.NewGuid(), other = Guid.NewGuid(), group = Guid.NewGuid(), away = Guid.NewGuid();
    private static readonly Viewer lead = new(Guid.NewGuid(), "Lea", [new(Role.AgencyLead, ScopeKind.Organisation, agency)], [agency], [], false);

    private static Viewer Colleague(Role role, Role handed, params Guid[] of) =>
        new Viewer(Guid.NewGuid(), "Connie", [new(role, ScopeKind.Organisation, agency)], of.Length == 0 ? [agency] : of, [], false).AlsoFor([new(away, "Sonia", agency, handed, today)]);

    public static TheoryData<Right> EveryRight => [.. Enum.GetValues<Right>()];

    [Theory, MemberData(nameof(EveryRight))]
    public void What_an_agency_is_asked_to_do_goes_along_and_no_other_right(Right right)
    {
        var colleague = Colleague(Role.Practitioner, Role.AgencyLead);
        var expected = right is Right.Respond or Right.PlanActions or Right.ReportProgress;

        Assert.Equal(expected, colleague.Holds(right));
        Assert.Equal(expected, colleague.MayIn(agency, right));
        Assert.Equal(expected ? [agency] : [], colleague.ScopesOf(right));
        Assert.False(colleague.MayIn(other, right));
        Assert.False(colleague.HoldsForBoard(right));
    }

    [Fact]
    public void Of_another_organisation_it_is_worth_nothing() =>
        Assert.False(Colleague(Role.Practitioner, Role.AgencyLead, other).Holds(Right.Respond));

    [Fact]
    public void What_was_done_on_a_colleagues_right_bears_both_names_and_what_was_not_does_not()
    {
        var colleague = Colleague(Role.AgencyContributor, Role.AgencyLead);
        Recommendation asked = new("Do it", today, group);
        asked.LimitTo(Confidentiality.Public, null);
        asked.Ask(agency, isGroup: false, today);

        Assert.True(colleague.MayIn(agency, Right.ReportProgress)); // a contributor's own
        Assert.Equal("Connie", colleague.Signs);
        Assert.Null(colleague.ForWhom(Right.ReportProgress, agency));
        Assert.Equal("Sonia", colleague.ForWhom(Right.Respond, agency));
        Assert.Empty(asked.Respond(agency, Answer.Accepted, null, colleague, today));

        Assert.Equal("Connie for Sonia", asked.Responses[0].AnsweredBy);
        Assert.False(asked.Responses[0].OnBehalf);
        Assert.Equal("Connie for Sonia", colleague.Signs);
    }

    [Fact]
    public void It_is_not_handed_on_and_no_seat_or_office_is_lent()
    {
        Assert.Empty(DelegationRules.From(Colleague(Role.Practitioner, Role.AgencyLead)));
        Assert.Empty(DelegationRules.From(new(away, "Chair", [new(Role.Chair, ScopeKind.Group, group), new(Role.BoardOfficer, ScopeKind.Board, null), new(Role.Administrator, ScopeKind.Board, null)], [], [], true)));
        Assert.Equal([agency], DelegationRules.From(lead));
    }

    [Fact]
    public void It_is_handed_to_one_colleague_at_a_time_from_now_on_and_not_for_long()
    {
        var to = Guid.NewGuid();
        IReadOnlyList<string> Fields(Guid? who, DateOnly from, DateOnly until, bool isColleague = true, params Delegation[] others) =>
            [.. DelegationRules.CanHandOver(who, isColleague, from, until, lead, others, today).Select(p => p.Field)];
        Delegation before = new(lead.PersonId!.Value, to, today.AddDays(10), today.AddDays(12));

        Assert.Empty(Fields(to, today, today));
        Assert.Empty(Fields(to, today, today.AddDays(9), true, before));
        Assert.Equal(["From"], Fields(to, today, today.AddDays(10), true, before));
        Assert.Equal(["From"], Fields(to, today.AddDays(-1), today));
        Assert.Equal(["Until"], Fields(to, today, today.AddDays(-1)));
        Assert.Equal(["Until"], Fields(to, today, today.AddDays(DelegationRules.MostDays + 1)));
        Assert.Equal(["ToId"], Fields(to, today, today, isColleague: false));
        Assert.Equal(["ToId"], Fields(null, today, today));
        Assert.Equal(["ToId"], Fields(lead.PersonId, today, today));
    }
}
