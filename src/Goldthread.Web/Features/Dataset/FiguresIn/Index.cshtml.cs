using System.Security.Cryptography;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset.FiguresIn;
using Goldthread.Domain.Library;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Dataset.FiguresIn;

/// <summary>Brings figures in from a file: takes it, says what it is, and lists what somebody has under way (I16).</summary>
[Needs(Right.ImportFigures)]
[RequestSizeLimit(IndexModel.Limit), RequestFormLimits(MultipartBodyLengthLimit = IndexModel.Limit)]
public sealed class IndexModel(BoardDb db, Viewer viewer, FigureFiles files, FileScanner scanner, RecogniseTable recognise, TimeProvider clock) : BoardPage
{
    /// <summary>Bytes a file may have.</summary>
    public const long Limit = 500_000_000;

    /// <summary>Tables one person may have under way.</summary>
    private const int MostUnderWay = 100;

    [BindProperty]
    public IFormFile? Figures { get; set; }

    public Listing<FigureImport> Imports { get; private set; } = null!;

    /// <summary>Something is being worked on: the list looks again by itself.</summary>
    public bool IsWaiting => Imports.Rows.Any(i => i.IsUnderWay);

    [FromQuery]
    public int P { get; set; }

    public Task OnGetAsync(CancellationToken stop) => FillAsync(stop);

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (Figures is not { Length: > 0 } sent) ModelState.AddModelError(nameof(Figures), Figures is null ? "Choose the file with the figures" : "The file is empty: choose the file with the figures");
        else if (await db.Set<FigureImport>().CountAsync(stop) >= MostUnderWay) ModelState.AddModelError(nameof(Figures), $"You have {MostUnderWay} tables under way: bring some in, or remove them, first");
        else await TakeAsync(sent, stop);
        if (!ModelState.IsValid) return await AgainAsync(stop);
        var mine = db.ChangeTracker.Entries<FigureImport>().Select(e => e.Entity).ToList();
        return await SaveAndGoAsync(db, mine is [{ } one] ? $"/figures/in/{one.Id}" : "/figures/in", mine.Count == 1 ? "The file was read" : $"{Say.Count(mine.Count, "table")} found in the file: say of each how it is read", stop);
    }

    /// <summary>Takes one off the list, with what lies beside it.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(Guid id, CancellationToken stop)
    {
        if (await db.Set<FigureImport>().SingleOrDefaultAsync(i => i.Id == id, stop) is not { } import) return NotFound();
        var isLast = await db.Set<FigureImport>().CountAsync(i => i.FileId == import.FileId, stop) == 1;
        db.Remove(import);
        var answer = await SaveAndGoAsync(db, "/figures/in", "The table is taken off the list", stop);
        files.Remove(id);
        if (isLast) files.Remove(import.FileId);
        return answer;
    }

    public override async Task FillAsync(CancellationToken stop) =>
        Imports = await db.Set<FigureImport>().AsNoTracking().OrderByDescending(i => i.At).ThenBy(i => i.Table).PageAsync(P, stop);

    private async Task TakeAsync(IFormFile sent, CancellationToken stop)
    {
        var id = Guid.NewGuid();
        var name = FileStore.Harmless(sent.FileName);
        var hash = "";
        var kept = false;
        try
        {
            await files.WriteAsync(id, async to =>
            {
                await using var content = sent.OpenReadStream();
                await content.CopyToAsync(to, stop);
                to.Position = 0;
                hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(to, stop));
                to.Position = 0;
                return 0;
            });
            if (await RefusedByScannerAsync(id, name, stop) is { } refusedByScanner) ModelState.AddModelError(nameof(Figures), refusedByScanner);
            else kept = await FindTablesAsync(id, name, hash, stop);
        }
        finally
        {
            if (!kept) files.Remove(id);
        }
    }

    private async Task<string?> RefusedByScannerAsync(Guid id, string name, CancellationToken stop)
    {
        await using var content = files.Open(id)!;
        var (check, found) = await scanner.AskAsync(content, stop);
        return check switch
        {
            FileCheck.Clean => null,
            FileCheck.Waiting => $"“{name}” can’t be read yet: the virus scanner does not answer. Try again in a few minutes",
            _ => $"“{name}” is refused by the virus scanner ({found}): don’t open it, and tell whoever looks after your computer",
        };
    }

    private async Task<bool> FindTablesAsync(Guid id, string name, string hash, CancellationToken stop)
    {
        var (tables, refusal) = FigureFile.Open(files.PathOf(id)!, name);
        if (refusal is not null) ModelState.AddModelError(nameof(Figures), $"“{name}” can’t be brought in. {refusal}");
        List<string> refusals = [];
        var any = false;
        for (var i = 0; i < tables.Count; i++)
        {
            var found = await recognise.LookAsync(tables[i], stop);
            if (found.Refusal is { } none)
            {
                refusals.Add(none);
                continue;
            }
            any = true;
            var table = tables[i].Name;
            db.Add(new FigureImport(Guid.CreateVersion7(), id, viewer.PersonId!.Value, name, hash, i, table.Length > 200 ? table[..200] : table,
                found.IsNeighbours ? "" : RecogniseTable.Write(found.Reading), clock.UtcNow()));
        }
        if (!any && refusals.Count > 0) ModelState.AddModelError(nameof(Figures), $"“{name}” can’t be brought in. {refusals[0]}");
        return any;
    }
}
