using Goldthread.Domain;
using Goldthread.Domain.Governance;

namespace Goldthread.Web.Tests.Governance;

internal static class Given
{
    /// <summary>A meeting on record, three days before the tests' today.</summary>
    public static Built<Meeting> AMeetingOf(Group group, string title = "November meeting", Confidentiality confidentiality = Confidentiality.Board, DateOnly? on = null)
    {
        Meeting meeting = new(group.Id, on ?? new(2026, 11, 20), title);
        meeting.LimitTo(confidentiality, group.AccessListId);
        return new(meeting, []);
    }
}
