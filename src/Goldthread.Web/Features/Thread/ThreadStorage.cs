using Goldthread.Domain.Thread;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Goldthread.Web.Features.Thread;

internal sealed class FindingStorage : IEntityTypeConfiguration<Finding>
{
    public void Configure(EntityTypeBuilder<Finding> finding)
    {
        finding.ToTable("findings");
        finding.Property(f => f.Ref).HasMaxLength(10);
        finding.Property(f => f.Title).HasMaxLength(200);
        finding.Property(f => f.GoneBy).HasMaxLength(120);
        finding.HasQueryFilter(BoardDb.Standing, f => f.GoneOn == null);
        finding.HasIndex(f => f.Ref).IsUnique();
        finding.HasIndex(f => new { f.FoundOn, f.Id, f.Confidentiality, f.AccessListId }).HasFilter("\"GoneOn\" IS NULL"); // the list, counted and turned over without reading a row
        finding.HasIndex(f => new { f.Id, f.GoneOn, f.Confidentiality, f.AccessListId, f.Kind }); // what bears a theme or rests on evidence, likewise
        finding.HasIndex(f => f.OwnerGroupId);
        finding.HasTags(f => f.Themes, "finding_themes", "FindingId", "ThemeId");
        finding.HasTags(f => f.Priorities, "finding_priorities", "FindingId", "PriorityId");
        finding.HasTags(f => f.Organisations, "finding_organisations", "FindingId", "OrganisationId");
        finding.HasTags(f => f.Repeats, "finding_repeats", "FindingId", "EarlierId");
        finding.OwnsMany(f => f.Uptakes, uptake =>
        {
            uptake.ToTable("finding_uptakes");
            uptake.WithOwner().HasForeignKey("FindingId");
            uptake.Property(u => u.Who).HasMaxLength(200);
            uptake.KeepsHistoryOf(nameof(Uptake.Who), nameof(Uptake.On), nameof(Uptake.What));
        });
        finding.HasMany(f => f.Evidence).WithOne().HasForeignKey(e => e.FindingId).Metadata.SetAnnotation(Mapping.PartOf, true);
        finding.Navigation(f => f.Evidence).AutoInclude();
        finding.KeepsHistoryOf(nameof(Finding.Ref), nameof(Finding.Kind), nameof(Finding.Title), nameof(Finding.Detail), nameof(Finding.MeaningForChildren),
            nameof(Finding.Strength), nameof(Finding.Reach), nameof(Finding.FoundOn), nameof(Finding.OwnerGroupId), nameof(Finding.NoRecommendationReason),
            nameof(Finding.WorthSharingWith), nameof(Finding.SourceHeldElsewhere), nameof(Finding.GoneOn), nameof(Finding.GoneBy), nameof(Finding.GoneReason), nameof(Finding.MergedIntoId), nameof(Finding.Confidentiality), nameof(Finding.AccessListId));
    }
}

internal sealed class RecommendationStorage : IEntityTypeConfiguration<Recommendation>
{
    public void Configure(EntityTypeBuilder<Recommendation> recommendation)
    {
        recommendation.ToTable("recommendations");
        recommendation.Property(r => r.Ref).HasMaxLength(10);
        recommendation.Property(r => r.Title).HasMaxLength(200);
        recommendation.Property(r => r.ClosedBy).HasMaxLength(120);
        recommendation.HasIndex(r => r.Ref).IsUnique();
        recommendation.HasIndex(r => new { r.Status, r.MadeOn });
        recommendation.HasIndex(r => r.OwnerGroupId);
        recommendation.HasTags(r => r.Findings, "recommendation_findings", "RecommendationId", "FindingId");
        recommendation.OwnsMany(r => r.Responses, response =>
        {
            response.ToTable("responses");
            response.WithOwner().HasForeignKey("RecommendationId");
            response.HasKey("RecommendationId", nameof(Response.AskedId));
            response.Property(r => r.AnsweredBy).HasMaxLength(120);
            response.HasIndex(r => new { r.AskedId, r.Answer });
            response.KeepsHistoryOf(nameof(Response.AskedId), nameof(Response.AnswerBy), nameof(Response.Answer), nameof(Response.Reason),
                nameof(Response.AnsweredBy), nameof(Response.AnsweredOn), nameof(Response.OnBehalf));
        });
        recommendation.KeepsHistoryOf(nameof(Recommendation.Ref), nameof(Recommendation.Title), nameof(Recommendation.Detail), nameof(Recommendation.MadeOn),
            nameof(Recommendation.OwnerGroupId), nameof(Recommendation.DifferenceForChildren), nameof(Recommendation.Status), nameof(Recommendation.ClosedOn),
            nameof(Recommendation.ClosedBy), nameof(Recommendation.ClosingReason), nameof(Recommendation.TimesReopened), nameof(Recommendation.ReopenedBecause),
            nameof(Recommendation.Confidentiality), nameof(Recommendation.AccessListId));
    }
}

