using Goldthread.Domain.Admin;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Goldthread.Web.Features.Admin.Outbox;

internal sealed class MessageStorage : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> message)
    {
        message.ToTable("messages");
        message.Property(m => m.Subject).HasMaxLength(MessageRules.LongestSubject);
        message.Property(m => m.Text).HasMaxLength(MessageRules.LongestText);
        message.Property(m => m.By).HasMaxLength(120);
        message.KeepsHistoryOf(nameof(Message.Audience), nameof(Message.Subject), nameof(Message.Text), nameof(Message.By), nameof(Message.At));
    }
}

internal sealed class MailStorage : IEntityTypeConfiguration<Mail>
{
    public void Configure(EntityTypeBuilder<Mail> mail)
    {
        // What caused it is on the trail; that it was tried and sent is told by its own row.
        mail.ToTable("outbox").WithoutTrail();
        mail.Property(m => m.Address).HasMaxLength(254);
        mail.Property(m => m.AboutRef).HasMaxLength(20);
        mail.Property(m => m.AboutPath).HasMaxLength(200);
        mail.Property(m => m.Problem).HasMaxLength(300);
        mail.HasIndex(m => new { m.State, m.NotBefore });
        mail.HasIndex(m => m.MadeAt);
        mail.HasIndex(m => new { m.AboutId, m.PersonId });
        mail.HasIndex(m => new { m.PersonId, m.ForDay }).IsUnique(); // one digest a day, whichever node writes it and however often it starts
    }
}
