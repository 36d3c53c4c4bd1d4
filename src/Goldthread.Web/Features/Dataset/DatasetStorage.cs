using System.Text.Json;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Dataset.FiguresIn;
using Goldthread.Domain.Governance;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Goldthread.Web.Features.Dataset;

internal sealed class IndicatorStorage : IEntityTypeConfiguration<Indicator>
{
    public void Configure(EntityTypeBuilder<Indicator> indicator)
    {
        indicator.ToTable("indicators");
        indicator.Property(i => i.Code).HasMaxLength(20);
        indicator.Property(i => i.Name).HasMaxLength(200);
        indicator.Property(i => i.Numerator).HasMaxLength(300);
        indicator.Property(i => i.Denominator).HasMaxLength(300);
        indicator.Property(i => i.Unit).HasMaxLength(80);
        indicator.Property(i => i.Publisher).HasMaxLength(120);
        indicator.Property(i => i.Release).HasMaxLength(200);
        indicator.Property(i => i.Address).HasMaxLength(500);
        indicator.HasIndex(i => i.Key).IsUnique();
        indicator.HasIndex(i => i.Code).IsUnique();
        indicator.HasIndex(i => i.OwnerId);
        indicator.HasTags(i => i.Themes, "indicator_themes", "IndicatorId", "ThemeId");
        indicator.HasMany(i => i.Steps).WithOne().HasForeignKey(s => s.IndicatorId).Metadata.SetAnnotation(Mapping.PartOf, true);
        indicator.Navigation(i => i.Steps).AutoInclude(); // without them its chart would be drawn wrongly
        indicator.HasTags(i => i.Priorities, "indicator_priorities", "IndicatorId", "PriorityId");
        indicator.ComplexCollection(i => i.Targets, targets => targets.ToJson());
        // Whole, as text: pointed at by nothing, and an earlier version's indicators begin with none.
        indicator.Property(i => i.Changes).HasDefaultValueSql("'[]'").HasConversion(
            changes => JsonSerializer.Serialize(changes, JsonSerializerOptions.Default), text => JsonSerializer.Deserialize<IReadOnlyList<DefinitionChange>>(text, JsonSerializerOptions.Default)!,
            new ValueComparer<IReadOnlyList<DefinitionChange>>((a, b) => a!.SequenceEqual(b!), changes => changes.Count, changes => changes));
        indicator.Property(i => i.Asked).HasConversion<int>(); // several at once, asked for bit by bit
        // What indicators of an earlier version begin with.
        indicator.Property(i => i.Year).HasDefaultValue(YearKind.Financial);
        indicator.Property(i => i.Geography).HasDefaultValue(FigureGeography.Board);
        indicator.Property(i => i.SmallNumbers).HasDefaultValue(SmallNumberRule.UpTo5);
        indicator.Property(i => i.PopulationYear).HasDefaultValue(PopulationYearRule.MidYearBefore);
        indicator.Property(i => i.GeographyName).HasMaxLength(120);
        indicator.Property(i => i.PopulationCode).HasMaxLength(10);
        indicator.Property(i => i.RetiredReason).HasMaxLength(500);
        indicator.KeepsHistoryOf(nameof(Indicator.Key), nameof(Indicator.Code), nameof(Indicator.Name), nameof(Indicator.Definition), nameof(Indicator.Numerator),
            nameof(Indicator.Denominator), nameof(Indicator.Multiplier), nameof(Indicator.Unit), nameof(Indicator.Decimals), nameof(Indicator.Polarity),
            nameof(Indicator.PeriodKind), nameof(Indicator.Accountability), nameof(Indicator.Caveat), nameof(Indicator.OwnerId), nameof(Indicator.Publisher),
            nameof(Indicator.Release), nameof(Indicator.Licence), nameof(Indicator.Address), nameof(Indicator.IsInvented), nameof(Indicator.IsBackground), nameof(Indicator.FiguresUntil),
            nameof(Indicator.Asked), nameof(Indicator.Year), nameof(Indicator.Geography), nameof(Indicator.GeographyName), nameof(Indicator.SmallNumbers),
            nameof(Indicator.ExpectedLow), nameof(Indicator.ExpectedHigh), nameof(Indicator.PopulationCode), nameof(Indicator.PopulationYear), nameof(Indicator.Questions),
            nameof(Indicator.RetiredOn), nameof(Indicator.RetiredReason), nameof(Indicator.TargetsInWords), nameof(Indicator.Changes),
            nameof(Indicator.Confidentiality), nameof(Indicator.AccessListId));
    }
}

