using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Features.Governance;

/// <summary>A page that changes the structure: open to those who keep it for the whole board.</summary>
public abstract class StructureForm(BoardDb db, Viewer viewer, TimeProvider clock) : BoardPage
{
    /// <summary>The board's database.</summary>
    protected BoardDb Db { get; } = db;

    /// <summary>Who is typing.</summary>
    protected Viewer Viewer { get; } = viewer;

    /// <summary>The date at the board.</summary>
    public DateOnly Today { get; } = clock.Today();

    /// <summary>A refusal for one who holds the right only in some part; null for one who may.</summary>
    protected IActionResult? Refusal() => Viewer.MayIn(Guid.Empty, Right.EditStructure) ? null : StatusCode(StatusCodes.Status403Forbidden);
}
