using CsCheck;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;

namespace Goldthread.Domain.Tests.Admin;

[Trait("feature", "W8")]
[Trait("threat", "T24")]
public class RetentionRulesTests
{
    private static readonly DateOnly today = new(2026, 11, 23);
    private static readonly DateTime now = new(2026, 11, 23, 10, 0, 0, DateTimeKind.Utc);
    private static readonly Viewer officer = Person("Olive"), second = Person("Cherry"), lead = new(Guid.CreateVersion7(), "Sonia", [new(Role.AgencyLead, ScopeKind.Organisation, Guid.CreateVersion7())], [], []);

    private static readonly Gen<RetentionFacts> anyFacts =
        from kind in One(RetentionKind.Finding, RetentionKind.Recommendation, RetentionKind.MeetingAction, RetentionKind.Meeting, RetentionKind.LibraryItem, RetentionKind.FormerUser)
        from restricted in Gen.Bool
        from days in Gen.Int[0, 20000]
        from ended in Gen.Bool
        from living in Gen.Bool
        from resting in Gen.Int[0, 2]
        select Facts(kind, today.AddDays(-days), ended ? today.AddDays(-days / 2) : null) with { IsRestricted = restricted, IsLiving = living, RestOnIt = resting, Scopes = [Guid.CreateVersion7()] };

    private static readonly Gen<RetentionRule> anyRule =
        from kind in One(Enum.GetValues<RetentionKind>())
        from months in Gen.Int[1, 600]
        from isLimited in Gen.Bool
        from counted in One(Enum.GetValues<RetentionEvent>())
        from began in Gen.Int[-100, 100]
        select Rule(kind, isLimited ? months : null, counted, today.AddDays(began));

    [Fact]
    public void Without_an_adopted_rule_nothing_is_ever_due()
    {
        anyFacts.Select(Gen.Int[0, 100000]).Sample((facts, days) => Assert.False(RetentionRules.Judge(facts, [], [], today.AddDays(days)).IsDue));
        anyFacts.Select(anyRule.Array[0, 5]).Sample((facts, rules) =>
        {
            RetentionRule[] none = [.. rules.Where(r => r.From > today || r.Months is null)];

            Assert.False(RetentionRules.Judge(facts, none, [], today).IsDue);
        });
    }

    [Fact]
    public void What_is_held_is_never_due_on_any_day_that_the_hold_counts()
    {
        anyFacts.Select(anyRule.Array[0, 5], One(Enum.GetValues<HoldScope>()), Gen.Int[0, 10000]).Sample((facts, rules, scope, days) =>
        {
            var day = today.AddDays(days);
            LegalHold hold = new("Inquiry", "IICSA 1", scope, scope == HoldScope.Record ? facts.Id : facts.Scopes[0], facts.Kind, facts.On, facts.On, today, null, "Olive");

            Assert.True(hold.Holds(facts, day));
            Assert.False(RetentionRules.Judge(facts, rules, [hold], day).IsDue);
        });
    }

    [Fact]
    public void What_lives_or_bears_something_is_never_due() => anyFacts.Select(anyRule.Array[0, 5]).Sample((facts, rules) =>
    {
        if (facts.IsLiving || facts.RestOnIt > 0) Assert.False(RetentionRules.Judge(facts, rules, [], today).IsDue);
    });