internal sealed class IndicatorStepStorage : IEntityTypeConfiguration<IndicatorStep>
{
    public void Configure(EntityTypeBuilder<IndicatorStep> step)
    {
        step.ToTable("indicator_steps");
        step.Property(s => s.Reason).HasMaxLength(500);
        step.Property(s => s.By).HasMaxLength(120);
        step.Property(s => s.WithdrawnBy).HasMaxLength(120);
        step.Property(s => s.WithdrawnReason).HasMaxLength(500);
        step.KeepsHistoryOf(nameof(IndicatorStep.AreaKey), nameof(IndicatorStep.Kind), nameof(IndicatorStep.Period), nameof(IndicatorStep.Reason), nameof(IndicatorStep.By),
            nameof(IndicatorStep.At), nameof(IndicatorStep.WithdrawnAt), nameof(IndicatorStep.WithdrawnBy), nameof(IndicatorStep.WithdrawnReason));
    }
}

internal sealed class AreaStorage : IEntityTypeConfiguration<Area>
{
    public void Configure(EntityTypeBuilder<Area> area)
    {
        area.ToTable("areas").WithoutTrail(); // as published; the batch that brought them is on the trail
        area.HasKey(a => a.Key);
        area.Property(a => a.Key).ValueGeneratedNever();
        area.Property(a => a.Code).HasMaxLength(40);
        area.Property(a => a.Name).HasMaxLength(120);
        area.Property(a => a.OldCode).HasMaxLength(10);
        area.HasIndex(a => a.Code).IsUnique();
    }
}

internal sealed class BreakdownStorage : IEntityTypeConfiguration<Breakdown>
{
    public void Configure(EntityTypeBuilder<Breakdown> breakdown)
    {
        breakdown.ToTable("breakdowns").WithoutTrail();
        breakdown.HasKey(b => b.Key);
        breakdown.Property(b => b.Key).ValueGeneratedNever();
        breakdown.Property(b => b.Name).HasMaxLength(FigureBook.LongestBreakdown);
        breakdown.HasData(new { Key = Breakdown.All, Name = "All" });
    }
}

internal sealed class PeriodStorage : IEntityTypeConfiguration<Period>
{
    public void Configure(EntityTypeBuilder<Period> period)
    {
        period.ToTable("periods").WithoutTrail();
        period.HasKey(p => p.Key);
        period.Property(p => p.Key).ValueGeneratedNever();
        period.Property(p => p.Label).HasMaxLength(60);
        period.HasIndex(p => new { p.Kind, p.Start, p.End }).IsUnique();
    }
}

internal sealed class ComparatorSetStorage : IEntityTypeConfiguration<ComparatorSet>
{
    public void Configure(EntityTypeBuilder<ComparatorSet> set)
    {
        set.ToTable("comparator_sets");
        set.Property(s => s.Name).HasMaxLength(120);
        set.HasIndex(s => new { s.AreaKey, s.Name }).IsUnique();
        set.OwnsMany(s => s.Members, member =>
        {
            member.ToTable("comparator_members");
            member.WithOwner().HasForeignKey("SetId");
            member.HasKey("SetId", nameof(ComparatorMember.Rank));
            member.Property(m => m.Rank).ValueGeneratedNever();
            member.Property(m => m.Closeness).HasMaxLength(40);
            member.HasOne<Area>().WithMany().HasForeignKey(m => m.AreaKey).OnDelete(DeleteBehavior.Restrict);
            member.KeepsHistoryOf(nameof(ComparatorMember.Rank), nameof(ComparatorMember.AreaKey), nameof(ComparatorMember.Closeness));
        });
        set.KeepsHistoryOf(nameof(ComparatorSet.AreaKey), nameof(ComparatorSet.Name), nameof(ComparatorSet.From), nameof(ComparatorSet.Until));
    }
}

internal sealed class ImportBatchStorage : IEntityTypeConfiguration<ImportBatch>
{
    public void Configure(EntityTypeBuilder<ImportBatch> batch)
    {
        batch.ToTable("import_batches");
        batch.Property(b => b.Source).HasMaxLength(200);
        batch.Property(b => b.Hash).HasMaxLength(64);
        batch.Property(b => b.By).HasMaxLength(120);
        batch.Property(b => b.UndoneBy).HasMaxLength(120);
        batch.Property(b => b.UndoneReason).HasMaxLength(300);
        batch.HasAlternateKey(b => b.Key);
        batch.Property(b => b.Key).ValueGeneratedNever();
        batch.KeepsHistoryOf(nameof(ImportBatch.Key), nameof(ImportBatch.Source), nameof(ImportBatch.Hash), nameof(ImportBatch.At), nameof(ImportBatch.By),
            nameof(ImportBatch.Added), nameof(ImportBatch.Changed), nameof(ImportBatch.Unchanged),
            nameof(ImportBatch.FinishedAt), nameof(ImportBatch.StoppedAt), nameof(ImportBatch.UndoneAt), nameof(ImportBatch.UndoneBy), nameof(ImportBatch.UndoneReason));
    }
}

