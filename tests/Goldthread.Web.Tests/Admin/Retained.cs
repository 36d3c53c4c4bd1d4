using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Features.Admin.Retention;
using Goldthread.Web.Jobs;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Admin;

/// <summary>A board whose rules of retention are adopted, some years on.</summary>
internal static class Retained
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Adopts a rule, as the board did some years ago.</summary>
    public static async Task AdoptAsync(this Board board, RetentionKind kind, int? months = 72, RetentionEvent counted = RetentionEvent.Dated)
    {
        await using var db = board.OpenAll();
        db.RetentionRules.Add(new(kind, months, counted, "Retention policy 2020; Board, 3 March 2020, decision 7", 7, new(2020, 4, 1), "Ada Min", board.Clock.UtcNow()));
        await db.SaveAsync(Command.Now("Tests: rule"), Stop);
    }

    /// <summary>Lets so many years go by.</summary>
    public static void AfterYears(this Board board, int years) => board.Clock.Advance(board.Clock.GetUtcNow().AddYears(years) - board.Clock.GetUtcNow());

    /// <summary>One round of the job.</summary>
    public static Task<int> RemoveNowAsync(this Board board) => board.Services.GetRequiredService<RemoveForGood>().RoundAsync(Stop);

    /// <summary>Two people decide, by the pages, about everything that is due.</summary>
    public static async Task DecideAsync(this Board board, Somebody? first = null, Somebody? second = null)
    {
        var officer = await board.AsAsync(first ?? Somebody.Officer);
        var page = await officer.OpenAsync("/retention");
        var approved = await officer.PressAsync(page, "Approve removal of those chosen", Ticks(page));
        Assert.Empty(approved.Errors);
        var chair = await board.AsAsync(second ?? Somebody.Chair);
        var waiting = await chair.OpenAsync("/retention?show=ToConfirm");
        var confirmed = await chair.PressAsync(waiting, "Confirm removal of those chosen", Ticks(waiting));
        Assert.Empty(confirmed.Errors);
    }

    /// <summary>Every box of the list ticked.</summary>
    public static (string Name, string Value)[] Ticks(Screen page) => [.. page.Html.QuerySelectorAll("input[name='Input.Ticked']").Select(t => ("Input.Ticked", t.GetAttribute("value")!))];

    /// <summary>What the trail's check finds.</summary>
    public static async Task<AuditVerdict> VerifyAsync(this Board board)
    {
        await using var db = board.OpenAll();
        return await db.VerifyAuditTrailAsync(board.Services.GetRequiredService<AuditSeals>(), Stop);
    }

    /// <summary>A thread with a meeting and a shelf, closed, whose texts, names of files, drafts and letters hold a word; some of them
    /// were changed since, and what stood before holds it too.</summary>
    /// <param name="board">Where.</param>
    /// <param name="word">In every text.</param>
    /// <param name="only">Restricted to these people; null for the whole board.</param>
    public static async Task<(Finding Finding, Recommendation Recommendation, ImprovementAction Action, Meeting Meeting, LibraryItem Item, string FileHash)> GivenThreadAsync(this Board board, string word, Somebody[]? only = null)
    {
        var built = An.Action($"{word} in every plan").Verified();
        built.Record.Show(A.Evidence($"{word} said so"));
        if (only is not null) built = built.RestrictedTo(only);
        var action = await board.GivenAsync(built);
        await using var db = board.OpenAll();
        var recommendation = await db.Recommendations.SingleAsync(r => r.Id == action.RecommendationId, Stop);
        var finding = await db.Findings.SingleAsync(f => recommendation.Findings.Select(t => t.TargetId).Contains(f.Id), Stop);
        finding.Describe(finding.Kind, $"What {word} told us", $"{word} waited", $"{word} waits longer", finding.Strength, finding.Reach, finding.FoundOn);
        finding.TakeUp(new("Police", new(2026, 9, 20), $"Spoke with {word}"));
        recommendation.Describe($"Listen to {word}", $"In the team of {word}", $"{word} is heard");
        ImpactMeasure measure = new(recommendation, MeasureKind.ReAudit, $"Ask {word} again", new(2027, 3, 1));
        measure.Describe(MeasureKind.ReAudit, $"Ask {word} again", null, $"{word} unheard", $"{word} heard", new(2027, 3, 1));
        measure.RestOn(A.Evidence($"{word} was asked"));
        measure.LimitLike(recommendation);
        Meeting meeting = new(Somewhere.Quality.Id, new(2026, 9, 1), $"About {word}");
        Decision decision = new(meeting, 1, $"{word} is to be heard");
        LibraryItem item = new(Volume.Qualitative, "Case audit", $"Audit of {word}", new(2026, 9, 1), null);
        item.Describe("Case audit", $"Audit of {word}", new(2026, 9, 1), null, $"What {word} lived through", null, []);
        foreach (var record in new Domain.ConfidentialRecord[] { meeting, decision, item }) record.LimitLike(recommendation);
        await using var bytes = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"Minutes of {word}, {Guid.NewGuid()}"));
        var (received, _) = await board.Services.GetRequiredService<FileStore>().ReceiveAsync(bytes, $"Letter of {word}.txt", Stop);
        StoredFile file = new(received!.Name, received.MediaType, received.Length, received.Hash, new(2026, 9, 1), board.Clock.UtcNow(), "Olive");
        file.LimitLike(recommendation);
        db.AddRange(measure, meeting, decision, item, file, new FileLink(file.Id, "item", item.Id), new FileLink(file.Id, "finding", finding.Id),
            new Mail(MailKind.AnswerTakenDown, Somebody.SocialCareLead.Id, new MailSubject(recommendation.Id, recommendation.Ref, $"/recommendations/{recommendation.Id}", Somewhere.SocialCare.Id), board.Clock.UtcNow()));
        await db.SaveAsync(Command.Now("Tests: thread"), Stop);
        // Changed since: the word is gone from these texts, and stands in history and in the free space of the file.
        finding.Describe(finding.Kind, "What was told us", $"{word} waited", "Children wait longer", finding.Strength, finding.Reach, finding.FoundOn);
        db.Because(finding, $"{word} asked for it");
        Assert.Empty(recommendation.Close(Somebody.Officer.WhoSees(recommendation), $"No evidence, {word} moved away", [measure], [action], A.Today));
        await db.SaveAsync(Command.Now("Tests: changed"), Stop);
        await using var typing = board.Open(Somebody.SocialCareLead);
        foreach (var (address, fields) in new[] { ($"/findings/{finding.Id}/edit", $$"""{"Input.Title":["{{word}} typed"]}"""), ("/my/progress", $$"""{"Rows[{{action.Id:N}}].Text":["{{word}} typed there"]}""") })
            await typing.KeepDraftAsync(new() { Address = address, Form = "form", Writer = Guid.NewGuid() }, fields, Stop);
        return (finding, recommendation, action, meeting, item, received.Hash);
    }

    /// <summary>Adopts a rule for every kind that people decide about.</summary>
    public static async Task AdoptAllAsync(this Board board)
    {
        foreach (var kind in Enum.GetValues<RetentionKind>().Where(k => !RetentionRules.GoesByItself(k))) await board.AdoptAsync(kind, 72, RetentionRules.EventsOf(kind)[0]);
    }
}
