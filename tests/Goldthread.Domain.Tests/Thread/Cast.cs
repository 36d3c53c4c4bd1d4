using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;

namespace Goldthread.Domain.Tests.Thread;

/// <summary>People and records for the rules of the thread.</summary>
internal static class Cast
{
    public static readonly DateOnly Today = new(2026, 4, 2);
    public static readonly Guid Quality = Guid.CreateVersion7(), Training = Guid.CreateVersion7(), Police = Guid.CreateVersion7(), Office = Guid.CreateVersion7();

    public static Viewer Officer { get; } = Person(Role.BoardOfficer, ScopeKind.Board, null, Office);
    public static Viewer OtherOfficer { get; } = Person(Role.BoardOfficer, ScopeKind.Board, null, Office);
    public static Viewer OfficerWithoutPost { get; } = Person(Role.BoardOfficer, ScopeKind.Board, null, null);
    public static Viewer QualityChair { get; } = Person(Role.Chair, ScopeKind.Group, Quality, null);
    public static Viewer TrainingChair { get; } = Person(Role.Chair, ScopeKind.Group, Training, null);
    public static Viewer PoliceLead { get; } = Person(Role.AgencyLead, ScopeKind.Organisation, Police, Police);
    public static Viewer PoliceContributor { get; } = Person(Role.AgencyContributor, ScopeKind.Organisation, Police, Police);
    public static Viewer PoliceOfficerWhoChairsQuality { get; } = Person(Role.Chair, ScopeKind.Group, Quality, Police);

    public static Viewer BoardChairOfTheOffice { get; } = Person(Role.Chair, ScopeKind.Board, null, Office);
    public static Viewer PoliceMemberOfQuality { get; } = Person(Role.GroupMember, ScopeKind.Group, Quality, Police);
    public static Viewer PoliceMemberOfTraining { get; } = Person(Role.GroupMember, ScopeKind.Group, Training, Police);
    public static Viewer OfficeMemberOfQuality { get; } = Person(Role.GroupMember, ScopeKind.Group, Quality, Office);

    public static Recommendation Recommendation()
    {
        Recommendation recommendation = new("Ask every child where they slept", new(2026, 1, 5), Quality);
        recommendation.LimitTo(Confidentiality.Public, null); // these rules are about deeds; who may see it has tests of its own
        recommendation.Ask(Police, false, new(2026, 2, 2));
        return recommendation;
    }

    public static ImprovementAction Action() => new(Recommendation(), "Put the question on the form", Police, new(2026, 6, 30), new(2026, 2, 1));

    public static ImprovementAction Action(ActionStatus status)
    {
        var action = Action();
        if (status is ActionStatus.UnderWay) Assert.Empty(action.ReportProgress("Begun", 10, PoliceLead, Today));
        if (status is ActionStatus.ReportedDone or ActionStatus.Verified)
        {
            action.Show(Piece());
            Assert.Empty(action.ReportDone("On every form", PoliceLead, Today));
        }
        if (status is ActionStatus.Verified) Assert.Empty(action.Verify(QualityChair, Today));
        if (status is ActionStatus.Withdrawn) Assert.Empty(action.Withdraw("Overtaken by a new form", QualityChair, Today));
        Assert.Equal(status, action.Status);
        return action;
    }

    /// <summary>What the board's own office did for the quality group.</summary>
    public static ImprovementAction OfficeActionReportedDone()
    {
        ImprovementAction action = new(Recommendation(), "Add the waits to the dataset", Office, new(2026, 6, 30), new(2026, 2, 1));
        action.Show(Piece());
        Assert.Empty(action.ReportDone("Added", Officer, Today));
        return action;
    }

    public static ImpactMeasure Measure(Recommendation? of = null) => new(of ?? Recommendation(), MeasureKind.ReAudit, "Twelve forms re-read", new(2026, 4, 1));

    public static Evidence Piece() => new(EvidenceSource.Statement, null, Today, "Twelve forms were read", "Somebody");

    private static Viewer Person(Role role, ScopeKind scope, Guid? scopeId, Guid? organisation) =>
        new(Guid.CreateVersion7(), role.ToString(), [new(role, scope, scopeId)], organisation is { } id ? [id] : [], [], isBoardMember: true);
}