internal sealed class ImprovementActionStorage : IEntityTypeConfiguration<ImprovementAction>
{
    public void Configure(EntityTypeBuilder<ImprovementAction> action)
    {
        action.ToTable("actions");
        action.Property(a => a.Ref).HasMaxLength(10);
        action.Property(a => a.Title).HasMaxLength(200);
        action.HasIndex(a => a.Ref).IsUnique();
        action.HasIndex(a => new { a.Status, a.Confidentiality, a.AccessListId }); // counted without reading a row
        action.HasIndex(a => new { a.Due, a.Id, a.Confidentiality, a.AccessListId }).HasFilter("\"Status\" IN ('Planned', 'UnderWay')"); // what is open, soonest first
        action.HasIndex(a => new { a.OwnerId, a.Status, a.Due, a.Confidentiality, a.AccessListId });
        action.HasIndex(a => new { a.AcceptedById, a.Status });
        action.HasIndex(a => a.RecommendationId);
        action.HasIndex(a => a.MeetingId);
        action.OwnsMany(a => a.Updates, update =>
        {
            update.ToTable("action_updates");
            update.WithOwner().HasForeignKey("ActionId");
            update.Property(u => u.By).HasMaxLength(120);
            update.KeepsHistoryOf(nameof(ActionUpdate.Kind), nameof(ActionUpdate.Text), nameof(ActionUpdate.On), nameof(ActionUpdate.By),
                nameof(ActionUpdate.Percent), nameof(ActionUpdate.OnBehalf));
        });
        action.HasMany(a => a.Evidence).WithOne().HasForeignKey(e => e.ActionId).Metadata.SetAnnotation(Mapping.PartOf, true);
        action.Navigation(a => a.Evidence).AutoInclude();
        action.KeepsHistoryOf(nameof(ImprovementAction.Ref), nameof(ImprovementAction.Title), nameof(ImprovementAction.Outcome), nameof(ImprovementAction.Mechanism),
            nameof(ImprovementAction.RecommendationId), nameof(ImprovementAction.MeetingId), nameof(ImprovementAction.OwnerId), nameof(ImprovementAction.PostId),
            nameof(ImprovementAction.AcceptedById), nameof(ImprovementAction.PlannedOn), nameof(ImprovementAction.Due), nameof(ImprovementAction.FirstDue),
            nameof(ImprovementAction.Status), nameof(ImprovementAction.Percent), nameof(ImprovementAction.ReportedOn), nameof(ImprovementAction.VerifiedOn),
            nameof(ImprovementAction.Confidentiality), nameof(ImprovementAction.AccessListId));
    }
}

internal sealed class ImpactMeasureStorage : IEntityTypeConfiguration<ImpactMeasure>
{
    public void Configure(EntityTypeBuilder<ImpactMeasure> measure)
    {
        measure.ToTable("impact_measures");
        measure.Property(m => m.Ref).HasMaxLength(10);
        measure.Property(m => m.HowSeen).HasMaxLength(400);
        measure.Property(m => m.Baseline).HasMaxLength(200);
        measure.Property(m => m.Target).HasMaxLength(200);
        measure.Property(m => m.Result).HasMaxLength(400);
        measure.HasIndex(m => m.Ref).IsUnique();
        measure.HasIndex(m => m.RecommendationId);
        measure.HasIndex(m => m.CheckOn);
        measure.HasIndex(m => m.IndicatorId);
        measure.OwnsMany(m => m.Verdicts, verdict =>
        {
            verdict.ToTable("verdicts");
            verdict.WithOwner().HasForeignKey("MeasureId");
            verdict.Property(v => v.By).HasMaxLength(120);
            verdict.KeepsHistoryOf(nameof(Verdict.Judgement), nameof(Verdict.Result), nameof(Verdict.Reason), nameof(Verdict.WhatNext), nameof(Verdict.On), nameof(Verdict.By));
        });
        measure.HasMany(m => m.Evidence).WithOne().HasForeignKey(e => e.MeasureId).Metadata.SetAnnotation(Mapping.PartOf, true);
        measure.Navigation(m => m.Evidence).AutoInclude();
        measure.KeepsHistoryOf(nameof(ImpactMeasure.Ref), nameof(ImpactMeasure.Kind), nameof(ImpactMeasure.HowSeen), nameof(ImpactMeasure.IndicatorId),
            nameof(ImpactMeasure.Baseline), nameof(ImpactMeasure.Target), nameof(ImpactMeasure.CheckOn), nameof(ImpactMeasure.Judgement),
            nameof(ImpactMeasure.JudgedOn), nameof(ImpactMeasure.Result), nameof(ImpactMeasure.RecommendationId));
    }
}

internal sealed class EvidenceStorage : IEntityTypeConfiguration<Evidence>
{
    public void Configure(EntityTypeBuilder<Evidence> evidence)
    {
        evidence.ToTable("evidence", table => table.HasCheckConstraint("CK_evidence_one_owner",
            """(CASE WHEN "FindingId" IS NULL THEN 0 ELSE 1 END + CASE WHEN "ActionId" IS NULL THEN 0 ELSE 1 END + CASE WHEN "MeasureId" IS NULL THEN 0 ELSE 1 END) = 1"""));
        evidence.Property(e => e.AddedBy).HasMaxLength(120);
        evidence.HasIndex(e => new { e.SourceId, e.Source });
        evidence.HasIndex(e => new { e.FindingId, e.Source, e.SourceId });
        evidence.HasIndex(e => new { e.OwnerId, e.KeepUntil });
        evidence.KeepsHistoryOf(nameof(Domain.Thread.Evidence.Source), nameof(Domain.Thread.Evidence.SourceId), nameof(Domain.Thread.Evidence.StandsFor),
            nameof(Domain.Thread.Evidence.Note), nameof(Domain.Thread.Evidence.AddedBy), nameof(Domain.Thread.Evidence.FindingId),
            nameof(Domain.Thread.Evidence.ActionId), nameof(Domain.Thread.Evidence.MeasureId), nameof(Domain.Thread.Evidence.FileNumber),
            nameof(Domain.Thread.Evidence.KeepUntil), nameof(Domain.Thread.Evidence.OwnerId));
    }
}
