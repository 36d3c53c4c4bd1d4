using System.Globalization;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Features.Dataset.Indicators;

/// <summary>Changes what is said about an indicator. Another meaning is a new definition, which has a page of its own.</summary>
[Needs(Right.ImportFigures)]
public sealed class EditModel(BoardDb db, TimeProvider clock) : IndicatorForm(db, clock)
{
    public async Task<IActionResult> OnGetAsync(string code, CancellationToken stop)
    {
        if (await Db.FindIndicatorAsync(code, stop) is not { } i) return NotFound();
        (Item, Command.Version) = (i, i.Version);
        Input = new()
        {
            Name = i.Name,
            Definition = i.Definition,
            Numerator = i.Numerator,
            Denominator = i.Denominator,
            PopulationCode = i.PopulationCode,
            PopulationYear = i.PopulationYear,
            Multiplier = Typed(i.Multiplier),
            Unit = i.Unit,
            Decimals = Typed(i.Decimals),
            Polarity = i.Polarity,
            Accountability = i.Accountability,
            PeriodKind = i.PeriodKind,
            Asked = [.. Enum.GetValues<AskedPeriods>().Where(p => p != AskedPeriods.AsPublished && i.Asked.HasFlag(p))],
            Year = i.Year,
            SmallNumbers = i.SmallNumbers,
            Geography = i.Geography,
            GeographyName = i.GeographyName,
            ExpectedLow = Typed(i.ExpectedLow),
            ExpectedHigh = Typed(i.ExpectedHigh),
            OwnerId = i.OwnerId,
            Publisher = i.Publisher,
            Release = i.Release,
            Licence = i.Licence,
            Address = i.Address,
            Caveat = i.Caveat,
            Questions = i.Questions,
            Themes = [.. i.Themes.Select(t => t.TargetId)],
            Priorities = [.. i.Priorities.Select(p => p.TargetId)],
        };
        return await AgainAsync(stop);
    }

    public async Task<IActionResult> OnPostAsync(string code, CancellationToken stop)
    {
        if (await Db.FindIndicatorAsync(code, stop) is not { } indicator) return NotFound();
        Item = indicator;
        Db.Expect(indicator, Command.Version);
        var polarity = indicator.Polarity;
        Fill(indicator);
        indicator.TakeIn(); // whoever says what a published measure means makes it one of the board's own
        if (!ModelState.IsValid) return await AgainAsync(stop);
        if (indicator.Polarity != polarity) await Db.JudgeAnewAsync(indicator, stop);
        Command.Result = $"/indicators/{indicator.Code}";
        // What the counts are set against may be another now.
        await Db.SaveAsync(Command, stop, (connection, transaction, token) => RebuildSeries.OfAsync(Db, connection, transaction, [indicator], token));
        TempData["Done"] = "Indicator saved";
        return LocalRedirect(Command.Result);
    }

    private static string Typed(double? number) => number?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";
}
