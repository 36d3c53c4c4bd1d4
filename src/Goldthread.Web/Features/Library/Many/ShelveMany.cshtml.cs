using System.Text;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Library;
using Goldthread.Web.Features.Library.Files;
using Goldthread.Web.Features.Library.Items;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Library.Many;

/// <summary>Shelves a list with its files in one command: read and shown first, and kept whole, or without the rows that
/// were named and left out knowingly.</summary>
[Needs(Right.ShelveItems)]
[RequestSizeLimit(FileStore.FormLimit), RequestFormLimits(MultipartBodyLengthLimit = FileStore.FormLimit)]
public sealed class ShelveManyModel(BoardDb db, Viewer viewer, AttachFiles attach, TimeProvider clock) : BoardPage
{
    private const int LongestList = 1_000_000;

    /// <summary>A list to start from.</summary>
    public const string Example = """
        volume,kind,title,date,agency,themes,confidentiality,file name
        3,Case audit,Neglect: twelve cases,2026-03-27,Social Care,Neglect; Supervision,members,neglect-audit.pdf
        8,Training report,Training from lessons 2025/26,31/03/2026,,,members,
        """;

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public IFormFile? ListFile { get; set; }

    [BindProperty]
    public FilesInput Files { get; set; } = new();

    /// <summary>The lines that the person has seen and leaves out.</summary>
    [BindProperty]
    public string? LeaveOut { get; set; }

    public ShelfList? List { get; private set; }

    /// <summary>Lines with a fault: "3, 7".</summary>
    public string BadLines => string.Join(", ", List?.BadLines ?? []);

    public void OnGet() { }

