using Goldthread.Domain.Admin;

namespace Goldthread.Domain.Library;

/// <summary>Who shall read an item, as it was chosen on the form.</summary>
/// <param name="Confidentiality">How widely.</param>
/// <param name="ListId">For <see cref="Confidentiality.Group"/>: the access list of the chosen group or organisation.</param>
/// <param name="PersonIds">For <see cref="Confidentiality.Restricted"/>: the people named.</param>
public sealed record Readers(Confidentiality Confidentiality, Guid? ListId, IReadOnlyList<Guid> PersonIds);

/// <summary>Who may put what on the shelves, for whom, and how widely it may then be read. The pages ask these rules
/// before they offer a choice, and again before they keep it.</summary>
public static class ShelvingRules
{
    /// <summary>Longest title, in characters.</summary>
    public const int LongestTitle = 200;

    /// <summary>Longest kind, in characters.</summary>
    public const int LongestKind = 60;

    /// <summary>Longest link, in characters.</summary>
    public const int LongestLink = 500;

    /// <summary>Shelves for the whole board: for every organisation and for none.</summary>
    public static bool IsBoardWide(Viewer by) => by.HoldsForBoard(Right.ShelveItems);

    /// <summary>May shelve in the name of an organisation; null stands for the board itself.</summary>
    public static bool MayShelveFor(Viewer by, Guid? organisationId) => by.Holds(Right.ShelveItems)
        && (IsBoardWide(by) || (organisationId is { } id ? by.OrganisationIds.Contains(id) : by.IsBoardMember));

    /// <summary>May change an item: sees it, and shelves for the organisation whose it is. What another part made
    /// (an audit, a review) is changed where it was made.</summary>
    public static bool MayEdit(Viewer by, LibraryItem item) =>
        item.SourceKind == LibraryItem.ByHand && Access.CanSee(item, by) && MayShelveFor(by, item.OrganisationId);

    /// <summary>What stands in the way of shelving an item like this.</summary>
    /// <param name="by">Who shelves.</param>
    /// <param name="organisationId">Whose it is; null for the board itself.</param>
    /// <param name="readers">Who shall read it.</param>
    public static IReadOnlyList<Problem> CanShelve(Viewer by, Guid? organisationId, Readers readers)
    {
        List<Problem> problems = [];
        if (!MayShelveFor(by, organisationId)) problems.Add(NotFor);
        problems.AddRange(CanBeReadBy(by, readers));
        return problems;
    }

    /// <summary>What stands in the way of changing an item to this. Whose it is and who reads it is for those who keep it
    /// (<see cref="RestrictionRules.Keeps"/>): whoever only changes a card opens it to nobody and takes it away from nobody.</summary>
    /// <param name="by">Who changes it.</param>
    /// <param name="item">As it is kept now.</param>
    /// <param name="before">Who reads it now, as the form would show it.</param>
    /// <param name="organisationId">Whose it shall be.</param>
    /// <param name="readers">Who shall read it.</param>
    public static IReadOnlyList<Problem> CanChange(Viewer by, LibraryItem item, Readers before, Guid? organisationId, Readers readers)
    {
        if (!MayEdit(by, item)) return [new("", "The organisation whose item this is, or the business office, may change it")];
        List<Problem> problems = [];
        var keeps = RestrictionRules.Keeps(item, by);
        if (organisationId != item.OrganisationId)
        {
            if (!keeps) problems.Add(new("OrganisationId", "Leave this as it is: only the business office, or the lead of the organisation whose item this is, may give it to another"));
            else if (!MayShelveFor(by, organisationId)) problems.Add(NotFor);
        }
        if (Same(before, readers)) return problems;
        if (!keeps) problems.Add(new("Confidentiality", "Leave this as it is: only the business office, or the lead of the organisation whose item this is, may say who sees it"));
        else problems.AddRange(CanBeReadBy(by, readers));
        return problems;
    }

    /// <summary>Whether the same people read it, as it was chosen.</summary>
    public static bool Same(Readers one, Readers other) =>
        one.Confidentiality == other.Confidentiality && one.ListId == other.ListId
        && (one.Confidentiality != Confidentiality.Restricted || one.PersonIds.ToHashSet().SetEquals(other.PersonIds));

    /// <summary>What is wrong with the words on a card.</summary>
    /// <param name="volume">The shelf; null when none is chosen.</param>
    /// <param name="kind">Sort of thing.</param>
    /// <param name="title">Title.</param>
    /// <param name="link">Where it lies outside; empty for nowhere.</param>
    public static IReadOnlyList<Problem> OfCard(Volume? volume, string? kind, string? title, string? link)
    {
        List<Problem> problems = [];
        if (volume is null) problems.Add(new("Volume", "Choose the shelf it belongs on"));
        if (string.IsNullOrWhiteSpace(kind)) problems.Add(new("Kind", "Say what sort of thing it is, such as “Case audit”"));
        else if (kind.Trim().Length > LongestKind) problems.Add(new("Kind", $"The kind must be {LongestKind} characters or fewer"));
        if (string.IsNullOrWhiteSpace(title)) problems.Add(new("Title", "Enter a title"));
        else if (title.Trim().Length > LongestTitle) problems.Add(new("Title", $"The title must be {LongestTitle} characters or fewer"));
        if (!string.IsNullOrWhiteSpace(link) && !IsLink(link.Trim()))
            problems.Add(new("Link", $"Enter a whole web address that begins with https:// or http://, of {LongestLink} characters or fewer"));
        return problems;
    }

    private static Problem NotFor => new("OrganisationId", "Choose an organisation you work for: others shelve their own items, or the business office does it for them");

    private static IEnumerable<Problem> CanBeReadBy(Viewer by, Readers readers)
    {
        switch (readers.Confidentiality)
        {
            case Confidentiality.Public when !IsBoardWide(by):
                yield return new("Confidentiality", "Only those who shelve for everybody, such as the business office, may show an item to anyone: choose a narrower circle, and ask the office to publish it");
                break;
            case Confidentiality.Group when readers.ListId is null:
                yield return new("ListId", "Choose the group or organisation that may see it");
                break;
            case Confidentiality.Group when !IsBoardWide(by) && !by.AccessLists.Contains(readers.ListId!.Value):
                yield return new("ListId", "Choose a group you are in, or your own organisation");
                break;
            case Confidentiality.Restricted when readers.PersonIds.Count == 0:
                yield return new("PersonIds", "Choose at least one person who may see it");
                break;
            case Confidentiality.Board or Confidentiality.Public or Confidentiality.Group or Confidentiality.Restricted:
                break;
        }
    }

    private static bool IsLink(string link) => link.Length <= LongestLink && Uri.TryCreate(link, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) && address.UserInfo.Length == 0 && !link.Any(char.IsControl);
}
