using System.Linq.Expressions;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Goldthread.Web.Features.Governance;

internal sealed class OrganisationStorage : IEntityTypeConfiguration<Organisation>
{
    public void Configure(EntityTypeBuilder<Organisation> organisation)
    {
        organisation.ToTable("organisations");
        organisation.Property(o => o.Name).HasMaxLength(200);
        organisation.Property(o => o.ShortName).HasMaxLength(60);
        organisation.Property(o => o.Duty).HasMaxLength(200);
        organisation.KeepsHistoryOf(nameof(Organisation.Name), nameof(Organisation.ShortName), nameof(Organisation.Type), nameof(Organisation.Basis), nameof(Organisation.Duty),
            nameof(Organisation.ParentId), nameof(Organisation.ActiveFrom), nameof(Organisation.ActiveUntil), nameof(Organisation.SuccessorId));
    }
}

internal sealed class PersonStorage : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> person)
    {
        person.ToTable("people");
        person.Property(p => p.Name).HasMaxLength(120);
        person.Property(p => p.Email).HasMaxLength(254);
        person.KeepsHistoryOf(nameof(Person.Name), nameof(Person.Email));
    }
}

internal sealed class PostStorage : IEntityTypeConfiguration<Post>
{
    public void Configure(EntityTypeBuilder<Post> post)
    {
        post.ToTable("posts");
        post.Property(p => p.Name).HasMaxLength(120);
        post.HasIndex(p => p.OrganisationId);
        post.KeepsHistoryOf(nameof(Post.Name), nameof(Post.OrganisationId));
    }
}

internal sealed class PostHoldingStorage : IEntityTypeConfiguration<PostHolding>
{
    public void Configure(EntityTypeBuilder<PostHolding> holding)
    {
        holding.ToTable("post_holdings");
        holding.HasIndex(h => new { h.PersonId, h.Until });
        holding.HasIndex(h => h.PostId);
        holding.KeepsHistoryOf(nameof(PostHolding.PostId), nameof(PostHolding.PersonId), nameof(PostHolding.From), nameof(PostHolding.Until), nameof(PostHolding.IsDeputy));
    }
}

internal sealed class GroupStorage : IEntityTypeConfiguration<Group>
{
    public void Configure(EntityTypeBuilder<Group> group)
    {
        group.ToTable("groups");
        group.Property(g => g.Name).HasMaxLength(200);
        group.Property(g => g.ShortName).HasMaxLength(60);
        group.Property(g => g.Meets).HasMaxLength(200);
        group.OwnsMany(g => g.Terms, terms =>
        {
            terms.ToTable("group_terms");
            terms.WithOwner().HasForeignKey("GroupId");
            terms.HasKey("GroupId", nameof(TermsOfReference.ApprovedOn));
            terms.KeepsHistoryOf(nameof(TermsOfReference.ApprovedOn), nameof(TermsOfReference.ReviewOn), nameof(TermsOfReference.Text));
        });
        group.KeepsHistoryOf(nameof(Group.Name), nameof(Group.ShortName), nameof(Group.Kind), nameof(Group.Purpose), nameof(Group.Meets),
            nameof(Group.Quorum), nameof(Group.ReportsToId), nameof(Group.RunsFramework), nameof(Group.ClosedOn));
    }
}

internal sealed class MeetingStorage : IEntityTypeConfiguration<Meeting>
{
    public void Configure(EntityTypeBuilder<Meeting> meeting)
    {
        meeting.ToTable("meetings");
        meeting.Property(m => m.Title).HasMaxLength(200);
        meeting.HasIndex(m => new { m.GroupId, m.HeldOn });
        meeting.KeepsHistoryOf(nameof(Meeting.Title), nameof(Meeting.HeldOn), nameof(Meeting.GroupId), nameof(Meeting.Confidentiality));
    }
}