    public IActionResult OnGetTemplate() =>
        File(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(string.Join(',', ShelfList.Columns) + "\r\n")).ToArray(), "text/csv", "shelve-many.csv");

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        await ReadAsync(stop);
        if (List?.Problems.Count > 0) ModelState.AddModelError("faults", $"Something is wrong on {Lines(List.BadLines.Count)} {BadLines}: mend the list, or leave out what is named");
        return Page();
    }

    public async Task<IActionResult> OnPostKeepAsync(CancellationToken stop)
    {
        var files = await ReadAsync(stop);
        if (List is not { Rows.Count: > 0 }) return Page();
        if (List.Problems.Count > 0 && LeaveOut != BadLines) ModelState.AddModelError("LeaveOut", $"Mend {Lines(List.BadLines.Count)} {BadLines}, or tick that {(List.BadLines.Count == 1 ? "it is" : "they are")} left out: nothing was shelved");
        if (!ModelState.IsValid) return Page();
        // Read once for all rows: what each row asks for is then at hand.
        await db.Organisations.LoadAsync(stop);
        await db.Groups.LoadAsync(stop);
        foreach (var row in List.Rows) await ShelveAsync(row, files, stop);
        var shelves = List.Rows.Select(r => r.Volume).Distinct().ToList();
        return await SaveAndGoAsync(db, shelves is [var only] ? $"/library/{Volumes.Slug(only)}" : "/library", List.Rows.Count == 1 ? "1 item shelved" : $"{List.Rows.Count} items shelved", stop);
    }

    private async Task ShelveAsync(ShelfListRow row, IReadOnlyList<ReceivedFile> files, CancellationToken stop)
    {
        var item = new LibraryItem(row.Volume, row.Kind, row.Title, row.Date, row.OrganisationId);
        item.Describe(row.Kind, row.Title, row.Date, row.OrganisationId, "", null, row.ThemeIds);
        await db.LetReadAsync(item, row.Readers, clock.Today(), stop);
        db.LibraryItems.Add(item);
        if (row.File.Length > 0) await attach.ToAsync(item, "item", [files.First(f => f.Name.Equals(row.File, StringComparison.OrdinalIgnoreCase))], row.Date, stop);
    }

    private async Task<IReadOnlyList<ReceivedFile>> ReadAsync(CancellationToken stop)
    {
        Dictionary<string, string> refused = new(StringComparer.OrdinalIgnoreCase);
        var chosen = await attach.ReceiveAllAsync(Files.New, stop);
        foreach (var (name, refusal, _) in chosen.Where(c => c.File is null)) refused[name] = refusal!;
        Files.New = [];
        var files = (await attach.ReceiveAsync(Files, ModelState, "Files.New", stop)).Concat(chosen.Select(c => c.File).OfType<ReceivedFile>()).DistinctBy(f => f.Name.ToLowerInvariant()).ToList();
        attach.Hold(Files, files);
        foreach (var (name, refusal) in refused) ModelState.AddModelError("Files.New", refusal);
        if (ListFile is { Length: > 0 and <= LongestList }) Text = await TextOfAsync(ListFile, stop);
        else if (ListFile is { Length: > LongestList }) ModelState.AddModelError(nameof(Text), "The list is longer than 1 MB: shelve it in parts");
        ModelState.SetModelValue(nameof(Text), Text, Text); // what stands in the field is what was read, also when it came as a file
        if (string.IsNullOrWhiteSpace(Text)) ModelState.AddModelError(nameof(Text), "Paste the list, or choose it as a file");
        else List = await WithoutShelvedAsync(ShelfList.Read(Text, await ContextAsync(files, refused, stop), viewer), stop);
        return files;
    }

    private async Task<ShelfList> WithoutShelvedAsync(ShelfList list, CancellationToken stop)
    {
        var dates = list.Rows.Select(r => r.Date).Distinct().ToList();
        var there = await db.LibraryItems.Where(i => dates.Contains(i.Date)).Select(i => new { i.Volume, i.Kind, i.Title, i.Date }).ToListAsync(stop);
        return list.Without(there.Select(i => new ShelvedAs(i.Volume, i.Kind.ToLowerInvariant(), i.Title.ToLowerInvariant(), i.Date)).ToHashSet());
    }

    /// <summary>"line" or "lines".</summary>
    public static string Lines(int count) => count == 1 ? "line" : "lines";

    private async Task<string?> TextOfAsync(IFormFile file, CancellationToken stop)
    {
        using var reader = new StreamReader(file.OpenReadStream(), new UTF8Encoding(false, throwOnInvalidBytes: true));
        try
        {
            return (await reader.ReadToEndAsync(stop)).Replace("\0", "", StringComparison.Ordinal);
        }
        catch (DecoderFallbackException)
        {
            ModelState.AddModelError(nameof(Text), "The list is not text in UTF-8: save it as “CSV UTF-8”");
            return null;
        }
    }

    private async Task<ShelfListContext> ContextAsync(IReadOnlyList<ReceivedFile> files, Dictionary<string, string> refused, CancellationToken stop)
    {
        var today = clock.Today();
        var organisations = await db.Organisations.Where(o => o.ActiveUntil == null || o.ActiveUntil >= today).Select(o => new { o.Id, o.Name, o.ShortName, o.AccessListId }).ToListAsync(stop);
        var groups = await db.Groups.Where(g => g.ClosedOn == null || g.ClosedOn >= today).Select(g => new { g.Name, g.ShortName, g.AccessListId }).ToListAsync(stop);
        var themes = await db.Themes.Where(t => !t.IsRetired).Select(t => new { t.Id, t.Name }).ToListAsync(stop);
        return new(
            ByName(organisations.Select(o => (o.Name, o.Id)).Concat(organisations.Select(o => (o.ShortName, o.Id)))),
            ByName(groups.Select(g => (g.Name, g.AccessListId)).Concat(organisations.Select(o => (o.Name, o.AccessListId)))
                .Concat(groups.Select(g => (g.ShortName, g.AccessListId))).Concat(organisations.Select(o => (o.ShortName, o.AccessListId)))),
            ByName(themes.Select(t => (t.Name, t.Id))), [.. files.Select(f => f.Name)], refused, today);
    }

    // A full name goes before a short one of another.
    private static Dictionary<string, Guid> ByName(IEnumerable<(string Name, Guid Id)> names)
    {
        Dictionary<string, Guid> known = [];
        foreach (var (name, id) in names) known.TryAdd(name.ToLowerInvariant(), id);
        return known;
    }
}
