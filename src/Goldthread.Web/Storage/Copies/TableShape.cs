using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Goldthread.Web.Storage.Copies;

/// <summary>What a column holds, alike on both databases, and how it is written as JSON.</summary>
internal enum ColumnKind
{
    /// <summary>A string.</summary>
    Text,
    /// <summary>A whole number.</summary>
    Integer,
    /// <summary>A number with digits behind the point.</summary>
    Number,
    /// <summary>true or false.</summary>
    Truth,
    /// <summary>An id, as a string of 36 letters.</summary>
    Id,
    /// <summary>A date: "2026-11-23".</summary>
    Day,
    /// <summary>An instant, UTC: "2026-11-23T10:00:00.000000Z".</summary>
    Instant,
    /// <summary>The same, kept by the sign-in framework in another form.</summary>
    InstantWithOffset,
    /// <summary>Bytes, as base64.</summary>
    Bytes,
    /// <summary>A small list or thing that nothing points at, as it is.</summary>
    Json,
    /// <summary>A list of ids.</summary>
    Ids,
    /// <summary>A list of whole numbers.</summary>
    Integers,
    /// <summary>A list of strings.</summary>
    Texts,
}

/// <summary>A column.</summary>
internal sealed record ColumnShape(string Name, ColumnKind Kind);

/// <summary>A table: its columns in the order of their names, and those by which its rows are told apart and ordered.</summary>
internal sealed partial record TableShape(string Name, IReadOnlyList<ColumnShape> Columns, IReadOnlyList<string> Key)
{
    /// <summary>Every table of the model, in the order of their names: a new kind of record is in from the first day.</summary>
    public static IReadOnlyList<TableShape> Of(BoardDb db) => [.. db.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables.OrderBy(t => t.Name, StringComparer.Ordinal).Select(Of)];

    private static TableShape Of(ITable table) => new(table.Name,
        [.. table.Columns.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => new ColumnShape(c.Name, KindOf(c)))],
        [.. table.PrimaryKey!.Columns.Select(c => c.Name)]);

    private static ColumnKind KindOf(IColumn column)
    {
        if (column.PropertyMappings.Count == 0 || column.StoreType == "jsonb") return ColumnKind.Json;
        var mapping = column.PropertyMappings[0].TypeMapping;
        if (mapping.ElementTypeMapping is { } element)
            return element.ClrType == typeof(Guid) ? ColumnKind.Ids : element.ClrType == typeof(int) ? ColumnKind.Integers : element.ClrType == typeof(string) ? ColumnKind.Texts : throw new NotSupportedException($"{column.Table.Name}.{column.Name} is a list of {element.ClrType}: say in {nameof(TableShape)} how it is written");
        var type = mapping.Converter?.ProviderClrType ?? mapping.ClrType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(string) => ColumnKind.Text,
            _ when type == typeof(int) || type == typeof(long) || type == typeof(short) || type == typeof(byte) => ColumnKind.Integer,
            _ when type == typeof(double) => ColumnKind.Number,
            _ when type == typeof(bool) => ColumnKind.Truth,
            _ when type == typeof(Guid) => ColumnKind.Id,
            _ when type == typeof(DateOnly) => ColumnKind.Day,
            _ when type == typeof(DateTime) => ColumnKind.Instant,
            _ when type == typeof(DateTimeOffset) => ColumnKind.InstantWithOffset,
            _ when type == typeof(byte[]) => ColumnKind.Bytes,
            _ => throw new NotSupportedException($"{column.Table.Name}.{column.Name} is a {type}: say in {nameof(TableShape)} how it is written"),
        };
    }

    /// <summary>Whether names that came from a file can be names of a table and its columns, and nothing else.</summary>
    public bool HasPlainNames => Columns.Select(c => c.Name).Append(Name).All(name => PlainName().IsMatch(name));

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]{0,62}$")]
    private static partial Regex PlainName();
}
