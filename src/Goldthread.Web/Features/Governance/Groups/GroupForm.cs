using System.ComponentModel.DataAnnotations;
using Goldthread.Domain;
using Goldthread.Domain.Governance;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Governance.Groups;

/// <summary>A group as it is typed.</summary>
public sealed class GroupInput
{
    public string? Name { get; set; }
    public string? ShortName { get; set; }
    public GroupKind Kind { get; set; } = GroupKind.SubGroup;
    public string? Purpose { get; set; }
    [StringLength(200, ErrorMessage = "Shorten this to 200 characters")]
    public string? Meets { get; set; }
    [StringLength(200, ErrorMessage = "Shorten this to 200 characters")]
    public string? Quorum { get; set; }
    [Chosen("Choose the group from the list", "groups")]
    public Guid? ReportsToId { get; set; }
    public List<string> Framework { get; set; } = [];
    public DateInput ClosedOn { get; set; } = new();

    /// <summary>It runs the learning framework.</summary>
    public bool RunsFramework => Framework.Count > 0;

    /// <summary>What is stored, as it would be typed.</summary>
    public static GroupInput Of(Group group) => new()
    {
        Name = group.Name,
        ShortName = group.ShortName,
        Kind = group.Kind,
        Purpose = group.Purpose,
        Meets = group.Meets,
        Quorum = group.Quorum,
        ReportsToId = group.ReportsToId,
        Framework = group.RunsFramework ? ["runs"] : [],
        ClosedOn = DateInput.Of(group.ClosedOn),
    };
}

/// <summary>What the forms for a new group and for changing one share.</summary>
public abstract class GroupForm(BoardDb db, Viewer viewer, TimeProvider clock) : StructureForm(db, viewer, clock)
{
    [BindProperty]
    public GroupInput Input { get; set; } = new();

    public Group? Item { get; protected set; }
    public IReadOnlyList<SelectListItem> Others { get; private set; } = [];

    public override async Task FillAsync(CancellationToken stop) =>
        Others = [.. (await Db.GroupsAsync(Today, stop)).Where(g => g.Value != Item?.Id.ToString())];

    /// <summary>Puts messages at the fields that need mending.</summary>
    protected async Task CheckAsync(Guid id, CancellationToken stop)
    {
        var all = await Db.Groups.Select(g => new StructurePart(g.Id, g.ReportsToId)).ToListAsync(stop);
        ModelState.Add(GovernanceRules.CheckGroup(id, Input.Name, Input.ShortName, Input.Purpose, Input.ReportsToId, all));
    }

    /// <summary>Puts what was typed into the group.</summary>
    protected void Fill(Group group)
    {
        group.Describe(Input.Name!.Trim(), Input.ShortName!.Trim(), Input.Purpose!.Trim(), Input.Meets?.Trim() ?? "", Input.Quorum?.Trim() ?? "", Input.ReportsToId);
        group.RunFramework(Input.RunsFramework);
    }
}
