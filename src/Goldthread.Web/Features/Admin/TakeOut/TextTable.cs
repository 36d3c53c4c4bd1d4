using System.Data.Common;
using System.Globalization;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Goldthread.Web.Features.Admin.TakeOut;

/// <summary>A table with the columns in which people's texts stand, read from the model: a new column is in it from the
/// first day.</summary>
/// <param name="Root">The kind of record that is loaded to change a row: its own, or the one it is owned by.</param>
/// <param name="Entity">The mapped type of the rows.</param>
/// <param name="IdColumn">Column with the root's id.</param>
/// <param name="Columns">Property and column of each text.</param>
/// <param name="Guards">Where the id of the confidential record stands that a row is, or is part of; one of them in each row, none
/// where everybody may read them all.</param>
public sealed record TextTable(Type Root, IReadOnlyEntityType Entity, string IdColumn, IReadOnlyList<(string Property, string Column)> Columns, IReadOnlyList<(Type Kind, string Column)> Guards)
{
    /// <summary>Tables that hold no text about children: names of the people who work with the board, their accounts and
    /// sign-ins, who reads what (which would tell of a hidden record), the trail, whose history is erased in a way of its own, and
    /// certificates, which are written once.</summary>
    public static IReadOnlySet<Type> LeftAlone { get; } = new HashSet<Type>
    {
        typeof(Person), typeof(Account), typeof(Session), typeof(RoleHolding), typeof(AccessList), typeof(AccessListMember), typeof(AuditEntry), typeof(AuditHead), typeof(HistoryRow), typeof(StoredCommand), typeof(RemovalCertificate),
        typeof(Microsoft.AspNetCore.DataProtection.EntityFrameworkCore.DataProtectionKey),
    };

    /// <summary>Every table of the board with texts in it. What has no trail is published or only derived, and nobody types
    /// it; of that, search alone repeats what people typed.</summary>
    public static IReadOnlyList<TextTable> All(IReadOnlyModel model) =>
        [.. model.GetEntityTypes().Where(t => !LeftAlone.Contains(t.ClrType) && (!t.IsWithoutTrail() || t.ClrType == typeof(SearchDocument)) && t.ClrType.Namespace?.StartsWith("Goldthread", StringComparison.Ordinal) == true && t.GetTableName() is not null)
            .Select(Of).Where(t => t.Columns.Count > 0)];

    /// <summary>The name of the table.</summary>
    public string Name => Entity.GetTableName()!;

    /// <summary>Ids of the roots whose rows hold the text, one row at a time through memory.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="pattern">What is looked for.</param>
    /// <param name="visible">Ids of the confidential records that count, by kind: in rows of any other the text is not even looked
    /// for, or the time it takes would tell of them. Null for every row.</param>
    /// <param name="stop">Stops the work.</param>
    public async Task<IReadOnlyList<(Guid RootId, IReadOnlyList<string> Fields)>> FindAsync(DbConnection connection, TextPattern pattern, IReadOnlyDictionary<Type, HashSet<Guid>>? visible, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        // Names come from the model, never from a person.
#pragma warning disable CA2100
        command.CommandText = $"select \"{IdColumn}\", {string.Join(", ", Columns.Select(c => c.Column).Concat(Guards.Select(g => g.Column)).Select(c => $"\"{c}\""))} from \"{Name}\"";
#pragma warning restore CA2100
        List<(Guid, IReadOnlyList<string>)> hits = [];
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            if (visible is not null && IsHidden(reader, visible)) continue;
            var fields = Columns.Where((c, i) => IsIn(pattern, c.Property, reader.GetValue(i + 1) as string)).Select(c => c.Property).ToList();
            if (fields.Count > 0) hits.Add((ReadGuid(reader, 0), fields));
        }
        return hits;
    }

    private bool IsHidden(DbDataReader reader, IReadOnlyDictionary<Type, HashSet<Guid>> visible)
    {
        for (var i = 0; i < Guards.Count; i++)
            if (reader[1 + Columns.Count + i] is not DBNull) return !visible[Guards[i].Kind].Contains(ReadGuid(reader, 1 + Columns.Count + i));
        return false;
    }

    /// <summary>Whether a column's value holds the text.</summary>
    public bool IsIn(TextPattern pattern, string property, string? value) => Prose(Entity, property) is { } prose ? pattern.IsIn(value, prose) : pattern.IsIn(value);

    /// <summary>A column's value without the text.</summary>
    public static string TakeOutOf(TextPattern pattern, IReadOnlyTypeBase entity, string property, string value) =>
        Prose(entity, property) is { } prose ? pattern.TakeOutOf(value, prose) : pattern.TakeOutOf(value);

    /// <summary>Columns that hold JSON, and the properties in it that people's words stand in; the others are dates, numbers and
    /// names of things, without which it could not be read any more.</summary>
    public static IReadOnlyDictionary<(Type Entity, string Property), IReadOnlySet<string>> Json { get; } = new Dictionary<(Type, string), IReadOnlySet<string>>
    {
        [(typeof(Evidence), nameof(Evidence.Chart))] = new HashSet<string> { "Title", "Says", "Source", "Unit", "CentreName", "OwnName", "Label", "Signal", "WhyMissing", "Name", "Warnings" },
    };

    private static IReadOnlySet<string>? Prose(IReadOnlyTypeBase entity, string property) => Json.GetValueOrDefault((entity.ClrType, property));

    /// <summary>A guid as either database hands it back.</summary>
    public static Guid ReadGuid(DbDataReader reader, int column) =>
        reader.GetValue(column) is Guid id ? id : Guid.Parse(Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture)!);

    private static TextTable Of(IReadOnlyEntityType type)
    {
        var store = StoreObjectIdentifier.Table(type.GetTableName()!, type.GetSchema());
        var ownership = type.FindOwnership();
        var id = ownership?.Properties[0] ?? type.FindProperty(nameof(Record.Id))!;
        var root = ownership?.PrincipalEntityType.ClrType ?? type.ClrType;
        var idColumn = id?.GetColumnName(store) ?? "";
        return new(root, type, idColumn, [.. type.GetProperties().Where(IsText).Select(p => (p.Name, p.GetColumnName(store)!))],
            typeof(ConfidentialRecord).IsAssignableFrom(root) ? [(root, idColumn)]
                : [.. type.GetForeignKeys().Where(fk => fk[Mapping.PartOf] is true && typeof(ConfidentialRecord).IsAssignableFrom(fk.PrincipalEntityType.ClrType)).Select(fk => (fk.PrincipalEntityType.ClrType, fk.Properties[0].GetColumnName(store)!))]);
    }

    // Codes are short, or keys: "WT2018", "F-7K3QA".
    private static bool IsText(IReadOnlyProperty property) =>
        property.ClrType == typeof(string) && !property.IsKey() && !property.IsForeignKey() && (property.GetMaxLength() ?? int.MaxValue) > 10;
}
