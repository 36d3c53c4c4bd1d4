using Goldthread.Domain;
using Goldthread.Domain.Admin;

namespace Goldthread.Domain.Tests.Admin;

[Trait("feature", "W7")]
[Trait("threat", "T15")]
[Trait("asvs", "V6.4.4")]
public class FactorResetTests
{
    private static readonly DateTime now = new(2026, 11, 23, 10, 0, 0, DateTimeKind.Utc);
    private static readonly Guid person = Guid.NewGuid();
    private readonly Viewer one = new(Guid.NewGuid(), "Ada Min", [], [], []), other = new(Guid.NewGuid(), "Ann Other", [], [], []);

    [Fact]
    public void It_is_asked_for_with_a_reason_for_somebody_else_and_where_another_can_confirm()
    {
        Assert.Empty(FactorReset.CanAsk(hasOne: true, person, one, "Lost phone, seen in person", isAsked: false, hasSecond: true));
        Assert.Equal(["Reason"], FactorReset.CanAsk(true, person, one, " ", false, true).Select(p => p.Field));
        Assert.Equal(["Reason"], FactorReset.CanAsk(true, person, one, new('x', 301), false, true).Select(p => p.Field));
        Assert.Contains("no second factor", Assert.Single(FactorReset.CanAsk(false, person, one, "Lost", false, true)).Message, StringComparison.Ordinal);
        Assert.Contains("Another administrator", Assert.Single(FactorReset.CanAsk(true, one.PersonId!.Value, one, "Mine", false, true)).Message, StringComparison.Ordinal);
        Assert.Contains("already", Assert.Single(FactorReset.CanAsk(true, person, one, "Lost", true, true)).Message, StringComparison.Ordinal);
        Assert.Contains("command line", Assert.Single(FactorReset.CanAsk(true, person, one, "Lost", false, false)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_confirms_it_within_a_day_and_once()
    {
        FactorReset asked = new(person, one, "Lost phone", now);

        Assert.Contains("Another administrator", Assert.Single(asked.Confirm(one, true, now)).Message, StringComparison.Ordinal);
        Assert.Contains("your own", Assert.Single(asked.Confirm(new(person, "Lost Phone", [], [], []), true, now)).Message, StringComparison.Ordinal);
        Assert.Contains("run out", Assert.Single(asked.Confirm(other, true, now + FactorReset.Holds)).Message, StringComparison.Ordinal);
        Assert.Contains("no second factor", Assert.Single(asked.Confirm(other, false, now)).Message, StringComparison.Ordinal);
        Assert.NotEmpty(asked.Confirm(Viewer.System("job"), true, now));
        Assert.Null(asked.EndedAt);
        Assert.Empty(asked.Confirm(other, true, now + FactorReset.Holds - TimeSpan.FromSeconds(1)));
        Assert.Equal("Ann Other", asked.ConfirmedBy);
        Assert.NotEmpty(asked.Confirm(other, true, now));
    }

    [Fact]
    public void What_was_refused_is_confirmed_by_nobody()
    {
        FactorReset asked = new(person, one, "Lost phone", now);

        asked.Drop(now);

        Assert.NotEmpty(asked.Confirm(other, true, now));
    }
}
