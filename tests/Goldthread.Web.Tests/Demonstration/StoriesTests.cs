using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Admin.Demonstration;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Goldthread.Web.Tests.Demonstration;

/// <summary>The demonstration board, made once on an embedded database for all tests of its stories.</summary>
public sealed class ToldBoard : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("goldthread-stories-").FullName;
    private WebApplication app = null!;

    public static DateOnly Today { get; } = new(2026, 11, 23);

    public async ValueTask InitializeAsync()
    {
        app = WebBoard.Build(new() { Data = folder, Urls = "http://localhost:0", Clock = new FakeTimeProvider(new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero)) });
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
        db.Viewer = Viewer.System("demonstration");
        await db.Database.MigrateAsync();
        await DemonstrationBoard.MakeAsync(scope.ServiceProvider, db, CancellationToken.None);
    }

    public async Task<T> AskAsync<T>(Func<BoardDb, Task<T>> question, Viewer? viewer = null)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
        db.Viewer = viewer ?? Viewer.System("test");
        return await question(db);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

[Trait("feature", "Z7")]
public class StoriesTests(ToldBoard board) : IClassFixture<ToldBoard>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_eight_volumes_hold_items_of_ten_years()
    {
        var items = await board.AskAsync(db => db.LibraryItems.Where(i => i.SourceKind == LibraryItem.ByHand).Select(i => new { i.Volume, i.Date.Year, i.Summary, Themes = i.Themes.Count }).ToListAsync(Stop));

        Assert.Equal(Volumes.All.Count, items.Select(i => i.Volume).Distinct().Count());
        Assert.Equal(Enumerable.Range(2016, 11), items.Select(i => i.Year).Distinct().Order());
        Assert.All(items, i => Assert.True(i.Summary.Length > 80 && i.Themes > 0));
        Assert.True(items.Count >= 120);
    }

    [Fact]
    public async Task Every_record_bears_the_rules_of_its_day()
    {
        var findings = await board.AskAsync(db => db.Findings.Select(f => new { f.FoundOn, f.Profile }).ToListAsync(Stop));

        Assert.All(findings, f => Assert.Equal(RuleProfile.On(f.FoundOn).Code, f.Profile));
        Assert.Equal(["WT2015", "WT2018", "WT2023"], findings.Select(f => f.Profile).Distinct().Order());
    }

    [Fact, Trait("feature", "A5")]
    public async Task Impact_was_judged_in_every_way()
    {
        var judged = await board.AskAsync(db => db.Measures.Select(m => m.Judgement).Distinct().ToListAsync(Stop));

        Assert.Equal(Enum.GetValues<Judgement>().Order(), judged.Order());
    }

    [Fact]
    public async Task Actions_go_through_every_mechanism()
    {
        var mechanisms = await board.AskAsync(db => db.Actions.Select(a => a.Mechanism).Distinct().ToListAsync(Stop));

        Assert.Equal(Enum.GetValues<Mechanism>().Except([Mechanism.NotSaid]).Order(), mechanisms.Order());
    }

    [Fact, Trait("feature", "A10")]
    public async Task The_thread_is_loose_in_every_way()
    {
        var today = ToldBoard.Today;
        var (findings, recommendations, actions, measures) = await board.AskAsync(async db => (await db.Findings.ToListAsync(Stop),
            await db.Recommendations.ToListAsync(Stop), await db.Actions.ToListAsync(Stop), await db.Measures.ToListAsync(Stop)));
        var open = recommendations.Where(r => r.Status == RecommendationStatus.Open).ToList();

        Dictionary<LooseEnd, int> loose = new()
        {
            [LooseEnd.FindingWithoutRecommendation] = findings.Count(f => FindingRules.NeedsRecommendation(f.Kind, f.NoRecommendationReason,
                recommendations.Count(r => r.Findings.Any(t => t.TargetId == f.Id)))),
            [LooseEnd.FindingWithoutEvidence] = findings.Count(f => f.Evidence.Count == 0 && !f.SourceHeldElsewhere),
            [LooseEnd.NoResponse] = open.SelectMany(r => r.Responses).Count(r => r.Answer == Answer.Awaited && r.AnswerBy < today),
            [LooseEnd.RecommendationWithoutAction] = open.Count(r => r.Responses.Any(a => a.Answer == Answer.Accepted) && actions.All(a => a.RecommendationId != r.Id)),
            [LooseEnd.RecommendationWithoutImpactTest] = open.Count(r => measures.All(m => m.RecommendationId != r.Id)),
            [LooseEnd.ActionWithoutOwnerOrDate] = actions.Count(a => ActionRules.IsOpen(a.Status) && (a.PostId is null || a.Due is null)),
            [LooseEnd.ActionOverdue] = actions.Count(a => ActionRules.IsOverdue(a.Status, a.Due, today)),
            [LooseEnd.ActionStuck] = actions.Count(a => ActionRules.IsStuck(a.Status, a.LastHeardOn, today)),
            [LooseEnd.ActionNotAccepted] = actions.Count(a => a.Status == ActionStatus.ReportedDone),
            [LooseEnd.ImpactNotJudged] = measures.Count(m => MeasureRules.IsDue(m.CheckOn, m.JudgedOn, today)),
            [LooseEnd.ImpactWithoutMovement] = measures.Count(m => m.Judgement is Judgement.NoChange or Judgement.Worse
                && actions.All(a => a.RecommendationId != m.RecommendationId || a.PlannedOn < m.JudgedOn)),
        };
        var (themes, items) = await board.AskAsync(async db => (await db.Themes.CountAsync(Stop), await db.LibraryItems.ToListAsync(Stop)));
        var silent = themes * Volumes.All.Count - items.SelectMany(i => i.Themes.Select(t => (i.Volume, t.TargetId))).Distinct().Count();

        Assert.All(Enum.GetValues<LooseEnd>().Except([LooseEnd.SilentTheme]), end => Assert.True(loose[end] > 0, end.ToString()));
        Assert.True(silent > 0);
    }

    [Theory, InlineData("Social Care"), InlineData("Police"), InlineData("Community Health"), InlineData("Mental Health"), InlineData("Schools"), InlineData("Office")]
    public async Task Each_main_agency_has_something_due_within_a_week(string organisation)
    {
        var soon = ToldBoard.Today.AddDays(7);
        var due = await board.AskAsync(db => (from action in db.Actions
                                              join owner in db.Organisations on action.OwnerId equals owner.Id
                                              where owner.ShortName == organisation && (action.Status == ActionStatus.Planned || action.Status == ActionStatus.UnderWay)
                                                  && action.Due >= ToldBoard.Today && action.Due <= soon
                                              select action.Id).CountAsync(Stop));

        Assert.True(due > 0);
    }

    [Fact, Trait("threat", "T01")]
    public async Task A_board_member_does_not_find_the_guarded_review()
    {
        Viewer member = new(Guid.NewGuid(), "A member", [], [], [], isBoardMember: true);

        var seen = await board.AskAsync(async db => (await db.LibraryItems.Where(i => i.Title.Contains("LR-26-1")).CountAsync(Stop),
            await db.Findings.CountAsync(f => f.Confidentiality == Confidentiality.Restricted, Stop)), member);
        var held = await board.AskAsync(db => db.Findings.CountAsync(f => f.Confidentiality == Confidentiality.Restricted, Stop));
        var released = await board.AskAsync(db => db.Findings.CountAsync(f => f.SourceHeldElsewhere, Stop), member);

        Assert.Equal((0, 0), seen);
        Assert.Equal(3, held);
        Assert.Equal(1, released);
    }

    [Theory, InlineData("Lantern"), InlineData("Homes"), InlineData("Waymark")]
    public async Task An_agency_reads_what_it_is_asked_and_promised_also_from_outside_the_board(string organisation)
    {
        var its = await board.AskAsync(db => db.Organisations.Where(o => o.ShortName == organisation).Select(o => o.Id).SingleAsync(Stop));
        var lists = await board.AskAsync(db => db.AccessListMembers.Where(m => m.MemberId == its).Select(m => m.AccessListId).ToListAsync(Stop));
        Viewer outside = new(Guid.NewGuid(), "Somebody there", [], [its], lists, isBoardMember: organisation == "Waymark"); // whose lead sits in a sub-group
        static Task<int> Asked(BoardDb db, Guid id) => db.Recommendations.CountAsync(r => r.Responses.Any(a => a.AskedId == id), Stop);
        static Task<int> Promised(BoardDb db, Guid id) => db.Actions.CountAsync(a => a.OwnerId == id && a.Confidentiality != Confidentiality.Group, Stop);

        Assert.Equal(await board.AskAsync(db => Asked(db, its)), await board.AskAsync(db => Asked(db, its), outside));
        Assert.Equal(await board.AskAsync(db => Promised(db, its)), await board.AskAsync(db => Promised(db, its), outside));
    }

    [Fact]
    public async Task Groups_meet_as_often_as_they_say()
    {
        var held = await board.AskAsync(async db => await db.Meetings.Join(db.Groups, m => m.GroupId, g => g.Id, (m, g) => new { g.Name, g.Meets, m.HeldOn }).ToListAsync(TestContext.Current.CancellationToken));

        Assert.NotEmpty(held);
        foreach (var group in held.GroupBy(m => (m.Name, m.Meets)))
        {
            var days = group.Select(m => m.HeldOn).Order().ToList();
            Assert.Equal("Every two months", group.Key.Meets);
            Assert.All(days.Zip(days.Skip(1)), pair => Assert.InRange(pair.Second.DayNumber - pair.First.DayNumber, 55, 65));
        }
    }
}
