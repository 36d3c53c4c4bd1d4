using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Web.Storage;

namespace Goldthread.Web.Features.Library;

/// <summary>What stands on the card of something that another part shelves.</summary>
/// <param name="Volume">The shelf.</param>
/// <param name="Kind">What sort of thing: "Indicator".</param>
/// <param name="Title">Its title.</param>
/// <param name="Date">The day, or last day, it stands for.</param>
/// <param name="OrganisationId">Whose it is.</param>
/// <param name="SourceKind">The part's word for it, such as <see cref="Shelf.Indicator"/>.</param>
/// <param name="Summary">What it says.</param>
/// <param name="Themes">Its themes.</param>
public sealed record ShelfCard(Volume Volume, string Kind, string Title, DateOnly Date, Guid? OrganisationId, string SourceKind, string Summary, IReadOnlyList<Guid> Themes);

/// <summary>The one call by which parts put their things on a shelf, in the same save as the thing itself.</summary>
public static class Shelf
{
    /// <summary>Source kind of indicators.</summary>
    public const string Indicator = "indicator";

    /// <summary>Puts a record on a shelf, or brings its card up to date. The card is as confidential as the record,
    /// and can't be restricted without it.</summary>
    /// <param name="db">The board's database.</param>
    /// <param name="source">The record.</param>
    /// <param name="shelved">The card it has already, tracked; null for none.</param>
    /// <param name="card">What stands on it.</param>
    public static LibraryItem Shelve(this BoardDb db, ConfidentialRecord source, LibraryItem? shelved, ShelfCard card)
    {
        var item = shelved ?? db.LibraryItems.Add(new(card.Volume, card.Kind, card.Title, card.Date, card.OrganisationId, card.SourceKind, source.Id)).Entity;
        item.Describe(card.Kind, card.Title, card.Date, card.OrganisationId, card.Summary, item.Link, card.Themes);
        item.LimitLike(source);
        return item;
    }
}
