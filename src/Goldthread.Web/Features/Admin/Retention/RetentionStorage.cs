using Goldthread.Domain.Admin;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Goldthread.Web.Features.Admin.Retention;

internal sealed class RetentionRuleStorage : IEntityTypeConfiguration<RetentionRule>
{
    public void Configure(EntityTypeBuilder<RetentionRule> rule)
    {
        rule.ToTable("retention_rules");
        rule.Property(r => r.Ground).HasMaxLength(500);
        rule.Property(r => r.AdoptedBy).HasMaxLength(120);
        rule.KeepsHistoryOf(nameof(RetentionRule.Kind), nameof(RetentionRule.Months), nameof(RetentionRule.Counted), nameof(RetentionRule.Ground), nameof(RetentionRule.GraceDays), nameof(RetentionRule.From), nameof(RetentionRule.AdoptedBy));
    }
}

internal sealed class LegalHoldStorage : IEntityTypeConfiguration<LegalHold>
{
    public void Configure(EntityTypeBuilder<LegalHold> hold)
    {
        hold.ToTable("holds");
        hold.Property(h => h.Name).HasMaxLength(120);
        hold.Property(h => h.Reason).HasMaxLength(500);
        hold.Property(h => h.SetBy).HasMaxLength(120);
        hold.Property(h => h.LiftedBy).HasMaxLength(120);
        hold.Property(h => h.LiftedBecause).HasMaxLength(500);
        // Not its name and reasons: a hold over a restricted record would tell of it to whoever reads the trail.
        hold.KeepsHistoryOf(nameof(LegalHold.Scope), nameof(LegalHold.Kind), nameof(LegalHold.DatedFrom), nameof(LegalHold.DatedTo), nameof(LegalHold.From), nameof(LegalHold.Until), nameof(LegalHold.SetBy), nameof(LegalHold.LiftedOn), nameof(LegalHold.LiftedBy));
    }
}

internal sealed class RemovalStorage : IEntityTypeConfiguration<Removal>
{
    public void Configure(EntityTypeBuilder<Removal> removal)
    {
        removal.ToTable("removals");
        removal.Property(r => r.Seen).HasMaxLength(64);
        removal.Property(r => r.ApprovedBy).HasMaxLength(120);
        removal.Property(r => r.ConfirmedBy).HasMaxLength(120);
        removal.Property(r => r.Why).HasMaxLength(300);
        removal.HasIndex(r => new { r.State, r.NotBefore });
        removal.HasIndex(r => r.RecordId);
        removal.KeepsHistoryOf(nameof(Removal.Kind), nameof(Removal.State), nameof(Removal.DueOn), nameof(Removal.LookAgainOn), nameof(Removal.NotBefore), nameof(Removal.ApprovedBy), nameof(Removal.ConfirmedBy));
    }
}

internal sealed class RemovalCertificateStorage : IEntityTypeConfiguration<RemovalCertificate>
{
    public void Configure(EntityTypeBuilder<RemovalCertificate> certificate)
    {
        certificate.ToTable("removal_certificates");
        certificate.Property(c => c.Code).HasMaxLength(10);
        certificate.Property(c => c.Rule).HasMaxLength(700);
        certificate.Property(c => c.AskedBy).HasMaxLength(120);
        certificate.Property(c => c.ApprovedBy).HasMaxLength(120);
        certificate.Property(c => c.ConfirmedBy).HasMaxLength(120);
        certificate.Property(c => c.Hash).HasMaxLength(64);
        certificate.HasIndex(c => c.At);
        certificate.Ignore(c => c.Text).Ignore(c => c.IsAsWritten);
        certificate.KeepsHistoryOf(nameof(RemovalCertificate.Code), nameof(RemovalCertificate.Kind), nameof(RemovalCertificate.Records), nameof(RemovalCertificate.Files), nameof(RemovalCertificate.Hash));
    }
}
