using Goldthread.Domain.Library;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Library.Files;

/// <summary>Hands out one version of a file as it stood, to whoever may see the file (F4). The newest too: a link to a version goes on
/// meaning that one.</summary>
[ForEveryoneSignedIn]
public sealed class VersionModel(BoardDb db, FileStore store) : PageModel
{
    /// <summary>Its name, where it is not handed out.</summary>
    public string Name { get; private set; } = "";

    /// <summary>It waits for the scanner; else its content was taken away.</summary>
    public bool Waits { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, int number, CancellationToken stop)
    {
        if (await db.FindVisibleAsync<StoredFile>(id, stop) is not { } file) return NotFound();
        var version = file.Number == number ? new { file.Name, file.MediaType, file.Hash, file.Check }
            : await db.FileVersions.Where(v => v.FileId == id && v.Number == number).Select(v => new { v.Name, v.MediaType, v.Hash, v.Check }).SingleOrDefaultAsync(stop);
        if (version is null) return NotFound();
        if (version.Check != FileCheck.Clean)
        {
            (Name, Waits, Response.StatusCode) = (version.Name, version.Check == FileCheck.Waiting, StatusCodes.Status409Conflict);
            return Page();
        }
        if (store.Open(version.Hash) is not { } content) throw new FileNotFoundException("A file that a record points to is not in the store.");
        FileSandbox.Shut(HttpContext);
        return File(content, version.MediaType, version.Name);
    }
}
