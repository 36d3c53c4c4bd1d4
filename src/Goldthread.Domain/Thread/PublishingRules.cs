using Goldthread.Domain.Admin;

namespace Goldthread.Domain.Thread;

/// <summary>Who may let anyone read what he writes, also without signing in.</summary>
public static class PublishingRules
{
    /// <summary>The chair of the group that answers for it, or the board's office: those who judge for that group. Its other
    /// members write for the board or the group, and the chair publishes.</summary>
    public static bool MayPublish(Viewer by, Guid ownerGroupId) => by.MayIn(ownerGroupId, Right.JudgeImpact);

    /// <summary>Why this person can't choose these readers for what a group answers for.</summary>
    public static IReadOnlyList<Problem> Check(Confidentiality chosen, Guid ownerGroupId, Viewer by) =>
        chosen == Confidentiality.Public && !MayPublish(by, ownerGroupId)
            ? [new("Confidentiality", "Only the group's chair or the business office may let anyone see it: choose who else may")]
            : [];
}
