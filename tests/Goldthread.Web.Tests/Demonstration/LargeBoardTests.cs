using Goldthread.Domain;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Commands;
using Goldthread.Web.Commands.Large;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Demonstration;

/// <summary>The large board at a hundredth of its size: what is made in bulk is as true as what people save.</summary>
[Trait("feature", "Z8")]
public sealed class LargeBoardTests(BoardApp boards)
{
    private static readonly LargeSize small = new(40, 200, 400, 600, 400, 3, 12, 10);

    [Fact]
    public async Task Everything_is_there_its_trail_is_whole_and_the_search_finds_it()
    {
        var (data, database) = await boards.NewPlaceAsync();
        Directory.CreateDirectory(data);
        await using var app = WebBoard.Build(new() { Data = data, Database = database, Urls = "http://127.0.0.1:0", Clock = Board.NewClock() }, Board.Quiet);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
        await db.Database.MigrateAsync(Stop);
        Assert.True(await Demo.MakeAsync(scope.ServiceProvider, Stop));
        List<string> told = [];
        await new LargeBoard(scope.ServiceProvider, db, small, told.Add, Stop).MakeAsync();

        Assert.Equal(small.Organisations, await db.Organisations.CountAsync(Stop));
        Assert.Equal(small.People, await db.People.CountAsync(Stop));
        Assert.Equal(small.Items, await db.LibraryItems.CountAsync(i => i.SourceKind == LibraryItem.ByHand, Stop));
        Assert.InRange(await db.Findings.CountAsync(Stop), small.Findings, small.Findings + 2);
        Assert.InRange(await db.Actions.CountAsync(Stop), small.Actions * 95 / 100, small.Actions);
        Assert.Equal(small.Indicators * small.Areas * small.Years, await db.Set<Figure>().CountAsync(f => db.Indicators.Any(i => i.Key == f.IndicatorKey && i.Code.StartsWith("INV")), Stop));
        Assert.Equal(small.Indicators * small.Areas, await db.Set<Series>().CountAsync(s => s.Points == small.Years && db.Indicators.Any(i => i.Key == s.IndicatorKey && i.Code.StartsWith("INV")), Stop));
        Assert.Null((await db.VerifyAuditTrailAsync(app.Services.GetRequiredService<AuditSeals>(), Stop)).FirstBroken);
        var searched = await db.Findings.CountAsync(Stop) + await db.Recommendations.CountAsync(Stop) + await db.Actions.CountAsync(Stop) + await db.Measures.CountAsync(Stop);
        Assert.Equal(searched, await db.SearchDocuments.CountAsync(d => d.Kind == "Finding" || d.Kind == "Recommendation" || d.Kind == "Action" || d.Kind == "Impact test", Stop));
        Assert.True(await db.Actions.CountAsync(a => a.Status == ActionStatus.Verified, Stop) > small.Actions / 2);
        Assert.True(await db.Recommendations.CountAsync(r => r.Status == RecommendationStatus.Closed, Stop) > small.Actions / 8);
        Assert.NotEmpty(await db.Findings.Where(f => f.Confidentiality == Confidentiality.Restricted && f.Title.Length > 0).ToListAsync(Stop));
        Assert.Contains(told, t => t.StartsWith("library items: ", StringComparison.Ordinal));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
