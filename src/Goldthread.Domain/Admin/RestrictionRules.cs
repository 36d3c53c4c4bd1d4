namespace Goldthread.Domain.Admin;

/// <summary>Who may shut a record to named people and open it again, and what must hold after.</summary>
public static class RestrictionRules
{
    /// <summary>Whether this person may say who sees a record: who governs it by the right of its kind, or takes personal details
    /// out for the whole board and may see it.</summary>
    public static bool MayRestrict(ConfidentialRecord record, Viewer by) =>
        record.GoverningRight != Right.None && Access.CanSee(record, by) && (by.Holds(Right.TakeOutText) || by.May(record.GoverningRight, record));

    /// <summary>Whether this person may open it again: only who keeps it, and reads it.</summary>
    public static bool MayLift(ConfidentialRecord record, Viewer by) =>
        record.Confidentiality == Confidentiality.Restricted && Access.CanSee(record, by) && Keeps(record, by);

    /// <summary>Why it can't be restricted so.</summary>
    /// <param name="record">The record.</param>
    /// <param name="reason">Why, for the trail.</param>
    /// <param name="readers">Those chosen, with the roles they hold today.</param>
    public static IReadOnlyList<Problem> CanRestrict(ConfidentialRecord record, string? reason, IReadOnlyCollection<Viewer> readers)
    {
        List<Problem> problems = [.. CanLeaveTo(record, readers)];
        if (string.IsNullOrWhiteSpace(reason)) problems.Add(new("Reason", "Say why it is restricted"));
        else if (reason.Length > 500) problems.Add(new("Reason", "Shorten the reason to 500 characters"));
        return problems;
    }

    /// <summary>Why it can't be left to these people alone: somebody who keeps it must go on reading it. An administrator, a member who
    /// only writes it, or the lead of an agency that was asked, can't close a record to herself.</summary>
    /// <param name="record">The record.</param>
    /// <param name="readers">Those chosen, with the roles they hold today.</param>
    /// <param name="field">Where they are chosen.</param>
    public static IReadOnlyList<Problem> CanLeaveTo(ConfidentialRecord record, IReadOnlyCollection<Viewer> readers, string field = "People")
    {
        if (readers.Count == 0) return [new(field, "Choose at least one person: a record that nobody may see is lost")];
        return readers.Any(reader => Keeps(record, reader)) ? []
            : [new(field, $"Choose also somebody who governs it, such as {(record.GoverningScopes.Any() ? "the chair of the group that answers for it, the lead of the agency it belongs to, or " : "")}someone from the business office: else nobody could see it through or open it again")];
    }

    /// <summary>Whether somebody keeps a record: sees it through and can open it again. That is the chair of the group that answers
    /// for it, or the board's office, who judge; of what is an agency's own also its lead. Those who only record or shelve it don't.</summary>
    public static bool Keeps(ConfidentialRecord record, Viewer reader) => reader.Roles.Any(held =>
        (held.Scope == ScopeKind.Organisation ? held.Role == Role.AgencyLead : RoleRights.Grants(held.Role, record.GoverningRight) && RoleRights.Grants(held.Role, Right.JudgeImpact))
        && (held.Scope == ScopeKind.Board || (held.ScopeId is { } id && record.GoverningScopes.Contains(id))));
}
