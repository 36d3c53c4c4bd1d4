namespace Goldthread.Domain.Library;

/// <summary>One row of the search table: as confidential as the record it stands for.</summary>
public sealed class SearchDocument : ConfidentialRecord
{
    private SearchDocument() { }

    /// <summary>A row for a record.</summary>
    public SearchDocument(Guid recordId) => (Id, Row) = (recordId, RowOf(recordId));

    /// <summary>Number of the row in the full-text index, worked out from the record's id: an index by number is what
    /// the embedded database wants, and a counter would need a read before each write.</summary>
    public long Row { get; private set; }

    /// <summary>Kind of record, in words.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>Title.</summary>
    public string Title { get; private set; } = "";

    /// <summary>Text.</summary>
    public string Body { get; private set; } = "";

    /// <summary>Title without accents, lower case: what the indexes hold, so that both databases find alike.</summary>
    public string FoldedTitle { get; private set; } = "";

    /// <summary>Text without accents, lower case.</summary>
    public string FoldedBody { get; private set; } = "";

    /// <summary>Date.</summary>
    public DateOnly Date { get; private set; }

    /// <summary>Agency.</summary>
    public Guid? OrganisationId { get; private set; }

    /// <summary>Group.</summary>
    public Guid? GroupId { get; private set; }

    /// <summary>Shelf.</summary>
    public Volume? Volume { get; private set; }

    /// <summary>Themes.</summary>
    public List<Guid> ThemeIds { get; private set; } = [];

    /// <inheritdoc/>
    public override string Label => Title;

    /// <summary>Takes over what the record says now.</summary>
    public void Fill(ConfidentialRecord record, SearchText text)
    {
        LimitLike(record);
        (Kind, Title, Date, OrganisationId, GroupId, Volume) = (text.Kind, text.Title, text.Date, text.OrganisationId, text.GroupId, text.Volume);
        ThemeIds = [.. text.ThemeIds];
        FoldedTitle = Fold(text.Title);
        if (text.Body is { } body) (Body, FoldedBody) = (body, Fold(body));
    }

    private static long RowOf(Guid recordId) =>
        System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(System.Security.Cryptography.SHA256.HashData(recordId.ToByteArray())) & long.MaxValue;

    /// <summary>Words in lower case and without accents; whatever is neither letter nor digit becomes a blank, so that
    /// both databases part a text into the same words ("F-7K3Q" and "one.two" are two words each).</summary>
    /// <param name="text">Any text, also one that no encoding knows: half a surrogate pair becomes a blank.</param>
    public static string Fold(string text)
    {
        // Half of a pair, or a code that is no sign, can't be decomposed.
        var signs = text.EnumerateRunes().Select(rune => System.Text.Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.OtherNotAssigned ? " " : rune.ToString());
        var decomposed = string.Concat(signs).Normalize(System.Text.NormalizationForm.FormD);
        var plain = decomposed.Where(c => System.Globalization.CharUnicodeInfo.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.NonSpacingMark);
        var folded = string.Concat(plain).Normalize(System.Text.NormalizationForm.FormC).ToLowerInvariant();
        return string.Create(folded.Length, folded, (span, from) =>
        {
            for (var i = 0; i < from.Length; i++) span[i] = char.IsLetterOrDigit(from[i]) || char.IsSurrogate(from[i]) ? from[i] : ' ';
        });
    }
}