    [Theory]
    [InlineData("2026-11-22", false), InlineData("2026-11-23", true), InlineData("2032-01-01", true)]
    public void The_time_is_over_on_its_day_and_not_before(string day, bool isDue)
    {
        var facts = Facts(RetentionKind.Finding, new(2020, 11, 23));

        Assert.Equal(isDue, RetentionRules.Judge(facts, [Rule(RetentionKind.Finding, 72)], [], DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)).IsDue);
    }

    [Fact]
    public void Months_end_where_the_calendar_says()
    {
        var facts = Facts(RetentionKind.Meeting, new(2024, 1, 31));

        Assert.Equal(new DateOnly(2024, 2, 29), RetentionRules.Judge(facts, [Rule(RetentionKind.Meeting, 1)], [], today).DueOn);
    }

    [Fact]
    public void The_rule_that_began_last_counts_and_a_rule_to_come_does_not()
    {
        RetentionRule[] rules = [Rule(RetentionKind.Finding, 12, from: new(2020, 1, 1)), Rule(RetentionKind.Finding, null, from: new(2026, 1, 1)), Rule(RetentionKind.Finding, 1, from: new(2027, 1, 1))];
        var facts = Facts(RetentionKind.Finding, new(2015, 1, 1));

        Assert.True(RetentionRules.Judge(facts, rules, [], new(2025, 1, 1)).IsDue);
        Assert.False(RetentionRules.Judge(facts, rules, [], today).IsDue);
        Assert.True(RetentionRules.Judge(facts, rules, [], new(2027, 1, 1)).IsDue);
    }

    [Fact]
    public void What_is_restricted_goes_by_its_own_rule_alone()
    {
        var facts = Facts(RetentionKind.Finding, new(2015, 1, 1)) with { IsRestricted = true };

        Assert.False(RetentionRules.Judge(facts, [Rule(RetentionKind.Finding, 12)], [], today).IsDue);
        Assert.True(RetentionRules.Judge(facts, [Rule(RetentionKind.Restricted, 12)], [], today).IsDue);
    }

    [Fact]
    public void What_has_not_ended_is_never_due_where_time_is_counted_from_its_end()
    {
        var facts = Facts(RetentionKind.Recommendation, new(2010, 1, 1));

        Assert.Null(RetentionRules.Judge(facts, [Rule(RetentionKind.Recommendation, 12, RetentionEvent.Ended)], [], today).DueOn);
        Assert.True(RetentionRules.Judge(facts with { EndedOn = new(2024, 1, 1) }, [Rule(RetentionKind.Recommendation, 12, RetentionEvent.Ended)], [], today).IsDue);
    }

    [Fact]
    public void A_hold_over_a_part_keeps_the_record_it_goes_with()
    {
        var part = Guid.CreateVersion7();
        var facts = Facts(RetentionKind.Recommendation, new(2010, 1, 1), new(2011, 1, 1)) with { Parts = [part] };
        LegalHold hold = new("Claim", "C1", HoldScope.Record, part, null, null, null, today, null, "Olive");

        var verdict = RetentionRules.Judge(facts, [Rule(RetentionKind.Recommendation, 12, RetentionEvent.Ended)], [hold], today);

        Assert.Equal((false, "On hold: Claim"), (verdict.IsDue, verdict.Why));
    }

    [Fact]
    public void A_hold_that_is_lifted_or_over_keeps_nothing_and_lifting_needs_a_reason_and_a_right()
    {
        var facts = Facts(RetentionKind.Finding, new(2015, 1, 1));
        LegalHold hold = new("Inquiry", "I1", HoldScope.Everything, null, null, null, null, new(2020, 1, 1), new(2025, 12, 31), "Olive");
        LegalHold open = new("Inquiry", "I1", HoldScope.Everything, null, null, null, null, new(2020, 1, 1), null, "Olive");

        Assert.False(hold.Holds(facts, today));
        Assert.Equal("Because", Assert.Single(open.Lift(" ", officer, today)).Field);
        Assert.NotEmpty(open.Lift("It ended", lead, today));
        Assert.True(open.Holds(facts, today));
        Assert.Empty(open.Lift("It ended", officer, today));
        Assert.False(open.Holds(facts, today));
        Assert.NotEmpty(open.Lift("Again", officer, today));
    }

    [Fact]
    public void The_same_person_never_approves_and_confirms()
    {
        var (facts, verdict) = DueFinding();
        var (removal, _) = Removal.Approve(facts, verdict, officer, now);

        Assert.Contains("another person", Assert.Single(removal!.Confirm(facts, verdict, officer, now)).Message, StringComparison.Ordinal);
        Assert.Empty(removal.Confirm(facts, verdict, second, now));
        Assert.Equal((RemovalState.Confirmed, now.AddDays(7)), (removal.State, removal.NotBefore!.Value));
        Assert.NotEmpty(removal.Confirm(facts, verdict, Person("Third"), now));
    }

    [Fact]
    public void Who_has_no_right_neither_approves_nor_confirms_nor_calls_back()
    {
        var (facts, verdict) = DueFinding();
        var removal = Removal.Approve(facts, verdict, officer, now).Removal!;

        Assert.Null(Removal.Approve(facts, verdict, lead, now).Removal);
        Assert.NotEmpty(removal.Confirm(facts, verdict, lead, now));
        Assert.NotEmpty(removal.CallBack(facts, "Mine", lead));
        Assert.Equal(RemovalState.Approved, removal.State);
    }

    [Fact]
    public void A_chair_decides_about_what_her_own_group_answers_for()
    {
        var (facts, verdict) = DueFinding();
        Viewer own = new(Guid.CreateVersion7(), "Quentin", [new(Role.Chair, ScopeKind.Group, facts.Governing[0], GroupKind.SubGroup)], [], []), other = new(Guid.CreateVersion7(), "Tracy", [new(Role.Chair, ScopeKind.Group, Guid.CreateVersion7(), GroupKind.SubGroup)], [], []);

        Assert.NotNull(Removal.Approve(facts, verdict, own, now).Removal);
        Assert.Null(Removal.Approve(facts, verdict, other, now).Removal);
    }

    [Fact]
    public void What_changed_after_it_was_approved_is_not_confirmed_and_what_changed_after_that_is_not_removed()
    {
        var (facts, verdict) = DueFinding();
        var removal = Removal.Approve(facts, verdict, officer, now).Removal!;

        Assert.NotEmpty(removal.Confirm(facts with { Stamp = "other" }, verdict, second, now));
        Assert.Empty(removal.Confirm(facts, verdict, second, now));
        var later = now.AddDays(8);
        Assert.Equal("", removal.WhyNot(facts, verdict, later));
        Assert.NotEqual("", removal.WhyNot(facts, verdict, now.AddDays(6)));
        Assert.Contains("changed", removal.WhyNot(facts with { Stamp = "other" }, verdict, later), StringComparison.Ordinal);
        Assert.Contains("gone", removal.WhyNot(null, null, later), StringComparison.Ordinal);
        LegalHold hold = new("Inquiry", "I1", HoldScope.Everything, null, null, null, null, today, null, "Olive");
        Assert.Contains("On hold", removal.WhyNot(facts, RetentionRules.Judge(facts, [Rule(RetentionKind.Finding, 72)], [hold], today), later), StringComparison.Ordinal);
        Assert.Empty(removal.CallBack(facts, "Needed", second));
        Assert.NotEqual("", removal.WhyNot(facts, verdict, later));
    }

    [Fact]
    public void What_is_put_off_comes_back_on_its_day()
    {
        var (facts, verdict) = DueFinding();

        Assert.Equal(["LookAgainOn", "Why"], Removal.Postpone(facts, verdict, today, " ", officer, now).Problems.Select(p => p.Field));
        var removal = Removal.Postpone(facts, verdict, today.AddDays(30), "A claim may come", officer, now).Removal!;
        Assert.True(removal.Covers(today.AddDays(29)));
        Assert.False(removal.Covers(today.AddDays(30)));
    }

    [Fact]
    public void A_rule_that_says_too_little_is_refused_at_its_fields()
    {
        Assert.Equal(["Kind", "IsLimited", "Ground", "GraceDays"], RetentionRules.CanAdopt(null, null, null, null, " ", 0, today, today).Select(p => p.Field));
        Assert.Equal(["Months", "Counted"], RetentionRules.CanAdopt(RetentionKind.Finding, true, 0, null, "Policy", 7, today, today).Select(p => p.Field));
        Assert.Equal(["Counted", "From"], RetentionRules.CanAdopt(RetentionKind.Finding, true, 72, RetentionEvent.Ended, "Policy", 7, today.AddDays(-1), today).Select(p => p.Field));
        Assert.Empty(RetentionRules.CanAdopt(RetentionKind.Finding, true, 72, RetentionEvent.Dated, "Policy", 7, today, today));
        Assert.Empty(RetentionRules.CanAdopt(RetentionKind.Meeting, false, null, null, "Archive", 7, today, today));
    }

    [Fact]
    public void Traces_go_by_their_rule_alone_and_any_wide_hold_keeps_them()
    {
        var rule = Rule(RetentionKind.Session, 12, RetentionEvent.Ended);
        LegalHold inquiry = new("Inquiry", "I1", HoldScope.Dates, null, null, new(2020, 1, 1), new(2021, 1, 1), today, null, "Olive");

        Assert.Null(RetentionRules.GoesBefore(RetentionKind.Session, [], [], now));
        Assert.Null(RetentionRules.GoesBefore(RetentionKind.Letter, [rule], [], now));
        Assert.Equal(now.AddMonths(-12), RetentionRules.GoesBefore(RetentionKind.Session, [rule], [], now));
        Assert.Null(RetentionRules.GoesBefore(RetentionKind.Session, [rule], [inquiry], now));
    }

    [Fact]
    public void A_certificate_shows_any_change_of_what_it_says_and_one_of_restricted_records_is_for_the_two_who_decided()
    {
        CertificateText text = new(Guid.CreateVersion7(), "C-7K3QA", now, RetentionKind.Finding, true, "Kept for 6 years.", today, "Ada", officer.PersonId!.Value, "Olive", today, second.PersonId!.Value, "Cherry", today, 3, 1, [Guid.CreateVersion7()]);
        RemovalCertificate certificate = new(text);

        Assert.True(certificate.IsAsWritten);
        Assert.Equal(text.Hash(), certificate.Text.Hash());
        Assert.NotEqual(text.Hash(), (text with { Records = 4 }).Hash());
        Assert.NotEqual(text.Hash(), (text with { Removed = [Guid.CreateVersion7()] }).Hash());
        Assert.True(certificate.IsFor(officer) && certificate.IsFor(second));
        Assert.False(certificate.IsFor(Person("Third")));
    }

    private static Gen<T> One<T>(params T[] of) => Gen.Int[0, of.Length - 1].Select(i => of[i]);

    private static Viewer Person(string name) => new(Guid.CreateVersion7(), name, [new(Role.BoardOfficer, ScopeKind.Board, null)], [], []);

    private static RetentionFacts Facts(RetentionKind kind, DateOnly on, DateOnly? endedOn = null) => new(kind, Guid.CreateVersion7(), false, on, endedOn, on, false, 0, [], [Guid.CreateVersion7()], [], "as it was");

    private static RetentionRule Rule(RetentionKind kind, int? months, RetentionEvent counted = RetentionEvent.Dated, DateOnly? from = null) => new(kind, months, counted, "Policy", 7, from ?? new DateOnly(2020, 1, 1), "Ada", now);

    private static (RetentionFacts Facts, RetentionVerdict Verdict) DueFinding()
    {
        var facts = Facts(RetentionKind.Finding, new(2015, 1, 1));
        return (facts, RetentionRules.Judge(facts, [Rule(RetentionKind.Finding, 72)], [], today));
    }
}
