using Goldthread.Domain.Library;

namespace Goldthread.Domain;

/// <summary>A record that the one search finds. The storage writes its text in the same save.</summary>
public interface ISearched
{
    /// <summary>What is found of it.</summary>
    SearchText ToSearch();

    /// <summary>Whether it is found on its own; else something else is found in its place.</summary>
    bool IsFound => true;
}

/// <summary>The searchable side of a record.</summary>
/// <param name="Kind">What it is, in words: "Finding".</param>
/// <param name="Title">Weighs most.</param>
/// <param name="Body">All other text; null for what is found already and stays as it is.</param>
/// <param name="Date">For the filter by year.</param>
/// <param name="OrganisationId">For the filter by agency.</param>
/// <param name="GroupId">For the filter by group.</param>
/// <param name="Volume">For the filter by shelf.</param>
/// <param name="ThemeIds">For the filter by theme.</param>
public sealed record SearchText(string Kind, string Title, string? Body, DateOnly Date, Guid? OrganisationId, Guid? GroupId, Volume? Volume,
    IReadOnlyList<Guid> ThemeIds)
{
    /// <summary>The fields of a record as one text, parted so that an excerpt doesn't run one into the next; empty ones are left out.</summary>
    public static string Fields(params IEnumerable<string?> fields) => string.Join(" · ", fields.Where(f => !string.IsNullOrWhiteSpace(f)));

    /// <summary>The searchable side of a record of one group that is on no shelf and bears no theme.</summary>
    public static SearchText OfGroup(string kind, string title, string body, DateOnly date, Guid groupId) => new(kind, title, body, date, null, groupId, null, []);
}
