using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Retention.Rules;

/// <summary>How long the board keeps each kind of record, as it decided (W8).</summary>
[Needs(Right.RunTheSystem)]
public sealed class IndexModel(BoardDb db, RetentionBook book, Viewer viewer, TimeProvider clock) : BoardPage
{
    public sealed class RuleInput
    {
        public RetentionKind? Kind { get; set; }
        public bool? IsLimited { get; set; }
        public int? Months { get; set; }
        public RetentionEvent? Counted { get; set; }
        public string? Ground { get; set; }
        public int? GraceDays { get; set; } = RetentionRules.UsualGrace;
        public DateInput From { get; set; } = new();
    }

    [BindProperty]
    public RuleInput Input { get; set; } = new();

    public override IReadOnlyList<string> FieldOrder => [.. typeof(RuleInput).GetProperties().Select(p => p.Name)];

    /// <summary>Every rule there was, the newest last.</summary>
    public IReadOnlyList<RetentionRule> All { get; private set; } = [];

    public DateOnly Today { get; } = clock.Today();

    public async Task OnGetAsync(RetentionKind? kind, CancellationToken stop)
    {
        Input.Kind = kind;
        Input.From = DateInput.Of(Today);
        await FillAsync(stop);
    }

    [ConfirmFirst]
    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        var from = Input.From.Read(ModelState, "Input.From", "the first day");
        ModelState.Add(RetentionRules.CanAdopt(Input.Kind, Input.IsLimited, Input.Months, Input.Counted, Input.Ground, Input.GraceDays, from, Today)
            .Where(p => ModelState[$"Input.{p.Field}"]?.Errors.Count is not > 0));
        if (!ModelState.IsValid || from is not { } first || Input.Kind is not { } kind) return await AgainAsync(stop);
        var isLimited = Input.IsLimited == true;
        var hadOne = await db.RetentionRules.AnyAsync(r => r.Kind == kind, stop);
        db.RetentionRules.Add(new(kind, isLimited ? Input.Months : null, isLimited ? Input.Counted!.Value : RetentionRules.EventsOf(kind)[0], Input.Ground!.Trim(), Input.GraceDays!.Value, first, viewer.Signs, clock.UtcNow()));
        return await SaveAndGoAsync(db, "/settings/retention", hadOne ? "Rule kept. The rule before it stays on this page" : "Rule kept", stop);
    }

    public override async Task FillAsync(CancellationToken stop) => All = await book.RulesAsync(stop);
}
