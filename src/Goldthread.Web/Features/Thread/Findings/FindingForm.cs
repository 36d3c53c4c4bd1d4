using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Goldthread.Web.Features.Thread.Findings;

/// <summary>What the forms for a new finding and for changing one share.</summary>
public abstract class FindingForm(BoardDb db, Viewer viewer, TimeProvider clock) : BoardPage
{
    /// <summary>The board's database.</summary>
    protected BoardDb Db { get; } = db;

    /// <summary>Who is typing.</summary>
    protected Viewer Viewer { get; } = viewer;

    /// <summary>The date at the board.</summary>
    protected DateOnly Today { get; } = clock.Today();

    [BindProperty]
    public FindingInput Input { get; set; } = new();

    public IReadOnlyList<SelectListItem> Groups { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Themes { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Priorities { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];

    /// <summary>What the new finding will rest on, by name.</summary>
    public string? EvidenceName { get; protected set; }

    public bool IsNew { get; protected set; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> FieldOrder { get; } =
        ["Kind", "Title", "Detail", "MeaningForChildren", "EvidenceNote", "Strength", "Reach", "FoundOn", "Themes", "Organisations", "Priorities", "OwnerGroupId", "Confidentiality"];

    /// <summary>Who may see it, as far as this person may choose; restricted is offered only to what it was proposed for.</summary>
    public IReadOnlyList<SelectListItem> Audiences => Publishing.Audiences(Viewer, Input.Confidentiality);

    public override async Task FillAsync(CancellationToken stop)
    {
        Groups = [.. (await Db.GroupsAsync(Today, stop)).Where(g => Viewer.MayIn(Guid.Parse(g.Value), Right.RecordFindings))];
        Themes = await Db.ThemesAsync(stop);
        Priorities = await Db.PrioritiesAsync(Today, stop);
        Organisations = await Db.OrganisationsAsync(Today, stop);
    }

    /// <summary>Nothing is chosen for the writer: a choice left open is asked for.</summary>
    protected void AskForChoices()
    {
        void Ask(bool isOpen, string field, string message)
        {
            if (isOpen && ModelState[field]?.Errors.Count is not > 0) ModelState.AddModelError(field, message);
        }
        Ask(Input.Kind is null, "Input.Kind", "Choose whether it is a strength, an area for improvement or a risk");
        Ask(Input.Strength is null, "Input.Strength", "Choose how strong the evidence is");
        Ask(Input.Reach is null, "Input.Reach", "Choose whether it is about one case or the way agencies work");
    }

    /// <summary>The date and the owning group, or messages at their fields.</summary>
    protected (DateOnly Date, Guid Group)? ReadDateAndGroup()
    {
        var date = Input.FoundOn.Read(ModelState, "Input.FoundOn", "the date it was found");
        if (Input.OwnerGroupId is null) ModelState.AddModelError("Input.OwnerGroupId", "Choose the group that answers for it");
        return date is { } on && Input.OwnerGroupId is { } group ? (on, group) : null;
    }
}
