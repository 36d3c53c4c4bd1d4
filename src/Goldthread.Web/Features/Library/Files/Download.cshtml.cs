using Goldthread.Domain.Library;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Goldthread.Web.Features.Library.Files;

/// <summary>Hands out a file to whoever may see it: to be saved, never shown in the page (T06). A restricted one is on
/// the reading log before its first byte leaves.</summary>
[ForEveryoneSignedIn]
public sealed class DownloadModel(BoardDb db, FileStore store) : PageModel
{
    /// <summary>The file, where the scanner has not called it clean; null where it is handed out.</summary>
    public StoredFile? Closed { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await db.FindVisibleAsync<StoredFile>(id, stop) is not { } file) return NotFound();
        if (file.Check != FileCheck.Clean)
        {
            Closed = file;
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page();
        }
        if (store.Open(file.Hash) is not { } content) throw new FileNotFoundException("A file that a record points to is not in the store.");
        FileSandbox.Shut(HttpContext);
        return File(content, file.MediaType, file.Name);
    }
}
