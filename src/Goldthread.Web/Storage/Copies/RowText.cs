using System.Data.Common;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Goldthread.Web.Storage.Copies;

/// <summary>A row as one line of JSON, the same from both databases to the last byte.</summary>
internal static class RowText
{
    private const string InstantFormat = "yyyy-MM-ddTHH:mm:ss.ffffffZ";

    /// <summary>How JSON is written: letters as they are. It goes into files, never into a page.</summary>
    public static JsonWriterOptions Plainly { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one value as it is stored.</summary>
    public static void Write(Utf8JsonWriter json, DbDataReader row, int column, ColumnKind kind)
    {
        if (row.IsDBNull(column))
        {
            json.WriteNullValue();
            return;
        }
        switch (kind)
        {
            case ColumnKind.Text: json.WriteStringValue(row.GetString(column)); break;
            case ColumnKind.Integer: json.WriteNumberValue(row.GetInt64(column)); break;
            case ColumnKind.Number: json.WriteNumberValue(row.GetDouble(column)); break;
            case ColumnKind.Truth: json.WriteBooleanValue(row.GetBoolean(column)); break;
            case ColumnKind.Id: json.WriteStringValue(row.GetGuid(column)); break;
            case ColumnKind.Day: json.WriteStringValue(row.GetFieldValue<DateOnly>(column).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)); break;
            case ColumnKind.Instant: json.WriteStringValue(row.GetDateTime(column).ToString(InstantFormat, CultureInfo.InvariantCulture)); break;
            case ColumnKind.InstantWithOffset: json.WriteStringValue(row.GetFieldValue<DateTimeOffset>(column).UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture)); break;
            case ColumnKind.Bytes: json.WriteBase64StringValue(row.GetFieldValue<byte[]>(column)); break;
            case ColumnKind.Json:
                using (var held = JsonDocument.Parse(row.GetString(column))) WriteOrdered(json, held.RootElement);
                break;
            case ColumnKind.Ids: WriteList<Guid>(json, row, column, json.WriteStringValue); break;
            case ColumnKind.Integers: WriteList<int>(json, row, column, json.WriteNumberValue); break;
            case ColumnKind.Texts: WriteList<string>(json, row, column, json.WriteStringValue); break;
        }
    }

    // One database keeps a list as a text of its own.
    private static void WriteList<T>(Utf8JsonWriter json, DbDataReader row, int column, Action<T> write)
    {
        json.WriteStartArray();
        foreach (var item in row.GetFieldType(column) == typeof(string) ? JsonSerializer.Deserialize<T[]>(row.GetString(column))! : row.GetFieldValue<T[]>(column)) write(item);
        json.WriteEndArray();
    }

    // One database keeps the fields of a thing in an order of its own.
    private static void WriteOrdered(Utf8JsonWriter json, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            json.WriteStartObject();
            foreach (var field in value.EnumerateObject().OrderBy(f => f.Name, StringComparer.Ordinal))
            {
                json.WritePropertyName(field.Name);
                WriteOrdered(json, field.Value);
            }
            json.WriteEndObject();
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            json.WriteStartArray();
            foreach (var item in value.EnumerateArray()) WriteOrdered(json, item);
            json.WriteEndArray();
        }
        else if (value.ValueKind == JsonValueKind.String) json.WriteStringValue(value.GetString());
        else value.WriteTo(json);
    }

    /// <summary>Reads a value as it stands in a line; null is null.</summary>
    /// <exception cref="FormatException">It is none of this kind; the message says what is accepted.</exception>
    public static object? Read(JsonElement value, ColumnKind kind)
    {
        if (value.ValueKind == JsonValueKind.Null) return null;
        object? read = kind switch
        {
            ColumnKind.Text => value.ValueKind == JsonValueKind.String ? value.GetString() : null,
            ColumnKind.Integer => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var whole) ? whole : null,
            ColumnKind.Number => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : null,
            ColumnKind.Truth => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null,
            ColumnKind.Id => value.ValueKind == JsonValueKind.String && value.TryGetGuid(out var id) ? id : null,
            ColumnKind.Day => value.ValueKind == JsonValueKind.String && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
            ColumnKind.Instant => Instant(value),
            ColumnKind.InstantWithOffset => Instant(value) is { } at ? new DateTimeOffset(at) : null,
            ColumnKind.Bytes => value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out var bytes) ? bytes : null,
            ColumnKind.Json => value.ValueKind is JsonValueKind.Array or JsonValueKind.Object ? value.GetRawText() : null,
            ColumnKind.Ids => List(value, v => v.ValueKind == JsonValueKind.String && v.TryGetGuid(out var id) ? id : (Guid?)null),
            ColumnKind.Integers => List(value, v => v.ValueKind == JsonValueKind.Number && v.TryGetInt32(out var whole) ? whole : (int?)null),
            ColumnKind.Texts => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String) ? value.EnumerateArray().Select(v => v.GetString()!).ToArray() : null,
        };
        return read ?? throw new FormatException(Accepted(kind));
    }

    private static T[]? List<T>(JsonElement value, Func<JsonElement, T?> read) where T : struct
    {
        if (value.ValueKind != JsonValueKind.Array) return null;
        var items = value.EnumerateArray().Select(read).ToList();
        return items.All(i => i is not null) ? [.. items.Select(i => i!.Value)] : null;
    }

    private static DateTime? Instant(JsonElement value) => value.ValueKind == JsonValueKind.String
        && DateTime.TryParseExact(value.GetString(), InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private static string Accepted(ColumnKind kind) => kind switch
    {
        ColumnKind.Text => "a text in quotation marks",
        ColumnKind.Integer => "a whole number",
        ColumnKind.Number => "a number",
        ColumnKind.Truth => "true or false",
        ColumnKind.Id => "an id such as \"0193a5c0-1111-7222-8333-444455556666\"",
        ColumnKind.Day => "a date such as \"2026-11-23\"",
        ColumnKind.Instant or ColumnKind.InstantWithOffset => "an instant in UTC such as \"2026-11-23T10:00:00.000000Z\"",
        ColumnKind.Bytes => "bytes as base64",
        ColumnKind.Json => "a list or an object",
        ColumnKind.Ids => "a list of ids",
        ColumnKind.Integers => "a list of whole numbers",
        ColumnKind.Texts => "a list of texts",
    };
}
