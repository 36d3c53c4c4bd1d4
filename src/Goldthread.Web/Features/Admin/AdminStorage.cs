using System.Text.Json;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Goldthread.Web.Features.Admin;

internal sealed class AccountStorage : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> account)
    {
        // Hashes and stamps never enter history.
        account.KeepsHistoryOf(nameof(Account.UserName), nameof(Account.Email), nameof(Account.PersonId), nameof(Account.EndedAt), nameof(Account.Digest), nameof(Account.LockoutEnd), nameof(Account.AppSince));
        account.HasIndex(a => a.PersonId);
    }
}

internal sealed class ProviderLinkStorage : IEntityTypeConfiguration<IdentityUserLogin<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> login)
    {
        login.Property(l => l.LoginProvider).HasMaxLength(200);
        login.Property(l => l.ProviderKey).HasMaxLength(255); // as long as OpenID Connect allows
        // What a person is called at the provider is named in the entry and never valued.
        login.KeepsHistoryOf(nameof(IdentityUserLogin<>.LoginProvider), nameof(IdentityUserLogin<>.ProviderDisplayName), nameof(IdentityUserLogin<>.UserId));
        login.HasOne<Account>().WithMany().HasForeignKey(l => l.UserId).Metadata.SetAnnotation(Mapping.PartOf, true);
    }
}

internal sealed class FactorResetStorage : IEntityTypeConfiguration<FactorReset>
{
    public void Configure(EntityTypeBuilder<FactorReset> reset)
    {
        reset.ToTable("factor_resets");
        reset.Property(r => r.AskedBy).HasMaxLength(120);
        reset.Property(r => r.ConfirmedBy).HasMaxLength(120);
        reset.Property(r => r.Reason).HasMaxLength(300);
        reset.HasIndex(r => new { r.PersonId, r.AskedAt });
        reset.KeepsHistoryOf(nameof(FactorReset.PersonId), nameof(FactorReset.AskedBy), nameof(FactorReset.Reason), nameof(FactorReset.AskedAt), nameof(FactorReset.ConfirmedBy), nameof(FactorReset.EndedAt));
    }
}

internal sealed class SessionStorage : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> session)
    {
        session.ToTable("sessions");
        session.Property(s => s.Stamp).HasMaxLength(100);
        session.Property(s => s.Device).HasMaxLength(200);
        session.Property(s => s.From).HasMaxLength(60);
        session.Property(s => s.Proof).HasDefaultValue(SignInProof.None); // of a version before: whoever was signed in does so again
        session.Property(s => s.InReviews).HasDefaultValue(false);
        session.HasIndex(s => s.PersonId);
        session.KeepsHistoryOf(nameof(Session.StartedAt), nameof(Session.EndedAt), nameof(Session.From), nameof(Session.Device), nameof(Session.Proof));
    }
}

internal sealed class HolidayChangeStorage : IEntityTypeConfiguration<HolidayChange>
{
    public void Configure(EntityTypeBuilder<HolidayChange> change)
    {
        change.ToTable("holiday_changes");
        change.Property(c => c.Name).HasMaxLength(80);
        change.Property(c => c.Reason).HasMaxLength(300);
        change.Property(c => c.By).HasMaxLength(120);
        change.HasIndex(c => c.Date);
        change.KeepsHistoryOf(nameof(HolidayChange.Date), nameof(HolidayChange.Name), nameof(HolidayChange.IsHoliday), nameof(HolidayChange.Reason), nameof(HolidayChange.By), nameof(HolidayChange.At));
    }
}

internal sealed class RoleHoldingStorage : IEntityTypeConfiguration<RoleHolding>
{
    public void Configure(EntityTypeBuilder<RoleHolding> holding)
    {
        holding.ToTable("role_holdings");
        holding.HasIndex(h => new { h.PersonId, h.Until });
        holding.HasIndex(h => new { h.ScopeId, h.Until });
        holding.KeepsHistoryOf(nameof(RoleHolding.PersonId), nameof(RoleHolding.Role), nameof(RoleHolding.Scope), nameof(RoleHolding.ScopeId),
            nameof(RoleHolding.From), nameof(RoleHolding.Until), nameof(RoleHolding.OrganisationId), nameof(RoleHolding.IsDeputy));
    }
}

