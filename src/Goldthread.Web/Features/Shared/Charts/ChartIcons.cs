using Goldthread.Domain.Dataset;
using Microsoft.AspNetCore.Html;

namespace Goldthread.Web.Features.Shared.Charts;

/// <summary>The small pictures beside a chart's title. The words stand next to them, so they are hidden from screen readers.</summary>
public static class ChartIcons
{
    /// <summary>The sign of a point of that kind, with an arrow for its direction.</summary>
    public static IHtmlContent Of(Variation variation)
    {
        const string Up = "M16 24V9M10 15l6-6 6 6", Down = "M16 8v15M10 17l6 6 6-6";
        return variation switch
        {
            Variation.CommonCause => Icon("<circle cx=\"16\" cy=\"16\" r=\"14\" fill=\"#ffffff\" stroke=\"#6b6e70\" stroke-width=\"2\"/>", "M6 18l5-5 5 6 5-7 5 5", "#3b4043"),
            Variation.ImprovementHigh => Icon(Diamond, Up, "#ffffff"),
            Variation.ImprovementLow => Icon(Diamond, Down, "#ffffff"),
            Variation.ConcernHigh => Icon(Triangle, "M16 27V14M11 19l5-5 5 5", "#0b0c0c"),
            Variation.ConcernLow => Icon(Triangle, "M16 13v13M11 21l5 5 5-5", "#0b0c0c"),
            Variation.NeutralHigh => Icon(Square, Up, "#ffffff"),
            Variation.NeutralLow => Icon(Square, Down, "#ffffff"),
        };
    }

    /// <summary>A tick, a cross or a question in a ring.</summary>
    public static IHtmlContent Of(Assurance assurance) => assurance switch
    {
        Assurance.Pass => Icon(Ring("#1d70b8"), "M9 17l5 5 10-11", "#0b3357"),
        Assurance.Inconsistent => Icon(Ring("#6b6e70"), "M12 13a4 4 0 1 1 5 4q-1 1-1 3M16 23.5v0.5", "#3b4043"),
        Assurance.Fail => Icon(Ring("#f08a24"), "M11 11l10 10M21 11L11 21", "#6b3600"),
    };

    private const string Diamond = "<path d=\"M16 0L32 16 16 32 0 16Z\" fill=\"#1d70b8\" stroke=\"#0b3357\"/>";
    private const string Triangle = "<path d=\"M16 1L32 30H0Z\" fill=\"#f08a24\" stroke=\"#6b3600\"/>";
    private const string Square = "<rect x=\"2\" y=\"2\" width=\"28\" height=\"28\" fill=\"#8a63b8\" stroke=\"#3c2163\"/>";

    private static string Ring(string colour) => $"<circle cx=\"16\" cy=\"16\" r=\"13.5\" fill=\"#ffffff\" stroke=\"{colour}\" stroke-width=\"3\"/>";

    private static HtmlString Icon(string ground, string path, string colour) => new(
        $"<svg class=\"gt-icon\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\" width=\"32\" height=\"32\" aria-hidden=\"true\" focusable=\"false\">{ground}<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.5\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/></svg>");
}