internal sealed class DecisionStorage : IEntityTypeConfiguration<Decision>
{
    public void Configure(EntityTypeBuilder<Decision> decision)
    {
        decision.ToTable("decisions");
        decision.HasIndex(d => new { d.MeetingId, d.Number }).IsUnique();
        decision.HasIndex(d => d.GroupId);
        decision.Property(d => d.CorrectedBy).HasMaxLength(120);
        decision.Property(d => d.WithdrawnBy).HasMaxLength(120);
        decision.KeepsHistoryOf(nameof(Decision.Text), nameof(Decision.Number), nameof(Decision.MeetingId), nameof(Decision.MadeOn),
            nameof(Decision.CorrectedOn), nameof(Decision.CorrectedBy), nameof(Decision.WithdrawnOn), nameof(Decision.WithdrawnBy), nameof(Decision.WithdrawnBecause));
    }
}

internal sealed class PriorityStorage : IEntityTypeConfiguration<Priority>
{
    public void Configure(EntityTypeBuilder<Priority> priority)
    {
        priority.ToTable("priorities");
        priority.Property(p => p.Title).HasMaxLength(200);
        priority.KeepsHistoryOf(nameof(Priority.Title), nameof(Priority.Outcome), nameof(Priority.From), nameof(Priority.Until));
    }
}

internal sealed class ThemeStorage : IEntityTypeConfiguration<Theme>
{
    public void Configure(EntityTypeBuilder<Theme> theme)
    {
        theme.ToTable("themes");
        theme.Property(t => t.Name).HasMaxLength(100);
        theme.Property(t => t.Family).HasMaxLength(40);
        theme.HasIndex(t => t.Name).IsUnique();
        theme.KeepsHistoryOf(nameof(Theme.Name), nameof(Theme.Family), nameof(Theme.IsRetired));
    }
}

internal sealed class BoardSettingsStorage : IEntityTypeConfiguration<BoardSettings>
{
    public void Configure(EntityTypeBuilder<BoardSettings> settings)
    {
        settings.ToTable("settings");
        settings.KeepsHistoryOf(nameof(BoardSettings.Name), nameof(BoardSettings.Vocabulary), nameof(BoardSettings.Area), nameof(BoardSettings.WorryInHours),
            nameof(BoardSettings.WorryOutOfHours), nameof(BoardSettings.Contact), nameof(BoardSettings.IsDemonstration),
            nameof(BoardSettings.SecondFactor), nameof(BoardSettings.IdleMinutes), nameof(BoardSettings.LongestHours), nameof(BoardSettings.SetUpOn),
            nameof(BoardSettings.AnswerDaysBefore), nameof(BoardSettings.AnswerDaysBetween), nameof(BoardSettings.ActionDaysBefore), nameof(BoardSettings.ActionDaysBetween),
            nameof(BoardSettings.CheckDaysBefore), nameof(BoardSettings.CheckDaysBetween), nameof(BoardSettings.MeetingDaysBefore),
            nameof(BoardSettings.EvidenceDaysBefore), nameof(BoardSettings.EvidenceDaysBetween));
        // For rows of a version before this one.
        settings.Property(s => s.SecondFactor).HasDefaultValue(SecondFactorFor.Everyone);
        settings.Property(s => s.IdleMinutes).HasDefaultValue(30);
        settings.Property(s => s.LongestHours).HasDefaultValue(10);
        foreach (var days in new Expression<Func<BoardSettings, int>>[] { s => s.AnswerDaysBetween, s => s.ActionDaysBetween, s => s.CheckDaysBetween, s => s.EvidenceDaysBetween }) settings.Property(days).HasDefaultValue(ReminderDays.Usual.Between);
        // Nought is a choice here, and not "nothing said".
        foreach (var days in new Expression<Func<BoardSettings, int>>[] { s => s.AnswerDaysBefore, s => s.ActionDaysBefore, s => s.CheckDaysBefore, s => s.MeetingDaysBefore, s => s.EvidenceDaysBefore }) settings.Property(days).HasDefaultValue(ReminderDays.Usual.Before).HasSentinel(-1);
    }
}
