namespace Goldthread.Domain.Admin;

/// <summary>Who may shut a record to named people and open it again, and what must hold after.</summary>
public static class RestrictionRules
{
    /// <summary>Whether this person may say who sees a record: who governs it by the right of its kind, or takes personal details
    /// out for the whole board and may see it.</summary>
    public static bool MayRestrict(ConfidentialRecord record, Viewer by) =>
        record.GoverningRight != Right.None && Access.CanSee(record, by) && (by.Holds(Right.TakeOutText) || by.May(record.GoverningRight, record));

    /// <summary>Whether this person may open it again: only who governs it.</summary>
    public static bool MayLift(ConfidentialRecord record, Viewer by) =>
        record.Confidentiality == Confidentiality.Restricted && record.GoverningRight != Right.None && by.May(record.GoverningRight, record);

    /// <summary>Why it can't be restricted so. Somebody who governs it must go on reading it: an administrator, or the lead of an
    /// agency that was asked, can't close a record to herself.</summary>
    /// <param name="record">The record.</param>
    /// <param name="reason">Why, for the trail.</param>
    /// <param name="readers">Those chosen, with the roles they hold today.</param>
    public static IReadOnlyList<Problem> CanRestrict(ConfidentialRecord record, string? reason, IReadOnlyCollection<Viewer> readers)
    {
        List<Problem> problems = [];
        if (readers.Count == 0) problems.Add(new("People", "Choose at least one person: a record that nobody may see is lost"));
        else if (!readers.Any(reader => Keeps(record, reader)))
            problems.Add(new("People", "Choose also somebody who governs it, such as the chair of the group that answers for it or someone from the board’s office: else nobody could see it through or open it again"));
        if (string.IsNullOrWhiteSpace(reason)) problems.Add(new("Reason", "Say why it is restricted"));
        else if (reason.Length > 500) problems.Add(new("Reason", "Shorten the reason to 500 characters"));
        return problems;
    }

    // What is recommended is seen through to its judged impact: the chair's and the office's to do, not that of one who only writes it.
    private static bool Keeps(ConfidentialRecord record, Viewer reader)
    {
        var right = record.GoverningRight == Right.MakeRecommendations ? Right.JudgeImpact : record.GoverningRight;
        return reader.Roles.Any(held => RoleRights.Grants(held.Role, right) && (held.Scope == ScopeKind.Board || (held.ScopeId is { } id && record.GoverningScopes.Contains(id))));
    }
}
