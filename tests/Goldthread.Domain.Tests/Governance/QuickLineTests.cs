using Goldthread.Domain.Governance;

namespace Goldthread.Domain.Tests.Governance;

[Trait("feature", "C6")]
public class QuickLineTests
{
    private static readonly DateOnly Held = new(2026, 12, 21); // a Monday before two bank holidays
    private static readonly WorkingDays Calendar = new([new(new(2026, 12, 25), "Christmas Day"), new(new(2026, 12, 28), "Boxing Day"), new(new(2027, 1, 1), "New Year's Day")]);
    private static readonly Guid Police = Guid.CreateVersion7();

    [Theory]
    [InlineData(LineKind.Decision, "Accept the audit report", LineKind.Decision, "Accept the audit report")]
    [InlineData(LineKind.Decision, "action: Send the letter ", LineKind.Action, "Send the letter")]
    [InlineData(LineKind.Action, "Decision:Meet in May", LineKind.Decision, "Meet in May")]
    [InlineData(LineKind.Action, "Action on neglect: train staff", LineKind.Action, "Action on neglect: train staff")]
    public void A_prefix_says_what_the_line_is(LineKind chosen, string typed, LineKind kind, string text)
    {
        var problems = QuickLine.Read(chosen, typed, Police, "+5", Held, Calendar, out var line);

        Assert.Empty(problems);
        Assert.Equal((kind, text), (line!.Kind, line.Text));
    }

    [Theory]
    [Trait("feature", "S2")]
    [InlineData("Bring figures by ward for R-7K3QX", "Bring figures by ward", "R-7K3QX")]
    [InlineData("Bring figures by ward (r-7k3qx).", "Bring figures by ward", "R-7K3QX")]
    [InlineData("R-7K3QX: bring figures by ward", "bring figures by ward", "R-7K3QX")]
    [InlineData("Say what R-7K3QX would cost in a year", "Say what R-7K3QX would cost in a year", "R-7K3QX")]
    [InlineData("Bring figures for F-7K3QX", "Bring figures for F-7K3QX", null)]
    [InlineData("Bring R-101", "Bring R-101", null)]
    public void An_action_names_the_recommendation_it_answers(string typed, string text, string? code)
    {
        var problems = QuickLine.Read(LineKind.Action, typed, Police, "+5", Held, Calendar, out var line);

        Assert.Empty(problems);
        Assert.Equal((text, code), (line!.Text, line.Recommendation));
    }

    [Fact]
    public void An_action_answers_one_recommendation_alone()
    {
        var problems = QuickLine.Read(LineKind.Action, "Do both for R-7K3QX and R-8M4RY", Police, "+5", Held, Calendar, out var line);

        Assert.Equal(["Line"], problems.Select(p => p.Field));
        Assert.Null(line);
    }

    [Fact]
    public void A_code_in_a_decision_stays_in_its_words()
    {
        QuickLine.Read(LineKind.Decision, "Close R-7K3QX", null, null, Held, Calendar, out var line);

        Assert.Equal(new QuickLine(LineKind.Decision, "Close R-7K3QX", null, null), line);
    }

    [Fact]
    public void A_decision_has_neither_owner_nor_date()
    {
        QuickLine.Read(LineKind.Decision, "Agreed", Police, "not a date", Held, Calendar, out var line);

        Assert.Equal(new QuickLine(LineKind.Decision, "Agreed", null, null), line);
    }

    [Theory]
    [InlineData("+1", "2026-12-22")]
    [InlineData("+4", "2026-12-29")] // over Christmas Day and the substitute day
    [InlineData("+ 10", "2027-01-07")]
    [InlineData("12 March 2027", "2027-03-12")]
    [InlineData("12 mar 2027", "2027-03-12")]
    [InlineData("12/3/2027", "2027-03-12")]
    [InlineData("2027-03-12", "2027-03-12")]
    [InlineData("12 March", "2027-03-12")] // the next one
    [InlineData("30 Dec", "2026-12-30")]
    [InlineData("29 February", "2028-02-29")]
    [InlineData("21 December 2026", "2026-12-21")] // the day itself
    public void A_due_date_is_a_day_or_working_days_after_the_meeting(string typed, string expected)
    {
        var problems = QuickLine.ReadDue(typed, Held, Calendar, out var due);

        Assert.Empty(problems);
        Assert.Equal(DateOnly.ParseExact(expected, "yyyy-MM-dd"), due);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("+0")]
    [InlineData("+-3")]
    [InlineData("+501")]
    [InlineData("soon")]
    [InlineData("31 June 2027")]
    [InlineData("20 December 2026")] // before the meeting
    public void A_due_date_that_is_none_is_said_at_its_field(string? typed)
    {
        var problems = QuickLine.ReadDue(typed, Held, Calendar, out var due);

        Assert.Equal(["Due"], problems.Select(p => p.Field));
        Assert.Null(due);
    }

    [Fact]
    public void An_empty_action_names_every_field_at_once()
    {
        var problems = QuickLine.Read(LineKind.Action, "action:  ", null, " ", Held, Calendar, out var line);

        Assert.Equal(["Line", "OwnerId", "Due"], problems.Select(p => p.Field));
        Assert.Null(line);
    }

    [Theory]
    [InlineData(LineKind.Decision, QuickLine.LongestDecision)]
    [InlineData(LineKind.Action, QuickLine.LongestAction)]
    public void A_line_may_be_just_so_long(LineKind kind, int longest)
    {
        Assert.Empty(QuickLine.Read(kind, new('x', longest), Police, "+5", Held, Calendar, out _));
        Assert.Equal(["Line"], QuickLine.Read(kind, new('x', longest + 1), Police, "+5", Held, Calendar, out _).Select(p => p.Field));
    }
}
