using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Thread;

namespace Goldthread.Web.Tests;

/// <summary>A record walked to its state through the methods that people use, with the records it came from.</summary>
/// <param name="Record">The record.</param>
/// <param name="Before">What must be kept before it.</param>
public sealed record Built<T>(T Record, IReadOnlyList<object> Before) where T : notnull
{
    public static implicit operator T(Built<T> built) => built.Record;
}

/// <summary>Beginnings with a consonant.</summary>
public static class A
{
    public static readonly DateOnly Today = new(2026, 11, 23);

    /// <summary>A finding of the quality group, about neglect, resting on a statement, that every board member may read.</summary>
    public static Built<Finding> Finding(string title = "Plans are not reviewed after six months", FindingKind kind = FindingKind.AreaForImprovement)
    {
        Finding finding = new(kind, title, new(2026, 9, 14), Somewhere.Quality.Id);
        finding.Describe(kind, title, "Seen in seven of twelve cases.", "Children wait longer for help.", EvidenceStrength.Moderate, Reach.System, finding.FoundOn);
        finding.TagWith([Somewhere.Neglect.Id], [], [Somewhere.SocialCare.Id]);
        finding.RestOn(Evidence("Twelve cases were read."));
        return new(finding, []);
    }

    /// <summary>A statement as evidence.</summary>
    public static Evidence Evidence(string note = "The record shows it.") => new(EvidenceSource.Statement, null, new(2026, 9, 1), note, Somebody.SocialCareLead.Name);

    /// <summary>A recommendation of the quality group to social care, from a finding.</summary>
    public static Built<Recommendation> Recommendation(string title = "Review every plan after six months")
    {
        var finding = Finding();
        Recommendation recommendation = new(title, new(2026, 9, 21), Somewhere.Quality.Id);
        recommendation.Describe(title, "In all teams.", "Children's plans change when their lives do.");
        recommendation.ComeFrom([finding.Record.Id]);
        recommendation.Ask(Somewhere.SocialCare.Id, isGroup: false, new(2026, 10, 5));
        return new(recommendation, [.. finding.Before, finding.Record]);
    }

    /// <summary>A measure of a recommendation.</summary>
    public static Built<ImpactMeasure> Measure()
    {
        var recommendation = Recommendation();
        ImpactMeasure measure = new(recommendation, MeasureKind.ReAudit, "Re-audit of twelve cases", new(2027, 3, 1));
        measure.Describe(MeasureKind.ReAudit, "Re-audit of twelve cases", null, "5 of 12", "11 of 12", new(2027, 3, 1));
        return new(measure, [.. recommendation.Before, recommendation.Record]);
    }
}

/// <summary>Beginnings with a vowel.</summary>
public static class An
{
    /// <summary>An action of social care for a recommendation of the quality group, planned and due at the year's end.</summary>
    public static Built<ImprovementAction> Action(string title = "Set a reminder for each plan", DateOnly? due = null)
    {
        var recommendation = A.Recommendation();
        ImprovementAction action = new(recommendation, title, Somewhere.SocialCare.Id, due ?? new(2026, 12, 31), new(2026, 10, 1));
        action.Describe(title, "Every team has it.", Mechanism.Monitoring, Somewhere.SocialCare.Id, null);
        return new(action, [.. recommendation.Before, recommendation.Record]);
    }
}

/// <summary>On from there, one deed at a time; each must be allowed.</summary>
public static class Walks
{
    /// <summary>The agency's lead says it is done, and shows evidence.</summary>
    public static Built<ImprovementAction> ReportedDone(this Built<ImprovementAction> action, bool withEvidence = true)
    {
        if (withEvidence) action.Record.Show(A.Evidence());
        Allowed(action.Record.ReportDone("All teams have it", Somebody.SocialCareLead.WhoSees(action.Record), A.Today));
        return action;
    }

    /// <summary>The board's office accepts it.</summary>
    public static Built<ImprovementAction> Verified(this Built<ImprovementAction> action)
    {
        action.ReportedDone();
        Allowed(action.Record.Verify(Somebody.Officer.WhoSees(action.Record), A.Today));
        return action;
    }

    /// <summary>Lets anyone read the record, also without signing in.</summary>
    public static Built<T> Public<T>(this Built<T> built) where T : ConfidentialRecord
    {
        built.Record.LimitTo(Confidentiality.Public, null);
        return built;
    }

    /// <summary>Leaves the record, and what it came from, to those who act for an organisation.</summary>
    public static Built<T> ForAgency<T>(this Built<T> built, Organisation organisation) where T : ConfidentialRecord =>
        built.Limit(Confidentiality.Group, organisation.AccessListId);

    /// <summary>Leaves the record, and what it came from, to the members of a group.</summary>
    public static Built<T> ForGroup<T>(this Built<T> built, Group group) where T : ConfidentialRecord =>
        built.Limit(Confidentiality.Group, group.AccessListId);

    /// <summary>Restricts the record, and what it came from, to these people by name.</summary>
    public static Built<T> RestrictedTo<T>(this Built<T> built, params Somebody[] people) where T : ConfidentialRecord
    {
        AccessList list = new(AccessListOwner.Record, built.Record.Id);
        foreach (var somebody in people) list.Admit(MemberKind.Person, somebody.Id, new(2026, 1, 1), "tests");
        return built.Limit(Confidentiality.Restricted, list.Id) with { Before = [list, .. built.Before] };
    }

    /// <summary>The person as a viewer who is on the record's access list, if it has one.</summary>
    public static Viewer WhoSees(this Somebody somebody, ConfidentialRecord record)
    {
        var viewer = somebody.Viewer;
        // A rule asked without a database: whoever walks the record here must see it, as in life.
        return new(somebody.Id, viewer.Name, viewer.Roles, viewer.OrganisationIds,
            [.. viewer.AccessLists, record.AccessListId ?? Somewhere.SocialCare.AccessListId], isBoardMember: true);
    }

    private static Built<T> Limit<T>(this Built<T> built, Confidentiality confidentiality, Guid list) where T : ConfidentialRecord
    {
        foreach (var record in built.Before.OfType<ConfidentialRecord>().Append(built.Record)) record.LimitTo(confidentiality, list);
        return built;
    }

    private static void Allowed(IReadOnlyList<Problem> problems) => Assert.Empty(problems);
}
