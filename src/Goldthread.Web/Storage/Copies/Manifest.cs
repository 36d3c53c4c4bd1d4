using System.Reflection;
using System.Text.Json;
using Goldthread.Web.Commands;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Goldthread.Web.Storage.Copies;

/// <summary>A table in a copy.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">How many.</param>
/// <param name="Columns">What its lines hold, by column; empty where the database itself is copied.</param>
internal sealed record CopiedTable(string Name, long Rows, IReadOnlyList<ColumnShape> Columns);

/// <summary>What a backup or an export holds, and by which version it was made.</summary>
internal sealed record Manifest
{
    /// <summary>The newest form of rows and manifests that this version knows.</summary>
    public const int FormatNow = 1;

    /// <summary>No manifest is longer, in bytes: what is, is not read into memory.</summary>
    public const int Longest = 64 << 20;

    /// <summary>Version of this program.</summary>
    public static string ProgramVersion { get; } = typeof(Manifest).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };

    private static readonly HashSet<string> known = [.. typeof(Manifest).Assembly.GetTypes().Select(t => t.GetCustomAttribute<MigrationAttribute>()?.Id).OfType<string>().Select(NameOf)];

    /// <summary>Form of rows and manifest.</summary>
    public int Format { get; init; } = FormatNow;

    /// <summary>Version of the program that made it.</summary>
    public string Version { get; init; } = ProgramVersion;

    /// <summary>Changes of the schema that the database had, oldest first, by name.</summary>
    public required IReadOnlyList<string> Migrations { get; init; }

    /// <summary>The end of the audit trail at that moment: nothing that was saved later is in it.</summary>
    public required TrailEnd Trail { get; init; }

    /// <summary>Mark of the master key, which tells it from others and gives nothing of it away.</summary>
    public required string KeyMark { get; init; }

    /// <summary>Tables.</summary>
    public required IReadOnlyList<CopiedTable> Tables { get; init; }

    /// <summary>Parts, or files of an export, with their SHA-256.</summary>
    public required IReadOnlyList<BundlePart> Parts { get; init; }

    /// <summary>Content of files that a record points to and that were not there, or not what they had been, by SHA-256.</summary>
    public required IReadOnlyList<string> MissingFiles { get; init; }

    /// <summary>Made with the board's master key over all the rest but the version: whoever can write into the folder of backups, or change an
    /// export, can't make it.</summary>
    public string Signature { get; init; } = "";

    /// <summary>The same with its signature.</summary>
    public Manifest Signed(Sealing sealing) => this with { Raw = null, Signature = sealing.Sign(ToSign(JsonSerializer.SerializeToUtf8Bytes(this, Readable))) };

    /// <summary>Whether this key signed it, as it stands here.</summary>
    public bool IsSignedWith(Sealing sealing) => System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(Signature), System.Text.Encoding.UTF8.GetBytes(sealing.Sign(ToSign(Raw ?? ToJson()))));

    // As it stands in the file, so that a version that knows more, or less, of a manifest signs the same.
    [System.Text.Json.Serialization.JsonIgnore]
    private byte[]? Raw { get; init; }

    private static string ToSign(byte[] json)
    {
        var all = System.Text.Json.Nodes.JsonNode.Parse(json)!.AsObject();
        all.Remove(nameof(Signature));
        all.Remove(nameof(Version));
        return $"Goldthread: manifest {all.ToJsonString()}";
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Readable);

    /// <summary>Reads one.</summary>
    /// <param name="json">Its text.</param>
    /// <param name="what">"This backup", for the sentence of a refusal.</param>
    /// <exception cref="UsageException">It is a newer version's, or no manifest.</exception>
    public static Manifest Parse(ReadOnlySpan<byte> json, string what)
    {
        try
        {
            using var head = JsonDocument.Parse(json.ToArray());
            if (head.RootElement.TryGetProperty(nameof(Format), out var format) && format.GetInt32() > FormatNow)
                throw new UsageException($"{what} was made by a newer version of Goldthread ({head.RootElement.GetProperty(nameof(Version)).GetString()}) in a form that this one ({ProgramVersion}) can't read: install that version, or a later one");
            return JsonSerializer.Deserialize<Manifest>(json, Readable) is { Migrations.Count: > 0, Trail: not null, KeyMark: not null, Tables: { } tables, Parts: { } parts, MissingFiles: not null } whole
                && tables.All(t => t is { Name: not null, Columns: not null }) && parts.All(p => p is { Name: not null })
                ? whole with { Raw = json.ToArray() } : throw new JsonException("something in it is missing");
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new UsageException($"{what} has a manifest that can't be read: {problem.Message}");
        }
    }

    /// <summary>Refuses what knows more of the schema than this version does.</summary>
    /// <exception cref="UsageException">It was made by a newer version.</exception>
    public void RefuseNewer(string what)
    {
        if (Migrations.FirstOrDefault(m => !known.Contains(m)) is { } unknown)
            throw new UsageException($"{what} was made by a newer version of Goldthread ({Version}, with the change {unknown}, which this one, {ProgramVersion}, does not know): install that version, or a later one");
    }

    /// <summary>The name of a migration, which is the same on both databases: without its time.</summary>
    public static string NameOf(string migration) => migration[(migration.IndexOf('_', StringComparison.Ordinal) + 1)..];
}
