using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Fields;

namespace Goldthread.Web.Features.Library.Items;

/// <summary>An item as it is typed.</summary>
public sealed class ItemInput
{
    public Volume? Volume { get; set; }
    public string? Kind { get; set; }
    public string? Title { get; set; }
    public DateInput Date { get; set; } = new();
    [Chosen("Choose the organisation from the list", "organisations")]
    public Guid? OrganisationId { get; set; }
    public string? Summary { get; set; }
    public string? Link { get; set; }
    [Chosen("Choose themes from the list", "themes")]
    public List<Guid> Themes { get; set; } = [];
    public Confidentiality Confidentiality { get; set; }
    public Guid? ListId { get; set; }
    public List<Guid> PersonIds { get; set; } = [];

    /// <summary>Who shall read it.</summary>
    public Readers Readers => new(Confidentiality, Confidentiality == Confidentiality.Group ? ListId : null, Confidentiality == Confidentiality.Restricted ? PersonIds : []);

    /// <summary>What is stored, as it would be typed.</summary>
    public static ItemInput Of(LibraryItem item, Readers readers) => new()
    {
        Volume = item.Volume,
        Kind = item.Kind,
        Title = item.Title,
        Date = DateInput.Of(item.Date),
        OrganisationId = item.OrganisationId,
        Summary = item.Summary,
        Link = item.Link,
        Themes = [.. item.Themes.Select(t => t.TargetId)],
        Confidentiality = item.Confidentiality,
        ListId = readers.ListId,
        PersonIds = [.. readers.PersonIds],
    };

    /// <summary>Whatever was sent: whose it is and who reads it stays.</summary>
    public void LeaveReaders(LibraryItem item, Readers readers) =>
        (OrganisationId, Confidentiality, ListId, PersonIds) = (item.OrganisationId, readers.Confidentiality, readers.ListId, [.. readers.PersonIds]);

    /// <summary>Puts what was typed on the card.</summary>
    public void Fill(LibraryItem item, DateOnly date)
    {
        item.Describe(Kind!.Trim(), Title!.Trim(), date, OrganisationId, Summary?.Trim() ?? "", string.IsNullOrWhiteSpace(Link) ? null : Link.Trim(), Themes);
        item.MoveTo(Volume!.Value);
    }
}
