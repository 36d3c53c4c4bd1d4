using System.Linq.Expressions;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Dataset.FiguresIn;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Admin;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace Goldthread.Web.Storage;

/// <summary>One board's database, opened for one viewer. The two engines derive from it, each with its migrations.</summary>
public abstract partial class BoardDb(DbContextOptions options, TimeProvider clock, Sealing sealing)
    : IdentityUserContext<Account, Guid>(options), IDataProtectionKeyContext
{
    /// <summary>Name of the filter that keeps what was withdrawn or merged out of lists and counts; a single record is found all the
    /// same, and a list that wants them says so by this name. The rule of visibility has a name of its own.</summary>
    public const string Standing = "standing";

    /// <summary>Name of the filter that shows drafts and downloads to who typed or asked for them alone.</summary>
    public const string Own = "own";

    /// <summary>Who is looking: the filter of every confidential table reads it anew for each query. Nobody until set.</summary>
    public Viewer Viewer { get; set; } = Viewer.Nobody;

    /// <summary>The date at the board.</summary>
    public DateOnly Today => clock.Today();

    /// <summary>Network address the request came from; empty for the product's own work.</summary>
    public string From { get; set; } = "";

    /// <summary>The session of this request, as long as nothing restricted was read in it: it is marked with the first reading.</summary>
    public Guid? SessionNotInReviews { get; set; }

    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<Person> People => Set<Person>();
    public DbSet<Post> Posts => Set<Post>();
    public DbSet<PostHolding> PostHoldings => Set<PostHolding>();
    public DbSet<Group> Groups => Set<Group>();
    public DbSet<Meeting> Meetings => Set<Meeting>();
    public DbSet<Decision> Decisions => Set<Decision>();
    public DbSet<Priority> Priorities => Set<Priority>();
    public DbSet<Theme> Themes => Set<Theme>();
    public DbSet<BoardSettings> Settings => Set<BoardSettings>();
    public DbSet<HolidayChange> HolidayChanges => Set<HolidayChange>();

    public DbSet<RoleHolding> RoleHoldings => Set<RoleHolding>();
    public DbSet<Delegation> Delegations => Set<Delegation>();
    public DbSet<AccessCheck> AccessChecks => Set<AccessCheck>();
    public DbSet<AccessList> AccessLists => Set<AccessList>();
    public DbSet<AccessListMember> AccessListMembers => Set<AccessListMember>();
    public DbSet<FactorReset> FactorResets => Set<FactorReset>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<BackupRun> BackupRuns => Set<BackupRun>();
    public DbSet<Mail> Outbox => Set<Mail>();
    public DbSet<Message> Messages => Set<Message>();
    public DbSet<Draft> Drafts => Set<Draft>();
    public DbSet<Download> Downloads => Set<Download>();
    public DbSet<RetentionRule> RetentionRules => Set<RetentionRule>();
    public DbSet<LegalHold> Holds => Set<LegalHold>();
    public DbSet<Removal> Removals => Set<Removal>();
    public DbSet<RemovalCertificate> Certificates => Set<RemovalCertificate>();
    public DbSet<StoredCommand> StoredCommands => Set<StoredCommand>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<HistoryRow> History => Set<HistoryRow>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public DbSet<LibraryItem> LibraryItems => Set<LibraryItem>();
    public DbSet<StoredFile> Files => Set<StoredFile>();
    public DbSet<FileVersion> FileVersions => Set<FileVersion>();
    public DbSet<FileLink> FileLinks => Set<FileLink>();
    public DbSet<SearchDocument> SearchDocuments => Set<SearchDocument>();

    public DbSet<Indicator> Indicators => Set<Indicator>();
    public DbSet<ComparatorSet> ComparatorSets => Set<ComparatorSet>();

    public DbSet<Finding> Findings => Set<Finding>();
    public DbSet<Recommendation> Recommendations => Set<Recommendation>();
    public DbSet<ImprovementAction> Actions => Set<ImprovementAction>();
    public DbSet<ImpactMeasure> Measures => Set<ImpactMeasure>();
    public DbSet<Evidence> Evidence => Set<Evidence>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcInstant>();
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(BoardDb).Assembly);
        builder.Entity<Draft>().HasQueryFilter(Own, d => d.PersonId == Viewer.PersonId);
        builder.Entity<Download>().HasQueryFilter(Own, d => d.PersonId == Viewer.PersonId);
        builder.Entity<FigureImport>().HasQueryFilter(Own, i => i.PersonId == Viewer.PersonId);
        foreach (var entity in builder.Model.GetEntityTypes().ToList())
        {
            // The application makes the ids; else a new child of a loaded parent counts as an existing row.
            foreach (var key in entity.GetKeys().SelectMany(k => k.Properties).Where(p => p.ClrType == typeof(Guid)))
                key.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
            if (typeof(Record).IsAssignableFrom(entity.ClrType) && entity.ClrType != typeof(SearchDocument)) // derived, written without a read
                entity.FindProperty(nameof(Record.Version))!.IsConcurrencyToken = true;
            if (typeof(ConfidentialRecord).IsAssignableFrom(entity.ClrType))
                typeof(BoardDb).GetMethod(nameof(Guard), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!
                    .MakeGenericMethod(entity.ClrType).Invoke(this, [builder]);
        }
    }

    private void Guard<T>(ModelBuilder builder) where T : ConfidentialRecord
    {
        var entity = builder.Entity<T>();
        entity.HasQueryFilter("visible", VisibleHere<T>());
        entity.Property(r => r.Profile).HasMaxLength(10);
        entity.HasIndex(r => new { r.AccessListId, r.Confidentiality }); // how many one may see is counted without reading the rows
        entity.Ignore(r => r.GoverningScopes).Ignore(r => r.ActingScopes).Ignore(r => r.GoverningRight).Ignore(r => r.Label);
    }

    // The viewer is a property of the context and not a value: EF reads it anew for each context (ADR 8).
    private Expression<Func<T, bool>> VisibleHere<T>() where T : ConfidentialRecord
    {
        var rule = Access.IsVisible<T>();
        Expression<Func<Viewer>> mine = () => Viewer;
        return Expression.Lambda<Func<T, bool>>(
            ReplacingExpressionVisitor.Replace(rule.Parameters[1], mine.Body, rule.Body), rule.Parameters[0]);
    }
}
