using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Features.Dataset.Indicators;

/// <summary>Gives an indicator a new definition from a day on; the old one is kept and shown (I1).</summary>
[Needs(Right.ImportFigures)]
public sealed class DefinitionModel(BoardDb db, Viewer viewer, TimeProvider clock) : BoardPage
{
    public sealed class DefinitionInput
    {
        public string? Definition { get; set; }
        public string? Numerator { get; set; }
        public string? Denominator { get; set; }
        public string? PopulationCode { get; set; }
        public DateInput From { get; set; } = new();
        public string? Why { get; set; }
        public bool? IsBreak { get; set; }
    }

    [BindProperty]
    public DefinitionInput Input { get; set; } = new();

    public Indicator Item { get; private set; } = null!;

    /// <inheritdoc/>
    public override IReadOnlyList<string> FieldOrder { get; } = ["Definition", "Numerator", "Denominator", "PopulationCode", "From", "Why", "IsBreak"];

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken stop)
    {
        if (await db.FindIndicatorAsync(code, stop) is not { } indicator) return NotFound();
        (Item, Command.Version) = (indicator, indicator.Version);
        Input = new() { Definition = indicator.Definition, Numerator = indicator.Numerator, Denominator = indicator.Denominator, PopulationCode = indicator.PopulationCode };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string code, CancellationToken stop)
    {
        if (await db.FindIndicatorAsync(code, stop) is not { } indicator) return NotFound();
        Item = indicator;
        db.Expect(indicator, Command.Version);
        var from = Input.From.Read(ModelState, "Input.From", "the first day on which the new definition holds", required: false);
        NewDefinition next = new(Text(Input.Definition), Text(Input.Numerator), Text(Input.Denominator), Text(Input.PopulationCode), from, Text(Input.Why), Input.IsBreak);
        ModelState.Add(indicator.Redefine(next, viewer, clock.Today(), clock.UtcNow()).Where(p => !ModelState.ContainsKey("Input.From") || p.Field != nameof(next.From) || ModelState["Input.From"]!.Errors.Count == 0));
        if (!ModelState.IsValid) return Page();
        if (Input.IsBreak == true) await db.JudgeAnewAsync(indicator, stop);
        Command.Result = $"/indicators/{indicator.Code}";
        // What the counts are set against may be another now.
        await db.SaveAsync(Command, stop, (connection, transaction, token) => RebuildSeries.OfAsync(db, connection, transaction, [indicator], token));
        TempData["Done"] = "New definition saved";
        return LocalRedirect(Command.Result);
    }

    private static string Text(string? typed) => typed?.Trim().ReplaceLineEndings("\n") ?? "";
}
