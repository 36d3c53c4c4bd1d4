using System.Globalization;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Dataset.FiguresIn;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Dataset.FiguresIn;

/// <summary>One table on its way in: how its columns are read, what would come in, and whether it does (I3, I16).</summary>
[Needs(Right.ImportFigures)]
[RequestFormLimits(ValueCountLimit = 10_000)] // some fields for each of up to two thousand columns
public sealed class DetailsModel(BoardDb db, FigureFiles files, BringInNeighbours neighbours, TimeProvider clock) : BoardPage
{
    private const int MostLongMeasures = 60;

    [BindProperty]
    public ReadingInput Input { get; set; } = new();

    [BindProperty]
    public bool GoodRowsOnly { get; set; }

    [BindProperty]
    public string? Model { get; set; }

    [BindProperty]
    public DateInput From { get; set; } = new();

    public FigureImport Item { get; private set; } = null!;

    /// <summary>How it is read; null for a table of neighbours.</summary>
    public TableReading? Reading { get; private set; }

    public FigureCount? Count { get; private set; }

    /// <summary>Indicators of the board, to be named.</summary>
    public IReadOnlyList<(string Code, string Name)> Indicators { get; private set; } = [];

    /// <summary>Each measure has a line of its own to say what it is for: not where a table names hundreds in its rows.</summary>
    public bool AsksEachMeasure => Reading is { } reading && (reading.MeasureColumn.Length == 0 || reading.Measures.Count <= MostLongMeasures);

    /// <summary>Rows that can't be taken lie ready as a file.</summary>
    public bool HasLeftRows => Count is { Left: > 0 } && files.PathOf(Item.Id) is not null;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        await FillAsync(stop);
        if (Reading is not null) Input = ReadingInput.Of(Reading);
        return Page();
    }

    /// <summary>Reads the whole table as said.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop) || Reading is null) return NotFound();
        await FillAsync(stop);
        if (Item.IsUnderWay) ModelState.AddModelError("", "The table is being worked on: wait until it is done, or stop it");
        var codes = Indicators.Select(i => i.Code).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var (reading, problems) = Input.Apply(Reading, codes);
        ModelState.Add(problems);
        if (!ModelState.IsValid) return Page();
        Item.Check(RecogniseTable.Write(reading), Input.TakesNewPlaces, clock.UtcNow());
        return await GoAsync(stop);
    }

    /// <summary>Brings in what was read.</summary>
    public async Task<IActionResult> OnPostBringInAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop) || Reading is null) return NotFound();
        ModelState.Clear(); // the reading's fields are not of this form
        ModelState.Add(Item.BringIn(GoodRowsOnly, Count ?? new(), clock.UtcNow()), "");
        if (!ModelState.IsValid)
        {
            await FillAsync(stop);
            Input = ReadingInput.Of(Reading);
            return Page();
        }
        return await GoAsync(stop);
    }

    /// <summary>Stops what is under way; nothing of it is kept.</summary>
    public async Task<IActionResult> OnPostStopAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        if (Item.IsUnderWay) Item.Stop("You stopped it");
        return await GoAsync(stop);
    }

    /// <summary>Brings a model of neighbours in.</summary>
    public async Task<IActionResult> OnPostNeighboursAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop) || Reading is not null || files.PathOf(Item.FileId) is not { } path) return NotFound();
        if (string.IsNullOrWhiteSpace(Model)) ModelState.AddModelError(nameof(Model), "Say what the model is called, such as May 2025");
        else if (Model.Trim().Length > 120) ModelState.AddModelError(nameof(Model), "Shorten the name to 120 characters");
        var from = From.Read(ModelState, nameof(From), "the first day on which it holds");
        if (!ModelState.IsValid) return await AgainAsync(stop);
        var (tables, _) = FigureFile.Open(path, Item.File);
        var (sets, faults) = await neighbours.RunAsync(tables[Item.Table], Model!.Trim(), from!.Value, onlyCheck: false, stop);
        Count = new() { Faults = faults, FaultCount = faults.Count };
        if (faults.Count > 0)
        {
            ModelState.AddModelError("faults", $"{Say.Count(faults.Count, "cell")} {(faults.Count == 1 ? "is" : "are")} not right: nothing was kept");
            return await AgainAsync(stop);
        }
        db.Remove(Item);
        return await SaveAndGoAsync(db, "/figures/in", $"Neighbours of {sets} {(sets == 1 ? "authority" : "authorities")} by the model {Model.Trim()}", stop);
    }

    /// <summary>The rows that can't be taken, each with the reason.</summary>
    public async Task<IActionResult> OnGetLeftAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop) || !HasLeftRows || files.Open(Item.Id) is not { } content) return NotFound();
        await db.LogExportAsync("rows-left", stop);
        return File(content, "text/csv", $"rows-left-{Path.GetFileNameWithoutExtension(Item.Name)}.csv");
    }

    public override async Task FillAsync(CancellationToken stop) =>
        Indicators = [.. (await db.Indicators.AsNoTracking().OrderBy(i => i.IsBackground).ThenBy(i => i.Code).Select(i => new { i.Code, i.Name }).ToListAsync(stop)).Select(i => (i.Code, i.Name))];

    public static IEnumerable<SelectListItem> YearKinds =>
    [
        new("the year to 31 March", nameof(YearKind.Financial)), new("the school year, September to August", nameof(YearKind.Academic)), new("the calendar year", nameof(YearKind.Calendar)),
    ];

    public static string Percent(double share) => share.ToString("P0", CultureInfo.InvariantCulture);

    // The page itself says how far it is.
    private async Task<IActionResult> GoAsync(CancellationToken stop)
    {
        Command.Result = $"/figures/in/{Item.Id}";
        await db.SaveAsync(Command, stop);
        return LocalRedirect(Command.Result);
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken stop)
    {
        if (await db.Set<FigureImport>().SingleOrDefaultAsync(i => i.Id == id, stop) is not { } import) return false;
        Item = import;
        Reading = import.Reading.Length == 0 ? null : RecogniseTable.Read(import.Reading);
        Count = RecogniseTable.ReadCount(import.Count);
        return true;
    }
}
