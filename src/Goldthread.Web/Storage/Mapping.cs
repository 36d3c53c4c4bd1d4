using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Goldthread.Web.Storage;

/// <summary>What a mapping says beyond columns: which values history keeps, and what is part of what.</summary>
internal static class Mapping
{
    /// <summary>Marks a foreign key whose row is part of the record it points to.</summary>
    public const string PartOf = "Goldthread:PartOf";
    private const string History = "Goldthread:History";
    private const string NoTrail = "Goldthread:NoTrail";
    private static readonly IReadOnlySet<string> None = new HashSet<string>();

    /// <summary>Lets these columns' values into history. A column that is not named is only named in the trail, never
    /// valued, so a new one is left out until somebody lets it in.</summary>
    public static EntityTypeBuilder<T> KeepsHistoryOf<T>(this EntityTypeBuilder<T> entity, params string[] columns) where T : class
    {
        entity.Metadata.SetAnnotation(History, string.Join(',', columns));
        return entity;
    }

    /// <inheritdoc cref="KeepsHistoryOf{T}(EntityTypeBuilder{T}, string[])"/>
    public static void KeepsHistoryOf<TOwner, T>(this OwnedNavigationBuilder<TOwner, T> part, params string[] columns)
        where TOwner : class where T : class => part.Metadata.DeclaringEntityType.SetAnnotation(History, string.Join(',', columns));

    /// <summary>Leaves a table out of the audit trail: the trail itself, and what is only derived.</summary>
    public static void WithoutTrail<T>(this EntityTypeBuilder<T> entity) where T : class => entity.Metadata.SetAnnotation(NoTrail, true);

    /// <summary>Whether the table is left out.</summary>
    public static bool IsWithoutTrail(this IReadOnlyEntityType entity) => entity.FindAnnotation(NoTrail)?.Value is true;

    /// <summary>Columns whose values history keeps.</summary>
    public static IReadOnlySet<string> HistoryColumns(this IReadOnlyEntityType entity) =>
        entity.FindAnnotation(History)?.Value is string columns ? columns.Split(',').ToHashSet() : None;

    /// <summary>Keys of a table that point to the record of which its rows are part.</summary>
    public static IEnumerable<IReadOnlyForeignKey> OwningKeys(this IReadOnlyEntityType entity) => entity.GetForeignKeys().Where(fk => fk.IsOwnership || fk[PartOf] is true);

    /// <summary>A list of tags in a table of its own, found from both ends.</summary>
    public static void HasTags<T>(this EntityTypeBuilder<T> entity, Expression<Func<T, IEnumerable<Domain.Tag>?>> list, string table, string owner, string target)
        where T : class => entity.OwnsMany<Domain.Tag>(list, tag =>
        {
            tag.ToTable(table);
            tag.WithOwner().HasForeignKey(owner);
            tag.Property(t => t.TargetId).HasColumnName(target);
            tag.HasKey(owner, nameof(Domain.Tag.TargetId));
            tag.HasIndex(nameof(Domain.Tag.TargetId), owner);
            tag.KeepsHistoryOf(nameof(Domain.Tag.TargetId));
        });
}