internal sealed class DelegationStorage : IEntityTypeConfiguration<Delegation>
{
    public void Configure(EntityTypeBuilder<Delegation> delegation)
    {
        delegation.ToTable("delegations");
        delegation.HasIndex(d => new { d.ToId, d.Until });
        delegation.HasIndex(d => new { d.FromId, d.Until });
        delegation.KeepsHistoryOf(nameof(Delegation.FromId), nameof(Delegation.ToId), nameof(Delegation.From), nameof(Delegation.Until));
    }
}

internal sealed class AccessCheckStorage : IEntityTypeConfiguration<AccessCheck>
{
    public void Configure(EntityTypeBuilder<AccessCheck> check)
    {
        check.ToTable("access_checks");
        check.Property(c => c.By).HasMaxLength(120);
        check.HasIndex(c => new { c.OrganisationId, c.On });
        check.KeepsHistoryOf(nameof(AccessCheck.OrganisationId), nameof(AccessCheck.On), nameof(AccessCheck.By), nameof(AccessCheck.People), nameof(AccessCheck.Ended), nameof(AccessCheck.ForOffice));
    }
}

internal sealed class AccessListStorage : IEntityTypeConfiguration<AccessList>
{
    public void Configure(EntityTypeBuilder<AccessList> list)
    {
        list.ToTable("access_lists");
        list.HasIndex(l => new { l.Owner, l.OwnerId });
        list.HasMany(l => l.Members).WithOne().HasForeignKey(m => m.AccessListId).Metadata.SetAnnotation(Mapping.PartOf, true);
        list.Navigation(l => l.Members).AutoInclude();
        list.KeepsHistoryOf(nameof(AccessList.Owner), nameof(AccessList.OwnerId));
    }
}

internal sealed class AccessListMemberStorage : IEntityTypeConfiguration<AccessListMember>
{
    public void Configure(EntityTypeBuilder<AccessListMember> member)
    {
        member.ToTable("access_list_members");
        member.HasIndex(m => new { m.MemberId, m.Kind, m.Until });
        member.KeepsHistoryOf(nameof(AccessListMember.Kind), nameof(AccessListMember.MemberId), nameof(AccessListMember.From),
            nameof(AccessListMember.Until), nameof(AccessListMember.GrantedBy));
    }
}

internal sealed class StoredCommandStorage : IEntityTypeConfiguration<StoredCommand>
{
    public void Configure(EntityTypeBuilder<StoredCommand> command)
    {
        command.ToTable("commands").WithoutTrail();
        command.Property(c => c.Result).HasMaxLength(400);
    }
}

internal sealed class AuditHeadStorage : IEntityTypeConfiguration<AuditHead>
{
    public void Configure(EntityTypeBuilder<AuditHead> head)
    {
        head.ToTable("audit_head").WithoutTrail();
        head.Property(h => h.Id).ValueGeneratedNever();
        head.HasData(new AuditHead());
    }
}

internal sealed class AuditEntryStorage : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.ToTable("audit_entries").WithoutTrail();
        entry.HasKey(e => e.Sequence);
        entry.Property(e => e.Sequence).ValueGeneratedNever();
        // Kept as text on both engines, so that what is hashed is what was written.
        entry.Property(e => e.Changes).HasConversion(
            changes => JsonSerializer.Serialize(changes, JsonSerializerOptions.Default),
            text => JsonSerializer.Deserialize<List<AuditChange>>(text, JsonSerializerOptions.Default)!,
            new ValueComparer<List<AuditChange>>((a, b) => ReferenceEquals(a, b), list => list.Count, list => list));
        entry.HasIndex(e => e.PersonId);
        entry.HasIndex(e => e.At);
    }
}

internal sealed class HistoryStorage : IEntityTypeConfiguration<HistoryRow>
{
    public void Configure(EntityTypeBuilder<HistoryRow> row)
    {
        row.ToTable("history").WithoutTrail();
        row.HasIndex(r => new { r.RecordId, r.Sequence });
        row.HasIndex(r => r.Sequence);
    }
}

internal sealed class DataProtectionKeyStorage : IEntityTypeConfiguration<DataProtectionKey>
{
    public void Configure(EntityTypeBuilder<DataProtectionKey> key) => key.ToTable("data_protection_keys").WithoutTrail();
}
