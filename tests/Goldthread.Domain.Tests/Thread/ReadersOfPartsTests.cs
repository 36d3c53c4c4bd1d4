using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Thread;
using static Goldthread.Domain.Tests.Thread.Cast;

namespace Goldthread.Domain.Tests.Thread;

[Trait("threat", "T05")]
public class ReadersOfPartsTests
{
    [Fact]
    public void An_action_has_the_readers_of_its_meeting_where_those_are_fewer()
    {
        var recommendation = Recommendation();
        Meeting closed = new(Quality, Today, "Closed");
        closed.LimitTo(Confidentiality.Group, Guid.NewGuid());

        Assert.Same(closed, ReadersOfParts.Source(Action(), recommendation, closed));
        Assert.Same(recommendation, ReadersOfParts.Source(Action(), recommendation, null));
        Assert.Same(recommendation, ReadersOfParts.Source(Measure(recommendation), recommendation, null));
    }

    [Fact]
    public void What_is_restricted_to_people_of_its_own_does_not_go_along()
    {
        var (own, with) = (Guid.NewGuid(), Guid.NewGuid());
        var action = Action();

        Assert.True(ReadersOfParts.GoesAlong(action, new HashSet<Guid> { with }));
        action.LimitTo(Confidentiality.Restricted, with);
        Assert.True(ReadersOfParts.GoesAlong(action, new HashSet<Guid> { with }));
        action.LimitTo(Confidentiality.Restricted, own);
        Assert.False(ReadersOfParts.GoesAlong(action, new HashSet<Guid> { with }));
    }

    [Fact, Trait("asvs", "V8.2.2")]
    public void Somebody_who_governs_a_record_goes_on_reading_it()
    {
        var recommendation = Recommendation();
        Viewer administrator = new(Guid.NewGuid(), "Administrator", [new(Role.Administrator, ScopeKind.Board, null)], [], [], false);

        foreach (var alone in new[] { administrator, PoliceLead, TrainingChair, PoliceMemberOfQuality })
            Assert.Equal(["People"], RestrictionRules.CanRestrict(recommendation, "About one child", [alone]).Select(p => p.Field));
        foreach (var governs in new[] { QualityChair, Officer })
            Assert.Empty(RestrictionRules.CanRestrict(recommendation, "About one child", [administrator, governs]));
        Assert.Equal(["People", "Reason"], RestrictionRules.CanRestrict(recommendation, " ", []).Select(p => p.Field));
    }

    [Fact, Trait("asvs", "V8.2.2")]
    public void Each_kind_is_restricted_by_the_right_that_governs_it()
    {
        var recommendation = Recommendation();
        Finding finding = new(FindingKind.Risk, "Plans stand still", Today, Quality);
        finding.LimitTo(Confidentiality.Public, null);

        Assert.True(RestrictionRules.MayRestrict(finding, PoliceMemberOfQuality));
        Assert.False(RestrictionRules.MayRestrict(recommendation, PoliceMemberOfQuality));
        Assert.True(RestrictionRules.MayRestrict(recommendation, QualityChair));
        Assert.False(RestrictionRules.MayRestrict(recommendation, TrainingChair));
    }
}
