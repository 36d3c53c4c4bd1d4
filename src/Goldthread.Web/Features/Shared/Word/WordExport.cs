using System.Reflection;
using Goldthread.Domain;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Features.Shared.Word;

/// <summary>A page taken out as a Word document: what its reader may see, with the filter, the date and the version printed
/// at its top (S8, Y4). The export is on the trail.</summary>
public sealed class WordExport(BoardDb db, BoardContext board, TimeProvider clock)
{
    private static readonly string version = typeof(WordExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    /// <summary>Writes the paper.</summary>
    /// <param name="name">Name of the file, without ending.</param>
    /// <param name="about">Type and id of the record it is about, so that the trail names it to those who may see it; null for a list.</param>
    /// <param name="title">At its top.</param>
    /// <param name="filter">What was chosen, in words; null where there is nothing to choose.</param>
    /// <param name="write">Writes what follows.</param>
    /// <param name="stop">Stops the work.</param>
    public async Task<IActionResult> WriteAsync(string name, (string Kind, Guid Id)? about, string title, string? filter, Func<WordPaper, Task> write, CancellationToken stop)
    {
        await db.LogExportAsync(about?.Kind ?? name, stop, about?.Id);
        var made = clock.UtcNow();
        using WordPaper paper = new(title, board.Settings.Name, made);
        if (filter is not null) paper.About($"Filter: {filter}");
        paper.About($"As at {made.AtBoard()}");
        paper.About($"{board.Settings.Name}. Holds what {db.Viewer.Name} may see.");
        paper.About($"Goldthread {version}");
        await write(paper);
        return new FileContentResult(paper.Finish(), WordPaper.MediaType) { FileDownloadName = $"{name}-{BoardCalendar.ToBoardTime(made):yyyy-MM-dd}.docx" };
    }
}
