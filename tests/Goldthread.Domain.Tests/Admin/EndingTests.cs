using Goldthread.Domain.Admin;

namespace Goldthread.Domain.Tests.Admin;

[Trait("threat", "T15")]
public class EndingTests
{
    public static TheoryData<int, int?> EveryTerm => [.. from begun in new[] { -400, -1, 0, 1 } from until in new int?[] { null, 0, 1, 90 } select (begun, until)];

    [Theory, MemberData(nameof(EveryTerm))]
    public void What_is_ended_now_counts_no_more_today_or_later(int begun, int? until)
    {
        DateOnly today = new(2026, 3, 29);
        RoleHolding seat = new(Guid.NewGuid(), Role.GroupMember, ScopeKind.Group, Guid.NewGuid(), today.AddDays(begun), until is { } days ? today.AddDays(days) : null);
        var someone = Guid.NewGuid();
        var list = new AccessList(AccessListOwner.Record, Guid.NewGuid()).Admit(MemberKind.Person, someone, today.AddDays(begun), "tests", seat.Until);

        seat.EndNow(today);
        list.RemoveNow(MemberKind.Person, someone, today);

        for (var day = today; day <= today.AddDays(100); day = day.AddDays(1))
        {
            Assert.False(Counts(seat.From, seat.Until, day), $"the seat on {day}");
            Assert.All(list.Members, member => Assert.False(Counts(member.From, member.Until, day), $"the list on {day}"));
        }
    }

    // As the one command of sign-in asks.
    private static bool Counts(DateOnly from, DateOnly? until, DateOnly today) => from <= today && (until is null || until >= today);
}
