using System.Text.RegularExpressions;

namespace Goldthread.Domain.Admin;

/// <summary>What somebody has typed into a form and not sent yet. It belongs to who types it and is seen by nobody else; of one
/// form on one page there is one.</summary>
public sealed class Draft : Record
{
    private Draft() { }

    /// <summary>Keeps what is typed for the first time.</summary>
    /// <param name="personId">Who types.</param>
    /// <param name="place">The form.</param>
    /// <param name="fields">The fields with what stands in them, encrypted.</param>
    /// <param name="writer">Which opened page it came from.</param>
    /// <param name="now">The moment, UTC.</param>
    public Draft(Guid personId, DraftPlace place, string fields, Guid writer, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(place);
        (PersonId, Address, Form, Fields, Writer, KeptAt) = (personId, place.Address, place.Form, fields, writer, now);
    }

    /// <summary>Who types.</summary>
    public Guid PersonId { get; private init; }

    /// <summary>The page with its query, as the board's own address.</summary>
    public string Address { get; private init; } = "";

    /// <summary>Which of the page's forms.</summary>
    public string Form { get; private init; } = "";

    /// <summary>Names of fields with what stands in them, as JSON, encrypted: nobody who has the database alone reads it.</summary>
    public string Fields { get; private set; } = "";

    /// <summary>The opened page that kept it last: what it sends again after a lost answer is no other text.</summary>
    public Guid Writer { get; private set; }

    /// <summary>When it was kept, UTC.</summary>
    public DateTime KeptAt { get; private init; }

    /// <summary>Puts in its place what is left after a text was taken out; no opened page has kept that.</summary>
    /// <param name="fields">Encrypted.</param>
    public void Leave(string fields) => (Fields, Writer) = (fields, Guid.Empty);
}

/// <summary>Where a form stands.</summary>
/// <param name="Address">The page with its query.</param>
/// <param name="Form">Which of the page's forms.</param>
public sealed record DraftPlace(string Address, string Form);

/// <summary>What is kept of a form while it is written, and how long.</summary>
public static partial class DraftRules
{
    /// <summary>What is not sent by then was given up.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(30);

    /// <summary>Characters of one form; a long report has a tenth of it.</summary>
    public const int LongestFields = 200_000;

    /// <summary>Characters of an address with its query.</summary>
    public const int LongestAddress = 300;

    /// <summary>Characters of a form's name.</summary>
    public const int LongestForm = 40;

    /// <summary>Drafts of one person; of more the oldest goes.</summary>
    public const int Most = 100;

    /// <summary>Field with the version that was on the screen.</summary>
    public const string Version = "Command.Version";

    /// <summary>Field with the record as the form showed it.</summary>
    public const string Was = "Command.Was";

    /// <summary>Whether a field is kept. The record's version as it was on the screen is: what another saves meanwhile must not be
    /// overwritten from a draft. What makes one sending differ from another is not, nor what opens doors.</summary>
    /// <param name="field">Its name.</param>
    public static bool Keeps(string field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field is Version or Was
            || (field.Length > 0 && !field.StartsWith("Command.", StringComparison.OrdinalIgnoreCase) && !field.StartsWith("__", StringComparison.Ordinal)
                && !field.Contains("password", StringComparison.OrdinalIgnoreCase) && !field.Split('.')[^1].Equals("code", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The fields to keep. Where a form asks about several records in rows, the row is named by its record and not by its
    /// number: the next time another may stand there.</summary>
    /// <param name="posted">Names with what stands in them.</param>
    public static IReadOnlyDictionary<string, string[]> Of(IReadOnlyDictionary<string, string[]> posted) =>
        posted.Where(f => Keeps(f.Key)).GroupBy(f => Row().Replace(f.Key, row =>
            posted.TryGetValue($"{row.Groups["list"].Value}[{row.Groups["at"].Value}].Id", out var id) && id.Length == 1 && Guid.TryParse(id[0], out var record)
                ? $"{row.Groups["list"].Value}[{record:N}]." : row.Value)).ToDictionary(g => g.Key, g => g.Last().Value); // a record twice is no form of ours

    /// <summary>What stands in fields to be shown on a form.</summary>
    /// <param name="kept">As <see cref="Of"/> gave it.</param>
    /// <param name="rows">The records in the form's rows, in their order; empty where it has none.</param>
    /// <returns>The form's fields, and what was written about records that the form no longer has.</returns>
    public static (IReadOnlyDictionary<string, string[]> Fields, IReadOnlyList<string> Left) ToForm(IReadOnlyDictionary<string, string[]> kept, IReadOnlyList<Guid> rows)
    {
        Dictionary<string, string[]> fields = [];
        List<string> left = [];
        foreach (var (name, values) in kept)
        {
            var row = NamedRow().Match(name);
            if (!row.Success) fields[name] = values;
            else if (rows.ToList().IndexOf(Guid.ParseExact(row.Groups["id"].Value, "N")) is var at and >= 0) fields[$"{row.Groups["list"].Value}[{at}].{name[row.Length..]}"] = values;
            else if (name.EndsWith(".Text", StringComparison.Ordinal)) left.AddRange(values.Where(v => !string.IsNullOrWhiteSpace(v)));
        }
        return (fields, left);
    }

    /// <summary>What speaks against keeping a form; empty when nothing does.</summary>
    /// <param name="place">The form.</param>
    /// <param name="fields">Its fields as JSON, not yet encrypted.</param>
    public static IReadOnlyList<Problem> Check(DraftPlace place, string fields)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(fields);
        return place.Form.Length is 0 or > LongestForm || place.Address.Length is 0 or > LongestAddress ? [new("", "This form can’t be kept: open its page again")]
            : fields.Length > LongestFields ? [new("", "This is too long to be kept before it is saved. Save it, or write less")]
            : [];
    }

    [GeneratedRegex(@"^(?<list>\w+)\[(?<at>\d+)\]\.")]
    private static partial Regex Row();

    [GeneratedRegex(@"^(?<list>\w+)\[(?<id>[0-9a-f]{32})\]\.")]
    private static partial Regex NamedRow();
}
