using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Goldthread.Web.Features.Admin.Outbox;

/// <summary>A letter as it was written to the folder of a demonstration. Of a real board no letter is shown to anybody but who gets it.</summary>
[Needs(Right.RunTheSystem, Right.ActOnBehalf)]
public sealed class LetterModel(BoardDb db, BoardOptions options, BoardContext board) : PageModel
{
    public MimeMessage Letter { get; private set; } = null!;

    /// <summary>Its paragraphs; a link is one of its own.</summary>
    public IReadOnlyList<string> Paragraphs => (Letter.TextBody ?? "").ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (!board.IsShown || options.MailServer is not null) return NotFound();
        if (!await db.Outbox.AnyAsync(m => m.Id == id && m.State == MailState.Sent, stop)) return NotFound();
        var path = FolderCarrier.PathOf(options, id);
        if (!System.IO.File.Exists(path)) return NotFound();
        Letter = await MimeMessage.LoadAsync(path, stop);
        return Page();
    }
}
