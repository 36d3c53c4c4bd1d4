using System.Globalization;
using Goldthread.Domain;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Goldthread.Web.Features.Dataset.Indicators;

/// <summary>An indicator as it is typed; numbers are text, so that nothing typed is lost.</summary>
public sealed class IndicatorInput
{
    public string? Code { get; set; }
    public string? Name { get; set; }
    public string? Definition { get; set; }
    public string? Numerator { get; set; }
    public string? Denominator { get; set; }
    public string? PopulationCode { get; set; }
    public PopulationYearRule PopulationYear { get; set; }
    public string? Multiplier { get; set; }
    public string? Unit { get; set; }
    public string? Decimals { get; set; }
    public Polarity Polarity { get; set; }
    public Accountability Accountability { get; set; }
    public PublishedPeriodKind PeriodKind { get; set; }
    public AskedPeriods[] Asked { get; set; } = [];
    public YearKind Year { get; set; }
    public SmallNumberRule SmallNumbers { get; set; }
    public FigureGeography Geography { get; set; }
    public string? GeographyName { get; set; }
    public string? ExpectedLow { get; set; }
    public string? ExpectedHigh { get; set; }

    [Chosen("Choose the organisation from the list", "organisations")]
    public Guid? OwnerId { get; set; }

    public string? Publisher { get; set; }
    public string? Release { get; set; }
    public string? Licence { get; set; }
    public string? Address { get; set; }
    public string? Caveat { get; set; }
    public string? Questions { get; set; }

    [Chosen("Choose themes from the list", "themes")]
    public Guid[] Themes { get; set; } = [];

    [Chosen("Choose priorities from the list", "priorities")]
    public Guid[] Priorities { get; set; } = [];
}

/// <summary>What the forms for a new indicator and for changing one share.</summary>
public abstract class IndicatorForm(BoardDb db, TimeProvider clock) : BoardPage
{
    /// <summary>The board's database.</summary>
    protected BoardDb Db { get; } = db;

    [BindProperty]
    public IndicatorInput Input { get; set; } = new();

    /// <summary>The indicator that is changed; null for a new one.</summary>
    public Indicator? Item { get; protected set; }

    public IReadOnlyList<SelectListItem> ThemeChoices { get; private set; } = [];
    public IReadOnlyList<SelectListItem> PriorityChoices { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> FieldOrder { get; } = ["Code", "Name", "Definition", "Numerator", "Denominator", "PopulationCode", "PopulationYear", "Multiplier", "Unit", "Decimals", "Polarity",
        "Accountability", "OwnerId", "PeriodKind", "Asked", "Year", "Publisher", "Release", "Licence", "Address", "SmallNumbers", "Geography", "GeographyName", "ExpectedLow", "ExpectedHigh", "Caveat", "Questions", "Themes", "Priorities"];

    /// <summary>Populations in words.</summary>
    public static IReadOnlyList<SelectListItem> Populations { get; } = [.. Population.All.Select(p => new SelectListItem(char.ToUpperInvariant(p.Name[0]) + p.Name[1..], p.Code))];

    public override async Task FillAsync(CancellationToken stop)
    {
        ThemeChoices = await Db.ThemesAsync(stop);
        PriorityChoices = await Db.PrioritiesAsync(clock.Today(), stop);
        Organisations = await Db.OrganisationsAsync(clock.Today(), stop);
    }

    /// <summary>Puts what was typed into an indicator, if it is right; else says what is not.</summary>
    protected void Fill(Indicator indicator)
    {
        IndicatorMeaning meaning = new(Text(Input.Name), Text(Input.Definition), Text(Input.Numerator), Text(Input.Denominator), Number(Input.Multiplier) ?? 0, Text(Input.Unit),
            int.TryParse(Input.Decimals, NumberStyles.Integer, CultureInfo.InvariantCulture, out var decimals) ? decimals : -1, Input.Polarity, Input.PeriodKind, Input.Accountability, Text(Input.Caveat));
        IndicatorSource source = new(Text(Input.Publisher), Text(Input.Release), Text(Input.Licence), Text(Input.Address), Item?.IsInvented == true);
        IndicatorAsking asking = new(Input.Asked.Aggregate(AskedPeriods.AsPublished, (all, one) => all | one), Input.Year, Input.Geography, Input.Geography == FigureGeography.Board ? "" : Text(Input.GeographyName),
            Input.SmallNumbers, Number(Input.ExpectedLow), Number(Input.ExpectedHigh), Text(Input.PopulationCode), Input.PopulationYear,
            string.Join('\n', Text(Input.Questions).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
        NotANumber(nameof(Input.ExpectedLow), Input.ExpectedLow);
        NotANumber(nameof(Input.ExpectedHigh), Input.ExpectedHigh);
        ModelState.Add(IndicatorRules.Check(Item, meaning, source, asking));
        if (!ModelState.IsValid) return;
        indicator.Describe(meaning, source, Input.OwnerId, Input.Themes);
        indicator.Ask(asking, Input.Priorities);
    }

    /// <summary>What was typed, without space around it and with plain line ends.</summary>
    protected static string Text(string? typed) => typed?.Trim().ReplaceLineEndings("\n") ?? "";

    /// <summary>A number as people type it: "10,000", "0.5"; null for anything else.</summary>
    public static double? Number(string? typed) =>
        double.TryParse(typed?.Trim().TrimEnd('%'), NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private void NotANumber(string field, string? typed)
    {
        if (!string.IsNullOrWhiteSpace(typed) && Number(typed) is null) ModelState.AddModelError($"Input.{field}", "Enter a number, or leave it empty");
    }
}
