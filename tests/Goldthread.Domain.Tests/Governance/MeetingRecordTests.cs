using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;

namespace Goldthread.Domain.Tests.Governance;

[Trait("feature", "C6")]
public class MeetingRecordTests
{
    private static readonly DateOnly Today = new(2026, 4, 2);
    private static readonly Guid Quality = Guid.CreateVersion7(), Training = Guid.CreateVersion7();
    private static readonly Viewer Chair = In(Quality, Role.Chair), ChairElsewhere = In(Training, Role.Chair), Member = In(Quality, Role.GroupMember);

    [Fact]
    public void The_chair_corrects_what_a_meeting_is_called_and_when_it_was()
    {
        var meeting = AMeeting();

        Assert.Empty(meeting.Correct(" May meeting ", new(2026, 5, 1), Chair));

        Assert.Equal(("May meeting", new DateOnly(2026, 5, 1)), (meeting.Title, meeting.HeldOn));
    }

    [Fact, Trait("asvs", "V8.2.2")]
    public void Nobody_else_does_and_a_title_stays()
    {
        var meeting = AMeeting();

        Assert.NotEmpty(meeting.Correct("Mine", Today, ChairElsewhere));
        Assert.NotEmpty(meeting.Correct("Mine", Today, Member));
        Assert.Equal(["Title"], meeting.Correct(" ", Today, Chair).Select(p => p.Field));
        Assert.Equal(("April meeting", new DateOnly(2026, 4, 1)), (meeting.Title, meeting.HeldOn));
    }

    [Fact]
    public void A_decisions_wording_is_corrected_by_name()
    {
        Decision decision = new(AMeeting(), 1, "Accept the reprot");

        Assert.Empty(decision.Correct("Accept the report", Chair, Today));

        Assert.Equal(("Accept the report", Today, Chair.Name), (decision.Text, decision.CorrectedOn, decision.CorrectedBy));
    }

    [Fact]
    public void A_decision_recorded_in_error_is_withdrawn_with_a_reason_and_keeps_its_words()
    {
        Decision decision = new(AMeeting(), 3, "Close the group");

        Assert.Equal(["Because"], decision.Withdraw("", Chair, Today).Select(p => p.Field));
        Assert.Empty(decision.Withdraw("It was only discussed", Chair, Today));

        Assert.Equal((3, "Close the group", Today, Chair.Name, "It was only discussed"), (decision.Number, decision.Text, decision.WithdrawnOn, decision.WithdrawnBy, decision.WithdrawnBecause));
        Assert.NotEmpty(decision.Correct("Keep the group", Chair, Today));
        Assert.NotEmpty(decision.Withdraw("Again", Chair, Today));
    }

    [Fact, Trait("asvs", "V8.2.2")]
    public void Who_does_not_run_the_groups_meetings_changes_no_decision()
    {
        Decision decision = new(AMeeting(), 1, "Accept the report");

        foreach (var other in new[] { ChairElsewhere, Member })
        {
            Assert.NotEmpty(decision.Correct("Reject the report", other, Today));
            Assert.NotEmpty(decision.Withdraw("No", other, Today));
        }

        Assert.Equal("Accept the report", decision.Text);
    }

    private static Meeting AMeeting()
    {
        Meeting meeting = new(Quality, new(2026, 4, 1), "April meeting");
        meeting.LimitTo(Confidentiality.Public, null); // these rules are about deeds
        return meeting;
    }

    private static Viewer In(Guid group, Role role) => new(Guid.CreateVersion7(), role.ToString(), [new(role, ScopeKind.Group, group)], [], [], isBoardMember: true);
}
