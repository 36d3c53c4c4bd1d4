using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Library;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Library.Files;

/// <summary>A version of a file as it is listed.</summary>
public sealed record VersionLine(int Number, string Name, string Size, DateOnly StandsFor, DateTime UploadedAt, string UploadedBy, FileCheck Check, string Found, string Why, string Address);

/// <summary>What a file was and is, newest first, and where a new version takes its place (F4). Whoever may open the file sees all of them;
/// whoever may attach a file to each of the records it serves replaces it. Two who replace it at one moment: the second is told.</summary>
[ForEveryoneSignedIn]
[RequestSizeLimit(FileStore.FormLimit), RequestFormLimits(MultipartBodyLengthLimit = FileStore.FormLimit)]
public sealed class VersionsModel(BoardDb db, Viewer viewer, AttachFiles attach, TimeProvider clock) : BoardPage
{
    private IReadOnlyList<(string Kind, ConfidentialRecord Record)> places = [];

    public sealed class VersionInput
    {
        /// <summary>The version that was on the screen.</summary>
        public int Number { get; set; }

        public DateInput StandsFor { get; set; } = new();
        public string? Why { get; set; }
    }

    [BindProperty]
    public FilesInput Files { get; set; } = new();

    [BindProperty]
    public VersionInput Input { get; set; } = new();

    public StoredFile Item { get; private set; } = null!;
    public IReadOnlyList<VersionLine> Versions { get; private set; } = [];
    public IReadOnlyList<(string Label, string Address)> Serves { get; private set; } = [];
    public bool MayReplace { get; private set; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> FieldOrder { get; } = ["New", "StandsFor", "Why"];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        (Command.Version, Input.Number, Input.StandsFor) = (Item.Version, Item.Number, DateInput.Of(clock.Today()));
        await FillAsync(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        if (!MayReplace) return StatusCode(StatusCodes.Status403Forbidden);
        // That the scanner answered, or the text was read, since the page was opened is no other version.
        db.Expect(Item, Input.Number == Item.Number ? Item.Version : Command.Version);
        var files = await attach.ReceiveAsync(Files, ModelState, "Files.New", stop);
        if (files.Count == 0 && ModelState.IsValid) ModelState.AddModelError("Files.New", "Choose the new version");
        if (files.Count > 1) ModelState.AddModelError("Files.New", "Choose one file: it takes the place of this one");
        if (files.Count == 1 && files[0].Hash == Item.Hash) ModelState.AddModelError("Files.New", "This is the file that is kept already, letter for letter: choose the new one");
        // What can't be the new version is not offered again beside the next that is chosen.
        if (files.Count > 1 || files.Any(f => f.Hash == Item.Hash)) Files.Kept = [];
        var standsFor = Input.StandsFor.Read(ModelState, "Input.StandsFor", "the day it stands for");
        if (standsFor > clock.Today()) ModelState.AddModelError("Input.StandsFor", "The day it stands for must be today or in the past");
        if (string.IsNullOrWhiteSpace(Input.Why)) ModelState.AddModelError("Input.Why", "Say in a sentence why it is replaced");
        if (Input.Why?.Length > 500) ModelState.AddModelError("Input.Why", "Say it in 500 letters or fewer");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        var file = files[0];
        StoredFile with = new(file.Name, file.MediaType, file.Length, file.Hash, standsFor!.Value, clock.UtcNow(), viewer.Name);
        if (file.Waits) with.Checked(FileCheck.Waiting, "");
        db.FileVersions.Add(Item.Replace(with, Input.Why!));
        foreach (var (_, record) in places) db.Touch(record); // it shows something else now: who has decided about it as it was looks again
        return await SaveAndGoAsync(db, $"/files/{id}/versions", $"Replaced: this is version {Item.Number} now. What was judged on an earlier version goes on showing that one", stop);
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        var earlier = await db.FileVersions.Where(v => v.FileId == Item.Id).OrderByDescending(v => v.Number).ToListAsync(stop);
        Versions =
        [
            new(Item.Number, Item.Name, FileLine.Words(Item.Name, Item.Length), Item.StandsFor, Item.UploadedAt, Item.UploadedBy, Item.Check, Item.Found, Item.Why, $"/files/{Item.Id}"),
            .. earlier.Select(v => new VersionLine(v.Number, v.Name, FileLine.Words(v.Name, v.Length), v.StandsFor, v.UploadedAt, v.UploadedBy, v.Check, v.Found, v.Why, $"/files/{Item.Id}/versions/{v.Number}")),
        ];
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken stop)
    {
        if (await db.FindVisibleAsync<StoredFile>(id, stop) is not { } file) return false;
        places = await db.PlacesOfAsync(id, stop);
        // In each: else whoever attaches somebody else's file to a record of his own changes it there. Those that this person does not see do
        // not count, or the missing button would tell of them.
        (Item, MayReplace) = (file, places.Count > 0 && places.All(p => Attaching.MayAttach(viewer, p.Record)));
        Serves = [.. places.Select(p => (p.Record.Label, Attaching.Address(p.Kind, p.Record.Id)))];
        return true;
    }
}
