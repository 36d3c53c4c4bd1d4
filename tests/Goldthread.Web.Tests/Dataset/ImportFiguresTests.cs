using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Library;
using Goldthread.Web.Commands;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Goldthread.Web.Tests.Dataset;

[Trait("feature", "I16")]
public class ImportFiguresTests(Board board, BoardApp template) : IClassFixture<Board>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_figures_again_change_nothing()
    {
        await using var db = board.OpenAll();
        var indicator = db.Add(AnIndicator.Of(101, "AGAIN")).Entity;
        await AnIndicator.ImportAsync(db, board, indicator.Quarters(80, 81, null));
        var batches = await db.Set<ImportBatch>().CountAsync(Stop);

        var again = await AnIndicator.ImportAsync(db, board, indicator.Quarters(80, 81, null));

        Assert.True(again.ChangesNothing);
        Assert.Equal(3, again.Unchanged);
        Assert.Equal(batches, await db.Set<ImportBatch>().CountAsync(Stop));
    }

    [Fact]
    public async Task A_replaced_figure_is_kept_with_both_batches_and_the_new_one_is_called_revised()
    {
        await using var db = board.OpenAll();
        var indicator = db.Add(AnIndicator.Of(102, "REVISED")).Entity;
        await AnIndicator.ImportAsync(db, board, indicator.Quarters(80, 81));

        await AnIndicator.ImportAsync(db, board, indicator.Quarters(80, 90, 70));

        var kept = await db.Set<FigureRevision>().SingleAsync(r => r.IndicatorKey == 102, Stop);
        var now = await db.Set<Figure>().AsNoTracking().SingleAsync(f => f.IndicatorKey == 102 && f.PeriodKey == kept.PeriodKey, Stop);
        Assert.Equal((81, 90), (kept.Value, now.Value));
        Assert.Equal(now.BatchKey, kept.ReplacedByKey);
        Assert.NotEqual(kept.BatchKey, now.BatchKey);
        Assert.Equal(FigureStatus.Revised, now.Status);
    }

    [Fact]
    [Trait("feature", "I20")]
    public async Task A_rebuilt_series_holds_exactly_the_figures()
    {
        await using var db = board.OpenAll();
        var indicator = db.Add(AnIndicator.Of(103, "SERIES")).Entity;
        await AnIndicator.ImportAsync(db, board, indicator.Quarters(80, 81, null, 83));
        await AnIndicator.ImportAsync(db, board, indicator.Quarters(80, 85, null, 83, 84));

        var figures = await (from f in db.Set<Figure>() join p in db.Set<Period>() on f.PeriodKey equals p.Key where f.IndicatorKey == 103 orderby p.End select new { p.End, p.Label, f.Numerator, f.Value, f.Symbol, f.Status }).ToListAsync(Stop);
        var series = await db.Set<Series>().AsNoTracking().SingleAsync(s => s.IndicatorKey == 103, Stop);

        Assert.Equal(5, figures.Count);
        Assert.Equal(figures.Select(f => (f.End, f.Label, f.Numerator, f.Value, f.Symbol, f.Status)),
            Series.Unpack(series.Packed).Select(p => (p.End, p.Label, p.Figure.Numerator, p.Figure.Value, p.Figure.Symbol, p.Figure.Status)));
    }

    [Fact]
    public async Task Two_imports_for_one_indicator_at_once_do_not_mix()
    {
        await using var db = board.OpenAll();
        var indicator = db.Add(AnIndicator.Of(104, "TWO")).Entity;
        await AnIndicator.ImportAsync(db, board, indicator.Quarters(80));
        await using var other = board.OpenAll();
        var theirs = await other.Indicators.SingleAsync(i => i.Code == "TWO", Stop);
        await AnIndicator.ImportAsync(db, board, indicator.Quarters(80, 81));

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(async () =>
        {
            Features.Dataset.ImportFigures import = new(other, board.Clock);
            var plan = await import.PlanAsync(theirs.Quarters(70, 71), Stop);
            await import.SaveAsync(plan, "figures.csv", "", Stop);
        });

        Assert.Equal([80, 81], await db.Set<Figure>().AsNoTracking().Where(f => f.IndicatorKey == 104).OrderBy(f => f.PeriodKey).Select(f => f.Value!.Value).ToListAsync(Stop));
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task A_card_that_the_importer_may_not_see_is_found_and_has_the_readers_of_its_indicator_again()
    {
        var indicator = AnIndicator.Of(106, "ONECARD");
        await using (var db = board.OpenAll())
        {
            db.Add(indicator);
            await AnIndicator.ImportAsync(db, board, indicator.Quarters(80));
            var card = await db.LibraryItems.SingleAsync(i => i.SourceId == indicator.Id, Stop);
            card.LimitTo(Confidentiality.Restricted, db.Add(new AccessList(AccessListOwner.Record, card.Id).Admit(MemberKind.Person, Somebody.Reviewer.Id, new(2026, 1, 1), "tests")).Entity.Id);
            await db.SaveAsync(Goldthread.Web.Storage.Command.Now("Tests: as it could be before"), Stop);
        }

        foreach (var figures in new double?[][] { [80, 81], [80, 81, 82] })
        {
            await using var db = board.Open(Somebody.Officer);
            await AnIndicator.ImportAsync(db, board, (await db.Indicators.SingleAsync(i => i.Code == "ONECARD", Stop)).Quarters(figures));
        }

        await using var after = board.OpenAll();
        Assert.Equal(Confidentiality.Board, (await after.LibraryItems.SingleAsync(i => i.SourceId == indicator.Id, Stop)).Confidentiality);
    }

    [Fact]
    public async Task A_source_has_one_card()
    {
        var source = Guid.CreateVersion7();
        await using var db = board.OpenAll();
        db.AddRange(Card(source), Card(source));

        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveAsync(Goldthread.Web.Storage.Command.Now("Tests: twice"), Stop));
    }

    [Fact]
    public async Task A_board_with_a_doubled_card_is_brought_forward_and_loses_neither()
    {
        await using var mine = await Board.NewAsync(template);
        var (source, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        LibraryItem[] doubled = [.. new[] { Card(source), Card(Guid.CreateVersion7()) }.OrderBy(c => c.Id)];
        var single = Card(other);
        await using (var db = mine.OpenAll())
        {
            db.AddRange([.. doubled, single]);
            await db.SaveAsync(Goldthread.Web.Storage.Command.Now("Tests: twice"), Stop);
            await db.GetService<IMigrator>().MigrateAsync("AddCorrectionsAndLimits", Stop);
            foreach (var card in doubled) await db.Database.ExecuteSqlAsync($"""update library_items set "SourceId" = {source} where "Id" = {card.Id}""", Stop);

            await db.Database.MigrateAsync(Stop);
        }

        await using var after = mine.OpenAll();
        var now = await after.LibraryItems.ToDictionaryAsync(i => i.Id, i => (i.SourceKind, i.SourceId), Stop);
        Assert.Equal([("indicator", source), (LibraryItem.ByHand, doubled[1].Id), ("indicator", other)], [now[doubled[0].Id], now[doubled[1].Id], now[single.Id]]);
    }

    [Theory]
    [InlineData("2025,Reporting year,National,E92000001,England,eighty", 2, 0)]
    [InlineData("2025,Week 60,National,E92000001,England,81.5", 2, 0)]
    [InlineData("2025,Reporting year,National,E92000001,England,81.5", 0, 2)]
    public async Task A_file_is_taken_whole_or_not_at_all(string line, int exitCode, int figures)
    {
        await using var mine = await Board.NewAsync(template);
        await using (var db = mine.OpenAll())
        {
            db.Add(AnIndicator.Of(105, "FILE", PublishedPeriodKind.Year));
            await db.SaveAsync(Goldthread.Web.Storage.Command.Now("Tests: given"), Stop);
        }
        var path = Path.Combine(mine.Data, "figures.csv");
        await File.WriteAllTextAsync(path, $"time_period,time_identifier,geographic_level,country_code,country_name,percent\n2024,Reporting year,National,E92000001,England,80\n{line}\n", Stop);

        string[] database = mine.Database is { } connection ? ["--database", connection] : [];
        var code = await CommandLine.RunAsync(["import-figures", path, "--indicator", "FILE", "--value", "percent", "--data", mine.Data, .. database]);

        await using var after = mine.OpenAll();
        Assert.Equal((exitCode, figures), (code, await after.Set<Figure>().CountAsync(Stop)));
    }

    private static LibraryItem Card(Guid source) => new(Volume.Quantitative, "Indicator", "Doubled", new(2026, 9, 30), null, "indicator", source);
}
