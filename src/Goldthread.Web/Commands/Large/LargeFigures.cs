using System.Globalization;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Features.Dataset;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Commands.Large;

/// <summary>Invented yearly figures of invented places, brought in as an import brings them.</summary>
internal sealed class LargeFigures(LargeBoard board, TimeProvider clock)
{
    private const int IndicatorsToABatch = 20;

    /// <summary>Makes them, some indicators to a batch.</summary>
    public async Task MakeAsync()
    {
        var (db, text) = (board.Db, board.Text);
        var areas = Enumerable.Range(1, board.Size.Areas).Select(i => new PublishedArea(PublishedLevel.LocalAuthority, string.Create(CultureInfo.InvariantCulture, $"X06{i:000000}"), $"{text.Rare()} {i}", "")).ToList();
        var year = board.Today.Year - (board.Today.Month < 4 ? 1 : 0);
        var periods = Enumerable.Range(year - board.Size.Years, board.Size.Years).Select(y =>
            new PublishedPeriod(PublishedPeriodKind.Year, new(y, 4, 1), new(y + 1, 3, 31), string.Create(CultureInfo.InvariantCulture, $"{y}/{(y + 1) % 100:00}"))).ToList();
        var key = await db.Indicators.MaxAsync(i => (int?)i.Key, board.Stop) ?? 0;
        foreach (var numbers in Enumerable.Range(1, board.Size.Indicators).Chunk(IndicatorsToABatch))
        {
            var indicators = numbers.Select(n => Described(new(key + n, string.Create(CultureInfo.InvariantCulture, $"INV{n:000}")), n)).ToList();
            db.AddRange(indicators);
            FigureLine[] lines = [.. from indicator in indicators from area in areas from figure in Walk(indicator) select new FigureLine(indicator, area, figure.Period, figure.Value, 0)];
            ImportFigures import = new(db, clock);
            await import.SaveAsync(await import.PlanAsync(lines, board.Stop), "invented figures", "", board.Stop);
            db.ChangeTracker.Clear();
            board.Tell($"figures: of {numbers[^1]} indicators");
        }

        IEnumerable<(PublishedPeriod Period, FigureValue Value)> Walk(Indicator indicator)
        {
            double share = 20 + text.Below(60);
            foreach (var period in periods)
            {
                share = Math.Clamp(share + text.Below(9) - 4, 1, 99);
                var of = 200 + text.Below(2000);
                var count = Math.Round(of * share / 100);
                yield return (period, text.Chance(3) ? new(null, null, null, PublishedSymbol.Confidential, FigureStatus.Final) : new(count, of, indicator.FromParts(count, of), PublishedSymbol.None, FigureStatus.Final));
            }
        }
    }

    private Indicator Described(Indicator indicator, int number)
    {
        indicator.Describe(
            new($"{board.Text.Line()} (invented {number})", board.Text.Sentences(1), "Files read", "All files", 100, "%", 1, board.Text.Of(Enum.GetValues<Polarity>()), PublishedPeriodKind.Year, Accountability.HowWell, ""),
            new("Nobody", "Invented", "Invented for the demonstration", "", true),
            board.Text.Of(board.Organisations).Id, board.Text.Some(board.Themes, 2));
        return indicator;
    }
}
