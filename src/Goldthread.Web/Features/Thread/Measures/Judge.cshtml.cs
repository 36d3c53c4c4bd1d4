using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Dataset;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.Measures;

/// <summary>Puts before and after side by side and records what became of it (A5). "No change" and "worse" ask what
/// next and can open the recommendation again.</summary>
[Needs(Right.JudgeImpact)]
public sealed class JudgeModel(BoardDb db, Viewer viewer, TimeProvider clock, BoardContext board) : BoardPage
{
    public sealed class JudgeInput
    {
        public Judgement Judgement { get; set; }
        public string? Result { get; set; }
        public string? Reason { get; set; }
        public string? WhatNext { get; set; }
        public DateInput NextCheck { get; set; } = new();
        public bool Reopen { get; set; }
    }

    /// <summary>An action whose effect is asked about.</summary>
    public sealed record Done(Guid Id, string Title, DateOnly? On, DateOnly? ReportedOn, ActionStatus Status);

    public ImpactMeasure Item { get; private set; } = null!;
    public Recommendation? Recommendation { get; private set; }
    public IReadOnlyList<Done> Actions { get; private set; } = [];
    public IReadOnlyList<EvidenceLine> EvidenceLines { get; private set; } = [];

    /// <summary>There is no series, or too little of it to tell.</summary>
    public bool FiguresCannotTell => Effect is null or { Verdict: Goldthread.Domain.Dataset.ShiftVerdict.TooFewPoints };

    /// <summary>The series before and after, for an indicator: by the rules and not by eye.</summary>
    public IndicatorEffect? Effect { get; private set; }

    [BindProperty]
    public JudgeInput Input { get; set; } = new();

    [BindProperty]
    public EvidenceInput Evidence { get; set; } = new();

    public EvidenceChoices EvidenceChoices { get; private set; } = EvidenceChoices.None;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await FindAsync(id, stop) is not { } measure) return NotFound();
        Command.Version = measure.Version;
        return await AgainAsync(stop);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (await FindAsync(id, stop) is not { } measure) return NotFound();
        db.Expect(measure, Command.Version);
        var today = clock.Today();
        var next = Input.NextCheck.Read(ModelState, "Input.NextCheck", "the next date", required: false);
        var piece = Evidence.IsGiven ? await Evidence.ReadAsync(db, ModelState, today, stop) : null;
        if (piece is not null) measure.RestOn(piece);
        var problems = measure.Judge(Input.Judgement, Input.Result?.Trim() ?? "", Input.Reason, Input.WhatNext, next, viewer, today, Recommendation?.MadeOn);
        // Whoever is asked which evidence is meant need not be told as well that there is none.
        ModelState.Add(Evidence.IsGiven && piece is null ? problems.Where(p => p.Field != nameof(ImpactMeasure.Evidence)) : problems);
        if (ModelState.IsValid && Input.Reopen && Input.Judgement is Judgement.NoChange or Judgement.Worse && Recommendation is { Status: not RecommendationStatus.Open } closed)
            ModelState.Add(closed.Reopen(viewer, Input.WhatNext));
        if (!ModelState.IsValid) return await AgainAsync(stop);
        return await SaveAndGoAsync(db, $"/measures/{id}", "Judgement recorded", stop);
    }

    public override async Task FillAsync(CancellationToken stop)
    {
        Actions = await db.Actions.Where(a => a.RecommendationId == Item.RecommendationId).OrderBy(a => a.VerifiedOn ?? a.Due)
            .Select(a => new Done(a.Id, a.Title, a.ReportedOn ?? a.Due, a.ReportedOn, a.Status)).ToListAsync(stop);
        await db.LogShownAsync(Actions.Select(a => a.Id), stop);
        EvidenceLines = await db.EvidenceLinesAsync(Item.Evidence, stop);
        if (Item.IndicatorId is { } indicator && Actions.FirstOrDefault(a => a.On is not null) is { } first)
            Effect = await IndicatorEffect.LoadAsync(db, board.Settings.Area, indicator, first.On!.Value, first.Title, stop);
        EvidenceChoices = await db.EvidenceChoicesAsync(Evidence.Find, stop);
    }

    private async Task<ImpactMeasure?> FindAsync(Guid id, CancellationToken stop)
    {
        if (await db.FindVisibleAsync<ImpactMeasure>(id, stop) is not { } measure) return null;
        Item = measure;
        Recommendation = await db.FindVisibleAsync<Recommendation>(measure.RecommendationId, stop);
        return measure;
    }
}