// The three tables below hold millions of rows: they are read here, and written by FigureWriter alone,
// but for the direction of a series, which a decision on its limits says anew. They refer to areas, periods and batches, which are never
// taken away, by number alone: a reference that the database watches has an index of its own, and three of those made an import three times
// as long. On the embedded database they lie in the order of their keys, without a number of the row (a migration sees to it).
internal sealed class FigureStorage : IEntityTypeConfiguration<Figure>
{
    public void Configure(EntityTypeBuilder<Figure> figure)
    {
        figure.ToTable("figures").WithoutTrail();
        figure.HasKey(f => new { f.IndicatorKey, f.AreaKey, f.BreakdownKey, f.PeriodKey });
        figure.Property(f => f.Symbol).HasConversion<short>();
        figure.Property(f => f.Status).HasConversion<short>();
    }
}

internal sealed class FigureRevisionStorage : IEntityTypeConfiguration<FigureRevision>
{
    public void Configure(EntityTypeBuilder<FigureRevision> revision)
    {
        revision.ToTable("figure_revisions").WithoutTrail();
        revision.HasKey(r => new { r.IndicatorKey, r.AreaKey, r.BreakdownKey, r.PeriodKey, r.ReplacedByKey });
        revision.Property(r => r.Symbol).HasConversion<short>();
        revision.Property(r => r.Status).HasConversion<short>();
    }
}

internal sealed class SeriesStorage : IEntityTypeConfiguration<Series>
{
    public void Configure(EntityTypeBuilder<Series> series)
    {
        series.ToTable("series").WithoutTrail();
        series.HasKey(s => new { s.IndicatorKey, s.AreaKey, s.BreakdownKey, s.Kind });
        series.HasIndex(s => new { s.AreaKey, s.BreakdownKey });
    }
}

// What an import has ready before all of it is in; emptied when its figures stand, or when it is stopped.
internal sealed class WaitingFigureStorage : IEntityTypeConfiguration<WaitingFigure>
{
    public void Configure(EntityTypeBuilder<WaitingFigure> figure)
    {
        figure.ToTable("waiting_figures").WithoutTrail();
        figure.HasKey(f => new { f.IndicatorKey, f.AreaKey, f.BreakdownKey, f.PeriodKey });
        figure.Property(f => f.Symbol).HasConversion<short>();
        figure.Property(f => f.Status).HasConversion<short>();
    }
}

internal sealed class WaitingSeriesStorage : IEntityTypeConfiguration<WaitingSeries>
{
    public void Configure(EntityTypeBuilder<WaitingSeries> series)
    {
        series.ToTable("waiting_series").WithoutTrail();
        series.HasKey(s => new { s.IndicatorKey, s.AreaKey, s.BreakdownKey, s.Kind });
    }
}

internal sealed class FigureImportStorage : IEntityTypeConfiguration<FigureImport>
{
    public void Configure(EntityTypeBuilder<FigureImport> import)
    {
        // What comes of it is on the trail as a batch; how far it has come is told by its own row.
        import.ToTable("figure_imports").WithoutTrail();
        import.Property(i => i.File).HasMaxLength(200);
        import.Property(i => i.Hash).HasMaxLength(64);
        import.Property(i => i.Name).HasMaxLength(200);
        import.Property(i => i.Message).HasMaxLength(500);
        import.HasOne<Person>().WithMany().HasForeignKey(i => i.PersonId).OnDelete(DeleteBehavior.Cascade);
        import.HasIndex(i => new { i.PersonId, i.At });
        import.HasIndex(i => new { i.State, i.HeldUntil });
    }
}

internal sealed class RememberedReadingStorage : IEntityTypeConfiguration<RememberedReading>
{
    public void Configure(EntityTypeBuilder<RememberedReading> reading)
    {
        reading.ToTable("remembered_readings");
        reading.Property(r => r.Headings).HasMaxLength(64);
        reading.HasIndex(r => r.Headings);
        reading.KeepsHistoryOf(nameof(RememberedReading.Headings), nameof(RememberedReading.Reading));
    }
}
