using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Goldthread.Web.Features.Admin.Drafts;

internal sealed class DraftStorage : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> draft)
    {
        // Nothing is done by typing.
        draft.ToTable("drafts").WithoutTrail();
        draft.Property(d => d.Address).HasMaxLength(DraftRules.LongestAddress);
        draft.Property(d => d.Form).HasMaxLength(DraftRules.LongestForm);
        draft.HasOne<Person>().WithMany().HasForeignKey(d => d.PersonId).OnDelete(DeleteBehavior.Cascade);
        draft.HasIndex(d => new { d.PersonId, d.Address, d.Form }).IsUnique();
    }
}
